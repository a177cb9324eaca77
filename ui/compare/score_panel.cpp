#include "ui/compare/score_panel.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <cmath>

#include "core/pipelines/people/comparison_report.h"
#include "ui/bridge/numbers.h"
#include "ui/bridge/population_words.h"
#include "ui/compare/conclusion_form.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plot/plot.h"

namespace lineament::ui {
namespace {

enum ScoreColumn {
    ScoreNameColumn,
    ScoreSimilarityColumn,
    ScoreFmrColumn,
    ScoreRatioColumn,
    ScoreColumnCount
};
enum ScorePage { ScoreClosedPage, ScoreOpenPage };

// What core/pipelines/people/comparison_report.cpp says.
[[maybe_unused]] constexpr std::array kLikelihoods = {
    QT_TRANSLATE_NOOP("lineament::ui::ScorePanel", "no support for either"),
    QT_TRANSLATE_NOOP("lineament::ui::ScorePanel", "weak support for one person"),
    QT_TRANSLATE_NOOP("lineament::ui::ScorePanel", "weak support for two people"),
    QT_TRANSLATE_NOOP("lineament::ui::ScorePanel", "moderate support for one person"),
    QT_TRANSLATE_NOOP("lineament::ui::ScorePanel", "moderate support for two people"),
    QT_TRANSLATE_NOOP("lineament::ui::ScorePanel", "moderately strong support for one person"),
    QT_TRANSLATE_NOOP("lineament::ui::ScorePanel", "moderately strong support for two people"),
    QT_TRANSLATE_NOOP("lineament::ui::ScorePanel", "strong support for one person"),
    QT_TRANSLATE_NOOP("lineament::ui::ScorePanel", "strong support for two people"),
};

QLabel* wrapped() {
    auto* label = new QLabel;
    label->setWordWrap(true);
    return label;
}

const RecogniserAnswer* firstWithLikelihood(const std::vector<RecogniserAnswer>& answers) {
    for (const auto& answer : answers)
        if (answer.problem.empty() && answer.likelihood) return &answer;
    return nullptr;
}

}  // namespace

QString likelihoodText(double log10) {
    return QCoreApplication::translate("lineament::ui::ScorePanel", wordsForLikelihood(log10));
}

ScorePanel::ScorePanel(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace3);
    pages_ = new QStackedWidget;
    column->addWidget(pages_);
    auto* shut = new QWidget;
    auto* shutColumn = new QVBoxLayout(shut);
    closed_ = wrapped();
    closed_->setObjectName(QStringLiteral("scoreClosed"));
    closed_->setProperty("role", QStringLiteral("muted"));
    shutColumn->addWidget(closed_);
    shutColumn->addStretch(1);
    pages_->addWidget(shut);

    auto* seen = new QWidget;
    auto* rows = new QVBoxLayout(seen);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(metrics::kSpace2);
    headline_ = wrapped();
    headline_->setObjectName(QStringLiteral("scoreHeadline"));
    headline_->setProperty("role", QStringLiteral("section"));
    ratio_ = wrapped();
    ratio_->setObjectName(QStringLiteral("scoreRatio"));
    warning_ = wrapped();
    warning_->setObjectName(QStringLiteral("scoreWarning"));
    warning_->setProperty("role", QStringLiteral("review"));
    table_ = new QTableWidget(0, ScoreColumnCount);
    table_->setTabKeyNavigation(false);
    table_->setObjectName(QStringLiteral("scoreTable"));
    table_->setProperty("role", QStringLiteral("plain"));
    table_->setShowGrid(false);
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionMode(QAbstractItemView::NoSelection);
    table_->setFocusPolicy(Qt::NoFocus);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(metrics::kControlHeight);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setSectionResizeMode(ScoreNameColumn, QHeaderView::Stretch);
    table_->horizontalHeader()->setHighlightSections(false);
    plot_ = new Plot;
    plot_->setObjectName(QStringLiteral("tippettPlot"));
    rows->addWidget(headline_);
    rows->addWidget(ratio_);
    rows->addWidget(warning_);
    rows->addWidget(table_, 1);
    rows->addWidget(plot_, 2);
    form_ = new ConclusionForm;
    rows->addWidget(form_);
    pages_->addWidget(seen);
    retranslate();
}

void ScorePanel::close(const QString& why) {
    closedBecause_ = why;
    closed_->setText(why);
    pages_->setCurrentIndex(ScoreClosedPage);
}

void ScorePanel::show(const std::vector<RecogniserAnswer>& answers) {
    answers_ = answers;
    pages_->setCurrentIndex(ScoreOpenPage);
    showAnswers();
    showPlot();
}

bool ScorePanel::open() const {
    return pages_->currentIndex() == ScoreOpenPage;
}

void ScorePanel::showAnswers() {
    if (answers_.empty()) return;
    const auto& first = answers_.front();
    headline_->setText(
        first.problem.empty()
            ? tr("Similarity %1 against a threshold of %2 (false match rate %3)")
                  .arg(similarityText(first.similarity), similarityText(first.threshold), fmrText(first.fmr))
            : QString::fromStdString(first.problem));
    const auto* rated = firstWithLikelihood(answers_);
    if (rated) {
        const double log10 = rated->likelihood->log10At(rated->similarity);
        ratio_->setText(tr("Likelihood ratio %1 by %2: %3. Population: %4.")
                            .arg(QString::number(std::pow(10, log10), 'g', 3),
                                 QString::fromStdString(rated->id), likelihoodText(log10),
                                 populationText(rated->likelihood->population)));
    } else {
        ratio_->setText(tr("No likelihood ratio: none of these recognisers was calibrated for one."));
    }
    int yes = 0, no = 0;
    table_->setRowCount(static_cast<int>(answers_.size()));
    for (std::size_t i = 0; i < answers_.size(); ++i) {
        const auto& answer = answers_[i];
        const int row = static_cast<int>(i);
        const auto cell = [&](int column, const QString& text, bool number) {
            auto* item = new QTableWidgetItem(text);
            item->setTextAlignment((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
            item->setToolTip(answer.problem.empty() ? populationText(answer.population)
                                                    : QString::fromStdString(answer.problem));
            table_->setItem(row, column, item);
        };
        cell(ScoreNameColumn, QString::fromStdString(answer.id), false);
        if (!answer.problem.empty()) {
            for (int column = ScoreSimilarityColumn; column < ScoreColumnCount; ++column)
                cell(column, QStringLiteral("–"), true);
            continue;
        }
        answer.match ? ++yes : ++no;
        cell(ScoreSimilarityColumn,
             QStringLiteral("%1 %2 %3")
                 .arg(similarityText(answer.similarity),
                      answer.match ? QStringLiteral("≥") : QStringLiteral("<"),
                      similarityText(answer.threshold)),
             true);
        cell(ScoreFmrColumn,
             (answer.fmrHereIsBound ? QStringLiteral("< ") : QString()) + fmrText(answer.fmrHere), true);
        cell(ScoreRatioColumn,
             answer.likelihood ? QString::number(answer.likelihood->log10At(answer.similarity), 'f', 1)
                               : QStringLiteral("–"),
             true);
    }
    warning_->setVisible(yes > 0 && no > 0);
    warning_->setText(tr("The recognisers disagree: %1 above their threshold, %2 below.").arg(yes).arg(no));
}

void ScorePanel::showPlot() {
    plot_->clearCurves();
    plot_->setXAxis({.label = tr("log10 likelihood ratio at least")});
    plot_->setYAxis({.label = tr("share of comparisons"), .range = std::pair(0.0, 1.0)});
    plot_->setEmptyText(tr("No population was measured for these recognisers."));
    plot_->removeMarker(QStringLiteral("pair"));
    const auto* rated = firstWithLikelihood(answers_);
    if (!rated) return;
    const auto curves = tippett(*rated->likelihood);
    plot_->setCurve(QStringLiteral("mated"), {.name = tr("one person"), .token = Token::Match});
    plot_->setCurve(QStringLiteral("nonMated"),
                    {.name = tr("two people"), .token = Token::Alert, .dash = Qt::DashLine});
    plot_->setData(QStringLiteral("mated"), curves.log10, curves.mated);
    plot_->setData(QStringLiteral("nonMated"), curves.log10, curves.nonMated);
    plot_->setMarker(QStringLiteral("pair"),
                     {.value = rated->likelihood->log10At(rated->similarity), .label = tr("this pair")});
    plot_->fit();
}

void ScorePanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void ScorePanel::retranslate() {
    table_->setHorizontalHeaderLabels({tr("Recogniser"), tr("Similarity"), tr("FMR here"), tr("log10 LR")});
    table_->horizontalHeaderItem(ScoreSimilarityColumn)->setToolTip(tr("Similarity against the threshold"));
    table_->horizontalHeaderItem(ScoreFmrColumn)
        ->setToolTip(tr("Share of pairs of two people that come out at least as similar as this pair"));
    table_->setAccessibleName(tr("Recognisers"));
    plot_->setAccessibleName(tr("Tippett plot"));
    showAnswers();
    showPlot();
}

}  // namespace lineament::ui
