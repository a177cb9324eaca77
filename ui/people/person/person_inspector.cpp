#include "ui/people/person/person_inspector.h"

#include <QAction>
#include <QDateTime>
#include <QEvent>
#include <QHBoxLayout>
#include <QJsonDocument>
#include <QJsonObject>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include "core/store/gallery_book.h"
#include "ui/bridge/image_convert.h"
#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

constexpr int kNewestDecisions = 2000, kMostShown = 100;

QString nameIn(const std::string& json) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(json))
        .object()
        .value(QLatin1String("name"))
        .toString();
}

/// Of this person, or about somebody merged into them, or about a track named after them.
bool concerns(const Decision& decision, qint64 id) {
    if (decision.subject == "identity:" + std::to_string(id)) return true;
    if (decision.kind != "identity.merge" && decision.kind != "track.assign") return false;
    const QJsonObject after = QJsonDocument::fromJson(QByteArray::fromStdString(decision.after)).object();
    return after.value(QLatin1String("into")).toInteger() == id ||
           after.value(QLatin1String("identity")).toInteger() == id;
}

QPushButton* actionButton(QAction* action) {
    auto* button = new QPushButton;
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    const auto follow = [button, action] {
        button->setText(action->iconText());
        button->setToolTip(action->toolTip());
        button->setEnabled(action->isEnabled());
    };
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    follow();
    return button;
}

}  // namespace

QString wordsFor(const Decision& decision) {
    const QString name = nameIn(decision.after);
    if (decision.kind == "identity.rename")
        return name.isEmpty() ? PersonInspector::tr("renamed")
                              : PersonInspector::tr("renamed to %1").arg(name);
    if (decision.kind == "identity.merge") return PersonInspector::tr("merged with another person");
    if (decision.kind == "identity.enrol") return PersonInspector::tr("enrolled");
    if (decision.kind == "sample.remove") return PersonInspector::tr("a photo removed");
    if (decision.kind == "identity.record") return PersonInspector::tr("record changed");
    if (decision.kind == "identity.external_id") return PersonInspector::tr("number changed");
    if (decision.kind == "identity.move_samples") return PersonInspector::tr("photos moved to this person");
    if (decision.kind == "identity.split") return PersonInspector::tr("split off from another person");
    if (decision.kind == "track.assign") return PersonInspector::tr("named in a recording");
    return QString::fromStdString(decision.kind);
}

PersonInspector::PersonInspector(Session& session, const Actions& actions, QWidget* parent)
    : QWidget(parent), session_(session) {
    setObjectName(QStringLiteral("personInspector"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace3, metrics::kSpace3);
    pages_ = new QStackedWidget;
    outer->addWidget(pages_, 1);
    nothing_ = new QLabel;
    several_ = new QLabel;
    for (QLabel* label : {nothing_, several_}) {
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignCenter);
        label->setProperty("role", QStringLiteral("muted"));
        pages_->addWidget(label);
    }
    auto* page = new QWidget;
    pages_->addWidget(page);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace2);
    name_ = new QLineEdit;
    name_->setObjectName(QStringLiteral("personName"));
    name_->setReadOnly(true);
    name_->setFrame(false);
    name_->installEventFilter(this);
    facts_ = new QLabel;
    facts_->setObjectName(QStringLiteral("personFacts"));
    facts_->setProperty("role", QStringLiteral("muted"));
    facts_->setWordWrap(true);
    facts_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    tabs_ = new QTabBar;
    tabs_->setObjectName(QStringLiteral("personTabs"));
    tabs_->setDrawBase(false);
    tabs_->addTab(QString());
    tabs_->addTab(QString());
    parts_ = new QStackedWidget;
    record_ = new RecordEditor;
    parts_->addWidget(makePhotos(actions));
    parts_->addWidget(record_);
    column->addWidget(name_);
    column->addWidget(facts_);
    column->addWidget(tabs_);
    column->addWidget(parts_, 1);
    connect(tabs_, &QTabBar::currentChanged, parts_, &QStackedWidget::setCurrentIndex);
    connect(record_, &RecordEditor::saved, this, &PersonInspector::recordSaved);

    buttons_ = new QWidget;
    auto* buttons = new QHBoxLayout(buttons_);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(metrics::kSpace2);
    for (QAction* action : {actions.rename, actions.merge, actions.remove}) {
        auto* button = actionButton(action);
        if (action == actions.remove) button->setProperty("role", QStringLiteral("danger"));
        buttons->addWidget(button, 1);
    }
    outer->addWidget(buttons_);
    retranslate();
}

QWidget* PersonInspector::makePhotos(const Actions& actions) {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace2);
    photosTitle_ = new QLabel;
    historyTitle_ = new QLabel;
    photosTitle_->setProperty("role", QStringLiteral("small"));
    historyTitle_->setProperty("role", QStringLiteral("caption"));
    samples_ = new SampleList;
    samples_->setObjectName(QStringLiteral("personSamples"));
    samples_->addActions({actions.moveSamples, actions.split, actions.removeSample});
    samples_->setContextMenuPolicy(Qt::ActionsContextMenu);
    history_ = new QListWidget;
    history_->setObjectName(QStringLiteral("personHistory"));
    history_->setProperty("role", QStringLiteral("plain"));
    history_->setWordWrap(true);
    history_->setSelectionMode(QAbstractItemView::NoSelection);
    history_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* row = new QHBoxLayout;
    row->setSpacing(metrics::kSpace2);
    row->addWidget(actionButton(actions.moveSamples), 1);
    row->addWidget(actionButton(actions.split), 1);
    column->addWidget(photosTitle_);
    column->addWidget(samples_, 3);
    column->addLayout(row);
    column->addWidget(historyTitle_);
    column->addWidget(history_, 2);
    connect(samples_, &QListWidget::itemSelectionChanged, this, &PersonInspector::samplesSelected);
    return page;
}

void PersonInspector::showPage(Page page) {
    tabs_->setCurrentIndex(page);
}

void PersonInspector::show(const IdentityRow* person, int selected) {
    const bool another = !person || !person_ || person->id != person_->id;
    if (another) endEdit(false);
    person_ = person ? std::optional(*person) : std::nullopt;
    selected_ = selected;
    buttons_->setVisible(person != nullptr);
    pages_->setCurrentIndex(selected > 1 ? 1 : person ? 2 : 0);
    if (another) {
        details_ = {};
        record_->clear();
        showDetails(details_);
        refresh();
    }
    retranslate();
}

void PersonInspector::refresh() {
    const int asked = ++asked_;
    loading_ = false;
    if (!person_ || !session_.workspace()) return;
    loading_ = true;
    auto* job = session_.jobs().run<Details>(
        tr("Read a person"), JobRunner::Lane::Short,
        [store = session_.workspace()->storePointer(), id = person_->id](JobContext& context) {
            Details details;
            for (const auto& sample : store->samples(IdentityId(id)))
                details.samples.push_back({sample.id, QString::fromStdString(sample.path),
                                           imageFromBytes(sample.crop), sample.face.quality});
            context.checkpoint();
            if (const auto identity = store->identity(IdentityId(id))) {
                auto& book = store->galleryBook();
                details.kept = {book.record(identity->id), QString::fromStdString(identity->externalId),
                                book.holdings(identity->id)};
            }
            for (auto& decision : store->decisions(kNewestDecisions))
                if (concerns(decision, id) && details.history.size() < kMostShown)
                    details.history.push_back(std::move(decision));
            return details;
        },
        this,
        [this, asked](Details& details) {
            if (asked != asked_) return;
            loading_ = false;
            details_ = std::move(details);
            showDetails(details_);
        });
    connect(job, &JobHandle::failed, this, [this] { loading_ = false; });
}

void PersonInspector::showDetails(const Details& details) {
    samples_->setSamples(details.samples);
    if (details.kept) record_->setKept(*details.kept);
    Q_EMIT samplesSelected();
    history_->clear();
    for (const auto& decision : details.history) {
        QString text = QLocale().toString(QDateTime::fromMSecsSinceEpoch(decision.at), QLocale::ShortFormat) +
                       QStringLiteral(" · ") + wordsFor(decision) + QStringLiteral(" · ") +
                       QString::fromStdString(decision.actor);
        if (!decision.reason.empty()) text += QStringLiteral(" · ") + QString::fromStdString(decision.reason);
        auto* item = new QListWidgetItem(text, history_);
        if (!decision.undone) continue;
        QFont font = item->font();
        font.setStrikeOut(true);
        item->setFont(font);
        item->setToolTip(tr("Taken back"));
    }
    historyTitle_->setVisible(!details.history.empty());
    history_->setVisible(!details.history.empty());
}

void PersonInspector::editName() {
    if (!person_ || selected_ != 1) return;
    name_->setReadOnly(false);
    name_->setFocus(Qt::ShortcutFocusReason);
    name_->selectAll();
}

void PersonInspector::endEdit(bool keep) {
    if (name_->isReadOnly()) return;
    name_->setReadOnly(true);
    name_->deselect();
    const QString name = name_->text().trimmed();
    if (keep && person_ && !name.isEmpty() && name != person_->name)
        Q_EMIT renamed(person_->id, name);
    else if (person_)
        name_->setText(person_->name);
}

bool PersonInspector::eventFilter(QObject* watched, QEvent* event) {
    if (watched == name_ && !name_->isReadOnly()) {
        if (event->type() == QEvent::FocusOut) endEdit(true);
        if (event->type() == QEvent::ShortcutOverride) {  // keys of the desk wait while one types
            event->accept();
            return true;
        }
        if (event->type() == QEvent::KeyPress) {
            const int key = static_cast<QKeyEvent*>(event)->key();
            if (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Escape) {
                endEdit(key != Qt::Key_Escape);
                Q_EMIT editEnded();
                return true;
            }
        }
    } else if (watched == name_ && event->type() == QEvent::MouseButtonDblClick) {
        editName();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void PersonInspector::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        showDetails(details_);
    }
    QWidget::changeEvent(event);
}

void PersonInspector::retranslate() {
    setAccessibleName(tr("Person"));
    nothing_->setText(tr("Select a person to see their photos and history."));
    several_->setText(tr("%n people are selected: merge them into one, or remove them.", nullptr, selected_));
    name_->setAccessibleName(tr("Name"));
    name_->setToolTip(tr("Name (F2 to change it)"));
    photosTitle_->setText(tr("Select photos to move or split them (Ctrl or Shift for several)."));
    photosTitle_->setWordWrap(true);
    historyTitle_->setText(tr("History"));
    tabs_->setTabText(PhotosPage, tr("Photos"));
    tabs_->setTabText(RecordPage, tr("Record"));
    tabs_->setAccessibleName(tr("Parts of the person"));
    samples_->setAccessibleName(tr("Photos of this person"));
    history_->setAccessibleName(tr("History of this person"));
    if (!person_) return;
    if (name_->isReadOnly()) name_->setText(person_->name);
    QStringList facts;
    if (!person_->externalId.isEmpty()) facts << person_->externalId;
    if (!person_->groups.isEmpty()) facts << person_->groups;
    facts << tr("%n photos", nullptr, person_->samples);
    facts << tr("enrolled %1")
                 .arg(QLocale().toString(QDateTime::fromMSecsSinceEpoch(person_->enrolledAt).date(),
                                         QLocale::ShortFormat));
    facts_->setText(facts.join(QStringLiteral(" · ")));
}

}  // namespace lineament::ui
