#include "ui/widgets/search_field.h"

#include <QAction>
#include <QKeyEvent>
#include <QTimer>

#include "ui/theme/theme.h"

namespace lineament::ui {

namespace {
constexpr int kPauseMs = 120;
}

SearchField::SearchField(QWidget* parent) : QLineEdit(parent) {
    addAction(Theme::instance().icon(QStringLiteral("search"), Token::Muted), QLineEdit::LeadingPosition);
    setProperty("role", QStringLiteral("search"));
    setClearButtonEnabled(true);
    auto* pause = new QTimer(this);
    pause->setSingleShot(true);
    pause->setInterval(kPauseMs);
    connect(this, &QLineEdit::textChanged, pause, [pause] { pause->start(); });
    connect(pause, &QTimer::timeout, this, [this] { Q_EMIT queryChanged(text().trimmed()); });
}

void SearchField::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) return clear();
    if (event->key() == Qt::Key_Down) {
        Q_EMIT leftDownwards();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

}  // namespace lineament::ui
