// What the timeline says of who is under the pointer.
#include <QBuffer>
#include <QLabel>
#include <algorithm>
#include <cmath>

#include "ui/footage/tracks/timeline_strip.h"
#include "ui/footage/tracks/track_model.h"
#include "ui/footage/tracks/track_overlay.h"

namespace lineament::ui {
namespace {

constexpr int kPreviewPx = 96;

}  // namespace

void TimelineStrip::setHits(QSet<qint64> tracks) {
    hits_ = std::move(tracks);
    viewport()->update();
}

// A small picture of who is there, from the shots at hand: nothing is decoded for it but one small JPEG.
void TimelineStrip::preview(const QPoint& position) {
    const auto* segment = segmentAt(position);
    const Track* track = segment && model_ ? model_->track(segment->track) : nullptr;
    if (!track || drag_ != Drag::None) {
        if (preview_) preview_->hide();
        return;
    }
    if (!preview_) {
        preview_ = new QLabel(this, Qt::ToolTip);
        preview_->setObjectName(QStringLiteral("timelinePreview"));
        preview_->setProperty("role", QStringLiteral("preview"));
        preview_->setMargin(metrics::kSpace2);
    }
    const double ms = msAt(position.x());
    const auto nearest = std::min_element(
        track->shots.begin(), track->shots.end(),
        [&](const auto& a, const auto& b) { return std::abs(a.ms - ms) < std::abs(b.ms - ms); });
    const int rank = nearest == track->shots.end() ? 0 : static_cast<int>(nearest - track->shots.begin());
    QString picture;
    QImage look = model_->look(*track, rank);
    if (look.isNull()) look = model_->look(*track, 0);  // the other is still being read
    if (!look.isNull()) {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        look.scaledToHeight(kPreviewPx, Qt::SmoothTransformation).save(&buffer, "BMP");
        picture = QStringLiteral("<img src='data:image/bmp;base64,%1'><br>")
                      .arg(QString::fromLatin1(bytes.toBase64()));
    }
    float here = track->similarity;  // of the look nearest to the pointer
    if (const auto* looks = model_->similarities(track->id))
        here = std::min_element(looks->begin(), looks->end(), [&](const auto& a, const auto& b) {
                   return std::abs(a.ms - ms) < std::abs(b.ms - ms);
               })->similarity;
    const QString similarity =
        track->identity ? QStringLiteral(" · ") + QString::number(static_cast<double>(here), 'f', 2)
                        : QString();
    preview_->setText(QStringLiteral("%1<b>%2</b> · %3%4<br>%5")
                          .arg(picture, model_->displayName(*track).toHtmlEscaped(), wordOf(track->state),
                               similarity, timeText(ms)));
    if (hits_.contains(track->id.value()))
        preview_->setText(preview_->text() + QStringLiteral("<br>") + tr("Found by the search"));
    preview_->adjustSize();
    const QPoint corner = viewport()->mapToGlobal(position) + QPoint(12, -preview_->height() - 12);
    preview_->move(corner);
    preview_->show();
}

}  // namespace lineament::ui
