#include "ui/preferences/preferences_page.h"

#include <QSignalBlocker>

#include "ui/theme/theme.h"
#include "ui/widgets/wrapped_label.h"

namespace lineament::ui {

namespace {
constexpr int kTextWidth = 560;
}

PreferencesPage::PreferencesPage(QWidget* parent) : QWidget(parent) {
    column_ = new QVBoxLayout(this);
    column_->setContentsMargins(metrics::kSpace5, metrics::kSpace5, metrics::kSpace5, metrics::kSpace5);
    column_->setSpacing(metrics::kSpace4);
    heading_ = new QLabel(this);
    heading_->setProperty("role", QStringLiteral("title"));
    column_->addWidget(heading_);
}

void PreferencesPage::retranslate() {
    heading_->setText(title());
}

void PreferencesPage::Row::setTexts(const QString& nameText, const QString& hintText) const {
    name->setText(nameText);
    hint->setWords(hintText);
}

PreferencesPage::Row PreferencesPage::addWords(QVBoxLayout* row) {
    Row words{new QLabel(this), new WrappedLabel(kTextWidth, this)};
    words.name->setProperty("role", QStringLiteral("section"));
    words.hint->setProperty("role", QStringLiteral("muted"));
    row->setSpacing(metrics::kSpace1);
    row->addWidget(words.name);
    column_->addLayout(row);
    return words;
}

PreferencesPage::Row PreferencesPage::addRow(QWidget* control) {
    auto* row = new QVBoxLayout;
    const Row words = addWords(row);
    words.name->setBuddy(control);
    row->addWidget(control, 0, Qt::AlignLeft);
    row->addWidget(words.hint);
    return words;
}

PreferencesPage::Row PreferencesPage::addRow(QLayout* controls) {
    auto* row = new QVBoxLayout;
    const Row words = addWords(row);
    row->addLayout(controls);
    row->addWidget(words.hint);
    return words;
}

void refill(QComboBox& box, const QList<std::pair<QString, QVariant>>& entries, const QVariant& chosen) {
    const QSignalBlocker quiet(box);
    box.clear();
    for (const auto& [text, value] : entries)
        box.addItem(text, value);
    box.setCurrentIndex(qMax(0, box.findData(chosen)));
    box.setSizeAdjustPolicy(QComboBox::AdjustToContents);
}

}  // namespace lineament::ui
