#include "ui/shell/palette_items.h"

#include <algorithm>
#include <vector>

namespace lineament::ui {

namespace {

constexpr int kStart = 100, kWordStart = 60, kInside = 30, kScattered = 5;

int fitWord(const QString& word, const QString& text) {
    const auto at = text.indexOf(word, 0, Qt::CaseInsensitive);
    if (at == 0) return kStart;
    if (at > 0) return text[at - 1].isLetterOrNumber() ? kInside : kWordStart;
    qsizetype from = 0;
    for (const QChar letter : word) {
        from = text.indexOf(letter, from, Qt::CaseInsensitive);
        if (from < 0) return 0;
        ++from;
    }
    return kScattered;
}

}  // namespace

int fit(const QString& query, const QString& text) {
    int sum = 0;
    for (const auto& word : query.split(QLatin1Char(' '), Qt::SkipEmptyParts)) {
        const int one = fitWord(word, text);
        if (one == 0) return 0;
        sum += one;
    }
    return sum;
}

QList<PaletteItem> bestItems(const QList<PaletteItem>& items, const QString& query, int most) {
    if (query.trimmed().isEmpty()) return items.mid(0, most);
    std::vector<std::pair<int, const PaletteItem*>> scored;
    for (const auto& item : items)
        if (const int score = fit(query, item.text); score > 0) scored.emplace_back(score, &item);
    std::stable_sort(scored.begin(), scored.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    QList<PaletteItem> best;
    for (const auto& [score, item] : scored) {
        if (best.size() == most) break;
        best << *item;
    }
    return best;
}

}  // namespace lineament::ui
