#include "ui/people/enrol/enrol_model.h"

#include <QFileInfo>
#include <algorithm>

#include "ui/bridge/sentences.h"
#include "ui/people/quality_bars.h"

namespace lineament::ui {

int EnrolModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(photos_.size());
}

QVariant EnrolModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount()) return {};
    const EnrolPhoto& photo = photos_[static_cast<std::size_t>(index.row())];
    const auto reason = [&] {
        switch (photo.state) {
            case EnrolPhoto::State::Waiting:
                return tr("waiting to be looked at");
            case EnrolPhoto::State::Good:
                return tr("can be enrolled");
            case EnrolPhoto::State::Enrolled:
                return tr("enrolled");
            case EnrolPhoto::State::Refused:
                break;
        }
        if (!photo.problem.isEmpty()) return photo.problem;
        return photo.rejection ? sentenceFor(*photo.rejection) : QString();
    };
    switch (role) {
        case Qt::DisplayRole:
            return QFileInfo(photo.path).fileName();
        case Qt::AccessibleTextRole:
            return QFileInfo(photo.path).fileName() + QStringLiteral(": ") + reason();
        case Qt::ToolTipRole:
            return photo.path + (photo.quality ? QLatin1Char('\n') + qualityText(*photo.quality) : QString());
        case PathRole:
            return photo.path;
        case PersonRole:
            return photo.person;
        case StateRole:
            return static_cast<int>(photo.state);
        case CropRole:
            return photo.crop;
        case QualityRole:
            return photo.quality ? QVariant::fromValue(*photo.quality) : QVariant();
        case ReasonRole:
            return reason();
        default:
            return {};
    }
}

void EnrolModel::add(const QStringList& paths) {
    QStringList fresh;
    for (const QString& path : paths)
        if (!rowOf_.contains(path) && !fresh.contains(path)) fresh << path;
    if (fresh.isEmpty()) return;
    beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(fresh.size()) - 1);
    for (const QString& path : std::as_const(fresh)) {
        rowOf_.insert(path, static_cast<int>(photos_.size()));
        photos_.push_back({path, {}, EnrolPhoto::State::Waiting, {}, {}, {}, {}});
    }
    endInsertRows();
}

void EnrolModel::put(EnrolPhoto photo) {
    const auto known = rowOf_.constFind(photo.path);
    if (known == rowOf_.constEnd()) {
        beginInsertRows({}, rowCount(), rowCount());
        rowOf_.insert(photo.path, static_cast<int>(photos_.size()));
        photos_.push_back(std::move(photo));
        endInsertRows();
        return;
    }
    EnrolPhoto& old = photos_[static_cast<std::size_t>(*known)];
    // What enrolment says of a photo adds to what judging saw of it.
    if (photo.crop.isNull()) photo.crop = old.crop;
    if (!photo.quality) photo.quality = old.quality;
    if (photo.person.isEmpty()) photo.person = old.person;
    old = std::move(photo);
    Q_EMIT dataChanged(index(*known), index(*known));
}

void EnrolModel::judgeAgain(bool refusedOnly) {
    for (auto& photo : photos_)
        if (photo.problem.isEmpty() && (photo.state == EnrolPhoto::State::Refused ||
                                        (!refusedOnly && photo.state == EnrolPhoto::State::Good))) {
            photo.state = EnrolPhoto::State::Waiting;
            photo.rejection.reset();
        }
    retranslate();
}

void EnrolModel::clear() {
    beginResetModel();
    photos_.clear();
    rowOf_.clear();
    endResetModel();
}

int EnrolModel::count(EnrolPhoto::State state) const {
    return static_cast<int>(std::count_if(photos_.begin(), photos_.end(),
                                          [&](const auto& photo) { return photo.state == state; }));
}

bool EnrolModel::canJudgeAgain() const {
    return std::any_of(photos_.begin(), photos_.end(), [](const auto& photo) {
        return photo.state == EnrolPhoto::State::Refused && photo.problem.isEmpty();
    });
}

QStringList EnrolModel::paths(EnrolPhoto::State state) const {
    QStringList paths;
    for (const auto& photo : photos_)
        if (photo.state == state) paths << photo.path;
    return paths;
}

bool EnrolModel::ofPeople() const {
    return std::any_of(photos_.begin(), photos_.end(),
                       [](const auto& photo) { return !photo.person.isEmpty(); });
}

std::vector<std::pair<QString, QStringList>> EnrolModel::goodOfPeople() const {
    std::vector<std::pair<QString, QStringList>> people;
    for (const auto& photo : photos_) {
        if (photo.state != EnrolPhoto::State::Good || photo.person.isEmpty()) continue;
        auto known = std::find_if(people.begin(), people.end(),
                                  [&](const auto& person) { return person.first == photo.person; });
        if (known == people.end()) known = people.insert(people.end(), {photo.person, {}});
        known->second << photo.path;
    }
    return people;
}

void EnrolModel::retranslate() {
    if (!photos_.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

}  // namespace lineament::ui
