#include "ui/evaluate/evaluation_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

constexpr int kRecognisersHeight = 84, kRunsHeight = 96;
using Kind = EvaluationProtocol::Kind;

/// Pictures are read anew; the others take templates from the store.
bool readsPictures(Kind kind) {
    return kind == Kind::kPairs || kind == Kind::kGalleryProbe;
}

QLabel* captionLabel() {
    auto* label = new QLabel;
    label->setProperty("role", QStringLiteral("caption"));
    return label;
}

QVBoxLayout* columnOf(QWidget* widget) {
    auto* column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace1);
    return column;
}

}  // namespace

EvaluationForm::EvaluationForm(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("evaluationForm"));
    auto* outer = columnOf(this);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace2);
    column->setSpacing(metrics::kSpace2);
    column->addWidget(makeProtocol());
    column->addWidget(makeSettings());
    column->addWidget(makeRuns(), 1);
    scroll->setWidget(content);
    scroll->setFocusPolicy(Qt::NoFocus);  // its fields scroll it
    outer->addWidget(scroll, 1);
    auto* foot = new QWidget;
    auto* footColumn = new QVBoxLayout(foot);
    footColumn->setContentsMargins(metrics::kSpace3, metrics::kSpace1, metrics::kSpace3, metrics::kSpace3);
    missing_ = new QLabel;
    missing_->setObjectName(QStringLiteral("evaluationMissing"));
    missing_->setProperty("role", QStringLiteral("small"));
    missing_->setWordWrap(true);
    run_ = new QPushButton;
    run_->setObjectName(QStringLiteral("runEvaluationButton"));
    run_->setProperty("role", QStringLiteral("primary"));
    footColumn->addWidget(missing_);
    footColumn->addWidget(run_);
    outer->addWidget(foot);
    connect(run_, &QPushButton::clicked, this, &EvaluationForm::runRequested);
    connect(kind_, &QComboBox::currentIndexChanged, this, &EvaluationForm::refresh);
    for (auto* edit : {csv_, root_, gallery_, probes_, degrade_, chain_})
        connect(edit, &QLineEdit::textChanged, this, &EvaluationForm::refresh);
    connect(recognisers_, &QListWidget::itemChanged, this, &EvaluationForm::refresh);
    retranslate();
}

QLineEdit* EvaluationForm::addPath(QWidget* page, const char* name, bool folder, QLabel*& label) {
    auto* column = static_cast<QVBoxLayout*>(page->layout());
    label = new QLabel;
    column->addWidget(label);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::kSpace1);
    auto* edit = new QLineEdit;
    edit->setObjectName(QLatin1String(name));
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(name) + QStringLiteral("Browse"));
    button->setIcon(Theme::instance().icon(QStringLiteral("folder-open")));
    button->setFocusPolicy(Qt::TabFocus);
    row->addWidget(edit, 1);
    row->addWidget(button);
    column->addLayout(row);
    browse_ << button;
    connect(button, &QToolButton::clicked, this, [this, edit, label = label, folder] {
        const QString path = choose_ ? choose_(label->text(), folder) : QString();
        if (!path.isEmpty()) edit->setText(path);
    });
    return edit;
}

QWidget* EvaluationForm::makeProtocol() {
    auto* part = new QWidget;
    auto* column = columnOf(part);
    protocolTitle_ = captionLabel();
    kind_ = new QComboBox;
    kind_->setObjectName(QStringLiteral("protocolBox"));
    kind_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    for (int i = 0; i < 4; ++i)
        kind_->addItem(QString());
    paths_ = new QStackedWidget;
    auto* pairs = new QWidget;
    columnOf(pairs);
    csv_ = addPath(pairs, "pairsPath", false, csvLabel_);
    root_ = addPath(pairs, "rootPath", true, rootLabel_);
    leaveOut_ = new QCheckBox;
    leaveOut_->setObjectName(QStringLiteral("leaveOutMarkedBox"));
    pairs->layout()->addWidget(leaveOut_);
    auto* folders = new QWidget;
    columnOf(folders);
    gallery_ = addPath(folders, "galleryPath", true, galleryLabel_);
    probes_ = addPath(folders, "probesPath", true, probesLabel_);
    own_ = new QLabel;
    own_->setWordWrap(true);
    own_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    own_->setProperty("role", QStringLiteral("muted"));
    paths_->addWidget(pairs);
    paths_->addWidget(folders);
    paths_->addWidget(own_);
    column->addWidget(protocolTitle_);
    column->addWidget(kind_);
    column->addWidget(paths_);
    return part;
}

QWidget* EvaluationForm::makeSettings() {
    auto* part = new QWidget;
    auto* column = columnOf(part);
    settingsTitle_ = captionLabel();
    recogniserLabel_ = new QLabel;
    recognisers_ = new QListWidget;
    recognisers_->setObjectName(QStringLiteral("recogniserList"));
    recognisers_->setFixedHeight(kRecognisersHeight);
    column->addWidget(settingsTitle_);
    column->addWidget(recogniserLabel_);
    column->addWidget(recognisers_);
    treatment_ = new QWidget;
    auto* rows = columnOf(treatment_);
    const auto edit = [&](const char* name, QLabel*& label) {
        label = new QLabel;
        auto* made = new QLineEdit;
        made->setObjectName(QLatin1String(name));
        rows->addWidget(label);
        rows->addWidget(made);
        return made;
    };
    detectorLabel_ = new QLabel;
    detector_ = new QComboBox;
    detector_->setObjectName(QStringLiteral("evaluationDetectorBox"));
    rows->addWidget(detectorLabel_);
    rows->addWidget(detector_);
    degrade_ = edit("degradeEdit", degradeLabel_);
    chain_ = edit("chainEdit", chainLabel_);
    oracle_ = new QCheckBox;
    oracle_->setObjectName(QStringLiteral("oracleBox"));
    rows->addWidget(oracle_);
    column->addWidget(treatment_);
    return part;
}

QWidget* EvaluationForm::makeRuns() {
    auto* part = new QWidget;
    auto* column = columnOf(part);
    auto* head = new QHBoxLayout;
    runsTitle_ = captionLabel();
    remove_ = new QToolButton;
    remove_->setObjectName(QStringLiteral("removeRunButton"));
    remove_->setIcon(Theme::instance().icon(QStringLiteral("trash-2")));
    remove_->setFocusPolicy(Qt::TabFocus);
    head->addWidget(runsTitle_, 1);
    head->addWidget(remove_);
    runs_ = new QListWidget;
    runs_->setObjectName(QStringLiteral("runList"));
    runs_->setMinimumHeight(kRunsHeight);
    runs_->setTextElideMode(Qt::ElideMiddle);
    runs_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    column->addLayout(head);
    column->addWidget(runs_, 1);
    connect(runs_, &QListWidget::currentItemChanged, this, [this](QListWidgetItem* item) {
        if (item && !filling_) Q_EMIT currentChanged(item->data(Qt::UserRole).toInt());
    });
    connect(runs_, &QListWidget::itemChanged, this, [this](QListWidgetItem* item) {
        if (!filling_)
            Q_EMIT visibilityChanged(item->data(Qt::UserRole).toInt(), item->checkState() == Qt::Checked);
    });
    connect(remove_, &QToolButton::clicked, this, [this] {
        if (const auto* item = runs_->currentItem()) Q_EMIT removeRequested(item->data(Qt::UserRole).toInt());
    });
    return part;
}

void EvaluationForm::setModels(const QStringList& recognisers, const QStringList& detectors,
                               const QString& recogniser, const QString& detector) {
    engineDetector_ = detector;
    {
        const QSignalBlocker quiet(recognisers_);
        recognisers_->clear();
        for (const auto& id : recognisers) {
            auto* item = new QListWidgetItem(id, recognisers_);
            item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
            item->setCheckState(id == recogniser ? Qt::Checked : Qt::Unchecked);
        }
    }
    detector_->clear();
    detector_->addItems(detectors);
    detector_->setCurrentText(detector);
    refresh();
}

void EvaluationForm::setPairs(const QString& csv, const QString& root) {
    setKind(Kind::kPairs);
    csv_->setText(csv);
    root_->setText(root);
}

void EvaluationForm::setGalleryAndProbes(const QString& gallery, const QString& probes) {
    setKind(Kind::kGalleryProbe);
    gallery_->setText(gallery);
    probes_->setText(probes);
}

void EvaluationForm::setKind(Kind kind) {
    kind_->setCurrentIndex(static_cast<int>(kind));
}

void EvaluationForm::setRecognisers(const QStringList& ids) {
    for (int i = 0; i < recognisers_->count(); ++i)
        recognisers_->item(i)->setCheckState(ids.contains(recognisers_->item(i)->text()) ? Qt::Checked
                                                                                         : Qt::Unchecked);
}

void EvaluationForm::setTreatment(const QString& degrade, const QString& chain) {
    degrade_->setText(degrade);
    chain_->setText(chain);
}

void EvaluationForm::setLeaveOutMarked(bool on) {
    leaveOut_->setChecked(on);
}

EvaluationProtocol EvaluationForm::protocol() const {
    const auto pathOf = [](const QLineEdit* edit) {
        return std::filesystem::path(edit->text().trimmed().toStdString());
    };
    EvaluationProtocol protocol;
    protocol.kind = static_cast<Kind>(kind_->currentIndex());
    protocol.csv = pathOf(csv_);
    protocol.root = root_->text().trimmed().isEmpty() ? protocol.csv.parent_path() : pathOf(root_);
    protocol.gallery = pathOf(gallery_);
    protocol.probes = pathOf(probes_);
    protocol.leaveOutMarked = protocol.kind == Kind::kPairs && leaveOut_->isChecked();
    return protocol;
}

QString EvaluationForm::protocolName() const {
    switch (static_cast<Kind>(kind_->currentIndex())) {
        case Kind::kPairs:
            return QFileInfo(csv_->text().trimmed()).fileName();
        case Kind::kGalleryProbe:
            return QFileInfo(gallery_->text().trimmed()).fileName() + QStringLiteral(" / ") +
                   QFileInfo(probes_->text().trimmed()).fileName();
        case Kind::kConfirmedTracks:
            return tr("Corrected footage");
        case Kind::kOwnGallery:
            break;
    }
    return tr("My gallery");
}

QList<RunSettings> EvaluationForm::settings() const {
    RunSettings common;
    const auto kind = static_cast<Kind>(kind_->currentIndex());
    common.leaveOutMarked = kind == Kind::kPairs && leaveOut_->isChecked();
    if (readsPictures(kind)) {
        if (detector_->currentText() != engineDetector_) common.detector = detector_->currentText();
        const std::string degrade = degrade_->text().trimmed().toStdString(),
                          chain = chain_->text().trimmed().toStdString();
        if (!degrade.empty()) common.treatment.degrade = enhance::parseDegradation(degrade);
        if (!chain.empty()) common.treatment.enhance = enhance::parseChain(chain);
        common.treatment.oracleAlignment = oracle_->isChecked() && common.treatment.any();
    }
    QList<RunSettings> all;
    for (int i = 0; i < recognisers_->count(); ++i)
        if (recognisers_->item(i)->checkState() == Qt::Checked) {
            all << common;
            all.last().recogniser = recognisers_->item(i)->text();
        }
    return all;
}

QString EvaluationForm::missing() const {
    const auto kind = static_cast<Kind>(kind_->currentIndex());
    const auto empty = [](const QLineEdit* edit) { return edit->text().trimmed().isEmpty(); };
    if (kind == Kind::kPairs && empty(csv_)) return tr("Choose a list of pairs.");
    if (kind == Kind::kGalleryProbe && (empty(gallery_) || empty(probes_)))
        return tr("Choose the folders of gallery and probes.");
    for (int i = 0; i < recognisers_->count(); ++i)
        if (recognisers_->item(i)->checkState() == Qt::Checked) return {};
    return tr("Tick a recogniser.");
}

void EvaluationForm::showRuns(const EvaluationEntries& entries, int currentId) {
    filling_ = true;
    runs_->clear();
    for (const auto& entry : entries) {
        QString text = nameAmong(*entry, entries);
        if (!entry->result) text = tr("%1 (under way)").arg(text);
        auto* item = new QListWidgetItem(text, runs_);
        item->setData(Qt::UserRole, entry->id);
        item->setToolTip(entry->protocolName + QStringLiteral("\n") + text);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(entry->visible ? Qt::Checked : Qt::Unchecked);
        if (entry->id == currentId) runs_->setCurrentItem(item);
    }
    remove_->setEnabled(!entries.isEmpty());
    filling_ = false;
}

void EvaluationForm::refresh() {
    const auto kind = static_cast<Kind>(kind_->currentIndex());
    paths_->setCurrentIndex(readsPictures(kind) ? kind_->currentIndex() : paths_->count() - 1);
    own_->setText(
        kind == Kind::kConfirmedTracks
            ? tr("Every track that you confirmed is searched for among photos from elsewhere; tracks that "
                 "you left unknown are strangers. No network is needed.")
            : tr("Every enrolled photo is searched for among all the others. No network is needed."));
    treatment_->setVisible(readsPictures(kind));
    oracle_->setVisible(!degrade_->text().trimmed().isEmpty() || !chain_->text().trimmed().isEmpty());
    const QString what = missing();
    missing_->setText(what);
    missing_->setVisible(!what.isEmpty());
    run_->setEnabled(what.isEmpty());
}

void EvaluationForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void EvaluationForm::retranslate() {
    protocolTitle_->setText(tr("What is compared"));
    settingsTitle_->setText(tr("With what"));
    runsTitle_->setText(tr("Runs"));
    const QStringList kinds{tr("Pairs of pictures (CSV)"), tr("Gallery and probe folders"),
                            tr("My gallery, leaving one out"), tr("Footage with corrected tracks")};
    for (int i = 0; i < kind_->count(); ++i)
        kind_->setItemText(i, kinds[i]);
    kind_->setAccessibleName(protocolTitle_->text());
    csvLabel_->setText(tr("List of pairs"));
    csvLabel_->setToolTip(tr("CSV with the columns path_a, path_b, same and perhaps fold and group"));
    rootLabel_->setText(tr("Root folder of its paths"));
    root_->setPlaceholderText(tr("The list's own folder"));
    galleryLabel_->setText(tr("Gallery: one sub-folder a person"));
    probesLabel_->setText(tr("Probes: the same; others are strangers"));
    leaveOut_->setText(tr("Without labels marked as wrong"));
    leaveOut_->setToolTip(
        tr("Pairs are marked on the tab of pairs; the data store keeps them for this very list"));
    recogniserLabel_->setText(tr("Recognisers"));
    detectorLabel_->setText(tr("Detector"));
    degradeLabel_->setText(tr("Degrade the second pictures"));
    degrade_->setPlaceholderText(QStringLiteral("width=16,noise=5,jpeg=40"));
    degrade_->setToolTip(tr("Face width in pixels, blur, noise, JPEG quality; empty: as they are"));
    chainLabel_->setText(tr("Then enhance them"));
    chain_->setPlaceholderText(QStringLiteral("denoise,superres"));
    chain_->setToolTip(tr("Steps of the Enhance desk in order: denoise, deblur, light, superres, restore"));
    oracle_->setText(tr("Landmarks of the clean pictures"));
    oracle_->setToolTip(
        tr("Tells what a chain does to the pixels from what poor pixels do to the alignment"));
    run_->setText(tr("Run"));
    for (const auto& [edit, label] : {std::pair{csv_, csvLabel_},
                                      {root_, rootLabel_},
                                      {gallery_, galleryLabel_},
                                      {probes_, probesLabel_},
                                      {degrade_, degradeLabel_},
                                      {chain_, chainLabel_}})
        edit->setAccessibleName(label->text());
    for (auto* button : std::as_const(browse_)) {
        button->setToolTip(tr("Choose…"));
        button->setAccessibleName(button->toolTip());
    }
    recognisers_->setAccessibleName(recogniserLabel_->text());
    detector_->setAccessibleName(detectorLabel_->text());
    runs_->setAccessibleName(runsTitle_->text());
    remove_->setToolTip(tr("Remove this run from the desk"));
    remove_->setAccessibleName(remove_->toolTip());
    refresh();
}

}  // namespace lineament::ui
