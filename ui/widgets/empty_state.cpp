#include "ui/widgets/empty_state.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/theme/theme.h"
#include "ui/widgets/wrapped_label.h"

namespace lineament::ui {

namespace {
constexpr int kIconPx = 40, kTextWidth = 500;
}

EmptyState::EmptyState(const QString& iconName, QWidget* parent) : QWidget(parent) {
    icon_ = new QLabel(this);
    icon_->setAlignment(Qt::AlignCenter);
    const auto tint = [this, iconName] {
        icon_->setPixmap(Theme::instance()
                             .icon(iconName, Token::Muted)
                             .pixmap(QSize(kIconPx, kIconPx), devicePixelRatioF()));
    };
    tint();
    connect(&Theme::instance(), &Theme::changed, this, tint);

    sentence_ = new WrappedLabel(kTextWidth, this);
    sentence_->setObjectName(QStringLiteral("sentence"));
    sentence_->setAlignment(Qt::AlignCenter);
    button_ = new QPushButton(this);
    button_->setObjectName(QStringLiteral("emptyStateButton"));
    button_->setProperty("role", QStringLiteral("primary"));
    connect(button_, &QPushButton::clicked, this, &EmptyState::activated);
    hint_ = new WrappedLabel(kTextWidth, this);
    hint_->setProperty("role", QStringLiteral("muted"));
    hint_->setAlignment(Qt::AlignCenter);

    auto* column = new QVBoxLayout(this);
    column->setSpacing(metrics::kSpace3);
    column->addStretch(2);
    column->addWidget(icon_, 0, Qt::AlignHCenter);
    column->addWidget(sentence_, 0, Qt::AlignHCenter);
    column->addWidget(button_, 0, Qt::AlignHCenter);
    column->addWidget(hint_, 0, Qt::AlignHCenter);
    column->addStretch(3);
}

void EmptyState::setTexts(const QString& sentence, const QString& button, const QString& hint) {
    sentence_->setWords(sentence);
    button_->setText(button);
    button_->setVisible(!button.isEmpty());
    hint_->setWords(hint);
}

}  // namespace lineament::ui
