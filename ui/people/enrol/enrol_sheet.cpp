#include "ui/people/enrol/enrol_sheet.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMimeData>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>
#include <map>
#include <mutex>

#include "core/image/image.h"
#include "core/pipelines/judge_photos.h"
#include "ui/bridge/image_convert.h"
#include "ui/people/enrol/enrol_delegate.h"
#include "ui/people/enrol/enrol_form.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/job_strip.h"

namespace lineament::ui {
namespace {

namespace fs = std::filesystem;

constexpr int kLargestWidth = 1040, kLargestHeight = 720;

EnrolPhoto refused(const Rejection& rejection, const QString& person) {
    return {QString::fromStdString(rejection.path), person, EnrolPhoto::State::Refused, {}, {}, rejection};
}

std::vector<fs::path> toPaths(const QStringList& names) {
    std::vector<fs::path> paths;
    for (const QString& name : names)
        paths.emplace_back(name.toStdString());
    return paths;
}

}  // namespace

struct EnrolSheet::Mailbox {
    std::mutex mutex;
    std::vector<EnrolPhoto> photos;

    void put(std::vector<EnrolPhoto> more) {
        std::lock_guard lock(mutex);
        std::move(more.begin(), more.end(), std::back_inserter(photos));
    }
    std::vector<EnrolPhoto> take() {
        std::lock_guard lock(mutex);
        return std::exchange(photos, {});
    }
};

namespace {

/// What came of the photos of one person, with crops from the store.
std::vector<EnrolPhoto> photosOf(const Store& store, const EnrolledIdentity& person, bool several) {
    std::map<SampleId, Sample> samples;
    if (person.identity.valid())
        for (auto& sample : store.samples(person.identity))
            samples.emplace(sample.id, std::move(sample));
    const QString name = several ? QString::fromStdString(person.name) : QString();
    std::vector<EnrolPhoto> photos;
    for (const auto& accepted : person.accepted) {
        EnrolPhoto photo{QString::fromStdString(accepted.path),
                         name,
                         EnrolPhoto::State::Enrolled,
                         {},
                         accepted.face.quality,
                         {}};
        if (const auto sample = samples.find(accepted.sample); sample != samples.end())
            photo.crop = imageFromBytes(sample->second.crop);
        photos.push_back(std::move(photo));
    }
    for (const auto& rejection : person.rejected)
        photos.push_back(refused(rejection, name));
    return photos;
}

}  // namespace

EnrolSheet::EnrolSheet(Session& session, Settings& settings, QWidget* parent)
    : QWidget(parent), session_(session) {
    setObjectName(QStringLiteral("enrolSheet"));
    setAcceptDrops(true);
    setFocusPolicy(Qt::StrongFocus);
    card_ = new QFrame(this);
    card_->setObjectName(QStringLiteral("enrolCard"));
    card_->setProperty("role", QStringLiteral("card"));
    auto* column = new QVBoxLayout(card_);
    column->setContentsMargins(metrics::kSpace5, metrics::kSpace4, metrics::kSpace5, metrics::kSpace4);
    column->setSpacing(metrics::kSpace3);
    title_ = new QLabel;
    title_->setProperty("role", QStringLiteral("title"));
    column->addWidget(title_);
    banner_ = new Banner;
    banner_->setObjectName(QStringLiteral("enrolBanner"));
    column->addWidget(banner_);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(metrics::kSpace5);
    form_ = new EnrolForm(settings);
    middle->addWidget(form_);
    middle->addWidget(makeList(), 1);
    column->addLayout(middle, 1);
    strip_ = new JobStrip;
    strip_->setObjectName(QStringLiteral("enrolStrip"));
    column->addWidget(strip_);

    auto* foot = new QHBoxLayout;
    foot->setSpacing(metrics::kSpace2);
    const auto button = [](const char* name) {
        auto* button = new QPushButton;
        button->setObjectName(QString::fromLatin1(name));
        return button;
    };
    retry_ = button("retryRefusedButton");
    clear_ = button("clearPhotosButton");
    close_ = button("closeSheetButton");
    enrol_ = button("enrolButton");
    enrol_->setProperty("role", QStringLiteral("primary"));
    foot->addWidget(retry_);
    foot->addWidget(clear_);
    foot->addStretch(1);
    foot->addWidget(close_);
    foot->addWidget(enrol_);
    column->addLayout(foot);

    connect(retry_, &QPushButton::clicked, this, [this] {
        model_.judgeAgain(true);
        judge();
    });
    connect(clear_, &QPushButton::clicked, this, [this] {
        model_.clear();
        folder_.clear();
        people_.clear();
        banner_->dismiss();
        showState();
    });
    connect(close_, &QPushButton::clicked, this, &EnrolSheet::close);
    connect(enrol_, &QPushButton::clicked, this, &EnrolSheet::enrol);
    connect(form_, &EnrolForm::filesChosen, this, &EnrolSheet::addPaths);
    connect(form_, &EnrolForm::nameChanged, this, &EnrolSheet::showState);
    connect(form_, &EnrolForm::submitted, this, &EnrolSheet::enrol);
    connect(form_, &EnrolForm::rulesChanged, this, [this] {
        model_.judgeAgain(false);
        if (job_ && !enrolling_) job_->cancel();  // its answers are by the old rules; judge() follows its end
        judge();
    });
    parent->installEventFilter(this);
    hide();
    retranslate();
}

QWidget* EnrolSheet::makeList() {
    auto* side = new QWidget;
    auto* column = new QVBoxLayout(side);
    column->setContentsMargins(0, 0, 0, 0);
    counts_ = new QLabel;
    counts_->setObjectName(QStringLiteral("enrolCounts"));
    counts_->setProperty("role", QStringLiteral("section"));
    legend_ = new QLabel;
    legend_->setProperty("role", QStringLiteral("small"));
    auto* head = new QHBoxLayout;
    head->addWidget(counts_, 1);
    head->addWidget(legend_);
    column->addLayout(head);
    list_ = new QListView;
    list_->setObjectName(QStringLiteral("enrolList"));
    list_->setModel(&model_);
    list_->setItemDelegate(new EnrolDelegate(list_));
    list_->setUniformItemSizes(true);
    list_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    column->addWidget(list_, 1);
    auto* over = new QVBoxLayout(list_);
    nothing_ = new QLabel;
    nothing_->setProperty("role", QStringLiteral("muted"));
    nothing_->setAlignment(Qt::AlignCenter);
    nothing_->setWordWrap(true);
    over->addWidget(nothing_);
    return side;
}

void EnrolSheet::open() {
    if (!busy()) {
        model_.clear();
        folder_.clear();
        people_.clear();
        form_->reset();
        banner_->dismiss();
    }
    setGeometry(parentWidget()->rect());
    show();
    raise();
    form_->setFocus(Qt::OtherFocusReason);
    showState();
}

void EnrolSheet::close() {
    if (job_ && !enrolling_) job_->cancel();  // looking alone; an enrolment goes on and is in the job tray
    hide();
    Q_EMIT closed();
}

bool EnrolSheet::busy() const {
    return job_ && !job_->hasEnded();
}

// Folders may be large or on a slow drive: they are read in a job.
void EnrolSheet::addPaths(const QStringList& paths) {
    if (enrolling_ || !session_.workspace()) return;
    banner_->dismiss();
    auto* job = session_.jobs().run<Contents>(
        tr("Read folders"), JobRunner::Lane::Short,
        [paths](JobContext& context) { return contentsOf(paths, context); }, this,
        [this](Contents& contents) { take(contents); });
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
}

EnrolSheet::Contents EnrolSheet::contentsOf(const QStringList& paths, JobContext& context) {
    Contents contents;
    QStringList folders;
    for (const QString& path : paths)
        (QFileInfo(path).isDir() ? folders : contents.photos) << QFileInfo(path).absoluteFilePath();
    const bool onlyFolders = contents.photos.isEmpty();
    if (onlyFolders && folders.size() == 1 &&
        !QDir(folders.front()).entryList(QDir::Dirs | QDir::NoDotAndDotDot).isEmpty()) {
        contents.folder = folders.front();
        return contents;
    }
    for (const QString& folder : std::as_const(folders)) {
        context.checkpoint();
        auto photos = imagesIn(folder.toStdString(), true);
        if (onlyFolders && folders.size() > 1) {
            contents.people.emplace_back(QFileInfo(folder).fileName(), std::move(photos));
            continue;
        }
        contents.name = QFileInfo(folder).fileName();
        for (const auto& photo : photos)
            contents.photos << QString::fromStdString(photo.string());
    }
    return contents;
}

void EnrolSheet::take(const Contents& contents) {
    if (enrolling_) return;
    folder_ = contents.folder;
    people_ = contents.people;
    if (!folder_.isEmpty() || !people_.empty()) {
        model_.clear();
    } else {
        if (form_->name().isEmpty()) form_->setName(contents.name);
        model_.add(contents.photos);
        if (contents.photos.isEmpty())
            banner_->show(Banner::Kind::Info, tr("There is no photo in this folder."));
        judge();
    }
    showState();
}

void EnrolSheet::judge() {
    if (busy() || !session_.workspace()) return;
    const QStringList waiting = model_.paths(EnrolPhoto::State::Waiting);
    if (waiting.isEmpty()) return showState();
    auto mailbox = std::make_shared<Mailbox>();
    enrolling_ = false;
    auto* job = session_.jobs().run<bool>(
        tr("Look at %n photos", nullptr, static_cast<int>(waiting.size())), JobRunner::Lane::Short,
        [workspace = session_.workspace(), photos = toPaths(waiting), options = form_->options(),
         mailbox](JobContext& context) {
            judgePhotos(workspace->engine(), photos, options, context, [&](const JudgedPhoto& judged) {
                EnrolPhoto photo{QString::fromStdString(judged.path), {}, EnrolPhoto::State::Good,
                                 imageFromBytes(judged.crop),         {}, judged.rejection};
                if (judged.face) photo.quality = judged.face->quality;
                if (judged.rejection) photo.state = EnrolPhoto::State::Refused;
                mailbox->put({std::move(photo)});
            });
            return true;
        },
        this, {});
    watch(job, std::move(mailbox));
}

void EnrolSheet::enrol() {
    if (!enrol_->isEnabled()) return;
    close_->setFocus(Qt::OtherFocusReason);  // the button goes grey and must not give the focus away
    if (folder_.isEmpty() && people_.empty())
        enrolOne();
    else
        enrolPeople();
}

void EnrolSheet::enrolOne() {
    const QString name = form_->name();
    auto mailbox = std::make_shared<Mailbox>();
    enrolling_ = true;
    auto* job = session_.jobs().run<EnrolledIdentity>(
        tr("Enrol %1").arg(name), JobRunner::Lane::Long,
        [workspace = session_.workspace(), name = name.toStdString(),
         externalId = form_->externalId().toStdString(),
         photos = toPaths(model_.paths(EnrolPhoto::State::Good)), options = form_->options(),
         mailbox](JobContext& context) {
            auto person = enrolPerson(*workspace, name, externalId, photos, options, context);
            mailbox->put(photosOf(workspace->store(), person, false));
            return person;
        },
        this, [this](EnrolledIdentity& person) { showOne(person); });
    watch(job, std::move(mailbox));
}

void EnrolSheet::showOne(const EnrolledIdentity& person) {
    const QString name = QString::fromStdString(person.name);
    const int accepted = static_cast<int>(person.accepted.size());
    if (accepted == 0) {
        banner_->show(Banner::Kind::Warning,
                      tr("%1 was not enrolled: none of the photos was accepted.").arg(name));
        return;
    }
    banner_->show(Banner::Kind::Good, tr("%1 is enrolled with %n photos.", nullptr, accepted).arg(name));
    Q_EMIT enrolled(person.identity.value());
}

void EnrolSheet::enrolPeople() {
    auto mailbox = std::make_shared<Mailbox>();
    enrolling_ = true;
    model_.clear();
    struct Sum {
        int people = 0, photos = 0, refused = 0;
    };
    auto* job = session_.jobs().run<Sum>(
        tr("Enrol people from folders"), JobRunner::Lane::Long,
        [workspace = session_.workspace(), folder = folder_.toStdString(), people = people_,
         options = form_->options(), mailbox](JobContext& context) {
            Sum sum;
            const auto note = [&](const EnrolledIdentity& person) {
                if (person.identity.valid()) ++sum.people;
                sum.photos += static_cast<int>(person.accepted.size());
                sum.refused += static_cast<int>(person.rejected.size());
                mailbox->put(photosOf(workspace->store(), person, true));
            };
            if (!folder.empty()) enrolFolder(*workspace, folder, options, context, note);
            for (const auto& [name, photos] : people)
                note(enrolPerson(*workspace, name.toStdString(), {}, photos, options, context));
            return sum;
        },
        this,
        [this](Sum& sum) {
            const QString people = tr("%n people are enrolled", nullptr, sum.people);
            if (sum.refused > 0)
                banner_->show(
                    Banner::Kind::Warning,
                    tr("%1; %n photos were refused, see why below.", nullptr, sum.refused).arg(people));
            else
                banner_->show(Banner::Kind::Good, tr("%1 with %n photos.", nullptr, sum.photos).arg(people));
            folder_.clear();
            people_.clear();
        });
    watch(job, std::move(mailbox));
}

void EnrolSheet::watch(JobHandle* job, std::shared_ptr<Mailbox> mailbox) {
    job_ = job;
    strip_->setJob(job);
    connect(job, &JobHandle::progressed, this, [this, mailbox, job] {
        if (!job->cancelRequested() || enrolling_) collect(*mailbox);
    });
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    connect(job, &JobHandle::ended, this, [this, mailbox, stopped = QPointer(job)] {
        if (!(stopped && stopped->state() == JobHandle::State::Cancelled && !enrolling_)) collect(*mailbox);
        job_.clear();
        const bool again =
            !enrolling_ && stopped && stopped->state() != JobHandle::State::Failed && isVisible();
        enrolling_ = false;
        if (again) judge();  // photos that came, or rules that changed, meanwhile
        showState();
    });
    showState();
}

void EnrolSheet::collect(Mailbox& mailbox) {
    for (auto& photo : mailbox.take())
        model_.put(std::move(photo));
    showState();
}

void EnrolSheet::showState() {
    using State = EnrolPhoto::State;
    const int good = model_.count(State::Good), all = model_.rowCount(),
              enrolledCount = model_.count(State::Enrolled);
    const bool people = !folder_.isEmpty() || !people_.empty();
    form_->allow(!people && !enrolling_, !enrolling_);
    if (people) {
        enrol_->setText(folder_.isEmpty() ? tr("Enrol %n people", nullptr, static_cast<int>(people_.size()))
                                          : tr("Enrol the people of this folder"));
        enrol_->setEnabled(!busy() && session_.workspace());
        counts_->setText(folder_.isEmpty()
                             ? tr("%n folders, one a person", nullptr, static_cast<int>(people_.size()))
                             : tr("One person a folder of %1").arg(QFileInfo(folder_).fileName()));
    } else {
        enrol_->setText(all > 0 ? tr("Enrol %1 of %2").arg(good).arg(all - enrolledCount) : tr("Enrol"));
        enrol_->setEnabled(!busy() && good > 0 && !form_->name().isEmpty() && session_.workspace());
        counts_->setText(
            all == 0 ? tr("Photos")
            : enrolledCount > 0
                ? tr("%1 enrolled, %2 refused").arg(enrolledCount).arg(model_.count(State::Refused))
                : tr("%1 of %2 photos can be enrolled").arg(good).arg(all));
    }
    enrol_->setToolTip(good > 0 && form_->name().isEmpty() && !people ? tr("Enter a name first") : QString());
    retry_->setVisible(model_.count(State::Refused) > 0);
    retry_->setEnabled(!busy());
    clear_->setVisible(all > 0 || people);
    clear_->setEnabled(!busy());
    nothing_->setVisible(all == 0);
    nothing_->setText(
        people ? tr("Each folder becomes a person of its name. What came of every photo is shown here.")
               : tr("Photos appear here as they are looked at, each with its five measures and, if it is "
                    "refused, what to change."));
}

void EnrolSheet::paintEvent(QPaintEvent*) {
    QColor scrim = Theme::instance().color(Token::Canvas);
    scrim.setAlpha(200);
    QPainter(this).fillRect(rect(), scrim);
}

bool EnrolSheet::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parentWidget() && (event->type() == QEvent::Resize || event->type() == QEvent::Show)) {
        setGeometry(parentWidget()->rect());
        const QSize size(std::min(width() - 2 * metrics::kSpace5, kLargestWidth),
                         std::min(height() - 2 * metrics::kSpace5, kLargestHeight));
        card_->setGeometry(QRect(QPoint((width() - size.width()) / 2, (height() - size.height()) / 2), size));
    }
    return QWidget::eventFilter(watched, event);
}

void EnrolSheet::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return close();
    QWidget::keyPressEvent(event);
}

void EnrolSheet::dragEnterEvent(QDragEnterEvent* event) {
    if (event->mimeData()->hasUrls() && !enrolling_) event->acceptProposedAction();
}

void EnrolSheet::dropEvent(QDropEvent* event) {
    QStringList paths;
    for (const QUrl& url : event->mimeData()->urls())
        if (url.isLocalFile()) paths << url.toLocalFile();
    event->acceptProposedAction();
    addPaths(paths);
}

void EnrolSheet::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void EnrolSheet::retranslate() {
    setAccessibleName(tr("Enrol people"));
    title_->setText(tr("Enrol people"));
    retry_->setText(tr("Try the refused again"));
    clear_->setText(tr("Clear"));
    close_->setText(tr("Close"));
    close_->setToolTip(tr("Close (Esc)"));
    legend_->setText(tr("Bars: overall, sharpness, light, pose, size"));
    list_->setAccessibleName(tr("Photos"));
    for (QPushButton* button : {retry_, clear_, close_})
        button->setAccessibleName(button->text());
    enrol_->setAccessibleName(tr("Enrol"));
    model_.retranslate();
    showState();
}

}  // namespace lineament::ui
