#pragma once

#include <functional>
#include <vector>

#include "ui/bridge/decision_queue.h"
#include "ui/bridge/settings.h"
#include "ui/people/identity_model.h"
#include "ui/widgets/desk.h"

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace lineament::ui {

class Banner;
class EmptyState;
class EnrolSheet;
class HealthPage;
class MoveBar;
class PersonInspector;
class SearchField;
class SearchPage;
class ThumbGrid;

/// The desk of the gallery: everybody enrolled as a grid or a table, one person in the inspector, and the
/// sheet that enrols more. Thread: GUI.
class PeoplePanel : public Desk {
    Q_OBJECT
  public:
    PeoplePanel(Session& session, QWidget* parent);

    QString id() const override { return QStringLiteral("people"); }
    QString title() const override { return tr("People"); }
    QString iconName() const override { return QStringLiteral("users"); }
    QList<QAction*> deskActions() const override { return actions_; }
    bool openPath(const QString& path) override;
    bool reveal(const DeskItem& item) override;
    bool idle() const override;

    IdentityModel& people() { return model_; }
    EnrolSheet& sheet() { return *sheet_; }
    QList<qint64> selected() const { return selected_; }
    void select(qint64 identity);
    void setQuery(const QString& query);
    void showTable(bool table);
    /// The gallery as one file, written or taken in by a job.
    void exportTo(const QString& file);
    void importFrom(const QString& file);
    /// The same after a question: for files that were opened or dropped.
    void offerImport(const QString& file);
    /// How removals, and imports of files that were opened, are confirmed; tests answer in its place.
    void setConfirm(std::function<bool(const QString& question)> confirm) { confirm_ = std::move(confirm); }

  Q_SIGNALS:
    /// The people were read from the store.
    void peopleLoaded();

  protected:
    void retranslate() override;
    QWidget* keyHolder() const override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    QAction* add(const QString& id, const QString& icon, const QKeySequence& keys);
    void makeActions();
    void layOut();
    QWidget* makeTop();
    QWidget* makeMergeBar();
    void connectAll();
    void useWorkspace();
    void load();
    void setBehindSheet(bool enabled);
    void openSheet(const QStringList& paths = {});
    QList<qint64> chosen() const;
    void keepSelection();
    void restoreSelection();
    void showSelection();
    void showState();
    void rename(qint64 identity, const QString& name);
    void askMerge();
    void merge();
    void remove();
    void removeSample();
    void saveRecord(const PersonRecord& record, const QString& externalId, bool recordChanged,
                    bool numberChanged);
    void askMove(bool split);
    void moveSamples(const std::vector<SampleId>& samples, qint64 into, const QString& name);
    void splitSamples(const std::vector<SampleId>& samples, const QString& name);
    void showSampleActions();
    void showEverybody();
    void connectHealth();
    void askExport();
    void askImport();
    void showHealth(bool show);
    void checkHealth();
    void connectSearch();
    /// Says so, and takes the check off the page, if nobody is enrolled.
    bool hasPeopleFor(QAction* page);
    void showSearch(bool show);
    void embedMissing();
    void dropTemplates(const QString& recogniser);
    void purge(const QList<qint64>& people);
    void watchRetention();
    void purgeBySchedule();
    void showFilters();
    IdentityFilter filterChosen() const;
    void applyFilter();
    void removePeople(const QList<qint64>& doomed, const std::string& reason = {});

    struct Keys {
        QAction *enrol, *search, *searchFace, *table, *health, *record, *rename, *merge, *moveSamples, *split,
            *remove, *removeSample, *undo, *redo, *exportGallery, *importGallery;
    } keys_{};
    QList<QAction*> actions_;
    Settings settings_;
    IdentityModel model_;
    QMap<QString, int> groups_;  // with how many people are in each
    DecisionQueue queue_;
    QList<qint64> selected_;  // also who is hidden by the search at the moment
    bool loading_ = false, again_ = false, known_ = false, restoring_ = false, checking_ = false,
         purging_ = false;
    std::vector<RemovalReceipt> receipts_;  // of what the schedule deleted, to be asked for
    std::function<bool(const QString&)> confirm_;

    SearchField* search_;
    QLabel *count_, *mergeText_;
    QToolButton *tableButton_, *healthButton_, *fileButton_, *searchButton_;
    QPushButton *enrolButton_, *mergeButton_, *mergeCancel_;
    QWidget* mergeBar_;
    QComboBox *mergeInto_, *filter_;
    MoveBar* moveBar_;
    Banner* banner_;
    QStackedWidget* stack_;
    EmptyState *empty_, *noMatch_, *busy_;
    ThumbGrid* grid_;
    QTableView* table_;
    HealthPage* health_;
    SearchPage* searchPage_;
    PersonInspector* inspector_;
    QDockWidget* inspectorPanel_;
    EnrolSheet* sheet_;
};

}  // namespace lineament::ui
