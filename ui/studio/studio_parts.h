#pragma once

#include <QImage>
#include <QLabel>
#include <QToolButton>

namespace lineament::ui {

class ImageCanvas;

/// Small heading of a group.
QLabel* makeCaption();
/// Quiet words that wrap.
QLabel* makeNote();
QToolButton* makeIconButton(const QString& id, const QString& icon);
void setHint(QToolButton* button, const QString& text);
/// Shows a generated picture with the edge that says so; a null one clears the canvas.
void showGenerated(ImageCanvas& canvas, const QImage& picture);

}  // namespace lineament::ui
