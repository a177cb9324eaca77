#pragma once

#include <QIconEngine>
#include <QString>
#include <optional>

#include "ui/theme/theme.h"

namespace lineament::ui {

/// Paints one line icon in a colour of the theme that is current when it is painted. Thread: GUI.
class IconEngine : public QIconEngine {
  public:
    IconEngine(QString name, std::optional<Token> token);

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override;
    QIconEngine* clone() const override;

  private:
    QColor color(QIcon::Mode mode) const;

    QString name_;
    std::optional<Token> token_;
};

}  // namespace lineament::ui
