#pragma once

#include <QCoreApplication>
#include <QList>
#include <QObject>
#include <QString>
#include <filesystem>
#include <memory>
#include <optional>

#include "core/pipelines/evaluate/evaluation.h"

namespace lineament::ui {

/// What one run is made with.
struct RunSettings {
    Q_DECLARE_TR_FUNCTIONS(RunSettings)

  public:
    QString recogniser, detector;  ///< ids of the manifest
    PictureTreatment treatment;
    bool leaveOutMarked = false;  ///< pairs with a label that was marked as wrong
    QString name() const;         ///< "fr_feature · width=16 · denoise"
};

/// One run of the desk: under way, or done.
struct EvaluationEntry {
    int id = 0;
    RunSettings settings;
    EvaluationProtocol protocol;
    QString protocolName;  ///< of the list or folders, for reports
    /// Folder of the data store whose people were measured, where alone a threshold from it may be applied;
    /// empty: pictures of their own were.
    std::filesystem::path onlyIn;
    bool visible = true;
    EvaluationSoFar soFar;
    std::shared_ptr<const Evaluation> result;  ///< null while it is under way

    const std::vector<RatePoint>& curve() const { return result ? result->curve : soFar.curve; }
    const std::vector<RatePoint>& searchCurve() const {
        return result ? result->searchCurve : soFar.searchCurve;
    }
    std::int64_t mated() const;
    /// Both compare the same pairs.
    bool sameListAs(const EvaluationEntry& other) const;
};

using EvaluationEntries = QList<std::shared_ptr<EvaluationEntry>>;

/// What tells a run from the others: its settings, and what was compared where that differs too.
QString nameAmong(const EvaluationEntry& entry, const EvaluationEntries& entries);

/// Brings word of a run from its thread; outlives whoever listens.
class RunTeller : public QObject {
    Q_OBJECT
  Q_SIGNALS:
    void told(const std::shared_ptr<const lineament::EvaluationSoFar>& soFar);
};

/// The band's limits at a rate, between the points of a curve; empty without a curve.
std::optional<std::pair<double, double>> bandAt(const std::vector<RatePoint>& curve, double rate);

/// "2.3 %", "0.046 %"; "–" for what is no number.
QString percentText(double share);
/// "0.001", "1e-05": as it is typed.
QString rateText(double rate);
/// Reads "0.001", "1e-3", "0.1 %", "1/1000"; empty if it is no rate above 0 and at most 1.
std::optional<double> rateFromText(QString text);

}  // namespace lineament::ui
