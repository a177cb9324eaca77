#include "ui/studio/photo/photo_page.h"

#include <QApplication>
#include <QDoubleSpinBox>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QSpinBox>
#include <QStackedWidget>

#include "core/pipelines/synthetic/project_photo.h"
#include "ui/bridge/session.h"
#include "ui/studio/explore_model.h"
#include "ui/studio/studio_parts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/image_canvas.h"
#include "ui/widgets/job_strip.h"

namespace lineament::ui {

namespace {

constexpr int kPreviewEvery = 10, kRestGain = 4;

/// What the found picture lacks, four times as strong, as grey levels.
QImage residual(const QImage& a, const QImage& b) {
    if (a.size() != b.size() || a.isNull()) return {};
    QImage rest(a.size(), QImage::Format_RGB32);
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
            const int way = qAbs(qRed(p) - qRed(q)) + qAbs(qGreen(p) - qGreen(q)) + qAbs(qBlue(p) - qBlue(q));
            const int level = qMin(255, way * kRestGain / 3);
            rest.setPixel(x, y, qRgb(level, level, level));
        }
    return rest;
}

struct Found {
    gan::Latent latent;
    QImage target, picture;
    double similarity = 0, l2 = 0, startL2 = 0;
    bool face = false;
};

}  // namespace

PhotoPage::PhotoPage(ExploreModel& model, QWidget* parent) : QWidget(parent), model_(model) {
    setObjectName(QStringLiteral("photoPage"));
    setAcceptDrops(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace3);
    banner_ = new Banner;
    banner_->setObjectName(QStringLiteral("photoBanner"));
    strip_ = new JobStrip;
    auto* bar = new QHBoxLayout;
    bar->setSpacing(metrics::kSpace2);
    choose_ = new QPushButton;
    choose_->setObjectName(QStringLiteral("choosePhotoButton"));
    stepsLabel_ = new QLabel;
    steps_ = new QSpinBox;
    steps_->setRange(1, 5000);
    steps_->setValue(300);
    weightLabel_ = new QLabel;
    weight_ = new QDoubleSpinBox;
    weight_->setRange(0, 10);
    weight_->setSingleStep(0.1);
    weight_->setValue(0.3);
    project_ = new QPushButton;
    project_->setObjectName(QStringLiteral("projectButton"));
    project_->setProperty("role", QStringLiteral("primary"));
    edit_ = new QPushButton;
    edit_->setObjectName(QStringLiteral("editPhotoButton"));
    for (QWidget* part : std::initializer_list<QWidget*>{choose_, stepsLabel_, steps_, weightLabel_, weight_})
        bar->addWidget(part);
    bar->addStretch(1);
    bar->addWidget(edit_);
    bar->addWidget(project_);
    auto* pictures = new QWidget;
    auto* grid = new QGridLayout(pictures);
    grid->setContentsMargins(0, 0, 0, 0);
    const auto add = [&](int at, QLabel*& title, ImageCanvas*& canvas) {
        title = makeCaption();
        canvas = new ImageCanvas;
        grid->addWidget(title, 0, at);
        grid->addWidget(canvas, 1, at);
        grid->setColumnStretch(at, 1);
    };
    add(0, photoTitle_, photo_);
    add(1, foundTitle_, found_);
    add(2, restTitle_, rest_);
    grid->setRowStretch(1, 1);
    empty_ = new EmptyState(QStringLiteral("user-round"));
    empty_->setObjectName(QStringLiteral("photoEmpty"));
    stack_ = new QStackedWidget;
    stack_->addWidget(empty_);
    stack_->addWidget(pictures);
    result_ = new QLabel;
    result_->setObjectName(QStringLiteral("photoResult"));
    column->addWidget(banner_);
    column->addLayout(bar);
    column->addWidget(strip_);
    column->addWidget(stack_, 1);
    column->addWidget(result_);
    connect(choose_, &QPushButton::clicked, this, &PhotoPage::choose);
    connect(empty_, &EmptyState::activated, this, &PhotoPage::choose);
    connect(project_, &QPushButton::clicked, this, &PhotoPage::project);
    connect(edit_, &QPushButton::clicked, this, &PhotoPage::edit);
    connect(&model_, &ExploreModel::generatorChanged, this, [this] {
        latent_.reset();
        showState();
    });
    retranslate();
}

void PhotoPage::setSteps(int steps) {
    steps_->setValue(steps);
}

void PhotoPage::openPhoto(const QString& path) {
    if (job_) return;
    path_ = path;
    latent_.reset();
    words_.clear();
    photo_->setImage(QImage());
    showGenerated(*found_, {});
    rest_->setImage({});
    banner_->dismiss();
    if (model_.ready()) return project();
    showState();
}

void PhotoPage::choose() {
    auto* dialog = new QFileDialog(this, tr("Choose a photo"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &PhotoPage::openPhoto);
    dialog->open();
}

void PhotoPage::project() {
    if (job_ || path_.isEmpty() || !model_.ready() || !model_.session().workspace()) return;
    latent_.reset();
    words_.clear();
    ProjectPhotoOptions options;
    options.steps = steps_->value();
    options.identityWeight = weight_->value();
    options.previewEvery = kPreviewEvery;
    QPointer<PhotoPage> page(this);
    // From the job's thread; the page may be gone when it comes.
    options.onTarget = [page](const gan::Picture& picture) {
        QMetaObject::invokeMethod(
            qApp,
            [page, image = imageOf(picture)] {
                if (page) page->showTarget(image);
            },
            Qt::QueuedConnection);
    };
    options.onPreview = [page](const gan::Picture& picture, int) {
        QMetaObject::invokeMethod(
            qApp,
            [page, image = imageOf(picture)] {
                if (page) page->showFound(image);
            },
            Qt::QueuedConnection);
    };
    job_ = model_.session().jobs().run<Found>(
        tr("Find %1 in the generator").arg(QFileInfo(path_).fileName()), JobLane::Long,
        [workspace = model_.session().workspace(), explorer = model_.exactExplorer(),
         path = path_.toStdString(), options](JobContext& context) {
            const auto& engine = workspace->engine();
            const auto projector =
                gan::Projector::load(explorer->generator().file(), engine.options().device == Device::kCuda);
            const auto registry = std::shared_ptr<const ModelRegistry>(workspace, &engine.registry());
            const auto found = projectPhoto(engine, registry, *projector, path, options, context);
            return Found{found.projection.latent, imageOf(found.target), imageOf(found.projection.picture),
                         found.similarity,        found.projection.l2,   found.projection.startL2,
                         found.faceFound};
        },
        this,
        [this](Found& found) {
            latent_ = found.latent;
            similarity_ = found.similarity;
            showTarget(found.target);
            showFound(found.picture);
            const QLocale locale;
            words_ = found.face
                         ? tr("Similarity %1 · mean squared error %2, of the mean face %3")
                               .arg(locale.toString(found.similarity, 'f', 2),
                                    locale.toString(found.l2, 'f', 4), locale.toString(found.startL2, 'f', 4))
                         : tr("No face is recognised in what was found: more steps may help.");
        });
    strip_->setJob(job_);
    connect(job_, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    connect(job_, &JobHandle::ended, this, [this] {
        job_.clear();
        showState();
    });
    showState();
}

void PhotoPage::showTarget(const QImage& target) {
    target_ = target;
    photo_->setImage(target);
    showState();
}

void PhotoPage::showFound(const QImage& picture) {
    showGenerated(*found_, picture);
    rest_->setImage(residual(target_, picture));
}

void PhotoPage::edit() {
    if (!latent_) return;
    auto recipe = model_.recipe();
    recipe.photo = *latent_;
    recipe.photoName = QFileInfo(path_).fileName().toStdString();
    recipe.edits.clear();
    recipe.mixes.clear();
    recipe.held = 1;
    recipe.noise = NoiseMode::kOff;  // it was found without
    model_.setRecipe(recipe, true);
    Q_EMIT editRequested();
}

void PhotoPage::showState() {
    stack_->setCurrentIndex(path_.isEmpty() ? 0 : 1);
    project_->setEnabled(!job_ && !path_.isEmpty() && model_.ready());
    choose_->setEnabled(!job_);
    edit_->setEnabled(!job_ && latent_);
    result_->setText(words_);
    result_->setVisible(!words_.isEmpty());
}

void PhotoPage::retranslate() {
    empty_->setTexts(
        tr("Drop a photo here: its largest face is sought in the generator, and can then be edited."),
        tr("Choose a photo…"));
    choose_->setText(tr("Choose a photo…"));
    stepsLabel_->setText(tr("Steps"));
    steps_->setAccessibleName(stepsLabel_->text());
    weightLabel_->setText(tr("Pull of identity"));
    weight_->setAccessibleName(weightLabel_->text());
    weight_->setToolTip(tr("Weight of the person's template in the search; 0: pixels alone"));
    project_->setText(tr("Find it"));
    edit_->setText(tr("Edit in Explore"));
    photoTitle_->setText(tr("Photo, aligned"));
    foundTitle_->setText(tr("Found in the generator"));
    restTitle_->setText(tr("What is left over, 4 times as strong"));
    showState();
}

void PhotoPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void PhotoPage::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void PhotoPage::dropEvent(QDropEvent* event) {
    for (const auto& url : event->mimeData()->urls())
        if (url.isLocalFile()) return openPhoto(url.toLocalFile());
}

}  // namespace lineament::ui
