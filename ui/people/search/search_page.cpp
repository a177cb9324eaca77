#include "ui/people/search/search_page.h"

#include <QComboBox>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include "core/image/image.h"
#include "ui/bridge/image_convert.h"
#include "ui/bridge/numbers.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/image_canvas.h"
#include "ui/widgets/job_strip.h"

namespace lineament::ui {
namespace {

constexpr int kPortraitPx = 56, kListWidth = 460;
enum SearchColumn {
    SearchRankColumn,
    SearchFaceColumn,
    SearchNameColumn,
    SearchSimilarityColumn,
    SearchDecisionColumn,
    SearchColumnCount
};

QRectF rectOf(const BoxPx& box) {
    return {box.x, box.y, box.width, box.height};
}

}  // namespace

SearchPage::SearchPage(Session& session, QWidget* parent) : QWidget(parent), session_(session) {
    setObjectName(QStringLiteral("searchPage"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace3);
    column->setSpacing(metrics::kSpace2);
    auto* head = new QHBoxLayout;
    head->setSpacing(metrics::kSpace2);
    title_ = new QLabel;
    title_->setProperty("role", QStringLiteral("section"));
    modeLabel_ = new QLabel;
    mode_ = new QComboBox;
    mode_->setObjectName(QStringLiteral("searchMode"));
    mode_->addItems({{}, {}});
    modeLabel_->setBuddy(mode_);
    choose_ = new QPushButton;
    choose_->setObjectName(QStringLiteral("searchChooseButton"));
    choose_->setProperty("role", QStringLiteral("primary"));
    close_ = new QPushButton;
    close_->setObjectName(QStringLiteral("searchCloseButton"));
    head->addWidget(title_);
    head->addStretch(1);
    head->addWidget(modeLabel_);
    head->addWidget(mode_);
    head->addWidget(choose_);
    head->addWidget(close_);
    column->addLayout(head);
    banner_ = new Banner;
    banner_->setObjectName(QStringLiteral("searchBanner"));
    column->addWidget(banner_);
    strip_ = new JobStrip;
    column->addWidget(strip_);
    decision_ = new QLabel;
    decision_->setObjectName(QStringLiteral("searchDecision"));
    decision_->setWordWrap(true);
    column->addWidget(decision_);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(metrics::kSpace3);
    auto* left = new QVBoxLayout;
    canvas_ = new ImageCanvas;
    canvas_->setObjectName(QStringLiteral("searchCanvas"));
    hint_ = new QLabel;
    hint_->setWordWrap(true);
    hint_->setProperty("role", QStringLiteral("small"));
    left->addWidget(canvas_, 1);
    left->addWidget(hint_);
    middle->addLayout(left, 1);
    list_ = new QTableWidget(0, SearchColumnCount);
    list_->setObjectName(QStringLiteral("searchCandidates"));
    list_->setProperty("role", QStringLiteral("plain"));
    list_->setShowGrid(false);
    list_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    list_->setSelectionBehavior(QAbstractItemView::SelectRows);
    list_->setSelectionMode(QAbstractItemView::SingleSelection);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setIconSize({kPortraitPx, kPortraitPx});
    list_->setTabKeyNavigation(false);
    list_->verticalHeader()->hide();
    list_->verticalHeader()->setDefaultSectionSize(kPortraitPx + metrics::kSpace2);
    list_->horizontalHeader()->setHighlightSections(false);
    list_->horizontalHeader()->setSectionResizeMode(SearchNameColumn, QHeaderView::Stretch);
    for (const auto& [at, width] :
         {std::pair<int, int>(SearchRankColumn, 52), std::pair<int, int>(SearchFaceColumn, 76),
          std::pair<int, int>(SearchSimilarityColumn, 84), std::pair<int, int>(SearchDecisionColumn, 110)})
        list_->horizontalHeader()->resizeSection(at, width);
    list_->setMinimumWidth(kListWidth);
    middle->addWidget(list_, 1);
    column->addLayout(middle, 1);

    connect(choose_, &QPushButton::clicked, this, &SearchPage::choose);
    connect(close_, &QPushButton::clicked, this, &SearchPage::closeRequested);
    connect(mode_, &QComboBox::currentIndexChanged, this, &SearchPage::showFace);
    connect(canvas_, &ImageCanvas::boxClicked, this, [this](qint64 face) {
        face_ = static_cast<int>(face);
        showFace();
    });
    connect(list_, &QTableWidget::cellDoubleClicked, this, [this](int row) {
        Q_EMIT showRequested(list_->item(row, SearchNameColumn)->data(Qt::UserRole).toLongLong());
    });
    setFocusProxy(choose_);
    retranslate();
}

SearchPage::Mode SearchPage::mode() const {
    return static_cast<Mode>(std::max(0, mode_->currentIndex()));
}

void SearchPage::setMode(Mode mode) {
    mode_->setCurrentIndex(static_cast<int>(mode));
}

int SearchPage::candidates() const {
    return list_->rowCount();
}

void SearchPage::choose() {
    const QString file = QFileDialog::getOpenFileName(
        this, tr("Picture to search with"), QFileInfo(path_).absolutePath(),
        tr("Photos (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.heic *.heif);;All files (*)"));
    if (!file.isEmpty()) search(file);
}

SearchPage::Answer SearchPage::answerFor(Workspace& workspace, const QString& picture, JobContext& context) {
    Answer answer;
    const std::filesystem::path path = picture.toStdString();
    auto result =
        processImages(workspace.engine(), &workspace, {path}, ImageWork::kIdentify, kMostCandidates, context);
    if (!result.rejected.empty()) answer.rejection = result.rejected.front();
    if (result.images.empty()) return answer;
    answer.faces = std::move(result.images.front());
    answer.picture = toQImage(loadImage(path).bgr);
    answer.fpir = workspace.operatingPoint().fpir;
    for (const auto& found : answer.faces.identifications) {
        auto& portraits = answer.portraits.emplace_back();
        for (const auto& candidate : found.candidates) {
            context.checkpoint();
            portraits.push_back(imageFromBytes(workspace.store().portrait(candidate.identity)));
        }
        workspace.store().audit("gallery.search", "gallery",
                                found.match ? "reached the threshold: identity:" +
                                                  std::to_string(found.candidates.front().identity.value())
                                            : "nobody reached the threshold");
    }
    return answer;
}

void SearchPage::search(const QString& picture) {
    if (busy_ || !session_.workspace()) return;
    busy_ = true;
    path_ = picture;
    banner_->dismiss();
    auto* job = session_.jobs().run<Answer>(
        tr("Search the gallery"), JobRunner::Lane::Short,
        [workspace = session_.workspace(), picture](JobContext& context) {
            return answerFor(*workspace, picture, context);
        },
        this, [this](Answer& answer) { take(std::move(answer)); });
    strip_->setJob(job);
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    connect(job, &JobHandle::ended, this, [this] {
        busy_ = false;
        choose_->setEnabled(true);
    });
    choose_->setEnabled(false);
}

void SearchPage::take(Answer answer) {
    answer_ = std::move(answer);
    face_ = 0;
    canvas_->setImage(answer_.picture);
    if (answer_.rejection)
        banner_->show(Banner::Kind::Warning, sentenceFor(*answer_.rejection));
    else if (answer_.faces.faces.empty())
        banner_->show(
            Banner::Kind::Warning,
            tr("No face was found in %1: choose a picture that shows one.").arg(QFileInfo(path_).fileName()));
    showFace();
}

void SearchPage::showFace() {
    QList<CanvasBox> boxes;
    for (std::size_t i = 0; i < answer_.faces.faces.size(); ++i) {
        const auto& found = answer_.faces.identifications[i];
        CanvasBox box{static_cast<qint64>(i), rectOf(answer_.faces.faces[i].box)};
        box.mark = found.match ? Mark::Suggested : Mark::Unknown;
        if (found.match) box.label = QString::fromStdString(found.candidates.front().name);
        box.selected = static_cast<int>(i) == face_;
        boxes.append(box);
    }
    canvas_->setBoxes(boxes);
    list_->setRowCount(0);
    if (face_ < static_cast<int>(answer_.faces.identifications.size())) {
        const auto at = static_cast<std::size_t>(face_);
        const auto& found = answer_.faces.identifications[at];
        for (std::size_t i = 0; i < found.candidates.size(); ++i) {
            const auto& candidate = found.candidates[i];
            const bool reaches = candidate.similarity >= found.threshold;
            if (mode() == Mode::Identification && !reaches) continue;
            const int row = list_->rowCount();
            list_->insertRow(row);
            const auto put = [&](int column, const QString& text) {
                auto* item = new QTableWidgetItem(text);
                if (column != SearchNameColumn && column != SearchDecisionColumn)
                    item->setTextAlignment(Qt::AlignCenter);
                list_->setItem(row, column, item);
                return item;
            };
            put(SearchRankColumn, QString::number(i + 1));
            put(SearchFaceColumn, {})->setIcon(QPixmap::fromImage(answer_.portraits[at][i]));
            put(SearchNameColumn, QString::fromStdString(candidate.name))
                ->setData(Qt::UserRole, QVariant::fromValue<qint64>(candidate.identity.value()));
            put(SearchSimilarityColumn, similarityText(candidate.similarity));
            put(SearchDecisionColumn, reaches ? tr("reaches it") : tr("below it"))
                ->setForeground(Theme::instance().ink(reaches ? Token::Match : Token::Muted));
        }
    }
    showDecision();
}

void SearchPage::showDecision() {
    if (face_ >= static_cast<int>(answer_.faces.identifications.size())) {
        decision_->setText(
            path_.isEmpty() || busy_
                ? tr("Choose a picture, or drop one here, to see whom in the gallery it looks like.")
                : QString());
        return;
    }
    const auto& found = answer_.faces.identifications[static_cast<std::size_t>(face_)];
    const QString at = tr("threshold %1: FMR %2 of one comparison, at most %3 of searches of strangers match")
                           .arg(similarityText(found.threshold), fmrText(found.fmr), fmrText(answer_.fpir));
    if (found.candidates.empty())
        decision_->setText(tr("The gallery holds nobody with a template of this recogniser."));
    else if (found.match)
        decision_->setText(tr("%1 reaches the threshold with %2 (%3). A person decides whether it is they.")
                               .arg(QString::fromStdString(found.candidates.front().name),
                                    similarityText(found.candidates.front().similarity), at));
    else
        decision_->setText(tr("Nobody of the gallery reaches the threshold; the most similar has %1 (%2).")
                               .arg(similarityText(found.candidates.front().similarity), at));
}

void SearchPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void SearchPage::retranslate() {
    setAccessibleName(tr("Search by a face"));
    title_->setText(tr("Search by a face"));
    modeLabel_->setText(tr("Mode"));
    mode_->setAccessibleName(tr("Mode"));
    mode_->setItemText(0, tr("Investigation: the %1 most similar").arg(kMostCandidates));
    mode_->setItemText(1, tr("Identification: who reaches the threshold"));
    choose_->setText(tr("Choose a picture …"));
    close_->setText(tr("Back to the people"));
    hint_->setText(tr("Click a face to search by it. A double click on a candidate shows the person."));
    list_->setAccessibleName(tr("Candidates"));
    list_->setHorizontalHeaderLabels({tr("Rank"), tr("Face"), tr("Name"), tr("Similarity"), tr("Threshold")});
    showFace();
}

}  // namespace lineament::ui
