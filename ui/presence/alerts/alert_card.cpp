#include "ui/presence/alerts/alert_card.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include "core/presence/watchlist_rule.h"
#include "ui/presence/presence_buttons.h"
#include "ui/presence/presence_words.h"
#include "ui/widgets/elided_label.h"

namespace lineament::ui {
namespace {

constexpr int kPicture = 104, kStripe = 5;

QLabel* makePicture(const char* id) {
    auto* label = new QLabel;
    label->setObjectName(QLatin1String(id));
    label->setFixedSize(kPicture, kPicture);
    label->setAlignment(Qt::AlignCenter);
    return label;
}

QLabel* makeCaption() {
    auto* label = new QLabel;
    label->setProperty("role", QStringLiteral("small"));
    label->setAlignment(Qt::AlignCenter);
    return label;
}

ElidedLabel* makeWords(const char* id, const char* role = nullptr) {
    auto* label = new ElidedLabel;
    label->setObjectName(QLatin1String(id));
    if (role) label->setProperty("role", QLatin1String(role));
    return label;
}

void put(QLabel& label, const QImage& image) {
    if (image.isNull()) return label.setPixmap({});
    const qreal ratio = label.devicePixelRatioF();
    auto pixmap = QPixmap::fromImage(
        image.scaled(QSize(kPicture, kPicture) * ratio, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    pixmap.setDevicePixelRatio(ratio);
    label.setPixmap(pixmap);
}

}  // namespace

AlertCard::AlertCard(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("alertCard"));
    setProperty("role", QStringLiteral("card"));
    setFocusPolicy(Qt::StrongFocus);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kStripe + metrics::kSpace3, metrics::kSpace3, metrics::kSpace3, metrics::kSpace3);
    row->setSpacing(metrics::kSpace3);
    look_ = makePicture("alertLook");
    reference_ = makePicture("alertReference");
    lookCaption_ = makeCaption();
    referenceCaption_ = makeCaption();
    for (const auto& [picture, caption] :
         {std::pair(look_, lookCaption_), std::pair(reference_, referenceCaption_)}) {
        auto* column = new QVBoxLayout;
        column->setSpacing(metrics::kSpace1);
        column->addWidget(picture);
        column->addWidget(caption);
        column->addStretch();
        row->addLayout(column);
    }
    auto* column = new QVBoxLayout;
    column->setSpacing(metrics::kSpace1);
    auto* first = new QHBoxLayout;
    flag_ = new QLabel;
    flag_->setFixedSize(metrics::kIconSmall, metrics::kIconSmall);
    name_ = makeWords("alertName", "section");
    age_ = new QLabel;
    age_->setObjectName(QStringLiteral("alertAge"));
    first->addWidget(flag_);
    first->addWidget(name_, 1);
    first->addWidget(age_);
    numbers_ = makeWords("alertNumbers");
    place_ = makeWords("alertPlace", "muted");
    decision_ = makeWords("alertDecision", "muted");
    reasonRow_ = new QWidget;
    auto* asking = new QHBoxLayout(reasonRow_);
    asking->setContentsMargins(0, 0, 0, 0);
    asking->setSpacing(metrics::kSpace2);
    reason_ = new QLineEdit;
    reason_->setObjectName(QStringLiteral("alertReason"));
    confirm_ = presenceButton("alertConfirm");
    cancel_ = presenceButton("alertCancel");
    asking->addWidget(reason_, 1);
    asking->addWidget(cancel_);
    asking->addWidget(confirm_);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kSpace2);
    acknowledge_ = presenceButton("alertAcknowledge");
    acknowledge_->setProperty("role", QStringLiteral("primary"));
    dismiss_ = presenceButton("alertDismiss");
    reopen_ = presenceButton("alertReopen");
    recording_ = presenceButton("alertRecording");
    recording_->setProperty("role", QStringLiteral("link"));
    recording_->hide();
    buttons->addWidget(acknowledge_);
    buttons->addWidget(dismiss_);
    buttons->addWidget(reopen_);
    buttons->addStretch();
    buttons->addWidget(recording_);
    column->addLayout(first);
    column->addWidget(numbers_);
    column->addWidget(place_);
    column->addWidget(decision_);
    column->addStretch();
    column->addWidget(reasonRow_);
    column->addLayout(buttons);
    row->addLayout(column, 1);
    reasonRow_->hide();
    connect(acknowledge_, &QPushButton::clicked, this, &AlertCard::acknowledged);
    connect(dismiss_, &QPushButton::clicked, this, &AlertCard::askReason);
    connect(recording_, &QPushButton::clicked, this, &AlertCard::recordingRequested);
    connect(reopen_, &QPushButton::clicked, this, &AlertCard::reopened);
    connect(cancel_, &QPushButton::clicked, this, [this] {
        reasonRow_->hide();
        showState();
    });
    const auto dismiss = [this] {
        const QString reason = reason_->text().trimmed();
        if (reason.isEmpty()) return;
        reasonRow_->hide();
        Q_EMIT dismissed(reason);
    };
    connect(confirm_, &QPushButton::clicked, this, dismiss);
    connect(reason_, &QLineEdit::returnPressed, this, dismiss);
    connect(reason_, &QLineEdit::textChanged, this,
            [this](const QString& text) { confirm_->setEnabled(!text.trimmed().isEmpty()); });
    connect(&Theme::instance(), &Theme::changed, this, &AlertCard::showState);
}

void AlertCard::setAlert(const Alert& alert) {
    if (alert_.id == alert.id && alert_.state == alert.state && alert_.decidedAt == alert.decidedAt &&
        alert_.name == alert.name)
        return;
    alert_ = alert;
    if (alert.state != AlertState::kNew) reasonRow_->hide();
    retranslate();
}

void AlertCard::setPictures(const QImage& look, const QImage& reference) {
    put(*look_, look);
    put(*reference_, reference);
}

void AlertCard::showAge(UnixMs now) {
    const int step = escalation(alert_, now);
    age_->setVisible(step > 0);
    age_->setProperty("role", step > 1 ? QStringLiteral("alert") : QStringLiteral("review"));
    age_->style()->unpolish(age_);  // the style sheet reads the role then
    age_->style()->polish(age_);
    const auto minutes = (now - alert_.at) / 60'000;
    if (step > 0)
        age_->setText(minutes > 0 ? tr("⚠ Overdue, waits for %1 min").arg(minutes) : tr("⚠ Overdue"));
    update();
}

void AlertCard::setRecording(bool recording) {
    recording_->setVisible(recording);
}

void AlertCard::setCurrent(bool current) {
    if (std::exchange(current_, current) != current) update();
}

void AlertCard::askReason() {
    if (alert_.state != AlertState::kNew) return;
    reason_->clear();
    confirm_->setEnabled(false);
    reasonRow_->show();
    showState();
    reason_->setFocus();
    Q_EMIT picked();
}

bool AlertCard::asking() const {
    return !reasonRow_->isHidden();
}

void AlertCard::showState() {
    const bool open = alert_.state == AlertState::kNew;
    acknowledge_->setVisible(open && !asking());
    dismiss_->setVisible(open && !asking());
    reopen_->setVisible(!open);
    decision_->setVisible(!open);
    flag_->setPixmap(iconOf(alert_.colour).pixmap(metrics::kIconSmall, metrics::kIconSmall));
    update();
}

void AlertCard::retranslate() {
    const QLocale locale;
    name_->setFullText(
        tr("%1 · %2").arg(QString::fromStdString(alert_.name), QString::fromStdString(alert_.listName)));
    numbers_->setFullText(tr("Similarity %1 · quality %2")
                              .arg(comparison(alert_.similarity, alert_.threshold, alert_.fmr),
                                   locale.toString(alert_.quality, 'f', 0)));
    QString place = QString::fromStdString(alert_.cameraName);
    if (!alert_.zone.empty()) place += QStringLiteral(" · ") + QString::fromStdString(alert_.zone);
    place_->setFullText(place + QStringLiteral(" · ") + timeWords(alert_.at));
    if (alert_.state != AlertState::kNew) {
        const QString by = tr("%1 by %2, %3")
                               .arg(wordsOf(alert_.state), QString::fromStdString(alert_.decidedBy),
                                    timeWords(alert_.decidedAt));
        decision_->setFullText(
            alert_.reason.empty() ? by : tr("%1: %2").arg(by, QString::fromStdString(alert_.reason)));
    }
    lookCaption_->setText(tr("Camera"));
    referenceCaption_->setText(tr("Reference"));
    acknowledge_->setText(tr("Acknowledge"));
    dismiss_->setText(tr("Dismiss…"));
    reopen_->setText(tr("Open again"));
    recording_->setText(tr("Look at the recording"));
    reason_->setPlaceholderText(tr("Why, for example: a twin, or a poster"));
    confirm_->setText(tr("Dismiss"));
    cancel_->setText(tr("Cancel"));
    showState();
}

void AlertCard::paintEvent(QPaintEvent* event) {
    QFrame::paintEvent(event);
    QPainter painter(this);
    auto& theme = Theme::instance();
    auto colour = theme.color(alert_.state == AlertState::kNew ? tokenOf(alert_.colour) : Token::Line);
    painter.fillRect(QRect(1, 1, kStripe, height() - 2), colour);
    for (const auto* picture : {look_, reference_}) {
        painter.fillRect(picture->geometry(), theme.color(Token::Canvas));
    }
    if (!current_) return;
    painter.setPen(QPen(theme.color(Token::Accent), 2));
    painter.drawRect(rect().adjusted(1, 1, -1, -1));
}

void AlertCard::mousePressEvent(QMouseEvent* event) {
    QFrame::mousePressEvent(event);
    Q_EMIT picked();
}

void AlertCard::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && asking()) {
        reasonRow_->hide();
        showState();
        setFocus();
        return;
    }
    QFrame::keyPressEvent(event);
}

}  // namespace lineament::ui
