#include "ui/people/quality_bars.h"

#include <QCoreApplication>
#include <QPainter>
#include <QStringList>
#include <array>

#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

constexpr int kBarPx = 7, kGapPx = 3;
constexpr float kGood = 50, kFair = 25;

Token tokenOf(float value) {
    return value >= kGood ? Token::Match : value >= kFair ? Token::Review : Token::Alert;
}

std::array<float, 5> measures(const Quality& quality) {
    return {quality.overall, quality.sharpness, quality.illumination, quality.pose, quality.size};
}

}  // namespace

void paintQualityBars(QPainter& painter, const QRect& rect, const Quality& quality) {
    const auto& theme = Theme::instance();
    int x = rect.left();
    for (const float value : measures(quality)) {
        const QRect groove(x, rect.top(), kBarPx, rect.height());
        painter.fillRect(groove, theme.color(Token::Line));
        const int height =
            std::clamp(qRound(static_cast<float>(rect.height()) * value / 100), 1, rect.height());
        painter.fillRect(groove.adjusted(0, rect.height() - height, 0, 0), theme.color(tokenOf(value)));
        x += kBarPx + kGapPx;
    }
}

QString qualityText(const Quality& quality) {
    static const char* const kNames[] = {
        QT_TRANSLATE_NOOP("Quality", "Overall %1"), QT_TRANSLATE_NOOP("Quality", "Sharpness %1"),
        QT_TRANSLATE_NOOP("Quality", "Light %1"), QT_TRANSLATE_NOOP("Quality", "Pose %1"),
        QT_TRANSLATE_NOOP("Quality", "Size %1")};
    QStringList lines;
    const auto values = measures(quality);
    for (std::size_t i = 0; i < values.size(); ++i)
        lines << QCoreApplication::translate("Quality", kNames[i]).arg(qRound(values[i]));
    return lines.join(QLatin1Char('\n'));
}

}  // namespace lineament::ui
