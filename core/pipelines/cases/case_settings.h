#pragma once

#include <memory>
#include <string>

#include "core/pipelines/analyse_footage.h"
#include "core/pipelines/workspace.h"

namespace lineament {

/// How the sources of a case are analysed; what is empty or 0 is as in the preferences.
struct CaseSettings {
    std::string detector, recogniser;  ///< ids of the manifest
    float minFacePx = 0;               ///< smallest face, 0 or 8 to 1000
    int detectEveryNth = 0;            ///< look for faces in every n-th frame, 0 to 1000
    double fmr = 0;                    ///< that names are suggested at, 0 or 1e-9 to 0.5
    bool operator==(const CaseSettings&) const = default;
    /// Range of every field; throws Error(kInvalidArgument).
    void validate() const;
};

/// Fields that are missing are as in the preferences, unknown ones are left out.
/// Throws Error(kInvalidArgument) for what is no JSON object or out of range.
CaseSettings caseSettingsFrom(const std::string& json);
std::string toJson(const CaseSettings& settings);

/// The workspace with the engine and operating point of the settings; the one given if nothing differs.
/// Weights load at first use. Throws Error(kNotFound) for a model that the registry does not have.
std::shared_ptr<Workspace> workspaceFor(const std::shared_ptr<Workspace>& workspace,
                                        const CaseSettings& settings);

}  // namespace lineament
