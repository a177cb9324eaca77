#include "ui/footage/name_picker.h"

#include <QCoreApplication>
#include <QEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

#include "ui/theme/theme.h"

namespace lineament::ui {
namespace {

constexpr int kMostOffered = 40;
enum Role { IdRole = Qt::UserRole + 1, NameRole };

}  // namespace

NamePicker::NamePicker(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("namePicker"));
    setProperty("role", QStringLiteral("card"));
    setFixedWidth(340);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace3, metrics::kSpace3, metrics::kSpace3, metrics::kSpace3);
    column->setSpacing(metrics::kSpace2);
    title_ = new QLabel;
    title_->setProperty("role", QStringLiteral("section"));
    name_ = new QLineEdit;
    name_->setObjectName(QStringLiteral("namePickerEdit"));
    name_->setClearButtonEnabled(true);
    list_ = new QListWidget;
    list_->setObjectName(QStringLiteral("namePickerList"));
    list_->setUniformItemSizes(true);
    list_->setFocusPolicy(Qt::NoFocus);
    list_->setFixedHeight(240);
    column->addWidget(title_);
    column->addWidget(name_);
    column->addWidget(list_);
    name_->installEventFilter(this);
    if (parent) parent->installEventFilter(this);
    connect(name_, &QLineEdit::textChanged, this, &NamePicker::refill);
    connect(list_, &QListWidget::itemClicked, this, &NamePicker::accept);
    retranslate();
    hide();
}

void NamePicker::ask(const QString& title, std::vector<NameChoice> likely, bool newAllowed) {
    title_->setText(title);
    likely_ = std::move(likely);
    newAllowed_ = newAllowed;
    name_->clear();
    refill();
    place();
    show();
    raise();
    name_->setFocus(Qt::ShortcutFocusReason);
}

void NamePicker::setPeople(std::shared_ptr<const std::vector<NameChoice>> people) {
    people_ = std::move(people);
    if (isVisible()) refill();
}

void NamePicker::dismiss() {
    if (isHidden()) return;
    hide();
    Q_EMIT dismissed();
}

void NamePicker::refill() {
    list_->clear();
    const QString typed = name_->text().trimmed();
    const auto offer = [this](const NameChoice& choice) {
        QString text = choice.name;
        if (!choice.externalId.isEmpty()) text += QStringLiteral("  ·  ") + choice.externalId;
        if (choice.similarity > 0)
            text += QStringLiteral("  ·  ") + QString::number(static_cast<double>(choice.similarity), 'f', 2);
        auto* item = new QListWidgetItem(Theme::instance().icon(QStringLiteral("user-round")), text, list_);
        item->setData(IdRole, QVariant::fromValue<qint64>(choice.id.value()));
        item->setData(NameRole, choice.name);
    };
    bool exact = false;
    if (typed.isEmpty()) {
        for (const auto& choice : likely_)
            offer(choice);
        for (std::size_t i = 0; people_ && i < people_->size() && list_->count() < kMostOffered; ++i)
            if (std::none_of(likely_.begin(), likely_.end(),
                             [&](const auto& known) { return known.id == (*people_)[i].id; }))
                offer((*people_)[i]);
    } else if (people_) {
        // Names that start so come before names that hold it somewhere.
        for (const bool starts : {true, false})
            for (const auto& choice : *people_) {
                if (list_->count() >= kMostOffered) break;
                const bool here = choice.name.startsWith(typed, Qt::CaseInsensitive);
                if (here != starts || !(here || choice.name.contains(typed, Qt::CaseInsensitive) ||
                                        choice.externalId.startsWith(typed, Qt::CaseInsensitive)))
                    continue;
                exact = exact || choice.name.compare(typed, Qt::CaseInsensitive) == 0;
                offer(choice);
            }
    }
    if (newAllowed_ && !typed.isEmpty() && !exact)
        new QListWidgetItem(Theme::instance().icon(QStringLiteral("user-plus"), Token::Accent),
                            tr("New person “%1”").arg(typed), list_);
    if (list_->count() > 0) list_->setCurrentRow(0);
}

void NamePicker::accept() {
    const QListWidgetItem* item = list_->currentItem();
    if (!item) return;
    const qint64 id = item->data(IdRole).toLongLong();
    const QString name = id ? item->data(NameRole).toString() : name_->text().trimmed();
    hide();
    if (id)
        Q_EMIT chosen(id, name);
    else
        Q_EMIT newNamed(name);
    Q_EMIT dismissed();
}

bool NamePicker::eventFilter(QObject* watched, QEvent* event) {
    if (watched == parent() && event->type() == QEvent::Resize && isVisible()) place();
    if (watched != name_) return QFrame::eventFilter(watched, event);
    if (event->type() == QEvent::ShortcutOverride) {  // the desk's one-key decisions wait while one types
        event->accept();
        return true;
    }
    if (event->type() == QEvent::KeyPress) {
        auto* key = static_cast<QKeyEvent*>(event);
        switch (key->key()) {
            case Qt::Key_Return:
            case Qt::Key_Enter:
                accept();
                return true;
            case Qt::Key_Escape:
                dismiss();
                return true;
            case Qt::Key_Up:
            case Qt::Key_Down:
            case Qt::Key_PageUp:
            case Qt::Key_PageDown:
                QCoreApplication::sendEvent(list_, event);
                return true;
            default:
                break;
        }
    }
    return QFrame::eventFilter(watched, event);
}

void NamePicker::place() {
    adjustSize();
    move((parentWidget()->width() - width()) / 2,
         std::max(metrics::kSpace4, (parentWidget()->height() - height()) / 4));
}

void NamePicker::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QFrame::changeEvent(event);
}

void NamePicker::retranslate() {
    setAccessibleName(tr("Who is this?"));
    name_->setAccessibleName(tr("Name"));
    name_->setPlaceholderText(tr("Name or staff number"));
    list_->setAccessibleName(tr("People"));
}

}  // namespace lineament::ui
