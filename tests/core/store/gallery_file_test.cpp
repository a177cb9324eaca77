#include "core/store/gallery_file.h"

#include <SQLiteCpp/Database.h>

#include <fstream>

#include "tests/core/store/store_fixture.h"

using namespace lineament;
using namespace lineament::test;

namespace {

class GalleryFileTest : public testing::Test {
  protected:
    GalleryFileTest() {
        GalleryFileWriter writer(file);
        for (const auto& record : records)
            writer.add(record);
        EXPECT_FALSE(std::filesystem::exists(file)) << "it appears when it is whole";
        hash = writer.finish();
    }
    void change(const std::string& sql) { SQLite::Database(file.string(), SQLite::OPEN_READWRITE).exec(sql); }
    std::optional<ErrorCode> refusal() {
        return codeOf([&] { GalleryFileReader(file).verify(); });
    }

    TempFolder folder;
    const std::filesystem::path file = folder / "staff 100%?#.gallery";
    const std::vector<GalleryRecord> records = {{"person", "{\"name\":\"Anna\"}", {}},
                                                {"crop", "", {std::byte(0), std::byte(255)}},
                                                {"person", "王伟", {}}};
    std::string hash;
};

}  // namespace

TEST_F(GalleryFileTest, GivesBackWhatWasPutInUnderTheSameHash) {
    const GalleryFileReader reader(file);
    EXPECT_EQ(reader.verify(), hash);
    std::vector<GalleryRecord> read;
    reader.each([&](GalleryRecord record) { read.push_back(std::move(record)); });
    EXPECT_EQ(read, records);
    EXPECT_FALSE(std::filesystem::exists(file.string() + ".partial"));
}

TEST_F(GalleryFileTest, WhatWasAlteredLeftOutAddedOrSwappedIsRefused) {
    for (const char* sql : {"UPDATE records SET head = '{\"name\":\"Eve\"}' WHERE seq = 1",
                            "UPDATE records SET blob = x'00' WHERE seq = 2",
                            "DELETE FROM records WHERE seq = 2", "DELETE FROM records WHERE kind = 'end'",
                            "INSERT INTO records (kind, head, blob, hash) VALUES ('person', '', x'', '')",
                            "UPDATE records SET seq = CASE seq WHEN 1 THEN 13 WHEN 3 THEN 1 ELSE seq END"}) {
        const auto kept = folder / "kept";
        std::filesystem::copy_file(file, kept, std::filesystem::copy_options::overwrite_existing);
        change(sql);
        EXPECT_EQ(refusal(), ErrorCode::kUnreadable) << sql;
        std::filesystem::copy_file(kept, file, std::filesystem::copy_options::overwrite_existing);
    }
    EXPECT_EQ(GalleryFileReader(file).verify(), hash);
}

TEST_F(GalleryFileTest, ANewerVersionAForeignFileAndAStrangeSchemaAreRefused) {
    change("PRAGMA user_version = 2");
    EXPECT_EQ(refusal(), ErrorCode::kStoreTooNew);
    change("PRAGMA user_version = 1; PRAGMA application_id = 1");
    EXPECT_EQ(refusal(), ErrorCode::kUnsupported);
    change("PRAGMA application_id = " + std::to_string(0x4c47414c) +
           "; ALTER TABLE records RENAME TO hidden; CREATE VIEW records AS SELECT * FROM hidden");
    EXPECT_EQ(refusal(), ErrorCode::kUnreadable) << "a view may run whatever it likes";
    std::ofstream(file, std::ios::trunc) << "name,photos\n";
    EXPECT_EQ(refusal(), ErrorCode::kUnsupported);
    std::filesystem::remove(file);
    EXPECT_EQ(refusal(), ErrorCode::kNotFound);
}

TEST_F(GalleryFileTest, CutShortAnywhereItIsRefused) {
    const auto size = std::filesystem::file_size(file);
    for (const auto length : {size - 1, size / 2, size / 8, std::uintmax_t(100), std::uintmax_t(0)}) {
        std::filesystem::resize_file(file, length);
        const auto code = refusal();
        EXPECT_TRUE(code == ErrorCode::kUnreadable || code == ErrorCode::kUnsupported) << length;
    }
}

TEST_F(GalleryFileTest, AWriterThatIsGivenUpLeavesTheOldFile) {
    {
        GalleryFileWriter writer(file);
        writer.add({"person", "half", {}});
    }
    EXPECT_EQ(GalleryFileReader(file).verify(), hash);
    EXPECT_EQ(codeOf([&] { GalleryFileWriter("/nonexistent/x.gallery"); }), ErrorCode::kUnwritable);
}
