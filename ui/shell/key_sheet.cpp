#include "ui/shell/key_sheet.h"

#include <QAction>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/theme/theme.h"
#include "ui/widgets/action_registry.h"

namespace lineament::ui {

namespace {

constexpr int kMargin = 48, kRowPx = 24, kFewestRows = 12;

QLabel* words(const QString& text, const QString& role, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    if (!role.isEmpty()) label->setProperty("role", role);
    return label;
}

}  // namespace

KeySheet::KeySheet(ActionRegistry& actions, QWidget* parent) : QFrame(parent, Qt::Popup), actions_(actions) {
    setObjectName(QStringLiteral("keySheet"));
    setProperty("role", QStringLiteral("popup"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
}

void KeySheet::popUp(const QString& deskId, const QString& deskTitle) {
    delete sheet_;
    sheet_ = new QWidget(this);
    layout()->addWidget(sheet_);
    auto* grid = new QGridLayout(sheet_);
    grid->setContentsMargins(metrics::kSpace5, metrics::kSpace4, metrics::kSpace5, metrics::kSpace4);
    grid->setHorizontalSpacing(metrics::kSpace3);
    grid->setVerticalSpacing(metrics::kSpace1);
    // As many rows as the window has room for: the columns then fit beside one another.
    const int rowsInColumn =
        std::max(kFewestRows, (parentWidget()->window()->height() - 2 * kMargin) / kRowPx);
    int block = 0, row = 0;
    const auto put = [&](QLabel* keys, QLabel* text) {
        if (row >= rowsInColumn) {
            ++block;
            row = 0;
        }
        const int column = block * 3;
        if (keys) grid->addWidget(keys, row, column, Qt::AlignRight);
        grid->addWidget(text, row, keys ? column + 1 : column, 1, keys ? 1 : 2);
        grid->setColumnMinimumWidth(column + 2, metrics::kSpace5);
        ++row;
    };
    const auto list = [&](const QString& scope, const QString& title) {
        if (row > 0) {
            ++block;
            row = 0;
        }
        put(nullptr, words(title, QStringLiteral("section"), sheet_));
        for (auto* action : actions_.actions()) {
            if (actions_.scopeOf(action) != scope || action->shortcuts().isEmpty() ||
                action->text().isEmpty())
                continue;
            QStringList keys;
            for (const auto& sequence : action->shortcuts())
                keys << sequence.toString(QKeySequence::NativeText);
            keys.removeDuplicates();  // in Chinese Return and Enter are one word
            QString text = action->text();
            text.remove(QLatin1Char('&'));
            put(words(keys.join(QStringLiteral("  ")), QStringLiteral("key"), sheet_),
                words(text, {}, sheet_));
        }
    };
    list(deskId, deskTitle);
    list(ActionRegistry::kGlobal, tr("Everywhere"));
    grid->setRowStretch(rowsInColumn, 1);
    const QWidget* window = parentWidget()->window();
    adjustSize();
    resize(sizeHint().boundedTo(window->size() - QSize(kMargin, kMargin)));
    move(window->mapToGlobal(QPoint((window->width() - width()) / 2, (window->height() - height()) / 2)));
    show();
    setFocus();
}

void KeySheet::keyPressEvent(QKeyEvent*) {
    hide();
}

}  // namespace lineament::ui
