#include "core/pipelines/enhance/judge_restorer.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <random>

#include "core/base/check.h"
#include "core/enhance/restore/face_frame.h"
#include "core/enhance/restore/face_restorer.h"
#include "core/enhance/restore/training/degraded_pairs.h"
#include "core/enhance/superres/esrgan.h"
#include "core/gan/metrics/set_distance.h"
#include "core/image/provenance.h"

namespace lineament {
namespace {

using enhance::kCropMargin;
using enhance::kCropSide;
using enhance::kFrameSide;

const cv::Rect kFrame(kCropMargin, kCropMargin, kFrameSide, kFrameSide);

double ssim(const cv::Mat& a, const cv::Mat& b) {
    constexpr double kC1 = 6.5025, kC2 = 58.5225;  // (0.01 * 255)^2, (0.03 * 255)^2
    cv::Mat x, y;
    cv::cvtColor(a, x, cv::COLOR_BGR2GRAY);
    cv::cvtColor(b, y, cv::COLOR_BGR2GRAY);
    x.convertTo(x, CV_32F), y.convertTo(y, CV_32F);
    const auto blurred = [](const cv::Mat& picture) {
        cv::Mat result;
        cv::GaussianBlur(picture, result, {11, 11}, 1.5);
        return result;
    };
    const cv::Mat mx = blurred(x), my = blurred(y);
    const cv::Mat vx = blurred(x.mul(x)) - mx.mul(mx), vy = blurred(y.mul(y)) - my.mul(my),
                  both = blurred(x.mul(y)) - mx.mul(my);
    cv::Mat map;
    cv::divide((2 * mx.mul(my) + kC1).mul(2 * both + kC2), (mx.mul(mx) + my.mul(my) + kC1).mul(vx + vy + kC2),
               map);
    return cv::mean(map)[0];
}

/// Pictures and sums of one way.
struct Way {
    RestorerFigures figures;
    std::vector<cv::Mat> frames;
    gan::FeatureSet templates;
};

class Judge {
  public:
    Judge(const FaceEngine& engine, const JudgeRestorerRequest& request, JobContext& context)
        : engine_(engine),
          request_(request),
          context_(context),
          restorer_(engine.sharedRegistry(), engine.options().device, engine.options().precision) {
        const auto* model = engine.registry().find("esrgan-thick-x4");
        if (model && engine.registry().status(*model).present)
            esrgan_.emplace(engine.sharedRegistry(), model->id, engine.options().device,
                            engine.options().precision);
        there_.landmarks5 = enhance::framePoints();
    }

    std::vector<RestorerFigures> run() {
        const enhance::FaceCrops crops(request_.faces);
        const auto count = std::min<std::int64_t>(request_.count, crops.size());
        LINEAMENT_REQUIRE(count >= 2, "count", "two faces or more are needed");
        Way truth, bicubic, esrgan, restored;
        bicubic.figures.way = "bicubic", esrgan.figures.way = "esrgan", restored.figures.way = "restored";
        std::vector<cv::Mat> inputs;
        for (std::int64_t i = 0; i < count; ++i) {
            context_.checkpoint();
            const auto index = i * crops.size() / count;
            const cv::Mat crop = crops.crop(index);
            std::mt19937_64 random(static_cast<std::uint64_t>(index));
            const enhance::PoorCrop poor(crop, crops.faceWidth(index), request_.degradation,
                                         enhance::drawnGrid(random), random());
            const cv::Mat clean = crop(kFrame).clone();
            take(truth, clean, clean);
            const cv::Mat input = poor.frame(poor.picture(), cv::INTER_CUBIC);
            take(bicubic, input, clean);
            JobContext quiet(context_.stopToken());
            if (esrgan_)
                take(esrgan, poor.frame(esrgan_->enlarge(poor.picture(), quiet), cv::INTER_CUBIC), clean);
            take(restored, restorer_.restore({&input, 1}, 0).front(), clean);
            if (i < request_.pictures) inputs.push_back(poor.frame(poor.picture(), cv::INTER_NEAREST));
            context_.report("judging", i + 1, count);
        }
        std::vector<RestorerFigures> figures;
        for (auto* way : {&bicubic, &esrgan, &restored}) {
            if (way->templates.empty()) continue;
            finish(*way, truth);
            figures.push_back(way->figures);
        }
        if (!request_.picture.empty()) draw(inputs, {&bicubic, &esrgan, &restored, &truth});
        return figures;
    }

  private:
    void take(Way& way, const cv::Mat& frame, const cv::Mat& clean) {
        way.figures.psnr += frame.data == clean.data ? 0 : cv::PSNR(frame, clean);
        way.figures.ssim += ssim(frame, clean);
        way.templates.push_back(engine_.embed(frame, {&there_, 1}).front().values);
        if (static_cast<int>(way.frames.size()) < request_.pictures) way.frames.push_back(frame);
    }

    void finish(Way& way, const Way& truth) {
        const auto n = static_cast<double>(way.templates.size());
        way.figures.psnr /= n, way.figures.ssim /= n;
        for (std::size_t i = 0; i < way.templates.size(); ++i)
            for (std::size_t k = 0; k < way.templates[i].size(); ++k)
                way.figures.similarity += way.templates[i][k] * truth.templates[i][k] / n;
        way.figures.frechet = gan::frechetFaceDistance(way.templates, truth.templates);
    }

    /// Eight faces across, one row a way.
    void draw(const std::vector<cv::Mat>& inputs, const std::vector<const Way*>& ways) const {
        constexpr int kAcross = 8, kGap = 6;
        std::vector<const std::vector<cv::Mat>*> rows = {&inputs};
        for (const auto* way : ways)
            if (!way->frames.empty()) rows.push_back(&way->frames);
        const int groups = (static_cast<int>(inputs.size()) + kAcross - 1) / kAcross;
        cv::Mat sheet(groups * (static_cast<int>(rows.size()) * kFrameSide + kGap), kAcross * kFrameSide,
                      CV_8UC3, cv::Scalar::all(255));
        for (int i = 0; i < static_cast<int>(inputs.size()); ++i)
            for (int row = 0; row < static_cast<int>(rows.size()); ++row)
                (*rows[static_cast<std::size_t>(row)])[static_cast<std::size_t>(i)].copyTo(sheet(cv::Rect(
                    i % kAcross * kFrameSide,
                    i / kAcross * (static_cast<int>(rows.size()) * kFrameSide + kGap) + row * kFrameSide,
                    kFrameSide, kFrameSide)));
        saveMarkedPicture(request_.picture, sheet,
                          {SourceType::kEnhanced, {{"kind", "faces restored to judge a network"}}});
    }

    const FaceEngine& engine_;
    const JudgeRestorerRequest& request_;
    JobContext& context_;
    enhance::FaceRestorer restorer_;
    std::optional<enhance::Esrgan> esrgan_;
    Face there_;
};

}  // namespace

std::vector<RestorerFigures> judgeRestorer(const FaceEngine& engine, const JudgeRestorerRequest& request,
                                           JobContext& context) {
    request.degradation.validate();
    return Judge(engine, request, context).run();
}

}  // namespace lineament
