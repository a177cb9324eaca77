#include "ui/compare/pick/frame_picker.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>
#include <algorithm>
#include <mutex>

#include "core/base/error.h"
#include "core/media/video_source.h"
#include "ui/bridge/image_convert.h"
#include "ui/theme/theme.h"
#include "ui/widgets/image_canvas.h"

namespace lineament::ui {
namespace {

constexpr int kMsPerSecond = 1000;

}  // namespace

struct FramePicker::Reader {
    std::mutex mutex;
    std::string path;
    std::unique_ptr<VideoSource> source;
};

struct FramePicker::Frame {
    QImage picture;
    std::vector<BoxPx> faces;
    double ms = 0, durationMs = 0, frameMs = 0;
};

FramePicker::FramePicker(Session& session, const QString& file, std::function<QString()> chooseFile,
                         QWidget* parent)
    : QDialog(parent), session_(session), chooseFile_(std::move(chooseFile)) {
    setObjectName(QStringLiteral("framePicker"));
    setWindowTitle(tr("Compare a frame of a recording"));
    setWindowModality(Qt::WindowModal);
    setAttribute(Qt::WA_DeleteOnClose);
    resize(860, 620);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace4, metrics::kSpace4, metrics::kSpace4, metrics::kSpace4);
    column->setSpacing(metrics::kSpace2);
    auto* top = new QHBoxLayout;
    recordings_ = new QComboBox;
    recordings_->setObjectName(QStringLiteral("pickRecordingBox"));
    recordings_->setAccessibleName(tr("Recording"));
    recordings_->setPlaceholderText(tr("Choose a recording"));
    auto* other = new QPushButton(tr("Open a file…"));
    other->setObjectName(QStringLiteral("pickRecordingFileButton"));
    other->setAutoDefault(false);
    top->addWidget(recordings_, 1);
    top->addWidget(other);
    column->addLayout(top);
    canvas_ = new ImageCanvas;
    canvas_->setObjectName(QStringLiteral("pickFrameCanvas"));
    canvas_->setAccessibleName(tr("Frame"));
    column->addWidget(canvas_, 1);
    auto* times = new QHBoxLayout;
    times->setSpacing(metrics::kSpace2);
    const auto step = [&](const char* name, const QString& text, const QString& tip, Qt::Key key) {
        auto* button = new QPushButton(text);
        button->setObjectName(QString::fromLatin1(name));
        button->setAutoDefault(false);
        button->setFixedWidth(metrics::kControlHeight + metrics::kSpace2);
        button->setShortcut(key);
        button->setToolTip(QStringLiteral("%1 (%2)").arg(tip, QKeySequence(key).toString()));
        button->setAccessibleName(tip);
        times->addWidget(button);
        return button;
    };
    before_ = step("frameBeforeButton", QStringLiteral("‹"), tr("The frame before"), Qt::Key_Comma);
    slider_ = new QSlider(Qt::Horizontal);
    slider_->setObjectName(QStringLiteral("pickTimeSlider"));
    slider_->setAccessibleName(tr("Time"));
    times->addWidget(slider_, 1);
    after_ = step("frameAfterButton", QStringLiteral("›"), tr("The next frame"), Qt::Key_Period);
    time_ = new QDoubleSpinBox;
    time_->setObjectName(QStringLiteral("pickTimeBox"));
    time_->setAccessibleName(tr("Time, seconds"));
    time_->setDecimals(3);
    time_->setSuffix(tr(" s"));
    time_->setKeyboardTracking(false);
    time_->setMinimumWidth(120);
    times->addWidget(time_);
    column->addLayout(times);
    message_ = new QLabel;
    message_->setObjectName(QStringLiteral("pickFrameMessage"));
    message_->setProperty("role", QStringLiteral("muted"));
    message_->setWordWrap(true);
    column->addWidget(message_);
    auto* foot = new QHBoxLayout;
    foot->addStretch(1);
    auto* cancel = new QPushButton(tr("Cancel"));
    cancel->setObjectName(QStringLiteral("pickCancelButton"));
    cancel->setAutoDefault(false);
    choose_ = new QPushButton(tr("Compare this face"));
    choose_->setObjectName(QStringLiteral("pickFrameButton"));
    choose_->setProperty("role", QStringLiteral("primary"));
    choose_->setEnabled(false);
    foot->addWidget(cancel);
    foot->addWidget(choose_);
    column->addLayout(foot);

    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(choose_, &QPushButton::clicked, this, &FramePicker::choose);
    connect(other, &QPushButton::clicked, this, [this] {
        if (const QString path = chooseFile_(); !path.isEmpty()) open(path);
    });
    connect(recordings_, &QComboBox::activated, this,
            [this](int index) { open(recordings_->itemData(index).toString()); });
    connect(slider_, &QSlider::valueChanged, this, [this](int ms) { goTo(ms); });
    connect(time_, &QDoubleSpinBox::valueChanged, this,
            [this](double seconds) { goTo(seconds * kMsPerSecond); });
    connect(before_, &QPushButton::clicked, this, [this] { goTo(ms_ - frameMs_ / 2); });
    connect(after_, &QPushButton::clicked, this, [this] { goTo(ms_ + 1.5 * frameMs_); });
    connect(canvas_, &ImageCanvas::boxClicked, this, [this](qint64 id) { pick(static_cast<int>(id)); });
    connect(canvas_, &ImageCanvas::boxActivated, this, [this](qint64 id) {
        pick(static_cast<int>(id));
        choose();
    });
    for (QWidget* widget : {static_cast<QWidget*>(slider_), static_cast<QWidget*>(time_),
                            static_cast<QWidget*>(before_), static_cast<QWidget*>(after_)})
        widget->setEnabled(false);
    message_->setText(tr("Choose a recording, go to the frame, then click the face."));
    offerRecordings();
    if (!file.isEmpty()) open(file);
}

void FramePicker::offerRecordings() {
    session_.jobs().run<std::vector<Recording>>(
        tr("Read the recordings"), JobRunner::Lane::Short,
        [store = session_.workspace()->storePointer()](JobContext&) { return store->recordings(); }, this,
        [this](std::vector<Recording>& recordings) {
            const QSignalBlocker quiet(recordings_);
            for (const auto& recording : recordings) {
                const QString source = QString::fromStdString(recording.source);
                if (!QFileInfo(source).isFile() || recordings_->findData(source) >= 0) continue;
                recordings_->addItem(QFileInfo(source).fileName(), source);
            }
            recordings_->setCurrentIndex(recordings_->findData(file_));
        });
}

void FramePicker::open(const QString& file) {
    file_ = file;
    if (recordings_->findData(file) < 0) recordings_->addItem(QFileInfo(file).fileName(), file);
    recordings_->setCurrentIndex(recordings_->findData(file));
    reader_ = std::make_shared<Reader>();
    reader_->path = file.toStdString();
    wanted_ = 0;
    forgetFrame();
    canvas_->setImage({});
    for (QWidget* widget : {static_cast<QWidget*>(slider_), static_cast<QWidget*>(time_),
                            static_cast<QWidget*>(before_), static_cast<QWidget*>(after_)})
        widget->setEnabled(false);
    read();
}

void FramePicker::goTo(double ms) {
    if (!reader_) return;
    wanted_ = std::max(0.0, ms);
    forgetFrame();
    read();
}

/// Faces of the frame before are not to be chosen in place of those of the one that is read.
void FramePicker::forgetFrame() {
    faces_.clear();
    pick(-1);
    message_->setText(tr("The frame is read…"));
}

// Of many times asked for while one is read the last counts.
void FramePicker::read() {
    if (reading_) {
        again_ = true;
        return;
    }
    reading_ = true;
    again_ = false;
    auto* job = session_.jobs().run<Frame>(
        tr("Read a frame"), JobRunner::Lane::Short,
        [reader = reader_, workspace = session_.workspace(), ms = wanted_](JobContext& context) {
            std::lock_guard lock(reader->mutex);
            if (!reader->source) reader->source = openVideoSource(reader->path);
            auto& source = *reader->source;
            source.seek(ms);
            const auto frame = source.read();
            context.checkpoint();
            if (!frame)
                throw Error(ErrorCode::kNotFound, reader->path, "the recording shows no frame at this time");
            Frame shown;
            shown.picture = toQImage(frame->bgr);
            shown.ms = frame->ms;
            shown.durationMs = source.info().durationMs;
            shown.frameMs =
                source.info().framesPerSecond > 0 ? kMsPerSecond / source.info().framesPerSecond : 40;
            for (const auto& face : workspace->engine().detect(frame->bgr))
                shown.faces.push_back(face.box);
            return shown;
        },
        this,
        [this, reader = reader_](Frame& frame) {
            if (reader == reader_) showFrame(frame);
        });
    connect(job, &JobHandle::failed, this, [this, reader = reader_](const QString& sentence) {
        if (reader == reader_ && !again_) message_->setText(sentence);
    });
    connect(job, &JobHandle::ended, this, [this] {
        reading_ = false;
        if (again_) read();
    });
}

void FramePicker::showFrame(Frame& frame) {
    ms_ = frame.ms;
    frameMs_ = frame.frameMs;
    if (!again_) faces_ = std::move(frame.faces);  // else another frame follows at once
    {
        const QSignalBlocker quietSlider(slider_), quietTime(time_);
        slider_->setRange(0, static_cast<int>(frame.durationMs));
        slider_->setSingleStep(static_cast<int>(frameMs_));
        slider_->setPageStep(kMsPerSecond);
        if (!slider_->isSliderDown()) slider_->setValue(static_cast<int>(ms_));
        time_->setRange(0, frame.durationMs / kMsPerSecond);
        time_->setSingleStep(frameMs_ / kMsPerSecond);
        time_->setValue(ms_ / kMsPerSecond);
    }
    for (QWidget* widget : {static_cast<QWidget*>(slider_), static_cast<QWidget*>(time_),
                            static_cast<QWidget*>(before_), static_cast<QWidget*>(after_)})
        widget->setEnabled(frame.durationMs > 0);
    canvas_->setImage(frame.picture);
    if (again_) return;
    pick(faces_.size() == 1 ? 0 : -1);
    message_->setText(
        faces_.empty() ? tr("No face was found in this frame: go to another one.")
                       : tr("%n faces; click the one to compare.", nullptr, static_cast<int>(faces_.size())));
    Q_EMIT shown();
}

void FramePicker::pick(int face) {
    face_ = face;
    QList<CanvasBox> boxes;
    for (std::size_t i = 0; i < faces_.size(); ++i) {
        CanvasBox box;
        box.id = static_cast<qint64>(i);
        box.box = QRectF(faces_[i].x, faces_[i].y, faces_[i].width, faces_[i].height);
        box.selected = static_cast<int>(i) == face;
        boxes.append(box);
    }
    canvas_->setBoxes(boxes);
    choose_->setEnabled(face >= 0);
}

void FramePicker::choose() {
    if (face_ < 0) return;
    FaceSource source;
    source.kind = FaceSource::Kind::kFrame;
    source.path = file_.toStdString();
    source.ms = ms_;
    source.box = faces_[static_cast<std::size_t>(face_)];
    Q_EMIT chosen(source);
    accept();
}

}  // namespace lineament::ui
