#include "ui/footage/case/search_panel.h"

#include <QDragEnterEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/bridge/image_convert.h"
#include "ui/footage/people_of_case/case_state.h"
#include "ui/footage/recording_bar.h"
#include "ui/footage/tracks/track_model.h"
#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

constexpr int kMostHits = 100, kCropPx = 44, kTitlePx = 48;
enum HitRole { HitCaseRole = Qt::UserRole + 1, HitSourceRole, HitTrackRole, HitMsRole };

}  // namespace

SearchPanel::SearchPanel(Session& session, CaseState& state, QWidget* parent)
    : QWidget(parent), session_(session), state_(state) {
    setObjectName(QStringLiteral("searchPanel"));
    setAcceptDrops(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace2);
    column->setSpacing(metrics::kSpace2);
    title_ = new QLabel;
    title_->setObjectName(QStringLiteral("searchTitle"));
    title_->setWordWrap(true);
    title_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    title_->setMinimumHeight(kTitlePx);
    title_->setProperty("role", QStringLiteral("small"));
    column->addWidget(title_);
    list_ = new QListWidget;
    list_->setObjectName(QStringLiteral("searchHits"));
    list_->setIconSize({kCropPx, kCropPx});
    list_->setProperty("role", QStringLiteral("plain"));
    list_->setUniformItemSizes(true);
    column->addWidget(list_, 1);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(metrics::kSpace1);
    selected_ = new QPushButton;
    selected_->setObjectName(QStringLiteral("searchSelectedButton"));
    selected_->setFocusPolicy(Qt::TabFocus);
    buttons->addWidget(selected_, 1);
    photo_ = new QPushButton;
    photo_->setObjectName(QStringLiteral("searchPhotoButton"));
    photo_->setFocusPolicy(Qt::TabFocus);
    buttons->addWidget(photo_, 1);
    column->addLayout(buttons);
    connect(selected_, &QPushButton::clicked, this, &SearchPanel::selectedWanted);
    connect(photo_, &QPushButton::clicked, this, &SearchPanel::photoWanted);
    const auto choose = [this](QListWidgetItem* item) {
        Q_EMIT hitChosen(CaseId(item->data(HitCaseRole).toLongLong()), item->data(HitSourceRole).toString(),
                         item->data(HitTrackRole).toLongLong(), item->data(HitMsRole).toDouble());
    };
    connect(list_, &QListWidget::itemClicked, this, choose);
    connect(list_, &QListWidget::itemActivated, this, choose);
    connect(&Theme::instance(), &Theme::changed, this, &SearchPanel::showAnswer);
    retranslate();
}

int SearchPanel::hits() const {
    return list_->count();
}

void SearchPanel::searchTrack(const Track& track, const QString& name) {
    if (!track.pooled) {
        ++stamp_;
        searching_ = false;
        answer_ = {};
        asked_ = false;
        showAnswer();
        title_->setText(tr("No look at %1 is good enough to search with.").arg(name));
        return;
    }
    run(name, [probe = *track.pooled](const Workspace&) { return probe; });
}

void SearchPanel::searchPhoto(const QString& path) {
    run(QFileInfo(path).fileName(),
        [path = path.toStdString()](const Workspace& workspace) { return probeOf(workspace, path); });
}

void SearchPanel::run(const QString& title, std::function<Template(const Workspace&)> probe) {
    if (!session_.workspace()) return;
    const int stamp = ++stamp_;
    about_ = title;
    searching_ = true;
    title_->setText(tr("Searching for %1 …").arg(title));
    auto* job = session_.jobs().run<Answer>(
        tr("Search for %1").arg(title), JobRunner::Lane::Short,
        [workspace = session_.workspace(), probe = std::move(probe)](JobContext& context) {
            Answer answer;
            answer.search = searchFace(*workspace, probe(*workspace), kMostHits, context);
            for (const auto& hit : answer.search.hits) {
                context.checkpoint();
                answer.crops.push_back(
                    imageFromBytes(workspace->store().caseBook().shotCrop(hit.track.id, 0)));
            }
            return answer;
        },
        this,
        [this, stamp](Answer& answer) {
            if (stamp != stamp_) return;
            answer_ = std::move(answer);
            asked_ = true;
            showAnswer();
            QSet<qint64> reached;
            for (const auto& hit : answer_.search.hits)
                if (hit.reaches) reached.insert(hit.track.id.value());
            Q_EMIT answered(reached);
        });
    connect(job, &JobHandle::failed, this, [this, stamp](const QString& sentence) {
        if (stamp == stamp_) title_->setText(sentence);
    });
    connect(job, &JobHandle::ended, this, [this, stamp] {
        if (stamp == stamp_) searching_ = false;
    });
}

/// A crop on a square, so that the words of all lines begin below one another.
QPixmap SearchPanel::squareOf(const QImage& crop) const {
    const double dpr = devicePixelRatioF();
    QPixmap square(QSize(kCropPx, kCropPx) * dpr);
    square.setDevicePixelRatio(dpr);
    square.fill(Theme::instance().color(Token::Canvas));
    if (crop.isNull()) return square;
    const QSizeF fitted = QSizeF(crop.size()).scaled(kCropPx, kCropPx, Qt::KeepAspectRatio);
    QPainter painter(&square);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(
        QRectF(QPointF((kCropPx - fitted.width()) / 2, (kCropPx - fitted.height()) / 2), fitted), crop);
    return square;
}

void SearchPanel::showAnswer() {
    list_->clear();
    if (!asked_) return;
    const auto& search = answer_.search;
    int reached = 0;
    for (std::size_t i = 0; i < search.hits.size(); ++i) {
        const auto& hit = search.hits[i];
        reached += hit.reaches;
        QString who = hit.track.name.empty() ? QString() : QString::fromStdString(hit.track.name);
        if (who.isEmpty())
            if (const Track* known = state_.track(hit.track.id)) who = state_.nameOf(*known);
        if (who.isEmpty()) who = tr("Unknown");
        const bool here = std::find(hit.cases.begin(), hit.cases.end(), state_.id()) != hit.cases.end();
        QString where;
        for (const auto& one : state_.cases())
            if (!here && std::find(hit.cases.begin(), hit.cases.end(), one.id) != hit.cases.end())
                where = one.name.empty() ? tr("Unsorted") : QString::fromStdString(one.name);
        QString text =
            QStringLiteral("%1 %2  %3\n%4 · %5")
                .arg(QString::number(static_cast<double>(hit.similarity), 'f', 2),
                     hit.reaches ? QStringLiteral("≥") : QStringLiteral("<"), who,
                     timeText(hit.track.firstMs, 1), titleOfSource(QString::fromStdString(hit.source)));
        if (!where.isEmpty()) text += QStringLiteral(" · ") + where;
        auto* item = new QListWidgetItem(QIcon(squareOf(answer_.crops[i])), text, list_);
        item->setSizeHint({100, kCropPx + 10});
        item->setData(HitCaseRole,
                      QVariant::fromValue<qint64>(here                ? state_.id().value()
                                                  : hit.cases.empty() ? 0
                                                                      : hit.cases.front().value()));
        item->setData(HitSourceRole, QString::fromStdString(hit.source));
        item->setData(HitTrackRole, QVariant::fromValue<qint64>(hit.track.id.value()));
        item->setData(HitMsRole, hit.track.firstMs);
        item->setToolTip(QString::fromStdString(hit.source) +
                         (where.isEmpty() ? QString() : QLatin1Char('\n') + where));
        if (!hit.reaches) item->setForeground(Theme::instance().ink(Token::Muted));
    }
    title_->setText(tr("%1: %2 of %3 tracks reach %4 (FMR %5). A lead, not an identification.")
                        .arg(about_)
                        .arg(reached)
                        .arg(search.searched)
                        .arg(static_cast<double>(search.threshold), 0, 'f', 2)
                        .arg(search.fmr, 0, 'g', 2));
}

void SearchPanel::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void SearchPanel::dropEvent(QDropEvent* event) {
    const auto urls = event->mimeData()->urls();
    if (urls.isEmpty() || !urls.front().isLocalFile()) return;
    event->acceptProposedAction();
    searchPhoto(urls.front().toLocalFile());
}

void SearchPanel::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void SearchPanel::retranslate() {
    setAccessibleName(tr("Search by face"));
    list_->setAccessibleName(tr("Where the face appears"));
    selected_->setText(tr("Selection"));
    selected_->setToolTip(tr("Search for the face that is selected (Ctrl+F)"));
    photo_->setText(tr("Photo …"));
    photo_->setAccessibleName(tr("Search with a photo …"));
    photo_->setToolTip(tr("Or drop a photo here"));
    if (asked_)
        showAnswer();
    else
        title_->setText(
            tr("Where does a face appear, in this case and in all others? Select somebody and search, or "
               "drop a photo here."));
}

}  // namespace lineament::ui
