#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace lineament {

/// Text as it may stand in HTML, also inside quotes.
std::string htmlEscaped(const std::string& text);

/// A field of a CSV file: quoted where needed, and what a spreadsheet would take for a formula made plain
/// text. Source: RFC 4180.
std::string csvCell(const std::string& text);
/// Fields joined to a line that ends in CRLF.
std::string csvRow(const std::vector<std::string>& fields);

/// A report as one HTML file: headings, facts, tables and pictures, which lie inside it. Also fit for Qt's
/// rich text, so that the same page becomes a PDF. All texts are escaped here. Thread: one at a time.
class HtmlPage {
  public:
    /// language: of the texts, "en" or "zh-CN".
    explicit HtmlPage(const std::string& title, const std::string& language = "en");

    HtmlPage& heading(const std::string& text, int level = 2);
    HtmlPage& paragraph(const std::string& text);
    /// A remark that must not be overlooked.
    HtmlPage& note(const std::string& text);
    /// What is what, in two columns.
    HtmlPage& facts(const std::vector<std::pair<std::string, std::string>>& facts);
    /// A cell with no-break spaces alone stays on one line.
    HtmlPage& table(const std::vector<std::string>& head, const std::vector<std::vector<std::string>>& rows);
    /// How a picture is framed: the same marks as on the screen.
    enum class Frame { kPlain, kConfirmed, kSuggested, kUnknown, kSynthetic };
    struct Picture {
        std::span<const std::byte> jpeg;
        std::string caption;
        Frame frame = Frame::kPlain;
    };
    /// Side by side.
    HtmlPage& pictures(const std::vector<Picture>& pictures, int heightPx = 96);

    /// JSON for machines, not shown.
    HtmlPage& data(const std::string& id, const std::string& json);
    /// What data() put into a page; empty if there is none.
    static std::string dataIn(const std::string& html, const std::string& id);

    std::string html() const;

  private:
    std::string head_, body_;
};

}  // namespace lineament
