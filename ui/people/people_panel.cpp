#include "ui/people/people_panel.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollBar>
#include <QShortcut>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/bridge/image_convert.h"
#include "ui/people/enrol/enrol_sheet.h"
#include "ui/people/health/health_page.h"
#include "ui/people/person/move_bar.h"
#include "ui/people/person/person_inspector.h"
#include "ui/people/search/search_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/action_registry.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/thumb_grid.h"

namespace lineament::ui {
namespace {

constexpr int kInspectorWidth = 320;
enum Page { EmptyPage, BusyPage, NoMatchPage, GridPage, TablePage, HealthPageShown, SearchPageShown };

}  // namespace

PeoplePanel::PeoplePanel(Session& session, QWidget* parent) : Desk(session, parent), queue_(session) {
    setObjectName(QStringLiteral("peoplePanel"));
    setAcceptDrops(true);
    confirm_ = [this](const QString& question) {
        return QMessageBox::warning(this, tr("Confirm"), question,
                                    QMessageBox::Yes | QMessageBox::Cancel,
                                    QMessageBox::Cancel) == QMessageBox::Yes;
    };
    makeActions();
    layOut();
    connectAll();
    showSelection();
    showState();
    if (session.workspace()) useWorkspace();
}

QAction* PeoplePanel::add(const QString& id, const QString& icon, const QKeySequence& keys) {
    QAction* action = makeAction(QStringLiteral("people.") + id, icon, keys);
    actions_.append(action);
    return action;
}

void PeoplePanel::makeActions() {
    keys_.enrol = add(QStringLiteral("enrol"), QStringLiteral("user-plus"), Qt::Key_E);
    keys_.search = add(QStringLiteral("search"), QStringLiteral("search"), Qt::Key_Slash);
    keys_.table = add(QStringLiteral("table"), QStringLiteral("table"), Qt::Key_T);
    keys_.table->setCheckable(true);
    keys_.searchFace = add(QStringLiteral("searchFace"), QStringLiteral("scan-search"), Qt::Key_F);
    keys_.searchFace->setCheckable(true);
    keys_.health = add(QStringLiteral("health"), QStringLiteral("activity"), Qt::Key_H);
    keys_.health->setCheckable(true);
    keys_.record = add(QStringLiteral("record"), QStringLiteral("file-text"), Qt::Key_R);
    keys_.rename = add(QStringLiteral("rename"), QStringLiteral("pencil"), Qt::Key_F2);
    keys_.merge = add(QStringLiteral("merge"), QStringLiteral("merge"), Qt::Key_M);
    keys_.moveSamples =
        add(QStringLiteral("moveSamples"), QStringLiteral("arrow-right"), Qt::SHIFT | Qt::Key_M);
    keys_.split = add(QStringLiteral("split"), QStringLiteral("scissors"), Qt::Key_S);
    keys_.remove = add(QStringLiteral("remove"), QStringLiteral("trash-2"), Qt::Key_Delete);
    keys_.removeSample =
        add(QStringLiteral("removeSample"), QStringLiteral("trash-2"), Qt::SHIFT | Qt::Key_Delete);
    keys_.undo = add(QStringLiteral("undo"), QStringLiteral("undo-2"), Qt::Key_U);
    keys_.exportGallery = add(QStringLiteral("exportGallery"), QStringLiteral("file-down"), {});
    keys_.importGallery = add(QStringLiteral("importGallery"), QStringLiteral("folder-open"), {});
    keys_.redo = add(QStringLiteral("redo"), QStringLiteral("redo-2"), Qt::SHIFT | Qt::Key_U);
}

QWidget* PeoplePanel::makeTop() {
    auto* top = new QWidget;
    auto* row = new QHBoxLayout(top);
    row->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace2);
    row->setSpacing(metrics::kSpace2);
    search_ = new SearchField;
    search_->setObjectName(QStringLiteral("peopleSearch"));
    search_->setMinimumWidth(200);
    search_->setMaximumWidth(360);
    filter_ = new QComboBox;
    filter_->setObjectName(QStringLiteral("peopleFilter"));
    filter_->setMinimumWidth(140);
    filter_->setMaximumWidth(240);
    count_ = new QLabel;
    count_->setObjectName(QStringLiteral("peopleCount"));
    count_->setProperty("role", QStringLiteral("muted"));
    const auto tool = [](QAction* action, const char* name) {
        auto* button = new QToolButton;
        button->setDefaultAction(action);
        button->setObjectName(QString::fromLatin1(name));
        button->setIconSize({metrics::kIcon, metrics::kIcon});
        button->setFocusPolicy(Qt::TabFocus);
        return button;
    };
    searchButton_ = tool(keys_.searchFace, "searchFaceButton");
    healthButton_ = tool(keys_.health, "healthButton");
    tableButton_ = tool(keys_.table, "tableButton");
    enrolButton_ = new QPushButton;
    enrolButton_->setObjectName(QStringLiteral("openEnrolButton"));
    enrolButton_->setProperty("role", QStringLiteral("primary"));
    enrolButton_->setFocusPolicy(Qt::TabFocus);
    row->addWidget(search_, 1);
    row->addWidget(filter_);
    row->addWidget(count_);
    row->addStretch(1);
    auto* more = new QToolButton;
    more->setObjectName(QStringLiteral("galleryFileButton"));
    more->setIcon(Theme::instance().icon(QStringLiteral("file-down")));
    more->setIconSize({metrics::kIcon, metrics::kIcon});
    more->setPopupMode(QToolButton::InstantPopup);
    more->addActions({keys_.exportGallery, keys_.importGallery});
    fileButton_ = more;
    row->addWidget(more);
    row->addWidget(searchButton_);
    row->addWidget(healthButton_);
    row->addWidget(tableButton_);
    row->addWidget(enrolButton_);
    return top;
}

QWidget* PeoplePanel::makeMergeBar() {
    auto* bar = new QFrame;
    bar->setObjectName(QStringLiteral("mergeBar"));
    bar->setProperty("role", QStringLiteral("card"));
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace2, metrics::kSpace2);
    mergeText_ = new QLabel;
    mergeInto_ = new QComboBox;
    mergeInto_->setObjectName(QStringLiteral("mergeInto"));
    mergeInto_->setMinimumWidth(200);
    mergeButton_ = new QPushButton;
    mergeButton_->setObjectName(QStringLiteral("mergeButton"));
    mergeButton_->setProperty("role", QStringLiteral("primary"));
    mergeCancel_ = new QPushButton;
    mergeCancel_->setObjectName(QStringLiteral("mergeCancelButton"));
    row->addWidget(mergeText_);
    row->addWidget(mergeInto_, 1);
    row->addStretch(1);
    row->addWidget(mergeCancel_);
    row->addWidget(mergeButton_);
    auto* leave = new QShortcut(Qt::Key_Escape, bar);
    leave->setContext(Qt::WidgetWithChildrenShortcut);
    connect(leave, &QShortcut::activated, mergeCancel_, &QPushButton::click);
    bar->hide();
    return bar;
}

void PeoplePanel::layOut() {
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeTop());
    auto* messages = new QVBoxLayout;
    messages->setContentsMargins(metrics::kSpace3, 0, metrics::kSpace3, metrics::kSpace1);
    messages->setSpacing(metrics::kSpace2);
    banner_ = new Banner;
    banner_->setObjectName(QStringLiteral("peopleBanner"));
    mergeBar_ = makeMergeBar();
    messages->addWidget(banner_);
    moveBar_ = new MoveBar;
    messages->addWidget(mergeBar_);
    messages->addWidget(moveBar_);
    column->addLayout(messages);

    stack_ = new QStackedWidget;
    empty_ = new EmptyState(QStringLiteral("users"));
    empty_->setObjectName(QStringLiteral("peopleEmpty"));
    busy_ = new EmptyState(QStringLiteral("loader"));
    noMatch_ = new EmptyState(QStringLiteral("search"));
    noMatch_->setObjectName(QStringLiteral("peopleNoMatch"));
    grid_ = new ThumbGrid;
    grid_->setObjectName(QStringLiteral("peopleGrid"));
    grid_->setModel(&model_);
    grid_->setPicturePx(128);
    table_ = new QTableView;
    table_->setObjectName(QStringLiteral("peopleTable"));
    table_->setModel(&model_);
    table_->setSelectionModel(grid_->selectionModel());
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setShowGrid(false);
    table_->setProperty("role", QStringLiteral("plain"));
    table_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    table_->setTabKeyNavigation(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(metrics::kControlHeight);
    table_->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table_->horizontalHeader()->setHighlightSections(false);
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->horizontalHeader()->setSectionResizeMode(IdentityModel::NameColumn, QHeaderView::Stretch);
    for (const auto& [column, width] :
         {std::pair(IdentityModel::ExternalIdColumn, 120), std::pair(IdentityModel::GroupsColumn, 140),
          std::pair(IdentityModel::SamplesColumn, 76), std::pair(IdentityModel::QualityColumn, 76),
          std::pair(IdentityModel::ValidityColumn, 150), std::pair(IdentityModel::EnrolledColumn, 96)})
        table_->horizontalHeader()->resizeSection(column, width);
    table_->sortByColumn(IdentityModel::NameColumn, Qt::AscendingOrder);
    table_->setSortingEnabled(true);
    for (QWidget* page : {static_cast<QWidget*>(empty_), static_cast<QWidget*>(busy_),
                          static_cast<QWidget*>(noMatch_), static_cast<QWidget*>(grid_),
                          static_cast<QWidget*>(table_), static_cast<QWidget*>(health_ = new HealthPage),
                          static_cast<QWidget*>(searchPage_ = new SearchPage(session()))})
        stack_->addWidget(page);
    column->addWidget(stack_, 1);
    setCentralWidget(centre);

    inspector_ = new PersonInspector(session(), {keys_.rename, keys_.merge, keys_.remove, keys_.removeSample,
                                                 keys_.moveSamples, keys_.split});
    inspector_->setMinimumWidth(kInspectorWidth - 40);
    inspectorPanel_ = addPanel(QStringLiteral("peoplePerson"), inspector_, Qt::RightDockWidgetArea);
    resizeDocks({inspectorPanel_}, {kInspectorWidth}, Qt::Horizontal);
    inspector_->addActions(actions_);  // the keys act in a floated panel too
    sheet_ = new EnrolSheet(session(), settings_, this);
}

void PeoplePanel::connectAll() {
    connect(&session(), &Session::workspaceChanged, this, &PeoplePanel::useWorkspace);
    connect(&session(), &Session::storeChanged, this, &PeoplePanel::load);
    // At every key: narrowing 50 000 people takes 12 ms, less than waiting for the next key would.
    connect(search_, &QLineEdit::textChanged, this, &PeoplePanel::setQuery);
    connect(search_, &SearchField::leftDownwards, this,
            [this] { stack_->currentWidget()->setFocus(Qt::ShortcutFocusReason); });
    connect(enrolButton_, &QPushButton::clicked, keys_.enrol, &QAction::trigger);
    connect(empty_, &EmptyState::activated, keys_.enrol, &QAction::trigger);
    connect(noMatch_, &EmptyState::activated, this, &PeoplePanel::showEverybody);
    connectHealth();
    watchRetention();
    connectSearch();
    connect(grid_, &ThumbGrid::opened, this, [this] { inspector_->editName(); });
    connect(grid_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &PeoplePanel::keepSelection);
    connect(&model_, &QAbstractItemModel::modelAboutToBeReset, this, [this] { restoring_ = true; });
    connect(&model_, &QAbstractItemModel::modelReset, this, &PeoplePanel::restoreSelection);
    connect(inspector_, &PersonInspector::renamed, this, &PeoplePanel::rename);
    connect(inspector_, &PersonInspector::editEnded, this, [this] { stack_->currentWidget()->setFocus(); });
    connect(inspector_, &PersonInspector::recordSaved, this, &PeoplePanel::saveRecord);
    connect(inspector_, &PersonInspector::samplesSelected, this, &PeoplePanel::showSampleActions);
    connect(filter_, &QComboBox::activated, this, &PeoplePanel::applyFilter);
    connect(moveBar_, &MoveBar::moveRequested, this, &PeoplePanel::moveSamples);
    connect(moveBar_, &MoveBar::splitRequested, this, &PeoplePanel::splitSamples);
    connect(moveBar_, &MoveBar::dismissed, this, [this] { stack_->currentWidget()->setFocus(); });
    connect(&queue_, &DecisionQueue::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    connect(mergeButton_, &QPushButton::clicked, this, &PeoplePanel::merge);
    connect(mergeCancel_, &QPushButton::clicked, mergeBar_, &QWidget::hide);
    connect(sheet_, &EnrolSheet::closed, this, [this] {
        setBehindSheet(true);
        showSelection();
        grid_->setFocus();
    });
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(keys_.enrol, [this] { openSheet(); });
    on(keys_.search, [this] {
        search_->setFocus(Qt::ShortcutFocusReason);
        search_->selectAll();
    });
    on(keys_.searchFace, [this](bool show) { showSearch(show); });
    on(keys_.health, [this](bool show) { showHealth(show); });
    on(keys_.table, [this](bool table) { showTable(table); });
    on(keys_.record, [this] { inspector_->showPage(PersonInspector::RecordPage); });
    on(keys_.moveSamples, [this] { askMove(false); });
    on(keys_.split, [this] { askMove(true); });
    on(keys_.rename, [this] { inspector_->editName(); });
    on(keys_.merge, [this] { askMerge(); });
    on(keys_.remove, [this] { remove(); });
    on(keys_.removeSample, [this] { removeSample(); });
    on(keys_.exportGallery, [this] { askExport(); });
    on(keys_.importGallery, [this] { askImport(); });
    on(keys_.undo, [this] { queue_.undo(); });
    on(keys_.redo, [this] { queue_.redo(); });
}

void PeoplePanel::useWorkspace() {
    grid_->thumbs().setLoader([store = session().workspace()->storePointer()](qint64 id) {
        return imageFromBytes(store->portrait(IdentityId(id)));
    });
    known_ = false;
    if (health_->hasReport()) health_->setStale();
    load();
    purgeBySchedule();
}

void PeoplePanel::load() {
    if (!session().workspace()) return;
    if (loading_) {  // once more when this one is done, however many changes came meanwhile
        again_ = true;
        return;
    }
    loading_ = true;
    struct Loaded {
        std::vector<IdentityRow> rows;
        QMap<QString, int> groups;
    };
    auto* job = session().jobs().run<Loaded>(
        tr("List people"), JobRunner::Lane::Short,
        [store = session().workspace()->storePointer()](JobContext&) {
            auto rows = rowsOf(*store);
            auto groups = groupsOf(rows);
            return Loaded{std::move(rows), std::move(groups)};
        },
        this,
        [this](Loaded& loaded) {
            known_ = true;
            groups_ = std::move(loaded.groups);
            for (const qint64 id : model_.setPeople(std::move(loaded.rows)))
                grid_->thumbs().forget(id);
            showFilters();
            health_->setStale();
            keepSelection();
            inspector_->refresh();
            Q_EMIT peopleLoaded();
        });
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    connect(job, &JobHandle::ended, this, [this] {
        loading_ = false;
        showState();
        if (std::exchange(again_, false)) load();
    });
    showState();
}

bool PeoplePanel::reveal(const DeskItem& item) {
    if (item.kind != DeskItem::Kind::Identity) return false;
    if (model_.row(item.id) && !model_.indexOf(item.id).isValid()) {
        showEverybody();
    }
    select(item.id);
    return model_.row(item.id) != nullptr;
}

bool PeoplePanel::idle() const {
    return !loading_ && !checking_ && !searchPage_->busy() && !grid_->loading() && !inspector_->loading() &&
           !sheet_->busy();
}

// What lies behind the sheet takes neither keys nor focus.
void PeoplePanel::setBehindSheet(bool enabled) {
    for (QWidget* part : {centralWidget(), static_cast<QWidget*>(inspectorPanel_)})
        part->setEnabled(enabled);
    for (QAction* action : std::as_const(actions_))
        action->setEnabled(enabled);
}

void PeoplePanel::openSheet(const QStringList& paths) {
    if (sheet_->isHidden()) {
        setBehindSheet(false);
        sheet_->open();
    }
    if (!paths.isEmpty()) sheet_->addPaths(paths);
}

void PeoplePanel::select(qint64 identity) {
    const QModelIndex index = model_.indexOf(identity);
    if (!index.isValid()) return;
    grid_->selectionModel()->setCurrentIndex(index,
                                             QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    grid_->scrollTo(index, QAbstractItemView::EnsureVisible);
    table_->scrollTo(index, QAbstractItemView::EnsureVisible);
}

void PeoplePanel::setQuery(const QString& query) {
    model_.setQuery(query);
    showState();
}

QWidget* PeoplePanel::keyHolder() const {
    return stack_->currentWidget();
}

void PeoplePanel::showTable(bool table) {
    keys_.table->setChecked(table);
    restoreSelection();  // the grid selects names, the table whole rows
    const QModelIndex index = grid_->currentIndex();
    if (index.isValid()) table ? table_->scrollTo(index) : grid_->scrollTo(index);
}

QList<qint64> PeoplePanel::chosen() const {
    QList<qint64> chosen;
    for (const QModelIndex& index : grid_->selectionModel()->selectedIndexes())
        if (index.column() == 0) chosen.append(model_.idAt(index));
    return chosen;
}

void PeoplePanel::keepSelection() {
    if (restoring_) return;
    selected_ = chosen();
    showSelection();
}

// The list was narrowed, sorted or read anew: who was selected stays selected wherever they stand now.
void PeoplePanel::restoreSelection() {
    restoring_ = true;
    const QSet<qint64> wanted(selected_.begin(), selected_.end());
    QItemSelection selection;
    QModelIndex first;
    for (int row = 0; row < model_.rowCount() && !wanted.isEmpty(); ++row) {
        const QModelIndex index = model_.index(row, 0);
        if (!wanted.contains(model_.idAt(index))) continue;
        selection.select(index, index.siblingAtColumn(IdentityModel::ColumnCount - 1));
        if (!first.isValid()) first = index;
    }
    if (first.isValid()) grid_->selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    grid_->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
    restoring_ = false;
    showSelection();
    showState();
}

void PeoplePanel::showSelection() {
    const auto people = chosen();
    const auto count = static_cast<int>(people.size());
    inspector_->show(count > 0 ? model_.row(people.front()) : nullptr, count);
    keys_.rename->setEnabled(count == 1);
    keys_.merge->setEnabled(count > 1);
    keys_.remove->setEnabled(count > 0);
    keys_.record->setEnabled(count == 1);
    showSampleActions();
    if (count < 2) mergeBar_->hide();
    setStatusText(count == 0   ? tr("E enrol · / search · T table · F by a face · H health")
                  : count == 1 ? tr("1 person selected · F2 rename · R record · Del remove · U undo")
                               : tr("%n people selected · M merge · Del remove · U undo", nullptr, count));
}

void PeoplePanel::showState() {
    const int all = model_.total(), shown = model_.rowCount();
    turnTo(*stack_, all == 0 ? (known_ || !session().workspace() ? EmptyPage : BusyPage)
                    : keys_.searchFace->isChecked() ? SearchPageShown
                    : keys_.health->isChecked()     ? HealthPageShown
                    : shown == 0                    ? NoMatchPage
                    : keys_.table->isChecked()      ? TablePage
                                                    : GridPage);
    count_->setText(all == 0       ? QString()
                    : shown == all ? tr("%n people", nullptr, all)
                                   : tr("%L1 of %L2 people").arg(shown).arg(all));
}

void PeoplePanel::retranslate() {
    const auto text = [](QAction* action, const QString& words, const QString& onButton = {}) {
        action->setText(words);
        action->setIconText(onButton.isEmpty() ? words : onButton);
        action->setToolTip(textWithKey(action));
    };
    text(keys_.enrol, tr("Enrol people …"));
    text(keys_.search, tr("Search people"));
    text(keys_.table, tr("Show as a table"));
    text(keys_.rename, tr("Rename"));
    text(keys_.searchFace, tr("Search the gallery by a face"));
    text(keys_.health, tr("Check the health of the gallery"));
    text(keys_.record, tr("Edit the record"));
    text(keys_.merge, tr("Merge …"), tr("Merge"));
    text(keys_.moveSamples, tr("Move photos to another person …"), tr("Move …"));
    text(keys_.split, tr("Split photos into a new person …"), tr("Split …"));
    text(keys_.remove, tr("Remove …"), tr("Remove"));
    text(keys_.removeSample, tr("Remove the selected photos"));
    text(keys_.undo, tr("Undo"));
    text(keys_.redo, tr("Redo"));
    text(keys_.exportGallery, tr("Export the gallery as a file …"));
    text(keys_.importGallery, tr("Import a gallery file …"));
    fileButton_->setToolTip(tr("Export or import the gallery"));
    fileButton_->setAccessibleName(fileButton_->toolTip());
    setAccessibleName(title());
    search_->setPlaceholderText(tr("Name, staff number or group"));
    search_->setAccessibleName(tr("Search people"));
    filter_->setAccessibleName(tr("Who is shown"));
    showFilters();
    search_->setToolTip(keys_.search->toolTip());
    enrolButton_->setText(tr("Enrol people …"));
    enrolButton_->setToolTip(keys_.enrol->toolTip());
    mergeText_->setText(tr("Merge the people selected into"));
    mergeInto_->setAccessibleName(mergeText_->text());
    mergeButton_->setText(tr("Merge"));
    mergeCancel_->setText(tr("Cancel"));
    grid_->setAccessibleName(tr("People"));
    table_->setAccessibleName(tr("People"));
    empty_->setTexts(tr("Enrol the people you want to recognise, from photos of each."), tr("Enrol people …"),
                     tr("Or drop photos of one person here, or a folder that holds one folder a person."));
    noMatch_->setTexts(tr("Nobody whom you look for is enrolled."), tr("Show everybody"));
    busy_->setTexts(tr("Reading the people of this store …"), {});
    setPanelTitle(inspectorPanel_, tr("Person"));
    model_.retranslate();
    showSelection();
    showState();
}

}  // namespace lineament::ui
