#pragma once

#include <QAbstractListModel>
#include <QHash>
#include <QImage>
#include <QStringList>
#include <optional>
#include <vector>

#include "core/domain/identity.h"

namespace lineament::ui {

/// One photo on its way into the gallery.
struct EnrolPhoto {
    enum class State { Waiting, Good, Refused, Enrolled };
    QString path;
    QString person;  ///< whose it is, where several people are enrolled at once
    State state = State::Waiting;
    QImage crop;
    std::optional<Quality> quality;
    std::optional<Rejection> rejection;
    QString problem;  ///< why a row of a roster cannot be used: there is no photo to look at again
};

/// The photos of the enrolment sheet, in the order they came; a path is there once. Thread: GUI.
class EnrolModel : public QAbstractListModel {
    Q_OBJECT
  public:
    enum Role { PathRole = Qt::UserRole + 1, PersonRole, StateRole, CropRole, QualityRole, ReasonRole };
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

    /// Adds those that are not there yet, as waiting.
    void add(const QStringList& paths);
    /// Replaces the photo of this path, or appends it.
    void put(EnrolPhoto photo);
    /// Refused ones (or all that are not enrolled) wait to be judged again.
    void judgeAgain(bool refusedOnly);
    void clear();

    int count(EnrolPhoto::State state) const;
    /// Refused photos, without the rows of a roster: these can be looked at again.
    bool canJudgeAgain() const;
    QStringList paths(EnrolPhoto::State state) const;
    /// The photos are of several people, each of one that was named with it.
    bool ofPeople() const;
    /// Photos that can be enrolled, by the person they are of, in their order.
    std::vector<std::pair<QString, QStringList>> goodOfPeople() const;
    void retranslate();

  private:
    std::vector<EnrolPhoto> photos_;
    QHash<QString, int> rowOf_;
};

}  // namespace lineament::ui
