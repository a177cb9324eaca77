#include "ui/widgets/thumb_cache.h"

#include <QThreadPool>

#include "core/base/clock.h"
#include "core/base/job_context.h"
#include "core/base/log.h"

namespace lineament::ui {

namespace {
constexpr int kThreads = 2;
// Scrolling past thousands of cards must not queue them all: the oldest questions are dropped, and asked
// again when their cards are painted again.
constexpr qsizetype kMostWanted = 256;
}  // namespace

struct ThumbCache::Workers {
    QThreadPool pool;
};

ThumbCache::ThumbCache(QObject* parent, int megabytes)
    : QObject(parent), workers_(std::make_unique<Workers>()), images_(qsizetype{megabytes} * 1024) {
    workers_->pool.setMaxThreadCount(kThreads);
}

ThumbCache::~ThumbCache() {
    workers_->pool.clear();
    workers_->pool.waitForDone();
}

void ThumbCache::setLoader(Loader loader) {
    loader_ = std::make_shared<const Loader>(std::move(loader));
    clear();
}

void ThumbCache::forget(qint64 key) {
    images_.remove(key);
}

void ThumbCache::clear() {
    ++generation_;
    images_.clear();
    wanted_.clear();
    loading_.clear();
}

bool ThumbCache::idle() const {
    return wanted_.isEmpty() && loading_.isEmpty();
}

QImage ThumbCache::get(qint64 key) {
    if (const QImage* image = images_.object(key)) return *image;
    if (!loader_ || loading_.contains(key)) return {};
    wanted_.removeOne(key);
    wanted_.append(key);
    if (wanted_.size() > kMostWanted) wanted_.removeFirst();
    pump();
    return {};
}

void ThumbCache::pump() {
    while (!wanted_.isEmpty() && loading_.size() < kThreads) {
        const qint64 key = wanted_.takeLast();
        loading_.insert(key);
        workers_->pool.start([this, key, loader = loader_, generation = generation_] {
            nameThisThread("thumbnails");
            QImage image;
            const auto outcome = outcomeOf<QImage>([&] { return (*loader)(key); });
            if (const auto* loaded = std::get_if<QImage>(&outcome))
                image = *loaded;
            else if (const auto* error = std::get_if<Error>(&outcome))
                log::warning(std::string("thumbnail: ") + error->what());
            QMetaObject::invokeMethod(
                this, [this, key, image, generation] { receive(key, image, generation); },
                Qt::QueuedConnection);
        });
    }
}

void ThumbCache::receive(qint64 key, const QImage& image, int generation) {
    if (generation != generation_) return;
    loading_.remove(key);
    images_.insert(key, new QImage(image), qMax<qsizetype>(1, image.sizeInBytes() / 1024));
    Q_EMIT ready(key);
    pump();
    if (idle()) Q_EMIT becameIdle();
}

}  // namespace lineament::ui
