#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain/account.h"

namespace lineament {

/// One thing that a role may or may not do. The command line, the service, the window and the store ask
/// may() and nothing else.
enum class Permission {
    kUsePeople,          ///< see the people enrolled, search and verify
    kAddPeople,          ///< enrol photos
    kChangePeople,       ///< rename, merge, split, records, templates
    kErasePeople,        ///< delete people and originals for good
    kMoveGallery,        ///< the whole gallery out to a file, and in
    kReview,             ///< footage, cases and decisions about them
    kCompare,            ///< one face against another, examinations
    kEnhance,            ///< improve photos and recordings
    kGenerate,           ///< train and use generators of faces
    kEvaluate,           ///< measure accuracy
    kWatch,              ///< live sources and alerts
    kSeeAttendance,      ///< who was there, and when
    kCorrectAttendance,  ///< corrections, shifts, days off
    kWatchlists,         ///< who is looked out for
    kSources,            ///< cameras, webhooks
    kServe,              ///< run the HTTP service
    kReadAudit,          ///< list the audit trail
    kSettings,           ///< settings of the store, thresholds in force
    kAccounts            ///< accounts and roles
};
inline constexpr int kPermissionCount = 19;

/// Stable names: "operator", "enroller", "examiner", "administrator"; "use_people" ...
std::string_view name(Role role) noexcept;
std::optional<Role> roleNamed(std::string_view name) noexcept;
std::span<const Role> allRoles() noexcept;
std::string_view name(Permission permission) noexcept;

/// Whether a role includes a permission.
bool may(Role role, Permission permission) noexcept;
/// All roles that do, the least first.
std::vector<Role> rolesThatMay(Permission permission);

/// What a change needs that writes a line of this action ("identity.rename") to the audit trail.
struct ActionRule {
    bool known = false;                ///< false: nobody thought of it, and it needs an administrator
    std::optional<Permission> needed;  ///< empty: being signed in is enough
};
ActionRule ruleOf(std::string_view action) noexcept;

/// Throws Error(kNotPermitted) if the role does not include the permission.
void requirePermission(Role role, Permission permission, const std::string& what);

}  // namespace lineament
