#include "ui/evaluate/evaluation_entry.h"

#include <gtest/gtest.h>

using namespace lineament::ui;

TEST(EvaluationEntry, RatesAreReadAsPeopleWriteThem) {
    EXPECT_EQ(rateFromText(QStringLiteral("1e-3")), 0.001);
    EXPECT_EQ(rateFromText(QStringLiteral(" 0.1 % ")), 0.001);
    EXPECT_EQ(rateFromText(QStringLiteral("1/1000")), 0.001);
    for (const char* bad : {"", "0", "2", "-1", "x", "1/0", "nan", "110 %"})
        EXPECT_FALSE(rateFromText(QString::fromLatin1(bad))) << bad;
}

TEST(EvaluationEntry, RunsOnDifferentListsAreToldApart) {
    const auto run = [](const char* list) {
        auto entry = std::make_shared<EvaluationEntry>();
        entry->settings.recogniser = QStringLiteral("fr_feature");
        entry->protocolName = QLatin1String(list);
        return entry;
    };
    EvaluationEntries entries = {run("lfw.csv"), run("lfw.csv")};
    EXPECT_EQ(nameAmong(*entries[0], entries), QStringLiteral("fr_feature"));
    entries << run("staff.csv");
    EXPECT_EQ(nameAmong(*entries[0], entries), QStringLiteral("fr_feature · lfw.csv"));
    EXPECT_EQ(nameAmong(*entries[2], entries), QStringLiteral("fr_feature · staff.csv"));
}
