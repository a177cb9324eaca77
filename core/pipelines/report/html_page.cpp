#include "core/pipelines/report/html_page.h"

#include <algorithm>
#include <cstdlib>
#include <optional>

namespace lineament {
namespace {

// Only what Qt's rich text knows, too: the same page is printed as PDF.
constexpr const char* kStyle = R"(
body { font-family: "Noto Sans", "Noto Sans CJK SC", "Segoe UI", sans-serif; font-size: 10pt; color: #1b1e24; margin: 24px; }
h1 { font-size: 18pt; margin-bottom: 4px; }
h2 { font-size: 13pt; margin-top: 20px; margin-bottom: 6px; border-bottom: 1px solid #cdd1d9; }
h3 { font-size: 11pt; margin-top: 14px; margin-bottom: 4px; }
table { border-collapse: collapse; margin-top: 4px; margin-bottom: 8px; }
td, th { text-align: left; vertical-align: top; padding: 3px 8px; border-bottom: 1px solid #e2e5ea; }
th { color: #5a6270; font-weight: 600; white-space: nowrap; }
p.note { background-color: #fbf3e2; padding: 8px; border: 1px solid #e2a93b; }
td.picture { border: none; padding: 4px 12px 4px 0; font-size: 8pt; color: #5a6270; white-space: nowrap; }
td.line { white-space: nowrap; }
img.confirmed { border: 2px solid #1e8e5a; } img.suggested { border: 2px dashed #a86f00; }
img.unknown { border: 2px dotted #6a51c9; } img.synthetic { border: 2px dashed #b0368c; }
)";

constexpr int kPicturesInARow = 6;

// Qt breaks also between the words that no-break spaces hold together, where a column is narrow.
bool staysOnOneLine(const std::string& cell) {
    return cell.find(' ') == std::string::npos && cell.find("\u00a0") != std::string::npos;
}

std::string base64(std::span<const std::byte> bytes) {
    constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        unsigned value = 0;
        for (std::size_t j = 0; j < 3; ++j)
            value = value << 8 | (i + j < bytes.size() ? std::to_integer<unsigned>(bytes[i + j]) : 0);
        for (std::size_t j = 0; j < 4; ++j)
            text += i + j <= bytes.size() ? kDigits[value >> (18 - 6 * j) & 63] : '=';
    }
    return text;
}

/// Width and height from the frame header of a JPEG; empty if there is none. Source: ITU-T T.81, B.2.2.
std::optional<std::pair<int, int>> sizeOfJpeg(std::span<const std::byte> jpeg) {
    const auto at = [&](std::size_t i) { return std::to_integer<int>(jpeg[i]); };
    for (std::size_t i = 2; i + 9 < jpeg.size();) {
        if (at(i) != 0xFF) return std::nullopt;
        const int marker = at(i + 1);
        const bool frame =
            marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (frame) return std::pair(at(i + 7) << 8 | at(i + 8), at(i + 5) << 8 | at(i + 6));
        i += 2 + static_cast<std::size_t>(at(i + 2) << 8 | at(i + 3));
    }
    return std::nullopt;
}

/// Both sides, as printers scale only the one that is given.
std::string sizeAttributes(std::span<const std::byte> jpeg, int heightPx) {
    std::string text = "height=\"" + std::to_string(heightPx) + "\"";
    if (const auto size = sizeOfJpeg(jpeg); size && size->second > 0)
        text = "width=\"" + std::to_string(std::max(1, heightPx * size->first / size->second)) + "\" " + text;
    return text;
}

constexpr const char* kDataEnd = "</script>\n";

std::string dataTag(const std::string& id) {
    return "<script type=\"application/json\" id=\"" + htmlEscaped(id) + "\">";
}

const char* classOf(HtmlPage::Frame frame) {
    switch (frame) {
        case HtmlPage::Frame::kConfirmed:
            return "confirmed";
        case HtmlPage::Frame::kSuggested:
            return "suggested";
        case HtmlPage::Frame::kUnknown:
            return "unknown";
        case HtmlPage::Frame::kSynthetic:
            return "synthetic";
        case HtmlPage::Frame::kPlain:
            break;
    }
    return "plain";
}

}  // namespace

std::string htmlEscaped(const std::string& text) {
    std::string safe;
    safe.reserve(text.size());
    for (const char c : text)
        switch (c) {
            case '&':
                safe += "&amp;";
                break;
            case '<':
                safe += "&lt;";
                break;
            case '>':
                safe += "&gt;";
                break;
            case '"':
                safe += "&quot;";
                break;
            case '\'':
                safe += "&#39;";
                break;
            default:
                safe += c;
        }
    return safe;
}

std::string csvCell(const std::string& text) {
    std::string plain = text;
    if (!plain.empty() && std::string("=+-@\t\r").find(plain[0]) != std::string::npos) {
        // A number may begin with a sign; anything else that does is a formula to a spreadsheet.
        char* end = nullptr;
        (void)std::strtod(plain.c_str(), &end);
        if (*end != '\0') plain.insert(plain.begin(), '\'');
    }
    if (plain.find_first_of(",\"\r\n") == std::string::npos) return plain;
    std::string quoted = "\"";
    for (const char c : plain)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

std::string csvRow(const std::vector<std::string>& fields) {
    std::string line;
    for (const auto& field : fields)
        line += (&field == fields.data() ? "" : ",") + csvCell(field);
    return line + "\r\n";
}

HtmlPage::HtmlPage(const std::string& title, const std::string& language)
    : head_("<!DOCTYPE html>\n<html lang=\"" + htmlEscaped(language) +
            "\">\n<head>\n<meta charset=\"utf-8\">\n<title>" + htmlEscaped(title) + "</title>\n<style>" +
            kStyle + "</style>\n</head>\n") {
    heading(title, 1);
}

HtmlPage& HtmlPage::heading(const std::string& text, int level) {
    const std::string tag = "h" + std::to_string(level);
    body_ += "<" + tag + ">" + htmlEscaped(text) + "</" + tag + ">\n";
    return *this;
}

HtmlPage& HtmlPage::paragraph(const std::string& text) {
    body_ += "<p>" + htmlEscaped(text) + "</p>\n";
    return *this;
}

HtmlPage& HtmlPage::note(const std::string& text) {
    body_ += "<p class=\"note\">" + htmlEscaped(text) + "</p>\n";
    return *this;
}

HtmlPage& HtmlPage::facts(const std::vector<std::pair<std::string, std::string>>& facts) {
    body_ += "<table>\n";
    for (const auto& [what, value] : facts)
        body_ += "<tr><th>" + htmlEscaped(what) + "</th><td>" + htmlEscaped(value) + "</td></tr>\n";
    body_ += "</table>\n";
    return *this;
}

HtmlPage& HtmlPage::table(const std::vector<std::string>& head,
                          const std::vector<std::vector<std::string>>& rows) {
    body_ += "<table width=\"100%\">\n<thead><tr>";
    for (const auto& cell : head)
        body_ += "<th>" + htmlEscaped(cell) + "</th>";
    body_ += "</tr></thead>\n";
    for (const auto& row : rows) {
        body_ += "<tr>";
        for (const auto& cell : row)
            body_ += (staysOnOneLine(cell) ? "<td class=\"line\">" : "<td>") + htmlEscaped(cell) + "</td>";
        body_ += "</tr>\n";
    }
    body_ += "</table>\n";
    return *this;
}

HtmlPage& HtmlPage::pictures(const std::vector<Picture>& pictures, int heightPx) {
    if (pictures.empty()) return *this;
    body_ += "<table>";
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        if (i % kPicturesInARow == 0) body_ += "<tr>";
        const auto& [jpeg, caption, frame] = pictures[i];
        body_ += "<td class=\"picture\">";
        if (!jpeg.empty())
            body_ += std::string("<img class=\"") + classOf(frame) + "\" " + sizeAttributes(jpeg, heightPx) +
                     " alt=\"\" src=\"data:image/jpeg;base64," + base64(jpeg) + "\"><br>";
        for (const char c : htmlEscaped(caption))
            body_ += c == '\n' ? std::string("<br>") : std::string(1, c);
        body_ += "</td>";
        if (i % kPicturesInARow == kPicturesInARow - 1 || i + 1 == pictures.size()) body_ += "</tr>\n";
    }
    body_ += "</table>\n";
    return *this;
}

HtmlPage& HtmlPage::data(const std::string& id, const std::string& json) {
    body_ += dataTag(id);
    // "</script>" inside a text would end it; JSON may write the sign as an escape.
    for (const char c : json)
        body_ += c == '<' ? std::string("\\u003c") : std::string(1, c);
    body_ += kDataEnd;
    return *this;
}

std::string HtmlPage::dataIn(const std::string& html, const std::string& id) {
    const auto tag = dataTag(id);
    const auto at = html.rfind(tag);
    if (at == std::string::npos) return {};
    const auto begin = at + tag.size();
    const auto end = html.find(kDataEnd, begin);
    return end == std::string::npos ? std::string() : html.substr(begin, end - begin);
}

std::string HtmlPage::html() const {
    return head_ + "<body>\n" + body_ + "</body>\n</html>\n";
}

}  // namespace lineament
