#pragma once

#include <QAction>
#include <QDockWidget>
#include <QList>
#include <QMainWindow>
#include <QString>

class QStackedWidget;

namespace lineament::ui {

class Session;
class Settings;

/// Something one desk can show for another, or for the palette.
struct DeskItem {
    enum class Kind { Identity, Recording, Track };
    Kind kind = Kind::Identity;
    qint64 id = 0;
};

/// One page of the window: a central widget with panels docked around it, which can be moved, floated and
/// are remembered. The shell talks to desks by this class alone. Text is set in retranslate(), which is
/// called at the start and whenever the language changes. Thread: GUI.
class Desk : public QMainWindow {
    Q_OBJECT
  public:
    Desk(Session& session, QWidget* parent);

    Session& session() { return session_; }
    /// Id of the page on the command line and in the settings: "footage".
    virtual QString id() const = 0;
    /// Name in the rail, translated.
    virtual QString title() const = 0;
    virtual QString iconName() const = 0;
    /// The keys and commands of this desk; an action's objectName is its id ("footage.play"), its shortcut
    /// the default. They act while the desk has the focus. Pointers stay valid as long as the desk.
    virtual QList<QAction*> deskActions() const { return {}; }
    /// Opens a file or folder that was dropped or given on the command line; false: not for this desk.
    virtual bool openPath(const QString& path);
    /// The same at a place of a recording, ms from its start.
    virtual bool openAt(const QString& path, double ms);
    /// Several at once (photos dropped together); by default one after another. True if any was taken.
    virtual bool openPaths(const QStringList& paths);
    /// Shows an item; false: not for this desk.
    virtual bool reveal(const DeskItem& item);
    /// Nothing is being loaded or computed for what is on show: a screenshot would be complete.
    virtual bool idle() const { return true; }
    /// Gives the keys to what is worked with on this desk, else to its first control. No focus proxy: Tab
    /// would jump over what lies before it, and go to it even where it is hidden.
    void takeFocus();
    /// What is selected and the keys that act on it, for the status bar.
    QString statusText() const { return statusText_; }

    /// Panels back where they were when the desk was built.
    void resetLayout();
    /// Panels as the settings remember them.
    void restoreLayout(Settings& settings);
    void rememberLayout(Settings& settings) const;

  Q_SIGNALS:
    void statusTextChanged(const QString& text);
    /// Another desk shows this better; the shell goes there.
    void revealRequested(const lineament::ui::DeskItem& item);
    /// Hand these paths to whichever desk takes them.
    void openRequested(const QStringList& paths);
    /// The same at a place of a recording, ms from its start.
    void openAtRequested(const QString& path, double ms);
    /// Something has happened that somebody who looks elsewhere wants to hear of. `discreet`: the same
    /// without names, for a window that is locked.
    void noticeRaised(const QString& title, const QString& text, const QString& discreet);

  protected:
    /// Docks a panel under a stable id; its title is set by setPanelTitle() in retranslate().
    QDockWidget* addPanel(const QString& id, QWidget* content, Qt::DockWidgetArea area);
    void setPanelTitle(QDockWidget* panel, const QString& title);
    /// Makes an action with an id, an icon and a default shortcut; texts come in retranslate().
    QAction* makeAction(const QString& id, const QString& icon, const QKeySequence& shortcut);
    void setStatusText(const QString& text);
    /// What has the keys when the desk is gone to; of a page without keys of its own its first control has
    /// them.
    virtual QWidget* keyHolder() const { return nullptr; }
    /// Turns to a page; keys that the page before had go along.
    void turnTo(QStackedWidget& pages, int page);
    /// Sets every translated text.
    virtual void retranslate() = 0;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;

  private:
    void prepare();

    Session& session_;
    QString statusText_;
    QByteArray builtLayout_;
};

}  // namespace lineament::ui

Q_DECLARE_METATYPE(lineament::ui::DeskItem)
