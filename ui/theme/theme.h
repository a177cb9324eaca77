#pragma once

#include <QColor>
#include <QIcon>
#include <QObject>
#include <QString>

namespace lineament::ui {

/// The colours of the product; what each is for stands in ARCHITECTURE.md.
enum class Token {
    Canvas, Base, Raised, Line, Text, Muted, Accent, Match, Review, Alert, Unknown, Synthetic
};

/// Spacing and sizes, px at 100 %.
namespace metrics {
inline constexpr int kSpace1 = 4, kSpace2 = 8, kSpace3 = 12, kSpace4 = 16, kSpace5 = 24;
inline constexpr int kControlHeight = 28, kTouchHeight = 48, kRadius = 4, kTextPx = 13;
}  // namespace metrics

enum class ThemeMode { System, Dark, Light };

/// Palette, style sheet and tinted icons; every widget reads its colours here and repaints on changed().
/// Thread: GUI.
class Theme : public QObject {
    Q_OBJECT
  public:
    static Theme& instance();

    void apply(ThemeMode mode);  ///< sets the application's palette, font and style sheet
    ThemeMode mode() const { return mode_; }
    bool dark() const { return dark_; }
    QColor color(Token token) const;
    /// Line icon by its name ("play", "users"), in the text colour (muted when disabled), or in a token's.
    QIcon icon(const QString& name) const;
    QIcon icon(const QString& name, Token token) const;

  Q_SIGNALS:
    void changed();

  private:
    Theme() = default;
    ThemeMode mode_ = ThemeMode::System;
    bool dark_ = true;
};

}  // namespace lineament::ui
