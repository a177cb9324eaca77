// What the Train tab says: states, verdicts, differences of two runs.
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSlider>
#include <QTableWidget>
#include <QToolButton>

#include "ui/bridge/job_runner.h"
#include "ui/bridge/sentences.h"
#include "ui/studio/studio_parts.h"
#include "ui/studio/train/config_form.h"
#include "ui/studio/train/train_page.h"
#include "ui/studio/train/train_queue.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/elided_label.h"

namespace lineament::ui {

QString TrainPage::stateOf(const RunSummary& run) const {
    const QString name = QString::fromStdString(run.name), seen = QLocale().toString(qlonglong(run.images));
    if (const auto* job = queue_.job(name)) {
        if (job->cancelRequested()) return tr("writing its snapshot…");
        if (job->state() == JobHandle::State::Queued) return tr("waits");
        return tr("trains");
    }
    switch (run.note.state) {
        case RunNote::State::kFinished:
            return tr("finished, %1 images").arg(seen);
        case RunNote::State::kFailed:
            return tr("failed, %1 images").arg(seen);
        case RunNote::State::kPaused:
            return tr("paused at %1 images").arg(seen);
        case RunNote::State::kQueued:
            return tr("waits");
        default:
            return run.note.reason == "interrupted" ? tr("interrupted at %1 images").arg(seen)
                                                    : tr("stopped at %1 images").arg(seen);
    }
}

QString TrainPage::reasonOf(const RunSummary& run) const {
    const auto& note = run.note;
    return note.failure ? sentenceFor(Error(*note.failure, note.failedAt, note.reason))
                        : QString::fromStdString(note.reason);
}

QString TrainPage::wordsOf(const RunVerdict& verdict) const {
    using Kind = RunVerdict::Kind;
    const QString real = QLocale().toString(verdict.real, 'f', 2),
                  fake = QLocale().toString(verdict.fake, 'f', 2);
    switch (verdict.kind) {
        case Kind::kNotANumber:
            return tr("A figure is not a number any more: roll back and lower the learning rates.");
        case Kind::kDiscriminatorWins:
            return tr("D wins: real %1, fake %2 over %3 steps; lower its rate or raise augmentation.")
                .arg(real, fake, QLocale().toString(qlonglong(verdict.steps)));
        case Kind::kGeneratorWins:
            return tr("G wins: D takes samples for real (%1) more than real pictures (%2); raise D's rate or "
                      "lower R1.")
                .arg(fake, real);
        case Kind::kAlike:
            return tr("Samples have become alike (diversity %1 of real pictures): roll back, raise R1 or "
                      "augmentation.")
                .arg(QLocale().toString(verdict.diversity, 'f', 2));
        case Kind::kAugmentationAtLimit:
            return tr("Augmentation is at its limit (p %1): the set is small for this network.")
                .arg(QLocale().toString(verdict.adaP, 'f', 2));
        case Kind::kHealthy:
            return tr("In balance: real %1, fake %2.").arg(real, fake);
        case Kind::kTooEarly:
            break;
    }
    return tr("Too early to tell.");
}

void TrainPage::showVerdict() {
    if (shown_.isEmpty()) {
        verdict_->setFullText(
            queue_.runs().empty()
                ? tr("No run yet: choose a training set and a preset on the left, then start.")
                : tr("Choose a run, or two to compare them; or start a new one."));
        verdictIcon_->clear();
        return;
    }
    // The banner says it while the window stays open; a run that failed before it was opened says so here.
    const auto* run = queue_.run(shown_[0]);
    if (run && run->note.state == RunNote::State::kFailed && !queue_.active(shown_[0]) &&
        !banner_->isVisible()) {
        verdict_->setFullText(tr("%1 stopped: %2").arg(shown_[0], reasonOf(*run)));
        verdictIcon_->setPixmap(Theme::instance()
                                    .icon(QStringLiteral("circle-alert"), Token::Alert)
                                    .pixmap(metrics::kIconSmall, metrics::kIconSmall));
        return;
    }
    const auto verdict = verdictOf(followed_[0].lines);
    const bool good = verdict.kind == RunVerdict::Kind::kHealthy,
               early = verdict.kind == RunVerdict::Kind::kTooEarly;
    verdict_->setFullText(wordsOf(verdict));
    verdictIcon_->setPixmap(Theme::instance()
                                .icon(good    ? QStringLiteral("circle-check")
                                      : early ? QStringLiteral("clock")
                                              : QStringLiteral("triangle-alert"),
                                      good    ? Token::Match
                                      : early ? Token::Muted
                                              : Token::Review)
                                .pixmap(metrics::kIconSmall, metrics::kIconSmall));
}

void TrainPage::showDifferences() {
    const auto* first = queue_.run(shown_.value(0));
    const auto* second = queue_.run(shown_.value(1));
    differences_->setVisible(first && second);
    if (!first || !second) return;
    const auto found = lineament::differences(first->config, second->config);
    differences_->setHorizontalHeaderLabels({tr("Setting"), shown_[0], shown_[1]});
    differences_->setRowCount(static_cast<int>(found.size()));
    for (int i = 0; i < differences_->rowCount(); ++i) {
        const auto& one = found[static_cast<std::size_t>(i)];
        const QString path = QString::fromStdString(one.path);
        const QStringList cells = {ConfigForm::nameOf(path), QString::fromStdString(one.left),
                                   QString::fromStdString(one.right)};
        for (int column = 0; column < 3; ++column) {
            auto* item = new QTableWidgetItem(cells[column]);
            item->setToolTip(path);
            if (column > 0) item->setForeground(Theme::instance().ink(Token::Review));
            differences_->setItem(i, column, item);
        }
    }
    differences_->resizeColumnsToContents();
}

void TrainPage::retranslate() {
    runsTitle_->setText(tr("Runs"));
    list_->setAccessibleName(runsTitle_->text());
    setHint(new_, tr("New run"));
    setHint(resume_, tr("Go on from its last snapshot"));
    setHint(pause_, tr("Pause: writes a snapshot"));
    setHint(stop_, tr("Stop: writes a snapshot"));
    setHint(duplicate_, tr("New run with the same settings"));
    setHint(rollBack_, tr("Roll back to the snapshot whose samples are shown"));
    setHint(explore_, tr("Explore its best snapshot"));
    setHint(chooseData_, tr("Choose a training set…"));
    nameLabel_->setText(tr("Name"));
    name_->setPlaceholderText(tr("as the preset"));
    dataLabel_->setText(tr("Training set"));
    data_->setPlaceholderText(tr("folder, .tar or packed file"));
    presetLabel_->setText(tr("Preset"));
    start_->setText(tr("Start training"));
    smoothingLabel_->setText(tr("Smoothing"));
    chartScroll_->setAccessibleName(tr("Charts of the run"));
    smoothing_->setAccessibleName(smoothingLabel_->text());
    showRuns();
    showDifferences();
}

}  // namespace lineament::ui
