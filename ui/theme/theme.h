#pragma once

#include <QColor>
#include <QIcon>
#include <QObject>
#include <QString>

namespace lineament::ui {

/// The colours of the product; what each is for stands in ARCHITECTURE.md.
enum class Token {
    Canvas,
    Base,
    Raised,
    Line,
    Text,
    Muted,
    Accent,
    Match,
    Review,
    Alert,
    Unknown,
    Synthetic
};
inline constexpr int kTokenCount = 12;

/// Spacing and sizes, px at 100 %.
namespace metrics {
inline constexpr int kSpace1 = 4, kSpace2 = 8, kSpace3 = 12, kSpace4 = 16, kSpace5 = 24;
inline constexpr int kControlHeight = 28, kTouchHeight = 48, kRadius = 4, kTextPx = 13, kSmallTextPx = 11;
inline constexpr int kIconSmall = 16, kIcon = 20;
}  // namespace metrics

enum class ThemeMode { System, Dark, Light };

/// Palette, style sheet and tinted icons; every widget reads its colours here and repaints on changed().
/// Thread: GUI.
class Theme : public QObject {
    Q_OBJECT
  public:
    static Theme& instance();

    void apply(ThemeMode mode);  ///< sets the application's style, palette, font and style sheet
    ThemeMode mode() const { return mode_; }
    bool dark() const { return dark_; }
    QColor color(Token token) const;
    /// The token as the colour of words: moved towards the text colour until it reads at 4.5:1 on base,
    /// raised and canvas.
    QColor ink(Token token) const;
    /// Words on an accent-coloured ground.
    QColor onAccent() const;
    /// Line icon by its name ("play", "users"), in the text colour (muted when disabled), or in a token's.
    /// Tinted when painted: an icon made once follows every change of theme.
    QIcon icon(const QString& name) const;
    QIcon icon(const QString& name, Token token) const;

    /// Contrast of two opaque colours, 1 to 21. Source: WCAG 2.2, relative luminance.
    static double contrast(const QColor& a, const QColor& b);
    static QColor color(Token token, bool dark);
    static QColor ink(Token token, bool dark);

  Q_SIGNALS:
    void changed();

  private:
    Theme() = default;
    bool systemIsDark() const;

    ThemeMode mode_ = ThemeMode::System;
    bool dark_ = true;
    bool started_ = false;
    bool paletteWasDark_ = false;  // the desktop's own palette, read before ours replaces it
};

}  // namespace lineament::ui
