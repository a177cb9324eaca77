#include "ui/footage/people_of_case/people_delegate.h"

#include <QPainter>

#include "ui/footage/people_of_case/people_model.h"
#include "ui/footage/tracks/track_overlay.h"
#include "ui/theme/theme.h"
#include "ui/widgets/mark_style.h"

namespace lineament::ui {
namespace {

constexpr int kPersonRowPx = 56, kHeadPx = 30, kShotPx = 44;

}  // namespace

PeopleDelegate::PeopleDelegate(ThumbCache& shots, QObject* parent)
    : QStyledItemDelegate(parent), shots_(shots) {}

QSize PeopleDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
    return {200, index.data(PeopleModel::HeaderRole).toBool() ? kHeadPx : kPersonRowPx};
}

void PeopleDelegate::paintHead(QPainter* painter, const QRect& row, const QModelIndex& index) const {
    const auto& theme = Theme::instance();
    painter->fillRect(row, theme.color(Token::Base));
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme.color(Token::Muted));
    painter->setRenderHint(QPainter::Antialiasing);
    const QPointF at(row.left() + metrics::kSpace4, row.center().y() + 1);
    if (index.data(PeopleModel::FoldedRole).toBool())
        painter->drawPolygon(QPolygonF({at + QPointF(-3, -5), at + QPointF(4, 0), at + QPointF(-3, 5)}));
    else
        painter->drawPolygon(QPolygonF({at + QPointF(-5, -3), at + QPointF(5, -3), at + QPointF(0, 4)}));
    QFont font = painter->font();
    font.setPixelSize(metrics::kTextPx - 1);
    font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    painter->setPen(theme.ink(Token::Muted));
    painter->drawText(row.adjusted(metrics::kSpace5 + metrics::kSpace1, 0, 0, 0),
                      Qt::AlignVCenter | Qt::AlignLeft, index.data(PeopleModel::NameRole).toString());
}

void PeopleDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                           const QModelIndex& index) const {
    const auto& theme = Theme::instance();
    const QRect row = option.rect;
    painter->save();
    if (index.data(PeopleModel::HeaderRole).toBool()) {
        paintHead(painter, row, index);
        painter->restore();
        return;
    }
    if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
        const bool selected = option.state & QStyle::State_Selected;
        QColor shade = theme.color(selected ? Token::Accent : Token::Text);
        shade.setAlpha(selected ? (option.state & QStyle::State_Active ? 52 : 34) : 12);
        painter->fillRect(row, shade);
        if (selected)
            painter->fillRect(QRect(row.left(), row.top(), 3, row.height()), theme.color(Token::Accent));
    }
    const auto state = static_cast<TrackState>(index.data(PeopleModel::StateRole).toInt());
    const QRect frame(row.left() + metrics::kSpace3, row.top() + (kPersonRowPx - kShotPx) / 2, kShotPx,
                      kShotPx);
    painter->fillRect(frame, theme.color(Token::Canvas));
    if (const QImage shot = shots_.get(index.data(PeopleModel::ShotKeyRole).toLongLong()); !shot.isNull()) {
        QRect whole(QPoint(), shot.size().scaled(frame.size(), Qt::KeepAspectRatioByExpanding));
        whole.moveCenter(frame.center());
        painter->setRenderHint(QPainter::SmoothPixmapTransform);
        painter->setClipRect(frame);
        painter->drawImage(whole, shot);
        painter->setClipping(false);
    }
    const QVariant marked = index.data(PeopleModel::MarkedRole);
    if (marked.isValid())
        paintMark(*painter, frame.adjusted(-1, -1, 1, 1), Mark::Watchlist, 2,
                  static_cast<Token>(marked.toInt()));
    else
        paintMark(*painter, frame.adjusted(-1, -1, 1, 1), markOf(state));

    const QRect text = row.adjusted(metrics::kSpace3 + kShotPx + metrics::kSpace3, 8, -metrics::kSpace3, -8);
    QFont font = option.font;
    font.setPixelSize(metrics::kTextPx);
    font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    const double similarity = index.data(PeopleModel::SimilarityRole).toDouble();
    const QString number = similarity > 0 ? QString::number(similarity, 'f', 2) : QString();
    const int numberWidth =
        number.isEmpty() ? 0 : painter->fontMetrics().horizontalAdvance(number) + metrics::kSpace2;
    painter->setPen(theme.color(Token::Text));
    painter->drawText(text, Qt::AlignLeft | Qt::AlignTop,
                      painter->fontMetrics().elidedText(index.data(PeopleModel::NameRole).toString(),
                                                        Qt::ElideRight, text.width() - numberWidth));
    font.setWeight(QFont::Normal);
    painter->setFont(font);
    painter->drawText(text, Qt::AlignRight | Qt::AlignTop, number);
    font.setPixelSize(metrics::kTextPx - 1);
    painter->setFont(font);
    painter->setPen(theme.ink(Token::Muted));
    painter->drawText(text, Qt::AlignLeft | Qt::AlignBottom,
                      painter->fontMetrics().elidedText(index.data(PeopleModel::DetailRole).toString(),
                                                        Qt::ElideRight, text.width()));
    painter->setPen(theme.color(Token::Line));
    painter->drawLine(row.bottomLeft(), row.bottomRight());
    painter->restore();
}

}  // namespace lineament::ui
