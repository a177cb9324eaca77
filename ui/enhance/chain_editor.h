#pragma once

#include <QWidget>

#include "core/enhance/chain.h"

class QListWidget;
class QMenu;
class QPushButton;

namespace lineament::ui {

/// A chain as a vertical list: drag to reorder, the eye bypasses a step, the gear opens its parameters.
/// Thread: GUI.
class ChainEditor : public QWidget {
    Q_OBJECT
  public:
    explicit ChainEditor(QWidget* parent = nullptr);

    const enhance::Chain& chain() const { return chain_; }
    void setChain(enhance::Chain chain);
    void addStep(std::string_view name);
    /// Takes the chosen step away.
    void removeCurrent();
    void bypassCurrent();
    QListWidget* list() const { return list_; }

  Q_SIGNALS:
    /// The person changed it.
    void changed();

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void rebuild();
    QWidget* makeCard(int row);
    QWidget* makeForm(int row);
    void reorder();
    void fillMenu();
    void retranslate();

    enhance::Chain chain_;
    std::vector<bool> open_;  // whose parameters are seen
    QListWidget* list_;
    QPushButton* add_;
    QMenu* menu_;
};

}  // namespace lineament::ui
