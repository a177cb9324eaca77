#include "core/pipelines/synthetic/sample/sample_store.h"

#include <set>

#include "core/image/provenance.h"
#include "core/store/case_book.h"
#include "core/store/gallery_book.h"
#include "core/store/presence_book.h"
#include "tests/support/places.h"

using namespace lineament;
using test::TempFolder;

namespace {

std::shared_ptr<FaceEngine> sampleEngine() {
    static const auto kEngine =
        std::make_shared<FaceEngine>(std::make_shared<const ModelRegistry>(test::modelsFolder()));
    return kEngine;
}

}  // namespace

TEST(SampleStoreTest, HoldsPeopleWhoAreFoundInItsRecordingAndStrangersWhoAreNot) {
    const TempFolder folder;
    Workspace workspace(sampleEngine(), Store::open(folder.path()));
    JobContext context;
    const auto sample = makeSampleStore(workspace, context);
    EXPECT_TRUE(isSampleStore(workspace.store()));
    EXPECT_EQ(sample.people, 6);

    std::set<std::string> named;
    int unknown = 0;
    const auto recordings = workspace.store().recordings();
    ASSERT_EQ(recordings.size(), 1u);
    for (const auto& track : workspace.store().tracks(recordings.front().id))
        track.identity ? void(named.insert(track.name)) : void(++unknown);
    EXPECT_EQ(named, (std::set<std::string>{"Alma Quill", "Bram Osier", "Cora Fenn"}));
    EXPECT_GE(unknown, 2) << "the strangers";
    EXPECT_LE(unknown, 3);

    const auto provenance = provenanceOf(sample.recording);
    ASSERT_TRUE(provenance);
    EXPECT_TRUE(isGenerative(provenance->type)) << "it says of itself that it is made up";
    for (const auto& person : workspace.store().identities())
        EXPECT_EQ(workspace.store().galleryBook().record(person.id).groups,
                  std::vector<std::string>{"Sample"});

    const auto cameras = workspace.store().presence().cameras();
    ASSERT_EQ(cameras.size(), 1u) << "the recording plays as one";
    EXPECT_EQ(cameras[0].source, sample.recording.string());

    const auto counter = workspace.store().identities().size();
    const auto again = makeSampleStore(workspace, context);
    EXPECT_EQ(again.caseId, sample.caseId);
    EXPECT_EQ(again.tracks, sample.tracks);
    EXPECT_EQ(workspace.store().identities().size(), counter);
    EXPECT_EQ(workspace.store().recordings().size(), 1u);
}

TEST(SampleStoreTest, IsNeverMixedWithRealPeople) {
    const TempFolder folder;
    Workspace workspace(sampleEngine(), Store::open(folder.path()));
    Store::NewSample sample;
    sample.sample.path = "anna.jpg";
    sample.sample.sha256 = std::string(64, 'a');
    workspace.store().enrol("Anna", "", {sample});
    JobContext context;
    try {
        makeSampleStore(workspace, context);
        FAIL() << "made-up people came among real ones";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kInvalidArgument);
    }
    EXPECT_FALSE(isSampleStore(workspace.store()));
    EXPECT_EQ(workspace.store().identities().size(), 1u);
}
