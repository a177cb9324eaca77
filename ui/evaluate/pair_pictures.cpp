#include "ui/evaluate/pair_pictures.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "core/image/image.h"
#include "ui/bridge/image_convert.h"
#include "ui/theme/theme.h"
#include "ui/widgets/thumb_grid.h"

namespace lineament::ui {
namespace {

constexpr int kMostShown = 500, kSidePx = 320, kCardPx = 200;
constexpr int kLineRole = Qt::UserRole + 200;

/// Left and right half of a square, each the middle of one picture: where the face of a portrait is.
QImage pairPicture(const PairList& list, std::uint32_t pair) {
    constexpr QSize kHalf(kSidePx / 2 - 1, kSidePx);
    QImage both(kSidePx, kSidePx, QImage::Format_RGB32);
    both.fill(Theme::color(Token::Canvas, true));
    QPainter painter(&both);
    int left = 0;
    for (const auto picture : {list.pairs[pair].a, list.pairs[pair].b}) {
        QImage image;
        try {
            image = toQImage(loadImage(list.pictures[picture]).bgr);
        } catch (const Error&) {
            // A picture that cannot be read stays an empty half: the list of rejected ones says why.
        }
        if (!image.isNull()) {
            const QImage full = image.scaled(kHalf, Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
            const QPoint corner((full.width() - kHalf.width()) / 2, (full.height() - kHalf.height()) / 2);
            painter.drawImage(QPoint(left, 0), full, QRect(corner, kHalf));
        }
        left += kHalf.width() + 2;
    }
    return both;
}

QString scoreText(float score) {
    // What pairs with a picture that shows no face count as.
    if (score <= -1 || score >= 1) return PairPictures::tr("no face");
    return QLocale().toString(score, 'f', 3);
}

}  // namespace

PairPictures::PairPictures(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("pairPictures"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, metrics::kSpace1, 0, 0);
    auto* row = new QHBoxLayout;
    mode_ = new QComboBox;
    mode_->setObjectName(QStringLiteral("pairModeBox"));
    for (int i = 0; i < 3; ++i)
        mode_->addItem(QString());
    other_ = new QComboBox;
    other_->setObjectName(QStringLiteral("otherRunBox"));
    other_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    count_ = new QLabel;
    count_->setObjectName(QStringLiteral("pairCount"));
    count_->setProperty("role", QStringLiteral("muted"));
    row->addWidget(mode_);
    row->addWidget(other_, 1);
    row->addStretch();
    row->addWidget(count_);
    grid_ = new ThumbGrid;
    grid_->setPicturePx(kCardPx);
    model_ = new QStandardItemModel(this);
    grid_->setModel(model_);
    grid_->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(grid_->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &PairPictures::selectionChanged);
    column->addLayout(row);
    column->addWidget(grid_, 1);
    connect(mode_, &QComboBox::currentIndexChanged, this, &PairPictures::refresh);
    connect(other_, &QComboBox::currentIndexChanged, this, &PairPictures::refresh);
    retranslate();
}

void PairPictures::show(const EvaluationEntries& entries, const std::shared_ptr<EvaluationEntry>& current) {
    const bool another = current != current_ || (current && entries_.size() != entries.size());
    entries_ = entries;
    current_ = current;
    if (current_ && current_->result && current_->result->list)
        grid_->thumbs().setLoader([list = current_->result->list](qint64 key) {
            return pairPicture(*list, static_cast<std::uint32_t>(key));
        });
    if (another || model_->rowCount() == 0) fillOthers();
    refresh();
}

void PairPictures::setRate(double fmr) {
    if (fmr == fmr_) return;
    fmr_ = fmr;
    refresh();
}

void PairPictures::setMode(Mode mode) {
    mode_->setCurrentIndex(mode);
}

void PairPictures::setOther(int id) {
    other_->setCurrentIndex(other_->findData(id));
}

void PairPictures::fillOthers() {
    const QVariant chosen = other_->currentData();
    const QSignalBlocker quiet(other_);
    other_->clear();
    for (const auto& entry : entries_)
        if (current_ && entry != current_ && entry->sameListAs(*current_))
            other_->addItem(entry->settings.name(), entry->id);
    other_->setCurrentIndex(qMax(0, other_->findData(chosen)));
}

const EvaluationEntry* PairPictures::other() const {
    for (const auto& entry : entries_)
        if (entry->id == other_->currentData().toInt() && current_ && entry->sameListAs(*current_))
            return entry.get();
    return nullptr;
}

std::vector<PairPictures::Shown> PairPictures::chosen() const {
    std::vector<Shown> shown;
    const auto* result = current_ ? current_->result.get() : nullptr;
    if (!result || !result->list || !result->rates->bothClasses()) return shown;
    const double threshold = result->rates->atRate(fmr_).threshold;
    const auto& scores = *result->similarityOfPair;
    const auto mode = static_cast<Mode>(mode_->currentIndex());
    const auto* against = mode == Disagreements ? other() : nullptr;
    if (mode == Disagreements && !against) return shown;
    const double otherThreshold = against ? against->result->rates->atRate(fmr_).threshold : 0;
    for (std::uint32_t i = 0; i < scores.size(); ++i) {
        const bool match = scores[i] >= threshold, mated = result->list->pairs[i].mated;
        const float second = against ? (*against->result->similarityOfPair)[i] : 0;
        const bool wanted = mode == Missed           ? mated && !match
                            : mode == FalselyMatched ? !mated && match
                                                     : match != (second >= otherThreshold);
        if (wanted) shown.push_back({i, scores[i], second});
    }
    // The worst first.
    std::sort(shown.begin(), shown.end(), [&](const Shown& a, const Shown& b) {
        if (mode == Missed) return a.score < b.score;
        if (mode == FalselyMatched) return a.score > b.score;
        return std::abs(a.score - a.otherScore) > std::abs(b.score - b.otherScore);
    });
    return shown;
}

void PairPictures::refresh() {
    const bool two = mode_->currentIndex() == Disagreements;
    other_->setVisible(two);
    const auto shown = chosen();
    total_ = static_cast<int>(shown.size());
    // What was selected stays so, where it is still shown.
    const auto selected = selectedLines();
    const qint64 current = grid_->currentIndex().data(kLineRole).toLongLong();
    model_->clear();
    const auto* result = current_ ? current_->result.get() : nullptr;
    for (const auto& one : shown) {
        if (model_->rowCount() >= kMostShown) break;
        const auto& pair = result->list->pairs[one.pair];
        const auto nameOf = [&](std::uint32_t picture) {
            return QString::fromStdString(result->list->pictures[picture].stem().string());
        };
        auto* item =
            new QStandardItem(two ? tr("%1 against %2").arg(scoreText(one.score), scoreText(one.otherScore))
                                  : scoreText(one.score));
        item->setEditable(false);
        item->setData(qint64(one.pair), ThumbKeyRole);
        item->setData(pair.mated ? tr("one person") : tr("two people"), SecondLineRole);
        item->setData(qint64(pair.line), kLineRole);
        item->setToolTip(nameOf(pair.a) + QStringLiteral("\n") + nameOf(pair.b) + QStringLiteral("\n") +
                         tr("Line %1 of the list").arg(pair.line));
        model_->appendRow(item);
        const auto index = item->index();
        if (std::find(selected.begin(), selected.end(), pair.line) != selected.end())
            grid_->selectionModel()->select(index, QItemSelectionModel::Select);
        if (current == pair.line)
            grid_->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
    }
    showMarks();
    const QLocale locale;
    if (result && !result->list)
        count_->setText(tr("Pictures are shown for lists of pairs."));
    else if (two && !other())
        count_->setText(tr("Run the same list with another setting first."));
    else if (total_ > kMostShown)
        count_->setText(tr("The worst %1 of %2").arg(locale.toString(kMostShown), locale.toString(total_)));
    else
        count_->setText(tr("%n pair(s)", nullptr, total_));
}

void PairPictures::setMarks(const std::set<std::int64_t>& lines) {
    marks_ = lines;
    showMarks();
}

void PairPictures::showMarks() {
    for (int row = 0; row < model_->rowCount(); ++row) {
        auto* item = model_->item(row);
        const QString badge =
            marks_.count(item->data(kLineRole).toLongLong()) ? tr("wrong label") : QString();
        if (item->data(BadgeRole).toString() != badge) item->setData(badge, BadgeRole);
    }
    Q_EMIT selectionChanged();
}

void PairPictures::addCardAction(QAction* action) {
    grid_->addAction(action);
}

std::vector<std::int64_t> PairPictures::selectedLines() const {
    std::vector<std::int64_t> lines;
    for (const auto& index : grid_->selectionModel()->selectedIndexes())
        lines.push_back(index.data(kLineRole).toLongLong());
    return lines;
}

bool PairPictures::selectionIsMarked() const {
    const auto lines = selectedLines();
    return !lines.empty() &&
           std::all_of(lines.begin(), lines.end(), [&](std::int64_t line) { return marks_.count(line); });
}

void PairPictures::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

void PairPictures::retranslate() {
    mode_->setItemText(Missed, tr("Missed"));
    mode_->setItemText(FalselyMatched, tr("Falsely matched"));
    mode_->setItemText(Disagreements, tr("Disagreement with"));
    mode_->setAccessibleName(tr("Which pairs"));
    other_->setAccessibleName(tr("The other run"));
    grid_->setAccessibleName(tr("Pairs"));
    refresh();
}

}  // namespace lineament::ui
