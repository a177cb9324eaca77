#include "ui/shell/command_palette.h"

#include <QAbstractListModel>
#include <QDateTime>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QLocale>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "ui/bridge/permit.h"
#include "ui/bridge/session.h"
#include "ui/shell/action_permissions.h"
#include "ui/theme/theme.h"
#include "ui/widgets/action_registry.h"
#include "ui/widgets/search_field.h"

namespace lineament::ui {

namespace {

constexpr int kWidth = 560, kHeight = 400, kTop = 64, kMostShown = 60, kRowHeight = 32;
constexpr int kDetailRole = Qt::UserRole + 1;

QString iconOf(PaletteItem::Kind kind) {
    switch (kind) {
        case PaletteItem::Kind::Identity:
            return QStringLiteral("user-round");
        case PaletteItem::Kind::Recording:
            return QStringLiteral("film");
        case PaletteItem::Kind::Action:
            break;
    }
    return QStringLiteral("command");
}

/// What a job brings from the store.
struct Contents {
    QList<PaletteItem> people, recordings;
};

class RowDelegate : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {kWidth / 2, kRowHeight};
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override {
        const auto& theme = Theme::instance();
        painter->save();
        if (option.state & QStyle::State_Selected) {
            QColor ground = theme.color(Token::Accent);
            ground.setAlphaF(0.22f);
            painter->fillRect(option.rect, ground);
        }
        QRect row = option.rect.adjusted(metrics::kSpace3, 0, -metrics::kSpace3, 0);
        const QRect icon(row.left(), row.center().y() - metrics::kIconSmall / 2, metrics::kIconSmall,
                         metrics::kIconSmall);
        index.data(Qt::DecorationRole).value<QIcon>().paint(painter, icon);
        row.setLeft(icon.right() + metrics::kSpace3);
        const QString detail = index.data(kDetailRole).toString();
        painter->setPen(theme.ink(Token::Muted));
        painter->drawText(row, Qt::AlignVCenter | Qt::AlignRight, detail);
        row.setRight(row.right() - option.fontMetrics.horizontalAdvance(detail) - metrics::kSpace3);
        painter->setPen(theme.ink(Token::Text));
        const QString text = index.data().toString();
        painter->drawText(row, Qt::AlignVCenter,
                          option.fontMetrics.elidedText(text, Qt::ElideMiddle, row.width()));
        painter->restore();
    }
};

}  // namespace

class PaletteModel : public QAbstractListModel {
  public:
    using QAbstractListModel::QAbstractListModel;
    void set(QList<PaletteItem> items) {
        beginResetModel();
        items_ = std::move(items);
        endResetModel();
    }
    const QList<PaletteItem>& items() const { return items_; }
    int rowCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : int(items_.size());
    }
    QVariant data(const QModelIndex& index, int role) const override {
        const auto& item = items_.at(index.row());
        if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) return item.text;
        if (role == kDetailRole) return item.detail;
        if (role != Qt::DecorationRole) return {};
        if (item.action && !item.action->icon().isNull()) return item.action->icon();
        return Theme::instance().icon(iconOf(item.kind), Token::Muted);
    }

  private:
    QList<PaletteItem> items_;
};

CommandPalette::CommandPalette(ActionRegistry& actions, Session& session, QWidget* parent)
    : QFrame(parent, Qt::Popup), actions_(actions), session_(session) {
    setObjectName(QStringLiteral("commandPalette"));
    setProperty("role", QStringLiteral("popup"));
    field_ = new SearchField(this);
    field_->setObjectName(QStringLiteral("paletteField"));
    field_->installEventFilter(this);
    list_ = new QListView(this);
    list_->setProperty("role", QStringLiteral("plain"));
    model_ = new PaletteModel(this);
    list_->setModel(model_);
    list_->setItemDelegate(new RowDelegate(list_));
    list_->setUniformItemSizes(true);
    list_->setFocusPolicy(Qt::NoFocus);
    nothing_ = new QLabel(this);
    nothing_->setProperty("role", QStringLiteral("muted"));
    nothing_->setAlignment(Qt::AlignCenter);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(metrics::kSpace2, metrics::kSpace2, metrics::kSpace2, metrics::kSpace2);
    column->setSpacing(metrics::kSpace2);
    column->addWidget(field_);
    column->addWidget(list_, 1);
    column->addWidget(nothing_, 1);
    connect(field_, &QLineEdit::textChanged, this, [this](const QString& text) {
        query_ = text;
        search();
    });
    connect(list_, &QListView::clicked, this, &CommandPalette::choose);
}

const QList<PaletteItem>& CommandPalette::shown() const {
    return model_->items();
}

void CommandPalette::popUp() {
    const QWidget* window = parentWidget()->window();
    resize(qMin(kWidth, window->width() - metrics::kSpace5), qMin(kHeight, window->height() - 2 * kTop));
    move(window->mapToGlobal(QPoint((window->width() - width()) / 2, kTop)));
    field_->setPlaceholderText(tr("People, recordings, actions"));
    nothing_->setText(tr("Nothing is called that."));
    field_->clear();
    collectActions();
    loadItems();
    search();
    show();
    field_->setFocus();
}

void CommandPalette::forget() {
    hide();
    ++reading_;
    people_.clear();
    recordings_.clear();
}

void CommandPalette::collectActions() {
    commands_.clear();
    for (auto* action : actions_.actions()) {
        if (!action->isEnabled() || !action->isVisible() || action->text().isEmpty()) continue;
        QString text = action->text();
        text.remove(QLatin1Char('&'));
        commands_ << PaletteItem{PaletteItem::Kind::Action,
                                 text,
                                 action->shortcut().toString(QKeySequence::NativeText),
                                 action,
                                 {}};
    }
}

void CommandPalette::loadItems() {
    if (!session_.workspace()) return;
    const auto may = [this](const char* desk) {
        return Permit::reason(session_, permissionsOfDesk(QLatin1String(desk))).isEmpty();
    };
    session_.jobs().run<Contents>(
        tr("List people and recordings"), JobRunner::Lane::Short,
        [store = session_.workspace()->storePointer(), people = may("people"),
         recordings = may("footage")](JobContext&) {
            Contents contents;
            for (const auto& person : people ? store->identities() : std::vector<Identity>())
                contents.people << PaletteItem{PaletteItem::Kind::Identity,
                                               QString::fromStdString(person.name),
                                               QString::fromStdString(person.externalId),
                                               {},
                                               {DeskItem::Kind::Identity, person.id.value()}};
            for (const auto& recording : recordings ? store->recordings() : std::vector<Recording>())
                contents.recordings << PaletteItem{
                    PaletteItem::Kind::Recording,
                    QFileInfo(QString::fromStdString(recording.source)).fileName(),
                    QLocale().toString(QDateTime::fromMSecsSinceEpoch(recording.analysedAt),
                                       QLocale::ShortFormat),
                    {},
                    {DeskItem::Kind::Recording, recording.id.value()}};
            return contents;
        },
        this,
        [this, mine = ++reading_](Contents& contents) {
            if (mine != reading_) return;  // it was for whoever was there before
            people_ = std::move(contents.people);
            recordings_ = std::move(contents.recordings);
            if (!query_.isEmpty()) search();
        });
}

void CommandPalette::search() {
    // Nothing typed yet: the commands, which are what one learns here.
    QList<PaletteItem> all = commands_;
    if (!query_.isEmpty()) all = people_ + recordings_ + commands_;
    model_->set(bestItems(all, query_, kMostShown));
    list_->setCurrentIndex(model_->index(0));
    const bool empty = model_->items().isEmpty();
    list_->setVisible(!empty);
    nothing_->setVisible(empty);
}

void CommandPalette::choose(const QModelIndex& index) {
    if (!index.isValid()) return;
    const PaletteItem item = model_->items().at(index.row());
    hide();
    if (item.kind != PaletteItem::Kind::Action)
        Q_EMIT itemChosen(item.item);
    else if (item.action)
        Q_EMIT actionChosen(item.action);
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        const int row = list_->currentIndex().row(), last = model_->rowCount() - 1;
        const auto go = [&](int to) {
            list_->setCurrentIndex(model_->index(qBound(0, to, last)));
            return true;
        };
        if (key == Qt::Key_Down) return go(row + 1);
        if (key == Qt::Key_Up) return go(row - 1);
        if (key == Qt::Key_PageDown) return go(row + 8);
        if (key == Qt::Key_PageUp) return go(row - 8);
        if (key == Qt::Key_Return || key == Qt::Key_Enter) return choose(list_->currentIndex()), true;
        if (key == Qt::Key_Escape) return hide(), true;
    }
    return QFrame::eventFilter(watched, event);
}

}  // namespace lineament::ui
