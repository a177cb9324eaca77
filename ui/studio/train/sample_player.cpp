#include "ui/studio/train/sample_player.h"

#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QSlider>
#include <QToolButton>

#include "ui/studio/latest_worker.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/image_canvas.h"

namespace lineament::ui {

namespace {
constexpr int kFrameMs = 250;
}

SamplePlayer::SamplePlayer(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("samplePlayer"));
    loader_ = new LatestWorker("samples", this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace1);
    pictures_ = new QGridLayout;
    pictures_->setVerticalSpacing(metrics::kSpace1);
    for (int i = 0; i < 2; ++i) {
        captions_[i] = new ElidedLabel(nullptr, Qt::ElideMiddle);
        captions_[i]->setProperty("role", QStringLiteral("small"));
        captions_[i]->hide();
        canvas_[i] = new ImageCanvas;
        pictures_->addWidget(captions_[i], 0, i);
        pictures_->addWidget(canvas_[i], 1, i);
    }
    pictures_->setColumnStretch(0, 1);
    pictures_->setRowStretch(1, 1);
    canvas_[1]->hide();
    auto* bar = new QHBoxLayout;
    play_ = new QToolButton;
    play_->setCheckable(true);
    play_->setObjectName(QStringLiteral("playSamples"));
    play_->setFocusPolicy(Qt::TabFocus);
    slider_ = new QSlider(Qt::Horizontal);
    slider_->setObjectName(QStringLiteral("sampleSlider"));
    words_ = new QLabel;
    words_->setProperty("role", QStringLiteral("small"));
    bar->addWidget(play_);
    bar->addWidget(slider_, 1);
    bar->addWidget(words_);
    column->addLayout(pictures_, 1);
    column->addLayout(bar);
    timer_.setInterval(kFrameMs);
    connect(&timer_, &QTimer::timeout, this,
            [this] { slider_->setValue(slider_->value() >= slider_->maximum() ? 0 : slider_->value() + 1); });
    connect(play_, &QToolButton::toggled, this, &SamplePlayer::setPlaying);
    connect(slider_, &QSlider::valueChanged, this, &SamplePlayer::load);
    retranslate();
    setSamples({}, {}, {});
}

void SamplePlayer::setNames(const QString& first, const QString& second) {
    names_[0] = first, names_[1] = second;
}

QString SamplePlayer::caption(int run) const {
    return captions_[run]->isHidden() ? QString() : captions_[run]->fullText();
}

QString SamplePlayer::imagesOf(std::int64_t images) const {
    return tr("%1 images").arg(QLocale().toString(qlonglong(images)));
}

void SamplePlayer::setSamples(const std::vector<RunSamples>& first, const std::vector<RunSamples>& second,
                              std::optional<std::int64_t> best) {
    const bool atEnd = slider_->value() >= slider_->maximum();
    first_ = first;
    second_ = second;
    best_ = best;
    for (QWidget* part : std::initializer_list<QWidget*>{captions_[0], captions_[1], canvas_[1]})
        part->setVisible(!names_[1].isEmpty());
    pictures_->setColumnStretch(1, names_[1].isEmpty() ? 0 : 1);
    const int last = qMax(0, static_cast<int>(first_.size()) - 1);
    {
        const QSignalBlocker quiet(slider_);
        slider_->setRange(0, last);
        if (atEnd) slider_->setValue(last);
    }
    slider_->setEnabled(first_.size() > 1);
    play_->setEnabled(first_.size() > 1);
    load();
}

int SamplePlayer::position() const {
    return slider_->value();
}

std::int64_t SamplePlayer::images() const {
    const auto at = static_cast<std::size_t>(slider_->value());
    return at < first_.size() ? first_[at].images : 0;
}

void SamplePlayer::setPlaying(bool playing) {
    play_->setChecked(playing);
    play_->setIcon(Theme::instance().icon(playing ? QStringLiteral("pause") : QStringLiteral("play")));
    playing ? timer_.start() : timer_.stop();
}

bool SamplePlayer::idle() const {
    return loader_->idle() && !timer_.isActive();
}

void SamplePlayer::load() {
    const auto at = static_cast<std::size_t>(slider_->value());
    if (at >= first_.size()) {
        for (int i = 0; i < 2; ++i) {
            captions_[i]->setFullText(names_[i]);
            canvas_[i]->setImage({});
            canvas_[i]->setBoxes({});
        }
        words_->setText(tr("No samples yet"));
        return;
    }
    const auto& one = first_[at];
    words_->setText(best_ == one.images
                        ? tr("%1 images · best").arg(QLocale().toString(qlonglong(one.images)))
                        : imagesOf(one.images));
    // The other run at the same point of its training, or the last before it.
    QString other;
    std::int64_t otherImages = 0;
    for (const auto& sample : second_)
        if (sample.images <= one.images || other.isEmpty()) {
            other = QString::fromStdString(sample.file.string());
            otherImages = sample.images;
        }
    const QString between = QStringLiteral(" · ");
    captions_[0]->setFullText(names_[0] + between + imagesOf(one.images));
    captions_[1]->setFullText(names_[1] + between +
                              (other.isEmpty() ? tr("No samples yet") : imagesOf(otherImages)));
    loader_->submit([this, file = QString::fromStdString(one.file.string()), other]() -> LatestWorker::Show {
        const QImage left(file), right = other.isEmpty() ? QImage() : QImage(other);
        return [this, left, right] {
            const QImage pictures[2] = {left, right};
            for (int i = 0; i < 2; ++i) {
                canvas_[i]->setImage(pictures[i]);
                canvas_[i]->setBoxes(pictures[i].isNull()
                                         ? QList<CanvasBox>()
                                         : QList<CanvasBox>{{0,
                                                             QRectF(QPointF(), QSizeF(pictures[i].size())),
                                                             Mark::Synthetic,
                                                             {},
                                                             {},
                                                             false}});
            }
        };
    });
}

void SamplePlayer::retranslate() {
    play_->setToolTip(tr("Play the samples of all snapshots"));
    play_->setAccessibleName(play_->toolTip());
    play_->setIcon(Theme::instance().icon(QStringLiteral("play")));
    slider_->setAccessibleName(tr("Snapshot"));
    for (auto* canvas : canvas_)
        canvas->setAccessibleName(tr("Samples"));
    load();
}

void SamplePlayer::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineament::ui
