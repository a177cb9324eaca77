#include "ui/help/help_pages.h"

#include <QFile>
#include <QRegularExpression>
#include <algorithm>

namespace lineament::ui {
namespace {

constexpr const char* kIds[] = {"footage",  "people",   "compare",     "studio", "enhance",
                                "presence", "evaluate", "preferences", "terms",  "match"};
constexpr int kExcerpt = 70, kTitleWeight = 100, kEntryWeight = 20;

/// Without what Markdown writes between words.
QString plain(const QString& markdown) {
    static const QRegularExpression kLink(QStringLiteral("\\[([^\\]]*)\\]\\([^)]*\\)"));
    static const QRegularExpression kMarks(QStringLiteral("[*`#|]|^-+$"));
    static const QRegularExpression kSpace(QStringLiteral("\\s+"));
    return QString(markdown)
        .replace(kLink, QStringLiteral("\\1"))
        .remove(kMarks)
        .replace(kSpace, QStringLiteral(" "))
        .trimmed();
}

QString around(const QString& text, qsizetype at) {
    qsizetype from = std::max<qsizetype>(0, at - kExcerpt / 3);
    if (from > 0)  // not with the end of the sentence before
        while (from < at && !text[from].isLetterOrNumber())
            ++from;
    return (from > 0 ? QStringLiteral("…") : QString()) + text.mid(from, kExcerpt) +
           (from + kExcerpt < text.size() ? QStringLiteral("…") : QString());
}

}  // namespace

QList<HelpPage> helpPages(const QString& language) {
    QList<HelpPage> pages;
    for (const char* id : kIds) {
        HelpPage page;
        page.id = QString::fromLatin1(id);
        for (const auto& code : {language, QStringLiteral("en")}) {
            QFile file(QStringLiteral(":/help/%1/%2.md").arg(code, page.id));
            if (!file.open(QIODevice::ReadOnly)) continue;
            page.markdown = QString::fromUtf8(file.readAll());
            break;
        }
        page.title = page.markdown.section(QLatin1Char('\n'), 0, 0).remove(QLatin1Char('#')).trimmed();
        pages << page;
    }
    return pages;
}

QList<HelpHit> findHelp(const QList<HelpPage>& pages, const QString& query) {
    const QStringList words = query.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    QList<HelpHit> hits;
    for (const auto& page : pages) {
        const QString text = plain(page.markdown);
        HelpHit hit{page.id, {}, 0};
        bool all = true;
        for (const auto& word : words) {
            const auto count = text.count(word, Qt::CaseInsensitive);
            all = all && count > 0;
            hit.found += static_cast<int>(count);
            // Where it is explained: a paragraph that begins with it.
            const QRegularExpression entry(
                QStringLiteral("^\\*\\*[^*]*\\b%1\\b").arg(QRegularExpression::escape(word)),
                QRegularExpression::MultilineOption | QRegularExpression::CaseInsensitiveOption |
                    QRegularExpression::UseUnicodePropertiesOption);
            if (page.markdown.contains(entry)) hit.found += kEntryWeight;
            if (page.title.contains(word, Qt::CaseInsensitive)) hit.found += kTitleWeight;
        }
        if (!all) continue;
        if (!words.isEmpty()) hit.excerpt = around(text, text.indexOf(words.front(), 0, Qt::CaseInsensitive));
        hits << hit;
    }
    std::stable_sort(hits.begin(), hits.end(),
                     [](const auto& a, const auto& b) { return a.found > b.found; });
    return hits;
}

}  // namespace lineament::ui
