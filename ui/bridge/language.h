#pragma once

#include <QString>
#include <QTranslator>

namespace lineament::ui {

/// Puts the program's and Qt's own words into a language at run time; widgets hear of it as LanguageChange.
/// Thread: GUI. Lives as long as the application.
class Language {
  public:
    ~Language();
    /// "en", "zh_CN"; empty: the system's, English if we do not speak it.
    void use(const QString& code);
    const QString& current() const { return current_; }

    static QStringList codes();
    /// The language's name in itself.
    static QString nameOf(const QString& code);

  private:
    void remove();

    QString current_;
    QTranslator own_;
    QTranslator qts_;
};

}  // namespace lineament::ui
