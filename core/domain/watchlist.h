#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain/presence.h"

namespace lineament {

using WatchlistId = StrongId<struct WatchlistTag>;
using AlertId = StrongId<struct AlertTag>;
using WebhookId = StrongId<struct WebhookTag>;

enum class ListColour { kRed, kAmber, kGreen, kBlue, kViolet };
/// "red", "amber", "green", "blue", "violet".
std::string_view name(ListColour colour) noexcept;
/// Empty if no colour is called so.
std::optional<ListColour> listColourNamed(std::string_view name) noexcept;

enum class ListPriority { kLow = 1, kNormal = 2, kHigh = 3 };

/// People to look out for on live sources, and when to tell of them.
struct Watchlist {
    WatchlistId id;
    std::string name;
    ListColour colour = ListColour::kRed;
    bool sound = true;
    ListPriority priority = ListPriority::kNormal;
    double fmr = 1e-5;            ///< false match rate of one comparison, 1e-9 to 1e-2: sets the threshold
    int looks = 3;                ///< of one camera that must agree, 1 to 100
    UnixMs windowMs = 3000;       ///< within, 100 to 600 000
    UnixMs coolDownMs = 60'000;   ///< no second alert of a person by a camera for so long, 0 to 86 400 000
    UnixMs escalateMs = 120'000;  ///< an alert that waits so long is overdue, 1 000 to 86 400 000; 0: never
    std::vector<IdentityId> members;
    /// Range of every field; throws Error(kInvalidArgument).
    void validate() const;
};

enum class AlertState { kNew, kAcknowledged, kDismissed };
/// "new", "acknowledged", "dismissed".
std::string_view name(AlertState state) noexcept;

/// Somebody of a watchlist was seen. What was observed never changes; what was decided about it does.
struct Alert {
    AlertId id;
    std::string key;   ///< names the event for good: stored twice it is there once
    WatchlistId list;  ///< not valid if the list is gone; what it was like is kept here
    std::string listName;
    ListColour colour = ListColour::kRed;
    bool sound = true;
    ListPriority priority = ListPriority::kNormal;
    UnixMs escalateMs = 0;
    IdentityId identity;
    std::string name;  ///< filled in when read
    CameraId camera;   ///< not valid if the camera is gone
    std::string cameraName, zone;
    UnixMs at = 0;
    float similarity = 0, threshold = 0, quality = 0;
    double fmr = 0;               ///< of one comparison at the threshold
    SampleId reference;           ///< the photo that was most similar; not valid if it is gone
    std::string recording;        ///< that played as the camera; empty: it was live
    double recordingMs = 0;       ///< at which place of it
    std::vector<std::byte> crop;  ///< JPEG of the look; left out of lists

    AlertState state = AlertState::kNew;
    std::string decidedBy, reason;
    UnixMs decidedAt = 0;
};

/// A program that is told of alerts by HTTP.
struct Webhook {
    WebhookId id;
    std::string url;     ///< http:// or https://
    std::string secret;  ///< what requests are signed with, 16 bytes at least
    bool enabled = true;
    int waiting = 0;      ///< alerts still to be told; filled in
    int refused = 0;      ///< alerts that it would not take; filled in
    std::string trouble;  ///< why the last one could not be told; empty if it could; filled in
};

/// One alert on its way to a webhook.
struct Delivery {
    WebhookId webhook;
    AlertId alert;
    int attempts = 0;  ///< this one included
};

}  // namespace lineament
