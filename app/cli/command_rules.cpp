#include "app/cli/command_rules.h"

#include <cstdlib>
#include <map>

#include "app/cli/secret_input.h"
#include "core/base/check.h"
#include "core/pipelines/accounts/sign_in.h"
#include "core/store/account_book.h"

namespace lineament::cli {
namespace {

using enum Permission;

// By command, or by its first word. What is not here needs an administrator; a test names what is missing.
const std::map<std::string, Permission>& table() {
    static const std::map<std::string, Permission> kTable = {
        {"version", kUsePeople},
        {"models", kUsePeople},
        {"bench", kUsePeople},
        {"detect", kUsePeople},
        {"embed", kUsePeople},
        {"verify", kUsePeople},
        {"identify", kUsePeople},
        {"enrol", kAddPeople},
        {"enrol-folder", kAddPeople},
        {"enrol-roster", kAddPeople},
        {"identities list", kUsePeople},
        {"identities show", kUsePeople},
        {"identities rename", kChangePeople},
        {"identities merge", kChangePeople},
        {"identities remove", kErasePeople},
        {"check-gallery", kChangePeople},
        {"person-record", kChangePeople},
        {"re-embed", kChangePeople},
        {"purge", kErasePeople},
        {"export-gallery", kMoveGallery},
        {"import-gallery", kMoveGallery},
        {"analyse", kReview},
        {"cluster", kReview},
        {"cases", kReview},
        {"compare", kCompare},
        {"verify-report", kCompare},
        {"calibrate-likelihood", kEvaluate},
        {"calibrate", kEvaluate},
        {"calibrate-gallery", kEvaluate},
        {"evaluate", kEvaluate},
        {"evaluate-liveness", kEvaluate},
        {"evaluate-enrolment", kEvaluate},
        {"enhance", kEnhance},
        {"fuse-looks", kEnhance},
        {"provenance", kEnhance},
        {"restorer", kGenerate},
        {"gan", kGenerate},
        {"sample", kAddPeople},
        {"cameras list", kWatch},
        {"cameras", kSources},
        {"watch", kWatch},
        {"access", kWatch},
        {"door", kWatch},
        {"doors list", kWatch},
        {"doors", kSources},
        {"schedules list", kWatch},
        {"schedules", kSources},
        {"watchlists list", kWatch},
        {"watchlists", kWatchlists},
        {"alerts", kWatch},
        {"webhooks", kSources},
        {"attendance report", kSeeAttendance},
        {"attendance", kCorrectAttendance},
        {"serve", kServe},
        {"audit list", kReadAudit},
        {"accounts", kAccounts},
    };
    return kTable;
}

std::string environment(const char* variable) {
    const char* value = std::getenv(variable);
    return value ? value : "";
}

}  // namespace

CommandRule commandRule(const std::string& path) {
    // Whoever checks the trail need not trust the accounts in it.
    if (path == "audit verify") return {true, false, std::nullopt};
    // Of oneself; of others the store asks for more.
    if (path == "accounts password") return {true, true, std::nullopt};
    for (const auto& key : {path, path.substr(0, path.find(' '))})
        if (const auto found = table().find(key); found != table().end()) return {true, true, found->second};
    return {false, true, kSettings};
}

std::shared_ptr<Store> signInForCommand(std::shared_ptr<Store> store, const std::string& name,
                                        const std::string& path, const JobContext& job) {
    const auto rule = commandRule(path);
    if (!accountBookOf(*store).any()) {
        LINEAMENT_REQUIRE(name.empty(), "--as " + name, "this data store has no accounts");
        return store;
    }
    if (name.empty()) {
        if (!rule.signIn) return store;
        throw Error(ErrorCode::kNotPermitted, path, "the data store has accounts, and nobody is signed in");
    }
    auto password = environment("LINEAMENT_PASSWORD");
    if (password.empty()) password = readSecret("Password of " + name + ": ", job);
    const auto outcome = lineament::signIn(*store, name, password);
    if (outcome.kind == SignInOutcome::Kind::kTooEarly)
        throw Error(ErrorCode::kNotPermitted, "--as " + name,
                    "too many sign-ins failed; the next one is heard in " +
                        std::to_string((outcome.waitMs + 999) / 1000) + " s");
    if (outcome.kind == SignInOutcome::Kind::kWrong)
        throw Error(ErrorCode::kNotPermitted, "--as " + name, "the name or the password is wrong");
    if (rule.needed) requirePermission(outcome.account->role, *rule.needed, path);
    return openStoreAs(store->folder(), outcome.account->id);
}

}  // namespace lineament::cli
