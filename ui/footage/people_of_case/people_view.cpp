#include "ui/footage/people_of_case/people_view.h"

#include <QActionGroup>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QSplitter>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>
#include <array>

#include "ui/footage/people_of_case/looks_model.h"
#include "ui/footage/people_of_case/people_delegate.h"
#include "ui/theme/theme.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/thumb_grid.h"

namespace lineament::ui {
namespace {

constexpr int kPersonLookPx = 56;
constexpr std::array kQualities = {0, 25, 50, 75}, kWidths = {0, 24, 48, 96};
constexpr std::array kSimilarities = {-1.0, 0.4, 0.5, 0.6, 0.7};

}  // namespace

PeopleView::PeopleView(CaseState& state, QWidget* parent) : QWidget(parent), state_(state) {
    setObjectName(QStringLiteral("casePeople"));
    model_ = new PeopleModel(state, this);
    looks_ = new LooksModel(state, this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, metrics::kSpace1, 0, 0);
    column->setSpacing(metrics::kSpace1);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(metrics::kSpace3, 0, metrics::kSpace3, 0);
    search_ = new SearchField;
    search_->setObjectName(QStringLiteral("casePeopleSearch"));
    top->addWidget(search_, 1);
    filters_ = new QToolButton;
    filters_->setObjectName(QStringLiteral("casePeopleFilters"));
    filters_->setIcon(Theme::instance().icon(QStringLiteral("sliders-horizontal")));
    filters_->setPopupMode(QToolButton::InstantPopup);
    filters_->setFocusPolicy(Qt::TabFocus);
    filterMenu_ = new QMenu(filters_);
    filters_->setMenu(filterMenu_);
    connect(filterMenu_, &QMenu::aboutToShow, this, &PeopleView::fillFilters);
    top->addWidget(filters_);
    column->addLayout(top);

    auto* halves = new QSplitter(Qt::Vertical);
    halves->setChildrenCollapsible(false);
    view_ = new QListView;
    view_->setObjectName(QStringLiteral("casePeopleView"));
    view_->setModel(model_);
    view_->setItemDelegate(new PeopleDelegate(state.shots(), view_));
    view_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view_->setMouseTracking(true);
    view_->setLayoutMode(QListView::Batched);  // thousands of lines of two heights
    view_->setMinimumHeight(120);
    view_->installEventFilter(this);
    view_->setProperty("role", QStringLiteral("plain"));
    nothing_ = new QLabel(view_);
    nothing_->setProperty("role", QStringLiteral("muted"));
    nothing_->setWordWrap(true);
    nothing_->setAlignment(Qt::AlignCenter);
    auto* over = new QVBoxLayout(view_);
    over->addWidget(nothing_);
    halves->addWidget(view_);
    looksPart_ = new QWidget;
    looksPart_->setObjectName(QStringLiteral("looksPart"));
    auto* lowerColumn = new QVBoxLayout(looksPart_);
    lowerColumn->setContentsMargins(0, 0, 0, 0);
    lowerColumn->setSpacing(0);
    looksTitle_ = new QLabel;
    looksTitle_->setProperty("role", QStringLiteral("caption"));
    looksTitle_->setContentsMargins(metrics::kSpace3, metrics::kSpace1, 0, metrics::kSpace1);
    lowerColumn->addWidget(looksTitle_);
    grid_ = new ThumbGrid;
    grid_->setObjectName(QStringLiteral("looksGrid"));
    grid_->setPicturePx(kPersonLookPx);
    grid_->setModel(looks_);
    grid_->setMinimumHeight(108);
    lowerColumn->addWidget(grid_, 1);
    halves->addWidget(looksPart_);
    halves->setStretchFactor(0, 5);
    halves->setStretchFactor(1, 2);
    halves->setSizes({500, 120});
    column->addWidget(halves, 1);

    connect(search_, &SearchField::queryChanged, this, [this](const QString& text) {
        auto filter = model_->filter();
        filter.text = text.trimmed();
        model_->setFilter(filter);
    });
    connect(search_, &SearchField::leftDownwards, view_,
            [this] { view_->setFocus(Qt::ShortcutFocusReason); });
    connect(view_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &PeopleView::selectionMoved);
    connect(view_, &QListView::clicked, this, [this](const QModelIndex& index) {
        if (model_->person(index)) return open(index);
        model_->fold(index);  // a click on a head must not lose the selection
        if (last_.valid()) select(last_);
    });
    connect(grid_, &QListView::clicked, this, [this](const QModelIndex& index) {
        if (const auto* look = looks_->look(index)) Q_EMIT lookChosen(look->track.value(), look->ms);
    });
    connect(&state, &CaseState::opened, this, [this] {
        grid_->thumbs().setLoader(state_.shotLoader());
        view_->selectionModel()->clear();  // the lines of another case may have the same names
        last_ = {};
        lastLines_.clear();
    });
    connect(model_, &PeopleModel::refreshing, this, [this] { restoring_ = true; });
    connect(model_, &PeopleModel::refreshed, this, &PeopleView::restoreSelection);
    connect(model_, &PeopleModel::refreshed, this, &PeopleView::showFiltered);
    connect(&Theme::instance(), &Theme::changed, this, &PeopleView::showFiltered);
    connect(&state, &CaseState::changed, this, [this] {
        showLooks();
        showCounts();
    });
    connect(&Theme::instance(), &Theme::changed, view_->viewport(), qOverload<>(&QWidget::update));
    retranslate();
}

void PeopleView::selectionMoved() {
    if (restoring_) return;
    if (const TrackId now = current(); now.valid()) {
        last_ = now;
        rememberLines();
    }
    showLooks();
    Q_EMIT currentChanged();
}

void PeopleView::rememberLines() {
    lastLines_.clear();
    for (const auto& line : view_->selectionModel()->selectedIndexes())
        lastLines_.append(trackOf(line));
}

// Undo puts somebody into another section, a drawn box gets its number later: their line goes and a new one
// comes. Whoever was selected is selected there; else the next decision would be about a neighbour.
void PeopleView::restoreSelection() {
    if (!last_.valid()) {
        restoring_ = false;
        return;
    }
    const QModelIndex now = model_->indexOf(last_);
    if (now.isValid()) {
        QItemSelection lines;
        for (const TrackId track : std::as_const(lastLines_))
            if (const QModelIndex line = model_->indexOf(track); line.isValid()) lines.select(line, line);
        const bool moved = now != view_->currentIndex();
        view_->selectionModel()->setCurrentIndex(now, QItemSelectionModel::NoUpdate);
        view_->selectionModel()->select(lines, QItemSelectionModel::ClearAndSelect);
        if (moved) view_->scrollTo(now, QAbstractItemView::EnsureVisible);
        rememberLines();
    }
    restoring_ = false;
    if (!now.isValid()) selectionMoved();
}

TrackId PeopleView::trackOf(const QModelIndex& line) const {
    const CasePerson* person = model_->person(line);
    return person ? state_.tracks()[person->best].id : TrackId();
}

void PeopleView::open(const QModelIndex& index) {
    const CasePerson* person = model_->person(index);
    if (!person || selectedLines() > 1) return;  // several are being picked: the player stays where it is
    const Track& best = state_.tracks()[person->best];
    Q_EMIT lookChosen(best.id.value(), best.shots.empty() ? best.firstMs : best.shots.front().ms);
}

QList<TrackId> PeopleView::selected() const {
    QList<TrackId> tracks;
    auto rows = view_->selectionModel()->selectedIndexes();
    std::sort(rows.begin(), rows.end());
    for (const auto& index : rows)
        tracks += model_->tracksOf(index);
    if (tracks.isEmpty()) tracks = model_->tracksOf(view_->currentIndex());
    return tracks;
}

int PeopleView::selectedLines() const {
    return static_cast<int>(view_->selectionModel()->selectedIndexes().size());
}

TrackId PeopleView::current() const {
    return trackOf(view_->currentIndex());
}

// What is to be decided next: a suggestion, else somebody unknown, else anybody; below rather than above.
TrackId PeopleView::followingSuggestion() const {
    const int from = view_->currentIndex().row();
    TrackId unknown, next;
    for (const int step : {1, -1})
        for (int row = from + step; row >= 0 && row < model_->rowCount(); row += step) {
            const CasePerson* person = model_->person(model_->index(row));
            if (!person) continue;
            const TrackId best = state_.tracks()[person->best].id;
            if (person->section == CasePerson::Section::kSuggested) return best;
            if (person->section == CasePerson::Section::kUnknown && !unknown.valid()) unknown = best;
            if (!next.valid()) next = best;
        }
    return unknown.valid() ? unknown : next;
}

void PeopleView::select(TrackId track) {
    const QModelIndex index = model_->indexOf(track);
    if (!index.isValid()) return;
    view_->selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    view_->scrollTo(index, QAbstractItemView::EnsureVisible);
}

std::vector<std::pair<TrackId, int>> PeopleView::pickedLooks() const {
    std::vector<std::pair<TrackId, int>> picked;
    const auto rows = grid_->selectionModel()->selectedIndexes();
    if (rows.size() < 2 || !isVisible()) return {};  // one is where the player went, several are a choice
    for (const auto& index : rows)
        if (const auto* look = looks_->look(index)) picked.emplace_back(look->track, look->rank);
    return picked;
}

void PeopleView::setRecording(RecordingId recording) {
    recording_ = recording;
    applyPlace();
}

void PeopleView::setStretch(std::optional<std::pair<double, double>> ms) {
    stretchMs_ = ms;
    applyPlace();
}

void PeopleView::applyPlace() {
    auto filter = model_->filter();
    filter.stretchMs = onlyThen_ ? stretchMs_ : std::nullopt;
    filter.recording = onlyHere_ || filter.stretchMs ? recording_ : RecordingId();
    model_->setFilter(filter);
}

// Whoever is not listed is missed without a sign that somebody may be.
void PeopleView::showFiltered() {
    PeopleFilter only = model_->filter();
    only.text.clear();  // that one is seen where it was typed
    const bool active = only != PeopleFilter();
    filters_->setIcon(
        Theme::instance().icon(QStringLiteral("sliders-horizontal"), active ? Token::Accent : Token::Text));
}

bool PeopleView::loading() const {
    return !state_.shots().idle() || grid_->loading();
}

void PeopleView::focusSearch() {
    search_->setFocus(Qt::ShortcutFocusReason);
    search_->selectAll();
}

void PeopleView::showLooks() {
    const auto tracks = selected();
    looks_->setTracks(tracks);
    const auto looks = looks_->rowCount();
    looksTitle_->setText(tr("%n looks at the selection", nullptr, looks));
    if ((looks > 0) == looksPart_->isVisibleTo(this)) return;
    // Nobody is selected: the list has the room to itself.
    looksPart_->setVisible(looks > 0);
    QTimer::singleShot(0, view_, [this] { view_->scrollTo(view_->currentIndex()); });
}

void PeopleView::showCounts() {
    const bool none = state_.tracks().empty();
    nothing_->setVisible(none);
    nothing_->setText(tr("Nobody has been found in this case yet."));
}

void PeopleView::fillFilters() {
    filterMenu_->clear();
    const auto group = [this](const QString& title, auto values, auto text, auto get, auto set) {
        auto* menu = filterMenu_->addMenu(title);
        auto* actions = new QActionGroup(menu);
        for (const auto value : values) {
            auto* action = menu->addAction(text(value));
            action->setCheckable(true);
            action->setChecked(qFuzzyCompare(1 + static_cast<double>(get(model_->filter())), 1.0 + value));
            actions->addAction(action);
            connect(action, &QAction::triggered, this, [this, set, value] {
                auto filter = model_->filter();
                set(filter, static_cast<float>(value));
                model_->setFilter(filter);
            });
        }
    };
    group(
        tr("Quality"), kQualities,
        [this](int value) { return value == 0 ? tr("Any") : tr("At least %1").arg(value); },
        [](const PeopleFilter& filter) { return filter.minQuality; },
        [](PeopleFilter& filter, float value) { filter.minQuality = value; });
    group(
        tr("Width of the face"), kWidths,
        [this](int value) { return value == 0 ? tr("Any") : tr("At least %1 px").arg(value); },
        [](const PeopleFilter& filter) { return filter.minWidthPx; },
        [](PeopleFilter& filter, float value) { filter.minWidthPx = value; });
    group(
        tr("Similarity of suggestions"), kSimilarities,
        [this](double value) { return value < 0 ? tr("Any") : tr("At least %1").arg(value, 0, 'f', 1); },
        [](const PeopleFilter& filter) { return filter.minSimilarity; },
        [](PeopleFilter& filter, float value) { filter.minSimilarity = value; });
    filterMenu_->addSeparator();
    auto* here = filterMenu_->addAction(tr("Only in this recording"));
    here->setCheckable(true);
    here->setChecked(onlyHere_);
    connect(here, &QAction::toggled, this, [this](bool only) {
        onlyHere_ = only;
        applyPlace();
    });
    auto* then = filterMenu_->addAction(tr("Only in the selected stretch"));
    then->setCheckable(true);
    then->setChecked(onlyThen_);
    then->setEnabled(onlyThen_ || stretchMs_);
    connect(then, &QAction::toggled, this, [this](bool only) {
        onlyThen_ = only;
        applyPlace();
    });
}

// The list that has the keys is the one that decisions are about.
bool PeopleView::eventFilter(QObject* watched, QEvent* event) {
    if (watched == view_ && event->type() == QEvent::FocusIn) Q_EMIT currentChanged();
    return QWidget::eventFilter(watched, event);
}

void PeopleView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void PeopleView::retranslate() {
    search_->setPlaceholderText(tr("Name"));
    search_->setAccessibleName(tr("Search the people of the case"));
    filters_->setToolTip(tr("Filters: quality, size, similarity, recording, time"));
    filters_->setAccessibleName(tr("Filters"));
    view_->setAccessibleName(tr("People of this case"));
    grid_->setAccessibleName(tr("Looks at the selection"));
    model_->retranslate();
    showLooks();
    showCounts();
}

}  // namespace lineament::ui
