#pragma once

#include <QString>

class QTextDocument;

namespace lineament::ui {

/// Prints an HTML page (what Qt's rich text knows of it; pictures as data URIs) to A4 pages with numbers.
/// The file appears under its name when it is complete. Throws Error(kDiskFull, kUnwritable).
/// Thread: any, also a worker. Cost: about 20 ms a page.
void writePdf(const QString& html, const QString& title, const QString& path, bool landscape = false);

/// Moves headings at the foot of a page to the next one, where what they are about begins. For a document
/// whose page size is set.
void keepHeadingsWithText(QTextDocument& document);

/// Leaves the head of a table to be repeated where the table goes on to another page: of one that ends at the
/// foot of its page Qt would print the head once more, over what comes next. For a document whose page size
/// is set.
void repeatHeadsOfLongTables(QTextDocument& document);

}  // namespace lineament::ui
