#include "core/gallery/gallery.h"

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "tests/core/gallery/random_templates.h"

using namespace lineament;
using namespace lineament::test;

namespace {

Identity person(int id, std::string name) {
    return {.id = IdentityId(id), .name = std::move(name)};
}

/// A unit vector at a known cosine to the first axis.
Template atCosine(float cosine) {
    Template value{kRecogniser, std::vector<float>(16)};
    value.values[0] = cosine;
    value.values[1] = std::sqrt(1 - cosine * cosine);
    return value;
}

StoredTemplate stored(int id, int identity, Template value) {
    return {TemplateId(id), SampleId(id), IdentityId(identity), std::move(value)};
}

}  // namespace

TEST(Gallery, NamesThePersonWhoReachesTheThreshold) {
    const Gallery gallery(
        kRecogniser, 16,
        {stored(1, 7, atCosine(.2f)), stored(2, 7, atCosine(.8f)), stored(3, 4, atCosine(.5f))},
        {person(7, "Anna"), person(4, "Ben")});
    EXPECT_EQ(gallery.identities(), 2u);
    EXPECT_EQ(gallery.templates(), 3u);
    const auto answer = gallery.identify(atCosine(1), .6f, 1e-4);
    ASSERT_EQ(answer.candidates.size(), 2u);
    EXPECT_TRUE(answer.match);
    EXPECT_EQ(answer.candidates[0].name, "Anna");
    EXPECT_EQ(answer.candidates[0].identity, IdentityId(7));
    EXPECT_EQ(answer.candidates[0].nearest, TemplateId(2));
    EXPECT_FLOAT_EQ(answer.candidates[0].similarity, .8f);
    EXPECT_EQ(answer.candidates[1].name, "Ben");
    EXPECT_EQ(answer.threshold, .6f);
    EXPECT_EQ(answer.fmr, 1e-4);
}

TEST(Gallery, NamesNobodyBelowTheThresholdButTellsTheNearest) {
    const Gallery gallery(kRecogniser, 16, {stored(1, 7, atCosine(.5f))}, {person(7, "Anna")});
    const auto answer = gallery.identify(atCosine(1), .6f, 1e-4);
    EXPECT_FALSE(answer.match);
    ASSERT_EQ(answer.candidates.size(), 1u);
    EXPECT_EQ(answer.candidates[0].name, "Anna");
    EXPECT_TRUE(gallery.identify(atCosine(1), .5f, 1e-4).match) << "a similarity at the threshold matches";
}

TEST(Gallery, NamesNobodyWhenNobodyIsEnrolled) {
    const Gallery gallery(kRecogniser, 16, {}, {person(7, "without a photo")});
    EXPECT_EQ(gallery.identities(), 0u);
    const auto answer = gallery.identify(atCosine(1), -1, 1);
    EXPECT_FALSE(answer.match);
    EXPECT_TRUE(answer.candidates.empty());
}

TEST(Gallery, LeavesOutTemplatesOfPeopleItWasNotGiven) {
    const Gallery gallery(kRecogniser, 16, {stored(1, 7, atCosine(.5f)), stored(2, 8, atCosine(1))},
                          {person(7, "Anna")});
    EXPECT_EQ(gallery.templates(), 1u);
    EXPECT_EQ(gallery.identify(atCosine(1), .4f, 1e-4).candidates.front().name, "Anna");
}

TEST(Gallery, AnswersABatchInOrder) {
    const Gallery gallery(kRecogniser, 16, {stored(1, 7, atCosine(1)), stored(2, 8, atCosine(-1))},
                          {person(7, "Anna"), person(8, "Ben")});
    const std::vector<Template> probes = {atCosine(-.9f), atCosine(.9f)};
    const auto answers = gallery.identify(probes, .5f, 1e-4, 1);
    ASSERT_EQ(answers.size(), 2u);
    EXPECT_EQ(answers[0].candidates.front().name, "Ben");
    EXPECT_EQ(answers[1].candidates.front().name, "Anna");
    EXPECT_EQ(answers[0].candidates.size(), 1u);
}

TEST(Gallery, RefusesTemplatesOfAnotherRecogniser) {
    auto foreign = stored(1, 7, atCosine(1));
    foreign.value.recogniser = "other@1";
    EXPECT_THROW(Gallery(kRecogniser, 16, {foreign}, {person(7, "Anna")}), Error);
}

TEST(Gallery, SharesTheFalsePositiveRateOfASearchOutOverThePeople) {
    EXPECT_DOUBLE_EQ(Gallery::fmrForSearch(1e-4, .01, 10), 1e-4) << "never looser than one comparison";
    EXPECT_DOUBLE_EQ(Gallery::fmrForSearch(1e-4, .01, 1000), 1e-5);
    EXPECT_DOUBLE_EQ(Gallery::fmrForSearch(1e-4, .01, 0), 1e-4);
    EXPECT_THROW(Gallery::fmrForSearch(0, .01, 10), Error);
    EXPECT_THROW(Gallery::fmrForSearch(1e-4, 2, 10), Error);
}
