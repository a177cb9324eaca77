#include "ui/studio/data/set_model.h"

#include <QFileInfo>
#include <QLocale>

#include "ui/widgets/thumb_grid.h"

namespace lineament::ui {

void SetModel::setFaces(std::vector<SetFace> faces) {
    beginResetModel();
    faces_ = std::move(faces);
    endResetModel();
}

int SetModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(faces_.size());
}

QVariant SetModel::data(const QModelIndex& index, int role) const {
    const auto row = static_cast<std::size_t>(index.row());
    if (!index.isValid() || row >= faces_.size()) return {};
    const auto& face = faces_[row];
    if (role == Qt::DisplayRole)
        return face.label.empty() ? QLocale().toString(face.quality.overall, 'f', 0)
                                  : QString::fromStdString(face.label);
    if (role == ThumbKeyRole) return qint64(row);
    if (role == Qt::ToolTipRole)
        return tr("%1\nquality %2, sharpness %3, %4 px wide")
            .arg(QString::fromStdString(face.source))
            .arg(face.quality.overall, 0, 'f', 0)
            .arg(face.quality.sharpness, 0, 'f', 0)
            .arg(face.widthPx, 0, 'f', 0);
    return {};
}

}  // namespace lineament::ui
