#include "app/composition.h"

#include <QIcon>
#include <QTimer>
#include <cstdlib>
#include <optional>

#include "core/base/error.h"
#include "core/image/image.h"
#include "core/media/video_source.h"
#include "ui/bridge/session.h"
#include "ui/bridge/settings.h"
#include "ui/compare/compare_panel.h"
#include "ui/enhance/enhance_panel.h"
#include "ui/evaluate/evaluate_panel.h"
#include "ui/footage/footage_panel.h"
#include "ui/people/people_panel.h"
#include "ui/preferences/preferences_panel.h"
#include "ui/presence/presence_panel.h"
#include "ui/shell/idle_shot.h"
#include "ui/shell/main_window.h"
#include "ui/shell/sample_guide.h"
#include "ui/studio/studio_panel.h"
#include "ui/widgets/application.h"

namespace lineament {

namespace {

using namespace ui;

constexpr int kShotLimitMs = 10 * 60 * 1000;
// Several choices made in a row (detector, then recogniser) reopen the workspace once.
constexpr int kReopenDelayMs = 300;
constexpr const char* kSampleFolder = "sample-store";

#ifdef NDEBUG
constexpr bool kWatched = false;
#else
constexpr bool kWatched = true;
#endif

/// A store given by hand brings its own window settings, so that it is never mixed up with the usual one.
void chooseSettingsFile(const GlobalOptions& global) {
    if (!global.data.empty())
        Settings::useFile(
            QString::fromStdString((std::filesystem::path(global.data) / "window.ini").string()));
}

/// What the command line says goes before the preferences, until the person chooses otherwise there.
WorkspaceOptions workspaceOptions(const Settings& settings, const GlobalOptions& global) {
    const auto chosen = [&](const std::string& given, Setting key) {
        return given.empty() ? settings.text(key).toStdString() : given;
    };
    WorkspaceOptions options;
    options.dataFolder = chosen(global.data, Setting::DataFolder);
    options.modelsFolder = global.models;
    options.device = global.device;
    options.threads = global.threads > 0 ? global.threads : settings.value(Setting::Threads).toInt();
    options.engine.detector = chosen(global.detector, Setting::Detector);
    options.engine.recogniser = chosen(global.recogniser, Setting::Recogniser);
    options.point.fmr = settings.value(Setting::Fmr).toDouble();
    return options;
}

/// The choice in the preferences takes the place of what the command line said.
void forget(GlobalOptions& global, Setting key) {
    if (key == Setting::DataFolder) global.data.clear();
    if (key == Setting::Detector) global.detector.clear();
    if (key == Setting::Recogniser) global.recogniser.clear();
}

bool reopens(Setting key) {
    return key == Setting::DataFolder || key == Setting::Detector || key == Setting::Recogniser ||
           key == Setting::Fmr;
}

/// A photo that is opened by itself is there to be looked at; enrolling whom it shows is what photos mean
/// that are dropped on the window.
QString deskOf(const GuiOptions& options) {
    if (!options.page.empty() || !looksLikeImage(options.openFile))
        return QString::fromStdString(options.page);
    return QStringLiteral("enhance");
}

/// Opens the file that was given once there is a store to put its people into.
void openWhenReady(MainWindow& window, Session& session, const GuiOptions& options) {
    if (options.openFile.empty()) return;
    const QString path = QString::fromStdString(wholeSource(options.openFile));
    QObject::connect(
        &session, &Session::workspaceChanged, &window,
        [&window, path, page = deskOf(options)] { window.open({path}, page); }, Qt::SingleShotConnection);
}

}  // namespace

int openWindow(int argc, char** argv, const GuiOptions& options) {
    Application application(argc, argv, kWatched);
    QApplication::setApplicationName(QStringLiteral("Lineament"));
    QApplication::setDesktopFileName(QStringLiteral("lineament"));
    QApplication::setApplicationVersion(QStringLiteral(LINEAMENT_VERSION));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/app/lineament.svg")));
    GlobalOptions global = options.global;
    if (const char* data = std::getenv("LINEAMENT_DATA"); global.data.empty() && data) global.data = data;
    chooseSettingsFile(global);

    // In the order of dependence: the window goes first, the session's threads after it, settings last.
    Settings settings;
    Language language;
    Session session(nullptr);
    MainWindow window(session, settings, language);
    window.addDesk(new FootagePanel(session, &window));
    window.addDesk(new PeoplePanel(session, &window));
    window.addDesk(new ComparePanel(session, &window));
    window.addDesk(new StudioPanel(session, &window));
    window.addDesk(new EnhancePanel(session, &window));
    window.addDesk(new PresencePanel(session, &window));
    window.addDesk(new EvaluatePanel(session, &window));
    window.addDesk(new PreferencesPanel(session, settings, window.actions(), &window), true);

    if (!options.page.empty() && !window.goTo(QString::fromStdString(options.page))) {
        std::string known;
        for (const Desk* desk : window.desks())
            known += (known.empty() ? "" : ", ") + desk->id().toStdString();
        throw Error(ErrorCode::kInvalidArgument, "gui --page " + options.page,
                    "this version has no such desk; there are " + known);
    }
    if (options.page.empty()) window.goTo(settings.text(Setting::LastDesk));

    QTimer reopen;
    reopen.setSingleShot(true);
    reopen.setInterval(kReopenDelayMs);
    const auto open = [&] { session.open(workspaceOptions(settings, global)); };
    QObject::connect(&reopen, &QTimer::timeout, &session, open);
    QObject::connect(&window, &MainWindow::reopenRequested, &session, open);
    const std::string given = global.data;
    QObject::connect(&window, &MainWindow::sampleStoreRequested, &session, [&, given](bool sample) {
        global.data = given;
        if (sample)
            global.data =
                (Store::locate(workspaceOptions(settings, global).dataFolder) / kSampleFolder).string();
        open();
    });
    QObject::connect(&settings, &Settings::changed, &reopen, [&](Setting key) {
        forget(global, key);
        if (reopens(key)) reopen.start();
    });
    if (!options.page.empty() || !options.openFile.empty() || !options.screenshot.empty())
        window.guide().waitToBeAsked();
    openWhenReady(window, session, options);
    QObject::connect(&window, &MainWindow::painted, &session, open);

    window.show();
    std::optional<IdleShot> shot;
    if (!options.screenshot.empty())
        shot.emplace(window, QString::fromStdString(options.screenshot), kShotLimitMs);
    return QApplication::exec();
}

}  // namespace lineament
