#pragma once

#include <QImage>
#include <QTimer>
#include <QWidget>
#include <optional>
#include <vector>

#include "core/domain/track.h"
#include "ui/bridge/session.h"

class QAction;
class QLabel;
class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace lineament::ui {

/// Why a track is named as it is: its looks and how good they are, its similarity against the threshold and
/// what false match rate that stands for, and the competing identities, each with the very sample that gave
/// the similarity. Thread: GUI; searches in a job.
class WhyInspector : public QWidget {
    Q_OBJECT
  public:
    struct Actions {
        QAction *confirm, *reject, *name;
    };
    WhyInspector(Session& session, const Actions& actions, QWidget* parent = nullptr);

    /// Shows a track; nothing if empty. `title` is the name it goes by.
    void show(const Track* track, const QString& title);
    /// What the last search found, best first: offered when the user names the track.
    const std::vector<Candidate>& candidates() const { return answer_.identification.candidates; }

    bool searching() const { return searching_; }

  Q_SIGNALS:
    void lookChosen(double ms);
    void candidateChosen(qint64 identity, const QString& name);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    struct Reference {
        QImage crop;     ///< of the sample; null where there is none
        QString origin;  ///< the file it came from, and where in it
        float quality = 0;
    };
    struct Answer {
        Identification identification;
        std::vector<Reference> references;  ///< as the candidates
        std::vector<QImage> looks;          ///< as the shots of the track
        std::size_t people = 0;
    };
    Answer answerFor(Workspace& workspace, const Track& track, JobContext& context) const;
    void search();
    void showAnswer();
    void showLooks();
    QString gateSentence() const;
    void retranslate();
    QPushButton* button(QAction* action, const char* role);

    Session& session_;
    std::optional<Track> track_;
    QString titleText_;
    Answer answer_;
    int asked_ = 0;  // stamp of the newest question: older answers are dropped
    QTimer delay_;
    QLabel *title_, *state_, *numbers_, *meaning_, *gates_, *nearestTitle_;
    QListWidget *looks_, *nearest_;
    QPushButton *confirm_, *reject_, *name_;
    QWidget* body_;
    QLabel* nothing_;
    bool searching_ = false;
};

}  // namespace lineament::ui
