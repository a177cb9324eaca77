#include "core/pipelines/people/gallery_archive.h"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>

#include "core/base/hash.h"
#include "core/store/gallery_book.h"
#include "core/store/gallery_file.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::test;

namespace {

class GalleryArchive : public testing::Test {
  protected:
    Store::NewSample sample(const std::string& name, float first = 1) const {
        Store::NewSample made;
        made.sample.path = "/photos/" + name;
        made.sample.sha256 = sha256(name);
        made.sample.crop = {std::byte(1), std::byte(2)};
        made.sample.face.box = {1, 2, 30, 40};
        made.sample.face.landmarks5 = {{{1, 2}, {3, 4}, {5, 6}, {7, 8}, {9, 10}}};
        made.sample.face.quality.overall = 55;
        made.templates = {{"a@1", {first, 0}}, {"b@2", {0, first, 0}}};
        return made;
    }
    GalleryExport write() {
        JobContext context;
        return exportGallery(*here, file, context);
    }
    GalleryImport read(Store& store) {
        JobContext context;
        return importGallery(store, file, context);
    }
    /// The same file with other records and right hashes: what a hostile hand would make.
    void rewrite(const std::function<void(std::vector<GalleryRecord>&)>& edit) {
        std::vector<GalleryRecord> records;
        {
            const GalleryFileReader reader(file);
            reader.each([&](GalleryRecord record) { records.push_back(std::move(record)); });
        }
        edit(records);
        GalleryFileWriter writer(file);
        for (const auto& record : records)
            writer.add(record);
        writer.finish();
    }

    TempFolder folder;
    const std::filesystem::path file = folder / "staff.gallery";
    std::shared_ptr<Store> here = Store::open(folder / "here"), there = Store::open(folder / "there");
};

}  // namespace

TEST_F(GalleryArchive, NothingIsLostOnTheWayAndTheSecondTimeNothingIsNew) {
    const auto anna = here->enrol("Anna", "A-1", {sample("a1"), sample("a2")}).identity;
    const auto ben = here->enrol("Ben", "", {sample("b1")}).identity;
    here->rename(here->enrol("Benno", "", {sample("c1")}).identity, "Ben");  // two people of one name
    PersonRecord record{.identity = anna, .notes = "夜班", .groups = {"staff"}};
    record.validTo = 99, record.consent = Consent::kWithdrawn, record.purpose = "door", record.keepUntil = 7;
    here->galleryBook().setRecord(record);
    here->galleryBook().keepApart(anna, ben);
    const auto exported = write();
    EXPECT_EQ(exported.people, 3);
    EXPECT_EQ(exported.templates, 8);

    const auto imported = read(*there);
    EXPECT_EQ(imported.hash, exported.hash);
    EXPECT_TRUE(imported.refused.empty());
    EXPECT_EQ(imported.people, 3);
    EXPECT_EQ(imported.samples, 4);
    EXPECT_EQ(imported.templates, 8);
    const auto copy = there->identityNamed("Anna");
    ASSERT_TRUE(copy);
    EXPECT_EQ(copy->externalId, "A-1");
    EXPECT_EQ(copy->enrolledAt, here->identity(anna)->enrolledAt);
    record.identity = copy->id;
    EXPECT_EQ(there->galleryBook().record(copy->id), record);
    const auto before = here->samples(anna), after = there->samples(copy->id);
    ASSERT_EQ(after.size(), before.size());
    for (std::size_t i = 0; i < after.size(); ++i) {
        EXPECT_EQ(after[i].path, before[i].path);
        EXPECT_EQ(after[i].sha256, before[i].sha256);
        EXPECT_EQ(after[i].crop, before[i].crop);
        EXPECT_EQ(after[i].addedAt, before[i].addedAt);
        EXPECT_EQ(after[i].face.landmarks5, before[i].face.landmarks5);
    }
    EXPECT_EQ(there->templates("a@1").size(), 4u);
    EXPECT_EQ(there->templates("b@2").front().value.values, (std::vector<float>{0, 1, 0}));
    EXPECT_EQ(there->galleryBook().keptApart().size(), 1u);

    const auto again = read(*there);
    EXPECT_EQ(again.people, 0);
    EXPECT_EQ(again.known, 3);
    EXPECT_EQ(again.samples, 0);
    EXPECT_TRUE(again.refused.empty());
    EXPECT_EQ(there->identities().size(), 3u);
    EXPECT_FALSE(there->auditBrokenAt());
}

TEST_F(GalleryArchive, WhatStandsInTheWayIsToldRowByRow) {
    here->enrol("Anna", "A-1", {sample("a1"), sample("a2")});
    here->enrol("Ben", "", {sample("b1")});
    write();
    const auto other = there->enrol("Somebody else", "", {sample("a1")}).identity;
    const auto result = read(*there);
    EXPECT_EQ(result.people, 2);
    ASSERT_EQ(result.refused.size(), 1u);
    EXPECT_EQ(result.refused[0].person, "Anna");
    EXPECT_EQ(result.refused[0].what, "/photos/a1");
    EXPECT_EQ(there->samples(other).size(), 1u);
    EXPECT_EQ(there->identityNamed("Anna")->samples, 1);
}

TEST_F(GalleryArchive, AnAlteredFileChangesNothing) {
    here->enrol("Anna", "A-1", {sample("a1")});
    write();
    std::string bytes;
    {
        std::ifstream in(file, std::ios::binary);
        bytes.assign(std::istreambuf_iterator<char>(in), {});
    }
    const auto at = bytes.find("/photos/a1");
    ASSERT_NE(at, std::string::npos);
    bytes[at + 1] = 'q';
    std::ofstream(file, std::ios::binary) << bytes;
    EXPECT_THROW(read(*there), Error);
    EXPECT_TRUE(there->identities().empty());
}

TEST_F(GalleryArchive, HostileRecordsAreRefusedOneByOne) {
    here->enrol("Anna", "", {sample("a1")});
    here->enrol("Ben", "", {sample("b1")});
    write();
    rewrite([&](std::vector<GalleryRecord>& records) {
        auto anna = records[0];
        std::vector<GalleryRecord> bad = {
            {"person", "not json", {}},          {"sample", "{}", {}},
            {"person", R"({"id":7})", {}},       {"crop", "", {std::byte(1)}},
            {"template", "a@1", {std::byte(1)}},
        };
        auto empty = anna;
        empty.head.replace(empty.head.find("\"Anna\""), 6, "\"\"");
        auto longName = anna;
        longName.head.replace(longName.head.find("\"Anna\""), 6, '"' + std::string(5000, 'x') + '"');
        bad.push_back(empty);
        bad.push_back(longName);
        records.insert(records.begin(), bad.begin(), bad.end());
        records.push_back({"wishes", "", {}});
        records.push_back({"template", "c@3", std::vector<std::byte>(4, std::byte(255))});  // not a number
        records.push_back({"original", "", {std::byte(9)}});
        records.push_back({"apart", R"({"a":1,"b":99})", {}});
    });
    const auto result = read(*there);
    EXPECT_TRUE(there->identityNamed("Anna"));
    ASSERT_TRUE(there->identityNamed("Ben"));
    EXPECT_EQ(there->identityNamed("Ben")->templates, 2) << "the one that is no number was left out";
    EXPECT_EQ(there->identities().size(), 2u);
    EXPECT_GE(result.refused.size(), 9u);
    for (const auto& one : result.refused)
        EXPECT_FALSE(one.reason.empty());
    EXPECT_FALSE(there->auditBrokenAt());
}
