#pragma once

#include <QObject>
#include <functional>
#include <memory>

#include "core/base/job_context.h"

namespace lineament::ui {

/// A thread that does the newest of what it is asked for: an older request is dropped, and stopped if it has
/// begun. Thread: GUI.
class PreviewThread : public QObject {
    Q_OBJECT
  public:
    using Show = std::function<void()>;             ///< on the GUI thread
    using Work = std::function<Show(JobContext&)>;  ///< on the thread; may throw Error or Cancelled

    explicit PreviewThread(QObject* parent = nullptr);
    /// Stops what is being done and waits for it.
    ~PreviewThread() override;
    void submit(Work work);
    /// Nothing waits or is being done.
    bool idle() const;

  Q_SIGNALS:
    void failed(const QString& sentence);
    void idleChanged();

  private:
    struct Shared;
    void finish(std::uint64_t stamp, const Show& show, const QString& sentence);
    std::shared_ptr<Shared> d_;
};

}  // namespace lineament::ui
