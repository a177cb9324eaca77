#include "ui/presence/access/door_screen.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/presence/access/access_words.h"
#include "ui/presence/presence_buttons.h"
#include "ui/presence/presence_words.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/image_canvas.h"

namespace lineament::ui {
namespace {

constexpr int kSignPx = 48, kVerdictHeight = 96, kVerdictMs = 3500, kCardWidth = 260;
constexpr QSize kSmallestPicture(360, 200);
constexpr double kTint = 0.16;

}  // namespace

DoorVerdict::DoorVerdict(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("doorVerdict"));
    setMinimumHeight(kVerdictHeight);
    sign_ = new QLabel;
    sign_->setFixedSize(kSignPx, kSignPx);
    headline_ = new QLabel;
    headline_->setObjectName(QStringLiteral("doorHeadline"));
    headline_->setProperty("role", QStringLiteral("verdict"));
    headline_->setWordWrap(true);
    detail_ = new QLabel;
    detail_->setObjectName(QStringLiteral("doorDetail"));
    detail_->setWordWrap(true);
    auto* words = new QVBoxLayout;
    words->setSpacing(metrics::kSpace1);
    words->addStretch();
    words->addWidget(headline_);
    words->addWidget(detail_);
    words->addStretch();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::kSpace5, metrics::kSpace2, metrics::kSpace4, metrics::kSpace2);
    row->setSpacing(metrics::kSpace4);
    row->addWidget(sign_, 0, Qt::AlignVCenter);
    row->addLayout(words, 1);
    connect(&Theme::instance(), &Theme::changed, this, &DoorVerdict::tint);
}

void DoorVerdict::say(const QString& icon, Token token, const QString& headline, const QString& detail) {
    const bool same = icon == icon_ && token == token_;
    icon_ = icon, token_ = token;
    headline_->setText(headline);
    detail_->setText(detail);
    detail_->setVisible(!detail.isEmpty());
    setAccessibleName(detail.isEmpty() ? headline : headline + QLatin1Char(' ') + detail);
    if (!same) tint();
}

QString DoorVerdict::headline() const {
    return headline_->text();
}
QString DoorVerdict::detail() const {
    return detail_->text();
}

void DoorVerdict::tint() {
    sign_->setPixmap(
        Theme::instance().icon(icon_, token_).pixmap(QSize(kSignPx, kSignPx), devicePixelRatioF()));
    update();
}

void DoorVerdict::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const auto& theme = Theme::instance();
    painter.fillRect(rect(), theme.color(Token::Raised));
    if (token_ == Token::Muted) return;
    QColor ground = theme.color(token_);
    painter.fillRect(0, 0, metrics::kSpace2, height(), ground);
    ground.setAlphaF(static_cast<float>(kTint));
    painter.fillRect(rect(), ground);
}

DoorScreen::DoorScreen(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("doorScreen"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace2);
    auto* top = new QHBoxLayout;
    top->setSpacing(metrics::kSpace2);
    title_ = new ElidedLabel;
    title_->setObjectName(QStringLiteral("doorTitle"));
    title_->setProperty("role", QStringLiteral("title"));
    stateIcon_ = new QLabel;
    stateIcon_->setFixedSize(metrics::kIcon, metrics::kIcon);
    state_ = new QLabel;
    state_->setObjectName(QStringLiteral("doorState"));
    top->addWidget(title_, 1);
    top->addWidget(stateIcon_);
    top->addWidget(state_);
    canvas_ = new ImageCanvas;
    canvas_->setObjectName(QStringLiteral("doorCanvas"));
    canvas_->setMinimumSize(kSmallestPicture);
    canvas_->setSmooth(true);
    verdict_ = new DoorVerdict;
    auto* bottom = new QHBoxLayout;
    bottom->setSpacing(metrics::kSpace2);
    card_ = new QLineEdit;
    card_->setObjectName(QStringLiteral("doorCard"));
    card_->setFixedHeight(metrics::kTouchHeight);
    card_->setMaximumWidth(kCardWidth);
    useCard_ = presenceButton("doorUseCard");
    run_ = presenceButton("doorRun");
    run_->setProperty("role", QStringLiteral("primary"));
    full_ = presenceButton("doorFullScreen", "maximize");
    for (QWidget* touch :
         {static_cast<QWidget*>(useCard_), static_cast<QWidget*>(run_), static_cast<QWidget*>(full_)})
        touch->setFixedHeight(metrics::kTouchHeight);
    full_->setFixedWidth(metrics::kTouchHeight);
    bottom->addWidget(card_, 1);
    bottom->addWidget(useCard_);
    bottom->addStretch(1);
    bottom->addWidget(run_);
    bottom->addWidget(full_);
    column->addLayout(top);
    column->addWidget(canvas_, 1);
    column->addWidget(verdict_);
    column->addLayout(bottom);
    verdictTimer_.setSingleShot(true);
    opened_.setSingleShot(true);
    connect(&verdictTimer_, &QTimer::timeout, this, [this] {
        event_.reset();
        showState();
    });
    connect(&opened_, &QTimer::timeout, this, &DoorScreen::showState);
    connect(card_, &QLineEdit::returnPressed, this, &DoorScreen::submitCard);
    connect(card_, &QLineEdit::textChanged, this, &DoorScreen::showState);
    connect(useCard_, &QPushButton::clicked, this, &DoorScreen::submitCard);
    connect(run_, &QPushButton::clicked, this, [this] { Q_EMIT runRequested(!running_); });
    connect(full_, &QToolButton::clicked, this, &DoorScreen::toggleFullScreen);
    connect(&Theme::instance(), &Theme::changed, this, &DoorScreen::showState);
    retranslate();
}

void DoorScreen::setDoor(const Door& door) {
    if (door.id != door_.id) {
        event_.reset();
        verdictTimer_.stop();
        opened_.stop();
        shown_ = {};
        trouble_.clear(), over_.clear();
        canvas_->setImage({});
        canvas_->setBoxes({});
    }
    door_ = door;
    const QString name = QString::fromStdString(door.name), zone = QString::fromStdString(door.zone);
    title_->setFullText(zone.isEmpty() ? name : name + QStringLiteral(" · ") + zone);
    showState();
}

void DoorScreen::setRunning(bool running) {
    if (running) over_.clear();
    if (running_ && !running) {
        canvas_->setBoxes({});  // nobody says that they are still there
        trouble_.clear();
        shown_ = {};
    }
    running_ = running;
    showState();
}

void DoorScreen::showPicture(const DoorPicture& picture) {
    shown_ = picture;
    canvas_->setImage(picture.picture);
    QList<CanvasBox> boxes;
    if (picture.face) boxes.append({1, *picture.face, Mark::Plain, {}, {}, false});
    canvas_->setBoxes(boxes);
    trouble_.clear();
    showState();
}

void DoorScreen::showDecision(const AccessEvent& event) {
    event_ = event;
    verdictTimer_.start(kVerdictMs);
    if (event.passed()) opened_.start(static_cast<int>(door_.openMs));
    card_->clear();
    showState();
}

void DoorScreen::setTrouble(const QString& sentence) {
    if (sentence == trouble_) return;
    trouble_ = sentence;
    showState();
}

void DoorScreen::setEnded(const QString& sentence) {
    over_ = sentence.isEmpty() ? tr("The recording is over.") : sentence;
    showState();
}

void DoorScreen::submitCard() {
    const QString card = card_->text().trimmed();
    if (!running_ || card.isEmpty()) return;
    Q_EMIT cardShown(card);
    card_->selectAll();
    event_.reset();
    showState();
}

void DoorScreen::sayEvent() {
    const auto& event = *event_;
    const QString name = QString::fromStdString(event.name);
    QStringList details;
    QString headline = wordsOf(event.reason);
    if (event.outcome == AccessOutcome::kGranted) {
        headline = name.isEmpty() ? wordsOf(event.reason) : tr("Come in, %1").arg(name);
        if (event.opening == Opening::kFailed) headline = tr("The door did not open");
    } else if (!name.isEmpty() && event.reason != AccessReason::kCardMismatch) {
        details << name;
    }
    if (event.opening == Opening::kFailed) details << troubleWords(event.openingTrouble);
    if (const auto numbers = comparisonOf(event); !numbers.isEmpty())
        details << tr("Similarity %1").arg(numbers);
    if (event.liveness)
        details << tr("Live %1 (needs %2)")
                       .arg(QLocale().toString(*event.liveness, 'f', 2),
                            QLocale().toString(event.livenessThreshold, 'f', 2));
    if (!event.detail.empty()) details << QString::fromStdString(event.detail);
    const bool shut = event.opening == Opening::kFailed;
    verdict_->say(shut ? QStringLiteral("triangle-alert") : iconNameOf(event.outcome),
                  shut ? Token::Alert : tokenOf(event.outcome), headline,
                  details.join(QStringLiteral(" · ")));
}

void DoorScreen::showState() {
    const bool open = opened_.isActive();
    stateIcon_->setPixmap(Theme::instance()
                              .icon(open ? QStringLiteral("log-out") : QStringLiteral("lock"),
                                    open ? Token::Match : Token::Muted)
                              .pixmap(QSize(metrics::kIcon, metrics::kIcon), devicePixelRatioF()));
    state_->setText(open ? tr("Open") : tr("Shut"));
    run_->setText(running_ ? tr("Stop the door") : tr("Start the door"));
    run_->setEnabled(running_ || !door_.source.empty());
    card_->setEnabled(running_);
    useCard_->setEnabled(running_ && !card_->text().trimmed().isEmpty());
    if (event_) return sayEvent();
    if (!trouble_.isEmpty())
        return verdict_->say(QStringLiteral("triangle-alert"), Token::Alert,
                             tr("Out of order: the door stays shut"), trouble_);
    if (!running_) {
        if (!over_.isEmpty())
            return verdict_->say(QStringLiteral("circle-stop"), Token::Muted, tr("The door is not watched"),
                                 over_);
        return verdict_->say(QStringLiteral("circle-stop"), Token::Muted, tr("The door is not watched"),
                             door_.source.empty() ? tr("It has no camera yet: name one in its settings.")
                                                  : tr("Nobody can pass until it is started."));
    }
    if (shown_.picture.isNull())
        return verdict_->say(QStringLiteral("loader"), Token::Muted, tr("Connecting …"));
    if (shown_.cardNeeded) return verdict_->say(QStringLiteral("tag"), Token::Accent, tr("Show your card"));
    const bool good = shown_.guidance == DoorGuidance::kGood;
    verdict_->say(shown_.guidance == DoorGuidance::kNobody ? QStringLiteral("scan-face")
                  : good                                   ? QStringLiteral("loader")
                                                           : QStringLiteral("info"),
                  shown_.guidance == DoorGuidance::kNobody ? Token::Muted : Token::Accent,
                  wordsOf(shown_.guidance));
}

void DoorScreen::toggleFullScreen() {
    if (isWindow()) return leaveFullScreen();
    home_ = parentWidget();
    if (!home_ || !home_->layout()) return;
    home_->layout()->removeWidget(this);
    setParent(nullptr, Qt::Window);
    layout()->setContentsMargins(metrics::kSpace5, metrics::kSpace4, metrics::kSpace5, metrics::kSpace4);
    showFullScreen();
    card_->setFocus();
}

void DoorScreen::leaveFullScreen() {
    if (!isWindow() || !home_) return;
    setParent(home_, Qt::Widget);
    layout()->setContentsMargins(0, 0, 0, 0);
    home_->layout()->addWidget(this);
    show();
}

void DoorScreen::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && isWindow()) return leaveFullScreen();
    QFrame::keyPressEvent(event);
}

void DoorScreen::closeEvent(QCloseEvent* event) {
    event->ignore();  // the desk owns it
    leaveFullScreen();
}

void DoorScreen::retranslate() {
    card_->setPlaceholderText(tr("Card number"));
    card_->setAccessibleName(tr("Card number"));
    useCard_->setText(tr("Use this card"));
    full_->setToolTip(tr("Fill the screen (Esc leaves it)"));
    full_->setAccessibleName(full_->toolTip());
    showState();
}

}  // namespace lineament::ui
