#include "ui/help/help_window.h"

#include <gtest/gtest.h>

#include <QRegularExpression>
#include <QTest>
#include <QTextBrowser>
#include <QUrl>

#include "tests/ui/support/ui_test.h"
#include "ui/bridge/language.h"
#include "ui/widgets/search_field.h"

using namespace lineament::ui;
using lineament::test::waitUntil;

TEST(HelpPages, EveryPageIsThereInBothLanguagesAndLinksLeadSomewhere) {
    const auto english = helpPages(QStringLiteral("en")), chinese = helpPages(QStringLiteral("zh_CN"));
    ASSERT_EQ(english.size(), chinese.size());
    QStringList ids;
    for (const auto& page : english)
        ids << page.id;
    for (const char* desk :
         {"footage", "people", "compare", "studio", "enhance", "presence", "evaluate", "preferences"})
        EXPECT_TRUE(ids.contains(QLatin1String(desk))) << desk;
    static const QRegularExpression kLink(QStringLiteral("\\]\\(([a-z]+)\\.md\\)"));
    static const QRegularExpression kHan(QStringLiteral("\\p{Han}"));
    for (qsizetype i = 0; i < english.size(); ++i) {
        EXPECT_GT(english[i].markdown.size(), 300) << ids[i].toStdString();
        EXPECT_FALSE(english[i].title.isEmpty());
        EXPECT_TRUE(chinese[i].title.contains(kHan)) << ids[i].toStdString();
        QStringList links;
        for (const auto* page : {&english[i], &chinese[i]}) {
            QStringList found;
            for (auto it = kLink.globalMatch(page->markdown); it.hasNext();)
                found << it.next().captured(1);
            for (const auto& link : found)
                EXPECT_TRUE(ids.contains(link)) << link.toStdString();
            found.sort();
            if (page == &english[i])
                links = found;
            else
                EXPECT_EQ(found, links) << "the languages tell the same of " << ids[i].toStdString();
        }
    }
    EXPECT_EQ(helpPages(QStringLiteral("fr")).front().markdown, english.front().markdown);
}

TEST(HelpPages, AreFoundByAllTheirWordsTitlesFirst) {
    const auto pages = helpPages(QStringLiteral("en"));
    EXPECT_EQ(findHelp(pages, {}).size(), pages.size());
    const auto hits = findHelp(pages, QStringLiteral("fpir"));
    ASSERT_FALSE(hits.isEmpty());
    EXPECT_EQ(hits.front().id, QStringLiteral("terms"));
    EXPECT_TRUE(hits.front().excerpt.contains(QLatin1String("FPIR")));
    EXPECT_EQ(findHelp(pages, QStringLiteral("people")).front().id, QStringLiteral("people"));
    EXPECT_TRUE(findHelp(pages, QStringLiteral("fpir zebra")).isEmpty());
    EXPECT_EQ(findHelp(helpPages(QStringLiteral("zh_CN")), QStringLiteral("误配率")).front().id,
              QStringLiteral("terms"));
}

TEST(HelpWindow, OpensAPageFindsWordsFollowsLinksAndSpeaksTheWindowsLanguage) {
    HelpWindow window;
    window.open(QStringLiteral("evaluate"));
    window.show();
    EXPECT_EQ(window.current(), QStringLiteral("evaluate"));
    EXPECT_TRUE(window.page()->toPlainText().contains(QLatin1String("path_a,path_b,same")));
    QTest::keyClicks(window.search(), QStringLiteral("psi"));
    ASSERT_TRUE(waitUntil([&] { return window.current() == QLatin1String("terms"); }));
    EXPECT_LT(window.listed().size(), 10);
    Q_EMIT window.page()->anchorClicked(QUrl(QStringLiteral("match.md")));
    EXPECT_EQ(window.current(), QStringLiteral("match"));
    EXPECT_EQ(window.listed().size(), 10);
    window.open(QStringLiteral("nowhere"));
    EXPECT_EQ(window.current(), QStringLiteral("footage"));

    Language language;
    language.use(QStringLiteral("zh_CN"));
    QCoreApplication::sendPostedEvents();
    EXPECT_TRUE(window.page()->toPlainText().contains(QStringLiteral("录像")));
    EXPECT_EQ(lineament::test::clippedTexts(window), QStringList());
    language.use(QStringLiteral("en"));
    QTest::keyClick(&window, Qt::Key_Escape);
    EXPECT_FALSE(window.isVisible());
}
