#include "engine/text/report.h"

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace iam {
namespace {

TEST(ReportTest, TakesSeverityAndIdFromTheTable) {
  const SourcePtr source = std::make_shared<const Source>("x", "ab");
  Diagnostics diagnostics;
  Report(&diagnostics, DiagnosticId::kDuplicateKey, source, {0, 1}, "one");
  Report(&diagnostics, DiagnosticId::kEmptyList, source, {0, 1}, "two", "do");
  ReportNote(&diagnostics, source, {1, 2}, "three");
  ASSERT_EQ(diagnostics.all().size(), 4u);
  EXPECT_EQ(diagnostics.all()[0].severity, Severity::kError);
  EXPECT_EQ(diagnostics.all()[0].id, "duplicate-key");
  EXPECT_EQ(diagnostics.all()[1].severity, Severity::kWarning);
  EXPECT_EQ(diagnostics.all()[1].id, "empty-list");
  EXPECT_EQ(diagnostics.all()[2].severity, Severity::kHint);
  EXPECT_EQ(diagnostics.all()[2].message, "do");
  EXPECT_EQ(diagnostics.all()[3].severity, Severity::kNote);
  EXPECT_EQ(diagnostics.error_count(), 1u);
}

TEST(ReportTest, NoDiagnosticsNoReport) {
  Report(nullptr, DiagnosticId::kDuplicateKey, nullptr, {}, "one", "do");
  ReportNote(nullptr, nullptr, {}, "two");
}

TEST(NearestTest, FindsWhatWasMeant) {
  const struct {
    const char* word;
    const char* expected;
  } kRows[] = {
      {"StringEqual", "StringEquals"},
      {"stringequals", "StringEquals"},  // case is no slip
      {"StringEqauls", "StringEquals"},  // a swap is one slip
      {"StringLikes", "StringLike"},
      {"bol", "Bool"},
      {"Bo", ""},  // too short to tell
      {"Matches", ""},
      {"", ""},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(Nearest(row.word, {"StringEquals", "StringLike", "Bool"}),
              row.expected)
        << row.word;
  }
  EXPECT_EQ(Nearest(std::string(1 << 20, 'a'), {"a"}), "");
  EXPECT_EQ(Nearest("abc", {}), "");
}

TEST(InQuotesTest, ClipsLongText) {
  EXPECT_EQ(InQuotes(""), "''");
  EXPECT_EQ(InQuotes("s3:Get*"), "'s3:Get*'");
  EXPECT_EQ(InQuotes(std::string(500, 'a')),
            absl::StrCat("'", std::string(80, 'a'), "...'"));
  // Not within a character.
  EXPECT_EQ(InQuotes(absl::StrCat(std::string(79, 'a'), "\xC3\xA9", "b")),
            absl::StrCat("'", std::string(79, 'a'), "...'"));
}

}  // namespace
}  // namespace iam
