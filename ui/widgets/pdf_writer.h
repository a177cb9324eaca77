#pragma once

#include <QString>

namespace lineament::ui {

/// Prints an HTML page (what Qt's rich text knows of it; pictures as data URIs) to A4 pages with numbers.
/// The file appears under its name when it is complete. Throws Error(kDiskFull, kUnreadable).
/// Thread: any, also a worker. Cost: about 20 ms a page.
void writePdf(const QString& html, const QString& title, const QString& path, bool landscape = false);

}  // namespace lineament::ui
