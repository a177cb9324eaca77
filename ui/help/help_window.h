#pragma once

#include <QWidget>

#include "ui/help/help_pages.h"

class QListWidget;
class QTextBrowser;
class QLabel;

namespace lineament::ui {

class SearchField;

/// A window of help beside the one it is about: pages left, found as one types; the page right. Thread: GUI.
class HelpWindow : public QWidget {
    Q_OBJECT
  public:
    explicit HelpWindow(QWidget* parent = nullptr);

    /// Opens a page; one that does not exist: the first.
    void open(const QString& id);
    QString current() const { return current_; }
    /// Ids of the pages that are listed now.
    QStringList listed() const;
    SearchField* search() const { return search_; }
    QTextBrowser* page() const { return page_; }

  protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void load();
    void find(const QString& query);
    void showPage(const QString& id);

    QList<HelpPage> pages_;
    QString current_, query_;
    SearchField* search_;
    QListWidget* list_;
    QLabel* nothing_;
    QTextBrowser* page_;
};

}  // namespace lineament::ui
