#pragma once

#include <QWidget>
#include <vector>

#include "core/domain/access.h"
#include "ui/bridge/decision_queue.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace lineament::ui {

class SearchField;

/// The access log: what was decided, filtered by door, outcome and words, with the look of the entry that is
/// chosen.
class AccessLogPage : public QWidget {
    Q_OBJECT
  public:
    AccessLogPage(Session& session, DecisionQueue& queue, QWidget* parent = nullptr);

    void load();
    /// Another store or another person before it: nothing of what was read stays to be seen.
    void clear();
    /// Something has changed: read again, or only say so while somebody looks at an entry.
    void refresh();
    void setDoors(const std::vector<Door>& doors);
    bool idle() const { return !loading_; }
    /// As the table shows them, newest first.
    const std::vector<AccessEvent>& events() const { return shown_; }
    void retranslate();

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    void filter();
    void fill();
    const AccessEvent* chosen() const;
    void showChosen();
    void forgive();

    Session& session_;
    DecisionQueue& queue_;
    std::vector<AccessEvent> events_, shown_;
    std::vector<Door> doors_;
    std::int64_t wanted_ = 0;
    bool loading_ = false, again_ = false;
    int reading_ = 0;  // of which store
    QComboBox *door_, *outcome_;
    SearchField* words_;
    QLabel *summary_, *look_, *who_, *why_, *numbers_;
    QTableWidget* table_;
    QLineEdit* reason_;
    QPushButton *forgive_, *news_;
};

}  // namespace lineament::ui
