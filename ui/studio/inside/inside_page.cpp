#include "ui/studio/inside/inside_page.h"

#include <QEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <algorithm>
#include <cmath>
#include <complex>
#include <filesystem>
#include <numbers>

#include "core/gan/synthesis/critic.h"
#include "ui/bridge/session.h"
#include "ui/studio/explore/face_strip.h"
#include "ui/studio/explore_model.h"
#include "ui/studio/latest_worker.h"
#include "ui/studio/studio_parts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/image_canvas.h"
#include "ui/widgets/job_strip.h"
#include "ui/widgets/plot/plot.h"

namespace lineament::ui {

namespace {

constexpr int kLayerPx = 84, kNear = 8;
constexpr std::int64_t kMostCompared = 2000;
const QString kSpectrumCurve = QStringLiteral("power");

struct Insight {
    QImage picture;
    QList<FaceStrip::Face> layers, near;
    std::optional<double> score;
    std::vector<double> frequency, power;
    double likeness = 0, threshold = 0;
    std::int64_t compared = 0;
    bool flagged = false;
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

/// Mean power of the brightness at each whole spatial frequency, up to half the side.
void spectrumOf(const gan::Picture& picture, std::vector<double>& frequency, std::vector<double>& power) {
    const int n = picture.width;
    using Number = std::complex<double>;
    std::vector<Number> turn(static_cast<std::size_t>(n));
    for (int i = 0; i < n; ++i)
        turn[static_cast<std::size_t>(i)] = std::polar(1.0, -2 * std::numbers::pi * i / n);
    std::vector<Number> rows(static_cast<std::size_t>(n * n)), all(rows.size());
    for (int y = 0; y < n; ++y)
        for (int u = 0; u < n; ++u) {
            Number sum = 0;
            for (int x = 0; x < n; ++x) {
                const auto* p = &picture.rgb[static_cast<std::size_t>(3 * (y * n + x))];
                sum +=
                    (0.299 * p[0] + 0.587 * p[1] + 0.114 * p[2]) * turn[static_cast<std::size_t>(u * x % n)];
            }
            rows[static_cast<std::size_t>(y * n + u)] = sum;
        }
    std::vector<double> total(static_cast<std::size_t>(n / 2 + 1)), count(total.size());
    for (int u = 0; u < n; ++u)
        for (int v = 0; v < n; ++v) {
            Number sum = 0;
            for (int y = 0; y < n; ++y)
                sum += rows[static_cast<std::size_t>(y * n + u)] * turn[static_cast<std::size_t>(v * y % n)];
            const int fu = std::min(u, n - u), fv = std::min(v, n - v);
            const auto ring = static_cast<std::size_t>(std::lround(std::hypot(fu, fv)));
            if (ring >= total.size()) continue;
            total[ring] += std::norm(sum) / (static_cast<double>(n) * n);
            ++count[ring];
        }
    for (std::size_t i = 1; i < total.size(); ++i) {
        frequency.push_back(static_cast<double>(i));
        power.push_back(total[i] / std::max(1.0, count[i]));
    }
}

/// "x-generator.safetensors": its discriminator beside it; empty if there is none.
std::filesystem::path discriminatorOf(const std::filesystem::path& generator) {
    std::string name = generator.filename().string();
    const auto at = name.rfind("generator");
    if (at == std::string::npos) return {};
    const auto file = generator.parent_path() / name.replace(at, 9, "discriminator");
    return std::filesystem::exists(file) ? file : std::filesystem::path();
}

}  // namespace

InsidePage::InsidePage(ExploreModel& model, QWidget* parent) : QWidget(parent), model_(model) {
    setObjectName(QStringLiteral("insidePage"));
    worker_ = new LatestWorker("look inside", this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace3);
    column->setSpacing(metrics::kSpace2);
    banner_ = new Banner;
    banner_->setObjectName(QStringLiteral("insideBanner"));
    strip_ = new JobStrip;
    auto* top = new QGridLayout;
    faceTitle_ = makeCaption();
    canvas_ = new ImageCanvas;
    spectrum_ = new Plot;
    score_ = new QLabel;
    score_->setObjectName(QStringLiteral("criticScore"));
    top->addWidget(faceTitle_, 0, 0);
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
        if (settled && isVisible()) look();
    });
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

void InsidePage::look() {
    if (!model_.ready() || !model_.session().workspace()) return;
    worker_->submit([this, explorer = model_.exactExplorer(), recipe = model_.recipe(),
                     favourites = model_.favourites(), set = set_,
                     workspace = model_.session().workspace()]() -> LatestWorker::Show {
        Insight seen;
        const auto styles = explorer->styles(recipe, favourites);
        const auto picture = explorer->pictureOf(styles, recipe, false);
        seen.picture = imageOf(picture);
        if (explorer->info().layers > 1)
            for (const auto& layer :
                 explorer->generator().synthesiser().activations(styles, explorer->drawing(recipe)))
                seen.layers << FaceStrip::Face{heat(layer), QString::fromStdString(layer.layer), {}, false};
        if (const auto file = discriminatorOf(explorer->generator().file()); !file.empty())
            seen.score = gan::Critic::load(file)->score(picture, styles.label);
        spectrumOf(picture, seen.frequency, seen.power);
        if (set) {
            const auto near = set->nearest(workspace->engine(), picture, kNear);
            seen.threshold = near.threshold;
            seen.compared = near.compared;
            seen.flagged = near.flagged();
            seen.likeness = near.faces.empty() ? 0 : near.faces.front().similarity;
            for (const auto& face : near.faces)
                seen.near << FaceStrip::Face{
                    imageOf(face.picture), QLocale().toString(face.similarity, 'f', 2), {}, false};
        }
        return [this, seen] {
            const QLocale locale;
            showGenerated(*canvas_, seen.picture);
            layers_->setFaces(seen.layers);
            near_->setFaces(seen.near);
            spectrum_->setData(kSpectrumCurve, seen.frequency, seen.power);
            score_->setText(!seen.score ? tr("The discriminator of this generator is not here: no score.")
                            : *seen.score > 0 ? tr("D's score %1: it takes the face for a photograph.")
                                                    .arg(locale.toString(*seen.score, 'f', 2))
                                              : tr("D's score %1: it takes the face for a sample.")
                                                    .arg(locale.toString(*seen.score, 'f', 2)));
            if (seen.compared == 0)
                guard_->setText(tr("Choose the training set to see which of its faces this one resembles."));
            else if (seen.flagged)
                guard_->setText(tr("Flagged: similarity %1 to a face of the set reaches %2 (FMR 1e-4), so "
                                   "the recogniser takes it for "
                                   "that person. Do not publish it.")
                                    .arg(locale.toString(seen.likeness, 'f', 2),
                                         locale.toString(seen.threshold, 'f', 2)));
            else
                guard_->setText(
                    tr("Not flagged: the nearest of %1 faces has similarity %2, below %3 (FMR 1e-4).")
                        .arg(seen.compared)
                        .arg(locale.toString(seen.likeness, 'f', 2),
                             locale.toString(seen.threshold, 'f', 2)));
        };
    });
}

void InsidePage::retranslate() {
    faceTitle_->setText(tr("Face on show"));
    layersTitle_->setText(tr("What each layer makes of it: mean strength of its channels"));
    nearTitle_->setText(tr("Nearest training faces"));
    setLabel_->setText(tr("Training set"));
    canvas_->setAccessibleName(faceTitle_->text());
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

}  // namespace lineament::ui
