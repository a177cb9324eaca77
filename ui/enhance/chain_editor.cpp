#include "ui/enhance/chain_editor.h"

#include <QAbstractItemModel>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>

#include "ui/enhance/step_words.h"
#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

constexpr int kStepRole = Qt::UserRole;  // number of the step before a drag

QToolButton* smallButton(const QString& icon, const QString& name) {
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setIcon(Theme::instance().icon(icon));
    button->setIconSize({metrics::kIconSmall, metrics::kIconSmall});
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

int decimalsOf(double step) {
    return step >= 1 ? 0 : step >= 0.1 ? 1 : 2;
}

}  // namespace

ChainEditor::ChainEditor(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace2, metrics::kSpace2, metrics::kSpace2, metrics::kSpace2);
    column->setSpacing(metrics::kSpace2);
    list_ = new QListWidget;
    list_->setObjectName(QStringLiteral("chainList"));
    list_->setDragDropMode(QAbstractItemView::InternalMove);
    list_->setDefaultDropAction(Qt::MoveAction);
    list_->setSelectionMode(QAbstractItemView::SingleSelection);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setSpacing(2);
    add_ = new QPushButton;
    add_->setObjectName(QStringLiteral("addStepButton"));
    add_->setFocusPolicy(Qt::TabFocus);
    menu_ = new QMenu(this);
    add_->setMenu(menu_);
    column->addWidget(list_, 1);
    column->addWidget(add_);
    // Rows are moved by the view itself; the chain follows once the drop is over.
    connect(list_->model(), &QAbstractItemModel::rowsMoved, this,
            [this] { QTimer::singleShot(0, this, &ChainEditor::reorder); });
    connect(list_->model(), &QAbstractItemModel::rowsInserted, this, [this] {
        if (list_->count() > static_cast<int>(chain_.size()))
            QTimer::singleShot(0, this, &ChainEditor::reorder);
    });
    retranslate();
}

void ChainEditor::setChain(enhance::Chain chain) {
    chain_ = std::move(chain);
    open_.assign(chain_.size(), false);
    rebuild();
}

void ChainEditor::addStep(std::string_view name) {
    chain_.push_back(enhance::makeStep(name));
    open_.push_back(false);
    rebuild();
    list_->setCurrentRow(list_->count() - 1);
    Q_EMIT changed();
}

void ChainEditor::removeCurrent() {
    const int row = list_->currentRow();
    if (row < 0 || row >= static_cast<int>(chain_.size())) return;
    chain_.erase(chain_.begin() + row);
    open_.erase(open_.begin() + row);
    rebuild();
    list_->setCurrentRow(std::min(row, list_->count() - 1));
    Q_EMIT changed();
}

void ChainEditor::bypassCurrent() {
    const int row = list_->currentRow();
    if (row < 0 || row >= static_cast<int>(chain_.size())) return;
    auto& step = chain_[static_cast<std::size_t>(row)];
    step.bypassed = !step.bypassed;
    rebuild();
    list_->setCurrentRow(row);
    Q_EMIT changed();
}

void ChainEditor::reorder() {
    if (list_->count() != static_cast<int>(chain_.size())) return;
    enhance::Chain ordered;
    std::vector<bool> open;
    for (int row = 0; row < list_->count(); ++row) {
        const auto was = list_->item(row)->data(kStepRole).toUInt();
        if (was >= chain_.size()) return;
        ordered.push_back(chain_[was]);
        open.push_back(open_[was]);
    }
    const int current = list_->currentRow();
    chain_ = std::move(ordered);
    open_ = std::move(open);
    rebuild();
    list_->setCurrentRow(current);
    Q_EMIT changed();
}

void ChainEditor::rebuild() {
    const int current = list_->currentRow();
    list_->clear();
    for (int row = 0; row < static_cast<int>(chain_.size()); ++row) {
        auto* item = new QListWidgetItem;
        item->setData(kStepRole, row);
        list_->addItem(item);
        auto* card = makeCard(row);
        list_->setItemWidget(item, card);
        item->setSizeHint({0, card->sizeHint().height()});
    }
    list_->setCurrentRow(std::min(current, list_->count() - 1));
}

QWidget* ChainEditor::makeCard(int row) {
    const auto& step = chain_[static_cast<std::size_t>(row)];
    auto* card = new QWidget;
    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(metrics::kSpace2, metrics::kSpace1, metrics::kSpace1, metrics::kSpace1);
    column->setSpacing(metrics::kSpace1);
    auto* line = new QHBoxLayout;
    line->setSpacing(metrics::kSpace1);
    auto* grip = new QLabel;
    grip->setPixmap(Theme::instance().icon(QStringLiteral("menu"), Token::Muted).pixmap(metrics::kIconSmall));
    grip->setToolTip(tr("Drag to reorder"));
    auto* title = new QLabel(stepTitle(step.name()));
    title->setToolTip(stepHelp(step.name()));
    title->setEnabled(!step.bypassed);
    auto* eye = smallButton(step.bypassed ? QStringLiteral("eye-off") : QStringLiteral("eye"),
                            QStringLiteral("bypassButton"));
    eye->setToolTip(step.bypassed ? tr("Take part again") : tr("Bypass"));
    auto* gear = smallButton(QStringLiteral("settings"), QStringLiteral("editStepButton"));
    gear->setCheckable(true);
    gear->setChecked(open_[static_cast<std::size_t>(row)]);
    gear->setToolTip(tr("Parameters"));
    auto* away = smallButton(QStringLiteral("x"), QStringLiteral("removeStepButton"));
    away->setToolTip(tr("Take the step away"));
    line->addWidget(grip);
    line->addWidget(title, 1);
    if (step.generative()) {
        auto* marked = new QLabel;
        marked->setPixmap(Theme::instance()
                              .icon(QStringLiteral("wand-sparkles"), Token::Synthetic)
                              .pixmap(metrics::kIconSmall));
        marked->setToolTip(
            tr("A network invents detail here: the result is marked and cannot serve as evidence."));
        line->addWidget(marked);
    }
    for (auto* button : {eye, gear, away}) {
        button->setAccessibleName(stepTitle(step.name()) + QStringLiteral(": ") + button->toolTip());
        line->addWidget(button);
    }
    column->addLayout(line);
    if (open_[static_cast<std::size_t>(row)]) column->addWidget(makeForm(row));
    // The list is built anew by what follows: not from within the button's own signal.
    connect(eye, &QToolButton::clicked, this, [this, row] {
        QTimer::singleShot(0, this, [this, row] { list_->setCurrentRow(row), bypassCurrent(); });
    });
    connect(away, &QToolButton::clicked, this, [this, row] {
        QTimer::singleShot(0, this, [this, row] { list_->setCurrentRow(row), removeCurrent(); });
    });
    connect(gear, &QToolButton::toggled, this, [this, row](bool open) {
        open_[static_cast<std::size_t>(row)] = open;
        QTimer::singleShot(0, this, &ChainEditor::rebuild);
    });
    return card;
}

QWidget* ChainEditor::makeForm(int row) {
    auto* form = new QWidget;
    auto* rows = new QFormLayout(form);
    rows->setContentsMargins(metrics::kSpace5, 0, 0, metrics::kSpace1);
    rows->setVerticalSpacing(metrics::kSpace1);
    auto& step = chain_[static_cast<std::size_t>(row)];
    const auto name = std::string(step.name());
    for (const auto& parameter : enhance::parametersOf(step)) {
        const auto key = std::string(parameter.name);
        // The chain may move in memory: the value is looked up when it is set.
        const auto set = [this, row, key](double value) {
            for (auto& p : enhance::parametersOf(chain_[static_cast<std::size_t>(row)]))
                if (p.name == key && *p.value != value) {
                    *p.value = value;
                    Q_EMIT changed();
                }
        };
        QWidget* field = nullptr;
        if (!parameter.choices.empty()) {
            auto* choice = new QComboBox;
            for (const double value : parameter.choices) {
                const QString special = value == 0 ? specialText(name, key) : QString();
                const QString words = special.isEmpty() ? choiceText(key, value) : special;
                choice->addItem(words, value);
            }
            choice->setCurrentIndex(choice->findData(*parameter.value));
            connect(choice, &QComboBox::currentIndexChanged, this,
                    [set, choice] { set(choice->currentData().toDouble()); });
            field = choice;
        } else {
            auto* number = new QDoubleSpinBox;
            number->setRange(parameter.minimum, parameter.maximum);
            number->setSingleStep(parameter.step);
            number->setDecimals(decimalsOf(parameter.step));
            number->setKeyboardTracking(false);
            number->setSuffix(unitText(parameter.unit));
            if (const auto special = specialText(name, key); !special.isEmpty())
                number->setSpecialValueText(special);
            number->setValue(*parameter.value);
            connect(number, &QDoubleSpinBox::valueChanged, this, set);
            field = number;
        }
        field->setObjectName(QString::fromStdString(name + "." + key));
        field->setMinimumWidth(90);
        rows->addRow(parameterTitle(name, key), field);
    }
    return form;
}

void ChainEditor::fillMenu() {
    menu_->clear();
    for (const auto name : enhance::stepNames()) {
        auto* action = menu_->addAction(stepTitle(name));
        action->setToolTip(stepHelp(name));
        connect(action, &QAction::triggered, this, [this, name] { addStep(name); });
    }
    menu_->setToolTipsVisible(true);
}

void ChainEditor::retranslate() {
    add_->setText(tr("Add a step"));
    list_->setAccessibleName(tr("Steps, in order"));
    fillMenu();
    rebuild();
}

void ChainEditor::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineament::ui
