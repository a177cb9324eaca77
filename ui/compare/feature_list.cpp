#include "ui/compare/feature_list.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>
#include <array>

#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

constexpr std::array<const char*, FeatureList::kFeatures> kNames = {
    QT_TRANSLATE_NOOP("lineament::ui::FeatureList", "Skin"),
    QT_TRANSLATE_NOOP("lineament::ui::FeatureList", "Face outline"),
    QT_TRANSLATE_NOOP("lineament::ui::FeatureList", "Face composition"),
    QT_TRANSLATE_NOOP("lineament::ui::FeatureList", "Hairline"),
    QT_TRANSLATE_NOOP("lineament::ui::FeatureList", "Forehead"),
    QT_TRANSLATE_NOOP("lineament::ui::FeatureList", "Eyebrows"),
    QT_TRANSLATE_NOOP("lineament::ui::FeatureList", "Eyes"),
    QT_TRANSLATE_NOOP("lineament::ui::FeatureList", "Cheeks"),
    QT_TRANSLATE_NOOP("lineament::ui::FeatureList", "Nose"),
    QT_TRANSLATE_NOOP("lineament::ui::FeatureList", "Ears"),
    QT_TRANSLATE_NOOP("lineament::ui::FeatureList", "Mouth"),
    QT_TRANSLATE_NOOP("lineament::ui::FeatureList", "Chin and jawline"),
    QT_TRANSLATE_NOOP("lineament::ui::FeatureList", "Neck"),
    QT_TRANSLATE_NOOP("lineament::ui::FeatureList", "Facial hair"),
    QT_TRANSLATE_NOOP("lineament::ui::FeatureList", "Facial lines"),
    QT_TRANSLATE_NOOP("lineament::ui::FeatureList", "Scars"),
    QT_TRANSLATE_NOOP("lineament::ui::FeatureList", "Facial marks"),
    QT_TRANSLATE_NOOP("lineament::ui::FeatureList", "Alterations"),
};
constexpr int kObservations = 4;
constexpr std::array<const char*, kObservations> kWords = {
    QT_TRANSLATE_NOOP("lineament::ui::FeatureList", "not assessed"),
    QT_TRANSLATE_NOOP("lineament::ui::FeatureList", "similar"),
    QT_TRANSLATE_NOOP("lineament::ui::FeatureList", "different"),
    QT_TRANSLATE_NOOP("lineament::ui::FeatureList", "not visible"),
};

QComboBox* boxIn(const QTableWidget* table, int row) {
    return static_cast<QComboBox*>(table->cellWidget(row, 1));
}

}  // namespace

QString sourceWord(Observation observation) {
    return QString::fromLatin1(kWords[static_cast<std::size_t>(observation)]);
}

QString wordFor(Observation observation) {
    return FeatureList::tr(kWords[static_cast<std::size_t>(observation)]);
}

Observation observationNamed(const QString& word) {
    for (std::size_t i = 0; i < kWords.size(); ++i)
        if (word == QLatin1String(kWords[i])) return static_cast<Observation>(i);
    return Observation::NotAssessed;
}

FeatureList::FeatureList(QWidget* parent) : QWidget(parent), seen_(kFeatures, Observation::NotAssessed) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace3);
    column->setSpacing(metrics::kSpace2);
    blind_ = new QCheckBox;
    blind_->setObjectName(QStringLiteral("blindCheckBox"));
    blind_->setChecked(true);
    count_ = new QLabel;
    count_->setObjectName(QStringLiteral("featureCount"));
    count_->setProperty("role", QStringLiteral("muted"));
    count_->setWordWrap(true);
    table_ = new QTableWidget(kFeatures, 2);
    table_->setTabKeyNavigation(false);
    table_->setObjectName(QStringLiteral("featureTable"));
    table_->setProperty("role", QStringLiteral("plain"));
    table_->setShowGrid(false);
    table_->setSelectionMode(QAbstractItemView::NoSelection);
    table_->setFocusPolicy(Qt::NoFocus);
    table_->horizontalHeader()->hide();
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(metrics::kControlHeight + 2);
    table_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    table_->horizontalHeader()->resizeSection(1, 136);
    for (int row = 0; row < kFeatures; ++row) {
        auto* name = new QTableWidgetItem;
        name->setFlags(Qt::ItemIsEnabled);
        table_->setItem(row, 0, name);
        auto* box = new QComboBox;
        for (int i = 0; i < kObservations; ++i)
            box->addItem(QString());
        table_->setCellWidget(row, 1, box);
        connect(box, &QComboBox::currentIndexChanged, this, [this, row](int index) {
            seen_[static_cast<std::size_t>(row)] = static_cast<Observation>(index);
            showCount();
            Q_EMIT changed();
        });
    }
    connect(blind_, &QCheckBox::toggled, this, [this] {
        showCount();
        Q_EMIT changed();
    });
    column->addWidget(blind_);
    column->addWidget(count_);
    column->addWidget(table_, 1);
    retranslate();
}

QString FeatureList::sourceName(int feature) {
    return QString::fromLatin1(kNames[static_cast<std::size_t>(feature)]);
}

int FeatureList::featureNamed(const QString& name) {
    for (int feature = 0; feature < kFeatures; ++feature)
        if (sourceName(feature) == name) return feature;
    return -1;
}

QString FeatureList::name(int feature) const {
    return tr(kNames[static_cast<std::size_t>(feature)]);
}

void FeatureList::setObservation(int feature, Observation observation) {
    boxIn(table_, feature)->setCurrentIndex(static_cast<int>(observation));
}

int FeatureList::assessed() const {
    return static_cast<int>(std::count_if(seen_.begin(), seen_.end(),
                                          [](Observation seen) { return seen != Observation::NotAssessed; }));
}

void FeatureList::clear() {
    for (int row = 0; row < kFeatures; ++row)
        setObservation(row, Observation::NotAssessed);
}

bool FeatureList::blind() const {
    return blind_->isChecked();
}

void FeatureList::setBlind(bool blind) {
    blind_->setChecked(blind);
}

void FeatureList::showCount() {
    count_->setText(tr("%1 of %2 features assessed").arg(assessed()).arg(kFeatures));
}

void FeatureList::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void FeatureList::retranslate() {
    blind_->setText(tr("Blind examination"));
    blind_->setToolTip(tr("Scores are shown only after every feature was assessed"));
    table_->setAccessibleName(tr("Facial features"));
    for (int row = 0; row < kFeatures; ++row) {
        table_->item(row, 0)->setText(name(row));
        auto* box = boxIn(table_, row);
        box->setAccessibleName(name(row));
        for (int i = 0; i < kObservations; ++i)
            box->setItemText(i, wordFor(static_cast<Observation>(i)));
    }
    showCount();
}

}  // namespace lineament::ui
