#include "core/store/gallery_book.h"

#include <algorithm>

#include "tests/core/store/store_fixture.h"

using namespace lineament;
using namespace lineament::test;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

class GalleryBookTest : public StoreTest {
  protected:
    GalleryBook& book() { return store->galleryBook(); }
    PersonRecord someRecord(IdentityId id) {
        PersonRecord record{.identity = id, .notes = "night shift", .groups = {"staff", "lab"}};
        record.validFrom = 1000, record.validTo = 2000;
        record.consent = Consent::kGiven;
        record.purpose = "access to the lab";
        record.keepUntil = 5000, record.originalsUntil = 4000;
        return record;
    }
    std::vector<SampleId> samplesOf(IdentityId id) {
        std::vector<SampleId> ids;
        for (const auto& sample : store->samples(id))
            ids.push_back(sample.id);
        return ids;
    }
};

}  // namespace

TEST_F(GalleryBookTest, ARecordIsKeptUndoneAndDoneAgain) {
    const auto anna = enrol("Anna", 1);
    const PersonRecord blank{.identity = anna};
    EXPECT_EQ(book().record(anna), blank);
    EXPECT_THAT(book().records(), IsEmpty());
    book().setRecord(someRecord(anna), "from the roster");
    reopen();
    EXPECT_EQ(book().record(anna), someRecord(anna));
    EXPECT_EQ(store->identity(anna)->notes, "night shift");
    store->undo();
    EXPECT_EQ(book().record(anna), blank);
    store->redo();
    EXPECT_EQ(book().record(anna), someRecord(anna));
    EXPECT_THAT(book().records(), SizeIs(1));
}

TEST_F(GalleryBookTest, RecordsThatMakeNoSenseAreRefused) {
    const auto anna = enrol("Anna", 1);
    auto record = someRecord(anna);
    record.validTo = record.validFrom;
    EXPECT_EQ(codeOf([&] { book().setRecord(record); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf([&] { book().setRecord(someRecord(IdentityId(99))); }), ErrorCode::kNotFound);
    EXPECT_EQ(codeOf([&] { book().record(IdentityId(99)); }), ErrorCode::kNotFound);
}

TEST_F(GalleryBookTest, SamplesMoveToAnotherPersonAndBack) {
    const auto anna = store->enrol("Anna", "", {someSample(1), someSample(2)}).identity;
    const auto ben = enrol("Ben", 3);
    const auto samples = samplesOf(anna);
    book().moveSamples(std::span(samples).first(1), ben);
    EXPECT_THAT(samplesOf(anna), SizeIs(1));
    EXPECT_THAT(samplesOf(ben), SizeIs(2));
    store->undo();
    EXPECT_EQ(samplesOf(anna), samples);
    const std::vector<SampleId> mixed = {samples[0], samplesOf(ben)[0]};
    EXPECT_EQ(codeOf([&] { book().moveSamples(mixed, ben); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(samplesOf(anna), samples);
}

TEST_F(GalleryBookTest, TheNumberOfAPersonChangesUnlessSomebodyElseHasIt) {
    const auto anna = store->enrol("Anna", "A-1", {someSample(1)}).identity;
    const auto ben = enrol("Ben", 2);
    EXPECT_EQ(codeOf([&] { book().setExternalId(ben, "A-1"); }), ErrorCode::kInvalidArgument);
    book().setExternalId(ben, "B-2");
    book().setExternalId(anna, "");
    EXPECT_EQ(store->identity(anna)->externalId, "");
    store->undo();
    EXPECT_EQ(store->identity(anna)->externalId, "A-1");
    store->undo();
    EXPECT_EQ(store->identity(ben)->externalId, "");
    EXPECT_EQ(codeOf([&] { book().setExternalId(IdentityId(99), "X"); }), ErrorCode::kNotFound);
}

TEST_F(GalleryBookTest, SaysWhatARemovalWouldTakeAndHowGoodTheBestSampleIs) {
    const auto anna = store->enrol("Anna", "A-1", {someSample(1), someSample(2)}).identity;
    const auto held = book().holdings(anna);
    EXPECT_EQ(held.samples, 2);
    EXPECT_EQ(held.templates, 2);
    EXPECT_TRUE(held.auditHash.empty());
    ASSERT_THAT(book().bestQualities(), SizeIs(1));
    EXPECT_EQ(book().bestQualities().front().identity, anna);
    EXPECT_FLOAT_EQ(book().bestQualities().front().overall, someSample(2).sample.face.quality.overall);
    EXPECT_EQ(codeOf([&] { book().holdings(IdentityId(99)); }), ErrorCode::kNotFound);
}

TEST_F(GalleryBookTest, AMoveFromSomebodyWhoWasRemovedDoesNotStandInTheWayOfUndo) {
    const auto anna = store->enrol("Anna", "", {someSample(1), someSample(2)}).identity;
    const auto ben = enrol("Ben", 3);
    store->rename(ben, "Benno");
    const auto samples = samplesOf(anna);
    book().moveSamples(std::span(samples).first(1), ben);
    store->remove(anna);
    ASSERT_TRUE(store->undo());
    EXPECT_EQ(nameOf(ben), "Ben");
    EXPECT_THAT(samplesOf(ben), SizeIs(2));
}

TEST_F(GalleryBookTest, ASplitMakesAPersonThatUndoTakesAway) {
    const auto anna = store->enrol("Anna", "", {someSample(1), someSample(2)}).identity;
    const auto samples = samplesOf(anna);
    const auto twin = book().split(std::span(samples).last(1), "Anna's sister");
    EXPECT_EQ(nameOf(twin), "Anna's sister");
    EXPECT_THAT(samplesOf(twin), ElementsAre(samples[1]));
    store->undo();
    EXPECT_FALSE(store->identity(twin));
    EXPECT_EQ(samplesOf(anna), samples);
    store->redo();
    EXPECT_THAT(samplesOf(twin), ElementsAre(samples[1]));
}

TEST_F(GalleryBookTest, ARemovalHandsOutAReceiptWhoseHashIsInTheTrail) {
    const auto anna = store->enrol("Anna", "A-1", {someSample(1), someSample(2)}).identity;
    book().setRecord(someRecord(anna));
    const auto receipt = book().removeWithReceipt(anna, "left");
    EXPECT_EQ(receipt.name, "Anna");
    EXPECT_EQ(receipt.externalId, "A-1");
    EXPECT_EQ(receipt.samples, 2);
    EXPECT_EQ(receipt.templates, 2);
    EXPECT_EQ(receipt.at, clock.time);
    EXPECT_EQ(store->auditEntries(1).front().hash, receipt.auditHash);
    EXPECT_FALSE(store->identity(anna));
    EXPECT_THAT(book().records(), IsEmpty());
    EXPECT_EQ(contentOf(file()).find("access to the lab"), std::string::npos);
}

TEST_F(GalleryBookTest, WhoIsDueFollowsFromRetentionAndConsent) {
    const auto anna = enrol("Anna", 1), ben = enrol("Ben", 2), carl = enrol("Carl", 3);
    book().setRecord(someRecord(anna));
    auto withdrawn = someRecord(ben);
    withdrawn.keepUntil = 0;
    withdrawn.consent = Consent::kWithdrawn;
    book().setRecord(withdrawn);
    EXPECT_THAT(book().due(4999), ElementsAre(ben));
    EXPECT_THAT(book().due(5000), ElementsAre(anna, ben));
    EXPECT_EQ(book().record(carl).dueAt(1'000'000), false);
}

TEST_F(GalleryBookTest, PairsKeptApartAreRememberedOnceAndGoWithThePeople) {
    const auto anna = enrol("Anna", 1), ben = enrol("Ben", 2);
    book().keepApart(ben, anna, "sisters");
    book().keepApart(anna, ben);
    EXPECT_THAT(book().keptApart(), ElementsAre(std::pair(anna, ben)));
    EXPECT_EQ(codeOf([&] { book().keepApart(anna, anna); }), ErrorCode::kInvalidArgument);
    store->remove(ben);
    EXPECT_THAT(book().keptApart(), IsEmpty());
}

TEST_F(GalleryBookTest, TemplatesOfANewRecogniserStandBesideTheOldUntilThoseAreDropped) {
    const auto anna = store->enrol("Anna", "", {someSample(1), someSample(2)}).identity;
    const auto samples = samplesOf(anna);
    EXPECT_EQ(book().samplesWithout("new@2"), samples);
    book().addTemplates({{samples[0], {"new@2", {1, 0}}}, {SampleId(99), {"new@2", {1, 0}}}});
    book().addTemplates({{samples[0], {"new@2", {0, 1}}}});  // there already
    EXPECT_THAT(book().samplesWithout("new@2"), ElementsAre(samples[1]));
    const auto counts = book().recognisers();
    ASSERT_THAT(counts, SizeIs(2));
    EXPECT_EQ(counts[0].recogniser, "new@2");
    EXPECT_EQ(counts[0].templates, 1);
    EXPECT_EQ(book().dropTemplates(kRecogniser), 2);
    EXPECT_THAT(store->templates(kRecogniser), IsEmpty());
    EXPECT_THAT(store->templates("new@2"), SizeIs(1));
    EXPECT_TRUE(book().sample(samples[1]));
    EXPECT_FALSE(book().sample(SampleId(99)));
}

TEST_F(GalleryBookTest, AnExaminationIsKeptAndChangedButNotLost) {
    Examination begun{.content = R"({"left": "a"})"};
    begun.id = book().saveExamination(begun);
    auto stored = book().examinations();
    ASSERT_THAT(stored, SizeIs(1));
    EXPECT_EQ(stored[0].examiner, "tester");
    EXPECT_EQ(stored[0].begunAt, clock.time);
    stored[0].conclusion = "support";
    stored[0].secondExaminer = "other";
    book().saveExamination(stored[0]);
    reopen();
    EXPECT_EQ(book().examinations().at(0).secondExaminer, "other");
    EXPECT_EQ(codeOf([&] { book().saveExamination({.content = "no json"}); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf([&] { book().saveExamination({.id = 99, .content = "{}"}); }), ErrorCode::kNotFound);
}
