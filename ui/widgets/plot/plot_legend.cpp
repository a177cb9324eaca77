#include "ui/widgets/plot/plot_legend.h"

#include <QMouseEvent>
#include <QPainter>

#include "ui/theme/theme.h"

namespace lineament::ui {

namespace {
constexpr int kSample = 18, kLegendGap = metrics::kSpace1, kBetween = metrics::kSpace3, kLegendRow = 18;
}

PlotLegend::PlotLegend(QWidget* parent) : QWidget(parent) {
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QFont PlotLegend::smallFont() const {
    QFont font = this->font();
    font.setPixelSize(metrics::kSmallTextPx);
    return font;
}

QFont PlotLegend::titleFont() const {
    QFont font = this->font();
    font.setPixelSize(metrics::kSmallTextPx + 1);
    font.setWeight(QFont::DemiBold);
    return font;
}

void PlotLegend::setTitle(const QString& title) {
    title_ = title;
    updateGeometry();
    update();
}

void PlotLegend::setEntries(QList<Entry> entries) {
    entries_ = std::move(entries);
    updateGeometry();
    update();
}

QList<QRect> PlotLegend::layOut(int width) const {
    QList<QRect> places;
    int x = metrics::kSpace2, y = 2;
    const auto place = [&](int wanted) {
        if (x > metrics::kSpace2 && x + wanted > width) {
            x = metrics::kSpace2;
            y += kLegendRow;
        }
        places << QRect(x, y, qMin(wanted, qMax(1, width - x)), kLegendRow);
        x += wanted + kBetween;
    };
    if (title_.isEmpty())
        places << QRect();
    else
        place(QFontMetrics(titleFont()).horizontalAdvance(title_) + kLegendGap);
    const QFontMetrics metrics(smallFont());
    for (const auto& entry : entries_)
        place(kSample + kLegendGap + metrics.horizontalAdvance(entry.name) + 2);
    return places;
}

int PlotLegend::heightForWidth(int width) const {
    if (title_.isEmpty() && entries_.isEmpty()) return 0;
    return layOut(width).last().bottom() + 3;
}

QSize PlotLegend::sizeHint() const {
    return {240, heightForWidth(qMax(240, width()))};
}

void PlotLegend::paintEvent(QPaintEvent*) {
    const auto& theme = Theme::instance();
    QPainter painter(this);
    const auto places = layOut(width());
    if (!title_.isEmpty()) {
        painter.setFont(titleFont());
        painter.setPen(theme.color(Token::Text));
        painter.drawText(places[0], Qt::AlignVCenter | Qt::AlignLeft, title_);
    }
    painter.setFont(smallFont());
    for (int i = 0; i < entries_.size(); ++i) {
        const QRect place = places[i + 1];
        const auto& entry = entries_[i];
        if (entry.visible) {
            QPen pen = entry.pen;
            pen.setWidthF(2);
            painter.setPen(pen);
            painter.drawLine(place.left(), place.center().y(), place.left() + kSample, place.center().y());
        }
        painter.setPen(entry.visible ? theme.color(Token::Text) : theme.color(Token::Muted));
        QFont font = smallFont();
        font.setStrikeOut(!entry.visible);
        painter.setFont(font);
        painter.drawText(place.adjusted(kSample + kLegendGap, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                         entry.name);
    }
}

void PlotLegend::mouseReleaseEvent(QMouseEvent* event) {
    const auto places = layOut(width());
    for (int i = 0; i < entries_.size(); ++i)
        if (places[i + 1].contains(event->position().toPoint())) {
            Q_EMIT toggled(entries_[i].id);
            return;
        }
}

bool PlotLegend::event(QEvent* event) {
    if (event->type() == QEvent::Resize) updateGeometry();
    return QWidget::event(event);
}

}  // namespace lineament::ui
