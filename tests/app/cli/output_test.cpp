#include "app/cli/output.h"

#include <clocale>
#include <limits>

#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::cli;

TEST(Output, NumbersHaveTheDecimalsAskedFor) {
    EXPECT_EQ(decimals(0.1f, 4).dump(), "0.1");
    EXPECT_EQ(decimals(12.3456, 1).dump(), "12.3");
    EXPECT_TRUE(decimals(std::numeric_limits<double>::quiet_NaN(), 1).is_null());
    EXPECT_TRUE(decimals(std::numeric_limits<double>::infinity(), 1).is_null());
}

TEST(Output, AFaceHasTheFieldsOfTheContract) {
    Face face;
    face.box = {1, 2, 3, 4};
    auto json = faceJson(face);
    EXPECT_EQ(json.at("box"), Json::parse("[1.0,2.0,3.0,4.0]"));
    EXPECT_EQ(json.at("landmarks").size(), 5u);
    EXPECT_TRUE(json.at("liveness").is_null());
    face.landmarks68.emplace();
    face.liveness = 0.5f;
    json = faceJson(face, true);
    EXPECT_EQ(json.at("landmarks").size(), 68u);
    EXPECT_EQ(json.at("liveness"), 0.5);
    EXPECT_EQ(faceJson(face).at("landmarks").size(), 5u);
}

TEST(Output, AnUnknownTrackHasNoNameAndNoIdentity) {
    Track track;
    track.id = TrackId(7);
    auto json = trackJson(track);
    for (const auto* key : {"identity_id", "name", "similarity", "best"})
        EXPECT_TRUE(json.at(key).is_null()) << key;
    track.identity = IdentityId(3);
    track.name = "Ada";
    track.similarity = 0.75f;
    track.shots = {{1200, {1, 2, 3, 4}, 88, {}}};
    track.boxes = {{40, {5, 6, 7, 8}, 0.9f, false}};
    json = trackJson(track);
    EXPECT_EQ(json.at("identity_id"), 3);
    EXPECT_EQ(json.at("similarity"), 0.75);
    EXPECT_EQ(json.at("best").at("ms"), 1200.0);
    EXPECT_EQ(json.at("boxes"), Json::parse("[[40.0,5.0,6.0,7.0,8.0]]"));
}

TEST(Output, TablesAlignAlsoWithWideLetters) {
    std::setlocale(LC_CTYPE, "C.UTF-8");
    EXPECT_EQ(columnsOf("李"), 2);
    EXPECT_EQ(columnsOf("é"), 1);
    EXPECT_EQ(columnsOf("\xff!"), 2) << "broken text still has a width";
    Table table({"who", "n"});
    table.row({"李明", "1"});
    table.row({"Ada", "22"});
    EXPECT_EQ(table.text(), "who   n\n李明  1\nAda   22\n");
}

TEST(Output, TimesReadAsMinutesAndSeconds) {
    EXPECT_EQ(timeText(0), "0:00.000");
    EXPECT_EQ(timeText(62500), "1:02.500");
}
