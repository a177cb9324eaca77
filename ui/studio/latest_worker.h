#pragma once

#include <QObject>
#include <functional>
#include <memory>

namespace lineament::ui {

/// A thread that does the newest of what it is asked for: a request that has not been begun when the next one
/// comes is dropped. Thread: GUI.
class LatestWorker : public QObject {
    Q_OBJECT
  public:
    /// What is done with a result on the GUI thread.
    using Show = std::function<void()>;
    /// Done on the thread; may throw lineament::Error (then failed()) or Cancelled (then nothing).
    using Work = std::function<Show()>;

    explicit LatestWorker(const char* threadName, QObject* parent = nullptr);
    /// Waits for what is being done.
    ~LatestWorker() override;
    void submit(Work work);
    /// Drops what was not begun; what is being done is not shown any more.
    void clear();
    bool idle() const;

  Q_SIGNALS:
    void failed(const QString& sentence);
    void becameIdle();

  private:
    struct Shared;
    void finish(std::uint64_t stamp, const Show& show, const QString& sentence);
    std::shared_ptr<Shared> d_;
    std::uint64_t cleared_ = 0;
};

}  // namespace lineament::ui
