#include "ui/preferences/recognition_page.h"

#include <QLocale>
#include <QSignalBlocker>
#include <QSpinBox>
#include <thread>
#include <tuple>

#include "ui/bridge/model_shelf.h"
#include "ui/bridge/session.h"
#include "ui/bridge/settings.h"

namespace lineament::ui {

namespace {

// From lenient to strict; each is a false match in so many comparisons.
constexpr int kOneIn[] = {100, 1'000, 10'000, 100'000, 1'000'000};
constexpr int kRecogniserBoxWidth = 280;

QList<std::pair<QString, QVariant>> asEntries(QStringList ids, const QString& chosen) {
    if (!ids.contains(chosen)) ids.prepend(chosen);
    QList<std::pair<QString, QVariant>> entries;
    for (const auto& id : ids)
        entries.append({id, id});
    return entries;
}

}  // namespace

RecognitionPage::RecognitionPage(Session& session, Settings& settings, QWidget* parent)
    : PreferencesPage(parent), session_(session), settings_(settings) {
    const auto box = [this](const char* name) {
        auto* made = new QComboBox(this);
        made->setObjectName(QLatin1String(name));
        made->setMinimumWidth(kRecogniserBoxWidth);
        return made;
    };
    detector_ = box("detectorBox");
    recogniser_ = box("recogniserBox");
    fmr_ = box("fmrBox");
    threads_ = new QSpinBox(this);
    threads_->setObjectName(QStringLiteral("threadsBox"));
    threads_->setRange(0, static_cast<int>(qMax(1u, std::thread::hardware_concurrency())));
    threads_->setMinimumWidth(kRecogniserBoxWidth);
    threads_->setValue(settings_.value(Setting::Threads).toInt());
    detectorRow_ = addRow(detector_);
    recogniserRow_ = addRow(recogniser_);
    fmrRow_ = addRow(fmr_);
    threadsRow_ = addRow(threads_);
    column()->addStretch();

    connect(detector_, &QComboBox::currentIndexChanged, this,
            [this] { settings_.set(Setting::Detector, detector_->currentData()); });
    connect(recogniser_, &QComboBox::currentIndexChanged, this,
            [this] { settings_.set(Setting::Recogniser, recogniser_->currentData()); });
    connect(fmr_, &QComboBox::currentIndexChanged, this, [this] {
        settings_.set(Setting::Fmr, fmr_->currentData());
        withdrawApplied();
    });
    connect(threads_, &QSpinBox::valueChanged, this,
            [this](int threads) { settings_.set(Setting::Threads, threads); });
    connect(&session_, &Session::workspaceChanged, this, &RecognitionPage::fillModels);
    connect(&session_, &Session::storeChanged, this, &RecognitionPage::askThreshold);
    fillModels();
}

void RecognitionPage::fillModels() {
    const QString detector = settings_.text(Setting::Detector),
                  recogniser = settings_.text(Setting::Recogniser);
    QStringList detectors, recognisers;
    if (const auto& workspace = session_.workspace()) {
        detectors = modelIds(*workspace, QStringLiteral("detector"));
        recognisers = modelIds(*workspace, QStringLiteral("recogniser"));
    }
    refill(*detector_, asEntries(detectors, detector), detector);
    refill(*recogniser_, asEntries(recognisers, recogniser), recogniser);
    askThreshold();
}

void RecognitionPage::withdrawApplied() {
    // The newest choice counts: a threshold that was measured gives way to the rate chosen here.
    if (const auto& workspace = session_.workspace())
        session_.jobs().run<bool>(
            tr("Withdraw the measured threshold"), JobRunner::Lane::Short,
            [workspace](JobContext&) {
                withdrawThreshold(workspace->store(), workspace->engine().recogniserKey(),
                                  AppliedThreshold::Use::kVerification);
                return true;
            },
            this, [this](bool&) { askThreshold(); });
}

void RecognitionPage::askThreshold() {
    thresholdKnown_ = false;
    showThreshold();
    const auto& workspace = session_.workspace();
    if (!workspace) return;
    using InForce = std::pair<float, bool>;
    session_.jobs().run<InForce>(
        tr("Read the calibration"), JobRunner::Lane::Short,
        [workspace](JobContext&) {
            return InForce{workspace->verificationThreshold().first,
                           workspace->appliedThreshold(AppliedThreshold::Use::kVerification).has_value()};
        },
        this,
        [this](InForce& found) {
            std::tie(threshold_, measured_) = found;
            thresholdKnown_ = true;
            showThreshold();
        });
}

void RecognitionPage::showThreshold() {
    const QString meaning =
        tr("How often two different people may be taken for one. Fewer false matches means that more "
           "true ones are missed; a search of many people is held to a stricter rate.");
    const QString number =
        thresholdKnown_
            ? (measured_
                   ? tr("A match needs a similarity of %1 or more, as measured and applied on the Evaluate "
                        "desk; choosing a rate here takes that back.")
                   : tr("A match needs a similarity of %1 or more."))
                  .arg(QLocale().toString(threshold_, 'f', 3))
            : QString();
    fmrRow_.setTexts(tr("False match rate"), (meaning + QLatin1Char(' ') + number).trimmed());
}

void RecognitionPage::retranslate() {
    PreferencesPage::retranslate();
    QList<std::pair<QString, QVariant>> rates;
    for (const int oneIn : kOneIn) {
        QString text = tr("1 in %1").arg(QLocale().toString(oneIn));
        if (oneIn == 10'000) text = tr("%1 (usual)").arg(text);
        rates.append({text, 1.0 / oneIn});
    }
    refill(*fmr_, rates, settings_.value(Setting::Fmr));
    detectorRow_.setTexts(
        tr("Face detector"),
        tr("What finds the faces. Models of your own appear here once the manifest names them."));
    recogniserRow_.setTexts(
        tr("Recogniser"),
        tr("What tells people apart. Templates of one recogniser are never compared with those of "
           "another: people enrolled with a different one are found again after their photos are "
           "enrolled anew."));
    threadsRow_.setTexts(tr("Threads"),
                         tr("For networks, decoding and search together. Takes effect at the next start."));
    threads_->setSpecialValueText(tr("All cores"));
    showThreshold();
}

}  // namespace lineament::ui
