#include "ui/compare/compare_panel.h"

#include <QDateTime>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QSaveFile>
#include <QSlider>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/base/error.h"
#include "core/image/image.h"
#include "core/store/gallery_book.h"
#include "ui/bridge/image_convert.h"
#include "ui/bridge/sentences.h"
#include "ui/compare/compare_report.h"
#include "ui/compare/feature_list.h"
#include "ui/compare/score_panel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/action_registry.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/image_canvas.h"

namespace lineament::ui {
namespace {

constexpr int kFeatureWidth = 310, kScoreWidth = 400;
enum Page { EmptyPage, PairPage };

QList<QPointF> pointsOf(const std::optional<ComparedFace>& face) {
    QList<QPointF> points;
    if (face)
        for (const auto& point : face->landmarks)
            points.append(QPointF(point.x, point.y));
    return points;
}

QString titleOf(const std::optional<ComparedFace>& face) {
    return face ? QFileInfo(QString::fromStdString(face->source)).fileName() : QString();
}

}  // namespace

ComparePanel::ComparePanel(Session& session, QWidget* parent) : Desk(session, parent) {
    setObjectName(QStringLiteral("comparePanel"));
    setAcceptDrops(true);
    choose_ = [this](const QString& title, bool save) {
        return save ? QFileDialog::getSaveFileName(this, title, QStringLiteral("comparison.html"),
                                                   QStringLiteral("HTML (*.html)"))
                    : QFileDialog::getOpenFileName(this, title);
    };
    makeActions();
    layOut();
    connect(features_, &FeatureList::changed, this, &ComparePanel::showScores);
    connect(scores_, &ScorePanel::concluded, this, &ComparePanel::record);
    connect(scores_, &ScorePanel::reportRequested, this, [this] {
        const QString file = choose_(tr("Write the report"), true);
        if (file.isEmpty()) return;
        const QString problem = writeReport(file);
        if (problem.isEmpty())
            banner_->show(Banner::Kind::Good, tr("The report is in %1.").arg(file));
        else
            banner_->show(Banner::Kind::Error, problem);
    });
    connect(&session, &Session::workspaceChanged, this, [this] {
        answers_.reset();
        score();
    });
    showFaces();
}

QAction* ComparePanel::add(const QString& id, const QString& icon, const QKeySequence& keys) {
    QAction* action = makeAction(QStringLiteral("compare.") + id, icon, keys);
    actions_.append(action);
    return action;
}

void ComparePanel::makeActions() {
    keys_.left = add(QStringLiteral("left"), QStringLiteral("folder-open"), Qt::Key_BracketLeft);
    keys_.right = add(QStringLiteral("right"), QStringLiteral("folder-open"), Qt::Key_BracketRight);
    keys_.swap = add(QStringLiteral("swap"), QStringLiteral("repeat"), Qt::Key_S);
    keys_.points = add(QStringLiteral("points"), QStringLiteral("scan-face"), Qt::Key_P);
    keys_.grid = add(QStringLiteral("grid"), QStringLiteral("table"), Qt::Key_G);
    keys_.fit = add(QStringLiteral("fit"), QStringLiteral("maximize"), Qt::Key_0);
    keys_.next = add(QStringLiteral("nextMode"), QStringLiteral("images"), Qt::Key_M);
    keys_.points->setCheckable(true);
    keys_.grid->setCheckable(true);
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(keys_.left, [this] {
        if (const QString path = choose_(tr("First picture"), false); !path.isEmpty())
            setPicture(PairView::Left, path);
    });
    on(keys_.right, [this] {
        if (const QString path = choose_(tr("Second picture"), false); !path.isEmpty())
            setPicture(PairView::Right, path);
    });
    on(keys_.swap, [this] { swapSides(); });
    on(keys_.points, [this](bool shown) { pair_->setPointsShown(shown); });
    on(keys_.grid, [this](bool shown) { pair_->setGridShown(shown); });
    on(keys_.fit, [this] { pair_->fit(); });
    on(keys_.next,
       [this] { pair_->setMode(static_cast<PairMode>((static_cast<int>(pair_->mode()) + 1) % 5)); });
}

QWidget* ComparePanel::makeTop() {
    auto* top = new QWidget;
    auto* row = new QHBoxLayout(top);
    row->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace1);
    row->setSpacing(metrics::kSpace2);
    const auto button = [&](const char* name, QAction* action) {
        auto* made = new QPushButton;
        made->setObjectName(QString::fromLatin1(name));
        made->setFocusPolicy(Qt::TabFocus);
        connect(made, &QPushButton::clicked, action, &QAction::trigger);
        row->addWidget(made);
        return made;
    };
    const auto tool = [&](const char* name, QAction* action) {
        auto* made = new QToolButton;
        made->setObjectName(QString::fromLatin1(name));
        made->setDefaultAction(action);
        made->setIconSize({metrics::kIcon, metrics::kIcon});
        made->setFocusPolicy(Qt::TabFocus);
        row->addWidget(made);
        return made;
    };
    leftButton_ = button("leftPictureButton", keys_.left);
    swapButton_ = tool("swapButton", keys_.swap);
    rightButton_ = button("rightPictureButton", keys_.right);
    row->addStretch(1);
    const auto slider = [&](const char* name, const char* icon) {
        auto* picture = new QLabel;
        picture->setPixmap(
            Theme::instance().icon(QString::fromLatin1(icon), Token::Muted).pixmap(metrics::kIconSmall));
        row->addWidget(picture);
        auto* made = new QSlider(Qt::Horizontal);
        made->setObjectName(QString::fromLatin1(name));
        made->setRange(-100, 100);
        made->setFixedWidth(90);
        row->addWidget(made);
        connect(made, &QSlider::valueChanged, this, [this] {
            pair_->setTone({light_->value(), contrast_->value()});
        });
        return made;
    };
    light_ = slider("lightSlider", "sun");
    contrast_ = slider("contrastSlider", "moon");
    pointsButton_ = tool("pointsButton", keys_.points);
    gridButton_ = tool("gridButton", keys_.grid);
    return top;
}

void ComparePanel::layOut() {
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeTop());
    auto* messages = new QVBoxLayout;
    messages->setContentsMargins(metrics::kSpace3, 0, metrics::kSpace3, metrics::kSpace1);
    banner_ = new Banner;
    banner_->setObjectName(QStringLiteral("compareBanner"));
    messages->addWidget(banner_);
    column->addLayout(messages);
    stack_ = new QStackedWidget;
    empty_ = new EmptyState(QStringLiteral("scan-face"));
    empty_->setObjectName(QStringLiteral("compareEmpty"));
    connect(empty_, &EmptyState::activated, keys_.left, &QAction::trigger);
    pair_ = new PairView;
    pair_->setObjectName(QStringLiteral("comparePair"));
    stack_->addWidget(empty_);
    stack_->addWidget(pair_);
    column->addWidget(stack_, 1);
    setCentralWidget(centre);
    features_ = new FeatureList;
    scores_ = new ScorePanel;
    featurePanel_ = addPanel(QStringLiteral("compareFeatures"), features_, Qt::LeftDockWidgetArea);
    scorePanel_ = addPanel(QStringLiteral("compareScores"), scores_, Qt::RightDockWidgetArea);
    features_->setMinimumWidth(kFeatureWidth - 20);
    scores_->setMinimumWidth(kScoreWidth - 80);
    resizeDocks({featurePanel_, scorePanel_}, {kFeatureWidth, kScoreWidth}, Qt::Horizontal);
    setFocusProxy(pair_->canvas(PairView::Left));
}

bool ComparePanel::openPath(const QString& path) {
    if (QFileInfo(path).isDir() || !looksLikeImage(path.toStdString())) return false;
    const bool leftIsFree = !faces_[PairView::Left] && asked_[PairView::Left] == 0;
    setPicture(leftIsFree ? PairView::Left : PairView::Right, path);
    return true;
}

void ComparePanel::setPicture(PairView::Side side, const QString& path) {
    if (!session().workspace()) return;
    const int asked = ++asked_[side];
    ++loading_;
    banner_->dismiss();
    auto* job = session().jobs().run<ComparedFace>(
        tr("Look at %1").arg(QFileInfo(path).fileName()), JobRunner::Lane::Short,
        [workspace = session().workspace(), path = path.toStdString()](JobContext&) {
            return faceToCompare(workspace->engine(), path, workspace->store().folder());
        },
        this,
        [this, side, asked](ComparedFace& face) {
            if (asked != asked_[side]) return;
            faces_[side] = std::move(face);
            ++pairNumber_;
            answers_.reset();
            scoreSeenAt_ = 0;
            features_->clear();
            showFaces();
            score();
        });
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    connect(job, &JobHandle::ended, this, [this] { --loading_; });
}

void ComparePanel::swapSides() {
    std::swap(faces_[PairView::Left], faces_[PairView::Right]);
    showFaces();
}

void ComparePanel::showFaces() {
    const auto &left = faces_[PairView::Left], &right = faces_[PairView::Right];
    stack_->setCurrentIndex(left || right ? PairPage : EmptyPage);
    pair_->setImages(left ? toQImage(left->upright) : QImage(), right ? toQImage(right->upright) : QImage());
    pair_->setPoints(pointsOf(left), pointsOf(right));
    pair_->setTitles(titleOf(left), titleOf(right));
    features_->setEnabled(left && right);
    showScores();
}

void ComparePanel::score() {
    if (!faces_[PairView::Left] || !faces_[PairView::Right] || !session().workspace()) return;
    scoring_ = true;
    auto* job = session().jobs().run<std::vector<RecogniserAnswer>>(
        tr("Compare two faces"), JobRunner::Lane::Short,
        [workspace = session().workspace(), a = faces_[PairView::Left]->source,
         b = faces_[PairView::Right]->source](JobContext& context) {
            return compareByAll(workspace->engine(), a, b, workspace->operatingPoint().fmr, context,
                                workspace->store().folder());
        },
        this,
        [this, number = pairNumber_](std::vector<RecogniserAnswer>& answers) {
            if (number != pairNumber_) return;
            answers_ = std::move(answers);
        });
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    connect(job, &JobHandle::ended, this, [this] {
        scoring_ = false;
        showScores();
        Q_EMIT scored();
    });
}

bool ComparePanel::mayShow() const {
    return !features_->blind() || features_->complete() || scoreSeenAt_ != 0;
}

void ComparePanel::showScores() {
    if (!faces_[PairView::Left] || !faces_[PairView::Right])
        return scores_->close(tr("Scores appear here when two faces are open."));
    if (!mayShow())
        return scores_->close(tr("Blind examination: the scores stay closed until every feature was assessed "
                                 "(%1 of %2).")
                                  .arg(features_->assessed())
                                  .arg(FeatureList::kFeatures));
    if (!answers_)
        return scores_->close(scoring_ ? tr("The recognisers are at work.")
                                       : tr("There is no score of this pair."));
    if (scoreSeenAt_ == 0) {
        scoreSeenAt_ = QDateTime::currentMSecsSinceEpoch();
        scores_->show(*answers_);
    } else if (!scores_->open()) {
        scores_->show(*answers_);
    }
}

CompareReport ComparePanel::report() const {
    CompareReport report;
    report.left = *faces_[PairView::Left];
    report.right = *faces_[PairView::Right];
    if (answers_) report.answers = *answers_;
    for (int i = 0; i < FeatureList::kFeatures; ++i)
        report.features.emplace_back(features_->name(i), wordFor(features_->observation(i)));
    report.examiner = qEnvironmentVariable("USER");
    report.conclusion = scores_->conclusionText(scores_->conclusion());
    report.language =
        QLocale().name().startsWith(QLatin1String("zh")) ? QStringLiteral("zh-CN") : QStringLiteral("en");
    report.blind = features_->blind();
    return report;
}

QString ComparePanel::writeReport(const QString& file) {
    if (!faces_[PairView::Left] || !faces_[PairView::Right] || !session().workspace())
        return tr("Two faces are needed.");
    try {
        const auto html = reportHtml(report(), session().workspace()->engine().registry());
        QSaveFile out(file);
        if (!out.open(QIODevice::WriteOnly) || out.write(html.data(), qint64(html.size())) < 0 ||
            !out.commit())
            return tr("%1 cannot be written: %2").arg(file, out.errorString());
    } catch (const Error& error) {
        return sentenceFor(error);
    }
    return {};
}

void ComparePanel::record() {
    Examination examination;
    const auto shown = report();
    examination.content = examinationJson(shown);
    examination.conclusion = ScorePanel::conclusionSource(scores_->conclusion()).toStdString();
    examination.concludedAt = QDateTime::currentMSecsSinceEpoch();
    examination.scoreSeenAt = scoreSeenAt_;
    auto* job = session().jobs().run<std::int64_t>(
        tr("Record the examination"), JobRunner::Lane::Short,
        [store = session().workspace()->storePointer(), examination](JobContext&) {
            return store->galleryBook().saveExamination(examination);
        },
        this,
        [this](std::int64_t& id) {
            banner_->show(Banner::Kind::Good, tr("Examination %1 is recorded in the data store.").arg(id));
            Q_EMIT recorded(id);
        });
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
}

void ComparePanel::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void ComparePanel::dropEvent(QDropEvent* event) {
    // Dropped on a half, a picture becomes that side's; several fill both.
    const auto urls = event->mimeData()->urls();
    const bool leftHalf = event->position().x() < width() / 2.0;
    for (qsizetype i = 0; i < std::min<qsizetype>(urls.size(), 2); ++i)
        if (urls[i].isLocalFile())
            setPicture(urls.size() > 1 ? (i == 0 ? PairView::Left : PairView::Right)
                                       : (leftHalf ? PairView::Left : PairView::Right),
                       urls[i].toLocalFile());
    event->acceptProposedAction();
}

void ComparePanel::retranslate() {
    const auto say = [](QAction* action, const QString& text) {
        action->setText(text);
        action->setToolTip(textWithKey(action));
    };
    say(keys_.left, tr("Open the first picture"));
    say(keys_.right, tr("Open the second picture"));
    say(keys_.swap, tr("Swap the pictures"));
    say(keys_.points, tr("Landmarks"));
    say(keys_.grid, tr("Grid"));
    say(keys_.fit, tr("Fit the pictures"));
    say(keys_.next, tr("Next way of comparing"));
    leftButton_->setText(tr("First…"));
    rightButton_->setText(tr("Second…"));
    light_->setToolTip(tr("Light, of the display alone"));
    light_->setAccessibleName(light_->toolTip());
    contrast_->setToolTip(tr("Contrast, of the display alone"));
    contrast_->setAccessibleName(contrast_->toolTip());
    empty_->setTexts(tr("Two faces are compared here, side by side and by every recogniser."),
                     tr("Open the first picture"), tr("Or drop two photos."));
    setPanelTitle(featurePanel_, tr("Features"));
    setPanelTitle(scorePanel_, tr("Scores"));
    setStatusText(tr("M next way of comparing · P landmarks · G grid · S swap · 0 fit"));
    showScores();
}

}  // namespace lineament::ui
