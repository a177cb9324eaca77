#pragma once

#include <QWidget>
#include <optional>
#include <vector>

#include "core/domain/decision.h"
#include "ui/bridge/session.h"
#include "ui/people/identity_model.h"
#include "ui/people/person/record_editor.h"
#include "ui/people/person/sample_list.h"

class QAction;
class QLabel;
class QLineEdit;
class QListWidget;
class QStackedWidget;
class QTabBar;

namespace lineament::ui {

/// The person selected: name (F2 edits it in place), photos with their measures and what was decided about
/// them, and on a second page the record that is kept of them. With several selected it says so and offers
/// what can be done with them. Thread: GUI; reads in jobs.
class PersonInspector : public QWidget {
    Q_OBJECT
  public:
    struct Actions {
        QAction *rename, *merge, *remove, *removeSample, *moveSamples, *split;
    };
    PersonInspector(Session& session, const Actions& actions, QWidget* parent = nullptr);

    /// Shows one person; `selected` is how many are selected altogether.
    void show(const IdentityRow* person, int selected);
    /// Reads photos and history again.
    void refresh();
    void editName();
    SampleId currentSample() const { return samples_->current(); }
    std::vector<SampleId> selectedSamples() const { return samples_->selectedSamples(); }
    enum Page { PhotosPage, RecordPage };
    void showPage(Page page);
    bool loading() const { return loading_; }

  Q_SIGNALS:
    void renamed(qint64 identity, const QString& name);
    void recordSaved(const lineament::PersonRecord& record, const QString& externalId, bool recordChanged,
                     bool numberChanged);
    /// Other photos are selected.
    void samplesSelected();
    /// The name is no longer edited: the keys belong to the list again.
    void editEnded();

  protected:
    void changeEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    struct Details {
        std::vector<SampleList::Entry> samples;
        std::vector<Decision> history;
        std::optional<RecordEditor::Kept> kept;  ///< empty if the person is gone
    };
    QWidget* makePhotos(const Actions& actions);
    void showDetails(const Details& details);
    void endEdit(bool keep);
    void retranslate();

    Session& session_;
    std::optional<IdentityRow> person_;
    int selected_ = 0;
    int asked_ = 0;
    bool loading_ = false;
    Details details_;
    QStackedWidget *pages_, *parts_;
    QTabBar* tabs_;
    RecordEditor* record_;
    QWidget* buttons_;
    QLabel *nothing_, *several_, *facts_, *photosTitle_, *historyTitle_;
    QLineEdit* name_;
    SampleList* samples_;
    QListWidget* history_;
};

/// "renamed to Anna L.": what a decision about a person was, translated.
QString wordsFor(const Decision& decision);

}  // namespace lineament::ui
