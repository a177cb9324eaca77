#include "ui/widgets/wrapped_label.h"

#include <QEvent>

namespace lineament::ui {

WrappedLabel::WrappedLabel(int widthPx, QWidget* parent) : QLabel(parent) {
    setWordWrap(true);
    setFixedWidth(widthPx);
}

void WrappedLabel::setWords(const QString& words) {
    setText(words);
    setVisible(!words.isEmpty());
    takeHeight();
}

void WrappedLabel::changeEvent(QEvent* event) {
    QLabel::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) takeHeight();
}

void WrappedLabel::takeHeight() {
    const int height = heightForWidth(width());  // -1 for no text
    if (height > 0) setFixedHeight(height);
}

}  // namespace lineament::ui
