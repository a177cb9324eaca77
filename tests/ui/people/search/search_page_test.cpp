// Drives the search by a face: candidates with ranks, the open-set decision, both modes.
#include "ui/people/search/search_page.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QToolButton>

#include "core/image/image.h"
#include "core/pipelines/enrol.h"
#include "tests/ui/people/gallery_fixture.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;

namespace {

class SearchPageTest : public GalleryDeskTest {
  protected:
    QString photo(const std::string& name, const cv::Rect& where, double light = 1) const {
        cv::Mat picture;
        loadImage(test::samplePhoto(3)).bgr(where).convertTo(picture, -1, light);
        EXPECT_TRUE(cv::imwrite((folder / name).string(), picture));
        return QString::fromStdString((folder / name).string());
    }
    void openSearch() {
        open();
        ASSERT_TRUE(waitUntil([&] { return panel->people().total() > 0; }));
        QTest::mouseClick(part<QToolButton>("searchFaceButton"), Qt::LeftButton);
        ASSERT_TRUE(part<SearchPage>("searchPage")->isVisible());
    }
    SearchPage& page() const { return *part<SearchPage>("searchPage"); }
};

}  // namespace

TEST_F(SearchPageTest, AFaceFindsItsPersonAndIdentificationShowsNobodyElse) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    JobContext context;
    EnrolOptions options;
    options.gate = QualityGate::kOff;
    const auto anna =
        enrolPerson(*workspace, "Anna", {}, {photo("anna.jpg", cv::Rect(1000, 80, 420, 480)).toStdString()},
                    options, context)
            .identity;
    for (unsigned i = 0; i < 60; ++i)
        put("Person " + std::to_string(i), 100 + i, 1);
    openSearch();
    page().search(photo("probe.jpg", cv::Rect(1000, 80, 420, 480), 0.9));
    ASSERT_TRUE(waitUntil([&] { return !page().busy() && page().candidates() > 0; }, 60'000));
    EXPECT_EQ(page().candidates(), SearchPage::kMostCandidates);
    auto* list = part<QTableWidget>("searchCandidates");
    EXPECT_EQ(list->item(0, 0)->text(), QStringLiteral("1"));
    EXPECT_EQ(list->item(0, 2)->text(), QStringLiteral("Anna"));
    EXPECT_TRUE(
        part<QLabel>("searchDecision")->text().startsWith(QStringLiteral("Anna reaches the threshold")));
    EXPECT_EQ(store().auditEntries(1).front().action, "gallery.search");
    EXPECT_TRUE(test::clippedTexts(*panel).isEmpty())
        << test::clippedTexts(*panel).join(QLatin1Char('\n')).toStdString();
    page().setMode(SearchPage::Mode::Identification);
    EXPECT_EQ(page().candidates(), 1);
    Q_EMIT list->cellDoubleClicked(0, 2);
    EXPECT_EQ(panel->selected(), QList<qint64>{anna.value()});
    EXPECT_FALSE(page().isVisible());
}

TEST_F(SearchPageTest, AStrangerMatchesNobodyAndAWallHasNoFace) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    put("Ben", 1), put("Carl", 2);
    openSearch();
    page().setMode(SearchPage::Mode::Identification);
    page().search(photo("probe.jpg", cv::Rect(470, 220, 420, 480)));
    ASSERT_TRUE(waitUntil([&] { return !page().busy(); }, 60'000));
    EXPECT_EQ(page().candidates(), 0);
    EXPECT_TRUE(part<QLabel>("searchDecision")->text().startsWith(QStringLiteral("Nobody of the gallery")));
    page().setMode(SearchPage::Mode::Investigation);
    EXPECT_EQ(page().candidates(), 2) << "for a person to judge";
    cv::imwrite((folder / "wall.png").string(), cv::Mat(400, 400, CV_8UC3, cv::Scalar(90, 120, 110)));
    page().search(QString::fromStdString((folder / "wall.png").string()));
    ASSERT_TRUE(waitUntil([&] { return !page().busy() && page().candidates() == 0; }, 60'000));
    EXPECT_TRUE(part<Banner>("searchBanner")->isVisible());
    page().search(QString::fromStdString((folder / "gone.png").string()));
    ASSERT_TRUE(waitUntil([&] { return !page().busy(); }, 60'000));
    EXPECT_TRUE(part<Banner>("searchBanner")->isVisible());
}
