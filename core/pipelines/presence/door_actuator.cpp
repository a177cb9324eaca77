#include "core/pipelines/presence/door_actuator.h"

#include <nlohmann/json.hpp>

#include "core/notify/signature.h"

namespace lineament {
namespace {

class SimulatedDoor final : public DoorActuator {
  public:
    ActuatorAnswer open(const Door&, const AccessEvent&, const std::stop_token&) override {
        return {true, {}};
    }
};

class HttpRelay final : public DoorActuator {
  public:
    HttpRelay(std::unique_ptr<HttpPost> post, const Clock& clock) : post_(std::move(post)), clock_(clock) {}

    ActuatorAnswer open(const Door& door, const AccessEvent& granted, const std::stop_token& stop) override {
        try {
            HttpRequest request;
            request.url = door.relayUrl;
            request.timeout = std::chrono::milliseconds(door.relayTimeoutMs);
            request.body = orderDocument(door, granted);
            request.headers = {
                {"Idempotency-Key", "access-" + std::to_string(granted.id.value())},
                {"X-Lineament-Event", "door.open"},
                {"X-Lineament-Signature", signature(door.relaySecret, clock_.now(), request.body)}};
            const auto answer = post_->post(request, stop);
            if (answer.status >= 200 && answer.status < 300) return {true, {}};
            return {false, answer.status ? "HTTP " + std::to_string(answer.status) : answer.trouble};
        } catch (const std::exception& error) {
            return {false, error.what()};
        }
    }

  private:
    std::unique_ptr<HttpPost> post_;
    const Clock& clock_;
};

}  // namespace

std::unique_ptr<DoorActuator> makeSimulatedDoor() {
    return std::make_unique<SimulatedDoor>();
}

std::unique_ptr<DoorActuator> makeHttpRelay(std::unique_ptr<HttpPost> post, const Clock& clock) {
    return std::make_unique<HttpRelay>(std::move(post), clock);
}

std::unique_ptr<DoorActuator> makeActuator(const Door& door) {
    if (door.actuator == ActuatorKind::kSimulated) return makeSimulatedDoor();
    return makeHttpRelay(makeHttpPost(), Clock::system());
}

std::string orderDocument(const Door& door, const AccessEvent& granted) {
    return nlohmann::ordered_json{
        {"event", "door.open"},
        {"access_id", granted.id.value()},
        {"door", {{"door_id", door.id.value()}, {"name", door.name}, {"zone", door.zone}}},
        {"at", iso8601(granted.at)},
        {"open_ms", door.openMs},
        {"identity_id", granted.identity.value()}}
        .dump();
}

}  // namespace lineament
