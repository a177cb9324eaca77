#include "ui/footage/tracks/track_list.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QPainter>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <array>

#include "ui/footage/tracks/track_delegate.h"
#include "ui/footage/tracks/track_model.h"
#include "ui/footage/tracks/track_overlay.h"
#include "ui/theme/theme.h"
#include "ui/widgets/search_field.h"

namespace lineament::ui {
namespace {

constexpr std::array kStates = {TrackState::kSuggested, TrackState::kConfirmed, TrackState::kUnknown,
                                TrackState::kRejected};

/// The frame that a state wears, as an icon.
QIcon iconOf(TrackState state, double dpr) {
    QPixmap pixmap(QSize(metrics::kIconSmall, metrics::kIconSmall) * dpr);
    pixmap.setDevicePixelRatio(dpr);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paintMark(painter, QRectF(1, 1, metrics::kIconSmall - 2, metrics::kIconSmall - 2), markOf(state));
    return pixmap;
}

}  // namespace

TrackList::TrackList(TrackModel& model, QWidget* parent) : QWidget(parent), model_(model) {
    setObjectName(QStringLiteral("trackList"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, metrics::kSpace1, 0, 0);
    column->setSpacing(metrics::kSpace2);
    search_ = new SearchField;
    search_->setObjectName(QStringLiteral("trackSearch"));
    auto* top = new QVBoxLayout;
    top->setContentsMargins(metrics::kSpace3, 0, metrics::kSpace3, 0);
    top->setSpacing(metrics::kSpace1);
    top->addWidget(search_);
    auto* chips = new QHBoxLayout;
    chips->setSpacing(2);
    for (const TrackState state : kStates) {
        auto* chip = new QToolButton;
        chip->setCheckable(true);
        chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
        chip->setIconSize({metrics::kIconSmall, metrics::kIconSmall});
        chip->setObjectName(QStringLiteral("stateChip%1").arg(static_cast<int>(state)));
        chip->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        chip->setFocusPolicy(Qt::TabFocus);
        connect(chip, &QToolButton::toggled, this, [this] {
            QSet<int> states;
            for (std::size_t i = 0; i < kStates.size(); ++i)
                if (chips_[static_cast<qsizetype>(i)]->isChecked())
                    states.insert(static_cast<int>(kStates[i]));
            model_.setStates(states);
        });
        chips_.append(chip);
        chips->addWidget(chip);
    }
    top->addLayout(chips);
    column->addLayout(top);

    view_ = new QListView;
    view_->setObjectName(QStringLiteral("trackView"));
    view_->setModel(&model);
    view_->setItemDelegate(new TrackDelegate(view_));
    view_->setUniformItemSizes(true);
    view_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view_->setMouseTracking(true);
    view_->setProperty("role", QStringLiteral("plain"));
    view_->installEventFilter(this);
    column->addWidget(view_, 1);
    nothing_ = new QLabel(view_);
    nothing_->setObjectName(QStringLiteral("trackListNothing"));
    nothing_->setProperty("role", QStringLiteral("muted"));
    nothing_->setWordWrap(true);
    nothing_->setAlignment(Qt::AlignCenter);
    auto* over = new QVBoxLayout(view_);
    over->addWidget(nothing_);

    connect(search_, &SearchField::queryChanged, &model_, &TrackModel::setText);
    connect(search_, &SearchField::leftDownwards, view_,
            [this] { view_->setFocus(Qt::ShortcutFocusReason); });
    connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) {
                if (restoring_) return;
                if (const Track* track = model_.trackAt(index)) current_ = track->id;
                Q_EMIT currentChanged();
            });
    connect(view_, &QListView::clicked, this, [this](const QModelIndex& index) {
        if (const Track* track = model_.trackAt(index)) Q_EMIT opened(track->id.value());
    });
    connect(&model_, &QAbstractItemModel::modelAboutToBeReset, this, [this] { restoring_ = true; });
    connect(&model_, &QAbstractItemModel::modelReset, this, &TrackList::restore);
    connect(&model_, &TrackModel::tracksChanged, this, &TrackList::showCounts);
    const auto tint = [this] {
        for (std::size_t i = 0; i < kStates.size(); ++i)
            chips_[static_cast<qsizetype>(i)]->setIcon(iconOf(kStates[i], devicePixelRatioF()));
        view_->viewport()->update();
    };
    connect(&Theme::instance(), &Theme::changed, this, tint);
    tint();
    retranslate();
}

QList<TrackId> TrackList::selected() const {
    QList<TrackId> tracks;
    auto rows = view_->selectionModel()->selectedIndexes();
    std::sort(rows.begin(), rows.end());
    for (const auto& index : rows)
        if (const Track* track = model_.trackAt(index)) tracks.append(track->id);
    if (tracks.isEmpty() && current_.valid() && model_.track(current_)) tracks.append(current_);
    return tracks;
}

void TrackList::select(TrackId track) {
    current_ = track;
    const QModelIndex index = model_.indexOf(track);
    if (index.isValid()) {
        view_->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
        view_->scrollTo(index, QAbstractItemView::EnsureVisible);
    }
    Q_EMIT currentChanged();
}

void TrackList::selectAll(const QList<TrackId>& tracks) {
    if (tracks.isEmpty()) return;
    select(tracks.front());
    for (const TrackId track : tracks)
        if (const QModelIndex index = model_.indexOf(track); index.isValid())
            view_->selectionModel()->select(index, QItemSelectionModel::Select);
    Q_EMIT currentChanged();
}

// What is to be decided next: a suggestion, else somebody unknown; below rather than above.
TrackId TrackList::followingSuggestion() const {
    const QModelIndex here = model_.indexOf(current_);
    const int rows = model_.rowCount(), from = here.isValid() ? here.row() : -1;
    for (const TrackState wanted : {TrackState::kSuggested, TrackState::kUnknown})
        for (const int step : {1, -1})
            for (int row = from + step; row >= 0 && row < rows; row += step)
                if (const Track* track = model_.trackAt(model_.index(row)); track->state == wanted)
                    return track->id;
    const Track* next = model_.trackAt(model_.index(from + 1));
    return next ? next->id : current_;
}

void TrackList::move(int by) {
    const QModelIndex here = model_.indexOf(current_);
    const int row = here.isValid() ? std::clamp(here.row() + by, 0, model_.rowCount() - 1) : 0;
    if (const Track* track = model_.trackAt(model_.index(row))) select(track->id);
}

void TrackList::focusSearch() {
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

void TrackList::setOpen(bool open) {
    open_ = open;
    showCounts();
}

// Rows were narrowed anew or replaced: what was selected stays selected wherever it is now.
void TrackList::restore() {
    if (!model_.track(current_)) current_ = {};
    const QModelIndex index = model_.indexOf(current_);
    if (index.isValid()) {
        view_->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
        view_->scrollTo(index, QAbstractItemView::EnsureVisible);
    }
    restoring_ = false;
    showCounts();
}

void TrackList::showCounts() {
    for (std::size_t i = 0; i < kStates.size(); ++i) {
        const int count = model_.count(kStates[i]);
        QString word = wordOf(kStates[i]);
        auto* chip = chips_[static_cast<qsizetype>(i)];
        chip->setText(QLocale().toString(count));
        chip->setToolTip(tr("%1: %L2. Click to show only these.", "state: how many").arg(word).arg(count));
        chip->setAccessibleName(word);
    }
    const bool none = model_.rowCount() == 0;
    nothing_->setVisible(none && open_);
    nothing_->setText(model_.tracks().empty() ? tr("Nobody has been looked for in this recording yet.")
                                              : tr("No track matches the filters."));
}

void TrackList::forgetFilters() {
    search_->clear();
    model_.setText({});
    for (auto* chip : std::as_const(chips_))
        chip->setChecked(false);
}

// The list that has the keys is the one that decisions are about.
bool TrackList::eventFilter(QObject* watched, QEvent* event) {
    if (watched == view_ && event->type() == QEvent::FocusIn) Q_EMIT currentChanged();
    return QWidget::eventFilter(watched, event);
}

void TrackList::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void TrackList::retranslate() {
    search_->setPlaceholderText(tr("Name"));
    search_->setAccessibleName(tr("Search tracks by name"));
    search_->setToolTip(tr("Search tracks by name (/)"));
    view_->setAccessibleName(tr("People of this recording"));
    showCounts();
}

}  // namespace lineament::ui
