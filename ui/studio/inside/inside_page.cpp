#include "ui/studio/inside/inside_page.h"

#include <QDragEnterEvent>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMimeData>
#include <QPushButton>
#include <QToolButton>
#include <algorithm>

#include "core/pipelines/synthetic/studio/look_inside.h"
#include "ui/bridge/session.h"
#include "ui/studio/explore/face_strip.h"
#include "ui/studio/explore_model.h"
#include "ui/studio/latest_worker.h"
#include "ui/studio/studio_parts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/image_canvas.h"
#include "ui/widgets/job_strip.h"
#include "ui/widgets/plot/plot.h"

namespace lineament::ui {

namespace {

constexpr int kLayerPx = 84, kNear = 8;
constexpr std::int64_t kMostCompared = 2000;
const QString kSpectrumCurve = QStringLiteral("power");

struct Shown {
    Insight seen;
    QList<FaceStrip::Face> layers, near;
    std::optional<NearFaces> compared;
};

QImage heat(const gan::Activation& layer) {
    const float most = std::max(1e-6f, *std::max_element(layer.strength.begin(), layer.strength.end()));
    QImage image(layer.width, layer.height, QImage::Format_Grayscale8);
    for (int y = 0; y < layer.height; ++y)
        for (int x = 0; x < layer.width; ++x)
            image.scanLine(y)[x] = static_cast<uchar>(
                255 * layer.strength[static_cast<std::size_t>(y * layer.width + x)] / most);
    return image.scaled(kLayerPx, kLayerPx);
}

}  // namespace

InsidePage::InsidePage(ExploreModel& model, QWidget* parent) : QWidget(parent), model_(model) {
    setObjectName(QStringLiteral("insidePage"));
    setAcceptDrops(true);
    worker_ = new LatestWorker("look inside", this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace3);
    column->setSpacing(metrics::kSpace2);
    banner_ = new Banner;
    banner_->setObjectName(QStringLiteral("insideBanner"));
    strip_ = new JobStrip;
    auto* top = new QGridLayout;
    faceTitle_ = new ElidedLabel(nullptr, Qt::ElideMiddle);
    faceTitle_->setObjectName(QStringLiteral("insideTitle"));
    faceTitle_->setProperty("role", QStringLiteral("caption"));
    choosePicture_ = makeIconButton(QStringLiteral("insidePictureButton"), QStringLiteral("folder-open"));
    back_ = new QPushButton;
    back_->setObjectName(QStringLiteral("insideBackButton"));
    auto* titleRow = new QHBoxLayout;
    titleRow->addWidget(faceTitle_, 1);
    titleRow->addWidget(back_);
    titleRow->addWidget(choosePicture_);
    canvas_ = new ImageCanvas;
    spectrum_ = new Plot;
    score_ = new QLabel;
    score_->setObjectName(QStringLiteral("criticScore"));
    top->addLayout(titleRow, 0, 0);
    top->addWidget(canvas_, 1, 0);
    top->addWidget(spectrum_, 0, 1, 2, 1);
    top->addWidget(score_, 2, 0, 1, 2);
    top->setColumnStretch(0, 1);
    top->setColumnStretch(1, 1);
    top->setRowStretch(1, 1);
    layersTitle_ = makeCaption();
    layers_ = new FaceStrip(kLayerPx, true);
    layers_->setObjectName(QStringLiteral("layerStrip"));
    layers_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    auto* bar = new QHBoxLayout;
    nearTitle_ = makeCaption();
    setLabel_ = new QLabel;
    setField_ = new QLineEdit;
    setField_->setObjectName(QStringLiteral("guardSet"));
    choose_ = new QPushButton;
    compare_ = new QPushButton;
    compare_->setObjectName(QStringLiteral("compareSetButton"));
    bar->addWidget(nearTitle_);
    bar->addStretch(1);
    bar->addWidget(setLabel_);
    bar->addWidget(setField_, 2);
    bar->addWidget(choose_);
    bar->addWidget(compare_);
    near_ = new FaceStrip(kLayerPx, true);
    near_->setObjectName(QStringLiteral("nearStrip"));
    near_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    guard_ = new QLabel;
    guard_->setObjectName(QStringLiteral("guardLine"));
    guard_->setWordWrap(true);
    column->addWidget(banner_);
    column->addWidget(strip_);
    column->addLayout(top, 1);
    column->addWidget(layersTitle_);
    column->addWidget(layers_);
    column->addLayout(bar);
    column->addWidget(near_);
    column->addWidget(guard_);
    connect(&model_, &ExploreModel::recipeChanged, this, [this](bool settled) {
        if (settled && isVisible() && file_.isEmpty()) look();
    });
    connect(&model_, &ExploreModel::generatorChanged, this, [this] {
        if (isVisible() && !file_.isEmpty()) look();
    });
    connect(choosePicture_, &QToolButton::clicked, this, [this] {
        auto* dialog = new QFileDialog(this, tr("Look at a picture"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, this, &InsidePage::openPicture);
        dialog->open();
    });
    connect(back_, &QPushButton::clicked, this, [this] { openPicture({}); });
    connect(worker_, &LatestWorker::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    connect(choose_, &QPushButton::clicked, this, [this] {
        auto* dialog = new QFileDialog(this, tr("Training set"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::Directory);
        connect(dialog, &QFileDialog::fileSelected, this, &InsidePage::compareWith);
        dialog->open();
    });
    connect(compare_, &QPushButton::clicked, this, [this] { compareWith(setField_->text()); });
    retranslate();
}

bool InsidePage::idle() const {
    return worker_->idle() && job_.isNull();
}
QString InsidePage::score() const {
    return score_->text();
}
QString InsidePage::guard() const {
    return guard_->text();
}
int InsidePage::layers() const {
    return layers_->count();
}

void InsidePage::compareWith(const QString& set) {
    if (job_ || !model_.ready() || !model_.session().workspace() || set.trimmed().isEmpty()) return;
    setField_->setText(set);
    using Read = std::shared_ptr<const SetTemplates>;
    job_ = model_.session().jobs().run<Read>(
        tr("Read the faces of the training set"), JobLane::Long,
        [workspace = model_.session().workspace(), path = set.trimmed().toStdString(),
         side = model_.info().network.resolution](JobContext& context) {
            return std::make_shared<const SetTemplates>(workspace->engine(), path, side, kMostCompared,
                                                        context);
        },
        this, [this](Read& read) { set_ = read; });
    strip_->setJob(job_);
    connect(job_, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    connect(job_, &JobHandle::finished, this, &InsidePage::look);
    connect(job_, &JobHandle::ended, this, [this] { job_.clear(); });
}

void InsidePage::openPicture(const QString& file) {
    file_ = file;
    banner_->dismiss();
    retranslateTitle();
    look();
}

void InsidePage::look() {
    if (!model_.ready() || !model_.session().workspace()) return;
    worker_->submit([this, explorer = model_.exactExplorer(), recipe = model_.recipe(),
                     favourites = model_.favourites(), set = set_, file = file_.toStdString(),
                     workspace = model_.session().workspace()]() -> LatestWorker::Show {
        const auto& engine = workspace->engine();
        Shown shown{
            file.empty() ? lookInside(*explorer, recipe, favourites) : lookInside(engine, *explorer, file),
            {},
            {},
            {}};
        for (const auto& layer : shown.seen.layers)
            shown.layers << FaceStrip::Face{heat(layer), QString::fromStdString(layer.layer), {}, false};
        if (set) {
            shown.compared = set->nearest(engine, shown.seen.picture, kNear);
            for (const auto& face : shown.compared->faces)
                shown.near << FaceStrip::Face{
                    imageOf(face.picture), QLocale().toString(face.similarity, 'f', 2), {}, false};
        }
        return [this, shown] {
            const QImage picture = imageOf(shown.seen.picture);
            if (shown.seen.generated)
                showGenerated(*canvas_, picture);
            else
                canvas_->setImage(picture), canvas_->setBoxes({});
            layers_->setFaces(shown.layers);
            near_->setFaces(shown.near);
            spectrum_->setData(kSpectrumCurve, shown.seen.spectrum.frequency, shown.seen.spectrum.power);
            score_->setText(scoreWords(shown.seen));
            guard_->setText(guardWords(shown.compared));
        };
    });
}

QString InsidePage::scoreWords(const Insight& seen) const {
    if (!seen.score) return tr("The discriminator of this generator is not here: no score.");
    const QString score = QLocale().toString(*seen.score, 'f', 2);
    QString words = *seen.score > 0 ? tr("D's score %1: it takes the face for a photograph.").arg(score)
                                    : tr("D's score %1: it takes the face for a sample.").arg(score);
    if (!seen.face)
        words += QLatin1Char(' ') + tr("No face was found: the middle of the picture is looked at.");
    return words;
}

QString InsidePage::guardWords(const std::optional<NearFaces>& near) const {
    if (!near || near->compared == 0)
        return tr("Choose the training set to see which of its faces this one resembles.");
    const QString likeness =
                      QLocale().toString(near->faces.empty() ? 0.0 : near->faces.front().similarity, 'f', 2),
                  threshold = QLocale().toString(near->threshold, 'f', 2);
    return near->flagged()
               ? tr("Flagged: similarity %1 to a face of the set reaches %2 (FMR 1e-4), so the recogniser "
                    "takes it for that person. Do not publish it.")
                     .arg(likeness, threshold)
               : tr("Not flagged: the nearest of %1 faces has similarity %2, below %3 (FMR 1e-4).")
                     .arg(QLocale().toString(qlonglong(near->compared)), likeness, threshold);
}

void InsidePage::retranslateTitle() {
    faceTitle_->setFullText(file_.isEmpty() ? tr("Face on show") : QFileInfo(file_).fileName());
    back_->setVisible(!file_.isEmpty());
    layers_->setEmptyText(file_.isEmpty() ? QString()
                                          : tr("Layers are shown of faces that the generator draws."));
    canvas_->setAccessibleName(faceTitle_->fullText());
}

void InsidePage::retranslate() {
    retranslateTitle();
    back_->setText(tr("Back to the face on show"));
    setHint(choosePicture_, tr("Look at a picture, or drop one here: D's score, spectrum, nearest faces…"));
    layersTitle_->setText(tr("What each layer makes of it: mean strength of its channels"));
    nearTitle_->setText(tr("Nearest training faces"));
    setLabel_->setText(tr("Training set"));
    layers_->setAccessibleName(layersTitle_->text());
    near_->setAccessibleName(nearTitle_->text());
    setField_->setAccessibleName(setLabel_->text());
    choose_->setText(tr("Choose…"));
    compare_->setText(tr("Compare"));
    spectrum_->setTitle(tr("Spectrum"));
    spectrum_->setXAxis({tr("Frequency"), tr("periods a picture"), true, false, {}});
    spectrum_->setYAxis({tr("Power of brightness"), {}, true, false, {}});
    spectrum_->setCurve(kSpectrumCurve, {QString(), PlotStyle::Line, Token::Accent, {}, 1.5, 1});
    spectrum_->setEmptyText(tr("Open a generator in Explore."));
    if (isVisible()) look();
}

void InsidePage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void InsidePage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    look();
}

void InsidePage::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void InsidePage::dropEvent(QDropEvent* event) {
    for (const auto& url : event->mimeData()->urls())
        if (url.isLocalFile()) return openPicture(url.toLocalFile());
}

}  // namespace lineament::ui
