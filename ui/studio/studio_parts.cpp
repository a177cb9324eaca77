#include "ui/studio/studio_parts.h"

#include "ui/theme/theme.h"
#include "ui/widgets/image_canvas.h"

namespace lineament::ui {

QLabel* makeCaption() {
    auto* label = new QLabel;
    label->setProperty("role", QStringLiteral("caption"));
    return label;
}

QLabel* makeNote() {
    auto* label = new QLabel;
    label->setProperty("role", QStringLiteral("muted"));
    label->setWordWrap(true);
    return label;
}

QToolButton* makeIconButton(const QString& id, const QString& icon) {
    auto* button = new QToolButton;
    button->setObjectName(id);
    button->setIcon(Theme::instance().icon(icon));
    button->setIconSize({metrics::kIconSmall, metrics::kIconSmall});
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void setHint(QToolButton* button, const QString& text) {
    button->setToolTip(text);
    button->setAccessibleName(text);
}

void showGenerated(ImageCanvas& canvas, const QImage& picture) {
    canvas.setImage(picture);
    QList<CanvasBox> edge;
    if (!picture.isNull())
        edge << CanvasBox{0, QRectF(QPointF(), QSizeF(picture.size())), Mark::Synthetic, {}, {}, false};
    canvas.setBoxes(edge);
}

}  // namespace lineament::ui
