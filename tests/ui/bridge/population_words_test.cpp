#include "ui/bridge/population_words.h"

#include <gtest/gtest.h>

#include <QRegularExpression>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/support/places.h"
#include "ui/bridge/language.h"

using namespace lineament;
using namespace lineament::ui;

namespace {

class PopulationWords : public testing::Test {
  protected:
    ~PopulationWords() override { language.use(QStringLiteral("en")); }
    Language language;
};

}  // namespace

TEST_F(PopulationWords, AreAsTheyWereWrittenInEnglish) {
    language.use(QStringLiteral("en"));
    for (const char* text :
         {"LFW, 2068 people, 4164 faces", "LFW, 1600 people, 1600 faces, reduced to portraits of 64 px",
          "a, b: 2068 people, 3726 photos",
          "8 people, 313 live and 305 attacks (mask, printed); each person judged by a calibration on the "
          "others",
          "what somebody wrote of their own: 100 % of us", ""})
        EXPECT_EQ(populationText(text).toStdString(), text);
}

TEST_F(PopulationWords, OfEveryCalibrationThatShipsAreTranslated) {
    language.use(QStringLiteral("zh_CN"));
    int texts = 0;
    std::ifstream file(test::modelsFolder() / "calibration.json");
    const auto calibrations = nlohmann::json::parse(file);
    for (const auto& [key, entry] : calibrations.items()) {
        const std::string english = entry.at("population");
        const QString said = populationText(english);
        EXPECT_NE(said.toStdString(), english) << key;
        static const QRegularExpression word(QStringLiteral("[a-z]{4,}"));
        EXPECT_FALSE(said.contains(word)) << said.toStdString();
        ++texts;
    }
    EXPECT_GT(texts, 4);
    EXPECT_EQ(populationText("what somebody wrote").toStdString(), "what somebody wrote");
}
