#pragma once

#include <QLineEdit>

namespace lineament::ui {

/// A line edit that searches as one types: queryChanged() comes 120 ms after the last key; Escape clears.
class SearchField : public QLineEdit {
    Q_OBJECT
  public:
    explicit SearchField(QWidget* parent = nullptr);

  Q_SIGNALS:
    void queryChanged(const QString& query);
    /// Down arrow: the list below wants the focus.
    void leftDownwards();

  protected:
    void keyPressEvent(QKeyEvent* event) override;
};

}  // namespace lineament::ui
