#include "ui/shell/palette_items.h"

#include "tests/support/places.h"

using namespace lineament::ui;

namespace {

PaletteItem named(const char* text) {
    return {PaletteItem::Kind::Action, QString::fromUtf8(text), {}, {}, {}};
}

QStringList textsOf(const QList<PaletteItem>& items) {
    QStringList texts;
    for (const auto& item : items)
        texts << item.text;
    return texts;
}

}  // namespace

TEST(Palette, BeginningsComeBeforeWordsBeforeInsides) {
    const QList<PaletteItem> items = {named("Bananna"), named("Maria Anna"), named("Anna Lee"), named("Ulf")};
    EXPECT_EQ(
        textsOf(bestItems(items, QStringLiteral("anna"), 10)),
        QStringList({QStringLiteral("Anna Lee"), QStringLiteral("Maria Anna"), QStringLiteral("Bananna")}));
}

TEST(Palette, EveryWordOfTheQueryMustFit) {
    EXPECT_GT(fit(QStringLiteral("lee ann"), QStringLiteral("Anna Lee")), 0);
    EXPECT_EQ(fit(QStringLiteral("lee bob"), QStringLiteral("Anna Lee")), 0);
    EXPECT_GT(fit(QStringLiteral("rstlay"), QStringLiteral("Reset layout")), 0)
        << "letters that follow one another";
    EXPECT_GT(fit(QStringLiteral("林"), QStringLiteral("林黛玉")), 0);
}

TEST(Palette, AsManyAsAskedFor) {
    QList<PaletteItem> items;
    for (int i = 0; i < 1000; ++i)
        items << named("Person");
    EXPECT_EQ(bestItems(items, QStringLiteral("per"), 60).size(), 60);
    EXPECT_EQ(bestItems(items, {}, 5).size(), 5);
}
