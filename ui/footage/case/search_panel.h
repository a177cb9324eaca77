#pragma once

#include <QImage>
#include <QPixmap>
#include <QSet>
#include <QWidget>

#include "core/pipelines/cases/search_face.h"
#include "ui/bridge/session.h"

class QLabel;
class QListWidget;
class QPushButton;

namespace lineament::ui {

class CaseState;

/// Where a face appears, in this case and in all others: from a track or a dropped photo, most similar first.
/// Thread: GUI; searches in a job.
class SearchPanel : public QWidget {
    Q_OBJECT
  public:
    SearchPanel(Session& session, CaseState& state, QWidget* parent = nullptr);

    /// Looks for the face of a track.
    void searchTrack(const Track& track, const QString& name);
    /// Looks for the largest face of a photo.
    void searchPhoto(const QString& path);
    bool searching() const { return searching_; }
    int hits() const;

  Q_SIGNALS:
    void hitChosen(lineament::CaseId of, const QString& source, qint64 track, double ms);
    /// A search was answered: the tracks that reach the threshold, of whichever case.
    void answered(const QSet<qint64>& tracks);
    void photoWanted();
    void selectedWanted();

  protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    struct Answer {
        FaceSearch search;
        std::vector<QImage> crops;
    };
    void run(const QString& title, std::function<Template(const Workspace&)> probe);
    void showAnswer();
    QPixmap squareOf(const QImage& crop) const;
    void retranslate();

    Session& session_;
    CaseState& state_;
    Answer answer_;
    QString about_;
    bool searching_ = false, asked_ = false;
    int stamp_ = 0;
    QLabel* title_;
    QPushButton *selected_, *photo_;
    QListWidget* list_;
};

}  // namespace lineament::ui
