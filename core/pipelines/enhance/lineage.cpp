#include "core/pipelines/enhance/lineage.h"

#include "core/base/hash.h"
#include "core/base/signing.h"

namespace lineament {

namespace fs = std::filesystem;

std::string pixelsSha256(const cv::Mat& bgr) {
    std::string bytes = std::to_string(bgr.cols) + "x" + std::to_string(bgr.rows) + ":";
    for (int y = 0; y < bgr.rows; ++y)
        bytes.append(bgr.ptr<char>(y), static_cast<std::size_t>(bgr.cols) * bgr.elemSize());
    return sha256(bytes);
}

std::map<std::string, std::string> signedLineage(const LineageRecord& record, const fs::path& keyFolder) {
    nlohmann::ordered_json json = {{"input", record.inputSha256},
                                   {"pixels", record.pixelsSha256},
                                   {"steps", enhance::toJson(record.chain)},
                                   {"program", "Lineament " LINEAMENT_VERSION}};
    for (const auto& [id, hash] : record.networks)
        json["networks"][id] = hash;
    std::map<std::string, std::string> fields = {{"record", json.dump()}};
    if (keyFolder.empty()) return fields;
    const auto made = signText(fields["record"], keyFolder);
    fields["signature"] = made.signature;
    fields["publicKey"] = made.publicKey;
    return fields;
}

LineageCheck checkLineage(const std::map<std::string, std::string>& lineage, const fs::path& keyFolder) {
    LineageCheck check;
    const auto field = [&](const char* name) {
        const auto found = lineage.find(name);
        return found == lineage.end() ? std::string() : found->second;
    };
    check.record = field("record");
    check.present = !check.record.empty();
    const auto json = nlohmann::json::parse(check.record, nullptr, false);
    if (json.is_object() && json.value("pixels", nlohmann::json()).is_string())
        check.pixelsSha256 = json["pixels"];
    if (!check.present) return check;
    const auto signature = checkSignature(check.record, {field("signature"), field("publicKey")}, keyFolder);
    check.signatureValid = signature.valid;
    check.ownKey = signature.ownKey;
    return check;
}

}  // namespace lineament
