#include "simulator/http/percent.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"

namespace iam {
namespace {

std::string Parsed(absl::string_view query) {
  const auto parameters = ParseQuery(query);
  if (!parameters.has_value()) return "refused";
  return absl::StrJoin(
      *parameters, "|", [](std::string* out, const QueryParameter& parameter) {
        absl::StrAppend(out, parameter.name, "=", parameter.value);
      });
}

TEST(PercentTest, DecodesWhatItEncoded) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all.push_back(static_cast<char>(byte));
  EXPECT_EQ(PercentDecode(PercentEncode(all)), all);
  EXPECT_EQ(PercentEncode("aZ09-._~ /+%\xC3\xA9"),
            "aZ09-._~%20%2F%2B%25%C3%A9");
  EXPECT_EQ(PercentEncode("a/b c", "/"), "a/b%20c");
}

TEST(PercentTest, RefusesHalfAnEscape) {
  for (const char* text : {"%", "%2", "a%2", "%zz", "%2g", "%%20", "%+1"}) {
    EXPECT_EQ(PercentDecode(text), std::nullopt) << text;
  }
  EXPECT_EQ(PercentDecode("%2f%2F+"), "//+");
}

TEST(PercentTest, ReadsQueries) {
  EXPECT_EQ(Parsed(""), "");
  EXPECT_EQ(Parsed("acl"), "acl=");
  EXPECT_EQ(Parsed("a=1&a=&&b=x=y&"), "a=1|a=|b=x=y");
  EXPECT_EQ(Parsed("a+b=c+d&e%2Bf=%26"), "a b=c d|e+f=&");
  EXPECT_EQ(Parsed("=x"), "=x");
  EXPECT_EQ(Parsed("a=%2"), "refused");
  EXPECT_EQ(Parsed("%zz=1"), "refused");
}

// OPA-Envoy CVE-2026-26205: the policy saw another path than the server.
TEST(PercentTest, others_24_TwoSlashesAreAPath) {
  const auto parts = SplitTarget("//admin/keys?x=//y?z");
  ASSERT_TRUE(parts.has_value());
  EXPECT_EQ(parts->path, "//admin/keys");
  EXPECT_EQ(parts->query, "x=//y?z");
}

TEST(PercentTest, RefusesTargetsThatAreNoPath) {
  for (const char* target : {"", "*", "http://example.com/", "a/b", "?x"}) {
    EXPECT_FALSE(SplitTarget(target).has_value()) << target;
  }
}

TEST(PercentTest, NormalizesPaths) {
  struct Row {
    const char* path;
    const char* normal;
  };
  for (const Row& row : std::vector<Row>{{"", "/"},
                                         {"/", "/"},
                                         {"//", "/"},
                                         {"/a/b", "/a/b"},
                                         {"/a//b/", "/a/b/"},
                                         {"/./a/./b/.", "/a/b"},
                                         {"/a/..", "/"},
                                         {"/../../a/../b", "/b"},
                                         {"/a/%2e%2e/b", "/a/%2e%2e/b"},
                                         {"/a\\..\\b", "/a\\..\\b"},
                                         {"/...", "/..."}}) {
    EXPECT_EQ(NormalizePath(row.path), row.normal) << row.path;
  }
}

}  // namespace
}  // namespace iam
