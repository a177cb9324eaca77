#include "core/gallery/template_index.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <thread>

#include "core/base/error.h"
#include "tests/core/gallery/random_templates.h"

using namespace lineament;
using namespace lineament::test;
using Hit = TemplateIndex::Hit;

namespace {

TemplateIndex indexOf(const std::vector<StoredTemplate>& templates) {
    TemplateIndex index(kRecogniser, static_cast<int>(templates.front().value.values.size()));
    for (const auto& reference : templates)
        index.add(reference);
    return index;
}

bool better(const Hit& a, const Hit& b) {
    return a.similarity != b.similarity ? a.similarity > b.similarity : a.reference < b.reference;
}

std::vector<Hit> naiveSearch(const std::vector<StoredTemplate>& templates, const Template& probe, int k) {
    std::vector<Hit> hits;
    for (const auto& reference : templates)
        hits.push_back({reference.id, reference.identity, similarity(probe, reference.value)});
    std::sort(hits.begin(), hits.end(), better);
    hits.resize(std::min<std::size_t>(hits.size(), k));
    return hits;
}

std::vector<Hit> naiveSearchIdentities(const std::vector<StoredTemplate>& templates, const Template& probe,
                                       int k) {
    std::map<IdentityId, Hit> nearest;
    for (const auto& hit : naiveSearch(templates, probe, static_cast<int>(templates.size())))
        nearest.emplace(hit.identity, hit);
    std::vector<Hit> hits;
    for (const auto& [identity, hit] : nearest)
        hits.push_back(hit);
    std::sort(hits.begin(), hits.end(), better);
    hits.resize(std::min<std::size_t>(hits.size(), k));
    return hits;
}

void expectSame(const std::vector<Hit>& hits, const std::vector<Hit>& expected) {
    ASSERT_EQ(hits.size(), expected.size());
    for (std::size_t i = 0; i < hits.size(); ++i) {
        EXPECT_EQ(hits[i].reference, expected[i].reference) << "rank " << i;
        EXPECT_EQ(hits[i].identity, expected[i].identity) << "rank " << i;
        EXPECT_EQ(hits[i].similarity, expected[i].similarity) << "rank " << i;
    }
}

template <class Call>
ErrorCode codeOf(Call&& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.code();
    }
    ADD_FAILURE() << "nothing was thrown";
    return ErrorCode::kInternal;
}

}  // namespace

struct Shape {
    int dimension, templates, perIdentity, k;
};
class TemplateIndexOfShape : public testing::TestWithParam<Shape> {};

TEST_P(TemplateIndexOfShape, FindsWhatANaiveLoopInDoubleFinds) {
    const auto [dimension, count, perIdentity, k] = GetParam();
    RandomTemplates random(dimension);
    const auto templates = random.gallery(count, perIdentity);
    const auto index = indexOf(templates);
    ASSERT_EQ(index.size(), templates.size());
    for (int i = 0; i < 5; ++i) {
        const auto probe = random.next();
        expectSame(index.search(probe, k), naiveSearch(templates, probe, k));
        expectSame(index.searchIdentities(probe, k), naiveSearchIdentities(templates, probe, k));
    }
}

// Row counts around the block (64) and share (1024), widths that need padding, k beyond the gallery.
INSTANTIATE_TEST_SUITE_P(Shapes, TemplateIndexOfShape,
                         testing::Values(Shape{512, 5000, 1, 5}, Shape{512, 1, 1, 3}, Shape{128, 63, 4, 5},
                                         Shape{129, 65, 2, 65}, Shape{192, 1025, 3, 10}, Shape{1, 2, 1, 1},
                                         Shape{17, 20000, 5, 300}, Shape{3, 3000, 1, 5000}));

TEST(TemplateIndex, GivesABatchTheSameAnswersAsSingleProbes) {
    RandomTemplates random(512);
    const auto index = indexOf(random.gallery(3000, 2));
    std::vector<Template> probes;
    for (int i = 0; i < 131; ++i)
        probes.push_back(random.next());  // two full blocks of 64 and a rest
    const auto answers = index.searchIdentities(probes, 7);
    ASSERT_EQ(answers.size(), probes.size());
    for (std::size_t i = 0; i < probes.size(); ++i)
        expectSame(answers[i], index.searchIdentities(probes[i], 7));
    EXPECT_TRUE(index.searchIdentities(std::span<const Template>(), 7).empty());
}

TEST(TemplateIndex, BreaksTiesBySmallerTemplateId) {
    RandomTemplates random(64);
    const auto twin = random.next();
    TemplateIndex index(kRecogniser, 64);
    for (int i = 5000; i > 0; --i)
        index.add({TemplateId(i), SampleId(i), IdentityId(i), twin});
    const auto hits = index.search(twin, 4);
    ASSERT_EQ(hits.size(), 4u);
    for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(hits[i].reference, TemplateId(i + 1));
        EXPECT_FLOAT_EQ(hits[i].similarity, 1);
    }
}

TEST(TemplateIndex, NamesAnIdentityOnceHoweverManyOfItsTemplatesAreNear) {
    RandomTemplates random(64);
    const auto probe = random.next();
    TemplateIndex index(kRecogniser, 64);
    for (int i = 1; i <= 1000; ++i)
        index.add({TemplateId(i), SampleId(i), IdentityId(1), probe});
    index.add({TemplateId(1001), SampleId(1001), IdentityId(2), random.next()});
    const auto hits = index.searchIdentities(probe, 5);
    ASSERT_EQ(hits.size(), 2u);
    EXPECT_EQ(hits[0].identity, IdentityId(1));
    EXPECT_EQ(hits[0].reference, TemplateId(1));
    EXPECT_EQ(hits[1].identity, IdentityId(2));
}

TEST(TemplateIndex, NeverComparesTemplatesOfAnotherRecogniser) {
    RandomTemplates random(64);
    auto index = indexOf(random.gallery(3));
    auto other = random.next();
    other.recogniser = "other@1";
    EXPECT_EQ(codeOf([&] { index.search(other, 1); }), ErrorCode::kModelMismatch);
    EXPECT_EQ(codeOf([&] {
                  index.add({TemplateId(9), SampleId(9), IdentityId(9), other});
              }),
              ErrorCode::kModelMismatch);
    EXPECT_EQ(codeOf([&] { index.search(RandomTemplates(63).next(), 1); }), ErrorCode::kModelMismatch);
    EXPECT_EQ(codeOf([&] { TemplateIndex(kRecogniser, 64).search(other, 1); }), ErrorCode::kModelMismatch);
    EXPECT_EQ(index.size(), 3u);
}

TEST(TemplateIndex, RefusesTemplatesThatAreNotUnitVectors) {
    RandomTemplates random(64);
    auto index = indexOf(random.gallery(3));
    auto broken = random.next();
    broken.values[7] = std::numeric_limits<float>::quiet_NaN();
    EXPECT_EQ(codeOf([&] { index.search(broken, 1); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf([&] {
                  index.add({TemplateId(9), SampleId(9), IdentityId(9), broken});
              }),
              ErrorCode::kInvalidArgument);
    broken.values.assign(64, 0.f);
    EXPECT_EQ(codeOf([&] { index.search(broken, 1); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf([&] { index.search(random.next(), 0); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(index.size(), 3u);
}

TEST(TemplateIndex, AnswersNothingWhenItIsEmpty) {
    TemplateIndex index(kRecogniser, 64);
    EXPECT_TRUE(index.search(RandomTemplates(64).next(), 5).empty());
    EXPECT_TRUE(index.searchIdentities(RandomTemplates(64).next(), 5).empty());
}

TEST(TemplateIndex, IsSearchedFromManyThreadsAtOnce) {
    RandomTemplates random(128);
    const auto templates = random.gallery(20000);  // enough that the sweep is shared out
    const auto index = indexOf(templates);
    std::vector<Template> probes;
    for (int i = 0; i < 4; ++i)
        probes.push_back(random.next());
    std::vector<std::jthread> threads;
    std::vector<int> wrong(probes.size());
    for (std::size_t t = 0; t < probes.size(); ++t)
        threads.emplace_back([&, t] {
            const auto expected = naiveSearch(templates, probes[t], 1).front();
            for (int i = 0; i < 50; ++i)
                wrong[t] += index.search(probes[t], 1).front().reference != expected.reference;
        });
    threads.clear();
    EXPECT_THAT(wrong, testing::Each(0));
}

TEST(TemplateIndex, FindsTheSameWithAnyNumberOfThreads) {
    RandomTemplates random(128);
    const auto templates = random.gallery(20000, 2);
    const auto probe = random.next();
    for (const int threads : {1, 2, 5}) {
        TemplateIndex::setThreads(threads);
        expectSame(indexOf(templates).searchIdentities(probe, 9), naiveSearchIdentities(templates, probe, 9));
    }
    TemplateIndex::setThreads(0);
}
