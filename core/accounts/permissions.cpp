#include "core/accounts/permissions.h"

#include <array>
#include <initializer_list>

#include "core/base/error.h"

namespace lineament {
namespace {

using enum Permission;

constexpr Role kRoles[] = {Role::kOperator, Role::kEnroller, Role::kExaminer, Role::kAdministrator};

constexpr bool in(Permission permission, std::initializer_list<Permission> set) {
    for (const auto one : set)
        if (one == permission) return true;
    return false;
}

struct Rule {
    std::string_view begin;  ///< of the action
    std::optional<Permission> needed;
};

// The first that fits counts. What a program does by itself while somebody is signed in needs no permission.
constexpr Rule kRules[] = {
    {"identity.create", kAddPeople},
    {"identity.enrol", kAddPeople},
    {"enrol.", kAddPeople},
    {"identity.remove", kErasePeople},
    {"originals.purge", kErasePeople},
    {"retention.", kErasePeople},
    {"identity.import", kMoveGallery},
    {"gallery.export", kMoveGallery},
    {"gallery.import", kMoveGallery},
    {"gallery.search", kUsePeople},
    {"identity.", kChangePeople},
    {"sample.", kChangePeople},
    {"templates.", kChangePeople},
    {"recording.", kReview},
    {"track.", kReview},
    {"review.", kReview},
    {"case.", kReview},
    {"clip.", kReview},
    {"crops.", kReview},
    {"examination.", kCompare},
    {"sighting.", kWatch},
    {"alert.", kWatch},
    {"watchlist.", kWatchlists},
    {"camera.", kSources},
    {"door.", kSources},
    {"schedule.", kSources},
    {"access.", kWatch},
    {"evaluation.", kEvaluate},
    {"label.", kEvaluate},
    {"threshold.", kSettings},
    {"webhook.refused", std::nullopt},
    {"webhook.", kSources},
    {"shift.", kCorrectAttendance},
    {"day_off.", kCorrectAttendance},
    {"attendance.export", kSeeAttendance},
    {"attendance.", kCorrectAttendance},
    {"serve.", kServe},
    {"setting.", kSettings},
    {"account.", kAccounts},
    {"decision.", std::nullopt},  // what the decision itself needs is asked for as well
    {"job.", std::nullopt},
};

constexpr std::array<std::string_view, kPermissionCount> kNames = {
    "use_people",         "add_people", "change_people", "erase_people",
    "move_gallery",       "review",     "compare",       "enhance",
    "generate",           "evaluate",   "watch",         "see_attendance",
    "correct_attendance", "watchlists", "sources",       "serve",
    "read_audit",         "settings",   "accounts"};

}  // namespace

std::string_view name(Role role) noexcept {
    switch (role) {
        case Role::kOperator:
            return "operator";
        case Role::kEnroller:
            return "enroller";
        case Role::kExaminer:
            return "examiner";
        case Role::kAdministrator:
            return "administrator";
    }
    return "operator";
}

std::optional<Role> roleNamed(std::string_view text) noexcept {
    for (const auto role : kRoles)
        if (name(role) == text) return role;
    return std::nullopt;
}

std::span<const Role> allRoles() noexcept {
    return kRoles;
}

std::string_view name(Permission permission) noexcept {
    return kNames[static_cast<std::size_t>(permission)];
}

bool may(Role role, Permission permission) noexcept {
    switch (role) {
        case Role::kOperator:
            return in(permission, {kUsePeople, kWatch, kSeeAttendance, kServe});
        case Role::kEnroller:
            return in(permission,
                      {kUsePeople, kAddPeople, kChangePeople, kSeeAttendance, kCorrectAttendance, kServe});
        case Role::kExaminer:
            return in(permission, {kUsePeople, kAddPeople, kReview, kCompare, kEnhance, kGenerate, kEvaluate,
                                   kWatch, kWatchlists, kReadAudit});
        case Role::kAdministrator:
            return true;
    }
    return false;
}

std::vector<Role> rolesThatMay(Permission permission) {
    std::vector<Role> roles;
    for (const auto role : kRoles)
        if (may(role, permission)) roles.push_back(role);
    return roles;
}

ActionRule ruleOf(std::string_view action) noexcept {
    for (const auto& rule : kRules)
        if (action.substr(0, rule.begin.size()) == rule.begin) return {true, rule.needed};
    return {false, kSettings};
}

void requirePermission(Role role, Permission permission, const std::string& what) {
    if (may(role, permission)) return;
    std::string allowed;
    const auto roles = rolesThatMay(permission);
    for (std::size_t i = 0; i < roles.size(); ++i)
        allowed += (i == 0 ? "" : i + 1 < roles.size() ? ", " : " and ") + std::string(name(roles[i]));
    throw Error(ErrorCode::kNotPermitted, what,
                "the role " + std::string(name(role)) + " does not include it; " + allowed +
                    (roles.size() == 1 ? " does" : " do"));
}

}  // namespace lineament
