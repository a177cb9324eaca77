#include "ui/footage/case/recorded_form.h"

#include <QComboBox>
#include <QDateTime>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

/// As it is shown; seconds may be left out when it is typed.
constexpr QLatin1String kBegunShown("yyyy-MM-dd HH:mm:ss"), kBegunShort("yyyy-MM-dd HH:mm");

}  // namespace

RecordedForm::RecordedForm(QWidget* parent) : QWidget(parent) {
    begun_ = new QLineEdit;
    begun_->setObjectName(QStringLiteral("recordedBegun"));
    camera_ = new QComboBox;
    camera_->setObjectName(QStringLiteral("recordedCamera"));
    camera_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    camera_->setMinimumContentsLength(6);
    camera_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, metrics::kSpace1, 0, 0);
    form->setHorizontalSpacing(metrics::kSpace2);
    form->setVerticalSpacing(metrics::kSpace1);
    form->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    for (auto** label : {&begunLabel_, &cameraLabel_}) {
        *label = new QLabel;
        (*label)->setProperty("role", QStringLiteral("small"));
    }
    form->addRow(begunLabel_, begun_);
    form->addRow(cameraLabel_, camera_);
    connect(begun_, &QLineEdit::editingFinished, this, [this] {
        if (begun_->isModified()) say();
    });
    connect(camera_, &QComboBox::activated, this, &RecordedForm::say);
    retranslate();
}

void RecordedForm::setSource(const CaseSource& source, const std::vector<Camera>& cameras) {
    const bool typing = source.source == source_.source && begun_->isModified();
    const QString typed = begun_->text();
    source_ = source;
    cameras_ = cameras;
    fill();
    if (!typing) return;
    begun_->setText(typed);
    begun_->setModified(true);
}

void RecordedForm::fill() {
    const auto& time = source_.recorded;
    begun_->setText(time.startedAt ? QDateTime::fromMSecsSinceEpoch(*time.startedAt).toString(kBegunShown)
                                   : QString());
    begun_->setModified(false);
    begun_->setToolTip(tr("Time of the first picture, by the clock of this computer; empty: not known.") +
                       QLatin1Char('\n') +
                       (!time.startedAt ? tr("The file does not say it.")
                        : time.byPerson ? tr("Somebody has set it here.")
                                        : tr("The file says so itself.")));
    camera_->clear();
    camera_->addItem(tr("not known"), qint64(0));
    for (const auto& camera : cameras_)
        camera_->addItem(QString::fromStdString(camera.name), qint64(camera.id.value()));
    camera_->setCurrentIndex(std::max(0, camera_->findData(qint64(time.camera.value()))));
    camera_->setEnabled(!cameras_.empty());
}

void RecordedForm::say() {
    const QString text = begun_->text().trimmed();
    auto at = QDateTime::fromString(text, kBegunShown);
    if (!at.isValid()) at = QDateTime::fromString(text, kBegunShort);
    if (!text.isEmpty() && !at.isValid()) {
        Q_EMIT failed(tr("“%1” is no time: type it as %2, or nothing if it is not known.")
                          .arg(text, QDateTime::currentDateTime().toString(kBegunShown)));
        return;
    }
    begun_->setModified(false);
    const CameraId camera(camera_->currentData().toLongLong());
    Q_EMIT said(source_.source, text.isEmpty() ? std::nullopt : std::optional(at.toMSecsSinceEpoch()),
                camera);
}

void RecordedForm::retranslate() {
    begunLabel_->setText(tr("Recorded from"));
    begun_->setPlaceholderText(tr("not known"));
    cameraLabel_->setText(tr("By camera"));
    camera_->setToolTip(tr("Alerts of this camera lead to the recording if it was running at the time"));
    begun_->setAccessibleName(begunLabel_->text());
    camera_->setAccessibleName(cameraLabel_->text());
    fill();
}

}  // namespace lineament::ui
