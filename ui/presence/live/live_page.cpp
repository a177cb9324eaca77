#include "ui/presence/live/live_page.h"

#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <thread>
#include <utility>

#include "core/media/video_source.h"
#include "core/pipelines/presence/pauses.h"
#include "core/store/presence_book.h"
#include "ui/bridge/image_convert.h"
#include "ui/bridge/model_shelf.h"
#include "ui/presence/live/camera_form.h"
#include "ui/theme/theme.h"
#include "ui/widgets/empty_state.h"

namespace lineament::ui {
namespace {

constexpr std::chrono::seconds kStillPatience{10};
constexpr int kStillPx = 960;
enum LivePages { LiveEmptyPage, LiveBusyPage, LiveWallPage };
constexpr int kMostColumns = 4;

}  // namespace

LivePage::LivePage(Session& session, DecisionQueue& queue, LiveRuns& runs, QWidget* parent)
    : QWidget(parent), session_(session), queue_(queue), runs_(runs) {
    setObjectName(QStringLiteral("livePage"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace3);
    column->setSpacing(metrics::kSpace2);
    auto* top = new QHBoxLayout;
    summary_ = new QLabel;
    summary_->setObjectName(QStringLiteral("liveSummary"));
    summary_->setProperty("role", QStringLiteral("muted"));
    all_ = new QPushButton;
    all_->setObjectName(QStringLiteral("liveAll"));
    add_ = new QPushButton;
    add_->setObjectName(QStringLiteral("liveAdd"));
    add_->setProperty("role", QStringLiteral("primary"));
    for (auto* button : {all_, add_})
        button->setFocusPolicy(Qt::TabFocus);
    top->addWidget(summary_, 1);
    top->addWidget(all_);
    top->addWidget(add_);
    form_ = new CameraForm;
    stack_ = new QStackedWidget;
    empty_ = new EmptyState(QStringLiteral("cctv"));
    empty_->setObjectName(QStringLiteral("liveEmpty"));
    busy_ = new EmptyState(QStringLiteral("loader"));
    auto* wall = new QWidget;
    grid_ = new QGridLayout(wall);
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setSpacing(metrics::kSpace2);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(wall);
    for (QWidget* page :
         {static_cast<QWidget*>(empty_), static_cast<QWidget*>(busy_), static_cast<QWidget*>(scroll)})
        stack_->addWidget(page);
    stack_->setCurrentIndex(LiveBusyPage);
    column->addLayout(top);
    column->addWidget(form_);
    column->addWidget(stack_, 1);

    connect(add_, &QPushButton::clicked, this, &LivePage::addCamera);
    connect(empty_, &EmptyState::activated, this, &LivePage::addCamera);
    connect(form_, &CameraForm::stillRequested, this, &LivePage::takeStill);
    connect(all_, &QPushButton::clicked, this, &LivePage::toggleAll);
    connect(form_, &CameraForm::saved, this, &LivePage::save);
    connect(&runs_, &LiveRuns::frameArrived, this, [this](qint64 id) {
        if (auto* shown = tile(id)) shown->showFrame(runs_.frame(CameraId(id)));
    });
    const auto showHealth = [this] {
        for (auto* shown : tiles_)
            shown->setHealth(runs_.health(shown->camera().id));
        showState();
    };
    connect(&runs_, &LiveRuns::healthChanged, this, showHealth);
    connect(&runs_, &LiveRuns::stateChanged, this, showHealth);
    connect(&runs_, &LiveRuns::ended, this, [this](qint64 id, const QString& sentence) {
        if (auto* shown = tile(id)) shown->setEnded(sentence);
    });
    retranslate();
}

CameraTile* LivePage::tile(qint64 camera) const {
    const auto found = std::find_if(tiles_.begin(), tiles_.end(),
                                    [&](const auto* one) { return one->camera().id.value() == camera; });
    return found == tiles_.end() ? nullptr : *found;
}

CameraTile* LivePage::makeTile(const Camera& camera) {
    auto* made = new CameraTile;
    made->setObjectName(QStringLiteral("cameraTile"));
    made->setCamera(camera);
    connect(made, &CameraTile::startRequested, this, [this, made] { runs_.start(made->camera()); });
    connect(made, &CameraTile::stopRequested, this, [this, made] { runs_.stop(made->camera().id); });
    connect(made, &CameraTile::editRequested, this, [this, made] { edit(made->camera()); });
    connect(made, &CameraTile::removeRequested, this, [this, made] { remove(made->camera()); });
    return made;
}

void LivePage::setCameras(const std::vector<Camera>& cameras) {
    QList<CameraTile*> kept;
    for (const auto& camera : cameras) {
        auto* one = tile(camera.id.value());
        if (!one) one = makeTile(camera);
        one->setCamera(camera);
        // Whoever has changed it: another window or a command may have.
        if (runs_.running(camera.id) && !runs_.runs(camera)) runs_.start(camera);
        tiles_.removeOne(one);
        kept.append(one);
    }
    for (auto* gone : tiles_) {
        runs_.stop(gone->camera().id);
        gone->deleteLater();
    }
    tiles_ = kept;
    arrange();
    stack_->setCurrentIndex(tiles_.isEmpty() ? LiveEmptyPage : LiveWallPage);
    add_->setVisible(!tiles_.isEmpty());  // the empty wall has its own
    showState();
}

void LivePage::showBusy() {
    stack_->setCurrentIndex(LiveBusyPage);
}

void LivePage::arrange() {
    while (grid_->count())
        delete grid_->takeAt(0);
    const int count = static_cast<int>(tiles_.size());
    const int columns = std::clamp(static_cast<int>(std::ceil(std::sqrt(count))), 1, kMostColumns);
    for (int i = 0; i < kMostColumns; ++i)
        grid_->setColumnStretch(i, i < columns ? 1 : 0);
    for (int i = 0; i < count; ++i)
        grid_->addWidget(tiles_[i], i / columns, i % columns);
    for (int i = 0; i < std::max(grid_->rowCount(), 1); ++i)
        grid_->setRowStretch(i, i * columns < count ? 1 : 0);
}

void LivePage::addCamera() {
    edit({});
}

void LivePage::edit(const Camera& camera) {
    const auto& workspace = session_.workspace();
    if (workspace) form_->open(camera, modelIds(*workspace, QStringLiteral("detector")));
}

/// A picture of what a source sees: that of the tile if it runs, else one is taken on a worker.
void LivePage::takeStill(const QString& source) {
    for (const auto* one : tiles_) {
        if (QString::fromStdString(one->camera().source) != source) continue;
        if (const auto frame = runs_.frame(one->camera().id); !frame.picture.isNull())
            return form_->setStill(source, frame.picture);
    }
    // One at a time: a source that does not answer must not hold up what else waits for a worker.
    if (const auto earlier = std::exchange(looking_, nullptr)) earlier->cancel();
    auto* job = session_.jobs().run<QImage>(
        tr("Look through a camera"), JobRunner::Lane::Short,
        [from = source.toStdString()](JobContext& context) {
            const auto video = openVideoSource(from, context.stopToken());
            // One that is open but silent is not waited for.
            const std::jthread patience([&](const std::stop_token& stop) {
                pause(kStillPatience, stop);
                if (!stop.stop_requested()) video->interrupt();
            });
            const std::stop_callback stopped(context.stopToken(), [&] { video->interrupt(); });
            const auto frame = video->read();
            context.checkpoint();
            if (!frame) throw Error(ErrorCode::kDevice, video->info().name, "it gives no picture");
            const QImage picture = toQImage(frame->bgr);
            return picture.width() > kStillPx ? picture.scaledToWidth(kStillPx, Qt::SmoothTransformation)
                                              : picture;
        },
        this, [this, source](QImage& still) { form_->setStill(source, still); });
    looking_ = job;
    connect(job, &JobHandle::failed, this,
            [this, source](const QString& sentence) { form_->setStillTrouble(source, sentence); });
    connect(job, &JobHandle::cancelled, this, [this, source, job] {
        if (job == looking_) form_->setStillTrouble(source, {});
    });
}

void LivePage::toggleAll() {
    const bool stop = runs_.count() == tiles_.size();
    for (auto* one : tiles_) {
        if (stop)
            runs_.stop(one->camera().id);
        else if (!runs_.running(one->camera().id))
            runs_.start(one->camera());
    }
}

void LivePage::save(const Camera& camera) {
    queue_.add(tr("Keep a camera"), [camera](Workspace& workspace, JobContext&) {
        workspace.store().presence().saveCamera(camera);
    });
}

void LivePage::remove(const Camera& camera) {
    queue_.add(tr("Remove a camera"), [id = camera.id](Workspace& workspace, JobContext&) {
        workspace.store().presence().removeCamera(id);
    });
}

void LivePage::showState() {
    const int running = runs_.count(), count = static_cast<int>(tiles_.size());
    summary_->setText(count == 0 ? QString() : tr("%1 of %n cameras run", nullptr, count).arg(running));
    all_->setVisible(count > 0);
    all_->setText(count > 0 && running == count ? tr("Stop all") : tr("Start all"));
}

void LivePage::retranslate() {
    add_->setText(tr("Add a camera…"));
    empty_->setTexts(tr("Add the cameras and streams that are to be watched for people."),
                     tr("Add a camera…"), tr("A recording may play as a camera too."));
    busy_->setTexts(tr("Reading the cameras of this store …"), {});
    form_->retranslate();
    for (auto* one : tiles_)
        one->retranslate();
    showState();
}

}  // namespace lineament::ui
