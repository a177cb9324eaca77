#include "ui/presence/live/camera_form.h"

#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>

#include "core/base/error.h"
#include "ui/presence/form_rows.h"
#include "ui/presence/live/area_editor.h"
#include "ui/presence/presence_buttons.h"
#include "ui/presence/presence_words.h"
#include "ui/widgets/wrapped_label.h"

namespace lineament::ui {
namespace {

constexpr int kWidest = 1120, kAreaWidth = 336;
constexpr double kCameraRates[] = {1e-3, 1e-4, 1e-5, 1e-6};

/// Chooses the entry of a value, which is added if there is none.
void chooseValue(QComboBox& box, const QVariant& value, const QString& words) {
    int at = box.findData(value);
    if (at < 0) {
        box.addItem(words, value);
        at = box.count() - 1;
    }
    box.setCurrentIndex(at);
}

}  // namespace

CameraForm::CameraForm(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("cameraForm"));
    setProperty("role", QStringLiteral("card"));
    setMaximumWidth(kWidest);
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(metrics::kSpace4, metrics::kSpace3, metrics::kSpace4, metrics::kSpace3);
    grid->setHorizontalSpacing(metrics::kSpace3);
    grid->setVerticalSpacing(metrics::kSpace2);
    title_ = new QLabel;
    title_->setProperty("role", QStringLiteral("section"));
    sourceHint_ = new QLabel;
    sourceHint_->setProperty("role", QStringLiteral("small"));
    for (auto** label : {&nameLabel_, &sourceLabel_, &zoneLabel_, &passageLabel_, &detectorLabel_,
                         &minFaceLabel_, &fmrLabel_, &areaLabel_})
        *label = new QLabel;
    name_ = makeLine("cameraName");
    source_ = makeLine("cameraSource");
    zone_ = makeLine("cameraZone");
    passage_ = makeBox("cameraPassage");
    detector_ = makeBox("cameraDetector");
    fmr_ = makeBox("cameraFmr");
    minFace_ = new QSpinBox;
    minFace_->setObjectName(QStringLiteral("cameraMinFace"));
    minFace_->setRange(0, CameraRules::kLargestMinFacePx);
    minFace_->setSingleStep(8);
    area_ = new AreaEditor;
    area_->setObjectName(QStringLiteral("cameraArea"));
    areaHint_ = new WrappedLabel(kAreaWidth);
    areaHint_->setProperty("role", QStringLiteral("small"));
    choose_ = presenceButton("cameraChoose");
    still_ = presenceButton("cameraStill");
    whole_ = presenceButton("cameraWhole");
    save_ = presenceButton("cameraSave");
    save_->setProperty("role", QStringLiteral("primary"));
    cancel_ = presenceButton("cameraCancel");
    int row = 0;
    const auto line = [&](QLabel* label, QWidget* field, QWidget* beside = nullptr) {
        label->setBuddy(field);
        grid->addWidget(label, row, 0);
        grid->addWidget(field, row, 1, 1, beside ? 1 : 2);
        if (beside) grid->addWidget(beside, row, 2);
        ++row;
    };
    grid->addWidget(title_, row++, 0, 1, 3);
    line(nameLabel_, name_);
    line(sourceLabel_, source_, choose_);
    grid->addWidget(sourceHint_, row++, 1, 1, 2);
    line(zoneLabel_, zone_);
    line(passageLabel_, passage_);
    line(detectorLabel_, detector_);
    line(minFaceLabel_, minFace_);
    line(fmrLabel_, fmr_);
    grid->setRowStretch(row, 1);
    auto* side = new QVBoxLayout;
    side->setSpacing(metrics::kSpace2);
    areaLabel_->setProperty("role", QStringLiteral("section"));
    side->addWidget(areaLabel_);
    side->addWidget(area_, 1);
    side->addWidget(areaHint_);
    auto* pictures = new QHBoxLayout;
    pictures->setSpacing(metrics::kSpace2);
    pictures->addWidget(still_);
    pictures->addWidget(whole_);
    pictures->addStretch();
    side->addLayout(pictures);
    grid->addLayout(side, 0, 4, row + 1, 1);
    grid->setColumnMinimumWidth(3, metrics::kSpace3);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kSpace2);
    buttons->addStretch();
    buttons->addWidget(cancel_);
    buttons->addWidget(save_);
    grid->addLayout(buttons, row + 1, 0, 1, 5);
    grid->setColumnStretch(1, 1);
    connect(choose_, &QPushButton::clicked, this, &CameraForm::choose);
    connect(save_, &QPushButton::clicked, this, &CameraForm::save);
    connect(cancel_, &QPushButton::clicked, this, &QWidget::hide);
    connect(still_, &QPushButton::clicked, this, &CameraForm::askForStill);
    connect(whole_, &QPushButton::clicked, this, [this] {
        area_->setArea({});
        check();
    });
    connect(area_, &AreaEditor::areaChanged, this, &CameraForm::check);
    connect(source_, &QLineEdit::editingFinished, this, [this] {
        if (isVisible() && source_->text().trimmed() != stillOf_) askForStill();
    });
    for (auto* edit : {name_, source_, zone_}) {
        connect(edit, &QLineEdit::textChanged, this, &CameraForm::check);
        connect(edit, &QLineEdit::returnPressed, this, &CameraForm::save);
    }
    const QList<QWidget*> order = {name_, source_, choose_, zone_,  passage_, detector_, minFace_,
                                   fmr_,  area_,   still_,  whole_, cancel_,  save_};
    for (qsizetype i = 1; i < order.size(); ++i)
        setTabOrder(order[i - 1], order[i]);
    retranslate();
    hide();
}

void CameraForm::open(const Camera& camera, const QStringList& detectors) {
    camera_ = camera;
    detectors_ = detectors;
    const QSignalBlocker quiet(source_);  // its picture is asked for below
    name_->setText(QString::fromStdString(camera.name));
    source_->setText(QString::fromStdString(camera.source));
    zone_->setText(QString::fromStdString(camera.zone));
    retranslate();
    passage_->setCurrentIndex(static_cast<int>(camera.passage));
    const QString detector = QString::fromStdString(camera.rules.detector);
    chooseValue(*detector_, detector, detector);
    chooseValue(*fmr_, camera.rules.fmr, camera.rules.fmr > 0 ? fmrWords(camera.rules.fmr) : QString());
    minFace_->setValue(static_cast<int>(camera.rules.minFacePx));
    area_->setArea(camera.rules.area);
    area_->setStill({});
    stillOf_.clear();
    taking_ = false;
    check();
    show();
    askForStill();
    name_->setFocus();
}

CameraRules CameraForm::rules() const {
    CameraRules rules;
    rules.area = area_->area();
    rules.detector = detector_->currentData().toString().toStdString();
    rules.minFacePx = static_cast<float>(minFace_->value());
    rules.fmr = fmr_->currentData().toDouble();
    return rules;
}

void CameraForm::check() {
    bool fits = true;
    try {
        rules().validate();
    } catch (const Error&) {
        fits = false;  // the area alone can be amiss: the fields keep to their ranges
    }
    const bool source = !source_->text().trimmed().isEmpty();
    save_->setEnabled(fits && source && !name_->text().trimmed().isEmpty());
    still_->setEnabled(source && !taking_);
    whole_->setEnabled(!area_->area().empty());
    areaHint_->setWords(
        !fits ? tr("This area is too small for a face to be in it.")
        : area_->area().empty()
            ? tr("All of the picture counts. Drag a rectangle over the part that is to count.")
            : tr("Drag the corners; a double click on an edge adds one, Delete takes one away."));
    if (area_->still().isNull() && !taking_ && stillOf_.isEmpty())
        area_->setNote(tr("Here what the camera sees is drawn on."));
}

void CameraForm::askForStill() {
    const QString source = source_->text().trimmed();
    if (source.isEmpty()) return;
    stillOf_ = source;
    taking_ = true;
    area_->setStill({});
    area_->setNote(tr("Looking through the camera …"));
    check();
    Q_EMIT stillRequested(source);
}

void CameraForm::setStill(const QString& source, const QImage& still) {
    if (source != stillOf_) return;
    taking_ = false;
    area_->setStill(still);
    check();
}

void CameraForm::setStillTrouble(const QString& source, const QString& sentence) {
    if (source != stillOf_) return;
    taking_ = false;
    area_->setNote(sentence);
    check();
}

void CameraForm::choose() {
    auto* dialog = new QFileDialog(this, tr("Choose a recording that plays as a camera"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        source_->setText(file);
        if (name_->text().isEmpty()) name_->setText(QFileInfo(file).completeBaseName());
        askForStill();
    });
    dialog->open();
}

void CameraForm::save() {
    if (!save_->isEnabled()) return;
    camera_.name = name_->text().trimmed().toStdString();
    camera_.source = source_->text().trimmed().toStdString();
    camera_.zone = zone_->text().trimmed().toStdString();
    camera_.passage = static_cast<Passage>(passage_->currentIndex());
    camera_.rules = rules();
    hide();
    Q_EMIT saved(camera_);
}

void CameraForm::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return hide();
    QFrame::keyPressEvent(event);
}

/// What can be chosen, in the present language; what was chosen stays so.
void CameraForm::fillChoices() {
    const int passage = std::max(0, passage_->currentIndex());
    const QVariant detector = detector_->currentData(), fmr = fmr_->currentData();
    passage_->clear();
    for (const auto one : {Passage::kSeen, Passage::kEntry, Passage::kExit})
        passage_->addItem(wordsOf(one));
    passage_->setCurrentIndex(passage);
    detector_->clear();
    detector_->addItem(tr("As everywhere"), QString());
    for (const auto& id : detectors_)
        detector_->addItem(id, id);
    chooseValue(*detector_, detector.isNull() ? QVariant(QString()) : detector, detector.toString());
    fmr_->clear();
    fmr_->addItem(tr("As in searches"), 0.0);
    for (const double rate : kCameraRates)
        fmr_->addItem(fmrWords(rate), rate);
    chooseValue(*fmr_, fmr.toDouble(), fmr.toDouble() > 0 ? fmrWords(fmr.toDouble()) : QString());
}

void CameraForm::retranslate() {
    title_->setText(camera_.id.valid() ? tr("Change a camera") : tr("Add a camera"));
    nameLabel_->setText(tr("Name"));
    sourceLabel_->setText(tr("Source"));
    zoneLabel_->setText(tr("Zone"));
    passageLabel_->setText(tr("Being seen means"));
    detectorLabel_->setText(tr("Faces are found by"));
    minFaceLabel_->setText(tr("Smallest face"));
    fmrLabel_->setText(tr("False match rate"));
    areaLabel_->setText(tr("Where people count"));
    sourceHint_->setText(tr("camera:0, rtsp://…, or a recording that plays as a camera"));
    minFace_->setSuffix(tr(" px"));
    minFace_->setSpecialValueText(tr("Any"));
    minFace_->setToolTip(tr("Narrower faces are passed over: people far away, or on a poster behind"));
    fmr_->setToolTip(tr("How often one comparison of two different people would reach the threshold"));
    detector_->setToolTip(tr("Another network may find faces of this camera better or faster"));
    area_->setAccessibleName(areaLabel_->text());
    area_->setToolTip(tr(
        "Page Up and Page Down choose a corner, the arrows move it, Insert adds one, Delete takes it away"));
    choose_->setText(tr("Recording…"));
    still_->setText(tr("New still"));
    whole_->setText(tr("Whole picture"));
    save_->setText(tr("Save"));
    cancel_->setText(tr("Cancel"));
    fillChoices();
    check();
}

}  // namespace lineament::ui
