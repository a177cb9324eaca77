#pragma once

#include <functional>
#include <memory>
#include <stop_token>
#include <string>

#include "core/domain/access.h"
#include "core/notify/http_post.h"

namespace lineament {

/// What came of an order to open.
struct ActuatorAnswer {
    bool opened = false;
    std::string trouble;  ///< why it is not known to have opened
};

/// Opens a door. Thread: one.
class DoorActuator {
  public:
    virtual ~DoorActuator() = default;
    /// For what was granted, once, for door.openMs. Never throws: what is not confirmed has not opened.
    virtual ActuatorAnswer open(const Door& door, const AccessEvent& granted,
                                const std::stop_token& stop) = 0;
};

using MakeActuator = std::function<std::unique_ptr<DoorActuator>(const Door&)>;

/// A door of this program alone: it always opens.
std::unique_ptr<DoorActuator> makeSimulatedDoor();
/// A relay that opens the door when it is sent orderDocument() by HTTP POST, signed with its secret as
/// webhooks are, and answers 2xx within the door's timeout. It is asked once: an order that comes late opens
/// nothing.
std::unique_ptr<DoorActuator> makeHttpRelay(std::unique_ptr<HttpPost> post, const Clock& clock);
/// The one that the door names, over the network.
std::unique_ptr<DoorActuator> makeActuator(const Door& door);

/// {"event":"door.open","access_id","door":{"door_id","name","zone"},"at","open_ms","identity_id"} as JSON.
std::string orderDocument(const Door& door, const AccessEvent& granted);

}  // namespace lineament
