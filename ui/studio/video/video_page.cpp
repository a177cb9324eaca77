#include "ui/studio/video/video_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSlider>
#include <QSpinBox>
#include <QToolButton>
#include <cmath>

#include "ui/bridge/session.h"
#include "ui/studio/explore/face_strip.h"
#include "ui/studio/explore_model.h"
#include "ui/studio/latest_worker.h"
#include "ui/studio/studio_parts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/image_canvas.h"
#include "ui/widgets/job_strip.h"

namespace lineament::ui {

namespace {
constexpr int kKeyFacePx = 64, kSheetColumns = 8;
constexpr int kSideWidth = 320;  // holds the longest name of a choice in both languages
}  // namespace

VideoPage::VideoPage(ExploreModel& model, QWidget* parent) : QWidget(parent), model_(model) {
    setObjectName(QStringLiteral("videoPage"));
    drawer_ = new LatestWorker("walk preview", this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace3);
    column->setSpacing(metrics::kSpace2);
    banner_ = new Banner;
    banner_->setObjectName(QStringLiteral("videoBanner"));
    strip_ = new JobStrip;
    canvas_ = new ImageCanvas;
    auto* side = new QWidget;
    side->setFixedWidth(kSideWidth);
    auto* form = new QFormLayout(side);
    form->setContentsMargins(metrics::kSpace3, 0, 0, 0);
    const auto row = [&](QLabel*& label, QWidget* field) {
        label = new QLabel;
        form->addRow(label, field);
    };
    seconds_ = new QDoubleSpinBox;
    seconds_->setRange(0.04, 600);
    seconds_->setSingleStep(0.25);
    rate_ = new QDoubleSpinBox;
    rate_->setRange(1, 100);
    rate_->setDecimals(1);
    easing_ = new QComboBox;
    easing_->addItems({QString(), QString()});
    size_ = new QSpinBox;
    size_->setRange(1, 16);
    size_->setObjectName(QStringLiteral("walkSize"));
    enlarger_ = new QComboBox;
    enlarger_->setObjectName(QStringLiteral("walkEnlarger"));
    enlarger_->addItems({QString(), QString()});
    loop_ = new QCheckBox;
    row(secondsLabel_, seconds_);
    row(rateLabel_, rate_);
    row(easingLabel_, easing_);
    row(sizeLabel_, size_);
    row(enlargerLabel_, enlarger_);
    form->addRow(loop_);
    length_ = makeNote();
    form->addRow(length_);
    const auto button = [&](const char* id) {
        auto* made = new QPushButton;
        made->setObjectName(QLatin1String(id));
        form->addRow(made);
        return made;
    };
    video_ = button("exportVideoButton");
    video_->setProperty("role", QStringLiteral("primary"));
    gif_ = button("exportGifButton");
    sheet_ = button("exportSheetButton");
    auto* top = new QHBoxLayout;
    top->addWidget(canvas_, 1);
    top->addWidget(side);
    auto* bar = new QHBoxLayout;
    play_ = makeIconButton(QStringLiteral("playWalk"), QStringLiteral("play"));
    play_->setCheckable(true);
    slider_ = new QSlider(Qt::Horizontal);
    slider_->setObjectName(QStringLiteral("walkSlider"));
    bar->addWidget(play_);
    bar->addWidget(slider_, 1);
    auto* keysRow = new QHBoxLayout;
    keysTitle_ = makeCaption();
    addShown_ = new QPushButton;
    addShown_->setObjectName(QStringLiteral("addShownButton"));
    addFavourites_ = new QPushButton;
    addFavourites_->setObjectName(QStringLiteral("addFavouritesButton"));
    left_ = makeIconButton(QStringLiteral("keyLeft"), QStringLiteral("arrow-left"));
    right_ = makeIconButton(QStringLiteral("keyRight"), QStringLiteral("arrow-right"));
    remove_ = makeIconButton(QStringLiteral("removeKey"), QStringLiteral("trash-2"));
    keysRow->addWidget(keysTitle_, 1);
    for (QWidget* part : std::initializer_list<QWidget*>{addShown_, addFavourites_, left_, right_, remove_})
        keysRow->addWidget(part);
    row_ = new FaceStrip(kKeyFacePx, true);
    row_->setObjectName(QStringLiteral("keyStrip"));
    row_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    column->addWidget(banner_);
    column->addWidget(strip_);
    column->addLayout(top, 1);
    column->addLayout(bar);
    column->addLayout(keysRow);
    column->addWidget(row_);

    connect(addShown_, &QPushButton::clicked, this, &VideoPage::addShown);
    connect(addFavourites_, &QPushButton::clicked, this, &VideoPage::addFavourites);
    connect(remove_, &QToolButton::clicked, this, &VideoPage::removeKey);
    connect(left_, &QToolButton::clicked, this, [this] { moveKey(-1); });
    connect(right_, &QToolButton::clicked, this, [this] { moveKey(1); });
    connect(slider_, &QSlider::valueChanged, this, &VideoPage::showFrame);
    connect(play_, &QToolButton::toggled, this, [this](bool on) {
        play_->setIcon(Theme::instance().icon(on ? QStringLiteral("pause") : QStringLiteral("play")));
        on ? timer_.start(qMax(10, int(std::lround(1000 / rate_->value())))) : timer_.stop();
    });
    connect(&timer_, &QTimer::timeout, this,
            [this] { slider_->setValue(slider_->value() >= slider_->maximum() ? 0 : slider_->value() + 1); });
    for (auto* spin : {seconds_, rate_})
        connect(spin, &QDoubleSpinBox::valueChanged, this, &VideoPage::showKeys);
    connect(easing_, &QComboBox::currentIndexChanged, this, &VideoPage::showFrame);
    connect(loop_, &QCheckBox::toggled, this, &VideoPage::showKeys);
    connect(size_, &QSpinBox::valueChanged, this, &VideoPage::showKeys);
    connect(video_, &QPushButton::clicked, this, [this] { choose(QStringLiteral("mp4")); });
    connect(gif_, &QPushButton::clicked, this, [this] { choose(QStringLiteral("gif")); });
    connect(sheet_, &QPushButton::clicked, this, [this] { choose(QStringLiteral("png")); });
    connect(drawer_, &LatestWorker::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    connect(&model_, &ExploreModel::generatorChanged, this, [this] {
        // Keys of another kind of network are no way for this one.
        std::erase_if(keys_, [this](const Key& key) { return key.styles.network != model_.info().network; });
        drawer_->clear();
        showKeys();
    });
    connect(&model_, &ExploreModel::favouritesChanged, this, &VideoPage::showKeys);
    setOptions({});
    retranslate();
}

bool VideoPage::idle() const {
    return job_.isNull() && drawer_->idle() && !timer_.isActive();
}

WalkOptions VideoPage::options() const {
    return {
        seconds_->value(),  rate_->value(), easing_->currentIndex() == 0 ? Easing::kSmooth : Easing::kLinear,
        loop_->isChecked(), size_->value(), enlarger_->currentIndex() == 1};
}

void VideoPage::setOptions(const WalkOptions& options) {
    seconds_->setValue(options.secondsPerKey);
    rate_->setValue(options.framesPerSecond);
    easing_->setCurrentIndex(options.easing == Easing::kSmooth ? 0 : 1);
    loop_->setChecked(options.loop);
    size_->setValue(options.enlarge);
    enlarger_->setCurrentIndex(options.superres ? 1 : 0);
    showKeys();
}

std::vector<gan::Latent> VideoPage::styles() const {
    std::vector<gan::Latent> all;
    for (const auto& key : keys_)
        all.push_back(key.styles);
    return all;
}

void VideoPage::addKey(const gan::Latent& styles, const QString& name, const QImage& picture) {
    keys_.push_back({styles, name, picture});
    showKeys();
    if (!picture.isNull()) return;
    auto* job = model_.session().jobs().run<QImage>(
        tr("Draw a key"), JobLane::Short,
        [explorer = model_.exactExplorer(), styles, recipe = model_.recipe()](JobContext&) {
            return imageOf(explorer->pictureOf(styles, recipe, false));
        },
        this,
        [this, values = styles.values](QImage& drawn) {
            for (auto& key : keys_)
                if (key.styles.values == values) key.picture = drawn;
            showKeys();
        });
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
}

void VideoPage::addShown() {
    if (!model_.ready()) return;
    addKey(model_.previewExplorer()->styles(model_.recipe(), model_.favourites()),
           tr("Key %1").arg(keys() + 1), {});
}

void VideoPage::addFavourites() {
    for (std::size_t i = 0; i < model_.favourites().size(); ++i)
        addKey(model_.favourites()[i].styles, QString::fromStdString(model_.favourites()[i].name),
               model_.favouritePicture(static_cast<int>(i)));
}

void VideoPage::removeKey() {
    const int at = row_->currentRow();
    if (at < 0 || at >= keys()) return;
    keys_.erase(keys_.begin() + at);
    showKeys();
}

void VideoPage::moveKey(int by) {
    const int at = row_->currentRow(), to = at + by;
    if (at < 0 || to < 0 || to >= keys()) return;
    std::swap(keys_[static_cast<std::size_t>(at)], keys_[static_cast<std::size_t>(to)]);
    row_->setCurrentRow(to);
    showKeys();
}

void VideoPage::showKeys() {
    QList<FaceStrip::Face> faces;
    for (const auto& key : keys_)
        faces << FaceStrip::Face{key.picture, key.name, {}, true};
    row_->setFaces(faces);
    const bool way = keys_.size() >= 2, ready = model_.ready() && job_.isNull();
    const int frames = way ? walkFrames(keys_.size(), options()) : 0;
    slider_->setRange(0, qMax(0, frames - 1));
    slider_->setEnabled(way);
    play_->setEnabled(way);
    if (!way) play_->setChecked(false);
    addShown_->setEnabled(model_.ready());
    addFavourites_->setEnabled(model_.ready() && !model_.favourites().empty());
    for (auto* button : {video_, gif_})
        button->setEnabled(ready && way);
    sheet_->setEnabled(ready && !keys_.empty());
    for (auto* button : {left_, right_, remove_})
        button->setEnabled(!keys_.empty());
    const int side = model_.info().network.resolution * size_->value();
    length_->setText(
        way ? tr("%1 frames, %2 s, %3 × %3 px").arg(frames).arg(frames / rate_->value(), 0, 'f', 1).arg(side)
            : tr("Two keys at least make a way."));
    showFrame();
}

void VideoPage::showFrame() {
    if (!model_.ready() || keys_.size() < 2)
        return showGenerated(*canvas_, keys_.empty() ? QImage() : keys_[0].picture);
    drawer_->submit([this, explorer = model_.previewExplorer(), styles = styles(), frame = slider_->value(),
                     options = options(), recipe = model_.recipe()]() -> LatestWorker::Show {
        const QImage picture =
            imageOf(explorer->pictureOf(walkStyles(styles, frame, options), recipe, false));
        return [this, picture] { showGenerated(*canvas_, picture); };
    });
}

void VideoPage::exportTo(const QString& file) {
    if (!model_.ready() || job_) return;
    banner_->dismiss();
    const bool sheet = file.endsWith(QLatin1String(".png"), Qt::CaseInsensitive);
    job_ = model_.session().jobs().run<bool>(
        tr("Export %1").arg(QFileInfo(file).fileName()), JobLane::Long,
        [workspace = model_.session().workspace(), explorer = model_.exactExplorer(), styles = styles(),
         recipe = model_.recipe(), options = options(), sheet,
         path = file.toStdString()](JobContext& context) {
            const ExportMark mark{true, &workspace->engine(), workspace->store().folder()};
            if (sheet)
                exportSheet(*explorer, styles, recipe, kSheetColumns, options.enlarge, path, context, mark,
                            options.superres);
            else
                exportWalk(*explorer, styles, recipe, options, path, context, mark);
            return true;
        },
        this,
        [this, file](bool&) {
            banner_->show(Banner::Kind::Good, tr("%1 was written and is marked as generated.").arg(file));
        });
    strip_->setJob(job_);
    connect(job_, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    connect(job_, &JobHandle::ended, this, [this] {
        job_.clear();
        showKeys();
    });
    showKeys();
}

void VideoPage::choose(const QString& ending) {
    auto* dialog = new QFileDialog(this, tr("Export"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(ending);
    dialog->setNameFilter(QStringLiteral("*.") + ending);
    connect(dialog, &QFileDialog::fileSelected, this, &VideoPage::exportTo);
    dialog->open();
}

void VideoPage::retranslate() {
    keysTitle_->setText(tr("Keys"));
    row_->setEmptyText(tr("Add the face on show, or your favourites: the walk goes through them."));
    secondsLabel_->setText(tr("Seconds a key"));
    rateLabel_->setText(tr("Frames a second"));
    easingLabel_->setText(tr("Course"));
    easing_->setItemText(0, tr("Smooth"));
    easing_->setItemText(1, tr("Even"));
    sizeLabel_->setText(tr("Enlarged"));
    seconds_->setAccessibleName(secondsLabel_->text());
    rate_->setAccessibleName(rateLabel_->text());
    easing_->setAccessibleName(easingLabel_->text());
    size_->setAccessibleName(sizeLabel_->text());
    row_->setAccessibleName(keysTitle_->text());
    canvas_->setAccessibleName(tr("Frame on show"));
    enlargerLabel_->setText(tr("By"));
    enlarger_->setItemText(0, tr("Cubic interpolation"));
    enlarger_->setItemText(1, tr("Super-resolution network"));
    enlarger_->setToolTip(
        tr("What exports are enlarged by: the network draws sharper edges and takes longer."));
    enlarger_->setAccessibleName(tr("Enlarged by"));
    size_->setSuffix(tr(" times"));
    loop_->setText(tr("Back to the first"));
    video_->setText(tr("Export video (MP4)…"));
    gif_->setText(tr("Export GIF…"));
    sheet_->setText(tr("Export contact sheet (PNG)…"));
    addShown_->setText(tr("Add the face on show"));
    addFavourites_->setText(tr("Add all favourites"));
    setHint(left_, tr("Earlier"));
    setHint(right_, tr("Later"));
    setHint(remove_, tr("Remove the key"));
    setHint(play_, tr("Play the walk"));
    slider_->setAccessibleName(tr("Frame"));
    showKeys();
}

void VideoPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineament::ui
