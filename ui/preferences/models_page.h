#pragma once

#include <QPointer>

#include "ui/bridge/job_runner.h"
#include "ui/bridge/model_shelf.h"
#include "ui/preferences/preferences_page.h"

class QPushButton;
class QTableWidget;

namespace lineament::ui {

class Banner;
class Session;

/// The networks' weights: which are there, which are damaged, and fetching those that are missing.
class ModelsPage : public PreferencesPage {
    Q_OBJECT
  public:
    ModelsPage(Session& session, QWidget* parent);
    QString title() const override { return tr("Models"); }
    QString iconName() const override { return QStringLiteral("cpu"); }
    void retranslate() override;
    bool loading() const override { return checking_; }

  protected:
    void showEvent(QShowEvent* event) override;

  private:
    void check();
    /// From a folder; empty: from the network.
    void fetch(const QString& folder);
    void showRows();

    Session& session_;
    QList<ModelRow> rows_;
    QPointer<JobHandle> fetching_;
    bool checked_ = false, checking_ = false;
    Banner* banner_;
    QTableWidget* table_;
    QLabel* summary_;
    QPushButton *fetch_, *folder_, *again_;
    QString from_;  // where it was fetched from last
};

}  // namespace lineament::ui
