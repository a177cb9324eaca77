#include "ui/presence/live/camera_tile.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/bridge/sentences.h"
#include "ui/presence/presence_buttons.h"
#include "ui/presence/presence_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

namespace lineament::ui {
namespace {

constexpr QSize kSmallestTilePicture(240, 136);

void hint(QToolButton& button, const QString& text) {
    button.setToolTip(text);
    button.setAccessibleName(text);
}

}  // namespace

CameraTile::CameraTile(QWidget* parent) : QFrame(parent) {
    setProperty("role", QStringLiteral("card"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(metrics::kSpace3, metrics::kSpace1, metrics::kSpace1, metrics::kSpace1);
    top->setSpacing(metrics::kSpace1);
    name_ = new ElidedLabel;
    name_->setObjectName(QStringLiteral("tileName"));
    name_->setProperty("role", QStringLiteral("section"));
    run_ = presenceButton("tileRun", "play");
    edit_ = presenceButton("tileEdit", "pencil");
    remove_ = presenceButton("tileRemove", "trash-2");
    top->addWidget(name_, 1);
    for (auto* button : {run_, edit_, remove_})
        top->addWidget(button);
    canvas_ = new ImageCanvas;
    canvas_->setObjectName(QStringLiteral("tileCanvas"));
    canvas_->setMinimumSize(kSmallestTilePicture);
    canvas_->setSmooth(true);
    auto* bottom = new QHBoxLayout;
    bottom->setContentsMargins(metrics::kSpace3, metrics::kSpace1, metrics::kSpace3, metrics::kSpace1);
    bottom->setSpacing(metrics::kSpace2);
    light_ = new QLabel;
    light_->setFixedSize(metrics::kIconSmall, metrics::kIconSmall);
    state_ = new ElidedLabel;
    state_->setObjectName(QStringLiteral("tileState"));
    state_->setProperty("role", QStringLiteral("muted"));
    bottom->addWidget(light_);
    bottom->addWidget(state_, 1);
    canvas_->setOverlay([this](QPainter& painter) { paintArea(painter); });
    column->addLayout(top);
    column->addWidget(canvas_, 1);
    column->addLayout(bottom);
    connect(run_, &QToolButton::clicked, this,
            [this] { health_ ? Q_EMIT stopRequested() : Q_EMIT startRequested(); });
    connect(edit_, &QToolButton::clicked, this, &CameraTile::editRequested);
    connect(remove_, &QToolButton::clicked, this, &CameraTile::removeRequested);
    connect(&Theme::instance(), &Theme::changed, this, &CameraTile::showState);
    retranslate();
}

void CameraTile::setCamera(const Camera& camera) {
    camera_ = camera;
    showName();
    canvas_->update();
}

void CameraTile::showName() {
    QStringList words{QString::fromStdString(camera_.name)};
    if (!camera_.zone.empty()) words << QString::fromStdString(camera_.zone);
    if (camera_.passage != Passage::kSeen) words << wordsOf(camera_.passage);
    name_->setFullText(words.join(QStringLiteral(" · ")));
}

/// The part of the picture that counts, as a thin line.
void CameraTile::paintArea(QPainter& painter) {
    const auto& area = camera_.rules.area;
    const QSize size = canvas_->image().size();
    if (area.empty() || size.isEmpty()) return;
    QPolygonF corners;
    for (const auto& corner : area)
        corners << canvas_
                       ->widgetFromImage(
                           QRectF(double{corner.x} * size.width(), double{corner.y} * size.height(), 0, 0))
                       .topLeft();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::instance().color(Token::Accent), 1, Qt::DashLine));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolygon(corners);
    painter.restore();
}

void CameraTile::showFrame(const LiveFrame& frame) {
    canvas_->setImage(frame.picture);
    canvas_->setBoxes(frame.boxes);
}

void CameraTile::setHealth(const std::optional<CameraHealth>& health) {
    const bool stopped = health_ && !health;
    health_ = health;
    if (health) {
        trouble_.clear();
        over_ = false;
    }
    if (stopped) canvas_->setBoxes({});  // nobody says that they are still there
    showState();
}

void CameraTile::setEnded(const QString& trouble) {
    over_ = trouble.isEmpty();
    trouble_ = trouble;
    showState();
}

void CameraTile::showState() {
    const auto light = [this](const char* icon, Token token) {
        light_->setPixmap(Theme::instance()
                              .icon(QLatin1String(icon), token)
                              .pixmap(metrics::kIconSmall, metrics::kIconSmall));
    };
    run_->setIcon(Theme::instance().icon(health_ ? QStringLiteral("square") : QStringLiteral("play")));
    hint(*run_, health_ ? tr("Stop this camera") : tr("Start this camera"));
    const QLocale locale;
    if (!health_) {
        light(trouble_.isEmpty() ? "circle-stop" : "triangle-alert",
              trouble_.isEmpty() ? Token::Muted : Token::Alert);
        return state_->setFullText(trouble_.isEmpty() ? over_ ? tr("The recording is over.") : tr("Stopped")
                                                      : trouble_);
    }
    if (!health_->trouble.empty()) {
        light("triangle-alert", Token::Alert);
        return state_->setFullText(
            tr("%1 It is tried again.")
                .arg(sentenceFor(Error(health_->code, camera_.name, health_->trouble))));
    }
    if (health_->analysed == 0) {
        light("loader", Token::Review);
        return state_->setFullText(tr("Connecting…"));
    }
    light("circle-check", Token::Match);
    state_->setFullText(tr("Live · %1 frames/s · latency %2 ms · %3 dropped of %4")
                            .arg(locale.toString(health_->analysedPerSecond, 'f', 1),
                                 locale.toString(health_->latencyMs, 'f', 0),
                                 locale.toString(qlonglong(health_->dropped)),
                                 locale.toString(qlonglong(health_->read))));
}

void CameraTile::retranslate() {
    hint(*edit_, tr("Change this camera"));
    hint(*remove_, tr("Remove this camera; what it saw stays"));
    showName();
    showState();
}

}  // namespace lineament::ui
