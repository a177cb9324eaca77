#include "ui/evaluate/rate_charts.h"

#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QStackedWidget>
#include <QTabBar>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "core/evaluate/breakdown.h"
#include "ui/evaluate/calibration/calibration_view.h"
#include "ui/evaluate/pair_pictures.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plot/plot.h"

namespace lineament::ui {
namespace {

const QString kMarker = QStringLiteral("operating"), kPoint = QStringLiteral("operatingPoint");
constexpr double kLowestShown = 0.3;  // of one error: where a rate of 0 is drawn on a logarithmic axis

struct Curve {
    std::vector<double> x, y, low, high;
};

/// By rising rate; a miss rate of 0 lies at the floor.
Curve curveOf(const std::vector<RatePoint>& points, double floor, bool complement) {
    Curve curve;
    const auto value = [&](double miss) { return complement ? 1 - miss : std::max(miss, floor); };
    for (auto point = points.rbegin(); point != points.rend(); ++point) {
        curve.x.push_back(point->fmr);
        curve.y.push_back(value(point->fnmr));
        curve.low.push_back(value(complement ? point->high : point->low));
        curve.high.push_back(value(complement ? point->low : point->high));
    }
    return curve;
}

double floorFor(std::int64_t mated) {
    return kLowestShown / static_cast<double>(std::max<std::int64_t>(1, mated));
}

void put(Plot& plot, const QString& id, const Curve& curve) {
    plot.setData(id, curve.x, curve.y);
    plot.setBand(id, curve.x, curve.low, curve.high);
}

}  // namespace

RateCharts::RateCharts(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("rateCharts"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace2, 0, metrics::kSpace2, metrics::kSpace2);
    column->setSpacing(metrics::kSpace1);
    tabs_ = new QTabBar;
    tabs_->setObjectName(QStringLiteral("rateTabs"));
    tabs_->setExpanding(false);
    tabs_->setDrawBase(false);
    pages_ = new QStackedWidget;
    const char* const names[] = {"detPlot", "rocPlot", "searchPlot", "rankPlot", "discardPlot"};
    for (const char* name : names) {
        auto* plot = new Plot;
        plot->setObjectName(QLatin1String(name));
        plots_ << plot;
        pages_->addWidget(plot);
        const auto dragged = [this](const QString&, double value) {
            Q_EMIT rateDragged(std::clamp(value, 1e-9, 1.0));
        };
        connect(plot, &Plot::markerMoved, this, dragged);
        connect(plot, &Plot::markerReleased, this, dragged);
    }
    groups_ = new QTableWidget;
    groups_->setTabKeyNavigation(false);
    groups_->setObjectName(QStringLiteral("groupTable"));
    groups_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    groups_->setSelectionBehavior(QAbstractItemView::SelectRows);
    groups_->verticalHeader()->hide();
    groups_->setColumnCount(5);
    groups_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    noGroups_ = new QLabel;
    noGroups_->setObjectName(QStringLiteral("noGroups"));
    noGroups_->setProperty("role", QStringLiteral("muted"));
    noGroups_->setAlignment(Qt::AlignCenter);
    noGroups_->setWordWrap(true);
    auto* groupsPage = new QWidget;
    auto* groupsColumn = new QVBoxLayout(groupsPage);
    groupsColumn->setContentsMargins(0, 0, 0, 0);
    groupsColumn->addWidget(groups_);
    groupsColumn->addWidget(noGroups_);
    pages_->addWidget(groupsPage);
    pictures_ = new PairPictures;
    pages_->addWidget(pictures_);
    calibration_ = new CalibrationView;
    pages_->addWidget(calibration_);
    for (int i = 0; i < TabCount; ++i)
        tabs_->addTab(QString());
    column->addWidget(tabs_);
    column->addWidget(pages_, 1);
    connect(tabs_, &QTabBar::currentChanged, this, [this](int index) {
        pages_->setCurrentIndex(index);
        showWhatIsSeen();
        Q_EMIT tabChanged();
    });
    setFocusProxy(plots_.front());
    retranslate();
}

Plot* RateCharts::plot(Tab tab) {
    if (tab == Discard && this->tab() != Discard) showDiscard();
    return plots_.value(tab);
}

void RateCharts::setTab(Tab tab) {
    tabs_->setCurrentIndex(tab);
}

RateCharts::Tab RateCharts::tab() const {
    return static_cast<Tab>(tabs_->currentIndex());
}

void RateCharts::show(const EvaluationEntries& entries, const std::shared_ptr<EvaluationEntry>& current) {
    entries_ = entries;
    current_ = current;
    showCurves();
    showMarkers();
    showWhatIsSeen();
}

void RateCharts::showWhatIsSeen() {
    // These go through all trials: not while another tab is on show.
    if (tab() == Discard) showDiscard();
    if (tab() == Groups) showGroups();
    if (tab() != Pairs) return;
    pictures_->show(entries_, current_);
    pictures_->setRate(fmr_);
}

void RateCharts::setRates(double fmr, double fpir) {
    if (fmr == fmr_ && fpir == fpir_) return;
    const bool moved = fmr != fmr_;
    fmr_ = fmr, fpir_ = fpir;
    showMarkers();
    if (moved) showWhatIsSeen();
}

void RateCharts::showCurves() {
    // What is no longer on show goes, the rest stays: colours do not change as runs come.
    for (auto* plot : plots_.first(Discard)) {
        for (const auto& id : plot->curves())
            if (id != kPoint && std::none_of(entries_.begin(), entries_.end(), [&](const auto& entry) {
                    return QString::number(entry->id) == id && entry->visible;
                }))
                plot->removeCurve(id);
    }
    for (const auto& entry : entries_)
        if (entry->visible) showCurve(*entry);
    for (auto* plot : plots_.first(Discard))
        plot->fit();
}

void RateCharts::showCurve(const EvaluationEntry& entry) {
    const QString id = QString::number(entry.id), name = nameAmong(entry, entries_);
    const auto draw = [&](Tab tab, const std::vector<RatePoint>& points, std::int64_t mated,
                          bool complement) {
        if (points.empty()) return;
        plots_[tab]->setCurve(id, {.name = name, .style = PlotStyle::Line});
        put(*plots_[tab], id, curveOf(points, floorFor(mated), complement));
    };
    draw(Det, entry.curve(), entry.mated(), false);
    draw(Roc, entry.curve(), entry.mated(), true);
    const auto searches =
        entry.result && entry.result->searchRates ? entry.result->searchRates->mated() : entry.soFar.mated;
    draw(Searches, entry.searchCurve(), searches, false);
    if (!entry.result || entry.result->cumulativeMatch.empty()) return;
    std::vector<double> ranks;
    for (std::size_t i = 0; i < entry.result->cumulativeMatch.size(); ++i)
        ranks.push_back(static_cast<double>(i + 1));
    plots_[Ranks]->setCurve(id, {.name = name, .style = PlotStyle::Steps});
    plots_[Ranks]->setData(id, ranks, entry.result->cumulativeMatch);
}

void RateCharts::showMarkers() {
    const auto mark = [this](Tab tab, const QString& name, double rate, const ErrorRates* rates,
                             std::int64_t mated) {
        auto* plot = plots_[tab];
        plot->removeCurve(kPoint);
        if (!current_ || (tab == Searches ? current_->searchCurve() : current_->curve()).empty())
            return plot->removeMarker(kMarker);
        plot->setMarker(
            kMarker,
            {.value = rate, .label = QStringLiteral("%1 %2").arg(name, rateText(rate)), .movable = true});
        if (!rates || !rates->bothClasses() || rate * static_cast<double>(rates->nonMated()) < 1) return;
        const double miss = rates->atRate(rate).fnmr;
        plot->setCurve(kPoint, {.name = {}, .style = PlotStyle::Points, .token = Token::Accent, .width = 3});
        plot->setData(kPoint, {rate}, {tab == Roc ? 1 - miss : std::max(miss, floorFor(mated))});
    };
    const auto* result = current_ ? current_->result.get() : nullptr;
    const auto* rates = result ? result->rates.get() : nullptr;
    const auto* searches = result ? result->searchRates.get() : nullptr;
    mark(Det, tr("FMR"), fmr_, rates, current_ ? current_->mated() : 0);
    mark(Roc, tr("FMR"), fmr_, rates, current_ ? current_->mated() : 0);
    mark(Searches, tr("FPIR"), fpir_, searches, searches ? searches->mated() : 0);
}

void RateCharts::showDiscard() {
    auto* plot = plots_[Discard];
    plot->clearCurves();
    for (const auto& entry : entries_) {
        if (!entry->visible || !entry->result || !entry->result->rates->bothClasses()) continue;
        const auto& rates = *entry->result->rates;
        const auto points = errorAgainstDiscard(rates.trials(), rates.atRate(fmr_).threshold);
        std::vector<double> x, y;
        for (const auto& point : points) {
            x.push_back(point.discarded);
            y.push_back(point.fnmr);
        }
        if (x.empty()) continue;
        const QString id = QString::number(entry->id);
        plot->setCurve(id, {.name = nameAmong(*entry, entries_), .style = PlotStyle::Steps});
        plot->setData(id, x, y);
    }
    plot->fit();
}

void RateCharts::showGroups() {
    groups_->setRowCount(0);
    const auto* result = current_ ? current_->result.get() : nullptr;
    const bool known =
        result && result->list && !result->list->groups.empty() && result->rates->bothClasses();
    groups_->setVisible(known);
    noGroups_->setVisible(!known);
    if (!known) return;
    const auto groups = ratesByGroup(result->rates->trials(), result->rates->atRate(fmr_).threshold);
    const auto add = [&](int row, int column, const QString& text) {
        auto* item = new QTableWidgetItem(text);
        item->setTextAlignment((column ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        groups_->setItem(row, column, item);
    };
    const QLocale locale;
    groups_->setRowCount(static_cast<int>(groups.size()));
    int row = 0;
    for (const auto& [group, rates] : groups) {
        const auto& name = result->list->groups.at(group);
        add(row, 0, name.empty() ? tr("(none)") : QString::fromStdString(name));
        add(row, 1, locale.toString(qlonglong(rates.mated)));
        add(row, 2, percentText(rates.fnmr));
        add(row, 3, locale.toString(qlonglong(rates.nonMated)));
        const bool few = supportFor(fmr_, rates.nonMated) == Support::kNone;
        add(row, 4, percentText(rates.fmr) + (few ? QStringLiteral(" *") : QString()));
        if (few) groups_->item(row, 4)->setToolTip(tr("Not enough pairs of this group for this FMR"));
        ++row;
    }
}

void RateCharts::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void RateCharts::retranslate() {
    const QStringList names{tr("DET"),     tr("ROC"),    tr("Searches"), tr("Ranks"),
                            tr("Discard"), tr("Groups"), tr("Pairs"),    tr("My gallery")};
    const QStringList tips{tr("Misses against false matches, both logarithmic, with 95 % bands"),
                           tr("Found against false matches"),
                           tr("Searches of a gallery: FNIR against FPIR"),
                           tr("Share of searches whose person is among the first ranks (CMC)"),
                           tr("What is missed when the poorest pictures are set aside"),
                           tr("Rates of each group of the list"),
                           tr("Errors, and pairs in which two runs disagree, as pictures"),
                           tr("Which thresholds your own gallery bears, and how sure that is")};
    for (int i = 0; i < TabCount; ++i) {
        tabs_->setTabText(i, names[i]);
        tabs_->setTabToolTip(i, tips[i]);
    }
    const QString nothing = tr("Curves appear here while a run goes on.");
    const QString noSearches =
        tr("Searches are made with gallery and probe folders, or with your own gallery.");
    for (auto* plot : std::as_const(plots_))
        plot->setEmptyText(nothing);
    plots_[Searches]->setEmptyText(noSearches);
    plots_[Ranks]->setEmptyText(noSearches);
    plots_[Discard]->setEmptyText(tr("Appears when a run over pairs or folders is done."));
    const QString rate = tr("False match rate (FMR)"), miss = tr("False non-match rate (FNMR)");
    plots_[Det]->setXAxis({.label = rate, .log = true});
    plots_[Det]->setYAxis({.label = miss, .log = true});
    plots_[Roc]->setXAxis({.label = rate, .log = true});
    plots_[Roc]->setYAxis({.label = tr("True matches found (1 - FNMR)")});
    plots_[Searches]->setXAxis({.label = tr("False positive identification rate (FPIR)"), .log = true});
    plots_[Searches]->setYAxis({.label = tr("False negative identification rate (FNIR)"), .log = true});
    plots_[Ranks]->setXAxis({.label = tr("Rank")});
    plots_[Ranks]->setYAxis({.label = tr("Share found (CMC)"), .range = std::pair(0.0, 1.0)});
    plots_[Discard]->setXAxis({.label = tr("Share of pairs set aside, poorest quality first")});
    plots_[Discard]->setYAxis({.label = miss});
    for (int i = 0; i < plots_.size(); ++i)
        plots_[i]->setAccessibleName(tips[i]);
    groups_->setHorizontalHeaderLabels(
        {tr("Group"), tr("Mated pairs"), tr("FNMR"), tr("Non-mated pairs"), tr("FMR")});
    groups_->setAccessibleName(names[Groups]);
    noGroups_->setText(
        tr("The rates of each group appear here when a run is done over a list of pairs that has a "
           "column “group”."));
    showMarkers();
    showWhatIsSeen();
}

}  // namespace lineament::ui
