// What the Compare desk keeps of an examination: records, second examinations, signed reports.
#include <QDateTime>
#include <QLocale>
#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "core/pipelines/people/comparison_report.h"
#include "core/store/gallery_book.h"
#include "ui/compare/compare_panel.h"
#include "ui/compare/conclusion_form.h"
#include "ui/compare/examination_list.h"
#include "ui/compare/feature_list.h"
#include "ui/compare/report_words.h"
#include "ui/compare/score_panel.h"
#include "ui/widgets/banner.h"

namespace lineament::ui {
namespace {

QString sentenceFor(SecondProblem problem) {
    switch (problem) {
        case SecondProblem::kFirstNotConcluded:
            return ComparePanel::tr("The first examination has no conclusion yet.");
        case SecondProblem::kNoName:
            return ComparePanel::tr("Enter the second examiner's name.");
        case SecondProblem::kSamePerson:
            return ComparePanel::tr("The second examiner must be somebody else than the first.");
        case SecondProblem::kNoConclusion:
            return ComparePanel::tr("Choose a conclusion first.");
        case SecondProblem::kNoReasons:
            break;
    }
    return ComparePanel::tr(
        "This is not what the first examiner concluded: enter your reasons, then record.");
}

QString languageNow() {
    return QLocale().name().startsWith(QLatin1String("zh")) ? QStringLiteral("zh-CN") : QStringLiteral("en");
}

}  // namespace

void ComparePanel::forgetExamination() {
    examination_ = {};
    first_.reset();
    second_.reset();
    scores_->form()->setReadOnly(false);
    scores_->form()->setSecondOf({});
    scores_->form()->clear();
}

Assessment ComparePanel::assessment() const {
    Assessment seen;
    const auto* form = scores_->form();
    seen.examiner = form->examiner().toStdString();
    seen.at = QDateTime::currentMSecsSinceEpoch();
    seen.blind = seenBlind_;
    seen.scoreSeenAt = scoreSeenAt_;
    for (int i = 0; i < FeatureList::kFeatures; ++i)
        seen.features.emplace_back(FeatureList::sourceName(i).toStdString(),
                                   sourceWord(features_->observation(i)).toStdString());
    if (form->conclusion() > 0)
        seen.conclusion = ConclusionForm::conclusionSource(form->conclusion()).toStdString();
    seen.note = form->note().toStdString();
    return seen;
}

/// As it is recorded; what is not recorded yet is the first examiner's.
Comparison ComparePanel::comparison() {
    Comparison comparison;
    comparison.examination = examination_.id;
    comparison.left = *faces_[PairView::Left];
    comparison.right = *faces_[PairView::Right];
    comparison.engine = session().workspace()->engine().options();
    comparison.fmr = session().workspace()->operatingPoint().fmr;
    if (answers_) comparison.answers = *answers_;
    comparison.first = first_ ? *first_ : assessment();
    comparison.second = second_;
    return comparison;
}

void ComparePanel::record() {
    if (!session().workspace() || !faces_[PairView::Left] || !faces_[PairView::Right] || recording_) return;
    auto kept = comparison();
    const bool second = first_.has_value() && !second_;
    if (second) {
        kept.second = assessment();
        if (const auto problem = problemOf(*first_, *kept.second))
            return banner_->show(Banner::Kind::Warning, sentenceFor(*problem));
    }
    recording_ = true;
    scores_->form()->setBusy(true);
    auto* job = session().jobs().run<Examination>(
        tr("Record the examination"), JobRunner::Lane::Short,
        [workspace = session().workspace(), kept](JobContext&) {
            return keepExamination(workspace->store(), kept, workspace->engine().registry());
        },
        this,
        [this, kept, pair = pairNumber_](Examination& examination) {
            // Another pair may be open by now: it is none of this examination.
            if (pair == pairNumber_) {
                examination_ = examination;
                second_ = kept.second;
                const auto now = assessment();
                const auto& then = kept.second ? *kept.second : kept.first;
                scores_->form()->setRecorded(now.features == then.features && now.examiner == then.examiner &&
                                             now.conclusion == then.conclusion && now.note == then.note);
                scores_->form()->setReadOnly(second_.has_value());
            }
            QString sentence = tr("Examination %1 is recorded in the data store.").arg(examination.id);
            if (kept.second)
                sentence +=
                    QLatin1Char(' ') + (isConfirmed(kept.first, *kept.second)
                                            ? tr("It confirms the first examiner's conclusion.")
                                            : tr("It does not agree with the first examiner's: %1.")
                                                  .arg(ConclusionForm::conclusionText(
                                                      QString::fromStdString(kept.first.conclusion))));
            banner_->show(Banner::Kind::Good, sentence);
            Q_EMIT recorded(examination.id);
        });
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    connect(job, &JobHandle::ended, this, [this] {
        recording_ = false;
        scores_->form()->setBusy(false);
    });
}

void ComparePanel::writeReport(const QString& file) {
    if (!faces_[PairView::Left] || !faces_[PairView::Right] || !session().workspace()) {
        const QString problem = tr("Two faces are needed.");
        banner_->show(Banner::Kind::Error, problem);
        Q_EMIT reported(problem);
        return;
    }
    auto* job = session().jobs().run<bool>(
        tr("Write the report"), JobRunner::Lane::Short,
        [workspace = session().workspace(), shown = comparison(), language = languageNow().toStdString(),
         file = file.toStdString()](JobContext&) {
            const auto html =
                signedComparisonHtml(shown, workspace->engine().registry(), Clock::system().now(),
                                     comparisonWord, language, workspace->store().folder());
            writeAtomically(file, [&](std::ostream& out) { out << html; });
            return true;
        },
        this,
        [this, file](bool&) {
            banner_->show(Banner::Kind::Good, tr("The signed report is in %1.").arg(file));
            Q_EMIT reported({});
        });
    connect(job, &JobHandle::failed, this, [this](const QString& sentence) {
        banner_->show(Banner::Kind::Error, sentence);
        Q_EMIT reported(sentence);
    });
}

void ComparePanel::listExaminations() {
    if (!session().workspace()) return;
    auto* list = new ExaminationList(session(), this);
    connect(list, &ExaminationList::openRequested, this, &ComparePanel::openExamination);
    connect(list, &ExaminationList::secondRequested, this, &ComparePanel::examineAsSecond);
    list->show();
}

void ComparePanel::openExamination(const Examination& examination) {
    beginOpening(examination, false);
}

void ComparePanel::examineAsSecond(const Examination& examination) {
    beginOpening(examination, true);
}

void ComparePanel::beginOpening(const Examination& examination, bool second) {
    if (!session().workspace()) return;
    dropOpening();
    banner_->dismiss();
    Comparison then;
    try {
        then = comparisonFrom(nlohmann::ordered_json::parse(examination.content, nullptr, false),
                              tr("Examination %1").arg(examination.id).toStdString());
    } catch (const Error& error) {
        return banner_->show(Banner::Kind::Error, ui::sentenceFor(error));
    }
    const auto left = then.left.source, right = then.right.source;
    opening_ = Opening{examination, std::move(then), second, {}};
    load(PairView::Left, left);
    load(PairView::Right, right);
}

void ComparePanel::finishOpening() {
    auto opened = *std::exchange(opening_, std::nullopt);
    takeFace(PairView::Left, *std::move(opened.faces[PairView::Left]));
    takeFace(PairView::Right, *std::move(opened.faces[PairView::Right]));
    const auto& then = opened.comparison;
    auto* form = scores_->form();
    examination_ = opened.examination;
    first_ = then.first;
    second_ = then.second;
    if (opened.second) {
        features_->setBlind(true);
        form->setSecondOf(QString::fromStdString(first_->examiner));
        form->setExaminer(form->account());
        second_.reset();
    } else {
        for (const auto& [name, seen] : first_->features)
            if (const int feature = FeatureList::featureNamed(QString::fromStdString(name)); feature >= 0)
                features_->setObservation(feature, observationNamed(QString::fromStdString(seen)));
        scoreSeenAt_ = first_->scoreSeenAt;
        seenBlind_ = first_->blind;
        form->setExaminer(QString::fromStdString(first_->examiner));
        form->setConclusion(QString::fromStdString(first_->conclusion));
        form->setNote(QString::fromStdString(first_->note));
        form->setReadOnly(true);
    }
    const bool same = faces_[PairView::Left]->pixelsSha256 == then.left.pixelsSha256 &&
                      faces_[PairView::Right]->pixelsSha256 == then.right.pixelsSha256;
    if (!same)
        banner_->show(
            Banner::Kind::Warning,
            tr("These are not the very pixels that the first examiner saw: a file was changed since."));
    else if (opened.second)
        banner_->show(
            Banner::Kind::Info,
            !form->account().isEmpty()
                ? tr("Second examination of number %1 by %2: assess every feature, conclude.")
                      .arg(examination_.id)
                      .arg(form->account())
                : tr("Second examination of number %1: enter your name, assess every feature, conclude.")
                      .arg(examination_.id));
    else
        banner_->show(Banner::Kind::Info, tr("Examination %1, as it was recorded.").arg(examination_.id));
    showScores();
}

}  // namespace lineament::ui
