// The desk's calibration of the own gallery.
#include "ui/evaluate/calibration/calibration_view.h"
#include "ui/evaluate/evaluate_panel.h"
#include "ui/evaluate/rate_charts.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/job_strip.h"

namespace lineament::ui {

void EvaluatePanel::showCalibration() {
    calibrating_ = true;
    charts_->setTab(RateCharts::Calibration);
    refresh();
}

void EvaluatePanel::calibrate() {
    const auto workspace = session().workspace();
    if (!workspace || calibration_) return;
    banner_->dismiss();
    showCalibration();
    auto* view = charts_->calibration();
    view->setWorking(true);
    ++underWay_;
    using Shown = std::shared_ptr<const CalibrationShown>;
    calibration_ = session().jobs().run<Shown>(
        tr("Calibrate my gallery"), JobRunner::Lane::Long,
        [workspace, options = view->options()](JobContext& context) {
            CalibrationShown shown{
                calibrateGallery(*workspace, options, context), {}, workspace->store().folder()};
            const auto name = [&](IdentityId id) {
                if (const auto person = workspace->store().identity(id))
                    shown.names[id.value()] = person->name;
            };
            name(shown.found.hardestPair.first);
            name(shown.found.hardestPair.second);
            for (const auto& face : shown.found.hardNegatives)
                name(face.nearest);
            return std::make_shared<const CalibrationShown>(std::move(shown));
        },
        this,
        [this, view](Shown& shown) {
            if (!isOpen(shown->store)) return;  // another store was opened since
            view->show(shown);
            Q_EMIT calibrated();
        });
    running_ << calibration_;
    strip_->setJob(running_.front());
    connect(calibration_, &JobHandle::failed, this, &EvaluatePanel::showError);
    connect(calibration_, &JobHandle::ended, this, [this, view, job = calibration_] {
        --underWay_;
        calibration_ = nullptr;
        running_.removeIf([&](const QPointer<JobHandle>& one) { return !one || one == job; });
        strip_->setJob(running_.isEmpty() ? nullptr : running_.front());
        view->setWorking(false);
        refresh();
    });
    refresh();
}

}  // namespace lineament::ui
