#include "core/pipelines/people/retention.h"

#include <charconv>

#include "core/base/check.h"
#include "core/pipelines/evaluate/template_cache.h"
#include "core/store/gallery_book.h"

namespace lineament {
namespace {

constexpr const char* kEveryDays = "purge_every_days";
constexpr const char* kLastAt = "purge_last_at";
constexpr int kMostDays = 366;

template <class Number>
Number numberIn(const Store& store, const char* key) {
    const auto text = store.setting(key).value_or("");
    Number number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace

std::filesystem::path evaluationCacheOf(const std::filesystem::path& storeFolder) {
    return storeFolder / "evaluation-cache";
}

RemovalReceipt removePerson(Store& store, IdentityId id, const std::string& reason) {
    // First, so that whoever ends the program between the two leaves no template of somebody who is gone; and
    // again for what an evaluation that is at work has added meanwhile.
    const auto cache = evaluationCacheOf(store.folder());
    TemplateCache::clear(cache);
    auto receipt = store.galleryBook().removeWithReceipt(id, reason);
    TemplateCache::clear(cache);
    return receipt;
}

PurgeSchedule purgeSchedule(const Store& store) {
    return {numberIn<int>(store, kEveryDays), numberIn<UnixMs>(store, kLastAt)};
}

void setPurgeSchedule(Store& store, int everyDays) {
    LINEAMENT_REQUIRE(everyDays >= 0 && everyDays <= kMostDays, "days", "they lie between 0 and 366");
    store.setSetting(kEveryDays, std::to_string(everyDays));
}

PurgeResult purgeDue(Store& store, UnixMs now, const std::string& by, JobContext& context) {
    auto& book = store.galleryBook();
    PurgeResult result;
    const auto due = book.due(now);
    for (const auto id : due) {
        context.checkpoint();
        try {
            result.receipts.push_back(removePerson(store, id, "retention, by " + by));
        } catch (const Error& error) {
            if (error.code() != ErrorCode::kNotFound) throw;  // another window was faster
        }
        context.report("people", static_cast<std::int64_t>(result.receipts.size()),
                       static_cast<std::int64_t>(due.size()));
    }
    result.originals = book.purgeOriginals(now);
    store.setSetting(kLastAt, std::to_string(now));
    store.audit("retention.purge", by,
                std::to_string(result.receipts.size()) + " people, " + std::to_string(result.originals) +
                    " original files");
    return result;
}

}  // namespace lineament
