#pragma once

#include <QCache>
#include <QImage>
#include <QObject>
#include <QSet>
#include <functional>
#include <memory>

namespace lineament::ui {

/// Pictures by key, loaded off the GUI thread when they are asked for, newest question first.
/// Thread: GUI; the loader is called on worker threads, several at once.
class ThumbCache : public QObject {
    Q_OBJECT
  public:
    /// May throw lineament::Error or return a null image: the key then has no picture.
    using Loader = std::function<QImage(qint64 key)>;

    explicit ThumbCache(QObject* parent = nullptr, int megabytes = 96);
    ~ThumbCache() override;

    /// Replaces where pictures come from and forgets those there are.
    void setLoader(Loader loader);
    /// Forgets one picture or all: it is loaded again when asked for.
    void forget(qint64 key);
    void clear();

    /// The picture, null while it is being loaded (ready() will tell) or if there is none.
    QImage get(qint64 key);
    /// Nothing is being loaded.
    bool idle() const;

  Q_SIGNALS:
    void ready(qint64 key);
    void becameIdle();

  private:
    void pump();
    void receive(qint64 key, const QImage& image, int generation);

    struct Workers;
    std::unique_ptr<Workers> workers_;
    std::shared_ptr<const Loader> loader_;
    QCache<qint64, QImage> images_;
    QList<qint64> wanted_;  // newest last
    QSet<qint64> loading_;
    int generation_ = 0;  // answers of an older loader are dropped
};

}  // namespace lineament::ui
