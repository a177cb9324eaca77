#include "ui/compare/compare_panel.h"

#include <QDateTime>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSlider>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>
#include <utility>

#include "core/image/image.h"
#include "core/media/video_source.h"
#include "ui/bridge/image_convert.h"
#include "ui/bridge/sign_in.h"
#include "ui/compare/conclusion_form.h"
#include "ui/compare/feature_list.h"
#include "ui/compare/pick/frame_picker.h"
#include "ui/compare/pick/sample_picker.h"
#include "ui/compare/score_panel.h"
#include "ui/theme/theme.h"
#include "ui/widgets/action_registry.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/image_canvas.h"

namespace lineament::ui {
namespace {

constexpr int kFeatureWidth = 340, kScoreWidth = 400;
enum Page { EmptyPage, PairPage };

QList<QPointF> pointsOf(const std::optional<ComparedFace>& face) {
    QList<QPointF> points;
    if (face)
        for (const auto& point : face->landmarks)
            points.append(QPointF(point.x, point.y));
    return points;
}

QString titleOf(const std::optional<ComparedFace>& face) {
    return face ? QString::fromStdString(face->title) : QString();
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
    connect(features_, &FeatureList::changed, this, [this] { scores_->form()->setRecorded(false); });
    connect(scores_->form(), &ConclusionForm::concluded, this, &ComparePanel::record);
    connect(scores_->form(), &ConclusionForm::reportRequested, this, [this] {
        if (const QString file = choose_(tr("Write the report"), true); !file.isEmpty()) writeReport(file);
    });
    connect(&session, &Session::workspaceChanged, this, [this] {
        const auto folder = this->session().workspace() ? this->session().workspace()->store().folder()
                                                        : std::filesystem::path();
        if (std::exchange(store_, folder) != folder) {  // numbers of examinations are those of a store
            dropOpening();
            ++pairNumber_;  // one that is being recorded there is none of this store
            forgetExamination();
        }
        answers_.reset();
        score();
        showScores();
    });
    const auto takeAccount = [this] {
        const auto& account = SignIn::of(this->session()).account();
        const QString name = account ? QString::fromStdString(account->name) : QString();
        if (name == scores_->form()->account()) return;
        // What somebody else saw is not recorded in the name of who comes after them.
        dropOpening();
        scores_->form()->setAccount(name);
        forgetAssessment();
    };
    connect(&SignIn::of(session), &SignIn::changed, this, takeAccount);
    takeAccount();
    if (session.workspace()) store_ = session.workspace()->store().folder();
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
    const auto leftKey = Qt::Key_BracketLeft, rightKey = Qt::Key_BracketRight;
    keys_.leftPerson = add(QStringLiteral("leftPerson"), QStringLiteral("users"), Qt::CTRL | leftKey);
    keys_.rightPerson = add(QStringLiteral("rightPerson"), QStringLiteral("users"), Qt::CTRL | rightKey);
    keys_.leftFrame = add(QStringLiteral("leftFrame"), QStringLiteral("film"), Qt::ALT | leftKey);
    keys_.rightFrame = add(QStringLiteral("rightFrame"), QStringLiteral("film"), Qt::ALT | rightKey);
    keys_.swap = add(QStringLiteral("swap"), QStringLiteral("repeat"), Qt::Key_S);
    keys_.points = add(QStringLiteral("points"), QStringLiteral("scan-face"), Qt::Key_P);
    keys_.grid = add(QStringLiteral("grid"), QStringLiteral("table"), Qt::Key_G);
    keys_.fit = add(QStringLiteral("fit"), QStringLiteral("maximize"), Qt::Key_0);
    keys_.next = add(QStringLiteral("nextMode"), QStringLiteral("images"), Qt::Key_M);
    keys_.examinations = add(QStringLiteral("examinations"), QStringLiteral("list"), Qt::Key_E);
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
    on(keys_.leftPerson, [this] { pickSample(PairView::Left); });
    on(keys_.rightPerson, [this] { pickSample(PairView::Right); });
    on(keys_.leftFrame, [this] { pickFrame(PairView::Left); });
    on(keys_.rightFrame, [this] { pickFrame(PairView::Right); });
    on(keys_.examinations, [this] { listExaminations(); });
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
    const auto button = [&](const char* name, QList<QAction*> sources) {
        auto* made = new QPushButton;
        made->setObjectName(QString::fromLatin1(name));
        made->setFocusPolicy(Qt::TabFocus);
        auto* menu = new QMenu(made);
        menu->addActions(sources);
        made->setProperty("role", QStringLiteral("menu"));
        made->setMenu(menu);
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
    leftButton_ = button("leftPictureButton", {keys_.left, keys_.leftPerson, keys_.leftFrame});
    swapButton_ = tool("swapButton", keys_.swap);
    rightButton_ = button("rightPictureButton", {keys_.right, keys_.rightPerson, keys_.rightFrame});
    examinationsButton_ = tool("examinationsButton", keys_.examinations);
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
}

bool ComparePanel::openPath(const QString& path) {
    const bool leftIsFree = !faces_[PairView::Left] && !pending_[PairView::Left];
    const auto side = leftIsFree ? PairView::Left : PairView::Right;
    if (QFileInfo(path).isDir()) return false;
    if (looksLikeImage(path.toStdString()))
        setPicture(side, path);
    else if (looksLikeVideo(path.toStdString()))
        pickFrame(side, path);
    else
        return false;
    return true;
}

void ComparePanel::setPicture(PairView::Side side, const QString& path) {
    FaceSource source;
    source.path = path.toStdString();
    setFace(side, source);
}

void ComparePanel::setFace(PairView::Side side, const FaceSource& source) {
    if (!session().workspace()) return;
    // Whoever chooses a picture while an examination is opened wants the picture.
    dropOpening();
    banner_->dismiss();
    load(side, source);
}

/// Looks at a picture for one side: of an examination that is being opened, else as soon as it is there.
/// Of what was asked for one side the latest counts, answers and failures of older requests are dropped.
void ComparePanel::load(PairView::Side side, const FaceSource& source) {
    const int asked = ++asked_[side];
    ++loading_;
    pending_[side] = true;
    const QString name = QString::fromStdString(nameOf(source));
    auto* job = session().jobs().run<ComparedFace>(
        tr("Look at %1").arg(QFileInfo(name).fileName()), JobRunner::Lane::Short,
        [workspace = session().workspace(), source](JobContext& context) {
            return faceToCompare(workspace->engine(), source, context, workspace->store().folder(),
                                 &workspace->store());
        },
        this,
        [this, side, asked](ComparedFace& face) {
            if (asked != asked_[side]) return;
            if (opening_)
                opening_->faces[side] = std::move(face);
            else
                takeFace(side, std::move(face));
        });
    connect(job, &JobHandle::failed, this, [this, side, asked](const QString& sentence) {
        if (asked != asked_[side]) return;
        dropOpening();
        banner_->show(Banner::Kind::Error, sentence);
    });
    connect(job, &JobHandle::cancelled, this, [this, side, asked] {
        if (asked == asked_[side]) dropOpening();
    });
    connect(job, &JobHandle::ended, this, [this, side, asked] {
        --loading_;
        if (asked == asked_[side]) pending_[side] = false;
        if (opening_ && opening_->faces[PairView::Left] && opening_->faces[PairView::Right]) finishOpening();
        if (pending_[PairView::Left] || pending_[PairView::Right]) return;
        if (pairNumber_ != scoredPair_) score();
        showScores();
    });
}

/// Another pair: nothing that was seen, scored or recorded holds for it.
void ComparePanel::takeFace(PairView::Side side, ComparedFace face) {
    faces_[side] = std::move(face);
    ++scoresAsked_;
    scoring_ = false;
    answers_.reset();
    forgetAssessment();
    showFaces();
}

void ComparePanel::forgetAssessment() {
    ++pairNumber_;
    scoreSeenAt_ = 0;
    seenBlind_ = false;
    forgetExamination();
    features_->clear();
}

/// An examination that was being opened is not wanted any more: what was open stays.
void ComparePanel::dropOpening() {
    if (!opening_) return;
    opening_.reset();
    for (const auto side : {PairView::Left, PairView::Right}) {
        ++asked_[side];
        pending_[side] = false;
    }
}

void ComparePanel::pickSample(PairView::Side side) {
    if (!session().workspace()) return;
    auto* picker = new SamplePicker(session(), this);
    connect(picker, &SamplePicker::chosen, this,
            [this, side](const FaceSource& source) { setFace(side, source); });
    picker->show();
}

void ComparePanel::pickFrame(PairView::Side side, const QString& file) {
    if (!session().workspace()) return;
    auto* picker = new FramePicker(
        session(), file, [this] { return choose_(tr("Open a recording"), false); }, this);
    connect(picker, &FramePicker::chosen, this,
            [this, side](const FaceSource& source) { setFace(side, source); });
    picker->show();
}

void ComparePanel::swapSides() {
    if (pending_[PairView::Left] || pending_[PairView::Right]) return;  // which side they are for is said
    std::swap(faces_[PairView::Left], faces_[PairView::Right]);
    showFaces();
}

void ComparePanel::showFaces() {
    const auto &left = faces_[PairView::Left], &right = faces_[PairView::Right];
    // The keys are with what is shown: with the first picture, or with the button that opens it.
    turnTo(*stack_, left || right ? PairPage : EmptyPage);
    pair_->setImages(left ? toQImage(left->upright) : QImage(), right ? toQImage(right->upright) : QImage());
    pair_->setPoints(pointsOf(left), pointsOf(right));
    pair_->setTitles(titleOf(left), titleOf(right));
    features_->setEnabled(left && right);
    showScores();
}

QWidget* ComparePanel::keyHolder() const {
    return stack_->currentIndex() == PairPage ? static_cast<QWidget*>(pair_->canvas(PairView::Left))
                                              : empty_->button();
}

void ComparePanel::score() {
    if (!faces_[PairView::Left] || !faces_[PairView::Right] || !session().workspace()) return;
    scoring_ = true;
    scoredPair_ = pairNumber_;
    // Of several questions, of another pair or to another recogniser, the latest counts.
    const int asked = ++scoresAsked_;
    auto* job = session().jobs().run<std::vector<RecogniserAnswer>>(
        tr("Compare two faces"), JobRunner::Lane::Short,
        [workspace = session().workspace(), a = *faces_[PairView::Left],
         b = *faces_[PairView::Right]](JobContext& context) {
            return compareByAll(workspace->engine(), a, b, workspace->operatingPoint().fmr, context);
        },
        this,
        [this, asked](std::vector<RecogniserAnswer>& answers) {
            if (asked == scoresAsked_) answers_ = std::move(answers);
        });
    connect(job, &JobHandle::failed, this, [this, asked](const QString& sentence) {
        if (asked == scoresAsked_) banner_->show(Banner::Kind::Error, sentence);
    });
    connect(job, &JobHandle::ended, this, [this, asked] {
        if (asked != scoresAsked_) return;
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
        seenBlind_ = features_->blind();
        scores_->show(*answers_);
    } else if (!scores_->open()) {
        scores_->show(*answers_);
    }
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
    say(keys_.leftPerson, tr("First: somebody enrolled…"));
    say(keys_.rightPerson, tr("Second: somebody enrolled…"));
    say(keys_.leftFrame, tr("First: a frame of a recording…"));
    say(keys_.rightFrame, tr("Second: a frame of a recording…"));
    say(keys_.examinations, tr("Examinations"));
    say(keys_.swap, tr("Swap the pictures"));
    say(keys_.points, tr("Landmarks"));
    say(keys_.grid, tr("Grid"));
    say(keys_.fit, tr("Fit the pictures"));
    say(keys_.next, tr("Next way of comparing"));
    leftButton_->setText(tr("First") + QStringLiteral(" ▾"));
    rightButton_->setText(tr("Second") + QStringLiteral(" ▾"));
    leftButton_->setAccessibleName(tr("First"));
    rightButton_->setAccessibleName(tr("Second"));
    light_->setToolTip(tr("Light, of the display alone"));
    light_->setAccessibleName(light_->toolTip());
    contrast_->setToolTip(tr("Contrast, of the display alone"));
    contrast_->setAccessibleName(contrast_->toolTip());
    empty_->setTexts(
        tr("Two faces are compared here, side by side and by every recogniser."),
        tr("Open the first picture"),
        tr("Or drop two photos, or recordings. People who are enrolled are under First and Second."));
    setPanelTitle(featurePanel_, tr("Features"));
    setPanelTitle(scorePanel_, tr("Scores"));
    setStatusText(tr("M next way of comparing · P landmarks · G grid · S swap · 0 fit"));
    showScores();
}

}  // namespace lineament::ui
