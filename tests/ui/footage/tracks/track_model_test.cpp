#include "ui/footage/tracks/track_model.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>

using namespace lineament;
using namespace lineament::ui;

namespace {

Track track(std::int64_t id, double firstMs, TrackState state = TrackState::kUnknown, std::string name = {}) {
    Track track;
    track.id = TrackId(id);
    track.firstMs = firstMs;
    track.lastMs = firstMs + 500;
    track.state = state;
    if (!name.empty()) track.identity = IdentityId(id * 10);
    track.name = std::move(name);
    return track;
}

class TrackModelTest : public testing::Test {
  protected:
    TrackModelTest() {
        model.setTracks({track(3, 3000, TrackState::kSuggested, "Anna"), track(1, 100),
                         track(2, 2000, TrackState::kConfirmed, "Ben")});
    }
    QStringList names() const {
        QStringList names;
        for (int i = 0; i < model.rowCount(); ++i)
            names << model.index(i).data(TrackModel::NameRole).toString();
        return names;
    }
    TrackModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

}  // namespace

TEST_F(TrackModelTest, IsInTheOrderOfTime) {
    EXPECT_EQ(names(),
              (QStringList{QStringLiteral("Unknown 1"), QStringLiteral("Ben"), QStringLiteral("Anna")}));
}

TEST_F(TrackModelTest, NarrowsByStateAndText) {
    model.setStates({static_cast<int>(TrackState::kSuggested), static_cast<int>(TrackState::kConfirmed)});
    EXPECT_EQ(model.rowCount(), 2);
    model.setText(QStringLiteral("AN"));
    EXPECT_EQ(names(), QStringList{QStringLiteral("Anna")});
    model.setStates({});
    model.setText({});
    EXPECT_EQ(model.rowCount(), 3);
}

TEST_F(TrackModelTest, ADecisionMovesNobody) {
    model.setStates({static_cast<int>(TrackState::kSuggested)});
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset),
        removed(&model, &QAbstractItemModel::rowsRemoved);
    model.show(TrackId(3), IdentityId(30), QStringLiteral("Anna"), TrackState::kConfirmed);
    auto stored = model.tracks();
    model.setTracks(stored);
    EXPECT_EQ(model.rowCount(), 1) << "the row stays although it no longer is a suggestion";
    EXPECT_EQ(resets.count() + removed.count(), 0);
    EXPECT_EQ(model.index(0).data(TrackModel::StateRole).toInt(), static_cast<int>(TrackState::kConfirmed));
    EXPECT_EQ(model.count(TrackState::kSuggested), 0);
}

TEST_F(TrackModelTest, TheNumberOfAnUnknownNeverChanges) {
    model.show(TrackId(2), std::nullopt, {}, TrackState::kRejected);
    EXPECT_EQ(names().at(1), QStringLiteral("Unknown 2"));
    model.show(TrackId(1), IdentityId(7), QStringLiteral("Cleo"), TrackState::kConfirmed);
    EXPECT_EQ(names().at(1), QStringLiteral("Unknown 2"));
}

TEST_F(TrackModelTest, AnotherRecordingReplacesAll) {
    model.setTracks({track(9, 0)});
    EXPECT_EQ(names(), QStringList{QStringLiteral("Unknown 1")});
    EXPECT_FALSE(model.indexOf(TrackId(3)).isValid());
    model.setTracks({});
    EXPECT_EQ(model.rowCount(), 0);
}

TEST(TimeText, CountsFromTheStartOfTheRecording) {
    EXPECT_EQ(timeText(0), QStringLiteral("0:00.000"));
    EXPECT_EQ(timeText(751'480), QStringLiteral("12:31.480"));
    EXPECT_EQ(timeText(3'600'000 + 61'005), QStringLiteral("1:01:01.005"));
    EXPECT_EQ(timeText(2736.067, 1), QStringLiteral("0:02.7"));
    EXPECT_EQ(timeText(59'999, 0), QStringLiteral("0:59"));
}
