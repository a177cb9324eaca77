#include "app/cli/commands/commands.h"
#include "app/cli/secret_input.h"
#include "core/pipelines/accounts/sign_in.h"
#include "core/store/account_book.h"

namespace lineament::cli {
namespace {

Json timeJson(UnixMs at) {
    return at > 0 ? Json(iso8601(at)) : Json(nullptr);
}

Json accountJson(const Account& account) {
    return {{"account_id", account.id.value()},
            {"name", account.name},
            {"role", name(account.role)},
            {"disabled", account.disabled},
            {"created_at", timeJson(account.createdAt)},
            {"signed_in_at", timeJson(account.signedInAt)}};
}

Account named(Store& store, const std::string& name) {
    const auto account = accountBookOf(store).accountNamed(name);
    if (!account) throw Error(ErrorCode::kNotFound, "account " + name, "there is no such account");
    return *account;
}

Status list(Invocation& run) {
    Json accounts = Json::array();
    Table table({"name", "role", "state", "last sign-in"});
    for (const auto& account : accountBookOf(*run.store()).accounts()) {
        accounts.push_back(accountJson(account));
        table.row({account.name, std::string(name(account.role)), account.disabled ? "disabled" : "",
                   account.signedInAt > 0 ? iso8601(account.signedInAt) : "never"});
    }
    run.print({{"accounts", std::move(accounts)}}, table.text());
    return kDone;
}

Status show(Invocation& run, const std::string& accountName) {
    const auto account = named(*run.store(), accountName);
    run.print(accountJson(account), account.name + ": " + std::string(name(account.role)) +
                                        (account.disabled ? ", disabled\n" : "\n"));
    return kDone;
}

Role roleOf(const std::string& text) {
    const auto role = roleNamed(text);
    if (!role)
        throw Error(ErrorCode::kInvalidArgument, text,
                    "there is no such role; there are operator, enroller, examiner and administrator");
    return *role;
}

Status add(Invocation& run, const std::string& accountName, const std::string& role) {
    auto& store = *run.store();
    const auto id = addAccount(store, accountName, roleOf(role), readNewSecret(accountName, run.job()));
    // Whoever made the first account is not signed in as it.
    return run.print(accountJson(*accountBookOf(store).account(id)),
                     "account " + accountName + ", " + role + "\n"),
           kDone;
}

Status setRole(Invocation& run, const std::string& accountName, const std::string& role) {
    auto& store = *run.store();
    accountBookOf(store).setRole(named(store, accountName).id, roleOf(role));
    return show(run, accountName);
}

Status changePassword(Invocation& run, const std::string& accountName) {
    auto& store = *run.store();
    const auto account = named(store, accountName);
    const auto mine = accountBookOf(store).signedIn();
    if (!mine || mine->id != account.id) requirePermitted(store, Permission::kAccounts, "accounts password");
    setPassword(store, account.id, readNewSecret(accountName, run.job()));
    return show(run, accountName);
}

Status setDisabled(Invocation& run, const std::string& accountName, bool disabled) {
    auto& store = *run.store();
    accountBookOf(store).setDisabled(named(store, accountName).id, disabled);
    return show(run, accountName);
}

}  // namespace

void addAccounts(CLI::App& app, Commands& commands) {
    auto* accounts = app.add_subcommand(
        "accounts",
        "Who may sign in, and as what. Without accounts everybody who has the files may do everything");
    accounts->require_subcommand(1);
    commands.on(accounts->add_subcommand("list", "All accounts"), list);
    struct Given {
        std::string name, role;
    };
    const auto about = [&](const char* verb, const char* text, bool role) {
        auto given = std::make_shared<Given>();
        auto* command = accounts->add_subcommand(verb, text);
        command->add_option("NAME", given->name, "Name of the account")->required();
        if (role)
            command
                ->add_option(std::string(verb) == "add" ? "--role" : "ROLE", given->role,
                             "operator, enroller, examiner or administrator; the first is an administrator")
                ->required();
        return std::pair(command, given);
    };
    {
        const auto [command, given] =
            about("add", "Make one; its password is typed, or a line of standard input", true);
        commands.on(command, [given = given](Invocation& run) { return add(run, given->name, given->role); });
    }
    {
        const auto [command, given] = about("role", "Give it another role", true);
        commands.on(command,
                    [given = given](Invocation& run) { return setRole(run, given->name, given->role); });
    }
    {
        const auto [command, given] =
            about("password", "Set its password: one's own, or an administrator anybody's", false);
        commands.on(command, [given = given](Invocation& run) { return changePassword(run, given->name); });
    }
    {
        const auto [command, given] = about("disable", "Let it sign in no more; it is never deleted", false);
        commands.on(command,
                    [given = given](Invocation& run) { return setDisabled(run, given->name, true); });
    }
    {
        const auto [command, given] = about("enable", "Let it sign in again", false);
        commands.on(command,
                    [given = given](Invocation& run) { return setDisabled(run, given->name, false); });
    }
}

}  // namespace lineament::cli
