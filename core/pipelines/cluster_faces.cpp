#include "core/pipelines/cluster_faces.h"

#include <algorithm>
#include <filesystem>

#include "core/image/image.h"
#include "core/media/video_source.h"
#include "core/pipelines/analyse_footage.h"
#include "core/pipelines/identify.h"
#include "core/pipelines/photo_reader.h"

namespace lineament {
namespace {

namespace fs = std::filesystem;

/// The sources sorted by kind, folders opened up.
struct Inputs {
    std::vector<fs::path> pictures;
    std::vector<std::string> recordings;
    std::vector<Rejection> rejected;
};

bool looksLive(const std::string& source) {
    return source.find("://") != std::string::npos || source.rfind("camera:", 0) == 0 ||
           source.rfind("/dev/", 0) == 0;
}

void addFolder(const fs::path& folder, Inputs& inputs) {
    const auto pictures = imagesIn(folder, true);
    inputs.pictures.insert(inputs.pictures.end(), pictures.begin(), pictures.end());
    std::vector<std::string> recordings;
    for (const auto& entry :
         fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied))
        if (entry.is_regular_file() && looksLikeVideo(entry.path().string()))
            recordings.push_back(entry.path().string());
    std::sort(recordings.begin(), recordings.end());
    inputs.recordings.insert(inputs.recordings.end(), recordings.begin(), recordings.end());
}

Inputs sorted(const std::vector<std::string>& sources) {
    Inputs inputs;
    for (const std::string& source : sources) {
        std::error_code ignored;
        if (looksLive(source))
            inputs.rejected.push_back({source,
                                       RejectionCode::kUnsupported,
                                       "a live source has no end at which its faces could be grouped",
                                       {}});
        else if (fs::is_directory(source, ignored))
            addFolder(source, inputs);
        else if (looksLikeVideo(source))
            inputs.recordings.push_back(source);
        else
            inputs.pictures.push_back(source);
    }
    return inputs;
}

/// Unknown faces with what keeps them apart.
struct UnknownFaces {
    std::vector<ClusterMember> members;
    std::vector<Template> templates;
    std::vector<std::pair<int, int>> cannotLink;

    int add(ClusterMember member, Template value) {
        members.push_back(std::move(member));
        templates.push_back(std::move(value));
        return static_cast<int>(members.size()) - 1;
    }
};

void addPicture(ImageFaces& image, UnknownFaces& unknown) {
    const int first = static_cast<int>(unknown.members.size());
    for (std::size_t i = 0; i < image.faces.size(); ++i) {
        if (image.identifications[i].match) continue;
        const int added = unknown.add({image.path, {}, image.faces[i].box, 0}, std::move(image.templates[i]));
        for (int other = first; other < added; ++other)
            unknown.cannotLink.emplace_back(other, added);
    }
}

void addTracks(std::vector<Track>& tracks, const std::string& source, UnknownFaces& unknown) {
    std::vector<std::pair<int, const Track*>> added;
    for (Track& track : tracks) {
        if (track.identity || !track.pooled || track.shots.empty()) continue;
        const BestShot& best = track.shots.front();
        const int number = unknown.add({source, track.id, best.box, best.ms}, std::move(*track.pooled));
        for (const auto& [other, earlier] : added)
            if (earlier->firstMs <= track.lastMs && track.firstMs <= earlier->lastMs)
                unknown.cannotLink.emplace_back(other, number);
        added.emplace_back(number, &track);
    }
}

}  // namespace

ClusterResult clusterFaces(Workspace& workspace, const std::vector<std::string>& sources,
                           const ClusterOptions& options, JobContext& context) {
    options.validate();
    Inputs inputs = sorted(sources);
    ClusterResult result{{}, std::move(inputs.rejected)};
    UnknownFaces unknown;

    ImagesResult pictures =
        processImages(workspace.engine(), &workspace, inputs.pictures, ImageWork::kIdentify, 1, context);
    for (ImageFaces& image : pictures.images)
        addPicture(image, unknown);
    result.rejected.insert(result.rejected.end(), pictures.rejected.begin(), pictures.rejected.end());

    for (std::size_t i = 0; i < inputs.recordings.size(); ++i) {
        const std::string& recording = inputs.recordings[i];
        const std::string stage =
            "footage " + std::to_string(i + 1) + "/" + std::to_string(inputs.recordings.size());
        JobContext one(context.stopToken(), [&](const Progress& progress) {
            context.report(stage, progress.done, progress.total);
        });
        try {
            auto analysis = analyseFootage(workspace, recording, {}, one);
            addTracks(analysis.tracks, recording, unknown);
        } catch (const Error& error) {
            result.rejected.push_back(rejectionFrom(error, recording));
        }
    }

    context.checkpoint();
    const auto clusterOf = clusterTemplates(unknown.templates, options, unknown.cannotLink);
    for (std::size_t i = 0; i < clusterOf.size(); ++i) {
        const int number = clusterOf[i];
        if (number < 0) continue;
        while (static_cast<int>(result.clusters.size()) <= number)
            result.clusters.push_back({static_cast<int>(result.clusters.size()), {}});
        result.clusters[static_cast<std::size_t>(number)].members.push_back(std::move(unknown.members[i]));
    }
    return result;
}

}  // namespace lineament
