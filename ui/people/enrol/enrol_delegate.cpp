#include "ui/people/enrol/enrol_delegate.h"

#include <QPainter>

#include "ui/people/enrol/enrol_model.h"
#include "ui/people/quality_bars.h"
#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

constexpr int kRowPx = 68, kCropPx = 56;

}  // namespace

QSize EnrolDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {240, kRowPx};
}

void EnrolDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    const auto& theme = Theme::instance();
    const auto state = static_cast<EnrolPhoto::State>(index.data(EnrolModel::StateRole).toInt());
    painter->save();
    if (option.state & QStyle::State_Selected) {
        QColor shade = theme.color(Token::Accent);
        shade.setAlpha(34);
        painter->fillRect(option.rect, shade);
    }
    const QRect row = option.rect.adjusted(metrics::kSpace2, 0, -metrics::kSpace3, 0);
    const QRect crop(row.left(), row.top() + (kRowPx - kCropPx) / 2, kCropPx, kCropPx);
    painter->fillRect(crop, theme.color(Token::Canvas));
    if (const auto image = index.data(EnrolModel::CropRole).value<QImage>(); !image.isNull()) {
        QRect at(QPoint(), image.size().scaled(crop.size(), Qt::KeepAspectRatio));
        at.moveCenter(crop.center());
        painter->setRenderHint(QPainter::SmoothPixmapTransform);
        painter->drawImage(at, image);
    }
    const auto [icon, token] = [&]() -> std::pair<const char*, Token> {
        switch (state) {
            case EnrolPhoto::State::Good:
                return {"circle-check", Token::Match};
            case EnrolPhoto::State::Enrolled:
                return {"user-check", Token::Match};
            case EnrolPhoto::State::Refused:
                return {"circle-x", Token::Alert};
            case EnrolPhoto::State::Waiting:
                break;
        }
        return {"clock", Token::Muted};
    }();
    QRect text(crop.right() + metrics::kSpace3, row.top() + 8, 0, kRowPx - 16);
    text.setRight(row.right());
    if (const QVariant quality = index.data(EnrolModel::QualityRole); quality.isValid()) {
        const QRect bars(row.right() - kQualityBarsWidth, row.top() + 14, kQualityBarsWidth, kRowPx - 28);
        paintQualityBars(*painter, bars, quality.value<Quality>());
        text.setRight(bars.left() - metrics::kSpace3);
    }
    theme.icon(QString::fromLatin1(icon), token)
        .paint(painter, text.left(), text.top(), metrics::kIconSmall, metrics::kIconSmall);
    QFont font = option.font;
    font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    painter->setPen(theme.color(Token::Text));
    QString title = index.data(Qt::DisplayRole).toString();
    if (const QString person = index.data(EnrolModel::PersonRole).toString(); !person.isEmpty())
        title = person + QStringLiteral(" · ") + title;
    const QRect line(text.left() + metrics::kIconSmall + 6, text.top(),
                     text.width() - metrics::kIconSmall - 6, metrics::kIconSmall + 2);
    painter->drawText(line, Qt::AlignVCenter | Qt::AlignLeft,
                      painter->fontMetrics().elidedText(title, Qt::ElideMiddle, line.width()));
    font.setWeight(QFont::Normal);
    font.setPixelSize(metrics::kTextPx - 1);
    painter->setFont(font);
    painter->setPen(theme.ink(state == EnrolPhoto::State::Refused ? Token::Alert : Token::Muted));
    painter->drawText(text.adjusted(0, metrics::kIconSmall + 4, 0, 4),
                      Qt::AlignTop | Qt::AlignLeft | Qt::TextWordWrap,
                      index.data(EnrolModel::ReasonRole).toString());
    painter->setPen(theme.color(Token::Line));
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    painter->restore();
}

}  // namespace lineament::ui
