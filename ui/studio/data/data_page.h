#pragma once

#include <QPointer>
#include <QWidget>
#include <memory>

#include "core/pipelines/synthetic/studio/make_set.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QSpinBox;
class QTableWidget;
class QToolButton;

namespace lineament::ui {

class Banner;
class JobHandle;
class JobStrip;
class Plot;
class Session;
class SetModel;
class ThumbGrid;

/// The tab that makes training sets: sources and rules on the left, faces, counts and what was left out on
/// the right. Thread: GUI.
class DataPage : public QWidget {
    Q_OBJECT
  public:
    explicit DataPage(Session& session, QWidget* parent = nullptr);

    void addSource(const QString& path);
    void setFolder(const QString& folder);
    void make();
    bool idle() const;
    const MadeSet& set() const { return set_; }

  Q_SIGNALS:
    void trainRequested(const QString& set);

  protected:
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

  private:
    QWidget* makeLeft();
    QWidget* makeRight();
    void showSet();
    void showState();
    void retranslate();

    Session& session_;
    MadeSet set_;
    bool made_ = false;
    QPointer<JobHandle> job_;
    SetModel* model_;
    Banner* banner_;
    JobStrip* strip_;
    QLabel *sourcesTitle_, *rulesTitle_, *folderLabel_, *sideLabel_, *qualityLabel_, *sharpnessLabel_,
        *duplicatesLabel_, *mostLabel_, *counts_;
    QListWidget* sources_;
    QToolButton *addFolder_, *addFiles_, *remove_;
    QCheckBox *gallery_, *tracks_, *label_, *everyFace_;
    QSpinBox *side_, *quality_, *sharpness_, *duplicates_, *most_;
    QLineEdit* folder_;
    QPushButton *make_, *train_;
    ThumbGrid* grid_;
    Plot *qualities_, *sharpnesses_, *labels_;
    QTableWidget* leftOut_;
};

}  // namespace lineament::ui
