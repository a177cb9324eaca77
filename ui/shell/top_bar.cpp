#include "ui/shell/top_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include "ui/theme/theme.h"

namespace lineament::ui {

namespace {
constexpr int kBarHeight = 44, kSearchWidth = 340, kNameWidth = 140;
}

TopBar::TopBar(QWidget* parent) : QFrame(parent) {
    setProperty("role", QStringLiteral("topBar"));
    setFixedHeight(kBarHeight);
    menu_ = new QToolButton(this);
    menu_->setObjectName(QStringLiteral("menuButton"));
    menu_->setIcon(Theme::instance().icon(QStringLiteral("menu")));
    menu_->setIconSize({metrics::kIcon, metrics::kIcon});
    menu_->setPopupMode(QToolButton::InstantPopup);
    title_ = new QLabel(this);
    title_->setObjectName(QStringLiteral("deskTitle"));
    title_->setProperty("role", QStringLiteral("deskTitle"));
    search_ = new QPushButton(this);
    search_->setObjectName(QStringLiteral("searchButton"));
    search_->setProperty("role", QStringLiteral("search"));
    search_->setIcon(Theme::instance().icon(QStringLiteral("search"), Token::Muted));
    search_->setFixedWidth(kSearchWidth);
    account_ = new QToolButton(this);
    account_->setObjectName(QStringLiteral("accountButton"));
    account_->setIcon(Theme::instance().icon(QStringLiteral("user-round")));
    account_->setIconSize({metrics::kIcon, metrics::kIcon});
    account_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    account_->setPopupMode(QToolButton::InstantPopup);
    account_->setFocusPolicy(Qt::TabFocus);
    account_->hide();
    // A click must not take the keys away from the desk.
    menu_->setFocusPolicy(Qt::TabFocus);
    search_->setFocusPolicy(Qt::TabFocus);
    connect(search_, &QPushButton::clicked, this, &TopBar::searchRequested);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::kSpace2, 0, metrics::kSpace3, 0);
    row->setSpacing(metrics::kSpace2);
    row->addWidget(menu_);
    row->addWidget(title_, 1);
    row->addWidget(search_);
    row->addWidget(account_);
}

void TopBar::setMenu(QMenu* menu) {
    menu_->setMenu(menu);
}
void TopBar::setTitle(const QString& title) {
    title_->setText(title);
}

void TopBar::setAccount(const QString& name, const QString& role, QMenu* menu) {
    account_->setVisible(!name.isEmpty());
    account_->setMenu(menu);
    // Names may be long; the tooltip has them whole.
    account_->setText(account_->fontMetrics().elidedText(name, Qt::ElideRight, kNameWidth));
    account_->setToolTip(tr("%1, %2", "name, role").arg(name, role));
    account_->setAccessibleName(tr("Signed in: %1, %2", "name, role").arg(name, role));
}

void TopBar::retranslate(const QString& keys) {
    menu_->setToolTip(tr("Menu"));
    menu_->setAccessibleName(tr("Menu"));
    search_->setText(tr("People, recordings, actions  (%1)").arg(keys));
}

}  // namespace lineament::ui
