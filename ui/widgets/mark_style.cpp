#include "ui/widgets/mark_style.h"

#include <QPainterPath>

namespace lineament::ui {

Token tokenOf(Mark mark) {
    switch (mark) {
        case Mark::Confirmed:
            return Token::Match;
        case Mark::Suggested:
            return Token::Review;
        case Mark::Unknown:
            return Token::Unknown;
        case Mark::Rejected:
        case Mark::Watchlist:
            return Token::Alert;
        case Mark::Synthetic:
            return Token::Synthetic;
        case Mark::Plain:
            break;
    }
    return Token::Muted;
}

Token tokenOf(ListColour colour) {
    switch (colour) {
        case ListColour::kAmber:
            return Token::Review;
        case ListColour::kGreen:
            return Token::Match;
        case ListColour::kBlue:
            return Token::Accent;
        case ListColour::kViolet:
            return Token::Unknown;
        case ListColour::kRed:
            break;
    }
    return Token::Alert;
}

QPen penOf(Mark mark, qreal width, std::optional<Token> colour) {
    QPen pen(Theme::instance().color(colour.value_or(tokenOf(mark))), width, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin);
    if (mark == Mark::Suggested) pen.setDashPattern({4, 2.5});
    if (mark == Mark::Unknown) {
        pen.setCapStyle(Qt::RoundCap);
        pen.setDashPattern({0.1, 2.2});
    }
    if (mark == Mark::Plain) pen.setWidthF(qMax(1.0, width / 2));
    return pen;
}

void paintMark(QPainter& painter, const QRectF& rect, Mark mark, qreal width, std::optional<Token> colour) {
    painter.save();
    const QPen pen = penOf(mark, width, colour);
    const QRectF line = rect.adjusted(width / 2, width / 2, -width / 2, -width / 2);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(pen);
    switch (mark) {
        case Mark::Watchlist: {
            const qreal gap = width * 2;
            painter.drawRect(line);
            painter.drawRect(line.adjusted(gap, gap, -gap, -gap));
            QPainterPath flag(rect.topLeft());
            flag.lineTo(rect.topLeft() + QPointF(8 * width, 0));
            flag.lineTo(rect.topLeft() + QPointF(0, 8 * width));
            flag.closeSubpath();
            painter.fillPath(flag, pen.color());
            break;
        }
        case Mark::Rejected: {
            painter.drawRect(line);
            const qreal reach = qMin(rect.width(), rect.height()) / 3;
            painter.setRenderHint(QPainter::Antialiasing);
            painter.drawLine(line.topRight() + QPointF(-reach, 0), line.topRight() + QPointF(0, reach));
            break;
        }
        case Mark::Synthetic: {
            const qreal edge = width * 3;
            QPainterPath ring;
            ring.addRect(rect);
            ring.addRect(rect.adjusted(edge, edge, -edge, -edge));
            painter.fillPath(ring, QBrush(pen.color(), Qt::BDiagPattern));
            painter.setPen(QPen(pen.color(), 1));
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5));
            break;
        }
        case Mark::Unknown:
            painter.setRenderHint(QPainter::Antialiasing);
            painter.drawRect(line);
            break;
        default:
            painter.drawRect(line);
    }
    painter.restore();
}

}  // namespace lineament::ui
