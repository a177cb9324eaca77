#include "ui/studio/explore/style_controls.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/studio/explore/value_slider.h"
#include "ui/studio/explore_model.h"
#include "ui/studio/studio_parts.h"
#include "ui/theme/theme.h"

namespace lineament::ui {

namespace {

constexpr double kMostDeviations = 4;

}  // namespace

StyleControls::StyleControls(ExploreModel& model, QWidget* parent) : QScrollArea(parent), model_(model) {
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(260);
    build();
    connect(&model_, &ExploreModel::generatorChanged, this, [this] {
        rebuildLabels();
        rebuildDirections();
        showRecipe();
    });
    connect(&model_, &ExploreModel::recipeChanged, this, &StyleControls::showRecipe);
    rebuildLabels();
    rebuildDirections();
    retranslate();
    showRecipe();
}

void StyleControls::build() {
    auto* inside = new QWidget;
    auto* column = new QVBoxLayout(inside);
    column->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace3);
    column->setSpacing(metrics::kSpace2);
    truncation_ = makeCaption();
    psi_ = new ValueSlider(0, 1.5, 0.7, 2);
    psi_->setObjectName(QStringLiteral("psiSlider"));
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(metrics::kSpace2);
    grid->setColumnStretch(1, 1);
    const auto row = [&](int at, QLabel*& label, QWidget* field) {
        label = new QLabel;
        grid->addWidget(label, at, 0);
        grid->addWidget(field, at, 1);
    };
    cutoff_ = new QSpinBox;
    cutoff_->setObjectName(QStringLiteral("cutoffField"));
    cutoff_->setRange(-1, 0);
    noise_ = new QComboBox;
    noise_->setObjectName(QStringLiteral("noiseField"));
    noise_->addItems({QString(), QString(), QString()});
    noiseSeed_ = new QSpinBox;
    noiseSeed_->setRange(0, 1'000'000);
    row(0, cutoffLabel_, cutoff_);
    cutoffLabel_->setBuddy(cutoff_);
    auto* noises = new QWidget;
    auto* noiseRow = new QHBoxLayout(noises);
    noiseRow->setContentsMargins(0, 0, 0, 0);
    noiseRow->addWidget(noise_, 1);
    noiseRow->addWidget(noiseSeed_);
    row(1, noiseLabel_, noises);
    class_ = makeCaption();
    gender_ = new QComboBox;
    gender_->setObjectName(QStringLiteral("genderField"));
    age_ = new QComboBox;
    age_->setObjectName(QStringLiteral("ageField"));
    auto* classGrid = new QGridLayout;
    classGrid->setHorizontalSpacing(metrics::kSpace2);
    classGrid->setColumnStretch(1, 1);
    genderLabel_ = new QLabel;
    ageLabel_ = new QLabel;
    classGrid->addWidget(genderLabel_, 0, 0);
    classGrid->addWidget(gender_, 0, 1);
    classGrid->addWidget(ageLabel_, 1, 0);
    classGrid->addWidget(age_, 1, 1);
    auto* titleRow = new QHBoxLayout;
    directionsTitle_ = makeCaption();
    reset_ = new QPushButton;
    reset_->setObjectName(QStringLiteral("resetEditsButton"));
    reset_->setProperty("role", QStringLiteral("link"));
    titleRow->addWidget(directionsTitle_, 1);
    titleRow->addWidget(reset_);
    column->addWidget(truncation_);
    column->addWidget(psi_);
    column->addLayout(grid);
    column->addWidget(class_);
    column->addLayout(classGrid);
    column->addLayout(titleRow);
    directions_ = new QWidget;
    new QVBoxLayout(directions_);
    directions_->layout()->setContentsMargins(0, 0, 0, 0);
    learn_ = new QPushButton;
    learn_->setObjectName(QStringLiteral("learnDirectionsButton"));
    learn_->hide();
    column->addWidget(learn_);
    learnNote_ = makeNote();
    learnNote_->hide();
    column->addWidget(learnNote_);
    column->addWidget(directions_);
    column->addStretch(1);
    setWidget(inside);

    connect(psi_, &ValueSlider::changed, this, [this](double value, bool settled) {
        auto recipe = model_.recipe();
        recipe.psi = value;
        model_.setRecipe(recipe, settled);
    });
    connect(cutoff_, &QSpinBox::valueChanged, this, [this](int layers) {
        if (showing_) return;
        auto recipe = model_.recipe();
        recipe.cutoff = layers;
        model_.setRecipe(recipe, true);
    });
    const auto noiseChanged = [this] {
        if (showing_) return;
        auto recipe = model_.recipe();
        recipe.noise = static_cast<NoiseMode>(noise_->currentIndex());
        recipe.noiseSeed = static_cast<std::uint64_t>(noiseSeed_->value());
        model_.setRecipe(recipe, true);
    };
    connect(noise_, &QComboBox::currentIndexChanged, this, noiseChanged);
    connect(noiseSeed_, &QSpinBox::valueChanged, this, noiseChanged);
    connect(gender_, &QComboBox::currentIndexChanged, this, &StyleControls::chooseLabel);
    connect(age_, &QComboBox::currentIndexChanged, this, &StyleControls::chooseLabel);
    connect(reset_, &QPushButton::clicked, this, &StyleControls::resetEdits);
    connect(learn_, &QPushButton::clicked, this, [this] { model_.learnDirections(); });
    connect(&model_, &ExploreModel::directionsChanged, this, [this] {
        rebuildDirections();
        showRecipe();
    });
}

void StyleControls::rebuildLabels() {
    showing_ = true;
    genders_.clear();
    ages_.clear();
    // "female 20-29": a gender and a band; other names are taken whole.
    for (const auto& label : model_.info().labelNames) {
        const QString name = QString::fromStdString(label);
        const QString gender = name.section(QLatin1Char(' '), 0, 0), age = name.section(QLatin1Char(' '), 1);
        if (!genders_.contains(gender)) genders_ << gender;
        if (!age.isEmpty() && !ages_.contains(age)) ages_ << age;
    }
    for (auto* box : {gender_, age_})
        box->clear();
    gender_->addItem(QString());
    age_->addItem(QString());
    gender_->addItems(genders_);
    age_->addItems(ages_);
    const bool any = !genders_.isEmpty();
    for (QWidget* part : std::initializer_list<QWidget*>{class_, genderLabel_, gender_})
        part->setVisible(any);
    ageLabel_->setVisible(!ages_.isEmpty());
    age_->setVisible(!ages_.isEmpty());
    const int layers = model_.info().layers;
    cutoff_->setRange(-1, layers);
    const bool styles = model_.ready() && layers > 1;
    cutoff_->setVisible(styles);
    cutoffLabel_->setVisible(styles);
    showing_ = false;
    retranslate();
}

void StyleControls::rebuildDirections() {
    auto* column = static_cast<QVBoxLayout*>(directions_->layout());
    while (auto* item = column->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    sliders_.clear();
    groups_.clear();
    column->setSpacing(metrics::kSpace1);
    QString group;
    for (const auto& direction : model_.directions()) {
        const QString id = QString::fromStdString(direction.name);
        const QString kind = id.section(QLatin1Char('-'), 0, 0);
        const QString own = id.contains(QLatin1Char('-')) ? kind : QStringLiteral("label");
        if (own != group) {
            group = own;
            auto* label = new QLabel;
            label->setProperty("role", QStringLiteral("small"));
            column->addWidget(label);
            groups_ << std::pair(group, label);
        }
        auto* slider = new ValueSlider(-kMostDeviations, kMostDeviations, 0, 2);
        slider->setObjectName(QStringLiteral("direction-") + id);
        if (model_.info().layers > 1) slider->addLayers(model_.info().layers);
        connect(slider, &ValueSlider::changed, this, [this, id, slider](double value, bool settled) {
            auto recipe = model_.recipe();
            recipe.setEdit({id.toStdString(), value, slider->firstLayer(), slider->lastLayer()});
            recipe.held = 1;
            model_.setRecipe(recipe, settled);
        });
        column->addWidget(slider);
        sliders_ << std::pair(id, slider);
    }
    const bool any = !sliders_.isEmpty();
    directionsTitle_->setVisible(any);
    reset_->setVisible(any);
    for (QWidget* part : std::initializer_list<QWidget*>{learn_, learnNote_})
        part->setVisible(model_.canLearnDirections());
    retranslate();
}

ValueSlider* StyleControls::slider(const QString& direction) const {
    for (const auto& [id, slider] : sliders_)
        if (id == direction) return slider;
    return nullptr;
}

void StyleControls::resetEdits() {
    auto recipe = model_.recipe();
    for (const auto& [id, slider] : sliders_)
        if (!slider->locked()) recipe.setEdit({id.toStdString(), 0});
    recipe.held = 1;
    model_.setRecipe(recipe, true);
}

void StyleControls::showRecipe() {
    showing_ = true;
    const auto& recipe = model_.recipe();
    psi_->setValue(recipe.psi);
    psi_->setEnabled(model_.ready() && !recipe.photo);
    cutoff_->setValue(recipe.cutoff);
    noise_->setCurrentIndex(static_cast<int>(recipe.noise));
    noiseSeed_->setValue(static_cast<int>(recipe.noiseSeed));
    noiseSeed_->setVisible(recipe.noise == NoiseMode::kFixed);
    QString label;
    if (recipe.label && *recipe.label < static_cast<int>(model_.info().labelNames.size()))
        label = QString::fromStdString(model_.info().labelNames[static_cast<std::size_t>(*recipe.label)]);
    gender_->setCurrentIndex(
        label.isEmpty() ? 0 : int(genders_.indexOf(label.section(QLatin1Char(' '), 0, 0))) + 1);
    age_->setCurrentIndex(label.isEmpty() ? 0 : int(ages_.indexOf(label.section(QLatin1Char(' '), 1))) + 1);
    for (QWidget* part : {gender_, age_})
        part->setEnabled(!recipe.photo);
    for (const auto& [id, slider] : sliders_) {
        slider->setValue(recipe.amountOf(id.toStdString()));
        for (const auto& edit : recipe.edits)
            if (edit.direction == id.toStdString())
                slider->setLayers(edit.firstLayer,
                                  edit.lastLayer < 0 ? model_.info().layers - 1 : edit.lastLayer);
    }
    showing_ = false;
}

void StyleControls::chooseLabel() {
    if (showing_) return;
    auto recipe = model_.recipe();
    recipe.label.reset();
    // One of the two alone: the other is its first, as a class is both.
    const int gender = gender_->currentIndex(), age = age_->currentIndex();
    if (gender > 0 || age > 0) {
        QString name = genders_.value(qMax(0, gender - 1));
        if (!ages_.isEmpty())
            name += QLatin1Char(' ') + ages_.value(age > 0 ? age - 1 : qMin(2, int(ages_.size()) - 1));
        const auto& names = model_.info().labelNames;
        const auto at = std::find(names.begin(), names.end(), name.toStdString());
        const bool cleared = (sender() == gender_ && gender == 0) || (sender() == age_ && age == 0);
        if (at != names.end() && !cleared) recipe.label = static_cast<int>(at - names.begin());
    }
    model_.setRecipe(recipe, true);
    showRecipe();
}

QString StyleControls::shownName(const QString& direction) const {
    if (direction == QLatin1String("age")) return tr("Age");
    if (direction == QLatin1String("gender")) return tr("Gender");
    if (direction == QLatin1String("yaw")) return tr("Turn of the head");
    if (direction == QLatin1String("pitch")) return tr("Nod of the head");
    if (direction == QLatin1String("smile")) return tr("Smile");
    if (direction.startsWith(QLatin1String("pca-"))) return tr("Component %1").arg(direction.mid(4));
    if (direction.startsWith(QLatin1String("sefa-"))) return tr("Factor %1").arg(direction.mid(5));
    return direction;
}

QString StyleControls::groupName(const QString& group) const {
    if (group == QLatin1String("label")) return tr("Learned from labels");
    if (group == QLatin1String("pca")) return tr("Principal components of W");
    return tr("Factors of the modulations (SeFa)");
}

void StyleControls::retranslate() {
    truncation_->setText(tr("Truncation and noise"));
    setAccessibleName(tr("Style"));
    noiseSeed_->setAccessibleName(tr("Seed of the noise"));
    psi_->setName(tr("Psi"), tr("1: as trained; towards 0: the mean face, less variety and fewer faults"));
    cutoffLabel_->setText(tr("Cutoff"));
    cutoff_->setSpecialValueText(tr("all layers"));
    cutoff_->setToolTip(tr("Layers that psi acts on, from the first"));
    noiseLabel_->setText(tr("Noise"));
    noise_->setItemText(0, tr("Off"));
    noise_->setItemText(1, tr("Fixed"));
    noise_->setItemText(2, tr("With the seed"));
    noiseSeed_->setToolTip(tr("Seed of the fixed noise"));
    class_->setText(tr("Labels"));
    learn_->setText(tr("Learn pose and smile"));
    learn_->setToolTip(
        tr("Draws some hundred faces, measures them and finds the directions that turn the head and "
           "make it smile. Half a minute, once for each generator."));
    learnNote_->setText(tr("Sliders for these two come on request: half a minute, once for each generator."));
    genderLabel_->setText(ages_.isEmpty() ? tr("Class") : tr("Gender"));
    ageLabel_->setText(tr("Age"));
    for (auto* box : {gender_, age_})
        if (box->count() > 0) box->setItemText(0, tr("As the seed has it"));
    for (int i = 0; i < genders_.size(); ++i) {
        const QString shown = genders_[i] == QLatin1String("female") ? tr("Female")
                              : genders_[i] == QLatin1String("male") ? tr("Male")
                                                                     : genders_[i];
        gender_->setItemText(i + 1, shown);
    }
    directionsTitle_->setText(tr("Directions"));
    reset_->setText(tr("Reset all"));
    for (const auto& [id, slider] : sliders_)
        slider->setName(shownName(id), tr("In standard deviations"));
    for (const auto& [group, label] : groups_)
        label->setText(groupName(group));
}

void StyleControls::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QScrollArea::changeEvent(event);
}

}  // namespace lineament::ui
