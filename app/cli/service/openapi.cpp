#include "app/cli/output.h"
#include "app/cli/service/http_service.h"

namespace lineament::cli {
namespace {

Json schema(Json properties) {
    return {{"type", "object"}, {"properties", std::move(properties)}};
}

const Json& picture() {
    static const Json value = {{"type", "string"}, {"format", "binary"}};
    return value;
}

Json form(Json properties, Json required) {
    auto object = schema(std::move(properties));
    object["required"] = std::move(required);
    return {{"required", true}, {"content", {{"multipart/form-data", {{"schema", std::move(object)}}}}}};
}

Json answers(Json properties) {
    const auto json = [](Json of) { return Json{{"application/json", {{"schema", std::move(of)}}}}; };
    Json all = {{"200", {{"description", "Done"}, {"content", json(schema(std::move(properties)))}}}};
    for (const auto& [code, text] :
         {std::pair{"400", "The request is malformed"}, std::pair{"401", "The token is missing or wrong"},
          std::pair{"403", "The account that the service runs as may not do this"},
          std::pair{"413", "The body or the photo is too large"},
          std::pair{"422", "The photo cannot be used"}, std::pair{"429", "Too many requests"}})
        all[code] = {{"description", text}, {"content", json({{"$ref", "#/components/schemas/Error"}})}};
    return all;
}

Json operation(const char* summary, Json result) {
    return {{"summary", summary}, {"responses", answers(std::move(result))}};
}

}  // namespace

std::string openApiDocument(bool encrypted) {
    const Json number = {{"type", "number"}}, text = {{"type", "string"}}, integer = {{"type", "integer"}},
               flag = {{"type", "boolean"}}, list = {{"type", "array"}, {"items", {{"type", "object"}}}},
               object = {{"type", "object"}};
    auto verify = operation(
        "Compare the largest face of a photo with that of another, or with an enrolled person",
        {{"similarity", number}, {"threshold", number}, {"fmr", number}, {"match", flag}, {"a", object}});
    verify["requestBody"] = form({{"a", picture()}, {"b", picture()}, {"identity_id", integer}}, {"a"});
    auto identify = operation("Name every face of a photo", {{"faces", list}});
    identify["requestBody"] = form({{"image", picture()}, {"top", integer}}, {"image"});
    auto enrol =
        operation("Enrol a person; the photos themselves are not kept unless the store is set to",
                  {{"identity_id", integer}, {"name", text}, {"accepted", list}, {"rejected", list}});
    enrol["requestBody"] =
        form({{"name", text}, {"external_id", text}, {"image", picture()}}, {"name", "image"});
    auto search =
        operation("Enrolled people whose name or external id contains a text", {{"identities", list}});
    search["parameters"] = Json::array({{{"name", "q"}, {"in", "query"}, {"schema", text}},
                                        {{"name", "limit"}, {"in", "query"}, {"schema", integer}}});
    const Json document = {
        {"openapi", "3.0.3"},
        {"info",
         {{"title", "Lineament"},
          {"version", LINEAMENT_VERSION},
          {"description", encrypted ? "Spoken over TLS." : "Spoken without TLS: keep it on this machine."}}},
        {"security", Json::array({{{"token", Json::array()}}})},
        {"paths",
         {{"/v1/verify", {{"post", verify}}},
          {"/v1/identify", {{"post", identify}}},
          {"/v1/enrol", {{"post", enrol}}},
          {"/v1/search", {{"get", search}}},
          {"/v1/health",
           {{"get",
             operation("Whether it works, and with what", {{"status", text}, {"identities", integer}})}}},
          {"/v1/openapi.json", {{"get", operation("This description", object)}}}}},
        {"components",
         {{"securitySchemes", {{"token", {{"type", "http"}, {"scheme", "bearer"}}}}},
          {"schemas", {{"Error", schema({{"error", schema({{"code", text}, {"message", text}})}})}}}}}};
    return document.dump();
}

}  // namespace lineament::cli
