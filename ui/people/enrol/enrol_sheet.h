#pragma once

#include <QPointer>
#include <QSortFilterProxyModel>
#include <QWidget>
#include <filesystem>
#include <utility>
#include <vector>

#include "core/pipelines/people/answer_duplicate.h"
#include "core/pipelines/people/roster.h"
#include "ui/bridge/session.h"
#include "ui/people/enrol/enrol_model.h"

class QCheckBox;
class QFrame;
class QLabel;
class QListView;
class QPushButton;
class QStackedWidget;

namespace lineament::ui {

class Banner;
class CameraPage;
class DuplicateQuestion;
class EnrolForm;
class JobStrip;
class Settings;

/// Enrolment, as a sheet over the desk. One person: photos are looked at as they come, each with its measures
/// and, if refused, what to change; then those that pass are enrolled. Several people: one folder each, or
/// one row of a roster each, enrolled one after another. Whoever looks like somebody enrolled is held and
/// asked about when the others are done. Thread: GUI; looks and enrols in jobs.
class EnrolSheet : public QWidget {
    Q_OBJECT
  public:
    EnrolSheet(Session& session, Settings& settings, QWidget* parent);

    void open();
    /// Photos of one person, or folders: one that holds people's folders, or several, are people.
    void addPaths(const QStringList& paths);
    /// Whose photos are to come.
    void setPerson(const QString& name, const QString& externalId);
    bool busy() const;
    EnrolModel& photos() { return model_; }
    CameraPage& camera() { return *camera_; }

  public Q_SLOTS:
    void close();
    void enrol();

  Q_SIGNALS:
    void closed();
    /// Somebody is enrolled now.
    void enrolled(qint64 identity);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    using Person = std::pair<QString, std::vector<std::filesystem::path>>;
    /// What files and folders amount to: photos of one person, or people.
    struct Contents {
        QStringList photos;
        QString name, folder;
        std::vector<Person> people;
        QString rosterFile;
        Roster roster;
    };
    static Contents contentsOf(const QStringList& paths, JobContext& context);
    void take(const Contents& contents);
    void forget();
    void showProblems();
    struct Mailbox;  // what a job has found so far, picked up at the pace of its progress

    QWidget* makeList();
    void judge();
    void enrolOne();
    /// Of a folder of folders, of folders, or of a roster; one of the three.
    void enrolPeople(const QString& folder, const std::vector<Person>& people, const Roster& roster,
                     int refusedBefore);
    void enrolRetried();
    void hideEnrolled(bool hide);
    void showSum(int people, int photos, int refused);
    bool severalPeople() const;
    void hold(std::vector<HeldPerson> held);
    void askNext();
    void answer(DuplicateAnswer answer);
    void showCamera(bool show);
    void watch(JobHandle* job, std::shared_ptr<Mailbox> mailbox);
    void collect(Mailbox& mailbox);
    void showOne(const EnrolledIdentity& person);
    void showState();
    void retranslate();

    Session& session_;
    EnrolModel model_;
    QSortFilterProxyModel shown_;  // without those that are enrolled, if asked so
    QString folder_;               // holds one folder a person; or
    std::vector<Person> people_;   // folders dropped together, one a person
    QString rosterFile_;           // or rows of a roster
    Roster roster_;
    std::vector<HeldPerson> held_;  // to be asked about, the first one now
    int asked_ = 0;                 // how many of this batch have been
    QPointer<JobHandle> job_;
    bool enrolling_ = false;

    QFrame* card_;
    EnrolForm* form_;
    QLabel *title_, *counts_, *legend_, *nothing_;
    QPushButton *enrol_, *retry_, *clear_, *close_;
    QCheckBox* hideEnrolled_;
    QListView* list_;
    QStackedWidget* side_;
    DuplicateQuestion* question_;
    CameraPage* camera_;
    Banner* banner_;
    JobStrip* strip_;
};

/// Why a row of a roster cannot be used and what to change; translated.
QString sentenceFor(const RosterProblem& problem);

}  // namespace lineament::ui
