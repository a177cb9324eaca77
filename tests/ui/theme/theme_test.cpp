#include "ui/theme/theme.h"

#include <QApplication>
#include <QFontMetrics>
#include <QImage>
#include <QPalette>
#include <QRegularExpression>
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

TEST(Theme, InkReadsOnWhatIsSelectedOrHovered) {
    for (const bool dark : {true, false})
        for (const Token token : kAll)
            for (const QColor& ground : {selectionGround(dark), hoverGround(dark)})
                EXPECT_GE(Theme::contrast(Theme::ink(token, dark), ground), kReadable)
                    << "dark " << dark << " token " << int(token) << " on " << ground.name().toStdString();
}

TEST(Theme, EveryRuleOfTheStyleSheetReadsOnItsGroundAndEveryFocusRingIsSeen) {
    static const QRegularExpression kRule(QStringLiteral("([^{}]+)\\{([^}]*)\\}")),
        kInk(QStringLiteral("(?:^|[;\\s])color: (#[0-9a-f]{6})")),
        kGround(QStringLiteral("(?:^|[;\\s])background: (#[0-9a-f]{6})")),
        kSelected(QStringLiteral("selection-background-color: (#[0-9a-f]{6})")),
        kSelectedInk(QStringLiteral("selection-color: (#[0-9a-f]{6})")),
        kBorder(QStringLiteral("border(?:-bottom-color)?: (?:2px solid )?(#[0-9a-f]{6})"));
    for (const auto mode : {ThemeMode::Dark, ThemeMode::Light}) {
        Theme::instance().apply(mode);
        const bool dark = Theme::instance().dark();
        const QList<QColor> grounds{Theme::color(Token::Base, dark), Theme::color(Token::Raised, dark),
                                    Theme::color(Token::Canvas, dark)};
        const auto colourOf = [](const QRegularExpression& what, const QString& text) {
            const auto found = what.match(text);
            return found.hasMatch() ? QColor(found.captured(1)) : QColor();
        };
        int words = 0, rings = 0;
        for (auto rules = kRule.globalMatch(styleSheet(Theme::instance())); rules.hasNext();) {
            const auto rule = rules.next();
            const QString selector = rule.captured(1).trimmed(), body = rule.captured(2);
            const auto said = [&] { return selector.toStdString() + " dark " + std::to_string(dark); };
            // What is disabled need not read: it says by its paleness that it is.
            if (selector.contains(QLatin1String(":disabled"))) continue;
            const QColor ink = colourOf(kInk, body), ground = colourOf(kGround, body);
            if (ink.isValid()) {
                ++words;
                for (const QColor& under : ground.isValid() ? QList<QColor>{ground} : grounds)
                    EXPECT_GE(Theme::contrast(ink, under), kReadable) << said();
            }
            const QColor selected = colourOf(kSelected, body), selectedInk = colourOf(kSelectedInk, body);
            if (selected.isValid() && selectedInk.isValid())
                EXPECT_GE(Theme::contrast(selectedInk, selected), kReadable) << said();
            if (!selector.contains(QLatin1String(":focus"))) continue;
            const QColor ring = colourOf(kBorder, body);
            if (!ring.isValid()) continue;
            ++rings;
            for (const QColor& under : grounds)
                EXPECT_GE(Theme::contrast(ring, under), kVisible) << said();
        }
        EXPECT_GT(words, 20);
        EXPECT_GT(rings, 5);
    }
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
