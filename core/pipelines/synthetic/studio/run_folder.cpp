#include "core/pipelines/synthetic/studio/run_folder.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "core/base/atomic_file.h"
#include "core/base/check.h"

namespace lineament {

namespace fs = std::filesystem;

namespace {

constexpr const char* kNote = "studio.json";
constexpr const char* kStates[] = {"queued", "running", "paused", "stopped", "finished", "failed"};
constexpr const char* kInterrupted = "interrupted";
constexpr std::size_t kNoteBlock = 4096;  // notes fill whole ones, so that another fits in their place
constexpr std::size_t kLooked = 20;       // lines of statistics a verdict is made of
constexpr std::size_t kFewestLooked = 5;

/// "snapshot-000000012000.ckpt" or "samples-000000012000.png": 12000; empty for other names.
std::optional<std::int64_t> imagesIn(const fs::path& file, const std::string& prefix,
                                     const std::string& ending) {
    const std::string name = file.filename().string();
    if (name.rfind(prefix, 0) != 0 || file.extension() != ending) return std::nullopt;
    const std::string digits = name.substr(prefix.size(), name.size() - prefix.size() - ending.size());
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos || digits.size() > 15)
        return std::nullopt;
    return std::stoll(digits);
}

std::vector<std::pair<std::int64_t, fs::path>> numbered(const fs::path& folder, const std::string& prefix,
                                                        const std::string& ending) {
    std::vector<std::pair<std::int64_t, fs::path>> found;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored))
        if (const auto images = imagesIn(entry.path(), prefix, ending))
            found.emplace_back(*images, entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

std::optional<ErrorCode> codeNamed(const std::string& text) {
    for (int i = 0; i <= static_cast<int>(ErrorCode::kInternal); ++i)
        if (text == name(static_cast<ErrorCode>(i))) return static_cast<ErrorCode>(i);
    return std::nullopt;
}

/// Writes into the blocks that a file has already. False if it is smaller than the text or cannot be written.
bool writeOver(const fs::path& file, const std::string& text) {
    const int descriptor = ::open(file.c_str(), O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return false;
    struct stat there {};
    const auto size = static_cast<off_t>(text.size());
    const bool written = ::fstat(descriptor, &there) == 0 && there.st_size == size &&
                         ::pwrite(descriptor, text.data(), text.size(), 0) == size &&
                         ::fsync(descriptor) == 0;
    ::close(descriptor);
    return written;
}

RunNote noteOf(const fs::path& folder) {
    RunNote note;
    note.state = RunNote::State::kStopped;  // a run of the command line has no note
    std::ifstream in(folder / kNote);
    const auto json = nlohmann::json::parse(in, nullptr, false);
    if (!json.is_object()) return note;
    const auto text = [&](const char* key) {
        return json.contains(key) && json[key].is_string() ? json[key].get<std::string>() : std::string();
    };
    const auto number = [&](const char* key) {
        return json.contains(key) && json[key].is_number_integer() ? json[key].get<std::int64_t>() : 0;
    };
    for (int i = 0; i < 6; ++i)
        if (text("state") == kStates[i]) note.state = static_cast<RunNote::State>(i);
    note.data = text("data");
    note.preset = text("preset");
    note.reason = text("reason");
    note.failure = codeNamed(text("failure"));
    note.failedAt = text("failedAt");
    note.process = number("process");
    note.createdMs = number("created");
    const bool gone = note.process <= 0 || (kill(static_cast<pid_t>(note.process), 0) != 0 && errno == ESRCH);
    if (note.state == RunNote::State::kRunning && gone) {
        note.state = RunNote::State::kStopped;
        note.reason = kInterrupted;
    }
    return note;
}

gan::Statistics lineOf(const nlohmann::json& json) {
    gan::Statistics line;
    for (const auto& [key, value] : json.items()) {
        if (!value.is_number() && !value.is_null()) continue;
        // JSON has no NaN: the writer makes it null.
        const double number = value.is_null() ? std::nan("") : value.get<double>();
        if (key == "step")
            line.step = static_cast<std::int64_t>(number);
        else if (key == "images")
            line.images = static_cast<std::int64_t>(number);
        else if (key == "seconds")
            line.seconds = number;
        else if (key == "imagesPerSecond")
            line.imagesPerSecond = number;
        else
            line.values[key] = number;
    }
    return line;
}

double sigmoid(double x) {
    return 1 / (1 + std::exp(-x));
}

}  // namespace

std::vector<RunSummary> listRuns(const fs::path& folder) {
    std::vector<RunSummary> runs;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        if (!entry.is_directory(ignored) || !fs::exists(entry.path() / "config.json", ignored)) continue;
        try {
            runs.push_back(readRun(entry.path()));
        } catch (const Error& error) {
            RunSummary broken;
            broken.folder = entry.path();
            broken.name = entry.path().filename().string();
            broken.note.state = RunNote::State::kFailed;
            broken.note.reason = error.detail();
            broken.note.failure = error.code();
            broken.note.failedAt = error.subject();
            runs.push_back(std::move(broken));
        }
    }
    std::sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) {
        return std::pair(a.note.createdMs, a.name) > std::pair(b.note.createdMs, b.name);
    });
    return runs;
}

RunSummary readRun(const fs::path& folder) {
    RunSummary run{folder, folder.filename().string(), {}, {}, 0, false};
    try {
        run.config = gan::loadConfig(folder / "config.json");
    } catch (const Error& error) {
        throw Error(ErrorCode::kUnreadable, folder.string(),
                    "its configuration cannot be read: " + error.detail());
    }
    run.note = noteOf(folder);
    const auto snapshots = numbered(folder, "snapshot-", ".ckpt");
    run.resumable = !snapshots.empty();
    if (run.resumable) run.images = snapshots.back().first;
    return run;
}

RunSummary createRun(const fs::path& folder, const gan::TrainConfig& config, const RunNote& note) {
    config.validate();
    if (fs::exists(folder / "config.json"))
        throw Error(ErrorCode::kInvalidArgument, folder.string(), "there is a run in it already");
    std::error_code ignored;
    const bool there = fs::exists(folder, ignored);
    try {
        makeFolder(folder);
        // The note first: a folder is a run once it has a configuration.
        saveNote(folder, note);
        writeAtomically(folder / "config.json",
                        [&](std::ostream& out) { out << gan::toJson(config).dump(2) << '\n'; });
    } catch (const Error&) {
        if (!there) fs::remove_all(folder, ignored);
        throw;
    }
    return readRun(folder);
}

void saveNote(const fs::path& folder, const RunNote& note) {
    const nlohmann::ordered_json json = {{"state", kStates[static_cast<int>(note.state)]},
                                         {"data", note.data.string()},
                                         {"preset", note.preset},
                                         {"reason", note.reason},
                                         {"failure", note.failure ? name(*note.failure) : ""},
                                         {"failedAt", note.failedAt},
                                         {"process", note.process},
                                         {"created", note.createdMs}};
    std::string text = json.dump(2) + '\n';
    text.resize((text.size() + kNoteBlock - 1) / kNoteBlock * kNoteBlock, ' ');
    try {
        writeAtomically(folder / kNote, [&](std::ostream& out) { out << text; });
    } catch (const Error&) {
        if (!writeOver(folder / kNote, text)) throw;
    }
}

fs::path freeFolder(const fs::path& below, const std::string& name) {
    std::error_code ignored;
    for (int i = 1;; ++i) {
        const auto folder = below / (i == 1 ? name : name + " " + std::to_string(i));
        if (!fs::exists(folder, ignored)) return folder;
    }
}

std::vector<RunSamples> samplesOf(const fs::path& folder) {
    std::vector<RunSamples> samples;
    for (const auto& [images, file] : numbered(folder, "samples-", ".png"))
        samples.push_back({images, file});
    return samples;
}

std::optional<std::int64_t> bestImages(const fs::path& folder) {
    std::ifstream in(folder / "best.json");
    const auto json = nlohmann::json::parse(in, nullptr, false);
    if (!json.is_object() || !json.contains("images") || !json["images"].is_number_integer())
        return std::nullopt;
    return json["images"].get<std::int64_t>();
}

std::vector<std::int64_t> snapshotImages(const fs::path& folder) {
    std::vector<std::int64_t> images;
    for (const auto& [number, file] : numbered(folder, "snapshot-", ".ckpt"))
        images.push_back(number);
    return images;
}

void rollBack(const fs::path& folder, std::int64_t images) {
    const auto snapshots = snapshotImages(folder);
    if (std::find(snapshots.begin(), snapshots.end(), images) == snapshots.end())
        throw Error(ErrorCode::kNotFound, folder.string(),
                    "it has no snapshot at " + std::to_string(images) + " images");
    int number = 1;
    while (fs::exists(folder / ("rolled-back-" + std::to_string(number))))
        ++number;
    const auto away = folder / ("rolled-back-" + std::to_string(number));
    makeFolder(away);
    try {
        // Statistics first: if the program dies in between, the run is only longer than its curves.
        std::ifstream in(folder / "stats.jsonl");
        std::string kept, later;
        for (std::string line; std::getline(in, line);) {
            const auto json = nlohmann::json::parse(line, nullptr, false);
            const bool after = json.is_object() && json.contains("images") && json["images"].is_number() &&
                               json["images"].get<double>() > static_cast<double>(images);
            (after ? later : kept) += line + '\n';
        }
        in.close();
        writeAtomically(away / "stats.jsonl", [&](std::ostream& out) { out << later; });
        writeAtomically(folder / "stats.jsonl", [&](std::ostream& out) { out << kept; });
        for (const auto& [prefix, ending] : {std::pair("samples-", ".png"), std::pair("snapshot-", ".ckpt")})
            for (const auto& [at, file] : numbered(folder, prefix, ending))
                if (at > images) fs::rename(file, away / file.filename());
        if (const auto best = bestImages(folder); best && *best > images)
            fs::rename(folder / "best.json", away / "best.json");
        if (auto note = noteOf(folder); note.state == RunNote::State::kFinished) {
            note.state = RunNote::State::kStopped;  // it can go on again
            note.reason.clear();
            note.failure.reset();
            saveNote(folder, note);
        }
    } catch (const fs::filesystem_error& error) {
        throw Error(ErrorCode::kUnreadable, folder.string(), error.code().message());
    }
}

std::vector<gan::Statistics> StatisticsReader::next() {
    startedOver_ = false;
    std::error_code failed;
    const auto size = fs::file_size(file_, failed);
    if (failed) {
        startedOver_ = read_ > 0;
        read_ = 0;
        return {};
    }
    if (size < read_) {
        startedOver_ = true;
        read_ = 0;
    }
    std::ifstream in(file_, std::ios::binary);
    in.seekg(static_cast<std::streamoff>(read_));
    std::vector<gan::Statistics> lines;
    for (std::string text; std::getline(in, text);) {
        if (in.eof()) break;  // a line that is being written
        read_ += text.size() + 1;
        if (const auto json = nlohmann::json::parse(text, nullptr, false); json.is_object())
            lines.push_back(lineOf(json));
    }
    return lines;
}

RunVerdict verdictOf(const std::vector<gan::Statistics>& statistics) {
    using Kind = RunVerdict::Kind;
    std::vector<const gan::Statistics*> last;
    for (auto at = statistics.rbegin(); at != statistics.rend() && last.size() < kLooked; ++at)
        if (at->values.count("score/real")) last.push_back(&*at);
    RunVerdict verdict;
    if (last.empty()) return verdict;
    for (const auto& [name, value] : last.front()->values)
        if (!std::isfinite(value)) verdict.kind = Kind::kNotANumber;
    const auto mean = [&](const char* name, double otherwise, bool probability) {
        double sum = 0;
        for (const auto* line : last) {
            const auto at = line->values.find(name);
            const double value = at == line->values.end() ? otherwise : at->second;
            sum += probability ? sigmoid(value) : value;
        }
        return sum / static_cast<double>(last.size());
    };
    verdict.real = mean("score/real", 0, true);
    verdict.fake = mean("score/fake", 0, true);
    const double ofReal = mean("diversity/real", 0, false);
    verdict.diversity = ofReal > 0 ? mean("diversity/fake", 0, false) / ofReal : 1;
    verdict.adaP = mean("ada/p", 0, false);
    verdict.steps = last.front()->step - last.back()->step;
    if (verdict.kind == Kind::kNotANumber || last.size() < kFewestLooked) return verdict;
    if (verdict.real > 0.95 && verdict.fake < 0.05)
        verdict.kind = Kind::kDiscriminatorWins;
    else if (verdict.fake > 0.8 && verdict.real < verdict.fake)
        verdict.kind = Kind::kGeneratorWins;
    else if (verdict.diversity < 0.15 && last.size() == kLooked)
        verdict.kind = Kind::kAlike;
    else if (verdict.adaP > 0.95)
        verdict.kind = Kind::kAugmentationAtLimit;
    else
        verdict.kind = Kind::kHealthy;
    return verdict;
}

std::vector<ConfigDifference> differences(const gan::TrainConfig& left, const gan::TrainConfig& right) {
    auto a = left, b = right;
    const auto fieldsA = gan::fieldsOf(a), fieldsB = gan::fieldsOf(b);
    const auto shown = [](const gan::FieldPointer& value) {
        return std::visit(
            [](auto* pointer) {
                if constexpr (std::is_same_v<decltype(pointer), std::string*>)
                    return *pointer;
                else
                    return nlohmann::json(*pointer).dump();
            },
            value);
    };
    std::vector<ConfigDifference> found;
    for (std::size_t i = 0; i < fieldsA.size(); ++i) {
        auto x = shown(fieldsA[i].value), y = shown(fieldsB[i].value);
        if (x != y) found.push_back({fieldsA[i].info.path, std::move(x), std::move(y)});
    }
    return found;
}

}  // namespace lineament
