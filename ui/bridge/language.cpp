#include "ui/bridge/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>

namespace lineament::ui {

Language::~Language() {
    remove();
}

QStringList Language::codes() {
    return {QStringLiteral("en"), QStringLiteral("zh_CN")};
}

QString Language::nameOf(const QString& code) {
    return code == QLatin1String("zh_CN") ? QStringLiteral("简体中文") : QStringLiteral("English");
}

void Language::remove() {
    QCoreApplication::removeTranslator(&own_);
    QCoreApplication::removeTranslator(&qts_);
}

void Language::use(const QString& code) {
    QString wanted = code;
    if (!codes().contains(wanted))
        wanted =
            QLocale::system().language() == QLocale::Chinese ? QStringLiteral("zh_CN") : QStringLiteral("en");
    if (wanted == current_) return;
    current_ = wanted;
    remove();
    QLocale::setDefault(QLocale(wanted));
    // Qt's own first: of two translators the one installed last is asked first.
    if (qts_.load(QStringLiteral("qtbase_") + wanted, QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(&qts_);
    if (own_.load(QStringLiteral(":/i18n/lineament_") + wanted)) QCoreApplication::installTranslator(&own_);
}

}  // namespace lineament::ui
