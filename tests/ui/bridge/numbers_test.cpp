#include "ui/bridge/numbers.h"

#include <gtest/gtest.h>

#include <QLocale>

using namespace lineament::ui;

TEST(Numbers, AreWrittenAsTheLanguageWritesThem) {
    const QLocale before;
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    EXPECT_EQ(similarityText(0.71249), QStringLiteral("0.712"));
    EXPECT_EQ(similarityText(-1), QStringLiteral("-1.000"));
    EXPECT_EQ(fmrText(0.000123).toLower(), QStringLiteral("0.00012"));
    EXPECT_EQ(fmrText(0.0000051).toLower(), QStringLiteral("5.1e-06"));
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    EXPECT_EQ(similarityText(0.5), QStringLiteral("0,500"));
    QLocale::setDefault(before);
}
