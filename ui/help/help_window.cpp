#include "ui/help/help_window.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QSignalBlocker>
#include <QTextBlock>
#include <QTextBrowser>
#include <QTextList>
#include <QUrl>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/theme/theme.h"
#include "ui/widgets/search_field.h"

namespace lineament::ui {
namespace {

constexpr int kListWidth = 250, kMargin = 20, kListGap = 3, kParagraphGap = 9;
constexpr double kLinePercent = 125;
constexpr QSize kWindow(880, 640);

/// Rows of Markdown as Qt lays them out stand too close to be read with ease.
void spaceOut(QTextDocument& document) {
    for (auto block = document.begin(); block.isValid(); block = block.next()) {
        QTextCursor cursor(block);
        auto format = block.blockFormat();
        format.setLineHeight(kLinePercent, QTextBlockFormat::ProportionalHeight);
        format.setBottomMargin(block.textList() && block.next().textList() ? kListGap : kParagraphGap);
        cursor.setBlockFormat(format);
    }
}

}  // namespace

HelpWindow::HelpWindow(QWidget* parent) : QWidget(parent, Qt::Window) {
    setObjectName(QStringLiteral("helpWindow"));
    resize(kWindow);
    search_ = new SearchField;
    search_->setObjectName(QStringLiteral("helpSearch"));
    list_ = new QListWidget;
    list_->setObjectName(QStringLiteral("helpList"));
    list_->setWordWrap(true);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    nothing_ = new QLabel;
    nothing_->setWordWrap(true);
    nothing_->setProperty("role", QStringLiteral("muted"));
    page_ = new QTextBrowser;
    page_->setObjectName(QStringLiteral("helpPage"));
    page_->setOpenLinks(false);
    page_->document()->setDocumentMargin(kMargin);
    auto* left = new QWidget;
    left->setFixedWidth(kListWidth);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(metrics::kSpace2);
    column->addWidget(search_);
    column->addWidget(list_, 1);
    column->addWidget(nothing_);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(metrics::kSpace3, metrics::kSpace3, metrics::kSpace3, metrics::kSpace3);
    row->setSpacing(metrics::kSpace3);
    row->addWidget(left);
    row->addWidget(page_, 1);
    connect(search_, &SearchField::queryChanged, this, &HelpWindow::find);
    connect(search_, &SearchField::leftDownwards, this, [this] { list_->setFocus(); });
    connect(list_, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem* item) {
        if (item) showPage(item->data(Qt::UserRole).toString());
    });
    connect(page_, &QTextBrowser::anchorClicked, this, [this](const QUrl& url) {
        search_->clear();
        open(url.fileName().section(QLatin1Char('.'), 0, 0));
    });
    connect(&Theme::instance(), &Theme::changed, this, [this] { showPage(current_); });
    load();
}

void HelpWindow::load() {
    setWindowTitle(tr("Help"));
    search_->setPlaceholderText(tr("Search the help"));
    search_->setAccessibleName(search_->placeholderText());
    list_->setAccessibleName(tr("Pages"));
    page_->setAccessibleName(tr("The page"));
    nothing_->setText(tr("No page has all these words."));
    pages_ = helpPages(QLocale().name().startsWith(QLatin1String("zh")) ? QStringLiteral("zh_CN")
                                                                        : QStringLiteral("en"));
    find(query_);
}

void HelpWindow::open(const QString& id) {
    if (!query_.isEmpty()) {
        search_->clear();
        find({});
    }
    showPage(id);
}

QStringList HelpWindow::listed() const {
    QStringList ids;
    for (int i = 0; i < list_->count(); ++i)
        ids << list_->item(i)->data(Qt::UserRole).toString();
    return ids;
}

void HelpWindow::find(const QString& query) {
    query_ = query;
    const auto hits = findHelp(pages_, query);
    {
        const QSignalBlocker quiet(list_);
        list_->clear();
        for (const auto& hit : hits) {
            const auto page =
                std::find_if(pages_.begin(), pages_.end(), [&](const auto& p) { return p.id == hit.id; });
            auto* item = new QListWidgetItem(
                hit.excerpt.isEmpty() ? page->title : page->title + QLatin1Char('\n') + hit.excerpt, list_);
            item->setData(Qt::UserRole, hit.id);
        }
    }
    nothing_->setVisible(hits.isEmpty());
    if (hits.isEmpty()) return;
    const bool stays =
        std::any_of(hits.begin(), hits.end(), [&](const auto& hit) { return hit.id == current_; });
    showPage(query.isEmpty() && stays ? current_ : hits.front().id);
}

void HelpWindow::showPage(const QString& id) {
    auto page = std::find_if(pages_.begin(), pages_.end(), [&](const auto& one) { return one.id == id; });
    if (page == pages_.end()) page = pages_.begin();
    current_ = page->id;
    page_->setMarkdown(page->markdown);
    spaceOut(*page_->document());
    page_->moveCursor(QTextCursor::Start);
    const QString word = query_.section(QLatin1Char(' '), 0, 0);
    if (!word.isEmpty()) page_->find(word);
    const QSignalBlocker quiet(list_);
    for (int i = 0; i < list_->count(); ++i)
        if (list_->item(i)->data(Qt::UserRole).toString() == current_) list_->setCurrentRow(i);
}

void HelpWindow::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) load();
    QWidget::changeEvent(event);
}

void HelpWindow::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) return hide();
    QWidget::keyPressEvent(event);
}

}  // namespace lineament::ui
