#include "ui/shell/desk_rail.h"

#include <QAction>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/theme/theme.h"

namespace lineament::ui {

namespace {
constexpr int kRailWidth = 72, kButtonHeight = 52;
}

DeskRail::DeskRail(QWidget* parent) : QFrame(parent) {
    setProperty("role", QStringLiteral("rail"));
    setFixedWidth(kRailWidth);
    top_ = new QVBoxLayout;
    bottom_ = new QVBoxLayout;
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, metrics::kSpace1, 0, metrics::kSpace1);
    column->setSpacing(0);
    for (auto* part : {top_, bottom_})
        part->setSpacing(metrics::kSpace1 / 2);
    column->addLayout(top_);
    column->addStretch();
    column->addLayout(bottom_);
}

void DeskRail::addDesk(QAction* action, bool atBottom) {
    auto* button = new QToolButton(this);
    button->setObjectName(QStringLiteral("rail.") + action->objectName());
    button->setProperty("role", QStringLiteral("rail"));
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
    button->setIconSize({metrics::kIcon, metrics::kIcon});
    button->setFixedSize(kRailWidth - 1, kButtonHeight);
    button->setFocusPolicy(Qt::TabFocus);
    (atBottom ? bottom_ : top_)->addWidget(button);
}

}  // namespace lineament::ui
