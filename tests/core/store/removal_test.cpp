// What Store::remove() must leave of a person: nothing but ids in the audit trail.
#include <fstream>

#include "core/base/hash.h"
#include "core/store/look_book.h"
#include "tests/core/store/store_fixture.h"

using namespace lineament;
using namespace lineament::test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

namespace {

/// All bytes of all files of the folder.
std::string everything(const TempFolder& folder) {
    std::string bytes;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        if (entry.is_regular_file()) bytes += contentOf(entry.path());
    return bytes;
}

std::string rawFloats(const Template& value) {
    return {reinterpret_cast<const char*>(value.values.data()), value.values.size() * sizeof(float)};
}

}  // namespace

TEST_F(StoreTest, RemovesAPersonForGood) {
    std::ofstream(folder / "photo.jpg") << "original of Zebulon";
    auto photo = someSample(1);
    photo.sample.path = folder / "photo.jpg";
    photo.sample.sha256 = sha256File(photo.sample.path);
    photo.sample.crop = bytesOf("crop of Zebulon " + std::string(20'000, 'z'));  // spills over pages
    store->setSetting(Store::kKeepOriginals, "1");
    const auto person = store->enrol("Zebulon", "Z-1", {photo}, "Zebulon signed").identity;
    std::filesystem::remove(folder / "photo.jpg");
    const auto other = store->enrol("Zeb Q.", "", {someSample(2)}).identity;
    const auto bystander = enrol("Ben", 3);
    std::vector<Track> tracks = {someTrack(0, 111), someTrack(0, 555)};
    const auto look = [](int n, float x) {
        return RecordedLook{40, {x + 1, 50, 60, 80}, 70, someSample(n).templates.front()};
    };
    const std::vector looks = {look(71, 111), look(72, 555)};
    const auto recording = lookBookOf(*store).saveAnalysisWith({.source = "lobby.mp4"}, tracks, looks);
    store->assign(tracks[0].id, person, TrackState::kConfirmed, "Zebulon's walk");
    store->rename(person, "Zebulon Q.", "his full name");
    store->merge(other, person, "Zebulon twice");
    store->rename(bystander, "Benjamin");

    ASSERT_THAT(everything(folder), HasSubstr("Zeb"));
    ASSERT_THAT(everything(folder), HasSubstr("look at 111"));
    ASSERT_THAT(everything(folder), HasSubstr(rawFloats(looks[0].value)));
    ASSERT_THAT(everything(folder), HasSubstr(rawFloats(photo.templates[0])));
    store->remove(person, "consent withdrawn");

    const auto bytes = everything(folder);
    EXPECT_THAT(bytes.find("Zeb"), std::string::npos) << "name, crop, original or reason is left in a file";
    EXPECT_THAT(bytes.find("zzzz"), std::string::npos) << "part of the crop is left in a file";
    EXPECT_THAT(bytes.find("look at 111"), std::string::npos) << "a look from a recording is left in a file";
    EXPECT_THAT(bytes.find(rawFloats(photo.templates[0])), std::string::npos)
        << "a template is left in a file";
    EXPECT_THAT(bytes.find(rawFloats(someSample(2).templates[0])), std::string::npos) << "of the merged one";
    EXPECT_THAT(bytes.find(rawFloats(looks[0].value)), std::string::npos) << "of a look in a recording";
    ASSERT_THAT(lookBookOf(*store).looks(recording, kRecogniser), SizeIs(1)) << "the other one's stays";
    EXPECT_EQ(lookBookOf(*store).looks(recording, kRecogniser)[0].box.x, 556);
    EXPECT_THAT(bytes.find("Z-1"), std::string::npos);

    EXPECT_THAT(store->identities(), SizeIs(1));
    EXPECT_THAT(store->templates(kRecogniser), SizeIs(1));
    EXPECT_FALSE(store->hasSample(photo.sample.sha256));
    const auto left = store->tracks(store->recordings()[0].id);
    ASSERT_THAT(left, SizeIs(2));
    EXPECT_FALSE(left[0].identity);
    EXPECT_EQ(left[0].state, TrackState::kUnknown);
    EXPECT_FALSE(left[0].pooled);
    EXPECT_THAT(left[0].shots, IsEmpty());
    EXPECT_THAT(left[1].shots, SizeIs(2)) << "nobody said that this was the person";

    const auto last = store->auditEntries(2);
    EXPECT_EQ(last[0].action, "identity.remove");
    EXPECT_EQ(last[0].subject, "identity:" + std::to_string(person.value()));
    EXPECT_EQ(last[1].subject, "identity:" + std::to_string(other.value()));
    EXPECT_FALSE(store->auditBrokenAt());
    EXPECT_EQ(store->decisions()[0].reason, "consent withdrawn");
}

TEST_F(StoreTest, UndoesOnlyWhatIsNotAboutARemovedPerson) {
    const auto anna = enrol("Anna", 1), ben = enrol("Ben", 2);
    store->rename(ben, "Benjamin");
    store->rename(anna, "Hannah");
    store->remove(anna);
    const auto undone = store->undo();
    ASSERT_TRUE(undone);
    EXPECT_EQ(undone->subject, "identity:" + std::to_string(ben.value()));
    EXPECT_EQ(nameOf(ben), "Ben");
    EXPECT_FALSE(store->undo());
    EXPECT_NE(enrol("Anna", 1), anna) << "an id is never given again";
}

TEST_F(StoreTest, KeepsTheOriginalThatAnotherPersonIsIn) {
    std::ofstream(folder / "group.jpg") << "group photo";
    store->setSetting(Store::kKeepOriginals, "1");
    auto left = someSample(1), right = someSample(3);
    left.sample.path = right.sample.path = folder / "group.jpg";
    left.sample.sha256 = right.sample.sha256 = sha256File(left.sample.path);
    right.sample.face.box.x += 400;
    const auto anna = store->enrol("Anna", "", {left}).identity;
    const auto ben = store->enrol("Ben", "", {right});
    store->remove(anna);
    EXPECT_EQ(store->original(ben.samples[0]), bytesOf("group photo"));
    store->remove(ben.identity);
    EXPECT_THAT(everything(folder).substr(0, 0), IsEmpty());
    std::filesystem::remove(folder / "group.jpg");
    EXPECT_EQ(everything(folder).find("group photo"), std::string::npos);
}
