#pragma once

#include "core/enhance/enhancer.h"
#include "core/image/provenance.h"
#include "core/pipelines/enhance/enhance_file.h"

namespace lineament {

/// The part of enhanceFile() for recordings.
EnhanceResult enhanceVideo(const FaceEngine& engine, const EnhanceRequest& request,
                           const enhance::Enhancer& enhancer, JobContext& context);

/// What a result is: also what a filter leaves of a picture that a network made.
SourceType sourceTypeFor(const EnhanceRequest& request, const enhance::Enhancer& enhancer);
/// Source type and signed lineage of a result. pixels: see LineageRecord.
Provenance provenanceFor(const FaceEngine& engine, const EnhanceRequest& request,
                         const enhance::Enhancer& enhancer, const std::string& pixels);

}  // namespace lineament
