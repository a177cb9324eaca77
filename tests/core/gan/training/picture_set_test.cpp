#include "core/gan/training/picture_set.h"

#include <fstream>
#include <random>
#include <set>

#include "core/base/error.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::gan;
namespace fs = std::filesystem;

namespace {

/// "side r g b" as text: pictures that a test can write without a codec.
Picture decodeText(std::span<const std::byte> bytes, const std::string& name) {
    std::istringstream text(std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
    int side = 0, r = 0, g = 0, b = 0;
    if (!(text >> side >> r >> g >> b)) throw Error(ErrorCode::kUnreadable, name, "this is not a picture");
    Picture picture{side, side, {}};
    for (int i = 0; i < side * side; ++i)
        picture.rgb.insert(picture.rgb.end(), {std::uint8_t(r), std::uint8_t(g), std::uint8_t(b)});
    return picture;
}

void write(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

std::string tarEntry(const std::string& name, const std::string& content) {
    std::string header(512, '\0');
    std::copy(name.begin(), name.end(), header.begin());
    std::snprintf(header.data() + 124, 12, "%011o", static_cast<unsigned>(content.size()));
    header[156] = '0';
    std::copy_n("ustar", 5, header.begin() + 257);
    std::fill_n(header.begin() + 148, 8, ' ');
    unsigned sum = 0;
    for (const unsigned char c : header)
        sum += c;
    std::snprintf(header.data() + 148, 8, "%06o", sum);
    std::string body = content;
    body.resize((content.size() + 511) / 512 * 512, '\0');
    return header + body;
}

ErrorCode codeOf(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    ADD_FAILURE() << "nothing was thrown";
    return ErrorCode::kInternal;
}

}  // namespace

TEST(PictureSet, LoadsAFolderResizesAndCountsWhatItSkips) {
    test::TempFolder folder;
    write(folder / "a.png", "64 200 100 50");
    write(folder / "sub/b.png", "16 10 20 30");
    write(folder / "broken.png", "nonsense");
    write(folder / "notes.txt", "64 1 1 1");
    JobContext context;
    const auto set = loadPictureSet(folder.path(), 32, decodeText, context);
    ASSERT_EQ(set.size(), 2);
    ASSERT_EQ(set.skipped.size(), 1u);
    EXPECT_EQ(set.skipped[0].rfind("broken.png", 0), 0u);
    EXPECT_EQ(set.picture(0).rgb[0], 200);
    EXPECT_EQ(set.picture(1).rgb[2], 30);
}

TEST(PictureSet, MakesClassesOfAgeBandAndGender) {
    test::TempFolder folder;
    write(folder / "a.png", "32 1 1 1");
    write(folder / "b.png", "32 2 2 2");
    write(folder / "c.png", "32 3 3 3");
    write(folder / "labels.csv", "file,age,gender\na.png,40,female\r\nb.png,7,male\n");
    JobContext context;
    const auto set = loadPictureSet(folder.path(), 32, decodeText, context);
    EXPECT_EQ(set.labelNames, (std::vector<std::string>{"female 30-44", "male 0-12"}));
    EXPECT_EQ(set.labels, (std::vector<std::int32_t>{0, 1}));
    EXPECT_EQ(set.skipped.size(), 1u);
}

TEST(PictureSet, SaysWhichLineOfTheLabelsIsWrong) {
    test::TempFolder folder;
    write(folder / "a.png", "32 1 1 1");
    write(folder / "labels.csv", "file,age,gender\na.png,old,female\n");
    JobContext context;
    try {
        loadPictureSet(folder.path(), 32, decodeText, context);
        FAIL();
    } catch (const Error& error) {
        EXPECT_NE(error.detail().find("line 2"), std::string::npos);
    }
}

TEST(PictureSet, ReadsATarAndRefusesOneThatIsCutOff) {
    test::TempFolder folder;
    const std::string tar = tarEntry("faces/1.jpg", "32 9 8 7") +
                            tarEntry("labels.csv", "file,label\n1.jpg,cat\n") + std::string(1024, '\0');
    write(folder / "set.tar", tar);
    JobContext context;
    const auto set = loadPictureSet(folder / "set.tar", 32, decodeText, context);
    ASSERT_EQ(set.size(), 1);
    EXPECT_EQ(set.labelNames, std::vector<std::string>{"cat"});
    write(folder / "cut.tar", tar.substr(0, 515));
    EXPECT_EQ(codeOf([&] { loadPictureSet(folder / "cut.tar", 32, decodeText, context); }),
              ErrorCode::kUnreadable);
    write(folder / "no.tar", std::string(2000, 'x'));
    EXPECT_EQ(codeOf([&] { loadPictureSet(folder / "no.tar", 32, decodeText, context); }),
              ErrorCode::kUnreadable);
}

TEST(PictureSet, EmptyOrMissingSourcesAreSaidToBeSo) {
    test::TempFolder folder;
    JobContext context;
    EXPECT_EQ(codeOf([&] { loadPictureSet(folder.path(), 32, decodeText, context); }),
              ErrorCode::kUnreadable);
    EXPECT_EQ(codeOf([&] { loadPictureSet(folder / "none", 32, decodeText, context); }),
              ErrorCode::kNotFound);
}

TEST(PictureSet, PackedSurvivesTheRoundTripAndNoDamagedFileCrashes) {
    test::TempFolder folder;
    PictureSet set;
    set.resolution = 32;
    set.labelNames = {"x", "y"};
    for (int i = 0; i < 3 * 3 * 32 * 32; ++i)
        set.pixels.push_back(static_cast<std::uint8_t>(i * 31));
    set.labels = {0, 1, 0};
    savePacked(set, folder / "set.pack");
    const auto back = loadPacked(folder / "set.pack");
    EXPECT_EQ(back.pixels, set.pixels);
    EXPECT_EQ(back.labels, set.labels);
    std::ifstream file(folder / "set.pack", std::ios::binary);
    const std::string good((std::istreambuf_iterator<char>(file)), {});
    std::mt19937 random(1);
    for (int round = 0; round < 300; ++round) {
        std::string bad = good;
        if (round % 2)
            bad.resize(random() % bad.size());
        else
            for (int i = 0; i < 4; ++i)
                bad[random() % 120] = static_cast<char>(random());
        write(folder / "bad.pack", bad);
        try {
            const auto read = loadPacked(folder / "bad.pack");
            EXPECT_EQ(read.pixels.size(), set.pixels.size());
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::kUnreadable);
        }
    }
}

TEST(PictureSet, APackedFolderIsTheSetThatTheFolderIs) {
    test::TempFolder folder;
    write(folder / "set/b.png", "64 200 100 50");
    write(folder / "set/a.png", "33 10 20 30");
    write(folder / "set/labels.csv", "file,label\na.png,old\nb.png,young\n");
    JobContext context;
    const auto set = loadPictureSet(folder / "set", 32, decodeText, context);
    savePacked(set, folder / "set.pack");
    const auto packed = loadPictureSet(folder / "set.pack", 32, {}, context);
    EXPECT_EQ(packed.pixels, set.pixels);
    EXPECT_EQ(packed.labels, set.labels);
    EXPECT_EQ(packed.labelNames, set.labelNames);
    const auto smaller = loadPictureSet(folder / "set.pack", 16, {}, context);
    EXPECT_EQ(smaller.resolution, 16);
    EXPECT_EQ(smaller.size(), 2);
}

TEST(PictureSet, NamesWhatIsDamagedInAPackedFile) {
    test::TempFolder folder;
    PictureSet set{4, std::vector<std::uint8_t>(2 * 3 * 4 * 4, 7), {0, 1}, {"x", "y"}, {}};
    savePacked(set, folder / "set.pack");
    std::ifstream file(folder / "set.pack", std::ios::binary);
    const std::string good((std::istreambuf_iterator<char>(file)), {});
    const auto pixels = good.size() - set.pixels.size(), labels = pixels - 2 * sizeof(std::int32_t);
    const auto sentenceWith = [&](std::size_t at) {
        std::string bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 1);
        write(folder / "bad.pack", bad);
        try {
            loadPacked(folder / "bad.pack");
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::kUnreadable);
            return error.detail();
        }
        return std::string();
    };
    EXPECT_EQ(sentenceWith(0), "it is not a packed set of pictures");
    EXPECT_EQ(sentenceWith(labels), "its labels are damaged");
    EXPECT_EQ(sentenceWith(good.size() - 1), "its pictures are damaged");
    write(folder / "cut.pack", good.substr(0, good.size() - 1));
    EXPECT_EQ(codeOf([&] { loadPacked(folder / "cut.pack"); }), ErrorCode::kUnreadable);
}

TEST(Shuffle, ShowsEveryPictureOnceAnEpochInAnotherOrderEachTime) {
    Shuffle shuffle(50, 3), again(50, 3);
    std::vector<std::int64_t> first, second;
    for (int i = 0; i < 50; ++i)
        first.push_back(shuffle.index(i));
    for (int i = 50; i < 100; ++i)
        second.push_back(shuffle.index(i));
    EXPECT_EQ(std::set(first.begin(), first.end()).size(), 50u);
    EXPECT_EQ(std::set(second.begin(), second.end()).size(), 50u);
    EXPECT_NE(first, second);
    EXPECT_EQ(again.index(77), second[27]);
}

TEST(Squared, AveragesTheMiddleSquare) {
    Picture wide{8, 4, std::vector<std::uint8_t>(8 * 4 * 3, 0)};
    for (int y = 0; y < 4; ++y)
        for (int x = 2; x < 6; ++x)
            for (int c = 0; c < 3; ++c)
                wide.rgb[(y * 8 + x) * 3 + c] = static_cast<std::uint8_t>(x < 4 ? 100 : 200);
    const auto small = squared(wide, 2);
    EXPECT_EQ(small.rgb[0], 100);
    EXPECT_EQ(small.rgb[3], 200);
}
