#include "ui/people/enrol/duplicate_question.h"

#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/bridge/image_convert.h"
#include "ui/bridge/numbers.h"
#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

constexpr int kFacePx = 192;

QPixmap faceOf(const QImage& image) {
    return image.isNull() ? QPixmap()
                          : QPixmap::fromImage(image.scaled(kFacePx, kFacePx, Qt::KeepAspectRatio,
                                                            Qt::SmoothTransformation));
}

}  // namespace

DuplicateQuestion::DuplicateQuestion(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("duplicateQuestion"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace3);
    title_ = new QLabel;
    title_->setProperty("role", QStringLiteral("section"));
    title_->setWordWrap(true);
    column->addWidget(title_);
    auto* faces = new QGridLayout;
    faces->setHorizontalSpacing(metrics::kSpace4);
    const auto face = [&](QLabel*& picture, QLabel*& name, int at, const char* id) {
        picture = new QLabel;
        picture->setObjectName(QString::fromLatin1(id));
        picture->setFixedSize(kFacePx, kFacePx);
        picture->setAlignment(Qt::AlignCenter);
        name = new QLabel;
        name->setFixedWidth(kFacePx);
        name->setWordWrap(true);
        faces->addWidget(picture, 0, at);
        faces->addWidget(name, 1, at, Qt::AlignTop);
    };
    face(newFace_, newName_, 0, "newFace");
    face(enrolledFace_, enrolledName_, 1, "enrolledFace");
    faces->setColumnStretch(2, 1);
    column->addLayout(faces);
    numbers_ = new QLabel;
    numbers_->setObjectName(QStringLiteral("duplicateNumbers"));
    numbers_->setWordWrap(true);
    hint_ = new QLabel;
    hint_->setWordWrap(true);
    hint_->setProperty("role", QStringLiteral("muted"));
    column->addWidget(numbers_);
    column->addWidget(hint_);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::kSpace2);
    const auto button = [&](QPushButton*& button, const char* id, DuplicateAnswer answer) {
        button = new QPushButton;
        button->setObjectName(QString::fromLatin1(id));
        connect(button, &QPushButton::clicked, this, [this, answer] { Q_EMIT answered(answer); });
        row->addWidget(button);
    };
    button(same_, "samePersonButton", DuplicateAnswer::kSamePerson);
    button(another_, "anotherPersonButton", DuplicateAnswer::kAnotherPerson);
    button(skip_, "skipPersonButton", DuplicateAnswer::kSkip);
    row->addStretch(1);
    column->addLayout(row);
    column->addStretch(1);
    retranslate();
}

void DuplicateQuestion::ask(const HeldPerson& held, int number, int of) {
    held_ = held;
    number_ = number;
    of_ = of;
    newFace_->setPixmap(faceOf(imageFromBytes(held.crop)));
    enrolledFace_->setPixmap({});
    setEnabled(true);
    retranslate();
    same_->setFocus(Qt::OtherFocusReason);
}

void DuplicateQuestion::setEnrolled(const QImage& face) {
    enrolledFace_->setPixmap(faceOf(face));
}

void DuplicateQuestion::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void DuplicateQuestion::retranslate() {
    const QString name = QString::fromStdString(held_.name), alike = QString::fromStdString(held_.alike.name);
    title_->setText(of_ > 1 ? tr("%1 of %2: is %3 enrolled already?").arg(number_).arg(of_).arg(name)
                            : tr("Is %1 enrolled already?").arg(name));
    QString newName = name;
    if (!held_.externalId.empty())
        newName += QStringLiteral(" · ") + QString::fromStdString(held_.externalId);
    newName_->setText(tr("New: %1, %n photos", nullptr, static_cast<int>(held_.photos.size())).arg(newName));
    enrolledName_->setText(tr("Enrolled: %1").arg(alike));
    newFace_->setAccessibleName(newName_->text());
    enrolledFace_->setAccessibleName(enrolledName_->text());
    numbers_->setText(tr("Similarity %1, people count as alike from %2 (FMR %3 of one comparison).")
                          .arg(similarityText(held_.alike.similarity), similarityText(held_.threshold),
                               fmrText(held_.fmr)));
    hint_->setText(
        tr("The answer is recorded with these numbers. Of another person the two are kept apart and not "
           "asked about again."));
    same_->setText(tr("Same person: add the photos"));
    same_->setToolTip(tr("Adds the photos to %1").arg(alike));
    another_->setText(tr("Another person"));
    another_->setToolTip(tr("Enrols %1 and keeps the two apart").arg(name));
    skip_->setText(tr("Skip"));
    skip_->setToolTip(tr("Enrols nobody"));
}

}  // namespace lineament::ui
