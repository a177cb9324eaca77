// What the enrolment sheet does in jobs: looks, enrols, asks about those who look like somebody enrolled.
#include <QCoreApplication>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QStackedWidget>
#include <map>
#include <mutex>

#include "core/image/image.h"
#include "core/pipelines/judge_photos.h"
#include "core/store/case_book.h"
#include "ui/bridge/image_convert.h"
#include "ui/people/enrol/duplicate_question.h"
#include "ui/people/enrol/enrol_form.h"
#include "ui/people/enrol/enrol_sheet.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/job_strip.h"

namespace lineament::ui {
namespace {

namespace fs = std::filesystem;

/// Of a whole batch nobody was looked at before: the photo itself says whom the reason is about.
QImage thumbnailOf(const std::string& path) {
    constexpr int kSidePx = 128;
    try {
        return toQImage(loadImage(path).bgr)
            .scaled(kSidePx, kSidePx, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    } catch (const std::exception&) {  // the reason says that it cannot be read
        return {};
    }
}

EnrolPhoto refused(const Rejection& rejection, const QString& person, bool withPicture) {
    return {QString::fromStdString(rejection.path),
            person,
            EnrolPhoto::State::Refused,
            withPicture ? thumbnailOf(rejection.path) : QImage(),
            {},
            rejection,
            {}};
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
                         {},
                         {}};
        if (const auto sample = samples.find(accepted.sample); sample != samples.end())
            photo.crop = imageFromBytes(sample->second.crop);
        photos.push_back(std::move(photo));
    }
    for (const auto& rejection : person.rejected)
        photos.push_back(refused(rejection, name, several));
    return photos;
}

EnrolOptions holding(EnrolOptions options) {
    options.holdDuplicates = true;
    return options;
}

}  // namespace

QString sentenceFor(const RosterProblem& problem) {
    const QString subject = QString::fromStdString(problem.subject);
    using Kind = RosterProblem::Kind;
    switch (problem.kind) {
        case Kind::kNoName:
            return EnrolSheet::tr("There is no name: enter one.");
        case Kind::kNotUtf8:
            return EnrolSheet::tr("The text is not UTF-8: save the roster as \"CSV UTF-8\".");
        case Kind::kFormula:
            return EnrolSheet::tr("A cell begins with %1 as a formula does: remove that sign.").arg(subject);
        case Kind::kNoDate:
            return EnrolSheet::tr("%1 is no day such as 2026-01-31.").arg(subject);
        case Kind::kEndsBeforeItBegins:
            return EnrolSheet::tr("The validity ends before it begins: change one of the two days.");
        case Kind::kIdTwice:
            return EnrolSheet::tr("The id %1 is that of an earlier row: an id belongs to one person.")
                .arg(subject);
        case Kind::kNoPhotos:
            return EnrolSheet::tr("There is no photo: name at least one.");
        case Kind::kNoPhotoThere:
            return EnrolSheet::tr("None of the photos is there: correct their paths.");
        case Kind::kPhotoMissing:
            break;
    }
    return EnrolSheet::tr("The photo %1 is not there; the others of the row are used.").arg(subject);
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
                EnrolPhoto photo{QString::fromStdString(judged.path),
                                 {},
                                 EnrolPhoto::State::Good,
                                 imageFromBytes(judged.crop),
                                 {},
                                 judged.rejection,
                                 {}};
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
    if (severalPeople()) {
        model_.clear();
        showProblems();
        enrolPeople(folder_, people_, roster_, static_cast<int>(roster_.problems.size()));
    } else if (model_.ofPeople()) {
        enrolRetried();
    } else {
        enrolOne();
    }
}

/// Photos of a batch that pass by now go to the people they are of.
void EnrolSheet::enrolRetried() {
    std::vector<Person> people;
    Roster again;
    for (const auto& [name, paths] : model_.goodOfPeople()) {
        auto photos = toPaths(paths);
        for (auto row : roster_.people) {
            std::vector<fs::path> ofRow;
            for (const auto& photo : row.photos)
                if (std::erase(photos, photo) > 0) ofRow.push_back(photo);
            row.photos = std::move(ofRow);
            if (!row.photos.empty()) again.people.push_back(std::move(row));
        }
        if (!photos.empty()) people.emplace_back(name, std::move(photos));
    }
    enrolPeople({}, people, again, 0);
}

void EnrolSheet::enrolOne() {
    const QString name = form_->name();
    auto mailbox = std::make_shared<Mailbox>();
    enrolling_ = true;
    auto* job = session_.jobs().run<EnrolledIdentity>(
        tr("Enrol %1").arg(name), JobRunner::Lane::Long,
        [workspace = session_.workspace(), name = name.toStdString(),
         externalId = form_->externalId().toStdString(),
         photos = toPaths(model_.paths(EnrolPhoto::State::Good)), options = holding(form_->options()),
         mailbox](JobContext& context) {
            auto person = enrolPerson(*workspace, name, externalId, photos, options, context);
            mailbox->put(photosOf(workspace->store(), person, false));
            return person;
        },
        this, [this](EnrolledIdentity& person) { showOne(person); });
    watch(job, std::move(mailbox));
}

void EnrolSheet::showOne(const EnrolledIdentity& person) {
    if (person.held) return hold({*person.held});
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

void EnrolSheet::enrolPeople(const QString& folder, const std::vector<Person>& people, const Roster& roster,
                             int refusedBefore) {
    auto mailbox = std::make_shared<Mailbox>();
    enrolling_ = true;
    struct Sum {
        int people = 0, photos = 0, refused = 0;
        std::vector<HeldPerson> held;
    };
    auto* job = session_.jobs().run<Sum>(
        roster.people.empty() ? tr("Enrol people from folders") : tr("Enrol people of a roster"),
        JobRunner::Lane::Long,
        [workspace = session_.workspace(), folder = folder.toStdString(), people, roster,
         options = holding(form_->options()), mailbox](JobContext& context) {
            Sum sum;
            const auto note = [&](const EnrolledIdentity& person) {
                if (person.identity.valid()) ++sum.people;
                if (person.held) sum.held.push_back(*person.held);
                sum.photos += static_cast<int>(person.accepted.size());
                sum.refused += static_cast<int>(person.rejected.size());
                mailbox->put(photosOf(workspace->store(), person, true));
            };
            if (!folder.empty()) enrolFolder(*workspace, folder, options, context, note);
            for (const auto& [name, photos] : people)
                note(enrolPerson(*workspace, name.toStdString(), {}, photos, options, context));
            if (!roster.people.empty()) enrolRoster(*workspace, roster, options, context, note);
            return sum;
        },
        this,
        [this, refusedBefore](Sum& sum) {
            showSum(sum.people, sum.photos, sum.refused + refusedBefore);
            hideEnrolled(sum.refused + refusedBefore + model_.count(EnrolPhoto::State::Refused) > 0);
            folder_.clear();
            people_.clear();
            rosterFile_.clear();  // its people are kept: what is asked about has its groups there
            hold(std::move(sum.held));
        });
    watch(job, std::move(mailbox));
}

void EnrolSheet::showSum(int people, int photos, int refused) {
    const QString sentence = tr("%n people are enrolled", nullptr, people);
    if (refused > 0)
        banner_->show(
            Banner::Kind::Warning,
            tr("%1; %n photos or rows were refused, see why below.", nullptr, refused).arg(sentence));
    else
        banner_->show(Banner::Kind::Good, tr("%1 with %n photos.", nullptr, photos).arg(sentence));
}

void EnrolSheet::hold(std::vector<HeldPerson> held) {
    held_ = std::move(held);
    asked_ = 0;
    askNext();
}

void EnrolSheet::askNext() {
    side_->setCurrentIndex(held_.empty() ? 0 : 1);
    showState();
    if (held_.empty()) return close_->setFocus(Qt::OtherFocusReason);
    const HeldPerson& held = held_.front();
    question_->ask(held, asked_ + 1, asked_ + static_cast<int>(held_.size()));
    session_.jobs().run<QImage>(
        tr("Read a photo"), JobRunner::Lane::Short,
        [store = session_.workspace()->storePointer(), id = held.alike.nearest](JobContext&) {
            const auto sample = store->caseBook().referenceOf(id);
            return sample ? imageFromBytes(sample->crop) : QImage();
        },
        this,
        [this, number = asked_](QImage& face) {
            if (number == asked_) question_->setEnrolled(face);
        });
}

void EnrolSheet::answer(DuplicateAnswer answer) {
    if (held_.empty() || busy()) return;
    question_->setEnabled(false);
    const HeldPerson held = held_.front();
    std::optional<RosterPerson> row;
    for (const auto& person : roster_.people)
        if (person.name == held.name && person.externalId == held.externalId) row = person;
    auto mailbox = std::make_shared<Mailbox>();
    enrolling_ = true;
    auto* job = session_.jobs().run<EnrolledIdentity>(
        tr("Enrol %1").arg(QString::fromStdString(held.name)), JobRunner::Lane::Long,
        [workspace = session_.workspace(), held, answer, row, options = form_->options(),
         mailbox](JobContext& context) {
            auto person = answerDuplicate(*workspace, held, answer, options, context);
            if (row && person.identity.valid())
                keepRosterRecord(workspace->store(), person.identity, *row, "from the roster");
            mailbox->put(photosOf(workspace->store(), person, true));
            return person;
        },
        this,
        [this](EnrolledIdentity& person) {
            if (person.identity.valid()) {
                banner_->show(Banner::Kind::Good, tr("%1 is enrolled with %n photos.", nullptr,
                                                     static_cast<int>(person.accepted.size()))
                                                      .arg(QString::fromStdString(person.name)));
                Q_EMIT enrolled(person.identity.value());
            }
            held_.erase(held_.begin());
            ++asked_;
            askNext();
        });
    connect(job, &JobHandle::ended, question_, [this] { question_->setEnabled(true); });
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

}  // namespace lineament::ui
