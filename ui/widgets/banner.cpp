#include "ui/widgets/banner.h"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include "ui/theme/theme.h"
#include "ui/widgets/desk.h"

namespace lineament::ui {

namespace {

struct Look {
    const char* icon;
    Token token;
};

Look lookOf(Banner::Kind kind) {
    switch (kind) {
        case Banner::Kind::Good:
            return {"circle-check", Token::Match};
        case Banner::Kind::Warning:
            return {"triangle-alert", Token::Review};
        case Banner::Kind::Error:
            return {"circle-alert", Token::Alert};
        case Banner::Kind::Info:
            break;
    }
    return {"info", Token::Accent};
}

}  // namespace

Banner::Banner(QWidget* parent) : QFrame(parent) {
    icon_ = new QLabel(this);
    text_ = new QLabel(this);
    text_->setObjectName(QStringLiteral("bannerText"));
    text_->setWordWrap(true);
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    action_ = new QPushButton(this);
    action_->setObjectName(QStringLiteral("bannerAction"));
    close_ = new QToolButton(this);
    close_->setObjectName(QStringLiteral("bannerClose"));
    close_->setIcon(Theme::instance().icon(QStringLiteral("x")));
    close_->setToolTip(tr("Dismiss"));
    close_->setAccessibleName(tr("Dismiss"));

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::kSpace4, metrics::kSpace2, metrics::kSpace2, metrics::kSpace2);
    row->setSpacing(metrics::kSpace2);
    row->addWidget(icon_, 0, Qt::AlignVCenter);
    row->addWidget(text_, 1);
    row->addWidget(action_);
    row->addWidget(close_);
    connect(action_, &QPushButton::clicked, this, &Banner::actionTriggered);
    connect(close_, &QToolButton::clicked, this, [this] {
        dismiss();
        Q_EMIT dismissed();
    });
    connect(&Theme::instance(), &Theme::changed, this, &Banner::tint);
    hide();
}

void Banner::show(Kind kind, const QString& sentence, const QString& action) {
    kind_ = kind;
    text_->setText(sentence);
    action_->setText(action);
    action_->setVisible(!action.isEmpty());
    setAccessibleName(sentence);
    tint();
    QFrame::show();
}

void Banner::dismiss() {
    const bool hadKeys = isAncestorOf(QApplication::focusWidget());
    hide();
    if (!hadKeys) return;
    // Not to whatever control comes next: the next key would act there.
    for (auto* above = parentWidget(); above; above = above->parentWidget())
        if (auto* desk = qobject_cast<Desk*>(above)) return desk->takeFocus();
}

QString Banner::sentence() const {
    return text_->text();
}

void Banner::tint() {
    const auto [icon, token] = lookOf(kind_);
    icon_->setPixmap(Theme::instance()
                         .icon(QLatin1String(icon), token)
                         .pixmap(QSize(metrics::kIcon, metrics::kIcon), devicePixelRatioF()));
    update();
}

void Banner::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& theme = Theme::instance();
    painter.fillRect(rect(), theme.color(Token::Raised));
    painter.fillRect(0, 0, metrics::kSpace1, height(), theme.color(lookOf(kind_).token));
    painter.fillRect(0, height() - 1, width(), 1, theme.color(Token::Line));
}

void Banner::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() != QEvent::LanguageChange) return;
    close_->setToolTip(tr("Dismiss"));
    close_->setAccessibleName(tr("Dismiss"));
}

}  // namespace lineament::ui
