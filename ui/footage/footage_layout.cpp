// A case looks as it was left: panels, who was chosen, how far player and timeline were zoomed in. And what
// has the keys.
#include <QApplication>
#include <QDockWidget>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPointF>
#include <QPointer>
#include <QStackedWidget>
#include <utility>

#include "ui/footage/footage_panel.h"
#include "ui/footage/people_of_case/case_state.h"
#include "ui/footage/people_of_case/people_view.h"
#include "ui/footage/track_review.h"
#include "ui/footage/tracks/timeline_strip.h"
#include "ui/footage/tracks/track_list.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/image_canvas.h"

namespace lineament::ui {
namespace {

constexpr int kCaseLayoutVersion = 1;

QString viewKeyOf(const QString& placeKey) {
    return placeKey + QStringLiteral("-view");
}

}  // namespace

void FootagePanel::rememberPlace() {
    if (!session().workspace() || storeFolder_.isEmpty()) return;
    if (caseKnown_ && layoutRestored_) {
        settings_.setNamed(keyOfCase("panels"), saveState(kCaseLayoutVersion));
        settings_.setNamed(keyOfCase("chosen"),
                           QVariant::fromValue<qint64>(review_->selection().current().value()));
    }
    // Of a recording that is not shown yet what was remembered stays.
    if (source_.isEmpty() || !player_.isOpen() || player_.info()->live || framePending_) return;
    settings_.setNamed(placeKey(source_), player_.frame().ms);
    const auto view = canvas_->view();
    const auto [from, to] = timeline_->visibleRange();
    settings_.setNamed(viewKeyOf(placeKey(source_)),
                       QVariantMap{{QStringLiteral("zoom"), view.zoom.value_or(0)},
                                   {QStringLiteral("centre"), view.centre},
                                   {QStringLiteral("from"), from},
                                   {QStringLiteral("to"), to}});
}

/// Panels and who was chosen, once the case is read.
void FootagePanel::restoreCaseLayout() {
    // Panels that float would show without their desk.
    if (!isVisible() || std::exchange(layoutRestored_, true)) return;
    const QByteArray panels = settings_.named(keyOfCase("panels")).toByteArray();
    const QPointer<QWidget> keys = QApplication::focusWidget();
    const bool here = isAncestorOf(keys);
    if (!panels.isEmpty()) restoreState(panels, kCaseLayoutVersion);
    if (wanted_) {  // whoever goes to a hit of a search goes to the next one after
        searchDock_->show();
        searchDock_->raise();
    }
    // Whoever quits closes all windows, also panels that float: these count as hidden when that is
    // remembered.
    for (auto* panel : findChildren<QDockWidget*>())
        if (panel->isFloating()) panel->show();
    if (here && keys && keys->isVisible())
        keys->setFocus();
    else if (here)
        takeFocus();
    toChoose_ = TrackId(settings_.named(keyOfCase("chosen")).toLongLong());
}

/// Zoom of player and timeline, with the first frame of a recording that was opened.
void FootagePanel::restoreView() {
    const auto view = settings_.named(viewKeyOf(placeKey(source_))).toMap();
    if (view.isEmpty()) return;
    const double from = view.value(QStringLiteral("from")).toDouble(),
                 to = view.value(QStringLiteral("to")).toDouble();
    if (to > from) timeline_->showRange(from, to);
    timeline_->follow(player_.frame().ms);
    if (const int zoom = view.value(QStringLiteral("zoom")).toInt(); zoom > 0)
        canvas_->setView({zoom, view.value(QStringLiteral("centre")).toPointF()});
}

/// Who was chosen when the case was left, or is to be shown; false if they are not in the open recording.
bool FootagePanel::chooseAsWanted() {
    if (!toChoose_.valid() || !model_.track(toChoose_)) return false;
    list_->select(std::exchange(toChoose_, TrackId()));
    return true;
}

/// The list that is on show, of two the one that decisions are about.
QWidget* FootagePanel::keyHolder() const {
    if (stack_->currentWidget() == empty_) return empty_;
    QList<QWidget*> lists{list_->view(), people_->view()};
    if (&review_->selection() == people_) std::swap(lists[0], lists[1]);
    for (auto* list : lists)
        if (list->isVisibleTo(this)) return list;
    return canvas_;
}

// A click into the picture leaves the keys with the list: Up and Down go on through the tracks. Escape leaves
// the lines above it, which are shown while something is typed.
bool FootagePanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == canvas_ && event->type() == QEvent::MouseButtonPress) takeFocus();
    auto* line = watched == address_ || watched == reason_ ? static_cast<QLineEdit*>(watched) : nullptr;
    const auto type = event->type();
    if (!line || (type != QEvent::ShortcutOverride && type != QEvent::KeyPress))
        return Desk::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (type == QEvent::ShortcutOverride) {
        // Enter ends what is typed; else it would be the desk's, which confirms.
        if (key != Qt::Key_Return && key != Qt::Key_Enter && key != Qt::Key_Escape) return false;
        event->accept();
        return true;
    }
    if (key != Qt::Key_Escape) return false;
    line->hide();
    takeFocus();
    return true;
}

}  // namespace lineament::ui
