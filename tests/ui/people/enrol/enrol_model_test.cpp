#include "ui/people/enrol/enrol_model.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>

using namespace lineament;
using namespace lineament::ui;
using State = EnrolPhoto::State;

namespace {

class EnrolModelTest : public testing::Test {
  protected:
    EnrolPhoto photo(const char* path, State state) {
        EnrolPhoto photo{QString::fromLatin1(path), {}, state, {}, Quality{}, {}};
        if (state == State::Refused) photo.rejection = Rejection{path, RejectionCode::kNoFace, "", {}};
        return photo;
    }
    EnrolModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

}  // namespace

TEST_F(EnrolModelTest, APhotoIsThereOnce) {
    model.add({QStringLiteral("a.jpg"), QStringLiteral("b.jpg"), QStringLiteral("a.jpg")});
    model.add({QStringLiteral("b.jpg"), QStringLiteral("c.jpg")});
    EXPECT_EQ(model.rowCount(), 3);
    EXPECT_EQ(model.count(State::Waiting), 3);
}

TEST_F(EnrolModelTest, SaysWhatToChange) {
    model.put(photo("a.jpg", State::Refused));
    EXPECT_FALSE(model.index(0).data(EnrolModel::ReasonRole).toString().isEmpty());
    EXPECT_TRUE(model.index(0).data(Qt::AccessibleTextRole).toString().startsWith(QStringLiteral("a.jpg")));
}

TEST_F(EnrolModelTest, RefusedOnesCanBeJudgedAgain) {
    model.put(photo("a.jpg", State::Good));
    model.put(photo("b.jpg", State::Refused));
    model.put(photo("c.jpg", State::Enrolled));
    model.judgeAgain(true);
    EXPECT_EQ(model.paths(State::Waiting), QStringList{QStringLiteral("b.jpg")});
    model.judgeAgain(false);
    EXPECT_EQ(model.count(State::Waiting), 2);
    EXPECT_EQ(model.count(State::Enrolled), 1) << "what is enrolled stays so";
}

TEST_F(EnrolModelTest, PhotosStayWithTheirPeopleWhenTheyAreJudgedAgain) {
    auto refused = photo("b.jpg", State::Refused);
    refused.person = QStringLiteral("Berta");
    model.put(refused);
    EXPECT_TRUE(model.ofPeople());
    EXPECT_TRUE(model.goodOfPeople().empty());
    model.judgeAgain(true);
    model.put(photo("b.jpg", State::Good));  // who judges it does not know whose it is
    ASSERT_EQ(model.goodOfPeople().size(), 1u);
    EXPECT_EQ(model.goodOfPeople().front().first, QStringLiteral("Berta"));
    EXPECT_EQ(model.goodOfPeople().front().second, QStringList{QStringLiteral("b.jpg")});
}

TEST_F(EnrolModelTest, WhatEnrolmentSaysKeepsTheCropAndTheMeasures) {
    auto judged = photo("a.jpg", State::Good);
    judged.crop = QImage(4, 4, QImage::Format_RGB32);
    model.put(judged);
    EnrolPhoto refused{QStringLiteral("a.jpg"),
                       {},
                       State::Refused,
                       {},
                       {},
                       Rejection{"a.jpg", RejectionCode::kDuplicate, "", {}}};
    model.put(refused);
    EXPECT_EQ(model.rowCount(), 1);
    EXPECT_FALSE(model.index(0).data(EnrolModel::CropRole).value<QImage>().isNull());
    EXPECT_TRUE(model.index(0).data(EnrolModel::QualityRole).isValid());
    EXPECT_EQ(model.count(State::Refused), 1);
}
