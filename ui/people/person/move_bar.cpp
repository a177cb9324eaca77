#include "ui/people/person/move_bar.h"

#include <QCompleter>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStringListModel>

#include "ui/theme/theme.h"

namespace lineament::ui {

MoveBar::MoveBar(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("moveBar"));
    setProperty("role", QStringLiteral("card"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::kSpace3, metrics::kSpace2, metrics::kSpace2, metrics::kSpace2);
    row->setSpacing(metrics::kSpace2);
    text_ = new QLabel;
    who_ = new QLineEdit;
    who_->setObjectName(QStringLiteral("moveWho"));
    who_->setMinimumWidth(200);
    names_ = new QStringListModel(this);
    auto* completer = new QCompleter(names_, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setFilterMode(Qt::MatchContains);
    completer->setMaxVisibleItems(12);
    who_->setCompleter(completer);
    cancel_ = new QPushButton;
    cancel_->setObjectName(QStringLiteral("moveCancelButton"));
    accept_ = new QPushButton;
    accept_->setObjectName(QStringLiteral("moveAcceptButton"));
    accept_->setProperty("role", QStringLiteral("primary"));
    row->addWidget(text_);
    row->addWidget(who_, 1);
    row->addStretch(0);
    row->addWidget(cancel_);
    row->addWidget(accept_);
    connect(who_, &QLineEdit::textChanged, this, [this] { retranslate(); });
    connect(who_, &QLineEdit::returnPressed, this, &MoveBar::accept);
    connect(accept_, &QPushButton::clicked, this, &MoveBar::accept);
    connect(cancel_, &QPushButton::clicked, this, &MoveBar::dismiss);
    hide();
    retranslate();
}

void MoveBar::ask(Kind kind, std::vector<SampleId> samples, const QString& from,
                  const std::vector<Person>& others) {
    kind_ = kind;
    samples_ = std::move(samples);
    from_ = from;
    idOf_.clear();
    QStringList names;
    if (kind == Kind::Move)
        for (const Person& person : others) {
            QString text = person.externalId.isEmpty()
                               ? person.name
                               : person.name + QStringLiteral(" · ") + person.externalId;
            if (idOf_.contains(text)) text += QStringLiteral(" · %1").arg(person.id);
            idOf_.insert(text, person.id);
            names << text;
        }
    names_->setStringList(names);
    who_->clear();
    retranslate();
    show();
    who_->setFocus(Qt::OtherFocusReason);
}

qint64 MoveBar::chosen() const {
    const QString text = who_->text().trimmed();
    if (const qint64 id = idOf_.value(text)) return id;
    qint64 found = 0;  // typed in another case, or a part that only one has
    for (auto entry = idOf_.cbegin(); entry != idOf_.cend() && !text.isEmpty(); ++entry) {
        if (entry.key().compare(text, Qt::CaseInsensitive) == 0) return entry.value();
        if (!entry.key().contains(text, Qt::CaseInsensitive)) continue;
        if (found) return 0;
        found = entry.value();
    }
    return found;
}

void MoveBar::accept() {
    if (!accept_->isEnabled()) return;
    const QString name = who_->text().trimmed();
    hide();
    if (kind_ == Kind::Split)
        Q_EMIT splitRequested(samples_, name);
    else if (const qint64 into = chosen())
        Q_EMIT moveRequested(samples_, into, idOf_.key(into));
    Q_EMIT dismissed();
}

void MoveBar::dismiss() {
    hide();
    Q_EMIT dismissed();
}

void MoveBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return dismiss();
    QFrame::keyPressEvent(event);
}

void MoveBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) retranslate();
    QFrame::changeEvent(event);
}

void MoveBar::retranslate() {
    const int count = static_cast<int>(samples_.size());
    const bool move = kind_ == Kind::Move;
    text_->setText(move ? tr("Move %n photos of %1 to", nullptr, count).arg(from_)
                        : tr("Split %n photos of %1 into a new person named", nullptr, count).arg(from_));
    who_->setAccessibleName(text_->text());
    who_->setPlaceholderText(move ? tr("Name or staff number") : tr("Name of the new person"));
    accept_->setText(move ? tr("Move") : tr("Split"));
    cancel_->setText(tr("Cancel"));
    accept_->setEnabled(!samples_.empty() && (move ? chosen() != 0 : !who_->text().trimmed().isEmpty()));
}

}  // namespace lineament::ui
