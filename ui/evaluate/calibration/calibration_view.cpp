#include "ui/evaluate/calibration/calibration_view.h"

#include <QCheckBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>

#include "ui/bridge/image_convert.h"
#include "ui/evaluate/evaluation_entry.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plot/plot.h"
#include "ui/widgets/thumb_grid.h"

namespace lineament::ui {
namespace {

constexpr int kFacePx = 80, kTailPoints = 400;
const QString kReal = QStringLiteral("real"), kSynthetic = QStringLiteral("synthetic"),
              kHard = QStringLiteral("hard"), kComparison = QStringLiteral("comparison"),
              kSearch = QStringLiteral("search");

QLabel* words(const char* role, const char* name) {
    auto* label = new QLabel;
    label->setProperty("role", QLatin1String(role));
    label->setWordWrap(true);
    label->setObjectName(QLatin1String(name));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QImage imageOf(const gan::Picture& picture) {
    const QImage view(picture.rgb.data(), picture.width, picture.height, 3 * picture.width,
                      QImage::Format_RGB888);
    return view.convertToFormat(QImage::Format_RGB32);
}

void draw(Plot& plot, const QString& id, const ScoreHistogram& scores) {
    std::vector<double> x, y;
    for (const auto& [similarity, share] : scores.tail(kTailPoints)) {
        x.push_back(similarity);
        y.push_back(share);
    }
    plot.setData(id, std::move(x), std::move(y));
}

}  // namespace

CalibrationView::CalibrationView(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("calibrationView"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, metrics::kSpace1, 0, 0);
    column->setSpacing(metrics::kSpace2);
    column->addWidget(makeControls());
    head_ = words("muted", "calibrationHead");
    column->addWidget(head_);
    const auto addRow = [&](const char* name) {
        auto* line = new QHBoxLayout;
        auto* text = words("", name);
        auto* apply = new QPushButton;
        apply->setObjectName(QLatin1String(name) + QStringLiteral("Apply"));
        line->addWidget(text, 1);
        line->addWidget(apply, 0, Qt::AlignTop);
        column->addLayout(line);
        return Row{text, apply};
    };
    comparison_ = addRow("comparisonAdvice");
    search_ = addRow("searchAdvice");
    plot_ = new Plot;
    plot_->setObjectName(QStringLiteral("tailPlot"));
    column->addWidget(plot_, 1);
    facesTitle_ = words("small", "hardNegativesTitle");
    column->addWidget(facesTitle_);
    grid_ = new ThumbGrid;
    grid_->setObjectName(QStringLiteral("hardNegatives"));
    grid_->setPicturePx(kFacePx);
    grid_->setSelectionMode(QAbstractItemView::SingleSelection);
    grid_->setWrapping(false);
    grid_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    model_ = new QStandardItemModel(this);
    grid_->setModel(model_);
    column->addWidget(grid_);
    connect(measure_, &QPushButton::clicked, this, &CalibrationView::measureRequested);
    connect(comparison_.apply, &QPushButton::clicked, this,
            [this] { Q_EMIT applyRequested(AppliedThreshold::Use::kVerification); });
    connect(search_.apply, &QPushButton::clicked, this,
            [this] { Q_EMIT applyRequested(AppliedThreshold::Use::kSearch); });
    connect(synthetic_, &QCheckBox::toggled, draws_, &QWidget::setEnabled);
    setOptions({});
    retranslate();
}

QWidget* CalibrationView::makeControls() {
    auto* part = new QWidget;
    auto* grid = new QGridLayout(part);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(metrics::kSpace2);
    grid->setVerticalSpacing(metrics::kSpace1);
    const auto edit = [&](const char* name, QLabel*& label, int at) {
        label = new QLabel;
        auto* made = new QLineEdit;
        made->setObjectName(QLatin1String(name));
        grid->addWidget(label, 0, at);
        grid->addWidget(made, 1, at);
        return made;
    };
    fmr_ = edit("wantedFmr", fmrLabel_, 0);
    fpir_ = edit("wantedFpir", fpirLabel_, 1);
    const GalleryCalibrationOptions usual;
    drawsLabel_ = new QLabel;
    draws_ = new QSpinBox;
    draws_->setObjectName(QStringLiteral("facesDrawn"));
    draws_->setRange(16, 100'000);
    draws_->setSingleStep(100);
    synthetic_ = new QCheckBox;
    synthetic_->setObjectName(QStringLiteral("syntheticBox"));
    measure_ = new QPushButton;
    measure_->setObjectName(QStringLiteral("measureGalleryButton"));
    measure_->setProperty("role", QStringLiteral("primary"));
    grid->addWidget(drawsLabel_, 0, 2);
    grid->addWidget(draws_, 1, 2);
    grid->addWidget(synthetic_, 0, 3);
    grid->addWidget(measure_, 1, 3);
    for (int i = 0; i < 4; ++i)
        grid->setColumnStretch(i, 1);
    return part;
}

GalleryCalibrationOptions CalibrationView::options() const {
    GalleryCalibrationOptions options;
    options.fmr = rateFromText(fmr_->text()).value_or(options.fmr);
    options.fpir = rateFromText(fpir_->text()).value_or(options.fpir);
    options.synthetic = synthetic_->isChecked();
    options.draws = draws_->value();
    return options;
}

void CalibrationView::setOptions(const GalleryCalibrationOptions& options) {
    fmr_->setText(rateText(options.fmr));
    fpir_->setText(rateText(options.fpir));
    draws_->setValue(options.draws);
    synthetic_->setChecked(options.synthetic);
}

void CalibrationView::setWorking(bool working) {
    working_ = working;
    measure_->setEnabled(!working);
}

void CalibrationView::show(const std::shared_ptr<const CalibrationShown>& shown) {
    shown_ = shown;
    showAdvice();
    showTail();
    showFaces();
}

std::optional<AppliedThreshold> CalibrationView::adviceToApply(AppliedThreshold::Use use) const {
    if (!shown_) return std::nullopt;
    return shown_->found.toApply(use,
                                 tr("my gallery, %n people", nullptr, shown_->found.people).toStdString());
}

QString CalibrationView::adviceText(const ThresholdAdvice& advice, bool search) const {
    const QLocale locale;
    const auto& found = shown_->found;
    const auto number = [&](double value) { return locale.toString(value, 'f', 4); };
    const auto count = [&](std::int64_t value) { return locale.toString(qlonglong(value)); };
    QStringList lines;
    lines << (search ? tr("Searches: threshold %1 for FPIR %2.")
                     : tr("One comparison: threshold %1 for FMR %2."))
                 .arg(number(advice.threshold), percentText(advice.rate));
    if (advice.threshold > 1)
        lines << tr(
            "No threshold gives this rate, as photos of different people are wholly alike: merge them "
            "if they are one person, or remove a photo that is there twice.");
    if (!advice.asWanted())
        lines << tr("%1 was wanted, which needs more people.").arg(percentText(advice.wanted));
    lines << (search
                  ? tr("%1 of %2 searches find somebody else: with 95 % certainty at most %3.")
                  : tr("%1 of %2 comparisons of different people reach it: with 95 % certainty at most %3."))
                 .arg(count(advice.errors), count(advice.trials), percentText(advice.upper));
    if (!search && found.mated.total() > 0)
        lines << tr("%1 of %2 comparisons of one person miss it.")
                     .arg(count(found.matedMissed), count(found.mated.total()));
    if (!found.hardNegatives.empty())
        lines << tr("%1 of %2 synthetic faces reach it; %3 would withstand them all.")
                     .arg(count(found.reaching(advice.threshold)), count(qint64(found.hardNegatives.size())),
                          number(found.withstanding(advice)));
    return lines.join(QLatin1Char(' '));
}

void CalibrationView::showAdvice() {
    const auto* found = shown_ ? &shown_->found : nullptr;
    if (!found) {
        head_->setText(
            tr("Photos of different people in your data store are compared with each other; then faces "
               "that a generator makes are moved towards enrolled people, to see how near one can come. "
               "They are nobody, and none is stored."));
    } else {
        const QLocale locale;
        const auto nameOf = [&](IdentityId id) {
            const auto name = shown_->names.find(id.value());
            return name == shown_->names.end() ? QString::number(id.value())
                                               : QString::fromStdString(name->second);
        };
        head_->setText(
            tr("%1 people, %2 photos by %3. The most alike: %4 and %5 (%6); if they are one person, merge "
               "them and measure again.")
                .arg(locale.toString(found->people), locale.toString(found->templates),
                     QString::fromStdString(found->recogniser), nameOf(found->hardestPair.first),
                     nameOf(found->hardestPair.second), locale.toString(found->hardestReal, 'f', 3)));
    }
    for (const bool search : {false, true}) {
        const auto& row = search ? search_ : comparison_;
        const auto& advice = found ? (search ? found->search : found->comparison) : std::nullopt;
        row.text->setVisible(advice.has_value());
        row.apply->setVisible(advice.has_value());
        row.apply->setEnabled(
            found && found->toApply(
                         search ? AppliedThreshold::Use::kSearch : AppliedThreshold::Use::kVerification, {}));
        if (advice) row.text->setText(adviceText(*advice, search));
    }
}

void CalibrationView::showTail() {
    plot_->clearCurves();
    for (const auto& id : {kComparison, kSearch})
        plot_->removeMarker(id);
    if (!shown_) return;
    const auto& found = shown_->found;
    plot_->setCurve(kReal,
                    {.name = tr("Real people"), .style = PlotStyle::Line, .token = Token::Text, .width = 2});
    draw(*plot_, kReal, found.nonMated);
    if (!found.generator.empty()) {
        plot_->setCurve(kSynthetic, {.name = tr("Synthetic, as drawn"),
                                     .style = PlotStyle::Area,
                                     .token = Token::Synthetic,
                                     .dash = Qt::DashLine,
                                     .hatched = true});
        draw(*plot_, kSynthetic, found.synthetic);
        // Each at the share that one comparison of all those drawn has: the end of their tail.
        const double one = 1 / static_cast<double>(std::max<std::int64_t>(1, found.synthetic.total()));
        std::vector<double> x, y;
        for (auto face = found.hardNegatives.rbegin(); face != found.hardNegatives.rend(); ++face) {
            x.push_back(face->similarity);
            y.push_back(one);
        }
        plot_->setCurve(kHard, {.name = tr("Synthetic, moved towards people"),
                                .style = PlotStyle::Points,
                                .token = Token::Synthetic});
        plot_->setData(kHard, std::move(x), std::move(y));
    }
    if (found.comparison)
        plot_->setMarker(kComparison, {.value = found.comparison->threshold, .label = tr("comparison")});
    // A line lower, as the two often lie side by side.
    if (found.search)
        plot_->setMarker(kSearch, {.value = found.search->threshold,
                                   .label = QLatin1Char('\n') + tr("search"),
                                   .token = Token::Review});
    plot_->fit();
}

void CalibrationView::showFaces() {
    model_->clear();
    const auto* found = shown_ ? &shown_->found : nullptr;
    const bool any = found && !found->hardNegatives.empty();
    facesTitle_->setVisible(any);
    grid_->setVisible(any);
    if (!any) return;
    const QLocale locale;
    facesTitle_->setText(
        tr("Synthetic faces by %1, the nearest to enrolled people first: nobody real, not stored.")
            .arg(QString::fromStdString(found->generator)));
    grid_->thumbs().setLoader([shown = shown_](qint64 key) {
        return imageOf(shown->found.hardNegatives.at(static_cast<std::size_t>(key)).picture);
    });
    for (std::size_t i = 0; i < found->hardNegatives.size(); ++i) {
        const auto& face = found->hardNegatives[i];
        auto* item = new QStandardItem(locale.toString(face.similarity, 'f', 3));
        item->setEditable(false);
        item->setData(qint64(i), ThumbKeyRole);
        item->setData(int(Mark::Synthetic), MarkRole);
        const auto name = shown_->names.find(face.nearest.value());
        const QString whom = name == shown_->names.end() ? QString() : QString::fromStdString(name->second);
        item->setData(whom, SecondLineRole);
        item->setToolTip(tr("Synthetic, seed %1\nNear %2: %3 as drawn, %4 after it was moved")
                             .arg(QString::number(face.seed), whom, locale.toString(face.drawn, 'f', 3),
                                  locale.toString(face.similarity, 'f', 3)));
        item->setData(
            tr("Synthetic face near %1, similarity %2").arg(whom, locale.toString(face.similarity, 'f', 3)),
            Qt::AccessibleTextRole);
        model_->appendRow(item);
    }
    grid_->setFixedHeight(grid_->gridSize().height() + metrics::kSpace4);
}

void CalibrationView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void CalibrationView::retranslate() {
    fmrLabel_->setText(tr("FMR wanted"));
    fpirLabel_->setText(tr("FPIR wanted"));
    drawsLabel_->setText(tr("Faces drawn"));
    synthetic_->setText(tr("Synthetic hard negatives"));
    synthetic_->setToolTip(tr("Faces that a generator makes and moves towards enrolled people"));
    measure_->setText(tr("Measure my gallery"));
    fmr_->setAccessibleName(fmrLabel_->text());
    fpir_->setAccessibleName(fpirLabel_->text());
    draws_->setAccessibleName(drawsLabel_->text());
    for (auto* edit : {fmr_, fpir_})
        edit->setToolTip(tr("A rate as 0.001, 1e-3, 0.1 % or 1/1000"));
    comparison_.apply->setText(tr("Apply"));
    search_.apply->setText(tr("Apply"));
    comparison_.apply->setAccessibleName(tr("Apply the threshold of comparisons"));
    search_.apply->setAccessibleName(tr("Apply the threshold of searches"));
    for (auto* button : {comparison_.apply, search_.apply})
        button->setToolTip(tr("From now on in this data store; audited, Ctrl+Z takes it back"));
    plot_->setEmptyText(tr("The tail of your own gallery appears here."));
    plot_->setXAxis({.label = tr("Similarity of different people")});
    plot_->setYAxis({.label = tr("Share reaching it"), .log = true});
    plot_->setAccessibleName(tr("Tail of the similarities of different people"));
    grid_->setAccessibleName(tr("Synthetic faces nearest to enrolled people"));
    show(shown_);
}

}  // namespace lineament::ui
