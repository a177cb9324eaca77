#include "ui/theme/theme.h"

#include <QApplication>
#include <QFontMetrics>
#include <QImage>
#include <QPalette>
#include <fstream>

#include "tests/support/places.h"
#include "ui/theme/style_sheet.h"

using namespace lineament::ui;

namespace {

constexpr Token kAll[] = {Token::Canvas, Token::Base,  Token::Raised,  Token::Line,
                          Token::Text,   Token::Muted, Token::Accent,  Token::Match,
                          Token::Review, Token::Alert, Token::Unknown, Token::Synthetic};
constexpr double kReadable = 4.5, kVisible = 3.0;

int coloured(const QImage& image, const QColor& color) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y).rgb() == color.rgb()) ++count;
    return count;
}

}  // namespace

TEST(Theme, ContrastIsThatOfTheStandard) {
    EXPECT_NEAR(Theme::contrast(Qt::black, Qt::white), 21.0, 1e-9);
    EXPECT_NEAR(Theme::contrast(QColor(0x77, 0x77, 0x77), Qt::white), 4.48, 0.01);
}

TEST(Theme, WordsReadOnEveryGround) {
    for (const bool dark : {true, false})
        for (const Token ground : {Token::Base, Token::Raised}) {
            const QColor back = Theme::color(ground, dark);
            EXPECT_GE(Theme::contrast(Theme::color(Token::Text, dark), back), kReadable)
                << dark << int(ground);
            EXPECT_GE(Theme::contrast(Theme::color(Token::Muted, dark), back), kReadable)
                << dark << int(ground);
        }
}

TEST(Theme, InkOfEveryTokenReadsOnEveryGround) {
    for (const bool dark : {true, false})
        for (const Token token : kAll)
            for (const Token ground : {Token::Base, Token::Raised, Token::Canvas})
                EXPECT_GE(Theme::contrast(Theme::ink(token, dark), Theme::color(ground, dark)), kReadable)
                    << "dark " << dark << " token " << int(token) << " on " << int(ground);
}

TEST(Theme, MarksAreSeenOnPanelsAndWindows) {
    for (const bool dark : {true, false})
        for (const Token token :
             {Token::Accent, Token::Match, Token::Review, Token::Alert, Token::Unknown, Token::Synthetic})
            for (const Token ground : {Token::Base, Token::Raised})
                EXPECT_GE(Theme::contrast(Theme::color(token, dark), Theme::color(ground, dark)), kVisible)
                    << "dark " << dark << " token " << int(token) << " on " << int(ground);
}

TEST(Theme, WordsReadOnTheAccent) {
    for (const auto mode : {ThemeMode::Dark, ThemeMode::Light}) {
        Theme::instance().apply(mode);
        EXPECT_GE(Theme::contrast(Theme::instance().onAccent(), Theme::instance().color(Token::Accent)),
                  kReadable);
    }
}

TEST(Theme, StyleSheetHasEveryPlaceholderFilledIn) {
    const QString sheet = styleSheet(Theme::instance());
    EXPECT_FALSE(sheet.contains(QLatin1Char('$')))
        << sheet.mid(sheet.indexOf(QLatin1Char('$')), 40).toStdString();
    EXPECT_TRUE(sheet.contains(Theme::instance().color(Token::Accent).name()));
}

TEST(Theme, ChangingItChangesPaletteAndTellsWidgets) {
    auto& theme = Theme::instance();
    theme.apply(ThemeMode::Dark);
    int told = 0;
    QObject context;
    QObject::connect(&theme, &Theme::changed, &context, [&] { ++told; });
    theme.apply(ThemeMode::Light);
    EXPECT_EQ(told, 1);
    EXPECT_FALSE(theme.dark());
    EXPECT_EQ(QApplication::palette().color(QPalette::Window), Theme::color(Token::Base, false));
}

TEST(Theme, FiguresHaveOneWidth) {
    const QFontMetrics font(QApplication::font());
    for (char digit = '1'; digit <= '9'; ++digit)
        EXPECT_EQ(font.horizontalAdvance(QLatin1Char(digit)), font.horizontalAdvance(QLatin1Char('0')))
            << digit;
}

TEST(ThemeIcons, EveryIconOfTheListPaintsInTheColourOfTheTheme) {
    std::ifstream list(lineament::test::sourceFolder() / "resources/icons/icons.txt");
    std::string name, hash;
    int icons = 0;
    for (const auto mode : {ThemeMode::Dark, ThemeMode::Light}) {
        Theme::instance().apply(mode);
        list.clear();
        list.seekg(0);
        while (list >> name >> hash) {
            const QIcon icon = Theme::instance().icon(QString::fromStdString(name));
            for (const int px : {16, 20, 40})
                EXPECT_GT(coloured(icon.pixmap(px).toImage(), Theme::instance().color(Token::Text)), 0)
                    << name << " at " << px;
            ++icons;
        }
    }
    EXPECT_GT(icons, 20);
}

TEST(ThemeIcons, OneMadeBeforeFollowsTheChange) {
    auto& theme = Theme::instance();
    theme.apply(ThemeMode::Dark);
    const QIcon icon = theme.icon(QStringLiteral("square"), Token::Alert);
    EXPECT_GT(coloured(icon.pixmap(20).toImage(), Theme::color(Token::Alert, true)), 0);
    theme.apply(ThemeMode::Light);
    EXPECT_GT(coloured(icon.pixmap(20).toImage(), Theme::color(Token::Alert, false)), 0);
}

TEST(ThemeIcons, AreSharpOnScaledScreens) {
    const QPixmap pixmap = Theme::instance().icon(QStringLiteral("play")).pixmap(QSize(16, 16), 2.0);
    EXPECT_EQ(pixmap.size(), QSize(32, 32));
    EXPECT_EQ(pixmap.devicePixelRatio(), 2.0);
}
