#include "ui/theme/style_sheet.h"

#include <QHash>
#include <algorithm>

#include "ui/theme/theme.h"

namespace lineament::ui {

namespace {

// $name stands for a colour or a size. Roles are set by dynamic properties: a primary button has
// role="primary", quiet words role="muted", headings role="title" or role="section".
const char* const kRules = R"(
QToolTip { background: $raised; color: $text; border: 1px solid $line; padding: 4px 8px; }
QLabel { background: transparent; }
QLabel[role="preview"] { background: $raised; color: $text; border: 1px solid $line; }
QLabel[role="muted"], QLabel[role="small"] { color: $mutedInk; }
QLabel[role="small"] { font-size: $smallTextpx; }
QLabel[role="title"] { font-size: 20px; font-weight: 600; }
QLabel[role="verdict"] { font-size: 28px; font-weight: 600; }
QLabel[role="section"] { font-size: $textpxpx; font-weight: 600; }
QLabel[role="caption"] { font-size: $smallTextpx; font-weight: 600; color: $mutedInk; }
QLabel[role="match"] { color: $matchInk; } QLabel[role="review"] { color: $reviewInk; }
QLabel[role="alert"] { color: $alertInk; } QLabel[role="synthetic"] { color: $syntheticInk; }

QPushButton { outline: 0; background: $raised; color: $text; border: 1px solid $line; border-radius: $radiuspx;
  padding: 0 12px; min-height: 26px; }
QPushButton:hover { border-color: $muted; }
QPushButton:pressed { background: $base; }
QPushButton:focus { border: 2px solid $accent; padding: 0 11px; min-height: 24px; }
QPushButton:checked { border-color: $accent; color: $accentInk; }
QPushButton:disabled { color: $muted; background: $base; }
QPushButton[role="primary"] { background: $accent; color: $onAccent; border-color: $accent; font-weight: 600; }
QPushButton[role="primary"]:hover { background: $accentHover; border-color: $accentHover; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled { background: $line; border-color: $line; color: $mutedInk; }
QPushButton[role="danger"] { color: $alertInk; border-color: $alert; }
QPushButton[role="danger"]:disabled { color: $muted; border-color: $line; }
QPushButton[role="link"] { border: none; background: transparent; color: $accentInk; padding: 0 4px; text-align: left; }
QPushButton[role="link"]:disabled { color: $muted; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border: 2px solid $accent; padding: 0 2px; }

QToolButton { background: transparent; border: 1px solid transparent; border-radius: $radiuspx; padding: 3px; }
QToolButton:hover { background: $hover; }
QToolButton:pressed { background: $line; }
QToolButton:checked { background: $selection; }
QToolButton:focus { border: 2px solid $accent; padding: 2px; }
QToolButton:disabled { color: $muted; }
QToolButton::menu-indicator, QPushButton[role="menu"]::menu-indicator { image: none; width: 0; }

QLineEdit, QTextEdit, QPlainTextEdit, QKeySequenceEdit { background: $raised; color: $text;
  border: 1px solid $line; border-radius: $radiuspx; selection-background-color: $accent; selection-color: $onAccent; }
QLineEdit { padding: 0 8px; min-height: 26px; }
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus { border: 2px solid $accent; }
QLineEdit:focus { padding: 0 7px; min-height: 24px; }
QLineEdit[role="search"] { padding: 0 4px 0 0; }
QLineEdit[role="search"]:focus { padding: 0 3px 0 0; }
QLineEdit:disabled, QTextEdit:disabled { color: $muted; background: $base; }
QSpinBox QLineEdit, QDoubleSpinBox QLineEdit, QComboBox QLineEdit,
QSpinBox QLineEdit:focus, QDoubleSpinBox QLineEdit:focus, QComboBox QLineEdit:focus {
  border: none; background: transparent; padding: 0; min-height: 0; }

QAbstractItemView { background: $raised; alternate-background-color: $base; border: 1px solid $line;
  selection-background-color: $selection; selection-color: $text; outline: 0; }
QListView::item, QTreeView::item { min-height: 26px; padding: 0 4px; border: none; background: transparent; }
QListView::item:hover, QTreeView::item:hover, QTableView::item:hover { background: $hover; }
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected { background: $selection; color: $text; }
QListView:focus, QTreeView:focus, QTableView:focus { border-color: $accent; }
QAbstractItemView[role="grid"], QAbstractItemView[role="plain"] { border: none; background: $base; }
QComboBox QAbstractItemView { border: 1px solid $line; padding: 2px; }
QHeaderView { background: $base; border: none; }
QHeaderView::section { background: $base; color: $mutedInk; border: none; border-bottom: 1px solid $line;
  padding: 4px 8px; font-weight: 600; font-size: $smallTextpx; }
QTableView { gridline-color: $line; } QTableView::item { border: 0px; padding: 0 8px; }
QTableView[role="dense"]::item { padding: 0 4px; } QTableView[role="dense"] QHeaderView::section { padding: 4px; }
QTableView QTableCornerButton::section { background: $base; border: none; }

QMenu { background: $raised; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: $radiuspx; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $muted; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenuBar { background: $base; } QMenuBar::item:selected { background: $hover; }

QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 10px; } QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $line; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; } QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollArea { border: none; background: transparent; }

QTabWidget::pane { border: 1px solid $line; top: -1px; }
QTabBar::tab { background: transparent; color: $mutedInk; padding: 6px 12px; border-bottom: 2px solid transparent; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:hover { color: $text; }
QTabBar::tab:focus { border-bottom-color: $accent; }

QProgressBar { background: $line; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QProgressBar[role="alert"]::chunk { background: $alert; } QProgressBar[role="review"]::chunk { background: $review; }
QProgressBar[role="match"]::chunk { background: $match; }

QSlider::groove:horizontal { height: 4px; background: $line; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal { width: 14px; height: 14px; margin: -5px 0; border-radius: 7px; background: $text; }
QSlider::handle:horizontal:focus { background: $accent; }

QMainWindow::separator { background: $base; width: 4px; height: 4px; }
QMainWindow::separator:hover { background: $accent; }
QSplitter::handle { background: transparent; } QSplitter::handle:hover { background: $accent; }
QDockWidget { titlebar-close-icon: none; }
QStatusBar { background: $base; border-top: 1px solid $line; } QStatusBar::item { border: none; }
QGroupBox { border: 1px solid $line; border-radius: $radiuspx; margin-top: 10px; padding: 12px 8px 8px 8px; }
QGroupBox::title { subcontrol-origin: margin; left: 8px; padding: 0 4px; color: $mutedInk; }

QFrame[role="rail"] { background: $base; border: none; border-right: 1px solid $line; }
QToolButton[role="rail"] { border: none; border-radius: 0; border-left: 3px solid transparent; padding: 4px 3px 2px 0;
  color: $mutedInk; font-size: $smallTextpx; }
QToolButton[role="rail"]:hover { color: $text; background: $hover; }
QToolButton[role="rail"]:checked { color: $text; background: $selection; border-left-color: $accent; }
QToolButton[role="rail"]:focus { border: 2px solid $accent; padding: 4px 2px 2px 1px; }
QFrame[role="topBar"] { background: $base; border: none; border-bottom: 1px solid $line; }
QFrame[role="statusLine"] { background: $base; border: none; border-top: 1px solid $line; }
QLabel[role="deskTitle"] { font-size: 15px; font-weight: 600; }
QLabel[role="key"] { background: $base; border: 1px solid $line; border-radius: $radiuspx; padding: 1px 6px;
  color: $mutedInk; font-size: $smallTextpx; }
QPushButton[role="search"] { color: $mutedInk; text-align: left; }
QPushButton[role="tray"] { border: none; background: transparent; color: $mutedInk; padding: 0 8px; min-height: 22px; }
QPushButton[role="tray"]:hover { background: $hover; }
QPushButton[role="tray"]:focus { border: 2px solid $accent; padding: 0 6px; min-height: 20px; }
QFrame[role="popup"] { background: $raised; border: 1px solid $line; border-radius: $radiuspx; }
QFrame[role="card"] { background: $raised; border: 1px solid $line; border-radius: $radiuspx; }
QFrame[role="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
)";

QString hex(const QColor& color) {
    return color.name(QColor::HexRgb);
}

QString laidOn(const QColor& over, double share, const QColor& under) {
    const auto mix = [&](float a, float b) { return static_cast<float>(a * share + b * (1 - share)); };
    return hex(QColor::fromRgbF(mix(over.redF(), under.redF()), mix(over.greenF(), under.greenF()),
                                mix(over.blueF(), under.blueF())));
}

}  // namespace

QString styleSheet(const Theme& theme) {
    using enum Token;
    const QColor raised = theme.color(Raised), text = theme.color(Text), accent = theme.color(Accent);
    const QHash<QString, QString> values = {
        {QStringLiteral("base"), hex(theme.color(Base))},
        {QStringLiteral("raised"), hex(raised)},
        {QStringLiteral("line"), hex(theme.color(Line))},
        {QStringLiteral("text"), hex(text)},
        {QStringLiteral("muted"), hex(theme.color(Muted))},
        {QStringLiteral("mutedInk"), hex(theme.ink(Muted))},
        {QStringLiteral("accent"), hex(accent)},
        {QStringLiteral("accentInk"), hex(theme.ink(Accent))},
        {QStringLiteral("accentHover"), laidOn(accent, 0.88, text)},
        {QStringLiteral("onAccent"), hex(theme.onAccent())},
        {QStringLiteral("match"), hex(theme.color(Match))},
        {QStringLiteral("matchInk"), hex(theme.ink(Match))},
        {QStringLiteral("review"), hex(theme.color(Review))},
        {QStringLiteral("reviewInk"), hex(theme.ink(Review))},
        {QStringLiteral("alert"), hex(theme.color(Alert))},
        {QStringLiteral("alertInk"), hex(theme.ink(Alert))},
        {QStringLiteral("syntheticInk"), hex(theme.ink(Synthetic))},
        {QStringLiteral("hover"), hex(hoverGround(theme.dark()))},
        {QStringLiteral("selection"), hex(selectionGround(theme.dark()))},
        {QStringLiteral("textpx"), QString::number(metrics::kTextPx)},
        {QStringLiteral("smallText"), QString::number(metrics::kSmallTextPx)},
        {QStringLiteral("radius"), QString::number(metrics::kRadius)},
    };
    // Longest name first: "$radiuspx" is the radius and the unit.
    auto names = values.keys();
    std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
    QString sheet = QString::fromLatin1(kRules);
    for (const auto& name : names)
        sheet.replace(QLatin1Char('$') + name, values.value(name));
    return sheet;
}

}  // namespace lineament::ui
