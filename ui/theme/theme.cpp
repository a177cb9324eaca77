#include "ui/theme/theme.h"

#include <QApplication>
#include <QFont>
#include <QPalette>
#include <QPixmapCache>
#include <QStyleHints>
#include <algorithm>
#include <array>
#include <cmath>

#include "ui/theme/control_style.h"
#include "ui/theme/icon_engine.h"
#include "ui/theme/style_sheet.h"

namespace lineament::ui {

namespace {

struct Shades {
    QRgb dark;
    QRgb light;
};

// In the order of Token.
constexpr std::array<Shades, kTokenCount> kShades = {{
    {0xFF121317, 0xFFD9DBDF},  // Canvas
    {0xFF1A1C21, 0xFFF4F5F7},  // Base
    {0xFF23262D, 0xFFFFFFFF},  // Raised
    {0xFF343843, 0xFFCDD1D9},  // Line
    {0xFFE7E9ED, 0xFF1B1E24},  // Text
    {0xFF98A0AE, 0xFF5A6270},  // Muted
    {0xFF5B9BFF, 0xFF1F66D6},  // Accent
    {0xFF43B581, 0xFF1E8E5A},  // Match
    {0xFFE2A93B, 0xFFA86F00},  // Review
    {0xFFE5605E, 0xFFC8302E},  // Alert
    {0xFF9A86E8, 0xFF6A51C9},  // Unknown
    {0xFFD763B5, 0xFFB0368C},  // Synthetic
}};

double luminance(const QColor& color) {
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

QColor mixed(const QColor& a, const QColor& b, float share) {
    return QColor::fromRgbF(a.redF() + (b.redF() - a.redF()) * share,
                            a.greenF() + (b.greenF() - a.greenF()) * share,
                            a.blueF() + (b.blueF() - a.blueF()) * share);
}

QFont applicationFont() {
    QFont font;
    // Noto Sans has tabular figures by default, so that columns of numbers line up.
    font.setFamilies(
        {QStringLiteral("Noto Sans"), QStringLiteral("Noto Sans CJK SC"), QStringLiteral("sans-serif")});
    font.setPixelSize(metrics::kTextPx);
    font.setHintingPreference(QFont::PreferVerticalHinting);
    return font;
}

QPalette paletteOf(const Theme& theme) {
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, const QColor& color) { palette.setColor(role, color); };
    set(QPalette::Window, theme.color(Token::Base));
    set(QPalette::WindowText, theme.color(Token::Text));
    set(QPalette::Base, theme.color(Token::Raised));
    set(QPalette::AlternateBase, theme.color(Token::Base));
    set(QPalette::Text, theme.color(Token::Text));
    set(QPalette::Button, theme.color(Token::Raised));
    set(QPalette::ButtonText, theme.color(Token::Text));
    set(QPalette::BrightText, theme.color(Token::Alert));
    set(QPalette::ToolTipBase, theme.color(Token::Raised));
    set(QPalette::ToolTipText, theme.color(Token::Text));
    set(QPalette::PlaceholderText, theme.color(Token::Muted));
    set(QPalette::Highlight, theme.color(Token::Accent));
    set(QPalette::HighlightedText, theme.onAccent());
    set(QPalette::Link, theme.ink(Token::Accent));
    set(QPalette::Light, theme.color(Token::Raised));
    set(QPalette::Midlight, theme.color(Token::Line));
    set(QPalette::Mid, theme.color(Token::Line));
    set(QPalette::Dark, theme.color(Token::Line));
    set(QPalette::Shadow, theme.color(Token::Canvas));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, theme.color(Token::Muted));
    return palette;
}

}  // namespace

Theme& Theme::instance() {
    static Theme theme;
    return theme;
}

double Theme::contrast(const QColor& a, const QColor& b) {
    const double x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05) / (std::min(x, y) + 0.05);
}

QColor Theme::color(Token token, bool dark) {
    const auto& shades = kShades[static_cast<std::size_t>(token)];
    return QColor::fromRgb(dark ? shades.dark : shades.light);
}

QColor selectionGround(bool dark) {
    constexpr float kShare = 0.2f;
    return mixed(Theme::color(Token::Raised, dark), Theme::color(Token::Accent, dark), kShare);
}

QColor hoverGround(bool dark) {
    constexpr float kShare = 0.07f;
    return mixed(Theme::color(Token::Raised, dark), Theme::color(Token::Text, dark), kShare);
}

QColor Theme::ink(Token token, bool dark) {
    constexpr double kReadable = 4.5;
    const QColor own = color(token, dark), text = color(Token::Text, dark);
    for (float share = 0; share < 1; share += 0.05f) {
        const QColor ink = mixed(own, text, share);
        const auto reads = [&](Token ground) { return contrast(ink, color(ground, dark)) >= kReadable; };
        if (reads(Token::Base) && reads(Token::Raised) && reads(Token::Canvas) &&
            contrast(ink, selectionGround(dark)) >= kReadable &&
            contrast(ink, hoverGround(dark)) >= kReadable)
            return ink;
    }
    return text;
}

QColor Theme::color(Token token) const {
    return color(token, dark_);
}
QColor Theme::ink(Token token) const {
    return ink(token, dark_);
}

QColor Theme::onAccent() const {
    const QColor accent = color(Token::Accent), dark = color(Token::Canvas, true),
                 light = color(Token::Raised, false);
    return contrast(accent, dark) > contrast(accent, light) ? dark : light;
}

bool Theme::systemIsDark() const {
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    const auto scheme = QGuiApplication::styleHints()->colorScheme();
    if (scheme != Qt::ColorScheme::Unknown) return scheme == Qt::ColorScheme::Dark;
#endif
    return paletteWasDark_;
}

void Theme::apply(ThemeMode mode) {
    if (!started_) {
        started_ = true;
        paletteWasDark_ = QGuiApplication::palette().color(QPalette::Window).lightnessF() < 0.5f;
        QApplication::setStyle(new ControlStyle);
        QApplication::setFont(applicationFont());
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
        connect(QGuiApplication::styleHints(), &QStyleHints::colorSchemeChanged, this, [this] {
            if (mode_ == ThemeMode::System) apply(mode_);
        });
#endif
    }
    mode_ = mode;
    dark_ = mode == ThemeMode::System ? systemIsDark() : mode == ThemeMode::Dark;
    QPixmapCache::clear();
    QApplication::setPalette(paletteOf(*this));
    qApp->setStyleSheet(styleSheet(*this));
    Q_EMIT changed();
}

QIcon Theme::icon(const QString& name) const {
    return QIcon(new IconEngine(name, std::nullopt));
}
QIcon Theme::icon(const QString& name, Token token) const {
    return QIcon(new IconEngine(name, token));
}

}  // namespace lineament::ui
