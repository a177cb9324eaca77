// The People desk with 50 000 people; not run by CTest. QT_QPA_PLATFORM=offscreen
// build/release/bench/bench_people prints how long the desk takes from its making until everybody is listed,
// frames/s while the grid is scrolled from end to end, how long a key of the search takes until the list is
// narrowed and painted, and what held the GUI thread for more than 50 ms.
//     build/release/bench/bench_people FOLDER
// enrols 1 000 photos of people from FOLDER (one folder each, as LFW) through the sheet into an empty store
// instead.
#include <SQLiteCpp/SQLiteCpp.h>

#include <QElapsedTimer>
#include <QPixmap>
#include <QPushButton>
#include <QScrollBar>
#include <QTest>
#include <algorithm>
#include <cstdio>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/store/store.h"
#include "tests/bench/figures.h"
#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/bridge/session.h"
#include "ui/bridge/settings.h"
#include "ui/people/enrol/enrol_sheet.h"
#include "ui/people/people_panel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/application.h"
#include "ui/widgets/thumb_grid.h"

using namespace lineament;
using namespace lineament::ui;

namespace {

constexpr int kPeople = 50'000;

/// In one transaction: 50 000 commits are not what is measured here.
void fill(const std::filesystem::path& folder) {
    Store::open(folder);
    std::vector<uchar> jpeg;
    cv::Mat face(192, 192, CV_8UC3);
    cv::randu(face, cv::Scalar::all(60), cv::Scalar::all(200));
    cv::blur(face, face, {9, 9});
    cv::imencode(".jpg", face, jpeg);
    SQLite::Database database((folder / "lineament.sqlite").string(), SQLite::OPEN_READWRITE);
    database.exec("PRAGMA synchronous = OFF; BEGIN");
    SQLite::Statement people(database,
                             "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
                             "INSERT INTO identities "
                             "(id, name, external_id, enrolled_at) SELECT i, 'Person ' || (i * 7919 % "
                             "50000), 'S-' || i, i FROM n");
    people.bind(1, kPeople);
    people.exec();
    SQLite::Statement samples(database,
                              "INSERT INTO samples (identity_id, added_at, path, sha256, quality, face, "
                              "landmarks, crop) SELECT id, 0, "
                              "'photo', 'sha ' || id || ' ' || k, 20 + id % 70, '{}', x'', ? FROM "
                              "identities, (SELECT 1 AS k UNION SELECT 2)");
    samples.bind(1, jpeg.data(), static_cast<int>(jpeg.size()));
    samples.exec();
    database.exec(
        "INSERT INTO person_records (identity_id, groups) SELECT id, '[\"staff\",\"floor ' || (id % 12) || "
        "'\"]' "
        "FROM identities; COMMIT");
}

double msOf(const QElapsedTimer& timer) {
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

void scrolls(PeoplePanel& panel) {
    auto* grid = panel.findChild<ThumbGrid*>(QStringLiteral("peopleGrid"));
    QPixmap frame(grid->viewport()->size());
    auto* bar = grid->verticalScrollBar();
    constexpr int kFrames = 300;
    std::vector<double> ms;
    for (int i = 0; i < kFrames; ++i) {
        QElapsedTimer timer;
        timer.start();
        bar->setValue(static_cast<int>(static_cast<double>(bar->maximum()) * i / kFrames));
        grid->viewport()->render(&frame);
        ms.push_back(msOf(timer));
        QCoreApplication::processEvents();  // portraits arrive as in life
    }
    std::sort(ms.begin(), ms.end());
    std::printf("scrolling %d people: a frame takes %.1f ms (median), %.1f ms (99 %%)\n", kPeople,
                ms[ms.size() / 2], ms[ms.size() * 99 / 100]);
    bench::figure("desk_people_scroll", "ms a frame", ms[ms.size() / 2], kFrames);
}

void searches(PeoplePanel& panel) {
    auto* grid = panel.findChild<ThumbGrid*>(QStringLiteral("peopleGrid"));
    QPixmap frame(grid->viewport()->size());
    std::vector<double> ms;
    for (const char* typed :
         {"p", "pe", "per", "person 1", "person 12", "person 123", "", "s-4", "s-49", "floor 7", "4", ""}) {
        QElapsedTimer timer;
        timer.start();
        panel.setQuery(QString::fromLatin1(typed));
        grid->viewport()->render(&frame);
        ms.push_back(msOf(timer));
        QCoreApplication::processEvents();
    }
    std::sort(ms.begin(), ms.end());
    std::printf("search as you type: %.1f ms (median), %.1f ms (worst) until it is painted\n",
                ms[ms.size() / 2], ms.back());
    bench::figure("desk_people_search", "ms", ms[ms.size() / 2], static_cast<int>(ms.size()));
}

void desk(Session& session) {
    for (int round = 0; round < 3; ++round) {
        QElapsedTimer timer;
        timer.start();
        PeoplePanel panel(session, nullptr);
        panel.resize(1366, 768);
        panel.show();
        if (!QTest::qWaitFor([&] { return panel.people().total() == kPeople; }, 60'000)) return;
        QPixmap frame(panel.size());
        panel.render(&frame);
        std::printf("opening with %d people: %.0f ms\n", kPeople, msOf(timer));
        if (round < 2) continue;
        bench::figure("desk_people_50k", "ms", msOf(timer), 1);
        if (!QTest::qWaitFor([&] { return panel.idle(); }, 10'000)) return;
        scrolls(panel);
        searches(panel);
    }
}

/// Folders of people with about so many photos in all.
void copyPeople(const std::filesystem::path& from, const std::filesystem::path& to, int photos) {
    std::vector<std::filesystem::path> people;
    for (const auto& entry : std::filesystem::directory_iterator(from))
        if (entry.is_directory()) people.push_back(entry.path());
    std::sort(people.begin(), people.end());
    for (const auto& person : people) {
        if (photos <= 0) break;
        std::filesystem::copy(person, to / person.filename(), std::filesystem::copy_options::recursive);
        for (const auto& photo : std::filesystem::directory_iterator(person))
            photos -= photo.is_regular_file();
    }
}

void crowd(Session& session, const std::filesystem::path& folder) {
    constexpr int kHours = 3'600'000;
    PeoplePanel panel(session, nullptr);
    panel.resize(1366, 768);
    panel.show();
    QElapsedTimer timer;
    timer.start();
    panel.openPath(QString::fromStdString(folder.string()));
    auto* button = panel.findChild<QPushButton*>(QStringLiteral("enrolButton"));
    if (!QTest::qWaitFor([&] { return button->isEnabled(); }, kHours)) return;
    const double listed = msOf(timer);
    QTest::mouseClick(button, Qt::LeftButton);
    auto& photos = panel.sheet().photos();
    using State = EnrolPhoto::State;
    if (!QTest::qWaitFor([&] { return photos.count(State::Enrolled) > 0 && !panel.sheet().busy(); }, kHours))
        return;
    std::printf("%d photos listed after %.0f ms, done after %.1f s: %d enrolled, %d refused, %d people\n",
                photos.rowCount(), listed, msOf(timer) / 1000, photos.count(State::Enrolled),
                photos.count(State::Refused), panel.people().total());
}

}  // namespace

int main(int argc, char** argv) {
    Application application(argc, argv, true);
    const test::TempFolder settings;  // a device as the file would be replaced by what is saved
    lineament::ui::Settings::useFile(QString::fromStdString((settings / "window.ini").string()));
    Theme::instance().apply(ThemeMode::Dark);
    const test::TempFolder folder;
    if (argc > 1) {
        std::filesystem::create_directory(folder / "people");
        copyPeople(argv[1], folder / "people", 1000);
        Session session(test::workspaceIn(folder / "store"));
        crowd(session, folder / "people");
    } else {
        fill(folder.path());
        Session session(test::workspaceIn(folder.path()));
        desk(session);
    }
    for (const Stall& stall : application.watchdog().stalls())
        std::printf("the GUI thread was held for %.0f ms (%.0f ms of it its own work): %s\n", stall.wallMs,
                    stall.cpuMs, qPrintable(stall.what));
    return 0;
}
