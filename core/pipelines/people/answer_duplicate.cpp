#include "core/pipelines/people/answer_duplicate.h"

#include <cstdio>

#include "core/store/gallery_book.h"

namespace lineament {
namespace {

std::string reasonOf(const char* judged, const HeldPerson& held) {
    char text[96];
    std::snprintf(text, sizeof text, "%s at similarity %.3f, threshold %.3f", judged, held.alike.similarity,
                  held.threshold);
    return text;
}

}  // namespace

EnrolledIdentity answerDuplicate(Workspace& workspace, const HeldPerson& held, DuplicateAnswer answer,
                                 EnrolOptions options, JobContext& context) {
    auto& store = workspace.store();
    options.holdDuplicates = false;
    if (answer == DuplicateAnswer::kSkip) {
        store.audit("enrol.skip", "identity:" + std::to_string(held.alike.identity.value()),
                    reasonOf("not enrolled: looks like this person", held));
        EnrolledIdentity skipped;
        skipped.name = held.name;
        return skipped;
    }
    if (answer == DuplicateAnswer::kAnotherPerson) {
        options.reason = reasonOf("judged another person", held);
        auto person = enrolPerson(workspace, held.name, held.externalId, held.photos, options, context);
        if (person.identity.valid() && person.identity != held.alike.identity &&
            store.identity(held.alike.identity))
            store.galleryBook().keepApart(person.identity, held.alike.identity, options.reason);
        return person;
    }
    const auto alike = store.identity(held.alike.identity);
    if (!alike)
        throw Error(ErrorCode::kNotFound, "identity " + std::to_string(held.alike.identity.value()),
                    "there is no such identity");
    options.reason = reasonOf("judged the same person", held);
    store.audit("enrol.same_person", "identity:" + std::to_string(alike->id.value()), options.reason);
    if (store.enrolmentOf(alike->name, alike->externalId) == alike->id)
        return enrolPerson(workspace, alike->name, alike->externalId, held.photos, options, context);
    // Several people have this name: the photos come in by themselves and are merged then.
    auto person = enrolPerson(workspace, held.name, held.externalId, held.photos, options, context);
    if (person.identity.valid() && person.identity != alike->id) {
        store.merge(person.identity, alike->id, options.reason);
        person.identity = alike->id;
        person.name = alike->name;
    }
    return person;
}

}  // namespace lineament
