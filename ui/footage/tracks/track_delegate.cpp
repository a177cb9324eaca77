#include "ui/footage/tracks/track_delegate.h"

#include <QPainter>

#include "ui/footage/tracks/track_model.h"
#include "ui/footage/tracks/track_overlay.h"
#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

constexpr int kTrackRowPx = 60, kTrackShotPx = 46;

}  // namespace

QSize TrackDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {200, kTrackRowPx};
}

void TrackDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    const auto& theme = Theme::instance();
    const auto state = static_cast<TrackState>(index.data(TrackModel::StateRole).toInt());
    const QRect row = option.rect;
    painter->save();
    if (option.state & QStyle::State_Selected) {
        QColor shade = theme.color(Token::Accent);
        shade.setAlpha(option.state & QStyle::State_Active ? 52 : 34);
        painter->fillRect(row, shade);
        painter->fillRect(QRect(row.left(), row.top(), 3, row.height()), theme.color(Token::Accent));
    } else if (option.state & QStyle::State_MouseOver) {
        QColor shade = theme.color(Token::Text);
        shade.setAlpha(12);
        painter->fillRect(row, shade);
    }

    const QRect frame(row.left() + metrics::kSpace3, row.top() + (kTrackRowPx - kTrackShotPx) / 2,
                      kTrackShotPx, kTrackShotPx);
    painter->fillRect(frame, theme.color(Token::Canvas));
    const QImage shot = index.data(TrackModel::ShotRole).value<QImage>();
    if (!shot.isNull()) {
        QRect whole(QPoint(), shot.size().scaled(frame.size(), Qt::KeepAspectRatioByExpanding));
        whole.moveCenter(frame.center());
        painter->setRenderHint(QPainter::SmoothPixmapTransform);
        painter->setClipRect(frame);
        painter->drawImage(whole, shot);
        painter->setClipping(false);
    }
    paintMark(*painter, frame.adjusted(-1, -1, 1, 1), markOf(state));

    const QRect text =
        row.adjusted(metrics::kSpace3 + kTrackShotPx + metrics::kSpace3, 9, -metrics::kSpace3, -9);
    QFont font = option.font;
    font.setPixelSize(metrics::kTextPx);
    font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    const float similarity = index.data(TrackModel::SimilarityRole).toFloat();
    const QString number = similarity > 0 && state != TrackState::kUnknown
                               ? QString::number(static_cast<double>(similarity), 'f', 2)
                               : QString();
    const int numberWidth =
        number.isEmpty() ? 0 : painter->fontMetrics().horizontalAdvance(number) + metrics::kSpace2;
    painter->setPen(theme.color(Token::Text));
    painter->drawText(text, Qt::AlignLeft | Qt::AlignTop,
                      painter->fontMetrics().elidedText(index.data(TrackModel::NameRole).toString(),
                                                        Qt::ElideRight, text.width() - numberWidth));
    font.setWeight(QFont::Normal);
    painter->setFont(font);
    painter->drawText(text, Qt::AlignRight | Qt::AlignTop, number);

    font.setPixelSize(metrics::kTextPx - 1);
    painter->setFont(font);
    const QString word = wordOf(state);
    const int wordWidth = painter->fontMetrics().horizontalAdvance(word);
    painter->setPen(theme.ink(tokenOf(markOf(state))));
    painter->drawText(text, Qt::AlignRight | Qt::AlignBottom, word);
    painter->setPen(theme.ink(Token::Muted));
    const QString times = timeText(index.data(TrackModel::FirstMsRole).toDouble(), 1) +
                          QStringLiteral(" – ") + timeText(index.data(TrackModel::LastMsRole).toDouble(), 1);
    painter->drawText(text, Qt::AlignLeft | Qt::AlignBottom,
                      painter->fontMetrics().elidedText(times, Qt::ElideRight,
                                                        text.width() - wordWidth - metrics::kSpace2));
    painter->setPen(theme.color(Token::Line));
    painter->drawLine(row.bottomLeft(), row.bottomRight());
    painter->restore();
}

}  // namespace lineament::ui
