#include "ui/footage/why_inspector.h"

#include <QAction>
#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QStyledItemDelegate>
#include <cmath>

#include "core/store/case_book.h"
#include "ui/bridge/image_convert.h"
#include "ui/footage/tracks/track_model.h"
#include "ui/footage/tracks/track_overlay.h"
#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

constexpr int kNearest = 3, kLookPx = 48, kRowPx = 58, kPortraitPx = 50;
constexpr int kSettleMs = 60;  // holding the down key asks once, for the track one stops at
enum WhyRole {
    WhyIdRole = Qt::UserRole + 1,
    WhyNameRole,
    WhySimilarityRole,
    WhyThresholdRole,
    WhyMsRole,
    WhyOriginRole
};

/// A candidate: the sample that was compared, name, similarity as number and as a bar with the threshold
/// marked on it, and where the sample came from.
class CandidateDelegate : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {160, kRowPx}; }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const auto& theme = Theme::instance();
        painter->save();
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver)) {
            QColor shade = theme.color(Token::Accent);
            shade.setAlpha(option.state & QStyle::State_Selected ? 40 : 18);
            painter->fillRect(option.rect, shade);
        }
        const QRect frame(option.rect.left() + metrics::kSpace1,
                          option.rect.top() + (kRowPx - kPortraitPx) / 2, kPortraitPx, kPortraitPx);
        painter->fillRect(frame, theme.color(Token::Canvas));
        painter->setRenderHint(QPainter::SmoothPixmapTransform);
        if (const auto portrait = index.data(Qt::DecorationRole).value<QImage>(); !portrait.isNull()) {
            QRect at(QPoint(), portrait.size().scaled(frame.size(), Qt::KeepAspectRatio));
            at.moveCenter(frame.center());
            painter->drawImage(at, portrait);
        }
        const double similarity = index.data(WhySimilarityRole).toDouble(),
                     threshold = index.data(WhyThresholdRole).toDouble();
        const QRect text = option.rect.adjusted(kPortraitPx + metrics::kSpace4, 4, -metrics::kSpace2, -5);
        const QString number = QString::number(similarity, 'f', 2);
        painter->setPen(theme.color(Token::Text));
        const int room = text.width() - painter->fontMetrics().horizontalAdvance(number) - metrics::kSpace2;
        painter->drawText(
            text, Qt::AlignLeft | Qt::AlignTop,
            painter->fontMetrics().elidedText(index.data(WhyNameRole).toString(), Qt::ElideRight, room));
        painter->drawText(text, Qt::AlignRight | Qt::AlignTop, number);
        QFont small = painter->font();
        small.setPixelSize(metrics::kSmallTextPx);
        painter->setFont(small);
        painter->setPen(theme.ink(Token::Muted));
        painter->drawText(text, Qt::AlignLeft | Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data(WhyOriginRole).toString(),
                                                            Qt::ElideMiddle, text.width()));
        const QRectF bar(text.left(), text.bottom() - 4, text.width(), 4);
        painter->fillRect(bar, theme.color(Token::Line));
        const auto x = [&](double value) { return bar.left() + bar.width() * std::clamp(value, 0.0, 1.0); };
        painter->fillRect(QRectF(bar.left(), bar.top(), x(similarity) - bar.left(), bar.height()),
                          theme.color(similarity >= threshold ? Token::Match : Token::Muted));
        painter->fillRect(QRectF(x(threshold) - 1, bar.top() - 3, 2, bar.height() + 6),
                          theme.color(Token::Text));
        painter->restore();
    }
};

QString rate(double fmr) {
    const int exponent = static_cast<int>(std::floor(std::log10(std::max(fmr, 1e-12))));
    const double mantissa = fmr / std::pow(10.0, exponent);
    return QStringLiteral("%1e%2").arg(QString::number(mantissa, 'g', 2)).arg(exponent);
}

}  // namespace

WhyInspector::WhyInspector(Session& session, const Actions& actions, QWidget* parent)
    : QWidget(parent), session_(session) {
    setObjectName(QStringLiteral("whyInspector"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(metrics::kSpace3, metrics::kSpace3, metrics::kSpace3, metrics::kSpace3);
    nothing_ = new QLabel;
    nothing_->setProperty("role", QStringLiteral("muted"));
    nothing_->setWordWrap(true);
    nothing_->setAlignment(Qt::AlignCenter);
    outer->addWidget(nothing_, 1);
    // The buttons stay in view however little room there is; the reasons above them scroll.
    body_ = new QWidget;
    outer->addWidget(body_, 1);
    auto* whole = new QVBoxLayout(body_);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(metrics::kSpace2);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* reasons = new QWidget;
    scroll->setWidget(reasons);
    whole->addWidget(scroll, 1);
    auto* column = new QVBoxLayout(reasons);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace1);

    auto* head = new QHBoxLayout;
    title_ = new QLabel;
    title_->setProperty("role", QStringLiteral("section"));
    title_->setObjectName(QStringLiteral("whyTitle"));
    state_ = new QLabel;
    state_->setObjectName(QStringLiteral("whyState"));
    head->addWidget(title_, 1);
    head->addWidget(state_);
    column->addLayout(head);

    looks_ = new QListWidget;
    looks_->setObjectName(QStringLiteral("whyLooks"));
    looks_->setFlow(QListView::LeftToRight);
    looks_->setWrapping(false);
    looks_->setIconSize({kLookPx, kLookPx});
    looks_->setFixedHeight(kLookPx + 14);
    looks_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    looks_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    looks_->setProperty("role", QStringLiteral("plain"));
    column->addWidget(looks_);
    connect(looks_, &QListWidget::itemClicked, this,
            [this](QListWidgetItem* item) { Q_EMIT lookChosen(item->data(WhyMsRole).toDouble()); });

    numbers_ = new QLabel;
    numbers_->setObjectName(QStringLiteral("whyNumbers"));
    numbers_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    meaning_ = new QLabel;
    meaning_->setObjectName(QStringLiteral("whyMeaning"));
    meaning_->setProperty("role", QStringLiteral("small"));
    meaning_->setWordWrap(true);
    gates_ = new QLabel;
    gates_->setObjectName(QStringLiteral("whyGates"));
    gates_->setProperty("role", QStringLiteral("small"));
    gates_->setWordWrap(true);
    column->addWidget(numbers_);
    column->addWidget(meaning_);
    column->addWidget(gates_);

    nearestTitle_ = new QLabel;
    nearestTitle_->setProperty("role", QStringLiteral("caption"));
    column->addWidget(nearestTitle_);
    nearest_ = new QListWidget;
    nearest_->setObjectName(QStringLiteral("whyNearest"));
    nearest_->setItemDelegate(new CandidateDelegate(nearest_));
    nearest_->setProperty("role", QStringLiteral("plain"));
    nearest_->setFixedHeight(kRowPx * kNearest + 4);
    nearest_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    nearest_->setMouseTracking(true);
    column->addWidget(nearest_, 1);
    connect(nearest_, &QListWidget::itemDoubleClicked, this, [this](QListWidgetItem* item) {
        Q_EMIT candidateChosen(item->data(WhyIdRole).toLongLong(), item->data(WhyNameRole).toString());
    });

    column->addStretch(0);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kSpace2);
    confirm_ = button(actions.confirm, "primary");
    reject_ = button(actions.reject, nullptr);
    buttons->addWidget(confirm_, 1);
    buttons->addWidget(reject_, 1);
    name_ = button(actions.name, nullptr);
    buttons->addWidget(name_, 1);
    whole->addLayout(buttons);

    delay_.setSingleShot(true);
    delay_.setInterval(kSettleMs);
    connect(&delay_, &QTimer::timeout, this, &WhyInspector::search);
    connect(&Theme::instance(), &Theme::changed, this, [this] { showAnswer(); });
    retranslate();
    show(nullptr, {});
}

QPushButton* WhyInspector::button(QAction* action, const char* role) {
    auto* button = new QPushButton;
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    button->setFocusPolicy(Qt::TabFocus);
    if (role) button->setProperty("role", QString::fromLatin1(role));
    const auto follow = [button, action] {
        button->setText(action->iconText());
        button->setToolTip(action->toolTip());
        button->setEnabled(action->isEnabled());
    };
    follow();
    connect(action, &QAction::changed, button, follow);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

void WhyInspector::show(const Track* track, const QString& title) {
    body_->setVisible(track != nullptr);
    nothing_->setVisible(track == nullptr);
    if (!track) {
        ++asked_;
        searching_ = false;
        delay_.stop();
        track_.reset();
        answer_ = {};
        return;
    }
    const bool another = !track_ || track_->id != track->id;
    track_ = *track;
    titleText_ = title;
    if (another) {
        answer_ = {};
        showLooks();
    }
    showAnswer();
    delay_.start();
}

WhyInspector::Answer WhyInspector::answerFor(Workspace& workspace, const Track& track,
                                             JobContext& context) const {
    Answer answer;
    auto& book = workspace.store().caseBook();
    for (std::size_t rank = 0; rank < track.shots.size(); ++rank) {
        context.checkpoint();
        const auto& kept = track.shots[rank].crop;
        answer.looks.push_back(
            imageFromBytes(kept.empty() ? book.shotCrop(track.id, static_cast<int>(rank)) : kept));
    }
    const auto gallery = workspace.gallery();
    answer.people = gallery->identities();
    if (answer.people == 0 || !track.pooled) return answer;
    const auto [threshold, fmr] = workspace.searchThreshold();
    answer.identification = gallery->identify(*track.pooled, threshold, fmr, kNearest);
    for (const auto& candidate : answer.identification.candidates) {
        context.checkpoint();
        Reference reference;
        if (const auto sample = book.referenceOf(candidate.nearest)) {
            reference.crop = imageFromBytes(sample->crop);
            reference.origin = QString::fromStdString(sample->path);
            reference.quality = sample->face.quality.overall;
        }
        answer.references.push_back(std::move(reference));
    }
    return answer;
}

void WhyInspector::search() {
    const int asked = ++asked_;
    if (!track_ || !session_.workspace()) return;
    Track outline = *track_;
    outline.boxes.clear();
    searching_ = true;
    auto* job = session_.jobs().run<Answer>(
        tr("Nearest people"), JobRunner::Lane::Short,
        [this, workspace = session_.workspace(), outline = std::move(outline)](JobContext& context) {
            return answerFor(*workspace, outline, context);
        },
        this,
        [this, asked](Answer& answer) {
            if (asked != asked_) return;
            answer_ = std::move(answer);
            showLooks();
            showAnswer();
        });
    connect(job, &JobHandle::ended, this, [this, asked] {
        if (asked == asked_) searching_ = false;
    });
}

void WhyInspector::showLooks() {
    const auto row = looks_->currentRow();
    looks_->clear();
    for (std::size_t i = 0; i < track_->shots.size(); ++i) {
        const auto& shot = track_->shots[i];
        const QImage look = i < answer_.looks.size() ? answer_.looks[i] : QImage();
        QPixmap picture(kLookPx, kLookPx);
        picture.fill(Theme::instance().color(Token::Canvas));
        if (!look.isNull()) picture = QPixmap::fromImage(look);
        auto* item = new QListWidgetItem(QIcon(picture), QString(), looks_);
        item->setData(WhyMsRole, shot.ms);
        item->setToolTip(tr("%1 · quality %2").arg(timeText(shot.ms)).arg(qRound(shot.quality)));
        item->setData(Qt::AccessibleTextRole, item->toolTip());
    }
    looks_->setCurrentRow(row);
    looks_->setVisible(!track_->shots.empty());
}

void WhyInspector::showAnswer() {
    if (!track_) return;
    title_->setText(titleText_);
    state_->setText(wordOf(track_->state));
    QPalette palette = state_->palette();
    palette.setColor(QPalette::WindowText, Theme::instance().ink(tokenOf(markOf(track_->state))));
    state_->setPalette(palette);

    confirm_->setVisible(track_->identity && track_->state == TrackState::kSuggested);
    reject_->setVisible(track_->identity.has_value());
    // The one thing that is likely done next stands out.
    name_->setProperty("role", confirm_->isHidden() ? QVariant(QStringLiteral("primary")) : QVariant());
    name_->style()->polish(name_);

    const auto& found = answer_.identification;
    nearest_->clear();
    for (std::size_t i = 0; i < found.candidates.size(); ++i) {
        const auto& candidate = found.candidates[i];
        auto* item = new QListWidgetItem(nearest_);
        item->setData(WhyIdRole, QVariant::fromValue<qint64>(candidate.identity.value()));
        item->setData(WhyNameRole, QString::fromStdString(candidate.name));
        item->setData(WhySimilarityRole, candidate.similarity);
        item->setData(WhyThresholdRole, found.threshold);
        const auto& reference = answer_.references[i];
        item->setData(Qt::DecorationRole, reference.crop);
        item->setData(WhyOriginRole, QFileInfo(reference.origin).fileName());
        item->setToolTip(
            tr("%1: similarity %2, threshold %3, by the sample %4 (quality %5). Double-click to name "
               "the track so.")
                .arg(QString::fromStdString(candidate.name))
                .arg(static_cast<double>(candidate.similarity), 0, 'f', 3)
                .arg(static_cast<double>(found.threshold), 0, 'f', 3)
                .arg(reference.origin)
                .arg(qRound(reference.quality)));
        item->setData(Qt::AccessibleTextRole, item->toolTip());
    }
    const bool some = !found.candidates.empty();
    nearestTitle_->setVisible(some);
    nearest_->setVisible(some);
    nearest_->setFixedHeight(kRowPx * static_cast<int>(found.candidates.size()) + 4);
    numbers_->setVisible(some);
    gates_->setText(gateSentence());
    gates_->setVisible(!gates_->text().isEmpty());
    if (!track_->pooled) {
        meaning_->setText(
            tr("No look at this person was good enough to compare: the face is too small, blurred or turned "
               "away."));
    } else if (some) {
        const double best = static_cast<double>(found.candidates.front().similarity),
                     threshold = static_cast<double>(found.threshold);
        numbers_->setText(
            QStringLiteral("<span style='font-size:18px;font-weight:600'>%1</span> %2 %3 · FMR %4")
                .arg(best, 0, 'f', 2)
                .arg(best >= threshold ? QStringLiteral("≥") : QStringLiteral("&lt;"))
                .arg(threshold, 0, 'f', 2)
                .arg(rate(found.fmr)));
        meaning_->setText(best >= threshold
                              ? tr("Reaches the threshold, at which %1 of comparisons of different people "
                                   "would match. A lead, not an identification.")
                                    .arg(rate(found.fmr))
                              : tr("Does not reach the threshold for a gallery of %n people.", nullptr,
                                   static_cast<int>(answer_.people)));
    } else {
        meaning_->setText(answer_.people == 0 && !delay_.isActive()
                              ? tr("Nobody is enrolled yet to compare with.")
                              : QString());
    }
}

/// How good what was compared is, and how far the next person is behind.
QString WhyInspector::gateSentence() const {
    QStringList sentences;
    if (!track_->shots.empty()) {
        const auto& best = track_->shots.front();
        sentences << tr("Best look: quality %1 of 100, face %2 px wide.")
                         .arg(qRound(best.quality))
                         .arg(qRound(best.box.width));
    }
    const auto& candidates = answer_.identification.candidates;
    if (candidates.size() > 1)
        sentences << tr("%1 ahead of %2.")
                         .arg(static_cast<double>(candidates[0].similarity - candidates[1].similarity), 0,
                              'f', 2)
                         .arg(QString::fromStdString(candidates[1].name));
    return sentences.join(QLatin1Char(' '));
}

void WhyInspector::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void WhyInspector::retranslate() {
    setAccessibleName(tr("Why"));
    nothing_->setText(tr("Select somebody in the list to see why they are named as they are."));
    nearestTitle_->setText(tr("Nearest people"));
    looks_->setAccessibleName(tr("Best looks"));
    nearest_->setAccessibleName(tr("Nearest people"));
    if (track_) showAnswer();
}

}  // namespace lineament::ui
