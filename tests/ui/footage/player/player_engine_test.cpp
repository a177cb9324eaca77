#include "ui/footage/player/player_engine.h"

#include <gtest/gtest.h>

#include <QElapsedTimer>
#include <QSignalSpy>
#include <fstream>

#include "tests/support/places.h"
#include "tests/ui/footage/sample_video.h"
#include "tests/ui/support/ui_test.h"

using namespace lineament;
using lineament::test::waitUntil;
using lineament::ui::PlayerEngine;

namespace {

constexpr int kPlayedFrames = 40;

class PlayerEngineTest : public testing::Test {
  protected:
    void open(double atMs = 0) {
        const auto file = folder / "numbered.mp4";
        test::makeNumberedVideo(file, kPlayedFrames);
        player.open(QString::fromStdString(file.string()), atMs);
        ASSERT_TRUE(waitUntil([&] { return player.isOpen() && !player.frame().image.isNull(); }));
    }
    int shown() const {
        const QImage& image = player.frame().image;
        return test::numberOf(qGray(image.pixel(16, 24)), qGray(image.pixel(48, 24)));
    }
    bool shows(int number) {
        return waitUntil([&] { return shown() == number; });
    }

    test::TempFolder folder;
    PlayerEngine player;
};

}  // namespace

TEST_F(PlayerEngineTest, OpensWhereItWasLeft) {
    open(1500);
    EXPECT_EQ(shown(), 15);
    EXPECT_EQ(player.frame().index, 15);
    EXPECT_NEAR(player.info()->durationMs, kPlayedFrames * 100, 100);
}

TEST_F(PlayerEngineTest, StepsFrameExactBothWays) {
    open();
    player.step(3);
    EXPECT_TRUE(shows(3));
    player.step(1);
    player.step(1);
    EXPECT_TRUE(shows(5));
    player.step(-4);
    EXPECT_TRUE(shows(1));
}

TEST_F(PlayerEngineTest, OfManySeeksTheLastCountsAndNoneWaits) {
    open();
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 300; ++i)
        player.seek(i * 13 % 3900);
    player.seek(2700);
    EXPECT_LT(timer.elapsed(), 50) << "asking must not wait for the decoder";
    EXPECT_TRUE(shows(27));
    QSignalSpy frames(&player, &PlayerEngine::frameShown);
    EXPECT_FALSE(waitUntil([&] { return shown() != 27; }, 150))
        << "an overtaken seek came after the last one";
    EXPECT_LE(frames.count(), 1);
}

TEST_F(PlayerEngineTest, PlaysInTimeToTheEnd) {
    open(2000);
    QSignalSpy ended(&player, &PlayerEngine::reachedEnd);
    QElapsedTimer timer;
    timer.start();
    player.play(4);
    ASSERT_TRUE(waitUntil([&] { return ended.count() == 1; }));
    EXPECT_GT(timer.elapsed(), 300) << "1.9 s at four times the speed";
    EXPECT_FALSE(player.playing());
    EXPECT_EQ(shown(), kPlayedFrames - 1);
}

TEST_F(PlayerEngineTest, PlaysBackwardsToTheStart) {
    open(1000);
    QSignalSpy ended(&player, &PlayerEngine::reachedEnd);
    player.play(-8);
    ASSERT_TRUE(waitUntil([&] { return ended.count() == 1; }));
    EXPECT_EQ(shown(), 0);
}

TEST_F(PlayerEngineTest, RepeatsARange) {
    open(1000);
    player.setLoop(std::pair(1000.0, 1300.0));
    int turns = 0, last = 10;
    QObject::connect(&player, &PlayerEngine::frameShown, &player, [&] {
        EXPECT_GE(shown(), 10);
        EXPECT_LE(shown(), 13);
        if (shown() < last) ++turns;
        last = shown();
    });
    player.play(8);
    EXPECT_TRUE(waitUntil([&] { return turns >= 3; }));
    EXPECT_TRUE(player.playing());
}

TEST_F(PlayerEngineTest, SaysWhatCannotBePlayed) {
    const auto file = folder / "broken.mp4";
    std::ofstream(file) << "this is no video";
    QSignalSpy failed(&player, &PlayerEngine::failed);
    player.open(QString::fromStdString(file.string()));
    ASSERT_TRUE(waitUntil([&] { return failed.count() == 1; }));
    EXPECT_TRUE(failed.front().front().toString().contains(QStringLiteral("broken.mp4")));
    EXPECT_FALSE(player.isOpen());
}

TEST_F(PlayerEngineTest, ClosingInTheMiddleOfPlayingDeliversNothingMore) {
    open();
    player.play(8);
    ASSERT_TRUE(waitUntil([&] { return shown() > 2; }));
    QSignalSpy frames(&player, &PlayerEngine::frameShown);
    player.close();
    EXPECT_TRUE(player.frame().image.isNull());
    EXPECT_FALSE(waitUntil([&] { return frames.count() > 0; }, 150));
    EXPECT_FALSE(player.playing());
}
