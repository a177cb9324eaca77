#include "core/inference/model_fetch.h"

#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <thread>

#include "core/base/error.h"
#include "core/base/hash.h"
#include "tests/support/places.h"

namespace fs = std::filesystem;
using namespace lineament;
using nlohmann::json;

namespace {

void write(const fs::path& path, const std::string& content) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
}

/// Two packages of three files, and programs that stand in for npm.
class ModelFetchTest : public testing::Test {
  protected:
    void SetUp() override {
        ::setenv("XDG_DATA_HOME", (folder_ / "xdg").c_str(), 1);
        json models = json::array();
        for (const auto& [package, member] :
             std::vector<std::pair<std::string, std::string>>{{"@maker/nets@1.2.3", "model/a.bin"},
                                                              {"@maker/nets@1.2.3", "model/b.bin"},
                                                              {"other@0.1.0", "c.bin"}}) {
            const auto name = fs::path(member).filename().string();
            models.push_back({{"id", name},
                              {"role", "detector"},
                              {"format", "onnx"},
                              {"files",
                               {{{"name", "maker/" + name},
                                 {"sha256", sha256("content of " + name)},
                                 {"bytes", 16},
                                 {"package", package},
                                 {"member", member}}}}});
            write(folder_ / "packed" / package / "package" / member, "content of " + name);
        }
        write(folder_ / "models/manifest.json", json{{"version", 1}, {"models", models}}.dump());
        pack("@maker/nets@1.2.3", "maker-nets-1.2.3.tgz");
        pack("other@0.1.0", "other-0.1.0.tgz");
    }

    void pack(const std::string& package, const std::string& archive) const {
        fs::create_directories(folder_ / "tgz");
        const auto command = "tar -czf '" + (folder_ / "tgz" / archive).string() + "' -C '" +
                             (folder_ / "packed" / package).string() + "' package";
        ASSERT_EQ(std::system(command.c_str()), 0);
    }

    /// A program that notes its arguments and does as the script says.
    std::string npm(const std::string& script) const {
        const auto path = folder_ / "npm";
        write(path, "#!/bin/sh\necho \"$@\" >> '" + (folder_ / "calls").string() + "'\n" + script + "\n");
        ::chmod(path.c_str(), 0700);
        return path.string();
    }
    std::string goodNpm() const {
        return npm("cp '" + (folder_ / "tgz").string() +
                   "'/\"$(echo \"$2\" | tr -d '\\n' | sed 's/^@//; s/[@/]/-/g')\".tgz .");
    }
    std::string calls() const {
        std::ifstream file(folder_ / "calls");
        return {std::istreambuf_iterator<char>(file), {}};
    }
    ModelRegistry registry() const { return ModelRegistry(folder_ / "models"); }
    bool valid() const {
        const auto fresh = registry();
        return std::all_of(fresh.models().begin(), fresh.models().end(),
                           [&](const auto& model) { return fresh.status(model).valid; });
    }
    Error refusal(const std::function<void()>& action) const {
        try {
            action();
        } catch (const Error& error) {
            return error;
        }
        ADD_FAILURE() << "nothing was refused";
        return Error(ErrorCode::kInternal, "", "");
    }
    void expectNothingLeftOver() const {
        for (const auto& entry : fs::directory_iterator(folder_ / "models/weights"))
            EXPECT_NE(entry.path().filename().string().rfind(".fetch", 0), 0u) << entry.path();
    }

    test::TempFolder folder_;
    JobContext context_;
};

}  // namespace

TEST_F(ModelFetchTest, FetchesEachPackageOnceAndThenNothing) {
    const auto first = fetchModels(registry(), context_, {goodNpm()});
    EXPECT_EQ(first.fetched.size(), 3u);
    EXPECT_EQ(first.kept, 0);
    EXPECT_TRUE(valid());
    EXPECT_EQ(calls(),
              "pack @maker/nets@1.2.3 --ignore-scripts --loglevel=error\npack other@0.1.0 --ignore-scripts "
              "--loglevel=error\n");
    const auto second = fetchModels(registry(), context_, {npm("exit 1")});
    EXPECT_EQ(second.kept, 3);
    EXPECT_TRUE(second.fetched.empty());
    expectNothingLeftOver();
}

TEST_F(ModelFetchTest, ReplacesAnAlteredFileAndKeepsTheRest) {
    fetchModels(registry(), context_, {goodNpm()});
    write(folder_ / "models/weights/maker/b.bin", "content of evil!");
    EXPECT_FALSE(valid());
    const auto again = fetchModels(registry(), context_, {goodNpm()});
    EXPECT_EQ(again.fetched, std::vector<std::string>{"maker/b.bin"});
    EXPECT_TRUE(valid());
}

TEST_F(ModelFetchTest, SaysWhatToDoWithoutNpmOrNetwork) {
    const auto missing =
        refusal([&] { fetchModels(registry(), context_, {(folder_ / "no-such-npm").string()}); });
    EXPECT_EQ(missing.code(), ErrorCode::kModelMissing);
    EXPECT_NE(missing.detail().find("not installed"), std::string::npos);
    const auto offline =
        refusal([&] { fetchModels(registry(), context_, {npm("echo 'npm ERR! network' >&2; exit 1")}); });
    EXPECT_EQ(offline.code(), ErrorCode::kModelMissing);
    EXPECT_NE(offline.detail().find("(network)"), std::string::npos) << offline.detail();
    EXPECT_NE(offline.detail().find("check the network"), std::string::npos);
    const auto distrusted = refusal([&] {
        fetchModels(
            registry(), context_,
            {npm("printf 'npm ERR! code SELF_SIGNED_CERT_IN_CHAIN\\nnpm ERR! errno "
                 "SELF_SIGNED_CERT_IN_CHAIN\\nnpm ERR! request failed, reason: self-signed "
                 "certificate\\n\\nnpm ERR! A complete log of this run can be found in:\\nnpm ERR!     "
                 "/home/eva/.npm/_logs/debug-0.log\\n' >&2; exit 1")});
    });
    EXPECT_NE(distrusted.detail().find("(request failed, reason: self-signed certificate)"),
              std::string::npos)
        << distrusted.detail();
    expectNothingLeftOver();
}

TEST_F(ModelFetchTest, RefusesAPackageWithAnotherContentAndKeepsWhatWasGood) {
    write(folder_ / "packed/other@0.1.0/package/c.bin", "content of c.biN");
    pack("other@0.1.0", "other-0.1.0.tgz");
    const auto error = refusal([&] { fetchModels(registry(), context_, {goodNpm()}); });
    EXPECT_EQ(error.code(), ErrorCode::kModelInvalid);
    EXPECT_FALSE(fs::exists(folder_ / "models/weights/maker/c.bin"));
    EXPECT_TRUE(fs::exists(folder_ / "models/weights/maker/a.bin"));
    expectNothingLeftOver();
}

TEST_F(ModelFetchTest, RefusesAMemberThatIsALink) {
    const auto member = folder_ / "packed/other@0.1.0/package/c.bin";
    write(folder_ / "secret", "content of c.bin");
    fs::remove(member);
    fs::create_symlink(folder_ / "secret", member);
    pack("other@0.1.0", "other-0.1.0.tgz");
    EXPECT_EQ(refusal([&] { fetchModels(registry(), context_, {goodNpm()}); }).code(),
              ErrorCode::kModelInvalid);
}

TEST_F(ModelFetchTest, FetchesFromAFolderOfPackagesOrOfFiles) {
    write(folder_ / "stick/c.bin", "content of c.bin");
    fs::copy_file(folder_ / "tgz/maker-nets-1.2.3.tgz", folder_ / "stick/maker-nets-1.2.3.tgz");
    const auto result = fetchModelsFrom(registry(), folder_ / "stick", context_);
    EXPECT_EQ(result.fetched.size(), 3u);
    EXPECT_TRUE(valid());
    EXPECT_TRUE(fs::exists(folder_ / "stick/c.bin"));
    const auto error = refusal([&] {
        fs::remove_all(folder_ / "models/weights");
        fetchModelsFrom(registry(), folder_ / "tgz/..", context_);
    });
    EXPECT_EQ(error.code(), ErrorCode::kModelMissing);
}

TEST_F(ModelFetchTest, SaysThatAPlaceCannotBeWrittenRatherThanThatTheDiskIsFull) {
    write(folder_ / "models/weights/maker/c.bin/inside", "a folder where the file should be");
    const auto error = refusal([&] { fetchModels(registry(), context_, {goodNpm()}); });
    EXPECT_EQ(error.code(), ErrorCode::kUnwritable);
}

TEST_F(ModelFetchTest, StopsTheProgramWhenItIsCancelled) {
    std::stop_source stop;
    JobContext context(stop.get_token());
    const auto slow = npm("sleep 60");
    std::jthread later([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        stop.request_stop();
    });
    const auto start = std::chrono::steady_clock::now();
    EXPECT_THROW(fetchModels(registry(), context, {slow}), Cancelled);
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(10));
    expectNothingLeftOver();
}
