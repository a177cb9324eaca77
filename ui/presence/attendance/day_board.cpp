#include "ui/presence/attendance/day_board.h"

#include <QLocale>
#include <QPainter>
#include <algorithm>

#include "core/presence/time_zone.h"
#include "ui/presence/attendance/attendance_words.h"
#include "ui/presence/presence_words.h"

namespace lineament::ui {
namespace {

constexpr UnixMs kHour = 3'600'000;
constexpr int kHoursShown = 24, kNightHoursShown = 36;

}  // namespace

void DayBoard::setReport(AttendanceReport report) {
    beginResetModel();
    report_ = std::move(report);
    endResetModel();
}

void DayBoard::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int DayBoard::count(std::initializer_list<AttendanceStatus> states) const {
    return static_cast<int>(
        std::count_if(report_.days.begin(), report_.days.end(), [&](const AttendanceDay& day) {
            return std::find(states.begin(), states.end(), day.status) != states.end();
        }));
}

int DayBoard::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(report_.days.size());
}

int DayBoard::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant DayBoard::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const auto row = static_cast<std::size_t>(index.row());
    const auto& day = report_.days[row];
    if (role == Qt::DecorationRole && index.column() == StatusColumn) {
        const auto [icon, token] = signOf(day.status);
        return Theme::instance().icon(QLatin1String(icon), token);
    }
    if (role == Qt::TextAlignmentRole && index.column() >= CameColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() == StatusColumn) return wordsOf(day);
    if (role == Qt::ToolTipRole && index.column() == PersonColumn) {
        const auto name = QString::fromStdString(report_.names[row]);
        const auto shift = QString::fromStdString(report_.shiftNames[row]);
        return shift.isEmpty() ? name : name + QStringLiteral(" · ") + shift;
    }
    if (role != Qt::DisplayRole) return {};
    switch (index.column()) {
        case PersonColumn:
            return QString::fromStdString(report_.names[row]);
        case StatusColumn:
            return wordsOf(day);
        case CameColumn:
            return clockOf(day, day.arrival);
        case LeftColumn:
            return clockOf(day, day.departure);
        case WorkedColumn:
            return durationOf(day.workedMinutes);
        case LateColumn:
            return durationOf(day.lateMinutes);
        case EarlyColumn:
            return durationOf(day.earlyMinutes);
        case OvertimeColumn:
            return durationOf(day.overtimeMinutes);
        default:
            return {};
    }
}

QVariant DayBoard::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && section >= CameColumn)
        return QVariant::fromValue(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case PersonColumn:
            return tr("Person");
        case StatusColumn:
            return tr("Status");
        case HoursColumn:
            return tr("Hours of the day, a line every six");
        case CameColumn:
            return tr("Came");
        case LeftColumn:
            return tr("Left");
        case WorkedColumn:
            return tr("Worked");
        case LateColumn:
            return tr("Late");
        case EarlyColumn:
            return tr("Early");
        case OvertimeColumn:
            return tr("Overtime");
        default:
            return {};
    }
}

void HoursDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const {
    QStyledItemDelegate::paint(painter, option, index);
    const auto& days = board_.report().days;
    const auto& day = days[static_cast<std::size_t>(index.row())];
    const UnixMs from = TimeZone::named(day.timeZone)->utcOf(day.day, 0);
    // Nights of anybody: all rows keep one scale.
    const bool nights = std::any_of(days.begin(), days.end(), [](const AttendanceDay& one) {
        return one.shiftTo > TimeZone::named(one.timeZone)->utcOf(one.day, 24 * kHour);
    });
    const int hours = nights ? kNightHoursShown : kHoursShown;
    const QRectF room = QRectF(option.rect).adjusted(metrics::kSpace2, 5, -metrics::kSpace2, -5);
    const auto at = [&](UnixMs time) {
        const double share = double(time - from) / double(hours * kHour);
        return room.left() + room.width() * std::clamp(share, 0.0, 1.0);
    };
    auto& theme = Theme::instance();
    painter->save();
    if (day.shiftTo > day.shiftFrom) {
        painter->fillRect(
            QRectF(QPointF(at(day.shiftFrom), room.top()), QPointF(at(day.shiftTo), room.bottom())),
            theme.color(Token::Line));
    }
    for (const auto& [begin, end] : day.spans) {
        const QRectF bar(QPointF(at(begin), room.top() + 3),
                         QPointF(std::max(at(end), at(begin) + 2), room.bottom() - 3));
        painter->fillRect(bar, theme.color(day.outsideShift                              ? Token::Muted
                                           : day.lateMinutes > 0 || day.earlyMinutes > 0 ? Token::Review
                                                                                         : Token::Match));
    }
    painter->setPen(QPen(theme.color(Token::Muted), 1, Qt::DotLine));
    for (int hour = 6; hour < hours; hour += 6) {
        const double x = at(from + hour * kHour);
        painter->drawLine(QPointF(x, option.rect.top()), QPointF(x, option.rect.bottom()));
    }
    painter->restore();
}

}  // namespace lineament::ui
