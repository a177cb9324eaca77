#include "core/gan/exchange/pytorch_file.h"

#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <random>

#include "core/base/error.h"
#include "tests/core/gan/peak_memory.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::gan;
namespace fs = std::filesystem;

namespace {

template <class Number>
std::string little(Number value, std::size_t bytes = sizeof(Number)) {
    std::string text(bytes, '\0');
    std::memcpy(text.data(), &value, bytes);
    return text;
}

/// A zip archive of stored files, as torch.save writes it (without checksums, which the reader leaves aside).
std::string zipOf(const std::vector<std::pair<std::string, std::string>>& files) {
    std::string body, table;
    for (const auto& [name, content] : files) {
        const auto sizes = little<std::uint32_t>(content.size()) + little<std::uint32_t>(content.size());
        const auto offset = body.size();
        body += "PK\3\4" + std::string(14, '\0') + sizes + little<std::uint16_t>(name.size()) +
                little<std::uint16_t>(0) + name + content;
        table += "PK\1\2" + std::string(16, '\0') + sizes + little<std::uint16_t>(name.size()) +
                 std::string(12, '\0') + little<std::uint32_t>(offset) + name;
    }
    return body + table + "PK\5\6" + std::string(4, '\0') + little<std::uint16_t>(files.size()) +
           little<std::uint16_t>(files.size()) + little<std::uint32_t>(table.size()) +
           little<std::uint32_t>(body.size()) + little<std::uint16_t>(0);
}

std::string text(const std::string& value) {
    return "X" + little<std::uint32_t>(value.size()) + value;
}
std::string whole(std::int32_t value) {
    std::string all(1, 'J');
    all += little(value);
    return all;
}
std::string tuple(const std::vector<std::int32_t>& values) {
    std::string all = "(";
    for (const auto value : values)
        all += whole(value);
    return all + "t";
}
std::string tensor(const std::string& key, std::int32_t offset, const std::vector<std::int32_t>& shape,
                   const std::vector<std::int32_t>& strides, const std::string& storage = "FloatStorage") {
    return "ctorch._utils\n_rebuild_tensor_v2\n((" + text("storage") + "ctorch\n" + storage + "\n" +
           text(key) + text("cpu") + whole(6) + "tQ" + whole(offset) + tuple(shape) + tuple(strides) +
           "\x89" + "ccollections\nOrderedDict\n)RtR";
}
std::string dictionary(const std::string& entries) {
    return "\x80\x02}(" + entries + "u.";
}

std::string file(const std::string& pickle) {
    std::string numbers;
    for (int i = 0; i < 6; ++i)
        numbers += little(static_cast<float>(i));
    return zipOf({{"archive/data.pkl", pickle}, {"archive/data/0", numbers}, {"archive/version", "3\n"}});
}

class PytorchFile : public testing::Test {
  protected:
    Weights read(const std::string& content) {
        std::ofstream(folder_ / "x.pt", std::ios::binary) << content;
        return readPytorchFile(folder_ / "x.pt");
    }
    /// The sentence it is refused with.
    std::string refusal(const std::string& content) {
        try {
            read(content);
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::kModelInvalid);
            EXPECT_EQ(error.detail().find('\n'), std::string::npos) << error.detail();
            return error.detail();
        }
        return "";
    }
    test::TempFolder folder_;
};

}  // namespace

TEST_F(PytorchFile, ReadsTensorsViewsAndNestedDictionaries) {
    const auto weights = read(file(dictionary(
        text("a") + tensor("0", 0, {2, 3}, {3, 1}) + text("turned") + tensor("0", 0, {3, 2}, {1, 3}) +
        text("part") + tensor("0", 4, {2}, {1}) + text("scalar") + tensor("0", 5, {}, {}) + text("whole") +
        tensor("0", 0, {3}, {1}, "LongStorage") + text("inner") + "}(" + text("b") +
        tensor("0", 1, {1}, {1}) + "u" + text("note") + text("free"))));
    EXPECT_EQ(weights.size(), 5u);
    EXPECT_EQ(weights.get("a").data, (std::vector<float>{0, 1, 2, 3, 4, 5}));
    EXPECT_EQ(weights.get("a").shape, (std::vector<std::int64_t>{2, 3}));
    EXPECT_EQ(weights.get("turned").data, (std::vector<float>{0, 3, 1, 4, 2, 5}));
    EXPECT_EQ(weights.get("part").data, (std::vector<float>{4, 5}));
    EXPECT_EQ(weights.get("scalar").data, (std::vector<float>{5}));
    EXPECT_EQ(weights.get("inner/b").data, (std::vector<float>{1}));
}

TEST_F(PytorchFile, RefusesEveryNameThatIsNoTensor) {
    for (const auto* global :
         {"posix\nsystem\n", "builtins\neval\n", "torch\nload\n", "torch._utils\n_rebuild_parameter\n",
          "torch\nos.system\nStorage\n", "numpy.core.multiarray\nscalar\n"}) {
        const auto why =
            refusal(file(dictionary(text("a") + "c" + global + "(" + text("touch /tmp/x") + "tR")));
        EXPECT_NE(why.find("which is code and not a tensor"), std::string::npos) << global << why;
    }
    EXPECT_NE(refusal(file("\x80\x04" + text("posix") + text("system") + "\x93" + "(" + text("true") + "tR."))
                  .find("posix.system"),
              std::string::npos);
    // Known names in other than their places.
    EXPECT_NE(refusal(file("\x80\x02"
                           "ctorch\nFloatStorage\n(tR.")),
              "");
    EXPECT_NE(refusal(file("\x80\x02"
                           "ccollections\nOrderedDict\n}b.")),
              "");
    EXPECT_NE(refusal(file("\x80\x02(i__main__\nX\n.")), "");
}

TEST_F(PytorchFile, RefusesTensorsBeyondTheirNumbersAndSizesThatOverflow) {
    const auto one = [&](const std::string& value) { return refusal(file(dictionary(text("a") + value))); };
    EXPECT_NE(one(tensor("0", 0, {7}, {1})).find("outside its numbers"), std::string::npos);
    EXPECT_NE(one(tensor("0", 6, {1}, {1})).find("outside its numbers"), std::string::npos);
    EXPECT_NE(one(tensor("0", 0, {2}, {6})).find("outside its numbers"), std::string::npos);
    EXPECT_NE(one(tensor("0", 0, {2, 2}, {INT32_MAX, INT32_MAX})).find("outside its numbers"),
              std::string::npos);
    EXPECT_NE(one(tensor("0", 0, {INT32_MAX, INT32_MAX, INT32_MAX}, {0, 0, 0})).find("larger than the file"),
              std::string::npos);
    EXPECT_NE(one(tensor("0", 0, {100000}, {0})).find("larger than the file"), std::string::npos);
    EXPECT_NE(one(tensor("0", -1, {1}, {1})), "");
    EXPECT_NE(one(tensor("0", 0, {-1}, {1})), "");
    EXPECT_NE(one(tensor("9", 0, {1}, {1})).find("missing"), std::string::npos);
    EXPECT_NE(one(tensor("../version", 0, {1}, {1})).find("missing"), std::string::npos);
    // Many tensors of one storage must not grow beyond the file either.
    std::string many;
    for (int i = 0; i < 2000; ++i)
        many += text(std::to_string(i)) + "h\1";
    EXPECT_NE(refusal(file(dictionary(text("a") + tensor("0", 0, {200}, {0}) + "q\1" + many))), "");
}

TEST_F(PytorchFile, EndsOnDictionariesWithinThemselves) {
    // d = {"d": d}, and a list that holds itself.
    EXPECT_NE(refusal(file("\x80\x02}q\1" + text("d") + "h\1s.")), "");
    EXPECT_NO_THROW(read(file("\x80\x02}" + text("l") + "]q\1h\1as.")));
    // Ten dictionaries, each of which holds the one before ten times.
    std::string bomb = "\x80\x02}q" + std::string(1, '\0');
    for (int level = 1; level < 10; ++level) {
        bomb += "}(";
        for (int i = 0; i < 10; ++i)
            bomb += text(std::to_string(i)) + "h" + std::string(1, static_cast<char>(level - 1));
        bomb += "uq" + std::string(1, static_cast<char>(level));
    }
    EXPECT_NE(refusal(file(bomb + ".")), "");
}

TEST_F(PytorchFile, RefusesWhatIsNoZipOfTorch) {
    EXPECT_NE(refusal("").find("torch.save"), std::string::npos);
    EXPECT_NE(refusal("\x80\x02\x8a\x0al\xfc\x9c").find("torch.save"), std::string::npos);
    EXPECT_NE(refusal(zipOf({{"readme.txt", "x"}})).find("none of torch.save"), std::string::npos);
    EXPECT_NE(refusal(zipOf({{"a/data.pkl", "\x80\x02}."}, {"b/data.pkl", "\x80\x02}."}})).find("twice"),
              std::string::npos);
    EXPECT_NE(refusal(zipOf({{"a/data.pkl", "\x80\x02}."}, {"a/byteorder", "big"}})).find("big-endian"),
              std::string::npos);
    EXPECT_NE(refusal(zipOf({{"a/data.pkl", "\x80\x02K\1."}})).find("no dictionary"), std::string::npos);
    EXPECT_THROW(readPytorchFile(folder_ / "nothing.pt"), Error);
}

TEST_F(PytorchFile, SurvivesTruncationsAndFlippedBytes) {
    const auto good =
        file(dictionary(text("a") + tensor("0", 0, {2, 3}, {3, 1}) + text("b") + tensor("0", 0, {3}, {2})));
    std::mt19937 random(11);
    const auto before = test::peakMemory();
    int refused = 0;
    for (int round = 0; round < 600; ++round) {
        std::string bad = good;
        if (round % 3 == 0)
            bad.resize(random() % bad.size());
        else
            for (unsigned i = 0; i < 1 + random() % 4; ++i)
                bad[random() % bad.size()] = static_cast<char>(random());
        if (!refusal(bad).empty()) ++refused;
    }
    EXPECT_GT(refused, 300);
    EXPECT_LT(test::peakMemory() - before, 64 << 20);
}
