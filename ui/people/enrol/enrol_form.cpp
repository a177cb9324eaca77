#include "ui/people/enrol/enrol_form.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <array>

#include "ui/bridge/settings.h"
#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

constexpr int kWidth = 264;
// In the order of QualityGate and SeveralFaces, as the settings name them.
constexpr std::array kGates = {"off", "standard", "strict"};
constexpr std::array kPolicies = {"refuse", "largest", "centred"};

}  // namespace

EnrolForm::EnrolForm(Settings& settings, QWidget* parent) : QWidget(parent), settings_(settings) {
    setFixedWidth(kWidth);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace1);
    const auto field = [column](QLabel*& label, QWidget* widget, const char* name) {
        widget->setObjectName(QString::fromLatin1(name));
        label = new QLabel;
        label->setProperty("role", QStringLiteral("caption"));
        label->setBuddy(widget);
        column->addWidget(label);
        column->addWidget(widget);
        column->addSpacing(metrics::kSpace2);
    };
    field(nameLabel_, name_ = new QLineEdit, "enrolName");
    field(externalIdLabel_, externalId_ = new QLineEdit, "enrolExternalId");
    gate_ = new QComboBox;
    for (const char* gate : kGates)
        gate_->addItem(QString(), QString::fromLatin1(gate));
    field(gateLabel_, gate_, "enrolGate");
    several_ = new QComboBox;
    for (const char* policy : kPolicies)
        several_->addItem(QString(), QString::fromLatin1(policy));
    field(severalLabel_, several_, "enrolSeveral");

    auto* zone = new QFrame;
    zone->setObjectName(QStringLiteral("dropZone"));
    zone->setProperty("role", QStringLiteral("card"));
    auto* inside = new QVBoxLayout(zone);
    inside->setContentsMargins(metrics::kSpace3, metrics::kSpace3, metrics::kSpace3, metrics::kSpace3);
    dropText_ = new QLabel;
    dropText_->setWordWrap(true);
    dropText_->setAlignment(Qt::AlignCenter);
    dropText_->setProperty("role", QStringLiteral("muted"));
    files_ = new QPushButton;
    files_->setObjectName(QStringLiteral("chooseFilesButton"));
    folder_ = new QPushButton;
    folder_->setObjectName(QStringLiteral("chooseFolderButton"));
    roster_ = new QPushButton;
    roster_->setObjectName(QStringLiteral("chooseRosterButton"));
    camera_ = new QPushButton;
    camera_->setObjectName(QStringLiteral("useCameraButton"));
    inside->addStretch(1);
    inside->addWidget(dropText_);
    inside->addStretch(1);
    inside->addWidget(files_);
    inside->addWidget(folder_);
    inside->addWidget(roster_);
    inside->addWidget(camera_);
    column->addWidget(zone, 1);

    connect(files_, &QPushButton::clicked, this, &EnrolForm::chooseFiles);
    connect(folder_, &QPushButton::clicked, this, &EnrolForm::chooseFolder);
    connect(roster_, &QPushButton::clicked, this, &EnrolForm::chooseRoster);
    connect(camera_, &QPushButton::clicked, this, &EnrolForm::cameraRequested);
    connect(name_, &QLineEdit::textChanged, this, &EnrolForm::nameChanged);
    connect(name_, &QLineEdit::returnPressed, this, &EnrolForm::submitted);
    connect(gate_, &QComboBox::activated, this, &EnrolForm::remember);
    connect(several_, &QComboBox::activated, this, &EnrolForm::remember);
    setFocusProxy(name_);
    retranslate();
    reset();
}

void EnrolForm::reset() {
    const auto pick = [this](QComboBox* box, Setting key) {
        box->setCurrentIndex(std::max(0, box->findData(settings_.text(key))));
    };
    pick(gate_, Setting::QualityGate);
    pick(several_, Setting::SeveralFaces);
    name_->clear();
    externalId_->clear();
}

QString EnrolForm::name() const {
    return name_->text().trimmed();
}
void EnrolForm::setName(const QString& name) {
    name_->setText(name);
}
QString EnrolForm::externalId() const {
    return externalId_->text().trimmed();
}

void EnrolForm::setExternalId(const QString& externalId) {
    externalId_->setText(externalId);
}

EnrolOptions EnrolForm::options() const {
    EnrolOptions options;
    options.gate = static_cast<QualityGate>(gate_->currentIndex());
    options.severalFaces = static_cast<SeveralFaces>(several_->currentIndex());
    return options;
}

void EnrolForm::allow(bool onePerson, bool rules) {
    name_->setEnabled(onePerson);
    externalId_->setEnabled(onePerson);
    for (QWidget* widget :
         {static_cast<QWidget*>(gate_), static_cast<QWidget*>(several_), static_cast<QWidget*>(files_),
          static_cast<QWidget*>(folder_), static_cast<QWidget*>(roster_)})
        widget->setEnabled(rules);
    camera_->setEnabled(rules && onePerson);
}

void EnrolForm::remember() {
    settings_.set(Setting::QualityGate, gate_->currentData());
    settings_.set(Setting::SeveralFaces, several_->currentData());
    Q_EMIT rulesChanged();
}

void EnrolForm::chooseFiles() {
    const auto files = QFileDialog::getOpenFileNames(
        this, tr("Photos of one person"), settings_.text(Setting::LastFolder),
        tr("Photos (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.heic *.heif);;All files (*)"));
    if (files.isEmpty()) return;
    settings_.set(Setting::LastFolder, QFileInfo(files.front()).absolutePath());
    Q_EMIT filesChosen(files);
}

void EnrolForm::chooseFolder() {
    const QString folder = QFileDialog::getExistingDirectory(
        this, tr("Folder of photos, or of one folder a person"), settings_.text(Setting::LastFolder));
    if (!folder.isEmpty()) Q_EMIT filesChosen({folder});
}

void EnrolForm::chooseRoster() {
    const QString file =
        QFileDialog::getOpenFileName(this, tr("Roster of people"), settings_.text(Setting::LastFolder),
                                     tr("Rosters (*.csv);;All files (*)"));
    if (file.isEmpty()) return;
    settings_.set(Setting::LastFolder, QFileInfo(file).absolutePath());
    Q_EMIT filesChosen({file});
}

QString EnrolForm::chooseRecording() {
    const QString file = QFileDialog::getOpenFileName(this, tr("Recording that plays as a camera"),
                                                      settings_.text(Setting::LastFolder));
    if (!file.isEmpty()) settings_.set(Setting::LastFolder, QFileInfo(file).absolutePath());
    return file;
}

void EnrolForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void EnrolForm::retranslate() {
    nameLabel_->setText(tr("Name"));
    name_->setAccessibleName(tr("Name"));
    externalIdLabel_->setText(tr("Staff number or other id (optional)"));
    externalId_->setAccessibleName(tr("Staff number or other id"));
    gateLabel_->setText(tr("Quality gate"));
    gate_->setAccessibleName(tr("Quality gate"));
    gate_->setItemText(0, tr("Off: any face"));
    gate_->setItemText(1, tr("Standard"));
    gate_->setItemText(2, tr("Strict: passport-like"));
    severalLabel_->setText(tr("Several faces in a photo"));
    several_->setAccessibleName(tr("Several faces in a photo"));
    several_->setItemText(0, tr("Refuse the photo"));
    several_->setItemText(1, tr("Take the largest"));
    several_->setItemText(2, tr("Take the one in the middle"));
    dropText_->setText(
        tr("Drop photos of one person here, a folder that holds one folder a person, or a roster."));
    files_->setText(tr("Choose photos …"));
    folder_->setText(tr("Choose a folder …"));
    roster_->setText(tr("Choose a roster (CSV) …"));
    roster_->setToolTip(
        tr("Columns: name, external id, photos (several with | between them), group, valid from, "
           "valid to; only name and photos are needed."));
    camera_->setText(tr("Use a camera …"));
    camera_->setToolTip(tr("Photos are taken by a camera, or from a recording that plays as one"));
    for (QPushButton* button : {files_, folder_, roster_, camera_})
        button->setAccessibleName(button->text());
}

}  // namespace lineament::ui
