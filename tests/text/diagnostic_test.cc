#include "iam/diagnostic.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "engine/text/excerpt.h"
#include "gtest/gtest.h"

namespace iam {
namespace {

SourcePtr MakeSource(std::string text) {
  return std::make_shared<const Source>("deploy.json", std::move(text));
}

TEST(DiagnosticsTest, LooksLikeACompilersMessage) {
  const SourcePtr source = MakeSource("{\n         \"StringEqual\": {}\n}\n");
  Diagnostics diagnostics;
  diagnostics.Add({Severity::kError,
                   "unknown-operator",
                   "unknown condition operator 'StringEqual'",
                   source,
                   {12, 23}});
  diagnostics.Add(
      {Severity::kHint, "", "did you mean 'StringEquals'?", source, {12, 23}});
  diagnostics.Add({Severity::kNote, "", "in statement 2", source, {0, 1}});
  EXPECT_EQ(diagnostics.ToString(),
            "deploy.json:2:11: error: unknown condition operator "
            "'StringEqual' [unknown-operator]\n"
            " 2 |          \"StringEqual\": {}\n"
            "   |           ^~~~~~~~~~~\n"
            "deploy.json:2:11: hint: did you mean 'StringEquals'?\n"
            "deploy.json:1:1: note: in statement 2\n");
}

TEST(DiagnosticsTest, StatusTellsTheFirstErrorAndHowManyFollow) {
  const SourcePtr source = MakeSource("abc");
  Diagnostics diagnostics;
  EXPECT_TRUE(diagnostics.ToStatus().ok());
  diagnostics.Add({Severity::kWarning, "w", "odd", source, {0, 1}});
  EXPECT_TRUE(diagnostics.ToStatus().ok());
  EXPECT_FALSE(diagnostics.has_errors());
  diagnostics.Add({Severity::kError, "e", "wrong", source, {1, 2}});
  EXPECT_EQ(diagnostics.ToStatus(),
            absl::InvalidArgumentError("deploy.json:1:2: wrong [e]"));
  diagnostics.Add({Severity::kError, "f", "too", source, {2, 3}});
  EXPECT_EQ(diagnostics.ToStatus().message(),
            "deploy.json:1:2: wrong [e] (and 1 more error)");
  diagnostics.Add({Severity::kError, "f", "too", source, {2, 3}});
  EXPECT_EQ(diagnostics.ToStatus().message(),
            "deploy.json:1:2: wrong [e] (and 2 more errors)");
  EXPECT_EQ(diagnostics.error_count(), 3u);
}

TEST(DiagnosticsTest, NeedsNoSource) {
  Diagnostics diagnostics;
  diagnostics.Add({Severity::kError, "e", "wrong", nullptr, {}});
  EXPECT_EQ(diagnostics.ToString(), "error: wrong [e]\n");
}

TEST(DiagnosticsTest, MessagesStayOnOneLine) {
  Diagnostics diagnostics;
  diagnostics.Add({Severity::kError, "e", "a\nb\tc\x1B[2J", nullptr, {}});
  EXPECT_EQ(diagnostics.ToString(),
            "error: a\xEF\xBF\xBD"
            "b c\xEF\xBF\xBD[2J [e]\n");
}

TEST(ExcerptTest, MarksTheSpan) {
  const struct {
    const char* text;
    Span span;
    const char* expected;
  } kRows[] = {
      {"abc", {0, 1}, " 1 | abc\n   | ^\n"},
      {"abc", {1, 3}, " 1 | abc\n   |  ^~\n"},
      {"abc", {1, 1}, " 1 | abc\n   |  ^\n"},
      {"abc", {3, 3}, " 1 | abc\n   |    ^\n"},  // behind the line
      {"", {0, 0}, " 1 |\n   | ^\n"},
      {"a\nbc\n", {2, 5}, " 2 | bc\n   | ^~\n"},  // to the line's end
      {"a\tb\tc", {4, 5}, " 1 | a\tb\tc\n   |  \t \t^\n"},
      {"\xC3\xA9x", {2, 3}, " 1 | \xC3\xA9x\n   |  ^\n"},  // one column
      {"\xC3\xA9\xC3\xA9", {0, 4}, " 1 | \xC3\xA9\xC3\xA9\n   | ^~\n"},
      {"\x1B[2Jx", {4, 5}, " 1 | \xEF\xBF\xBD[2Jx\n   |     ^\n"},
      {"\xFFx", {1, 2}, " 1 | \xEF\xBF\xBDx\n   |  ^\n"},
      {"\n\n\n\n\n\n\n\n\nx", {9, 10}, " 10 | x\n    | ^\n"},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(Excerpt(Source("x", row.text), row.span), row.expected);
  }
}

TEST(ExcerptTest, ClipsLongLinesAroundTheCaret) {
  const std::string line =
      absl::StrCat(std::string(500, 'a'), "X", std::string(500, 'b'));
  const std::string excerpt = Excerpt(Source("x", line), {500, 900});
  EXPECT_EQ(excerpt, " 1 | ..." + std::string(60, 'a') + "X" +
                         std::string(39, 'b') + "...\n   | " +
                         std::string(63, ' ') + "^" + std::string(39, '~') +
                         "\n");
}

TEST(ExcerptTest, ClipsAtWholeCharacters) {
  std::string line;
  for (int i = 0; i < 400; ++i) line += "\xE2\x82\xAC";
  for (uint32_t caret = 0; caret < line.size(); caret += 3) {
    const std::string excerpt = Excerpt(Source("x", line), {caret, caret + 3});
    EXPECT_EQ(excerpt.find("\xEF\xBF\xBD"), std::string::npos) << caret;
  }
}

}  // namespace
}  // namespace iam
