#pragma once

#include <QListWidget>

namespace lineament::ui {

/// Small pictures in a row that scrolls sideways, with names below where they have any: the history,
/// favourites, samples, keys of a walk. Thread: GUI.
class FaceStrip : public QListWidget {
    Q_OBJECT
  public:
    struct Face {
        QImage picture;  ///< null: a place for one that is being drawn
        QString name, hint;
        bool generated = true;  ///< wears the synthetic edge
    };
    explicit FaceStrip(int picturePx, bool named, QWidget* parent = nullptr);
    /// Keeps the current row and the scroll position.
    void setFaces(const QList<Face>& faces);
    void setPicture(int row, const QImage& picture);
    int picturePx() const { return picturePx_; }
    /// Said while there is no face.
    void setEmptyText(const QString& text);

  Q_SIGNALS:
    void renamed(int row, const QString& name);

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    QIcon iconOf(const QImage& picture, bool generated) const;
    int picturePx_;
    QString emptyText_;
    bool named_, showing_ = false;
};

}  // namespace lineament::ui
