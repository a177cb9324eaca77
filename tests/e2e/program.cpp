#include "tests/e2e/program.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <sstream>
#include <thread>

namespace lineament::test {
namespace {

namespace fs = std::filesystem;

constexpr auto kLongestRun = std::chrono::seconds(240);  // many times that on an idle machine

/// The box of the n-th largest face of a sample photo.
cv::Rect faceBox(const Program& program, int sample, std::size_t n) {
    const auto found = program.json({"detect", samplePhoto(sample).string()});
    const auto& box = found.at("images").at(0).at("faces").at(n).at("box");
    return {box.at(0).get<int>(), box.at(1).get<int>(), box.at(2).get<int>(), box.at(3).get<int>()};
}

cv::Mat cutOut(const Program& program, int person) {
    const cv::Mat photo = cv::imread(samplePhoto(1).string());
    cv::Rect box = faceBox(program, 1, static_cast<std::size_t>(person));
    const int margin = box.width / 3;
    box -= cv::Point(margin, margin);
    box += cv::Size(2 * margin, 2 * margin);
    return photo(box & cv::Rect({}, photo.size())).clone();
}

}  // namespace

std::string contentOf(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

Json Run::json() const {
    try {
        return Json::parse(out);
    } catch (const Json::exception& error) {
        ADD_FAILURE() << "not one JSON document: " << error.what() << "\n" << out << "\n" << err;
        return nullptr;
    }
}

Program::Program() {
    fs::create_directories(folder_ / "home");
}

Program::Running Program::start(const std::vector<std::string>& arguments, const Environment& more) const {
    Environment environment = {
        {"PATH", "/usr/bin:/bin"},           {"HOME", (folder_ / "home").string()},
        {"LINEAMENT_DATA", data().string()}, {"LINEAMENT_MODELS", modelsFolder().string()},
        {"OMP_WAIT_POLICY", "passive"},      {"QT_QPA_PLATFORM", "offscreen"}};
    for (const auto& [name, value] : more)
        environment[name] = value;
    std::vector<std::string> settings;
    for (const auto& [name, value] : environment)
        settings.push_back(name + "=" + value);

    Running running;
    const auto number = std::to_string(++runs_);
    running.out_ = folder_ / ("out" + number);
    running.err_ = folder_ / ("err" + number);
    std::vector<char*> argv = {const_cast<char*>(LINEAMENT_PROGRAM)}, envp;
    for (const auto& argument : arguments)
        argv.push_back(const_cast<char*>(argument.c_str()));
    for (const auto& setting : settings)
        envp.push_back(const_cast<char*>(setting.c_str()));
    argv.push_back(nullptr);
    envp.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, running.out_.c_str(), O_WRONLY | O_CREAT, 0644);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, running.err_.c_str(), O_WRONLY | O_CREAT, 0644);
    running.start_ = std::chrono::steady_clock::now();
    EXPECT_EQ(posix_spawn(&running.pid_, LINEAMENT_PROGRAM, &files, nullptr, argv.data(), envp.data()), 0);
    posix_spawn_file_actions_destroy(&files);
    return running;
}

void Program::Running::waitUntilItHandles(int number) const {
    const std::string status = "/proc/" + std::to_string(pid_) + "/status";
    for (int i = 0; i < 3000; ++i) {
        std::ifstream file(status);
        std::uint64_t caught = 0;
        for (std::string line; std::getline(file, line);)
            if (line.rfind("SigCgt:", 0) == 0) caught = std::stoull(line.substr(7), nullptr, 16);
        if (caught >> (number - 1) & 1) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

void Program::Running::signal(int number) const {
    kill(pid_, number);
}

Run Program::Running::wait() {
    Run run;
    int status = 0;
    while (waitpid(pid_, &status, WNOHANG) == 0) {
        if (std::chrono::steady_clock::now() - start_ > kLongestRun) {
            ADD_FAILURE() << "it did not end";
            kill(pid_, SIGKILL);
            waitpid(pid_, &status, 0);
            break;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    run.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
    run.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    run.out = contentOf(out_);
    run.err = contentOf(err_);
    return run;
}

Run Program::operator()(const std::vector<std::string>& arguments, const Environment& more) const {
    return start(arguments, more).wait();
}

Json Program::json(std::vector<std::string> arguments, int status, const Environment& more) const {
    arguments.push_back("--json");
    const auto run = (*this)(arguments, more);
    EXPECT_EQ(run.status, status) << run.err << run.out;
    return run.json();
}

fs::path portrait(const Program& program, int person) {
    const auto path = program.folder() / ("person" + std::to_string(person) + ".png");
    if (!fs::exists(path)) cv::imwrite(path.string(), cutOut(program, person));
    return path;
}

fs::path otherPortrait(const Program& program, int person) {
    const auto path = program.folder() / ("person" + std::to_string(person) + "-again.jpg");
    if (fs::exists(path)) return path;
    cv::Mat changed;
    cv::resize(cutOut(program, person), changed, {}, 0.9, 0.9, cv::INTER_AREA);
    changed.convertTo(changed, -1, 1.1, 8);
    cv::imwrite(path.string(), changed, {cv::IMWRITE_JPEG_QUALITY, 85});
    return path;
}

}  // namespace lineament::test
