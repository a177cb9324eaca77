#include "ui/shell/sign_in_screen.h"

#include <QDateTime>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/bridge/sign_in.h"
#include "ui/theme/theme.h"
#include "ui/widgets/wrapped_label.h"

namespace lineament::ui {

namespace {
constexpr int kCardWidth = 380, kTextWidth = kCardWidth - 2 * metrics::kSpace5, kTickMs = 200;
}

SignInScreen::SignInScreen(SignIn& who, QWidget* parent) : QWidget(parent), who_(who) {
    setObjectName(QStringLiteral("signInScreen"));
    auto* card = new QFrame(this);
    card->setObjectName(QStringLiteral("signInCard"));
    card->setProperty("role", QStringLiteral("card"));
    card->setFixedWidth(kCardWidth);
    icon_ = new QLabel(card);
    icon_->setPixmap(Theme::instance().icon(QStringLiteral("lock"), Token::Muted).pixmap(32, 32));
    title_ = new QLabel(card);
    title_->setProperty("role", QStringLiteral("title"));
    hint_ = new WrappedLabel(kTextWidth, card);
    hint_->setProperty("role", QStringLiteral("muted"));
    const auto field = [&](const char* id, QLabel*& label) {
        label = new QLabel(card);
        auto* edit = new QLineEdit(card);
        edit->setObjectName(QLatin1String(id));
        label->setBuddy(edit);
        return edit;
    };
    name_ = field("signInName", nameLabel_);
    password_ = field("signInPassword", passwordLabel_);
    password_->setEchoMode(QLineEdit::Password);
    password_->setAttribute(Qt::WA_InputMethodEnabled, false);
    trouble_ = new WrappedLabel(kTextWidth, card);
    trouble_->setObjectName(QStringLiteral("signInTrouble"));
    trouble_->setProperty("role", QStringLiteral("alert"));
    signIn_ = new QPushButton(card);
    signIn_->setObjectName(QStringLiteral("signInButton"));
    signIn_->setProperty("role", QStringLiteral("primary"));
    other_ = new QPushButton(card);
    other_->setObjectName(QStringLiteral("signInOther"));
    quit_ = new QPushButton(card);
    quit_->setObjectName(QStringLiteral("signInQuit"));

    auto* column = new QVBoxLayout(card);
    column->setContentsMargins(metrics::kSpace5, metrics::kSpace5, metrics::kSpace5, metrics::kSpace5);
    column->setSpacing(metrics::kSpace2);
    column->addWidget(icon_, 0, Qt::AlignHCenter);
    column->addWidget(title_, 0, Qt::AlignHCenter);
    column->addWidget(hint_);
    column->addSpacing(metrics::kSpace2);
    for (QWidget* widget : {static_cast<QWidget*>(nameLabel_), static_cast<QWidget*>(name_),
                            static_cast<QWidget*>(passwordLabel_), static_cast<QWidget*>(password_),
                            static_cast<QWidget*>(trouble_)})
        column->addWidget(widget);
    column->addSpacing(metrics::kSpace2);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kSpace2);
    buttons->addWidget(quit_);
    buttons->addStretch();
    buttons->addWidget(other_);
    buttons->addWidget(signIn_);
    column->addLayout(buttons);
    auto* whole = new QVBoxLayout(this);
    whole->addStretch(2);
    whole->addWidget(card, 0, Qt::AlignHCenter);
    whole->addStretch(3);

    tick_ = new QTimer(this);
    tick_->setInterval(kTickMs);
    connect(tick_, &QTimer::timeout, this, &SignInScreen::showWait);
    connect(signIn_, &QPushButton::clicked, this, &SignInScreen::submit);
    connect(password_, &QLineEdit::returnPressed, this, &SignInScreen::submit);
    connect(name_, &QLineEdit::returnPressed, password_, qOverload<>(&QWidget::setFocus));
    connect(name_, &QLineEdit::textChanged, this, &SignInScreen::showState);
    connect(password_, &QLineEdit::textChanged, this, &SignInScreen::showState);
    connect(other_, &QPushButton::clicked, this, &SignInScreen::askForAnother);
    connect(quit_, &QPushButton::clicked, this, &SignInScreen::quitRequested);
    connect(&who_, &SignIn::failed, this, &SignInScreen::fail);
    retranslate();
}

void SignInScreen::refresh() {
    another_ = false;
    busy_ = false;
    sentence_.clear();
    waitUntilMs_ = 0;
    password_->clear();
    name_->setText(who_.locked() && who_.account() ? QString::fromStdString(who_.account()->name)
                                                   : QString());
    retranslate();
    (who_.locked() ? password_ : name_)->setFocus();
}

void SignInScreen::askForAnother() {
    another_ = true;
    name_->clear();
    password_->clear();
    retranslate();
    name_->setFocus();
}

void SignInScreen::submit() {
    if (!signIn_->isEnabled()) return;
    busy_ = true;
    sentence_.clear();
    who_.signIn(name_->text(), password_->text());
    showState();
}

void SignInScreen::fail(const QString& sentence, qint64 waitMs) {
    busy_ = false;
    sentence_ = sentence;
    waitUntilMs_ = waitMs > 0 ? QDateTime::currentMSecsSinceEpoch() + waitMs : 0;
    password_->clear();
    showWait();
    password_->setFocus();
}

void SignInScreen::showWait() {
    const qint64 left = waitUntilMs_ - QDateTime::currentMSecsSinceEpoch();
    if (left > 0) {
        if (!tick_->isActive()) tick_->start();
        trouble_->setWords(sentence_ + QLatin1Char(' ') +
                           tr("Wait %n seconds.", nullptr, static_cast<int>((left + 999) / 1000)));
    } else {
        tick_->stop();
        waitUntilMs_ = 0;
        trouble_->setWords(sentence_);
    }
    showState();
}

void SignInScreen::showState() {
    const bool waits = waitUntilMs_ > 0;
    const bool fixed = who_.locked() && !another_;
    name_->setReadOnly(fixed || busy_);
    name_->setFocusPolicy(fixed ? Qt::ClickFocus : Qt::StrongFocus);
    password_->setEnabled(!busy_);
    trouble_->setVisible(!sentence_.isEmpty());
    signIn_->setEnabled(!busy_ && !waits && !name_->text().trimmed().isEmpty() &&
                        !password_->text().isEmpty());
    signIn_->setText(busy_ ? tr("Signing in…") : fixed ? tr("Unlock") : tr("Sign in"));
    other_->setVisible(fixed);
}

void SignInScreen::retranslate() {
    const bool fixed = who_.locked() && !another_;
    title_->setText(fixed ? tr("Locked") : tr("Sign in"));
    hint_->setWords(fixed ? tr("What runs goes on. The password opens the window again.")
                          : tr("This data store has accounts: what you see and may do depends on yours."));
    nameLabel_->setText(tr("Name"));
    passwordLabel_->setText(tr("Password"));
    name_->setAccessibleName(nameLabel_->text());
    password_->setAccessibleName(passwordLabel_->text());
    other_->setText(tr("Another account"));
    quit_->setText(tr("Quit"));
    showWait();
}

}  // namespace lineament::ui
