#include "ui/footage/recording_bar.h"

#include <QAction>
#include <QComboBox>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStyle>
#include <QToolButton>
#include <QUrl>

#include "ui/theme/theme.h"

namespace lineament::ui {

QString titleOfSource(const QString& source) {
    if (source.contains(QLatin1String("://"))) {
        // Never a password on the screen.
        return QUrl(source).toDisplayString(QUrl::RemoveUserInfo);
    }
    if (source.startsWith(QLatin1String("camera:")) || source.startsWith(QLatin1String("/dev/video"))) {
        QString number = source;
        number.remove(QLatin1String("camera:")).remove(QLatin1String("/dev/video"));
        return RecordingBar::tr("Camera %1").arg(number);
    }
    const QString name = QFileInfo(QDir::cleanPath(source)).fileName();
    return name.isEmpty() ? source : name;
}

RecordingBar::RecordingBar(const Actions& actions, QWidget* parent)
    : QWidget(parent), newCase_(actions.newCase) {
    setObjectName(QStringLiteral("recordingBar"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace2);
    row->setSpacing(metrics::kSpace2);
    caseButton_ = new QToolButton;
    caseButton_->setObjectName(QStringLiteral("caseButton"));
    caseButton_->setPopupMode(QToolButton::InstantPopup);
    caseButton_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    caseButton_->setIcon(Theme::instance().icon(QStringLiteral("briefcase")));
    caseButton_->setFocusPolicy(Qt::TabFocus);
    caseButton_->setMenu(new QMenu(caseButton_));
    connect(caseButton_->menu(), &QMenu::aboutToShow, this, &RecordingBar::fillCases);
    row->addWidget(caseButton_);
    box_ = new QComboBox;
    box_->setObjectName(QStringLiteral("recordingComboBox"));
    box_->setMinimumWidth(160);
    box_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box_->setMinimumContentsLength(16);
    row->addWidget(box_, 1);

    open_ = new QToolButton;
    open_->setObjectName(QStringLiteral("openRecordingButton"));
    open_->setPopupMode(QToolButton::InstantPopup);
    open_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    open_->setIcon(Theme::instance().icon(QStringLiteral("folder-open")));
    open_->setFocusPolicy(Qt::TabFocus);
    auto* menu = new QMenu(open_);
    menu->addAction(actions.openFile);
    menu->addAction(actions.openFolder);
    cameras_ = menu->addMenu(Theme::instance().icon(QStringLiteral("camera")), QString());
    menu->addAction(actions.openStream);
    connect(menu, &QMenu::aboutToShow, this, &RecordingBar::fillCameras);
    open_->setMenu(menu);
    row->addWidget(open_);
    row->addStretch(1);

    analyse_ = new QPushButton;
    analyse_->setObjectName(QStringLiteral("analyseButton"));
    analyse_->setProperty("role", QStringLiteral("primary"));
    analyse_->setFocusPolicy(Qt::TabFocus);
    const auto follow = [this, action = actions.analyse] {
        analyse_->setText(action->iconText());
        analyse_->setToolTip(action->toolTip());
        analyse_->setEnabled(action->isEnabled());
    };
    connect(actions.analyse, &QAction::changed, analyse_, follow);
    connect(analyse_, &QPushButton::clicked, actions.analyse, &QAction::trigger);
    follow();
    row->addWidget(analyse_);

    connect(box_, &QComboBox::activated, this,
            [this](int index) { Q_EMIT chosen(box_->itemData(index).toString()); });
    retranslate();
}

void RecordingBar::setEntries(std::vector<RecordingEntry> entries, const QString& current) {
    entries_ = std::move(entries);
    fill(current);
}

void RecordingBar::setCases(std::vector<CaseEntry> cases, CaseId current) {
    cases_ = std::move(cases);
    case_ = current;
    fillCases();
}

void RecordingBar::fillCases() {
    constexpr int kNamePx = 200;
    QMenu* menu = caseButton_->menu();
    menu->clear();
    QString shown = tr("Unsorted");
    for (const auto& entry : cases_) {
        const QString name = entry.name.isEmpty() ? tr("Unsorted") : entry.name;
        if (entry.id == case_) shown = name;
        auto* action =
            menu->addAction(tr("%1 (%2)", "name of a case, number of sources").arg(name).arg(entry.sources));
        action->setCheckable(true);
        action->setChecked(entry.id == case_);
        connect(action, &QAction::triggered, this, [this, id = entry.id] { Q_EMIT caseChosen(id); });
    }
    menu->addSeparator();
    menu->addAction(newCase_);
    const QString text = tr("Case: %1").arg(shown);
    caseButton_->setText(caseButton_->fontMetrics().elidedText(text, Qt::ElideRight, kNamePx));
    caseButton_->setToolTip(tr("Choose or make a case"));
    caseButton_->setAccessibleName(text);
}

void RecordingBar::setAnalysed(bool analysed) {
    const QVariant role = analysed ? QVariant() : QVariant(QStringLiteral("primary"));
    if (analyse_->property("role") == role) return;
    analyse_->setProperty("role", role);
    analyse_->style()->polish(analyse_);
}

void RecordingBar::fill(const QString& current) {
    const QSignalBlocker blocked(box_);
    box_->clear();
    for (const auto& entry : entries_) {
        QString text = titleOfSource(entry.source);
        if (!entry.id.valid()) text = tr("%1 · not analysed").arg(text);
        box_->addItem(
            Theme::instance().icon(entry.id.valid() ? QStringLiteral("circle-check") : QStringLiteral("film"),
                                   Token::Muted),
            text, entry.source);
        box_->setItemData(box_->count() - 1, entry.source, Qt::ToolTipRole);
    }
    box_->setCurrentIndex(box_->findData(current));
    box_->setEnabled(box_->count() > 0);
}

void RecordingBar::fillCameras() {
    cameras_->clear();
    for (const QString& device :
         QDir(QStringLiteral("/dev")).entryList({QStringLiteral("video*")}, QDir::System, QDir::Name)) {
        const QString source = QStringLiteral("/dev/") + device;
        connect(cameras_->addAction(titleOfSource(source)), &QAction::triggered, this,
                [this, source] { Q_EMIT chosen(source); });
    }
    cameras_->setEnabled(!cameras_->isEmpty());
    cameras_->setTitle(cameras_->isEmpty() ? tr("Camera (none connected)") : tr("Camera"));
}

void RecordingBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void RecordingBar::retranslate() {
    box_->setAccessibleName(tr("Recording"));
    box_->setToolTip(tr("Recordings of this store"));
    box_->setPlaceholderText(tr("No recording open"));
    open_->setText(tr("Open"));
    open_->setAccessibleName(tr("Open a recording"));
    open_->setToolTip(tr("Open a recording, a folder of photos, a camera or a stream"));
    fillCameras();
    fillCases();
    fill(box_->currentData().toString());
}

}  // namespace lineament::ui
