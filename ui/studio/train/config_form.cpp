#include "ui/studio/train/config_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/base/error.h"
#include "ui/theme/theme.h"

namespace lineament::ui {

namespace {

// Names and help are the engine's own English; their translations stand under this context.
constexpr const char* kContext = "GanFields";

QString textOf(const gan::FieldPointer& value) {
    return std::visit(
        [](auto* pointer) -> QString {
            using T = std::decay_t<decltype(*pointer)>;
            if constexpr (std::is_same_v<T, std::string>)
                return QString::fromStdString(*pointer);
            else if constexpr (std::is_same_v<T, bool>)
                return *pointer ? QStringLiteral("1") : QStringLiteral("0");
            else if constexpr (std::is_same_v<T, double>)
                return QString::number(*pointer, 'g', 8);
            else
                return QString::number(*pointer);
        },
        value);
}

/// False if the text is no number of the field's kind.
bool setText(const gan::FieldPointer& value, const QString& text) {
    return std::visit(
        [&](auto* pointer) -> bool {
            using T = std::decay_t<decltype(*pointer)>;
            bool ok = true;
            if constexpr (std::is_same_v<T, std::string>) {
                *pointer = text.toStdString();
            } else if constexpr (std::is_same_v<T, bool>) {
                *pointer = text == QLatin1String("1");
            } else if constexpr (std::is_same_v<T, double>) {
                const double number = QLocale::c().toDouble(text.trimmed(), &ok);
                if (ok) *pointer = number;
            } else {
                const qlonglong number = QLocale::c().toLongLong(text.trimmed(), &ok);
                if (ok) *pointer = static_cast<T>(number);
            }
            return ok;
        },
        value);
}

QString translated(const QString& text) {
    return QCoreApplication::translate(kContext, text.toUtf8().constData());
}

QString groupTitle(const QString& group) {
    QString name = group;
    name[0] = name[0].toUpper();
    return translated(name);
}

}  // namespace

QString ConfigForm::nameOf(const QString& path) {
    // "r1Gamma" -> "R1 gamma".
    QString name;
    for (const QChar c : path.section(QLatin1Char('.'), -1)) {
        if (c.isUpper()) name += QLatin1Char(' ');
        name += c.toLower();
    }
    name[0] = name[0].toUpper();
    return translated(name);
}

ConfigForm::ConfigForm(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("configForm"));
    build();
    retranslate();
    show();
}

void ConfigForm::build() {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace3, 0, metrics::kSpace3, metrics::kSpace3);
    column->setSpacing(metrics::kSpace1);
    QFormLayout* form = nullptr;
    QString group;
    for (auto& field : gan::fieldsOf(config_)) {
        const QString own = QString::fromStdString(field.info.path).section(QLatin1Char('.'), 0, 0);
        if (own != group) {
            group = own;
            auto* title = new QLabel;
            title->setProperty("role", QStringLiteral("caption"));
            title->setContentsMargins(0, metrics::kSpace2, 0, 0);
            column->addWidget(title);
            groups_ << std::pair(group, title);
            form = new QFormLayout;
            form->setHorizontalSpacing(metrics::kSpace2);
            form->setVerticalSpacing(metrics::kSpace1);
            form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
            column->addLayout(form);
        }
        addField(form, field);
    }
    column->addStretch(1);
}

void ConfigForm::addField(QFormLayout* form, gan::Field& field) {
    const QString path = QString::fromStdString(field.info.path);
    Row row;
    if (std::holds_alternative<bool*>(field.value)) {
        auto* box = new QCheckBox;
        connect(box, &QCheckBox::toggled, this,
                [this, path](bool on) { take(path, on ? QStringLiteral("1") : QStringLiteral("0")); });
        row.editor = box;
    } else if (!field.info.choices.empty()) {
        auto* box = new QComboBox;
        for (const auto& choice : field.info.choices)
            box->addItem(QString::fromStdString(choice));
        connect(box, &QComboBox::currentTextChanged, this,
                [this, path](const QString& text) { take(path, text); });
        row.editor = box;
    } else {
        auto* edit = new QLineEdit;
        connect(edit, &QLineEdit::textEdited, this, [this, path](const QString& text) { take(path, text); });
        row.editor = edit;
    }
    row.editor->setObjectName(QStringLiteral("field-") + path);
    auto* reset = new QToolButton;
    reset->setIcon(Theme::instance().icon(QStringLiteral("undo-2"), Token::Muted));
    reset->setIconSize({14, 14});
    reset->setFocusPolicy(Qt::TabFocus);
    QSizePolicy keep = reset->sizePolicy();
    keep.setRetainSizeWhenHidden(true);
    reset->setSizePolicy(keep);
    connect(reset, &QToolButton::clicked, this, [this, path] {
        auto preset = preset_;
        for (auto& one : gan::fieldsOf(preset))
            if (one.info.path == path.toStdString()) take(path, textOf(one.value));
        show();
    });
    row.reset = reset;
    row.label = new QLabel;
    row.label->setBuddy(row.editor);
    auto* line = new QWidget;
    auto* across = new QHBoxLayout(line);
    across->setContentsMargins(0, 0, 0, 0);
    across->setSpacing(metrics::kSpace1);
    across->addWidget(row.editor, 1);
    across->addWidget(reset);
    form->addRow(row.label, line);
    rows_.insert(path, row);
}

void ConfigForm::setConfig(const gan::TrainConfig& config, const gan::TrainConfig& preset) {
    config_ = config;
    preset_ = preset;
    // What was typed and did not fit is gone, also where the cursor is.
    for (const auto& row : std::as_const(rows_)) {
        row.editor->setProperty("broken", false);
        row.editor->clearFocus();
    }
    show();
    Q_EMIT changed();
}

void ConfigForm::setReadOnly(bool readOnly) {
    readOnly_ = readOnly;
    show();
}

void ConfigForm::take(const QString& path, const QString& text) {
    if (showing_) return;
    bool fits = true;
    for (auto& field : gan::fieldsOf(config_))
        if (field.info.path == path.toStdString()) fits = setText(field.value, text);
    auto* editor = rows_.value(path).editor;
    editor->setProperty("broken", !fits);
    show();
    Q_EMIT changed();
}

void ConfigForm::show() {
    showing_ = true;
    auto preset = preset_;
    const auto fields = gan::fieldsOf(config_), before = gan::fieldsOf(preset);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto& row = rows_[QString::fromStdString(fields[i].info.path)];
        const QString text = textOf(fields[i].value);
        if (auto* box = qobject_cast<QCheckBox*>(row.editor))
            box->setChecked(text == QLatin1String("1"));
        else if (auto* choice = qobject_cast<QComboBox*>(row.editor))
            choice->setCurrentText(text);
        else if (auto* edit = qobject_cast<QLineEdit*>(row.editor);
                 edit && !edit->hasFocus() && !edit->property("broken").toBool())
            edit->setText(text);
        row.editor->setEnabled(!readOnly_);
        const bool differs = text != textOf(before[i].value);
        row.reset->setVisible(differs && !readOnly_);
        QFont font = row.label->font();
        font.setBold(differs);
        row.label->setFont(font);
        row.label->setProperty("role", differs ? QStringLiteral("review") : QStringLiteral("plain"));
        row.label->style()->unpolish(row.label);
        row.label->style()->polish(row.label);
    }
    showing_ = false;
}

QString ConfigForm::complaint() const {
    for (const auto& row : rows_)
        if (row.editor->property("broken").toBool()) return tr("%1 needs a number.").arg(row.label->text());
    try {
        config_.validate();
    } catch (const Error& error) {
        return tr("%1: %2.").arg(nameOf(QString::fromStdString(error.subject())),
                                 QString::fromStdString(error.detail()));
    }
    return {};
}

int ConfigForm::differing() const {
    auto a = config_, b = preset_;
    const auto left = gan::fieldsOf(a), right = gan::fieldsOf(b);
    int count = 0;
    for (std::size_t i = 0; i < left.size(); ++i)
        count += textOf(left[i].value) != textOf(right[i].value);
    return count;
}

void ConfigForm::retranslate() {
    for (const auto& [group, title] : groups_)
        title->setText(groupTitle(group));
    auto copy = config_;
    for (const auto& field : gan::fieldsOf(copy)) {
        const QString path = QString::fromStdString(field.info.path);
        const auto& row = rows_[path];
        row.label->setText(nameOf(path));
        QString help = translated(QString::fromStdString(field.info.help));
        if (field.info.choices.empty() && !std::holds_alternative<bool*>(field.value))
            help += QLatin1Char('\n') + tr("%1 to %2").arg(field.info.minimum).arg(field.info.maximum);
        help += QLatin1Char('\n') + path;
        row.label->setToolTip(help);
        row.editor->setToolTip(help);
        row.editor->setAccessibleName(row.label->text());
        row.reset->setToolTip(tr("Back to the preset"));
        static_cast<QToolButton*>(row.reset)->setAccessibleName(row.reset->toolTip());
    }
}

void ConfigForm::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineament::ui
