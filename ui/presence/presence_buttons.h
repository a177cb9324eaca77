#pragma once

#include <QPushButton>
#include <QToolButton>

#include "ui/theme/theme.h"

namespace lineament::ui {

/// A button that tests and screen readers know by its id, reached by Tab.
inline QPushButton* presenceButton(const char* id) {
    auto* button = new QPushButton;
    button->setObjectName(QLatin1String(id));
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

/// The same with a small icon instead of words.
inline QToolButton* presenceButton(const char* id, const char* icon) {
    auto* button = new QToolButton;
    button->setObjectName(QLatin1String(id));
    button->setIcon(Theme::instance().icon(QLatin1String(icon)));
    button->setIconSize({metrics::kIconSmall, metrics::kIconSmall});
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

}  // namespace lineament::ui
