#pragma once

#include <QWidget>
#include <functional>
#include <optional>

#include "ui/people/health/health_report.h"

class QComboBox;
class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace lineament::ui {

class JobHandle;
class JobStrip;
class WrappedLabel;

/// What is amiss with the gallery, each with what can be done about it beside it: people enrolled twice,
/// photos in the wrong hands, people hard to find, templates of another recogniser, people whose time is
/// over. A finding that was acted on goes grey; the next check tells what is left. Thread: GUI.
class HealthPage : public QWidget {
    Q_OBJECT
  public:
    explicit HealthPage(QWidget* parent = nullptr);

    void setReport(HealthReport report);
    bool hasReport() const { return report_.has_value(); }
    /// The store was changed since the check.
    void setStale();
    /// Progress of what was started here; null hides it.
    void setJob(JobHandle* job);
    /// Rows of all kinds, as shown.
    int findings() const;

  Q_SIGNALS:
    void checkRequested();
    void closeRequested();
    void showRequested(const QList<qint64>& people);
    void mergeRequested(qint64 from, qint64 into);
    void keepApartRequested(qint64 a, qint64 b);
    void moveRequested(qint64 sample, qint64 into);
    void addPhotosRequested(qint64 person);
    void embedRequested();
    void dropRequested(const QString& recogniser);
    void purgeRequested(const QList<qint64>& people);
    /// 0: only when asked.
    void scheduleChosen(int everyDays);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    struct Act {
        QString words, name;
        std::function<void()> run;
        bool settles = true;  ///< the finding goes grey
    };
    QTreeWidgetItem* addKind(const QString& title, std::size_t count, const QString& why);
    void addFinding(QTreeWidgetItem* kind, const QString& what, const QString& numbers,
                    std::vector<Act> acts);
    Act showAct(QList<qint64> people);
    void showReport();
    void showSchedule(int days);
    void addTwice();
    void addStrange();
    void addWeak();
    void addTemplates();
    void addDue();
    QString nameOf(IdentityId id) const;
    void retranslate();

    std::optional<HealthReport> report_;
    bool stale_ = false;
    int actsWidth_ = 0;  // the widest row of buttons
    QLabel *title_, *summary_, *scheduleLabel_;
    QComboBox* schedule_;
    QPushButton *check_, *close_;
    JobStrip* strip_;
    QTreeWidget* tree_;
};

}  // namespace lineament::ui
