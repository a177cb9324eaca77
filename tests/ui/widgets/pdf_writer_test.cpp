#include "ui/widgets/pdf_writer.h"

#include <gtest/gtest.h>

#include <QAbstractTextDocumentLayout>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextLayout>
#include <QTextTable>

#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::ui;

namespace {

int pageOf(const QTextDocument& document, const QString& words) {
    for (auto block = document.begin(); block.isValid(); block = block.next())
        if (block.text() == words) {
            const qreal top = document.documentLayout()->blockBoundingRect(block).top();
            return static_cast<int>((top + block.layout()->lineAt(0).y()) / document.pageSize().height());
        }
    return -1;
}

}  // namespace

TEST(PdfWriter, AHeadingStandsOnThePageOfWhatItIsAbout) {
    int moved = 0;
    for (int before = 1; before < 40; ++before) {
        QString html;
        for (int i = 0; i < before; ++i)
            html += QStringLiteral("<p>line</p>");
        html += QStringLiteral("<h2>People</h2><h3>Anna</h3><table><tr><td>0:01</td></tr></table>");
        QTextDocument document;
        document.setHtml(html);
        document.setPageSize({300, 400});
        moved += pageOf(document, QStringLiteral("People")) != pageOf(document, QStringLiteral("0:01"));
        keepHeadingsWithText(document);
        EXPECT_EQ(pageOf(document, QStringLiteral("People")), pageOf(document, QStringLiteral("0:01")))
            << before;
        EXPECT_EQ(pageOf(document, QStringLiteral("Anna")), pageOf(document, QStringLiteral("0:01")))
            << before;
    }
    EXPECT_GT(moved, 0) << "some stood at the foot of a page";
}

TEST(PdfWriter, OnlyTablesThatGoOnRepeatTheirHeads) {
    const auto table = [](int rows) {
        QString html = QStringLiteral("<table><thead><tr><th>From</th></tr></thead>");
        for (int row = 0; row < rows; ++row)
            html += QStringLiteral("<tr><td>0:01</td></tr>");
        return html + QStringLiteral("</table><p>next</p>");
    };
    QTextDocument document;
    document.setHtml(table(3) + table(60));
    document.setPageSize({300, 400});
    repeatHeadsOfLongTables(document);
    QList<int> heads;
    const auto frames = document.rootFrame()->childFrames();
    for (QTextFrame* frame : frames)
        if (const auto* one = qobject_cast<QTextTable*>(frame)) heads << one->format().headerRowCount();
    EXPECT_EQ(heads, (QList<int>{0, 1}));
}

TEST(PdfWriter, EveryHeadingIsPrinted) {
    QString html;
    for (int person = 0; person < 40; ++person) {
        html += QStringLiteral("<h3>Person %1</h3>").arg(person);
        for (int table = 0; table < 2; ++table)
            html += QStringLiteral("<table><tr><th>From</th></tr><tr><td>0:01<br>0:02</td></tr></table>");
    }
    QTextDocument document;
    document.setHtml(html);
    document.setPageSize({300, 400});
    keepHeadingsWithText(document);
    QImage paper(300, 400 * document.pageCount(), QImage::Format_RGB32);
    paper.fill(Qt::white);
    QPainter painter(&paper);
    for (int page = 0; page < document.pageCount(); ++page) {
        QAbstractTextDocumentLayout::PaintContext context;
        context.clip = QRectF(0, 400 * page, 300, 400);
        context.palette.setColor(QPalette::Text, Qt::black);
        document.documentLayout()->draw(&painter, context);
    }
    painter.end();
    for (auto block = document.begin(); block.isValid(); block = block.next()) {
        if (block.blockFormat().headingLevel() == 0) continue;
        const QRect line = block.layout()
                               ->lineAt(0)
                               .naturalTextRect()
                               .translated(document.documentLayout()->blockBoundingRect(block).topLeft())
                               .toAlignedRect();
        int dark = 0;
        for (int y = line.top(); y < line.bottom(); ++y)
            for (int x = line.left(); x < line.right(); ++x)
                dark += qGray(paper.pixel(x, y)) < 128;
        EXPECT_GT(dark, 20) << block.text().toStdString();
    }
}

TEST(PdfWriter, WritesAFileThatIsWhole) {
    const test::TempFolder folder;
    const QString path = QString::fromStdString((folder / "report.pdf").string());
    writePdf(QStringLiteral("<h1>Report</h1><p>Nobody was found.</p>"), QStringLiteral("Report"), path);
    QFile file(path);
    ASSERT_TRUE(file.open(QIODevice::ReadOnly));
    const QByteArray content = file.readAll();
    EXPECT_TRUE(content.startsWith("%PDF-"));
    EXPECT_TRUE(content.trimmed().endsWith("%%EOF"));
    EXPECT_FALSE(QFile::exists(path + QStringLiteral(".partial")));
}
