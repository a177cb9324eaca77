#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "core/domain/case.h"

class QComboBox;
class QLabel;
class QLineEdit;

namespace lineament::ui {

/// When one recording of a case began and by which camera it was taken, to be seen and set. Thread: GUI.
class RecordedForm : public QWidget {
    Q_OBJECT
  public:
    explicit RecordedForm(QWidget* parent = nullptr);

    /// What is being typed stays if it is the same source.
    void setSource(const CaseSource& source, const std::vector<Camera>& cameras);
    void retranslate();

  Q_SIGNALS:
    /// A person says so.
    void said(const std::string& source, std::optional<lineament::UnixMs> startedAt,
              lineament::CameraId camera);
    /// What was typed is no time.
    void failed(const QString& sentence);

  private:
    void say();
    void fill();

    CaseSource source_;
    std::vector<Camera> cameras_;
    QLabel *begunLabel_, *cameraLabel_;
    QLineEdit* begun_;
    QComboBox* camera_;
};

}  // namespace lineament::ui
