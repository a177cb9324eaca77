#include "ui/bridge/session.h"

#include <condition_variable>
#include <mutex>

#include "core/base/log.h"
#include "ui/bridge/sign_in.h"

namespace lineament::ui {

namespace {

using namespace std::chrono_literals;
constexpr auto kPollInterval = 250ms;

}  // namespace

/// What the GUI thread and the watcher share.
struct Session::Watch {
    std::mutex mutex;
    std::condition_variable_any wake;
    bool now = false;
};

Session::Session(std::shared_ptr<Workspace> workspace, QObject* parent)
    : QObject(parent), workspace_(std::move(workspace)), watch_(std::make_shared<Watch>()) {
    connect(&jobs_, &JobRunner::jobAdded, this,
            [this](JobHandle* job) { connect(job, &JobHandle::ended, this, &Session::pollNow); });
    settled_ = workspace_ != nullptr;
    if (workspace_) watchStore();
}

Session::~Session() {
    stopWatching();
}

void Session::setWorkspace(std::shared_ptr<Workspace> workspace) {
    stopWatching();
    workspace_ = std::move(workspace);
    settled_ = true;
    if (workspace_) watchStore();
    Q_EMIT workspaceChanged();
}

void Session::open(const WorkspaceOptions& options) {
    // Another engine for the same store: whoever is signed in stays so.
    const bool sameStore = options.dataFolder == options_.dataFolder;
    options_ = options;
    admit([options](JobContext&) { return openWorkspace(options); }, sameStore);
}

/// Whoever signs out or takes over while it opens is asked for again: nobody comes in by an earlier sign-in.
void Session::admit(std::function<std::shared_ptr<Workspace>(JobContext&)> open, bool sameStore) {
    const auto present = [this, sameStore] {
        const auto& account = SignIn::of(*this).account();
        return account && sameStore ? account->id : AccountId();
    };
    auto* job = jobs_.run<SignIn::Admission>(
        tr("Open the data store"), JobRunner::Lane::Short,
        [open = std::move(open), who = present()](JobContext& context) {
            return SignIn::admit(open(context), who);
        },
        this,
        [this, present, sameStore, who = present(), mine = ++openings_](SignIn::Admission& admission) {
            if (mine != openings_) return;
            if (present() != who)
                return admit([opened = admission.opened](JobContext&) { return opened; }, sameStore);
            if (SignIn::of(*this).take(admission)) return setWorkspace(admission.workspace);
            settled_ = true;  // there is no more to show before somebody signs in
        });
    connect(job, &JobHandle::failed, this, [this](const QString& sentence) {
        settled_ = true;
        Q_EMIT openFailed(sentence);
    });
}

void Session::undo() {
    replay(false);
}
void Session::redo() {
    replay(true);
}

void Session::replay(bool forwards) {
    if (!workspace_) return;
    using Replayed = std::optional<Decision>;
    auto* job = jobs_.run<Replayed>(
        forwards ? tr("Redo") : tr("Undo"), JobRunner::Lane::Short,
        [store = workspace_->storePointer(), forwards](JobContext&) {
            return forwards ? store->redo() : store->undo();
        },
        this,
        [this, forwards](Replayed& decision) {
            Q_EMIT decisionReplayed(decision ? sentenceForReplay(*decision, forwards) : QString());
        });
    connect(job, &JobHandle::failed, this, &Session::failed);
}

void Session::pollNow() {
    {
        std::lock_guard lock(watch_->mutex);
        watch_->now = true;
    }
    watch_->wake.notify_all();
}

void Session::watchStore() {
    watcher_ = std::jthread([this, watch = watch_, store = workspace_->storePointer()](std::stop_token stop) {
        nameThisThread("store watch");
        std::int64_t last = -1;
        bool complained = false;
        while (!stop.stop_requested()) {
            try {
                const auto counter = store->changeCounter();
                if (last != -1 && counter != last)
                    QMetaObject::invokeMethod(this, &Session::storeChanged, Qt::QueuedConnection);
                last = counter;
                complained = false;
            } catch (const Error& error) {
                // The next poll may do better; the desks' own jobs say in place what fails.
                if (!std::exchange(complained, true))
                    log::warning(std::string("store poll: ") + error.what());
            }
            std::unique_lock lock(watch->mutex);
            watch->wake.wait_for(lock, stop, kPollInterval, [&] { return watch->now; });
            watch->now = false;
        }
    });
}

void Session::stopWatching() {
    watcher_.request_stop();
    if (watcher_.joinable()) watcher_.join();
}

}  // namespace lineament::ui
