#pragma once

#include "core/pipelines/enrol.h"

namespace lineament {

enum class DuplicateAnswer {
    kSamePerson,     ///< the photos are added to the person who is enrolled
    kAnotherPerson,  ///< they are enrolled by themselves, and the two are kept apart
    kSkip            ///< nobody is enrolled
};

/// Carries out what a person decided about somebody who was held; the answer and its
/// numbers are audited. Throws as enrolPerson(), and Error(kNotFound) if whom
/// the photos are to be added to is gone.
EnrolledIdentity answerDuplicate(Workspace& workspace, const HeldPerson& held, DuplicateAnswer answer,
                                 EnrolOptions options, JobContext& context);

}  // namespace lineament
