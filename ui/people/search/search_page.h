#pragma once

#include <QImage>
#include <QWidget>
#include <vector>

#include "core/pipelines/identify.h"
#include "ui/bridge/session.h"

class QComboBox;
class QLabel;
class QPushButton;
class QTableWidget;

namespace lineament::ui {

class Banner;
class ImageCanvas;
class JobStrip;

/// Whom in the gallery does this face look like: a picture, its faces, and for the one chosen the candidates
/// with ranks, similarity and threshold. Investigation shows the fifty most similar for a person to judge;
/// identification only those who reach the threshold, and says so when it is nobody. Every search is audited.
/// Thread: GUI; searches in jobs.
class SearchPage : public QWidget {
    Q_OBJECT
  public:
    static constexpr int kMostCandidates = 50;
    enum class Mode { Investigation, Identification };
    explicit SearchPage(Session& session, QWidget* parent = nullptr);

    void search(const QString& picture);
    void setMode(Mode mode);
    bool busy() const { return busy_; }
    int candidates() const;

  Q_SIGNALS:
    void closeRequested();
    void showRequested(qint64 person);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    struct Answer {
        QImage picture;
        ImageFaces faces;
        std::vector<std::vector<QImage>> portraits;  ///< as the candidates of each face
        std::optional<Rejection> rejection;
        double fpir = 0;
    };
    static Answer answerFor(Workspace& workspace, const QString& picture, JobContext& context);
    void choose();
    void take(Answer answer);
    void showFace();
    void showDecision();
    Mode mode() const;
    void retranslate();

    Session& session_;
    QString path_;
    Answer answer_;
    int face_ = 0;
    bool busy_ = false;
    QLabel *title_, *decision_, *modeLabel_, *hint_;
    QComboBox* mode_;
    QPushButton *choose_, *close_;
    Banner* banner_;
    JobStrip* strip_;
    ImageCanvas* canvas_;
    QTableWidget* list_;
};

}  // namespace lineament::ui
