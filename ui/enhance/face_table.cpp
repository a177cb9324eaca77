#include "ui/enhance/face_table.h"

#include <QComboBox>
#include <QEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTableWidget>
#include <QVBoxLayout>

#include "ui/theme/theme.h"
#include "ui/widgets/wrapped_label.h"

namespace lineament::ui {
namespace {

enum Column { FaceColumn, SelfColumn, ClaimedColumn, OtherColumn, ColumnCount };
constexpr int kCropPx = 40;

QString number(double value) {
    return QLocale().toString(value, 'f', 2);
}

}  // namespace

FaceTable::FaceTable(QWidget* parent) : QWidget(parent) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace2, metrics::kSpace2, metrics::kSpace2, metrics::kSpace2);
    column->setSpacing(metrics::kSpace2);
    auto* row = new QHBoxLayout;
    claimedText_ = new QLabel;
    claimed_ = new QComboBox;
    claimed_->setObjectName(QStringLiteral("claimedPerson"));
    claimed_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    row->addWidget(claimedText_);
    row->addWidget(claimed_, 1);
    column->addLayout(row);
    warning_ = new WrappedLabel(260);
    warning_->setObjectName(QStringLiteral("faceWarning"));
    warning_->hide();
    column->addWidget(warning_);
    table_ = new QTableWidget(0, ColumnCount);
    table_->setObjectName(QStringLiteral("faceTable"));
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setSelectionMode(QAbstractItemView::SingleSelection);
    table_->setShowGrid(false);
    table_->setWordWrap(true);
    table_->setIconSize({kCropPx, kCropPx});
    table_->setTabKeyNavigation(false);
    table_->verticalHeader()->hide();
    table_->verticalHeader()->setDefaultSectionSize(kCropPx + 8);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table_->horizontalHeader()->setSectionResizeMode(FaceColumn, QHeaderView::Fixed);
    table_->horizontalHeader()->resizeSection(FaceColumn, kCropPx + 14);
    table_->horizontalHeader()->setHighlightSections(false);
    column->addWidget(table_, 1);
    connect(claimed_, &QComboBox::currentIndexChanged, this, &FaceTable::claimedChanged);
    connect(table_, &QTableWidget::currentCellChanged, this,
            [this](int current) { Q_EMIT faceChosen(current); });
    retranslate();
}

void FaceTable::setFaces(std::vector<QImage> crops) {
    crops_ = std::move(crops);
    shifts_.assign(crops_.size(), std::nullopt);
    table_->setRowCount(static_cast<int>(crops_.size()));
    for (int row = 0; row < table_->rowCount(); ++row)
        fillRow(row);
    showWarning();
}

void FaceTable::showShifts(const std::vector<FaceShift>& shifts) {
    for (const auto& shift : shifts)
        if (shift.face < shifts_.size()) {
            shifts_[shift.face] = shift;
            fillRow(static_cast<int>(shift.face));
        }
    showWarning();
}

void FaceTable::setPeople(const std::vector<std::pair<qint64, QString>>& people) {
    const auto before = claimed();
    const QSignalBlocker quiet(claimed_);
    claimed_->clear();
    claimed_->addItem(tr("nobody in particular"), QVariant());
    for (const auto& [id, name] : people)
        claimed_->addItem(name, id);
    if (before) claimed_->setCurrentIndex(std::max(0, claimed_->findData(*before)));
}

std::optional<qint64> FaceTable::claimed() const {
    const QVariant data = claimed_->currentData();
    return data.isValid() && !data.isNull() ? std::optional(data.toLongLong()) : std::nullopt;
}

QString FaceTable::warning() const {
    return warning_->isHidden() ? QString() : warning_->text();
}

void FaceTable::fillRow(int row) {
    const auto& shift = shifts_[static_cast<std::size_t>(row)];
    const auto put = [&](int column, const QString& text, const QString& tip = {}) {
        auto* item = new QTableWidgetItem(text);
        item->setToolTip(tip);
        item->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
        table_->setItem(row, column, item);
        return item;
    };
    put(FaceColumn, {})->setIcon(QPixmap::fromImage(crops_[static_cast<std::size_t>(row)]));
    if (!shift) {
        for (int column = SelfColumn; column < ColumnCount; ++column)
            put(column, QStringLiteral("–"), tr("Not in the part that is previewed"));
        return;
    }
    auto* self =
        put(SelfColumn, number(shift->toItself), tr("Similarity of the face after to the face before"));
    if (shift->otherPerson) self->setForeground(Theme::instance().ink(Token::Alert));
    if (shift->claimedBefore && shift->claimedAfter)
        put(ClaimedColumn,
            QStringLiteral("%1 → %2").arg(number(*shift->claimedBefore), number(*shift->claimedAfter)),
            tr("Similarity to the claimed person before and after"));
    else
        put(ClaimedColumn, QStringLiteral("–"));
    if (shift->nearest.empty()) {
        put(OtherColumn, QStringLiteral("–"), tr("Nobody else is enrolled"));
    } else {
        auto* other =
            put(OtherColumn,
                QStringLiteral("%1 → %2").arg(number(shift->nearestBefore), number(shift->nearestAfter)),
                tr("%1: similarity before and after").arg(QString::fromStdString(shift->nearest)));
        if (shift->towardsOther) other->setForeground(Theme::instance().ink(Token::Alert));
    }
}

void FaceTable::showWarning() {
    QStringList words;
    for (std::size_t i = 0; i < shifts_.size(); ++i) {
        if (!shifts_[i]) continue;
        const int face = static_cast<int>(i) + 1;
        if (shifts_[i]->towardsOther)
            words << tr("Face %1 moves towards %2, who it need not be: do not trust its looks.")
                         .arg(face)
                         .arg(QString::fromStdString(shifts_[i]->nearest));
        else if (shifts_[i]->otherPerson)
            words << tr("Face %1 would no longer be recognised as itself.").arg(face);
    }
    warning_->setWords(words.join(QLatin1Char('\n')));
    warning_->setVisible(!words.isEmpty());
    warning_->setStyleSheet(QStringLiteral("color: %1").arg(Theme::instance().ink(Token::Alert).name()));
}

void FaceTable::retranslate() {
    claimedText_->setText(tr("Said to be"));
    claimed_->setToolTip(
        tr("The person whom the faces are said to show: similarities to them are told apart from those to "
           "others."));
    if (claimed_->count() == 0)
        claimed_->addItem(tr("nobody in particular"), QVariant());
    else
        claimed_->setItemText(0, tr("nobody in particular"));
    table_->setAccessibleName(tr("Similarity of each face before and after"));
    claimed_->setAccessibleName(claimedText_->text());
    table_->setHorizontalHeaderLabels({QString(), tr("Itself"), tr("Claimed"), tr("Other")});
    for (int row = 0; row < table_->rowCount(); ++row)
        fillRow(row);
    showWarning();
}

void FaceTable::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineament::ui
