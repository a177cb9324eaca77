#include "core/pipelines/synthetic/train_generator.h"

#include "core/image/provenance.h"
#include "core/pipelines/synthetic/judge_samples.h"

namespace lineament {

TrainGeneratorResult trainGenerator(const TrainGeneratorRequest& request, const FaceEngine* engine,
                                    Device device, JobContext& context,
                                    const std::function<void(const gan::Statistics&)>& onStatistics) {
    gan::TrainConfig config = request.config;
    config.validate();
    const auto set = gan::loadPictureSet(request.data, config.network.resolution, decodePicture, context);
    if (set.size() < 2)
        throw Error(ErrorCode::kInvalidArgument, request.data.string(), "one picture is no training set");
    gan::TrainOptions options;
    options.run = request.run;
    options.resume = request.resume;
    options.maxSteps = request.maxSteps;
    options.startGenerator = request.startGenerator;
    options.startDiscriminator = request.startDiscriminator;
    options.cuda = device == Device::kCuda;
    options.onStatistics = onStatistics;
    options.beforeStep = request.beforeStep;
    options.writePicture = [](const gan::Picture& picture, const std::filesystem::path& file) {
        saveMarkedPicture(file, bgrOf(picture),
                          {SourceType::kGenerated, {{"kind", "samples of a training run"}}});
    };
    std::optional<JudgedPictures> real;  // judged once, when it is first needed
    if (engine && config.run.metricsEvery > 0)
        options.measure = [&](const std::vector<gan::Picture>& samples) -> std::map<std::string, double> {
            if (!real) real = judgePictures(*engine, spread(set, config.run.metricsSamples), context);
            const auto judged = judgePictures(*engine, samples, context);
            // Early samples may show no face at all; there is nothing to measure then.
            try {
                return compareSamples(*engine, judged, *real).named();
            } catch (const Error& error) {
                if (error.code() != ErrorCode::kInvalidArgument) throw;
                return {{"detected", judged.detectedShare()}};
            }
        };
    auto training = gan::train(config, set, options, context);
    return {std::move(training), set.size(), set.skipped};
}

}  // namespace lineament
