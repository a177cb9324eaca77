#include "ui/evaluate/operating_panel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QScrollArea>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

enum Column { RateColumn, MissColumn, BandColumn, ThresholdColumn, ColumnCount };
constexpr double kSearchRates[] = {0.01, 0.003};

QLabel* wrappedWords(const char* role, const char* name = nullptr) {
    auto* label = new QLabel;
    label->setProperty("role", QString::fromLatin1(role));
    label->setWordWrap(true);
    if (name) label->setObjectName(QLatin1String(name));
    return label;
}

QString bandText(const std::vector<RatePoint>& curve, double rate) {
    const auto band = bandAt(curve, rate);
    if (!band) return QStringLiteral("–");
    const QString low = percentText(band->first), high = percentText(band->second);
    return low == high ? low
                       : QStringLiteral("%1 – %2").arg(QString(low).remove(QStringLiteral("\u00a0%")), high);
}

}  // namespace

OperatingPanel::OperatingPanel(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("operatingPanel"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("figureScroll"));
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace3);
    column->setSpacing(metrics::kSpace2);
    title_ = wrappedWords("caption");
    run_ = wrappedWords("section", "operatingRun");
    rateLabel_ = new QLabel;
    edit_ = new QLineEdit;
    edit_->setObjectName(QStringLiteral("rateEdit"));
    auto* row = new QHBoxLayout;
    row->addWidget(rateLabel_);
    row->addWidget(edit_, 1);
    point_ = wrappedWords("", "operatingPoint");
    point_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    warning_ = wrappedWords("review", "operatingWarning");
    apply_ = new QPushButton;
    apply_->setObjectName(QStringLiteral("applyThresholdButton"));
    apply_->setProperty("role", QStringLiteral("primary"));
    withdraw_ = new QPushButton;
    withdraw_->setObjectName(QStringLiteral("withdrawThresholdButton"));
    applied_ = wrappedWords("small", "appliedThreshold");
    reason_ = new QLineEdit;
    reason_->setObjectName(QStringLiteral("thresholdReasonEdit"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(apply_, 1);
    buttons->addWidget(withdraw_);
    tableTitle_ = wrappedWords("caption");
    table_ = new QTableWidget;
    table_->setTabKeyNavigation(false);
    table_->setObjectName(QStringLiteral("rateTable"));
    table_->setProperty("role", QStringLiteral("dense"));
    table_->setColumnCount(ColumnCount);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionMode(QAbstractItemView::NoSelection);
    table_->setFocusPolicy(Qt::NoFocus);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setSectionResizeMode(ThresholdColumn, QHeaderView::Stretch);
    table_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    summaryTitle_ = wrappedWords("caption");
    summary_ = wrappedWords("", "evaluationSummary");
    summary_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    column->addWidget(title_);
    column->addWidget(run_);
    column->addLayout(row);
    column->addWidget(point_);
    column->addWidget(warning_);
    column->addWidget(reason_);
    column->addLayout(buttons);
    column->addWidget(applied_);
    column->addWidget(tableTitle_);
    column->addWidget(table_);
    column->addWidget(summaryTitle_);
    column->addWidget(summary_);
    column->addStretch();
    scroll->setWidget(content);
    outer->addWidget(scroll);
    connect(edit_, &QLineEdit::editingFinished, this, [this] {
        const auto rate = rateFromText(edit_->text());
        edit_->setText(rateText(rate.value_or(rate_)));
        if (rate && *rate != rate_) Q_EMIT rateChanged(*rate);
    });
    connect(apply_, &QPushButton::clicked, this, &OperatingPanel::applyRequested);
    connect(withdraw_, &QPushButton::clicked, this, &OperatingPanel::withdrawRequested);
    retranslate();
}

const ErrorRates* OperatingPanel::rates() const {
    if (!entry_ || !entry_->result) return nullptr;
    const auto* found = (searching_ ? entry_->result->searchRates : entry_->result->rates).get();
    return found && found->bothClasses() ? found : nullptr;
}

const std::vector<RatePoint>* OperatingPanel::curve() const {
    if (!entry_) return nullptr;
    const auto& points = searching_ ? entry_->searchCurve() : entry_->curve();
    return points.empty() ? nullptr : &points;
}

void OperatingPanel::show(const std::shared_ptr<EvaluationEntry>& entry, bool searching) {
    entry_ = entry;
    searching_ = searching;
    retranslate();
}

void OperatingPanel::setRate(double rate) {
    rate_ = rate;
    if (!edit_->hasFocus() || rateFromText(edit_->text()) != rate) edit_->setText(rateText(rate));
    showPoint();
    showApplied();
}

void OperatingPanel::setApplied(const std::optional<AppliedThreshold>& verification,
                                const std::optional<AppliedThreshold>& search) {
    verification_ = verification;
    search_ = search;
    showApplied();
}

void OperatingPanel::setStore(const std::filesystem::path& folder) {
    store_ = folder;
    showPoint();
    showApplied();
}

bool OperatingPanel::foreign() const {
    return entry_ && !entry_->onlyIn.empty() && entry_->onlyIn != store_;
}

std::optional<AppliedThreshold> OperatingPanel::pointToApply() const {
    const auto* known = rates();
    if (!known || foreign() || supportFor(rate_, known->nonMated()) == Support::kNone) return std::nullopt;
    const auto at = known->atRate(rate_);
    if (at.threshold > 1) return std::nullopt;
    AppliedThreshold applied;
    applied.use = searching_ ? AppliedThreshold::Use::kSearch : AppliedThreshold::Use::kVerification;
    applied.recogniser = entry_->result->recogniser;
    applied.threshold = at.threshold;
    // None seen is not none: the rule of three.
    applied.rate = std::max(at.fmr, std::min(1.0, 3.0 / static_cast<double>(at.nonMated)));
    applied.misses = at.fnmr;
    applied.comparisons = at.nonMated;
    applied.source = (entry_->protocolName + QStringLiteral(" · ") + entry_->settings.name()).toStdString();
    return applied;
}

std::string OperatingPanel::takeReason() {
    const auto reason = reason_->text().trimmed().toStdString();
    reason_->clear();
    return reason;
}

void OperatingPanel::showPoint() {
    const QLocale locale;
    const auto count = [&](std::int64_t n) { return locale.toString(qlonglong(n)); };
    const auto* known = rates();
    const auto* points = curve();
    warning_->setVisible(false);
    if (!points) {
        point_->setText(entry_ && entry_->result ? tr("There are no such figures in this protocol.")
                                                 : tr("Figures appear with the first scores."));
        return;
    }
    if (!known) {
        // Under way: what the curve tells so far.
        const auto at = std::find_if(points->begin(), points->end(),
                                     [&](const RatePoint& point) { return point.fmr <= rate_ * (1 + 1e-9); });
        point_->setText(
            at == points->end()
                ? tr("So far too few pairs for this rate.")
                : tr("So far: %1 missed (%2)").arg(percentText(at->fnmr), bandText(*points, rate_)));
        return;
    }
    const auto at = known->atRate(rate_);
    const QString behind = searching_
                               ? tr("%1 of %2 searches missed their person; %3 of %4 found somebody else")
                               : tr("%1 of %2 mated pairs are missed; %3 of %4 non-mated pairs match");
    point_->setText(QStringLiteral("%1\n%2\n%3")
                        .arg(tr("Threshold %1").arg(locale.toString(at.threshold, 'f', 4)),
                             QStringLiteral("%1 %2 (%3)")
                                 .arg(searching_ ? tr("FNIR") : tr("FNMR"), percentText(at.fnmr),
                                      bandText(*points, rate_)),
                             behind.arg(count(at.falseNonMatches), count(at.mated), count(at.falseMatches),
                                        count(at.nonMated))));
    const auto support = supportFor(rate_, at.nonMated);
    if (foreign()) {
        warning_->setText(
            tr("Measured on the people of another data store: run it here to apply a threshold."));
        warning_->setVisible(true);
        return;
    }
    if (support == Support::kEnough) return;
    const QString least = percentText(std::min(1.0, 3.0 / static_cast<double>(at.nonMated)));
    warning_->setText(
        support == Support::kNone
            ? (searching_ ? tr("Not enough searches for this rate: %1 tell rates down to %2.")
                          : tr("Not enough pairs for this rate: %1 non-mated ones tell rates down to %2."))
                  .arg(count(at.nonMated), least)
            : tr("Few errors stand behind this rate: take the band seriously."));
    warning_->setVisible(true);
}

void OperatingPanel::showTable() {
    const auto* known = rates();
    const auto* points = curve();
    std::vector<double> wanted(usualRates().begin(), usualRates().end());
    if (searching_) wanted.assign(std::begin(kSearchRates), std::end(kSearchRates));
    table_->clearSpans();
    table_->setRowCount(static_cast<int>(wanted.size()));
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const double rate = wanted[i];
        const bool enough = known && supportFor(rate, known->nonMated()) != Support::kNone;
        const auto put = [&](int column, const QString& text) {
            auto* item = new QTableWidgetItem(text);
            item->setTextAlignment((column == BandColumn ? Qt::AlignLeft : Qt::AlignRight) |
                                   Qt::AlignVCenter);
            item->setToolTip(text);
            table_->setItem(static_cast<int>(i), column, item);
        };
        put(RateColumn, percentText(rate));
        if (!known) {
            for (const int column : {MissColumn, BandColumn, ThresholdColumn})
                put(column, QStringLiteral("–"));
            continue;
        }
        if (!enough) {
            table_->setSpan(static_cast<int>(i), MissColumn, 1, 3);
            put(MissColumn, searching_ ? tr("not enough searches") : tr("not enough pairs"));
            table_->item(static_cast<int>(i), MissColumn)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
            continue;
        }
        const auto at = known->atRate(rate);
        put(MissColumn, percentText(at.fnmr));
        put(BandColumn, bandText(*points, rate));
        put(ThresholdColumn, QLocale().toString(at.threshold, 'f', 3));
    }
    int height = table_->horizontalHeader()->sizeHint().height() + 2 * table_->frameWidth();
    for (int row = 0; row < table_->rowCount(); ++row)
        height += table_->rowHeight(row);
    table_->setFixedHeight(height);
}

void OperatingPanel::showSummary() {
    const auto* result = entry_ ? entry_->result.get() : nullptr;
    summaryTitle_->setVisible(result);
    if (!result) return summary_->clear();
    const QLocale locale;
    const auto number = [&](double value) { return locale.toString(value, 'f', 4); };
    QStringList lines{entry_->protocolName, tr("%1 comparisons, %2 pictures")
                                                .arg(locale.toString(qlonglong(result->comparisons)),
                                                     locale.toString(qlonglong(result->pictures)))};
    if (result->kind == EvaluationProtocol::Kind::kPairs)
        lines << tr("Accuracy %1 ± %2 (95 %: %3 to %4)")
                     .arg(number(result->figures.accuracy), number(result->figures.accuracyStd),
                          number(result->accuracyInterval.first), number(result->accuracyInterval.second))
              << tr("Area under the curve %1 · equal error rate %2")
                     .arg(number(result->figures.auc), percentText(result->figures.eer));
    else
        lines << tr("%1 people in the gallery, %2 searches, %3 by strangers")
                     .arg(locale.toString(qlonglong(result->people)),
                          locale.toString(qlonglong(result->searches)),
                          locale.toString(qlonglong(result->strangers)));
    if (!result->cumulativeMatch.empty())
        lines << tr("First rank %1").arg(percentText(result->cumulativeMatch.front()));
    if (!result->rejected.empty())
        lines << tr("%1 of the pictures show no face or cannot be read")
                     .arg(percentText(result->failedToAcquire));
    lines << tr("%1 s by %2")
                 .arg(locale.toString(result->seconds, 'f', 1), QString::fromStdString(result->recogniser));
    summary_->setText(lines.join(QLatin1Char('\n')));
}

void OperatingPanel::showApplied() {
    const auto& now = searching_ ? search_ : verification_;
    apply_->setEnabled(pointToApply().has_value());
    withdraw_->setVisible(now.has_value());
    reason_->setVisible(apply_->isEnabled() || now);
    applied_->setVisible(now.has_value());
    if (!now) return;
    const QLocale locale;
    applied_->setText((searching_ ? tr("In force for searches: threshold %1 (FPIR %2, measured on %3).")
                                  : tr("In force: threshold %1 (FMR %2, measured on %3)."))
                          .arg(locale.toString(now->threshold, 'f', 4), percentText(now->rate),
                               QString::fromStdString(now->source)));
}

void OperatingPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void OperatingPanel::retranslate() {
    title_->setText(tr("Operating point"));
    findChild<QScrollArea*>(QStringLiteral("figureScroll"))->setAccessibleName(title_->text());
    run_->setText(entry_ ? entry_->settings.name() : tr("No run yet"));
    rateLabel_->setText(searching_ ? tr("FPIR") : tr("FMR"));
    edit_->setAccessibleName(rateLabel_->text());
    edit_->setToolTip(tr("A rate as 0.001, 1e-3, 0.1 % or 1/1000; or drag the line in the chart"));
    apply_->setText(searching_ ? tr("Apply to the gallery") : tr("Apply to the recogniser"));
    apply_->setToolTip(searching_ ? tr("Searches of this data store match at this threshold from now on; "
                                       "audited, Ctrl+Z takes it back")
                                  : tr("Comparisons in this data store match at this threshold from now on; "
                                       "audited, Ctrl+Z takes it "
                                       "back"));
    withdraw_->setText(tr("Withdraw"));
    withdraw_->setToolTip(tr("The recogniser's calibration counts again; audited"));
    reason_->setPlaceholderText(tr("Why (goes into the audit trail)"));
    reason_->setAccessibleName(tr("Why the threshold is applied or withdrawn"));
    for (auto* button : {apply_, withdraw_})
        button->setAccessibleName(button->text());
    tableTitle_->setText(searching_ ? tr("Misses at usual rates of false alarms")
                                    : tr("Misses at usual false match rates"));
    table_->setHorizontalHeaderLabels(
        {rateLabel_->text(), searching_ ? tr("FNIR") : tr("FNMR"), tr("95 %"), tr("Threshold")});
    table_->setAccessibleName(tableTitle_->text());
    summaryTitle_->setText(tr("The run"));
    if (edit_->text().isEmpty()) edit_->setText(rateText(rate_));
    showPoint();
    showTable();
    showSummary();
    showApplied();
}

}  // namespace lineament::ui
