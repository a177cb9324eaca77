#include "ui/widgets/pdf_writer.h"

#include <QAbstractTextDocumentLayout>
#include <QFile>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>
#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextLayout>
#include <QTextTable>
#include <algorithm>

#include "core/base/atomic_file.h"
#include "core/base/file_failure.h"

namespace lineament::ui {
namespace {

constexpr int kDpi = 96;  // the page is laid out as on the screen
constexpr qreal kMarginMm = 15;
constexpr int kFooterPx = 24;

bool isHeading(const QTextBlock& block) {
    return block.blockFormat().headingLevel() > 0;
}

}  // namespace

void keepHeadingsWithText(QTextDocument& document) {
    const auto pageOf = [&](const QTextBlock& block) {
        const qreal top = document.documentLayout()->blockBoundingRect(block).top();
        const qreal line = block.layout()->lineCount() > 0 ? block.layout()->lineAt(0).y() : 0;
        return static_cast<int>((top + line) / document.pageSize().height());
    };
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (!isHeading(block)) continue;
        QTextBlock text = block.next();
        while (text.isValid() && (isHeading(text) || text.text().isEmpty()))
            text = text.next();
        if (!text.isValid() || pageOf(text) == pageOf(block)) continue;
        auto format = block.blockFormat();
        format.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
        QTextCursor(block).setBlockFormat(format);
        // Of what comes after Qt lays out a part alone: the rest would have no lines and not be printed.
        document.markContentsDirty(block.position(), document.characterCount() - block.position());
    }
}

void repeatHeadsOfLongTables(QTextDocument& document) {
    const auto* layout = document.documentLayout();
    const auto pageOf = [&](qreal y) { return static_cast<int>(y / document.pageSize().height()); };
    bool changed = false;
    const auto frames = document.rootFrame()->childFrames();
    for (QTextFrame* frame : frames) {
        auto* table = qobject_cast<QTextTable*>(frame);
        if (!table || table->format().headerRowCount() == 0) continue;
        qreal end = 0;
        for (int column = 0; column < table->columns(); ++column) {
            const auto cell = table->cellAt(table->rows() - 1, column);
            end = std::max(end, layout->blockBoundingRect(cell.lastCursorPosition().block()).bottom());
        }
        const qreal begin = layout->blockBoundingRect(table->firstCursorPosition().block()).top();
        if (pageOf(begin) != pageOf(end)) continue;
        auto format = table->format();
        format.setHeaderRowCount(0);
        table->setFormat(format);
        changed = true;
    }
    if (changed) document.markContentsDirty(0, document.characterCount());
}

void writePdf(const QString& html, const QString& title, const QString& path, bool landscape) {
    const QString partial = path + QStringLiteral(".partial");
    {
        QFile file(partial);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate))
            throw writeFailure(path.toStdString(), 0, file.errorString().toStdString());
        QPdfWriter writer(&file);
        writer.setResolution(kDpi);
        writer.setPageSize(QPageSize(QPageSize::A4));
        if (landscape) writer.setPageOrientation(QPageLayout::Landscape);
        writer.setPageMargins(QMarginsF(kMarginMm, kMarginMm, kMarginMm, kMarginMm), QPageLayout::Millimeter);
        writer.setTitle(title);
        writer.setCreator(QStringLiteral("Lineament"));
        QTextDocument document;
        document.documentLayout()->setPaintDevice(&writer);
        document.setDocumentMargin(0);
        document.setHtml(html);
        const QSizeF page(writer.width(), writer.height() - kFooterPx);
        document.setPageSize(page);
        keepHeadingsWithText(document);
        repeatHeadsOfLongTables(document);
        QPainter painter(&writer);
        const int pages = document.pageCount();
        for (int number = 0; number < pages; ++number) {
            if (number > 0) writer.newPage();
            painter.save();
            painter.translate(0, -number * page.height());
            const QRectF view(0, number * page.height(), page.width(), page.height());
            painter.setClipRect(view);
            QAbstractTextDocumentLayout::PaintContext context;
            context.clip = view;
            context.palette.setColor(QPalette::Text, Qt::black);
            document.documentLayout()->draw(&painter, context);
            painter.restore();
            painter.setPen(Qt::darkGray);
            painter.drawText(QRectF(0, page.height(), page.width(), kFooterPx),
                             Qt::AlignRight | Qt::AlignBottom,
                             QStringLiteral("%1 / %2").arg(number + 1).arg(pages));
        }
        painter.end();
        file.close();
        if (file.error() != QFileDevice::NoError) {
            const QString why = file.errorString();
            file.remove();
            throw Error(ErrorCode::kDiskFull, path.toStdString(), why.toStdString());
        }
    }
    commitFile(partial.toStdString(), path.toStdString());
}

}  // namespace lineament::ui
