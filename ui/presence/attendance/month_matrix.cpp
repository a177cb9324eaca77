#include "ui/presence/attendance/month_matrix.h"

#include <QDate>
#include <QLocale>
#include <QPainter>

#include "core/presence/calendar.h"
#include "ui/presence/attendance/attendance_words.h"
#include "ui/presence/presence_words.h"

namespace lineament::ui {

namespace {
constexpr int kDayTint = 60, kCorner = 6;

QDate dateOfDay(Day day) {
    return QDate(1970, 1, 1).addDays(day.time_since_epoch().count());
}
}  // namespace

void MonthMatrix::setReport(AttendanceReport report, std::vector<AttendancePerson> people) {
    beginResetModel();
    report_ = std::move(report);
    people_ = std::move(people);
    days_ = static_cast<int>((report_.to - report_.from).count() + 1);
    endResetModel();
}

void MonthMatrix::retranslate() {
    if (columnCount() > 0) Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

const AttendanceDay* MonthMatrix::day(const QModelIndex& index) const {
    if (!index.isValid() || !isDay(index.column())) return nullptr;
    const int at = people_[static_cast<std::size_t>(index.row())]
                       .days[static_cast<std::size_t>(index.column() - kFirstDay)];
    return at < 0 ? nullptr : &report_.days[static_cast<std::size_t>(at)];
}

int MonthMatrix::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(people_.size());
}

int MonthMatrix::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kFirstDay + days_ + SumCount;
}

QVariant MonthMatrix::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const auto& person = people_[static_cast<std::size_t>(index.row())];
    const auto name = QString::fromStdString(person.name);
    if (index.column() == kNameColumn)
        return role == Qt::DisplayRole || role == Qt::ToolTipRole ? QVariant(name) : QVariant();
    if (const auto* found = day(index)) {
        switch (role) {
            case Qt::DisplayRole:
                return letterOf(*found);
            case Qt::TextAlignmentRole:
                return Qt::AlignCenter;
            case Qt::ToolTipRole:
            case Qt::AccessibleTextRole: {
                QString text = QStringLiteral("%1, %2: %3")
                                   .arg(name, QLocale().toString(dateOfDay(found->day), QLocale::ShortFormat),
                                        wordsOf(*found));
                if (found->arrival)
                    text += tr(" · %1 to %2 · worked %3")
                                .arg(clockOf(*found, found->arrival), clockOf(*found, found->departure),
                                     durationOf(found->workedMinutes));
                return text;
            }
            default:
                return {};
        }
    }
    if (isDay(index.column())) return {};
    if (role == Qt::TextAlignmentRole) return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (index.column() - kFirstDay - days_) {
        case WorkedSum:
            return durationOf(person.workedMinutes);
        case LateSum:
            return person.daysLate > 0 ? QString::number(person.daysLate) : QString();
        case AbsentSum:
            return person.daysAbsent > 0 ? QString::number(person.daysAbsent) : QString();
        case OvertimeSum:
            return durationOf(person.overtimeMinutes);
        default:
            return {};
    }
}

QVariant MonthMatrix::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (isDay(section)) {
        const auto date = dateOfDay(dateOf(section));
        if (role == Qt::TextAlignmentRole) return Qt::AlignCenter;
        if (role == Qt::ToolTipRole) return QLocale().toString(date, QLocale::LongFormat);
        if (role == Qt::ForegroundRole && weekdayOf(dateOf(section)) >= 5)
            return Theme::instance().color(Token::Muted);
        return role == Qt::DisplayRole ? QVariant(date.day()) : QVariant();
    }
    if (role == Qt::TextAlignmentRole && section != kNameColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    if (section == kNameColumn) return tr("Person");
    switch (section - kFirstDay - days_) {
        case WorkedSum:
            return tr("Worked");
        case LateSum:
            return role == Qt::ToolTipRole ? tr("Days late") : tr("Late");
        case AbsentSum:
            return role == Qt::ToolTipRole ? tr("Days absent") : tr("Absent");
        case OvertimeSum:
            return tr("Overtime");
        default:
            return {};
    }
}

void MonthDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    if (!matrix_.isDay(index.column())) return QStyledItemDelegate::paint(painter, option, index);
    auto& theme = Theme::instance();
    painter->save();
    const QRect cell = option.rect.adjusted(1, 1, -1, -1);
    if (const auto* day = matrix_.day(index)) {
        const auto token = signOf(day->status).second;
        QColor tint = theme.color(token);
        tint.setAlpha(kDayTint);
        painter->fillRect(cell, tint);
        painter->setPen(theme.color(Token::Text));
        painter->drawText(cell, Qt::AlignCenter, letterOf(*day));
        if (day->corrected) {
            const QPolygon corner{cell.topRight(), cell.topRight() - QPoint(kCorner, 0),
                                  cell.topRight() + QPoint(0, kCorner)};
            painter->setPen(Qt::NoPen);
            painter->setBrush(theme.color(Token::Accent));
            painter->drawPolygon(corner);
        }
    } else if (weekdayOf(matrix_.dateOf(index.column())) >= 5) {
        QColor quiet = theme.color(Token::Line);
        quiet.setAlpha(kDayTint);
        painter->fillRect(cell, quiet);
    }
    if (option.state & QStyle::State_Selected) {
        painter->setPen(QPen(theme.color(Token::Accent), 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(cell.adjusted(0, 0, -1, -1));
    }
    painter->restore();
}

}  // namespace lineament::ui
