#include "ui/evaluate/evaluation_entry.h"

#include <QLocale>
#include <algorithm>
#include <cmath>

namespace lineament::ui {

QString RunSettings::name() const {
    QStringList parts{recogniser};
    if (!detector.isEmpty()) parts << detector;
    if (treatment.degrade) parts << QString::fromStdString(treatment.degrade->text());
    if (!treatment.enhance.empty()) parts << QString::fromStdString(enhance::chainText(treatment.enhance));
    if (treatment.oracleAlignment) parts << QStringLiteral("oracle");
    if (leaveOutMarked) parts << tr("without marked labels");
    return parts.join(QStringLiteral(" · "));
}

std::int64_t EvaluationEntry::mated() const {
    if (result && result->rates) return result->rates->mated();
    return soFar.mated;
}

bool EvaluationEntry::sameListAs(const EvaluationEntry& other) const {
    return result && other.result && result->list && other.result->list &&
           result->list->pairs.size() == other.result->list->pairs.size() &&
           result->list->pictures == other.result->list->pictures;
}

QString nameAmong(const EvaluationEntry& entry, const EvaluationEntries& entries) {
    const bool differ = std::any_of(entries.begin(), entries.end(), [&](const auto& other) {
        return other->protocolName != entry.protocolName;
    });
    return differ ? entry.settings.name() + QStringLiteral(" · ") + entry.protocolName
                  : entry.settings.name();
}

std::optional<std::pair<double, double>> bandAt(const std::vector<RatePoint>& curve, double rate) {
    // By falling rate: the first point that does not lie above it.
    for (const auto& point : curve)
        if (point.fmr <= rate * (1 + 1e-9)) return std::pair(point.low, point.high);
    return std::nullopt;
}

QString percentText(double share) {
    if (!std::isfinite(share)) return QStringLiteral("–");
    const double percent = 100 * share;
    const int digits = percent == 0 || percent >= 10 ? 1 : percent >= 1 ? 2 : 3;
    return QLocale().toString(percent, 'f', digits) + QStringLiteral("\u00a0%");
}

QString rateText(double rate) {
    return QString::number(rate, 'g', 3);
}

std::optional<double> rateFromText(QString text) {
    text = text.replace(QChar(0xa0), QLatin1Char(' ')).trimmed();
    double divisor = 1;
    if (text.endsWith(QLatin1Char('%'))) {
        divisor = 100;
        text.chop(1);
    } else if (text.startsWith(QLatin1String("1/"))) {
        bool whole = false;
        const double number = text.mid(2).toDouble(&whole);
        if (!whole || number < 1) return std::nullopt;
        return 1 / number;
    }
    bool good = false;
    const double rate = text.replace(QLatin1Char(','), QLatin1Char('.')).toDouble(&good) / divisor;
    if (!good || !(rate > 0) || rate > 1) return std::nullopt;
    return rate;
}

}  // namespace lineament::ui
