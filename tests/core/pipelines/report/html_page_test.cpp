#include "core/pipelines/report/html_page.h"

#include <gtest/gtest.h>

using namespace lineament;

namespace {

std::vector<std::byte> bytes(const std::string& text) {
    const auto all = std::as_bytes(std::span(text));
    return {all.begin(), all.end()};
}

}  // namespace

TEST(HtmlPage, EscapesEveryText) {
    const std::string evil = "<script>alert(\"1\" & '2')</script>";
    const auto page = HtmlPage(evil)
                          .heading(evil)
                          .paragraph(evil)
                          .note(evil)
                          .facts({{evil, evil}})
                          .table({evil}, {{evil}})
                          .pictures({{{}, evil, HtmlPage::Frame::kUnknown}})
                          .html();
    EXPECT_EQ(page.find("<script>"), std::string::npos);
    EXPECT_NE(page.find("&lt;script&gt;alert(&quot;1&quot; &amp; &#39;2&#39;)"), std::string::npos);
}

TEST(HtmlPage, HoldsItsPictures) {
    for (const auto& [text, code] :
         {std::pair("M", "TQ=="), {"Ma", "TWE="}, {"Man", "TWFu"}, {"Many", "TWFueQ=="}}) {
        const auto jpeg = bytes(text);
        const auto page = HtmlPage("t").pictures({{jpeg, "caption", HtmlPage::Frame::kConfirmed}}).html();
        EXPECT_NE(page.find(std::string(
                                "class=\"confirmed\" height=\"96\" alt=\"\" src=\"data:image/jpeg;base64,") +
                            code + "\""),
                  std::string::npos)
            << text;
    }
}

TEST(HtmlPage, ACellOfNoBreakSpacesStaysOnOneLine) {
    HtmlPage page("Report", "en");
    page.table({"When", "What"}, {{"2026-11-27\u00a022:09", "a long text"}});
    const auto html = page.html();
    EXPECT_NE(html.find("<td class=\"line\">2026-11-27\u00a022:09</td>"), std::string::npos);
    EXPECT_NE(html.find("<td>a long text</td>"), std::string::npos);
}

TEST(CsvCell, IsQuotedWhereNeeded) {
    EXPECT_EQ(csvCell("plain"), "plain");
    EXPECT_EQ(csvCell("a,b"), "\"a,b\"");
    EXPECT_EQ(csvCell("say \"no\"\nnow"), "\"say \"\"no\"\"\nnow\"");
    EXPECT_EQ(csvRow({"a", "", "b"}), "a,,b\r\n");
}

TEST(CsvCell, IsNeverAFormula) {
    EXPECT_EQ(csvCell("=1+1"), "'=1+1");
    EXPECT_EQ(csvCell("@SUM(A1)"), "'@SUM(A1)");
    EXPECT_EQ(csvCell("-0.25"), "-0.25") << "numbers stay numbers";
    EXPECT_EQ(csvCell("+1,=2"), "\"'+1,=2\"");
}
