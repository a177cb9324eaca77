#pragma once

#include <QFrame>

#include "ui/shell/palette_items.h"

class QLabel;
class QListView;

namespace lineament::ui {

class ActionRegistry;
class PaletteModel;
class SearchField;
class Session;

/// Ctrl+K: one field over all actions, people and recordings. Thread: GUI.
class CommandPalette : public QFrame {
    Q_OBJECT
  public:
    CommandPalette(ActionRegistry& actions, Session& session, QWidget* parent);

    /// Shows it over the upper part of the window, empty, with the latest people and recordings.
    void popUp();
    /// Hides it with all that it knows of the store: it is offered to whoever asks next as it is then.
    void forget();
    const QList<PaletteItem>& shown() const;

  Q_SIGNALS:
    void actionChosen(QAction* action);
    void itemChosen(const lineament::ui::DeskItem& item);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void collectActions();
    void loadItems();
    void search();
    void choose(const QModelIndex& index);

    ActionRegistry& actions_;
    Session& session_;
    QList<PaletteItem> commands_, people_, recordings_;
    int reading_ = 0;  // of people and recordings: what an earlier one brings is too old
    SearchField* field_;
    QListView* list_;
    PaletteModel* model_;
    QLabel* nothing_;
    QString query_;
};

}  // namespace lineament::ui
