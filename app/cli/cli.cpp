#include "app/cli/cli.h"

#include <clocale>
#include <cstdio>
#include <cstring>
#include <iostream>

#include "app/cli/commands/commands.h"
#include "app/cli/commands/doors.h"
#include "core/base/file_failure.h"
#include "core/base/log.h"

namespace lineament::cli {
namespace {

void addGlobalOptions(CLI::App& app, GlobalOptions& options) {
    const auto group = "Global options";
    app.add_flag("--json", options.json, "Print one JSON document on standard output")->group(group);
    app.add_option("--data", options.data,
                   "Folder of the data store [$LINEAMENT_DATA, else the XDG data folder]")
        ->group(group);
    app.add_option("--models", options.models,
                   "Folder of the models [$LINEAMENT_MODELS, else the installed one]")
        ->group(group);
    app.add_option("--threads", options.threads, "Threads to compute with [all cores]")
        ->check(CLI::Range(1, 1024))
        ->group(group);
    app.add_option("--device", options.device, "Where networks run [cuda where it is there, else cpu]")
        ->check(CLI::IsMember({"cpu", "cuda"}))
        ->group(group);
    app.add_option("--detector", options.detector, "Detector, by its id in `models list`")->group(group);
    app.add_option("--recogniser", options.recogniser, "Recogniser, by its id in `models list`")
        ->group(group);
    app.add_option("--as", options.account,
                   "Who signs in to a store with accounts [$LINEAMENT_ACCOUNT]; the password is "
                   "$LINEAMENT_PASSWORD, else asked for, else the first line of standard input")
        ->envname("LINEAMENT_ACCOUNT")
        ->group(group);
    app.add_option("--log-level", options.logLevel, "What goes to standard error [warning]")
        ->check(CLI::IsMember({"debug", "info", "warning", "error", "off"}))
        ->group(group);
}

/// All but the window.
void addCommands(CLI::App& app, Commands& commands) {
    for (const auto add : {addAccounts,     addVersion,
                           addModels,       addDetect,
                           addEmbed,        addVerify,
                           addEnrol,        addEnrolFolder,
                           addEnrolRoster,  addRetention,
                           addGallery,      addIdentities,
                           addIdentify,     addAnalyse,
                           addCases,        addCluster,
                           addEvaluate,     addEvaluateLiveness,
                           addPeopleChecks, addCalibrate,
                           addBench,        addAttendance,
                           addServe,        addWatch,
                           addWatchlists,   addDoors,
                           addAccess,       addAudit,
                           addGan,          addEnhance,
                           addRestorer,     addCalibrateGallery,
                           addSample})
        add(app, commands);
}

void addGui(CLI::App& app, GuiOptions& options) {
    auto* gui = app.add_subcommand("gui", "Open the window");
    gui->add_option("--page", options.page, "Desk to open at")
        ->check(CLI::IsMember(
            {"footage", "people", "compare", "studio", "enhance", "presence", "evaluate", "preferences"}));
    // Also by its place: what starts programs from menus leaves the file away where none was chosen.
    gui->add_option("--open,FILE", options.openFile, "Recording or picture to open");
    gui->add_option("--screenshot", options.screenshot, "Save the window as PNG once it is idle, then leave");
}

bool asksForJson(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) {
        if (!std::strcmp(argv[i], "--")) return false;
        if (!std::strcmp(argv[i], "--json")) return true;
    }
    return false;
}

Status fail(bool json, std::string_view code, Status status, const std::string& what, const std::string& why,
            std::string_view whatToDo) {
    std::fprintf(stderr, "%s\n", failureLine(what, why, whatToDo).c_str());
    if (json) {
        const Json document = {{"error", {{"code", code}, {"message", why}, {"path", what}}}};
        std::cout << document.dump(-1, ' ', false, Json::error_handler_t::replace) << std::endl;
    }
    return status;
}

Status fail(bool json, const Error& error) {
    return fail(json, name(error.code()), statusOf(error.code()), error.subject(), error.detail(),
                adviceFor(error.code()));
}

/// Runs the command with everything it throws turned into a status.
Status perform(const Commands& commands, const GlobalOptions& options) {
    try {
        log::setLevel(log::levelFromName(options.logLevel));
        Invocation invocation(options, commands.path());
        return commands.chosen()(invocation);
    } catch (const Cancelled&) {
        return fail(options.json, "cancelled", kCancelledBySignal, "", "cancelled",
                    "what was stored before is kept; repeat to go on");
    } catch (const Error& error) {
        return fail(options.json, error);
    } catch (const std::bad_alloc&) {
        return fail(options.json, Error(ErrorCode::kTooLarge, "", "there is not enough memory"));
    } catch (const std::exception& error) {
        return fail(options.json, Error(ErrorCode::kInternal, "", error.what()));
    }
}

Status usageError(const CLI::App& app, const CLI::ParseError& error, bool json) {
    std::string command = "lineament";
    for (const auto* parsed = &app; !parsed->get_subcommands().empty();) {
        parsed = parsed->get_subcommands().front();
        command += " " + parsed->get_name();
    }
    const auto subject = command == "lineament" ? std::string("command line") : command.substr(10);
    return fail(json, name(ErrorCode::kInvalidArgument), kBadUsage, subject, error.what(),
                "see " + command + " --help");
}

}  // namespace

std::vector<std::string> commandPaths() {
    CLI::App app("", "lineament");
    Commands commands;
    addCommands(app, commands);
    return commands.paths();
}

int run(int argc, char** argv, const WindowOpener& openWindow) {
    std::setlocale(LC_CTYPE, "C.UTF-8");  // widths of names in tables
    CLI::App app("Finds and names the people in photos and footage. Without a command the window opens.",
                 "lineament");
    app.require_subcommand(0, 1);
    app.fallthrough();
    GuiOptions gui;
    addGlobalOptions(app, gui.global);
    Commands commands;
    addCommands(app, commands);
    addGui(app, gui);
    try {
        app.parse(argc, argv);
    } catch (const CLI::CallForHelp& help) {
        return app.exit(help);
    } catch (const CLI::ParseError& error) {
        return usageError(app, error, asksForJson(argc, argv));
    }
    if (commands.chosen()) return perform(commands, gui.global);
    if (openWindow) {
        try {
            return openWindow(gui);
        } catch (const Error& error) {
            return fail(gui.global.json, error);
        }
    }
    return fail(gui.global.json, name(ErrorCode::kUnsupported), kBadUsage, "gui", "this build has no window",
                "see lineament --help for the commands");
}

}  // namespace lineament::cli
