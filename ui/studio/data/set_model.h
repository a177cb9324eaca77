#pragma once

#include <QAbstractListModel>

#include "core/pipelines/synthetic/studio/make_set.h"

namespace lineament::ui {

/// The faces of a training set, for a ThumbGrid; the key of a picture is its row. Thread: GUI.
class SetModel : public QAbstractListModel {
    Q_OBJECT
  public:
    using QAbstractListModel::QAbstractListModel;
    void setFaces(std::vector<SetFace> faces);
    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

  private:
    std::vector<SetFace> faces_;
};

}  // namespace lineament::ui
