#include "ui/widgets/thumb_grid.h"

#include <QAbstractListModel>
#include <QElapsedTimer>
#include <QScrollBar>
#include <algorithm>
#include <atomic>
#include <ctime>
#include <mutex>
#include <thread>

#include "core/base/error.h"
#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"

using namespace lineament::ui;
using lineament::test::waitUntil;

namespace {

class Cards : public QAbstractListModel {
  public:
    explicit Cards(int count) : count_(count) {}
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : count_; }
    QVariant data(const QModelIndex& index, int role) const override {
        if (role == Qt::DisplayRole) return QStringLiteral("Person %1").arg(index.row());
        if (role == ThumbKeyRole) return qint64(index.row() + 1);
        if (role == MarkRole) return int(Mark::Confirmed);
        return {};
    }

  private:
    int count_;
};

double cpuMs() {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) * 1e3 + double(time.tv_nsec) / 1e6;
}

}  // namespace

TEST(ThumbGrid, FiftyThousandCardsAreLaidOutAndScrolledQuickly) {
    Cards cards(50'000);
    ThumbGrid grid;
    std::atomic<int> loads = 0;
    grid.thumbs().setLoader([&](qint64) {
        ++loads;
        QImage image(96, 96, QImage::Format_RGB32);
        image.fill(Qt::gray);
        return image;
    });
    grid.resize(1200, 800);
    grid.setModel(&cards);
    grid.show();
    const double start = cpuMs();
    grid.grab();
    EXPECT_LT(cpuMs() - start, 500) << "ms of the GUI thread for the first paint";
    const double scrolling = cpuMs();
    for (int i = 1; i <= 10; ++i) {
        grid.verticalScrollBar()->setValue(grid.verticalScrollBar()->maximum() * i / 10);
        grid.grab();
    }
    EXPECT_LT(cpuMs() - scrolling, 1000) << "ms for ten jumps";
    ASSERT_TRUE(waitUntil([&] { return !grid.loading(); }));
    EXPECT_GT(loads, 0);
    EXPECT_LT(loads, 2000) << "only what was on show may be loaded";
}

TEST(ThumbGrid, PictureAppearsWhenItIsLoaded) {
    Cards cards(3);
    ThumbGrid grid;
    grid.thumbs().setLoader([](qint64 key) {
        QImage image(64, 64, QImage::Format_RGB32);
        image.fill(key == 2 ? Qt::red : Qt::blue);
        return image;
    });
    grid.resize(600, 300);
    grid.setModel(&cards);
    grid.show();
    grid.grab();
    ASSERT_TRUE(waitUntil([&] { return !grid.loading(); }));
    const QImage shown = grid.grab().toImage();
    EXPECT_EQ(shown.pixelColor(grid.visualRect(cards.index(1)).center() - QPoint(0, 20)), QColor(Qt::red));
}

TEST(ThumbCache, NewestQuestionIsAnsweredFirstAndOldOnesAreDropped) {
    ThumbCache cache;
    std::mutex mutex;
    std::vector<qint64> order;
    std::atomic<bool> go = false;
    cache.setLoader([&](qint64 key) {
        while (!go)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
        std::lock_guard lock(mutex);
        order.push_back(key);
        return QImage(4, 4, QImage::Format_RGB32);
    });
    for (qint64 key = 1; key <= 1000; ++key)
        cache.get(key);
    go = true;
    ASSERT_TRUE(waitUntil([&] { return cache.idle(); }));
    EXPECT_LT(order.size(), 300u);
    // Two are being loaded at most, fewer where a thread comes late; one that took the newest may be held up
    // while the other goes on.
    constexpr int kSoon = 30;
    EXPECT_NE(std::find(order.begin(), order.begin() + kSoon, 1000), order.begin() + kSoon)
        << "after those that were being loaded comes the newest";
}

TEST(ThumbCache, AnswersOfAnOlderLoaderAreDropped) {
    ThumbCache cache;
    std::atomic<bool> go = false;
    cache.setLoader([&](qint64) {
        while (!go)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return QImage(1, 1, QImage::Format_RGB32);
    });
    cache.get(7);
    cache.setLoader([](qint64) { return QImage(9, 9, QImage::Format_RGB32); });
    cache.get(7);
    go = true;
    ASSERT_TRUE(waitUntil([&] { return cache.idle(); }));
    EXPECT_EQ(cache.get(7).size(), QSize(9, 9));
}

TEST(ThumbCache, FailedPictureIsNotAskedForAgain) {
    ThumbCache cache;
    std::atomic<int> asked = 0;
    cache.setLoader([&](qint64) -> QImage {
        ++asked;
        throw lineament::Error(lineament::ErrorCode::kUnreadable, "x", "damaged");
    });
    cache.get(1);
    ASSERT_TRUE(waitUntil([&] { return cache.idle(); }));
    EXPECT_TRUE(cache.get(1).isNull());
    EXPECT_TRUE(cache.idle());
    EXPECT_EQ(asked, 1);
}
