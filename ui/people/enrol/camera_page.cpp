#include "ui/people/enrol/camera_page.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalBlocker>
#include <QStyle>
#include <QTimer>
#include <QVBoxLayout>
#include <mutex>

#include "core/media/camera_devices.h"
#include "ui/bridge/image_convert.h"
#include "ui/people/enrol/camera_view.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"

namespace lineament::ui {
namespace {

constexpr int kPollMs = 40;
constexpr int kShownPx = 640;  // width that frames are shown at, at most
constexpr int kFull = 100;

QString sentenceFor(CaptureHint hint) {
    switch (hint) {
        case CaptureHint::kComeIntoView:
            return CameraPage::tr("Look into the camera.");
        case CaptureHint::kOneAtATime:
            return CameraPage::tr("One person at a time: the others step aside.");
        case CaptureHint::kComeCloser:
            return CameraPage::tr("Come closer.");
        case CaptureHint::kGoBack:
            return CameraPage::tr("Go back a little.");
        case CaptureHint::kMoveIntoMiddle:
            return CameraPage::tr("Move into the middle: the whole face must be seen.");
        case CaptureHint::kFaceCamera:
            return CameraPage::tr("Turn towards the camera.");
        case CaptureHint::kLevelHead:
            return CameraPage::tr("Look straight ahead, neither up nor down.");
        case CaptureHint::kUprightHead:
            return CameraPage::tr("Hold the head upright.");
        case CaptureHint::kMoreLight:
            return CameraPage::tr("More light is needed on the face.");
        case CaptureHint::kLessLight:
            return CameraPage::tr("Less light: the face is too bright.");
        case CaptureHint::kEvenLight:
            return CameraPage::tr("Turn to the light: one side of the face is in shadow.");
        case CaptureHint::kHoldStill:
            return CameraPage::tr("Hold still.");
        case CaptureHint::kOpenEyes:
            return CameraPage::tr("Open the eyes.");
        case CaptureHint::kNotLive:
            return CameraPage::tr("This looks like a picture of a face: the person must come themselves.");
        case CaptureHint::kStay:
            break;
    }
    return CameraPage::tr("Good: stay like this.");
}

}  // namespace

struct CameraPage::Mailbox {
    CameraControl control;
    std::mutex mutex;
    QImage picture;
    std::optional<CaptureLook> look;
    QStringList taken;
    bool refused = false;
};

CameraPage::CameraPage(Session& session, QWidget* parent) : QWidget(parent), session_(session) {
    setObjectName(QStringLiteral("cameraPage"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace2);
    auto* top = new QHBoxLayout;
    sourceLabel_ = new QLabel;
    sourceLabel_->setProperty("role", QStringLiteral("caption"));
    sources_ = new QComboBox;
    sources_->setObjectName(QStringLiteral("cameraBox"));
    sources_->setMinimumContentsLength(16);
    sources_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    toggle_ = new QPushButton;
    toggle_->setObjectName(QStringLiteral("cameraToggleButton"));
    top->addWidget(sourceLabel_);
    top->addWidget(sources_, 1);
    top->addWidget(toggle_);
    column->addLayout(top);
    banner_ = new Banner;
    banner_->setObjectName(QStringLiteral("cameraBanner"));
    column->addWidget(banner_);
    view_ = new CameraView;
    view_->setObjectName(QStringLiteral("cameraView"));
    column->addWidget(view_, 1);
    hint_ = new QLabel;
    hint_->setObjectName(QStringLiteral("cameraHint"));
    hint_->setProperty("role", QStringLiteral("section"));
    hint_->setAlignment(Qt::AlignCenter);
    hint_->setWordWrap(true);
    column->addWidget(hint_);
    auto* checks = new QGridLayout;
    checks->setHorizontalSpacing(metrics::kSpace3);
    checks->setVerticalSpacing(metrics::kSpace1);
    for (std::size_t i = 0; i < kCaptureChecks; ++i) {
        names_[i] = new QLabel;
        names_[i]->setProperty("role", QStringLiteral("small"));
        bars_[i] = new QProgressBar;
        bars_[i]->setObjectName(QStringLiteral("captureBar%1").arg(i));
        bars_[i]->setRange(0, kFull);
        bars_[i]->setTextVisible(false);
        bars_[i]->setFixedHeight(metrics::kSpace2);
        const int at = static_cast<int>(i);
        checks->addWidget(names_[i], 2 * (at / 3), at % 3);
        checks->addWidget(bars_[i], 2 * (at / 3) + 1, at % 3);
    }
    column->addLayout(checks);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(metrics::kSpace2);
    automatic_ = new QCheckBox;
    automatic_->setObjectName(QStringLiteral("captureByItselfCheckBox"));
    automatic_->setChecked(true);
    count_ = new QLabel;
    count_->setObjectName(QStringLiteral("captureCount"));
    count_->setProperty("role", QStringLiteral("muted"));
    capture_ = new QPushButton;
    capture_->setObjectName(QStringLiteral("captureButton"));
    capture_->setShortcut(Qt::Key_F8);
    done_ = new QPushButton;
    done_->setObjectName(QStringLiteral("cameraDoneButton"));
    foot->addWidget(automatic_);
    foot->addWidget(count_, 1);
    foot->addWidget(capture_);
    foot->addWidget(done_);
    column->addLayout(foot);
    poll_ = new QTimer(this);
    poll_->setInterval(kPollMs);
    connect(poll_, &QTimer::timeout, this, &CameraPage::pickUp);
    connect(toggle_, &QPushButton::clicked, this, [this] {
        if (running())
            stop();
        else if (!sources_->currentData().toString().isEmpty())
            start(sources_->currentData().toString());
        else
            offerCameras();
    });
    connect(sources_, &QComboBox::activated, this, [this](int index) {
        QString source = sources_->itemData(index).toString();
        if (source.isEmpty() && chooser_) source = chooser_();
        if (!source.isEmpty()) start(source);
    });
    connect(automatic_, &QCheckBox::toggled, this, [this](bool on) {
        if (mailbox_) mailbox_->control.automatic = on;
    });
    connect(capture_, &QPushButton::clicked, this, [this] {
        if (mailbox_) mailbox_->control.captureNow = true;
    });
    connect(done_, &QPushButton::clicked, this, &CameraPage::done);
    retranslate();
}

CameraPage::~CameraPage() {
    stop();
}

void CameraPage::open() {
    banner_->dismiss();
    offerCameras();
    if (const QString first = sources_->currentData().toString(); !first.isEmpty()) start(first);
    capture_->setFocus(Qt::OtherFocusReason);
    showState();
}

void CameraPage::offerCameras() {
    const QSignalBlocker quiet(sources_);
    sources_->clear();
    for (const auto& camera : connectedCameras())
        sources_->addItem(QString::fromStdString(camera.name.empty() ? camera.source : camera.name),
                          QString::fromStdString(camera.source));
    const bool none = sources_->count() == 0;
    sources_->addItem(tr("A recording or picture…"), QString());
    sources_->setCurrentIndex(none ? -1 : 0);
    sources_->setPlaceholderText(tr("No camera"));
    if (none)
        banner_->show(Banner::Kind::Warning,
                      tr("No camera was found: connect one and press Start, or choose a recording."));
}

void CameraPage::forget() {
    taken_ = 0;
    QDir folder(folder_.path());
    for (const QString& file : folder.entryList(QDir::Files))
        folder.remove(file);
    showState();
}

bool CameraPage::running() const {
    return job_ && !job_->hasEnded();
}

void CameraPage::start(const QString& source) {
    stop();
    if (!session_.workspace()) return;
    source_ = source;
    if (const int known = sources_->findData(source); known >= 0) {
        sources_->setCurrentIndex(known);
    } else {
        sources_->insertItem(0, QFileInfo(source).fileName(), source);
        sources_->setCurrentIndex(0);
    }
    banner_->dismiss();
    auto mailbox = mailbox_ = std::make_shared<Mailbox>();
    mailbox->control.automatic = automatic_->isChecked();
    CameraCaptureOptions options;
    options.guide.gate = gate_;
    // A recording is of people who were there once; in front of a camera they have to be there now.
    options.guide.needLiveness = !QFileInfo::exists(source) || source.startsWith(QLatin1String("/dev/"));
    options.speed = speed_;
    options.folder = folder_.path().toStdString();
    auto* job = session_.jobs().run<int>(
        tr("Watch a camera"), JobRunner::Lane::Short,
        [workspace = session_.workspace(), mailbox, options,
         source = source.toStdString()](JobContext& context) {
            return captureFromCamera(
                workspace->engine(), source, options, mailbox->control,
                [&](const CameraFrame& frame) {
                    QImage picture = toQImage(frame.bgr);
                    auto look = frame.look;
                    if (picture.width() > kShownPx) {
                        const float scale = float(kShownPx) / float(picture.width());
                        picture = picture.scaledToWidth(kShownPx, Qt::FastTransformation);
                        if (look.face) {
                            auto& box = look.face->box;
                            box = {box.x * scale, box.y * scale, box.width * scale, box.height * scale};
                        }
                    }
                    std::lock_guard lock(mailbox->mutex);
                    mailbox->picture = std::move(picture);
                    mailbox->look = std::move(look);
                    mailbox->refused |= frame.refused;
                    if (!frame.picture.empty())
                        mailbox->taken << QString::fromStdString(frame.picture.string());
                },
                context);
        },
        this,
        [this](int&) {
            pickUp();
            banner_->show(Banner::Kind::Info, tr("The recording is over."));
        });
    job_ = job;
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    connect(job, &JobHandle::ended, this, [this, ended = QPointer(job)] {
        if (ended != job_) return;  // another one was started meanwhile
        pickUp();
        poll_->stop();
        job_.clear();
        view_->clear();
        showLook(nullptr);
        showState();
    });
    poll_->start();
    showState();
}

void CameraPage::stop() {
    if (job_) job_->cancel();
    poll_->stop();
}

void CameraPage::pickUp() {
    if (!mailbox_) return;
    QImage picture;
    std::optional<CaptureLook> look;
    QStringList taken;
    bool refused = false;
    {
        std::lock_guard lock(mailbox_->mutex);
        picture = std::exchange(mailbox_->picture, {});
        look = std::exchange(mailbox_->look, std::nullopt);
        taken = std::exchange(mailbox_->taken, {});
        refused = std::exchange(mailbox_->refused, false);
    }
    if (look) {
        const auto state = !look->face    ? CameraView::State::Waiting
                           : look->good() ? CameraView::State::Stay
                                          : CameraView::State::Adjust;
        const auto box = look->face ? look->face->box : BoxPx();
        view_->show(picture, QRectF(box.x, box.y, box.width, box.height), state, look->steady);
        showLook(&*look);
    }
    if (refused)
        banner_->show(Banner::Kind::Warning, tr("Nothing was taken: %1").arg(hint_->text()));
    else if (!taken.isEmpty())
        banner_->dismiss();
    for (const QString& file : std::as_const(taken)) {
        ++taken_;
        Q_EMIT captured(file);
    }
    if (!taken.isEmpty()) showState();
}

void CameraPage::showLook(const CaptureLook* look) {
    hint_->setText(look ? sentenceFor(look->hint) : QString());
    for (std::size_t i = 0; i < kCaptureChecks; ++i) {
        const CaptureMeasure measure = look && look->face ? look->checks[i] : CaptureMeasure{0, false, false};
        bars_[i]->setValue(measure.known ? qRound(measure.share * kFull) : 0);
        const QString role = !measure.known ? QString()
                             : measure.good ? QStringLiteral("match")
                                            : QStringLiteral("review");
        if (bars_[i]->property("role").toString() != role) {
            bars_[i]->setProperty("role", role);
            bars_[i]->style()->unpolish(bars_[i]);
            bars_[i]->style()->polish(bars_[i]);
        }
    }
}

void CameraPage::showState() {
    toggle_->setText(running() ? tr("Stop") : tr("Start"));
    toggle_->setAccessibleName(toggle_->text());
    capture_->setEnabled(running());
    count_->setText(taken_ == 0 ? QString() : tr("%n photos taken", nullptr, taken_));
    if (!running() && hint_->text().isEmpty()) hint_->setText(tr("The camera is off."));
}

void CameraPage::hideEvent(QHideEvent* event) {
    stop();
    QWidget::hideEvent(event);
}

void CameraPage::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void CameraPage::retranslate() {
    sourceLabel_->setText(tr("Camera"));
    sources_->setAccessibleName(tr("Camera"));
    view_->setAccessibleName(tr("What the camera sees"));
    const std::array<QString, kCaptureChecks> names = {tr("Distance"),  tr("Pose"), tr("Light"),
                                                       tr("Sharpness"), tr("Eyes"), tr("Liveness")};
    for (std::size_t i = 0; i < kCaptureChecks; ++i) {
        names_[i]->setText(names[i]);
        bars_[i]->setAccessibleName(names[i]);
    }
    automatic_->setText(tr("Take three photos by itself"));
    capture_->setText(tr("Take a photo"));
    capture_->setShortcut(Qt::Key_F8);
    capture_->setToolTip(tr("Take a photo now (F8)"));
    done_->setText(tr("Back to the photos"));
    for (QPushButton* button : {capture_, done_})
        button->setAccessibleName(button->text());
    showState();
}

}  // namespace lineament::ui
