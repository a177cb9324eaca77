#pragma once

#include <QList>
#include <QPen>
#include <QString>
#include <QWidget>

namespace lineament::ui {

/// Title and curves' names above a chart, in as many rows as they need; a click hides or shows a curve.
class PlotLegend : public QWidget {
    Q_OBJECT
  public:
    struct Entry {
        QString id, name;
        QPen pen;
        bool visible = true;
    };
    explicit PlotLegend(QWidget* parent = nullptr);
    void setTitle(const QString& title);
    void setEntries(QList<Entry> entries);
    const QList<Entry>& entries() const { return entries_; }

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {80, 0}; }

  Q_SIGNALS:
    void toggled(const QString& id);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    bool event(QEvent* event) override;

  private:
    /// Places of the title (first) and the entries, for a width.
    QList<QRect> layOut(int width) const;
    QFont smallFont() const;
    QFont titleFont() const;

    QString title_;
    QList<Entry> entries_;
};

}  // namespace lineament::ui
