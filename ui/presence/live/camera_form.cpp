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

#include "ui/presence/presence_words.h"

namespace lineament::ui {
namespace {

constexpr int kWidest = 720;

QLineEdit* makeCameraLine(const char* id) {
    auto* line = new QLineEdit;
    line->setObjectName(QLatin1String(id));
    return line;
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
    for (auto** label : {&nameLabel_, &sourceLabel_, &zoneLabel_, &passageLabel_})
        *label = new QLabel;
    name_ = makeCameraLine("cameraName");
    source_ = makeCameraLine("cameraSource");
    zone_ = makeCameraLine("cameraZone");
    passage_ = new QComboBox;
    passage_->setObjectName(QStringLiteral("cameraPassage"));
    choose_ = new QPushButton;
    choose_->setObjectName(QStringLiteral("cameraChoose"));
    save_ = new QPushButton;
    save_->setObjectName(QStringLiteral("cameraSave"));
    save_->setProperty("role", QStringLiteral("primary"));
    cancel_ = new QPushButton;
    cancel_->setObjectName(QStringLiteral("cameraCancel"));
    grid->addWidget(title_, 0, 0, 1, 3);
    grid->addWidget(nameLabel_, 1, 0);
    grid->addWidget(name_, 1, 1, 1, 2);
    grid->addWidget(sourceLabel_, 2, 0);
    grid->addWidget(source_, 2, 1);
    grid->addWidget(choose_, 2, 2);
    grid->addWidget(sourceHint_, 3, 1, 1, 2);
    grid->addWidget(zoneLabel_, 4, 0);
    grid->addWidget(zone_, 4, 1, 1, 2);
    grid->addWidget(passageLabel_, 5, 0);
    grid->addWidget(passage_, 5, 1, 1, 2);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kSpace2);
    buttons->addStretch();
    buttons->addWidget(cancel_);
    buttons->addWidget(save_);
    grid->addLayout(buttons, 6, 0, 1, 3);
    grid->setColumnStretch(1, 1);
    for (auto* button : {choose_, save_, cancel_})
        button->setFocusPolicy(Qt::TabFocus);
    connect(choose_, &QPushButton::clicked, this, &CameraForm::choose);
    connect(save_, &QPushButton::clicked, this, &CameraForm::save);
    connect(cancel_, &QPushButton::clicked, this, &QWidget::hide);
    for (auto* line : {name_, source_, zone_}) {
        connect(line, &QLineEdit::textChanged, this, &CameraForm::check);
        connect(line, &QLineEdit::returnPressed, this, &CameraForm::save);
    }
    retranslate();
    hide();
}

void CameraForm::open(const Camera& camera) {
    camera_ = camera;
    name_->setText(QString::fromStdString(camera.name));
    source_->setText(QString::fromStdString(camera.source));
    zone_->setText(QString::fromStdString(camera.zone));
    retranslate();
    passage_->setCurrentIndex(static_cast<int>(camera.passage));
    check();
    show();
    name_->setFocus();
}

void CameraForm::check() {
    save_->setEnabled(!name_->text().trimmed().isEmpty() && !source_->text().trimmed().isEmpty());
}

void CameraForm::choose() {
    auto* dialog = new QFileDialog(this, tr("Choose a recording that plays as a camera"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        source_->setText(file);
        if (name_->text().isEmpty()) name_->setText(QFileInfo(file).completeBaseName());
    });
    dialog->open();
}

void CameraForm::save() {
    if (!save_->isEnabled()) return;
    camera_.name = name_->text().trimmed().toStdString();
    camera_.source = source_->text().trimmed().toStdString();
    camera_.zone = zone_->text().trimmed().toStdString();
    camera_.passage = static_cast<Passage>(passage_->currentIndex());
    hide();
    Q_EMIT saved(camera_);
}

void CameraForm::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return hide();
    QFrame::keyPressEvent(event);
}

void CameraForm::retranslate() {
    title_->setText(camera_.id.valid() ? tr("Change a camera") : tr("Add a camera"));
    nameLabel_->setText(tr("Name"));
    sourceLabel_->setText(tr("Source"));
    zoneLabel_->setText(tr("Zone"));
    passageLabel_->setText(tr("Being seen means"));
    sourceHint_->setText(tr("camera:0, rtsp://…, or a recording that plays as a camera"));
    choose_->setText(tr("Recording…"));
    save_->setText(tr("Save"));
    cancel_->setText(tr("Cancel"));
    const int passage = std::max(0, passage_->currentIndex());
    passage_->clear();
    for (const auto one : {Passage::kSeen, Passage::kEntry, Passage::kExit})
        passage_->addItem(wordsOf(one));
    passage_->setCurrentIndex(passage);
}

}  // namespace lineament::ui
