// Fails on a string of ui/ or app/ that has no finished translation in one of the languages.
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTranslator>
#include <QXmlStreamReader>
#include <fstream>

#include "tests/support/places.h"

namespace fs = std::filesystem;
using lineament::test::sourceFolder;

namespace {

struct Message {
    QString context, source, comment, type;
    QStringList translations;  // several for plural forms
    bool plural = false;
};

QList<Message> messagesOf(const fs::path& ts) {
    QFile file(QString::fromStdString(ts.string()));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << ts;
    QXmlStreamReader xml(&file);
    QList<Message> messages;
    QString context;
    Message message;
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isStartElement()) {
            if (xml.name() == QLatin1String("name"))
                context = xml.readElementText();
            else if (xml.name() == QLatin1String("message")) {
                message = {};
                message.context = context;
                message.plural = xml.attributes().value(QLatin1String("numerus")) == QLatin1String("yes");
            } else if (xml.name() == QLatin1String("source"))
                message.source = xml.readElementText();
            else if (xml.name() == QLatin1String("comment"))
                message.comment = xml.readElementText();
            else if (xml.name() == QLatin1String("translation")) {
                message.type = xml.attributes().value(QLatin1String("type")).toString();
                if (!message.plural)
                    message.translations << xml.readElementText(QXmlStreamReader::IncludeChildElements);
            } else if (xml.name() == QLatin1String("numerusform"))
                message.translations << xml.readElementText();
        } else if (xml.isEndElement() && xml.name() == QLatin1String("message")) {
            messages << message;
        }
    }
    EXPECT_FALSE(xml.hasError()) << xml.errorString().toStdString();
    return messages;
}

bool complete(const Message& message) {
    if (!message.type.isEmpty() || message.translations.isEmpty()) return false;
    return std::none_of(message.translations.begin(), message.translations.end(),
                        [](const QString& t) { return t.isEmpty(); });
}

/// A copy of the .ts brought up to date with the sources.
fs::path updatedCopy(const fs::path& folder, const char* name, const QStringList& options) {
    const fs::path copy = folder / name;
    fs::copy_file(sourceFolder() / "resources/translations" / name, copy);
    QProcess lupdate;
    QStringList arguments = {QStringLiteral("-silent"), QStringLiteral("-no-obsolete"),
                             QStringLiteral("-locations"), QStringLiteral("none")};
    // Without the include path it cannot tell the namespace, which is part of the context.
    arguments << options << QStringLiteral("-I") << QString::fromStdString(sourceFolder().string())
              << QString::fromStdString((sourceFolder() / "ui").string())
              << QString::fromStdString((sourceFolder() / "app").string()) << QStringLiteral("-ts")
              << QString::fromStdString(copy.string());
    lupdate.start(QStringLiteral(LINEAMENT_LUPDATE), arguments);
    EXPECT_TRUE(lupdate.waitForFinished(120'000)) << LINEAMENT_LUPDATE;
    EXPECT_EQ(lupdate.exitCode(), 0) << lupdate.readAllStandardError().toStdString();
    return copy;
}

/// "%1", "%L2" and the like; "%n" is left out where a plural form may say the number in words.
QStringList placeholders(const QString& text, bool plural) {
    static const QRegularExpression kMark(QStringLiteral("%(L?\\d|n)"));
    QStringList found;
    for (auto it = kMark.globalMatch(text); it.hasNext();) {
        const QString mark = it.next().captured();
        if (!plural || mark != QLatin1String("%n")) found << mark;
    }
    found.sort();
    return found;
}

}  // namespace

TEST(Translations, EveryStringOfTheWindowIsInChinese) {
    const lineament::test::TempFolder folder;
    const auto messages = messagesOf(updatedCopy(folder.path(), "lineament_zh_CN.ts", {}));
    EXPECT_GT(messages.size(), 100);
    for (const auto& message : messages)
        EXPECT_TRUE(complete(message))
            << message.context.toStdString() << ": " << message.source.toStdString() << " ["
            << message.type.toStdString() << "]";
}

TEST(Translations, EnglishHasItsPlurals) {
    const lineament::test::TempFolder folder;
    for (const auto& message :
         messagesOf(updatedCopy(folder.path(), "lineament_en.ts", {QStringLiteral("-pluralonly")}))) {
        EXPECT_TRUE(complete(message))
            << message.context.toStdString() << ": " << message.source.toStdString();
        EXPECT_EQ(message.translations.size(), 2) << message.source.toStdString();
    }
}

TEST(Translations, PlaceholdersSurvive) {
    for (const char* name : {"lineament_zh_CN.ts", "lineament_en.ts"})
        for (const auto& message : messagesOf(sourceFolder() / "resources/translations" / name))
            for (const auto& translation : message.type.isEmpty() ? message.translations : QStringList())
                EXPECT_EQ(placeholders(translation, message.plural),
                          placeholders(message.source, message.plural))
                    << message.source.toStdString() << " -> " << translation.toStdString();
}

TEST(Translations, TheCompiledOnesAreInTheProgram) {
    for (const QString& code : {QStringLiteral("zh_CN"), QStringLiteral("en")}) {
        QTranslator translator;
        ASSERT_TRUE(translator.load(QStringLiteral(":/i18n/lineament_") + code)) << code.toStdString();
        for (const auto& message : messagesOf(sourceFolder() / "resources/translations" /
                                              ("lineament_" + code.toStdString() + ".ts")))
            EXPECT_EQ(translator.translate(message.context.toUtf8(), message.source.toUtf8(),
                                           message.comment.toUtf8(), message.plural ? 1 : -1),
                      message.translations.value(0))
                << message.source.toStdString();
    }
}
