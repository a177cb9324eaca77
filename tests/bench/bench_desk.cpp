// The Footage desk at its limits; not run by CTest. QT_QPA_PLATFORM=offscreen build/release/bench/bench_desk
// [LONG.mp4] prints: frames/s of panning and zooming a timeline of 10 000 tracks, how long a case of 200 000
// boxes takes to open, and how long a seek in LONG takes. A long recording is made by concatenation, without
// encoding:
//   for i in $(seq 400); do echo "file 'clip.mp4'"; done > list.txt; ffmpeg -f concat -safe 0 -i list.txt -c
//   copy LONG.mp4
#include <QElapsedTimer>
#include <QPixmap>
#include <QScrollBar>
#include <QTest>
#include <algorithm>
#include <cstdio>
#include <random>

#include "core/store/case_book.h"
#include "tests/bench/figures.h"
#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/bridge/session.h"
#include "ui/bridge/settings.h"
#include "ui/footage/footage_panel.h"
#include "ui/footage/people_of_case/case_state.h"
#include "ui/footage/tracks/timeline_strip.h"
#include "ui/footage/tracks/track_model.h"
#include "ui/theme/theme.h"
#include "ui/widgets/application.h"

using namespace lineament;
using namespace lineament::ui;

namespace {

constexpr int kTracks = 10'000, kBoxesEach = 20, kShotsEach = 3, kDimension = 512;
constexpr std::size_t kCropBytes = 4000;
constexpr double kHourMs = 3'600'000;

Track someTrack(int number, std::mt19937& random) {
    std::uniform_real_distribution<double> when(0, kHourMs - 5000), length(800, 4000);
    Track track;
    track.id = TrackId(number + 1);
    track.firstMs = when(random);
    track.lastMs = track.firstMs + length(random);
    for (int i = 0; i < kBoxesEach; ++i)
        track.boxes.push_back({track.firstMs + (track.lastMs - track.firstMs) * i / (kBoxesEach - 1),
                               {static_cast<float>(i), 20, 60, 60},
                               0.9f,
                               false});
    track.frames = kBoxesEach;
    for (int i = 0; i < kShotsEach; ++i)
        track.shots.push_back({track.firstMs + i * 100,
                               {10, 10, 60, 60},
                               60.0f - static_cast<float>(i),
                               std::vector<std::byte>(kCropBytes)});
    std::vector<float> values(kDimension, 0.0f);
    values[static_cast<std::size_t>(number % kDimension)] = 1;
    track.pooled = Template{"bench@1", std::move(values)};
    return track;
}

void timeline() {
    std::mt19937 random(7);
    std::vector<Track> tracks;
    QHash<qint64, int> numbers;
    for (int i = 0; i < kTracks; ++i) {
        tracks.push_back(someTrack(i, random));
        for (auto& shot : tracks.back().shots)
            shot.crop.clear();
        if (i % 3) {
            tracks.back().identity = IdentityId(1 + i % 60);
            tracks.back().name = "Person " + std::to_string(1 + i % 60);
            tracks.back().state = i % 2 ? TrackState::kConfirmed : TrackState::kSuggested;
            tracks.back().similarity = 0.6f;
        } else {
            numbers.insert(i + 1, 1 + i % 400);
        }
    }
    TrackModel model;
    model.setTracks(std::move(tracks));
    model.setNumbers(numbers);
    TimelineStrip strip;
    strip.resize(1600, 420);
    strip.setModel(&model);
    strip.setDuration(kHourMs);
    strip.show();
    QPixmap picture(strip.viewport()->size());
    const auto measure = [&](const char* what, auto move) {
        constexpr int kFrames = 200;
        double worst = 0;
        QElapsedTimer all;
        all.start();
        for (int i = 0; i < kFrames; ++i) {
            QElapsedTimer one;
            one.start();
            move(i);
            strip.viewport()->render(&picture);
            worst = std::max(worst, static_cast<double>(one.nsecsElapsed()) / 1e6);
        }
        const double ms = static_cast<double>(all.nsecsElapsed()) / 1e6 / kFrames;
        std::printf("timeline of %d tracks, %s: %.0f frames/s (%.1f ms a frame, worst %.1f)\n", kTracks, what,
                    1000 / ms, ms, worst);
        return ms;
    };
    measure("the whole hour, scrolled", [&](int i) { strip.verticalScrollBar()->setValue(i * 37); });
    strip.zoom(12, kHourMs / 2);
    const double panned = measure("panned at five minutes", [&](int i) { strip.pan(i % 2 ? 0.11 : -0.07); });
    bench::figure("desk_timeline_10k", "ms a frame", panned, 200);
    strip.showAll();
    measure("zoomed in and out", [&](int i) { strip.zoom(i % 40 < 20 ? 1.25 : 0.8, kHourMs / 3); });
}

void caseOpens() {
    test::TempFolder folder;
    {
        const auto store = Store::open(folder / "store");
        std::mt19937 random(7);
        for (int recording = 0; recording < 4; ++recording) {
            std::vector<Track> tracks;
            for (int i = 0; i < kTracks / 4; ++i)
                tracks.push_back(someTrack(i, random));
            Recording saved{.source = "/footage/cam-" + std::to_string(recording) + ".mp4"};
            saved.durationMs = kHourMs;
            store->saveAnalysis(saved, tracks);
            std::vector<UnknownNumber> numbers;
            for (std::size_t i = 0; i < tracks.size(); ++i)
                numbers.push_back({tracks[i].id, static_cast<int>(1 + i % 500)});
            store->caseBook().saveUnknowns(CaseBook::kUnsorted, numbers);
        }
    }
    std::vector<double> seconds;
    for (int round = 0; round < 5; ++round) {
        QElapsedTimer timer;
        timer.start();
        auto workspace = test::workspaceIn(folder / "store");
        Session session(workspace);
        FootagePanel panel(session, nullptr);
        panel.resize(1600, 900);
        panel.show();
        const bool open = QTest::qWaitFor(
            [&] { return !panel.caseState().tracks().empty() && !panel.caseState().loading(); }, 60'000);
        QCoreApplication::processEvents();
        if (open) seconds.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e9);
    }
    std::sort(seconds.begin(), seconds.end());
    std::printf("a case of %d boxes in %d tracks opens in %.2f s (median of %zu, worst %.2f)\n",
                kTracks * kBoxesEach, kTracks, seconds.at(seconds.size() / 2), seconds.size(),
                seconds.back());
    bench::figure("desk_case_200k", "ms", 1000 * seconds.at(seconds.size() / 2),
                  static_cast<int>(seconds.size()));
}

void seeks(const QString& file) {
    PlayerEngine player;
    player.open(file);
    if (!QTest::qWaitFor([&] { return player.isOpen() && !player.frame().image.isNull(); }, 60'000)) {
        std::printf("%s cannot be opened\n", qPrintable(file));
        return;
    }
    std::mt19937 random(11);
    std::uniform_real_distribution<double> when(0, player.info()->durationMs - 1000);
    std::vector<double> ms;
    for (int i = 0; i < 60; ++i) {
        const double to = when(random);
        bool shown = false;
        const auto connection = QObject::connect(&player, &PlayerEngine::frameShown, [&] { shown = true; });
        QElapsedTimer timer;
        timer.start();
        player.seek(to);
        while (!shown && timer.elapsed() < 10'000)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 5);
        ms.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        QObject::disconnect(connection);
    }
    std::sort(ms.begin(), ms.end());
    std::printf("a seek in %.0f minutes of %d x %d: median %.0f ms, 95 %% %.0f ms, worst %.0f ms\n",
                player.info()->durationMs / 60'000, player.info()->size.width, player.info()->size.height,
                ms[ms.size() / 2], ms[ms.size() * 95 / 100], ms.back());
}

}  // namespace

int main(int argc, char** argv) {
    Application application(argc, argv, false);
    const test::TempFolder settings;  // a device as the file would be replaced by what is saved
    lineament::ui::Settings::useFile(QString::fromStdString((settings / "window.ini").string()));
    Theme::instance().apply(ThemeMode::Dark);
    timeline();
    caseOpens();
    for (int i = 1; i < argc; ++i)
        seeks(QString::fromLocal8Bit(argv[i]));
    return 0;
}
