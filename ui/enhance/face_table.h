#pragma once

#include <QImage>
#include <QWidget>
#include <optional>
#include <vector>

#include "core/pipelines/enhance/preview.h"

class QComboBox;
class QLabel;
class QTableWidget;

namespace lineament::ui {

class WrappedLabel;

/// What the chain does to each face: similarity to itself, to the claimed person and to the nearest other,
/// before and after, and a warning in words. Thread: GUI.
class FaceTable : public QWidget {
    Q_OBJECT
  public:
    explicit FaceTable(QWidget* parent = nullptr);

    /// Crops of the faces of a picture; nothing is known of them yet.
    void setFaces(std::vector<QImage> crops);
    /// What a preview found; faces that it did not cover keep what is known.
    void showShifts(const std::vector<FaceShift>& shifts);
    /// Whom can be claimed: id and name.
    void setPeople(const std::vector<std::pair<qint64, QString>>& people);
    std::optional<qint64> claimed() const;
    QString warning() const;
    QTableWidget* table() const { return table_; }

  Q_SIGNALS:
    void claimedChanged();
    void faceChosen(int face);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void fillRow(int row);
    void showWarning();
    void retranslate();

    std::vector<QImage> crops_;
    std::vector<std::optional<FaceShift>> shifts_;
    QLabel* claimedText_;
    QComboBox* claimed_;
    QTableWidget* table_;
    WrappedLabel* warning_;
};

}  // namespace lineament::ui
