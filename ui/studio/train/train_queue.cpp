#include "ui/studio/train/train_queue.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <chrono>
#include <thread>

#include "core/base/clock.h"
#include "core/base/log.h"
#include "core/pipelines/synthetic/train_generator.h"
#include "core/pipelines/workspace.h"
#include "ui/bridge/job_runners.h"
#include "ui/bridge/session.h"

namespace lineament::ui {

namespace {

using namespace std::chrono_literals;
constexpr int kNice = 15;  // the window and its previews go first
constexpr auto kLook = 2ms, kMostWait = 500ms;

std::int64_t nowMs() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

/// This thread and those it will make get the cores that others leave.
void beLessUrgent() {
    setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), kNice);
}

void keepNote(const std::filesystem::path& folder, RunNote note, RunNote::State state,
              const std::string& reason, const Error* failure = nullptr) {
    note.state = state;
    note.reason = reason;
    note.failure = failure ? std::optional(failure->code()) : std::nullopt;
    note.failedAt = failure ? failure->subject() : std::string();
    note.process = state == RunNote::State::kRunning ? getpid() : 0;
    try {
        saveNote(folder, note);
    } catch (const Error& error) {
        log::warning(std::string("the state of a run was not written: ") + error.what());
    }
}

/// Trains and writes down how it ended; what is thrown goes on to the job.
std::string trainNoting(const TrainGeneratorRequest& request, RunNote note, const Workspace& workspace,
                        const std::atomic<bool>& pausing, JobContext& context) {
    const auto& engine = workspace.engine();
    keepNote(request.run, note, RunNote::State::kRunning, {});
    try {
        const auto result = trainGenerator(request, &engine, engine.options().device, context);
        const auto& why = result.training.stoppedBecause;
        keepNote(request.run, note, why == "done" ? RunNote::State::kFinished : RunNote::State::kStopped,
                 why);
        return why;
    } catch (const Cancelled&) {
        keepNote(request.run, note, pausing ? RunNote::State::kPaused : RunNote::State::kStopped, {});
        throw;
    } catch (const Error& error) {
        keepNote(request.run, note, RunNote::State::kFailed, error.detail(), &error);
        throw;
    }
}

}  // namespace

TrainQueue::TrainQueue(Session& session, std::shared_ptr<std::atomic<int>> previews, QObject* parent)
    : QObject(parent), session_(session), previews_(std::move(previews)) {
    JobRunners::of(session_.jobs()).add(jobs_);
    connect(&session_, &Session::workspaceChanged, this, &TrainQueue::refresh);
    refresh();
}

TrainQueue::~TrainQueue() {
    for (const auto& pausing : std::as_const(pausing_))
        *pausing = true;  // the window closes: to be gone on with
}

std::filesystem::path TrainQueue::folder() const {
    return session_.workspace() ? session_.workspace()->store().folder() / "studio" / "runs"
                                : std::filesystem::path();
}

const RunSummary* TrainQueue::run(const QString& name) const {
    for (const auto& run : runs_)
        if (run.name == name.toStdString()) return &run;
    return nullptr;
}

JobHandle* TrainQueue::job(const QString& name) const {
    JobHandle* handle = handles_.value(name);
    return handle && !handle->hasEnded() ? handle : nullptr;
}

bool TrainQueue::active(const QString& name) const {
    return job(name) != nullptr;
}

void TrainQueue::refresh() {
    if (!session_.workspace()) return;
    if (loading_) {
        again_ = true;
        return;
    }
    loading_ = true;
    auto* job = session_.jobs().run<std::vector<RunSummary>>(
        tr("List training runs"), JobLane::Short,
        [folder = folder()](JobContext&) { return listRuns(folder); }, this,
        [this](std::vector<RunSummary>& runs) { runs_ = std::move(runs); });
    connect(job, &JobHandle::ended, this, [this] {
        loading_ = false;
        Q_EMIT changed();
        if (std::exchange(again_, false)) refresh();
    });
}

QString TrainQueue::start(const QString& name, const gan::TrainConfig& config, const QString& data,
                          const QString& preset) {
    if (!session_.workspace()) return {};
    RunSummary run;
    const auto outcome = outcomeOf<bool>([&] {
        RunNote note;
        note.data = data.toStdString();
        note.preset = preset.toStdString();
        note.createdMs = nowMs();
        run = createRun(freeFolder(folder(), name.trimmed().isEmpty() ? "run" : name.trimmed().toStdString()),
                        config, note);
        return true;
    });
    if (const auto* error = std::get_if<Error>(&outcome)) {
        Q_EMIT failed(sentenceFor(*error));
        return {};
    }
    runs_.insert(runs_.begin(), run);
    submit(run, false);
    return QString::fromStdString(run.name);
}

void TrainQueue::submit(const RunSummary& run, bool resume) {
    const QString name = QString::fromStdString(run.name);
    TrainGeneratorRequest request;
    request.config = run.config;
    request.data = run.note.data;
    request.run = run.folder;
    request.resume = resume;
    auto pausing = std::make_shared<std::atomic<bool>>(false);
    pausing_[name] = pausing;
    request.beforeStep = [previews = previews_] {
        for (auto waited = 0ms; *previews > 0 && waited < kMostWait; waited += kLook)
            std::this_thread::sleep_for(kLook);
    };
    keepNote(run.folder, run.note, RunNote::State::kQueued, {});
    auto* job = jobs_.run<std::string>(
        tr("Train %1").arg(name), JobLane::Long,
        [workspace = session_.workspace(), request, note = run.note, pausing](JobContext& context) {
            beLessUrgent();
            try {
                return trainNoting(request, note, *workspace, *pausing, context);
            } catch (const Error& error) {
                if (error.code() == ErrorCode::kDevice && error.detail().find("memory") != std::string::npos)
                    throw Error(ErrorCode::kDevice, request.run.filename().string(),
                                "out of memory: " + error.detail());
                throw;
            }
        },
        this, {});
    handles_[name] = job;
    connect(job, &JobHandle::failed, this, [this, name, folder = run.folder](const QString& sentence) {
        bool memory = false;
        outcomeOf<bool>(
            [&] { return memory = readRun(folder).note.reason.find("memory") != std::string::npos; });
        Q_EMIT runFailed(name, sentence, memory);
    });
    connect(job, &JobHandle::cancelled, this, [run, pausing] {
        // A run that was cancelled while it waited has not written how it ended.
        outcomeOf<bool>([&] {
            if (readRun(run.folder).note.state == RunNote::State::kQueued)
                keepNote(run.folder, run.note, *pausing ? RunNote::State::kPaused : RunNote::State::kStopped,
                         {});
            return true;
        });
    });
    connect(job, &JobHandle::ended, this, &TrainQueue::refresh);
    connect(&jobs_, &JobRunner::jobsChanged, this, &TrainQueue::changed, Qt::UniqueConnection);
    refresh();
}

void TrainQueue::resume(const QString& name) {
    const auto* one = run(name);
    if (!one || active(name)) return;
    submit(*one, one->resumable);
}

void TrainQueue::pause(const QString& name) {
    if (auto* handle = job(name)) {
        if (const auto pausing = pausing_.value(name)) *pausing = true;
        handle->cancel();
        Q_EMIT changed();
    }
}

void TrainQueue::stop(const QString& name) {
    if (auto* handle = job(name)) {
        handle->cancel();
        Q_EMIT changed();
    } else if (const auto* one = run(name); one && one->note.state == RunNote::State::kPaused) {
        keepNote(one->folder, one->note, RunNote::State::kStopped, {});
        refresh();
    }
}

void TrainQueue::rollBack(const QString& name, std::int64_t images) {
    const auto* one = run(name);
    if (!one || active(name)) return;
    auto* job = session_.jobs().run<bool>(tr("Roll back %1").arg(name), JobLane::Short,
                                          [folder = one->folder, images](JobContext&) {
                                              lineament::rollBack(folder, images);
                                              return true;
                                          },
                                          this, {});
    connect(job, &JobHandle::failed, this, &TrainQueue::failed);
    connect(job, &JobHandle::ended, this, &TrainQueue::refresh);
}

void TrainQueue::resumeSmaller(const QString& name) {
    const auto* one = run(name);
    if (!one || active(name) || one->config.run.batch < 2) return;
    RunSummary smaller = *one;
    smaller.config.run.batch /= 2;
    submit(smaller, smaller.resumable);
}

}  // namespace lineament::ui
