#include "ui/preferences/general_page.h"

#include <QCheckBox>
#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QPushButton>
#include <QUrl>

#include "ui/bridge/language.h"
#include "ui/bridge/session.h"
#include "ui/bridge/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

namespace lineament::ui {

namespace {
constexpr int kPathWidth = 560;
}

GeneralPage::GeneralPage(Session& session, Settings& settings, QWidget* parent)
    : PreferencesPage(parent), session_(session), settings_(settings) {
    language_ = new QComboBox(this);
    language_->setObjectName(QStringLiteral("languageBox"));
    theme_ = new QComboBox(this);
    theme_->setObjectName(QStringLiteral("themeBox"));
    folder_ = new ElidedLabel(this, Qt::ElideMiddle);
    folder_->setObjectName(QStringLiteral("dataFolder"));
    folder_->setFixedWidth(kPathWidth);
    folder_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    choose_ = new QPushButton(this);
    standard_ = new QPushButton(this);
    open_ = new QPushButton(this);

    languageRow_ = addRow(language_);
    themeRow_ = addRow(theme_);
    notices_ = new QCheckBox(this);
    notices_->setObjectName(QStringLiteral("noticesBox"));
    noticesRow_ = addRow(notices_);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kSpace2);
    for (auto* button : {choose_, standard_, open_})
        buttons->addWidget(button);
    buttons->addStretch();
    auto* folder = new QVBoxLayout;
    folder->setSpacing(metrics::kSpace2);
    folder->addWidget(folder_);
    folder->addLayout(buttons);
    folderRow_ = addRow(folder);
    column()->addStretch();

    connect(language_, &QComboBox::currentIndexChanged, this,
            [this] { settings_.set(Setting::Language, language_->currentData()); });
    connect(theme_, &QComboBox::currentIndexChanged, this,
            [this] { settings_.set(Setting::Theme, theme_->currentData()); });
    connect(notices_, &QCheckBox::toggled, this,
            [this](bool on) { settings_.set(Setting::DesktopNotices, on); });
    connect(choose_, &QPushButton::clicked, this, &GeneralPage::chooseFolder);
    connect(standard_, &QPushButton::clicked, this, [this] { settings_.reset(Setting::DataFolder); });
    connect(open_, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(folder_->fullText())); });
    connect(&session_, &Session::workspaceChanged, this, &GeneralPage::showFolder);
    connect(&settings_, &Settings::changed, this, [this](Setting) { retranslate(); });
    showFolder();
}

void GeneralPage::showFolder() {
    const auto& workspace = session_.workspace();
    folder_->setFullText(workspace ? QString::fromStdString(workspace->store().folder().string())
                                   : QString());
    open_->setEnabled(workspace != nullptr);
}

void GeneralPage::chooseFolder() {
    const QString chosen = QFileDialog::getExistingDirectory(this, tr("Data folder"), folder_->fullText());
    if (!chosen.isEmpty()) settings_.set(Setting::DataFolder, QDir::toNativeSeparators(chosen));
}

void GeneralPage::retranslate() {
    PreferencesPage::retranslate();
    QList<std::pair<QString, QVariant>> languages = {{tr("As the system"), QString()}};
    for (const auto& code : Language::codes())
        languages.append({Language::nameOf(code), code});
    refill(*language_, languages, settings_.value(Setting::Language));
    refill(*theme_,
           {{tr("As the system"), QStringLiteral("system")},
            {tr("Dark (Graphite)"), QStringLiteral("dark")},
            {tr("Light (Paper)"), QStringLiteral("light")}},
           settings_.value(Setting::Theme));
    languageRow_.setTexts(tr("Language"), tr("Changes at once, without a restart."));
    themeRow_.setTexts(tr("Theme"),
                       tr("Both themes keep neutral greys around pictures, so that skin looks as it is."));
    notices_->setText(tr("Show a notice on the desktop while another window is in front"));
    notices_->setChecked(settings_.value(Setting::DesktopNotices).toBool());
    noticesRow_.setTexts(tr("Alerts"),
                         tr("The notice names the person, the list and the camera; while the window "
                            "is locked it names nobody."));
    folderRow_.setTexts(
        tr("Data folder"),
        tr("People, templates, recordings and decisions are kept here. Another folder is opened "
           "at once; what is in this one stays where it is."));
    choose_->setText(tr("Choose another folder…"));
    standard_->setText(tr("Use the standard folder"));
    standard_->setEnabled(!settings_.text(Setting::DataFolder).isEmpty());
    open_->setText(tr("Show in file manager"));
}

}  // namespace lineament::ui
