#include "ui/preferences/preferences_panel.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QScrollArea>
#include <QStackedWidget>

#include "ui/bridge/permit.h"
#include "ui/preferences/accounts_page.h"
#include "ui/preferences/enrolment_page.h"
#include "ui/preferences/general_page.h"
#include "ui/preferences/models_page.h"
#include "ui/preferences/recognition_page.h"
#include "ui/preferences/shortcuts_page.h"
#include "ui/theme/theme.h"

namespace lineament::ui {

namespace {
constexpr int kListWidth = 200;
}

PreferencesPanel::PreferencesPanel(Session& session, Settings& settings, ActionRegistry& actions,
                                   QWidget* parent)
    : Desk(session, parent) {
    pages_ = {new GeneralPage(session, settings, this),   new RecognitionPage(session, settings, this),
              new EnrolmentPage(session, settings, this), new ModelsPage(session, this),
              new ShortcutsPage(actions, this),           new AccountsPage(session, this)};
    // What decides about people is the administrator's: detectors, thresholds, gates, weights.
    for (const int page : {1, 2, 3})
        Permit::guard(session, pages_[page], {Permission::kSettings});
    auto* centre = new QWidget(this);
    list_ = new QListWidget(centre);
    list_->setObjectName(QStringLiteral("preferencesList"));
    list_->setProperty("role", QStringLiteral("plain"));
    list_->setFixedWidth(kListWidth);
    list_->setIconSize({metrics::kIconSmall, metrics::kIconSmall});
    stack_ = new QStackedWidget(centre);
    for (auto* page : pages_) {
        list_->addItem(new QListWidgetItem(Theme::instance().icon(page->iconName()), QString()));
        auto* scroll = new QScrollArea(stack_);
        scroll->setWidgetResizable(true);
        scroll->setWidget(page);
        scroll->setFocusPolicy(Qt::NoFocus);  // its controls scroll it
        stack_->addWidget(scroll);
    }
    auto* row = new QHBoxLayout(centre);
    row->setContentsMargins(metrics::kSpace3, metrics::kSpace3, 0, 0);
    row->addWidget(list_);
    row->addWidget(stack_, 1);
    setCentralWidget(centre);
    connect(list_, &QListWidget::currentRowChanged, stack_, &QStackedWidget::setCurrentIndex);
    list_->setCurrentRow(0);
}

QWidget* PreferencesPanel::keyHolder() const {
    return list_;
}

void PreferencesPanel::showPage(int index) {
    list_->setCurrentRow(index);
}

bool PreferencesPanel::idle() const {
    return std::none_of(pages_.begin(), pages_.end(), [](const auto* page) { return page->loading(); });
}

void PreferencesPanel::retranslate() {
    list_->setAccessibleName(title());
    for (int i = 0; i < pages(); ++i) {
        pages_[i]->retranslate();
        list_->item(i)->setText(pages_[i]->title());
    }
}

}  // namespace lineament::ui
