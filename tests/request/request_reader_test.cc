#include "simulator/request/request_reader.h"

#include <memory>
#include <sstream>

#include "gtest/gtest.h"
#include "simulator/request/line_reader.h"

namespace iam {
namespace {

std::optional<NamedRequest> Read(const std::string& text,
                                 const std::string& default_principal,
                                 Diagnostics* diagnostics) {
  const auto source = std::make_shared<Source>("r", text);
  const auto json = ParseJson(source, diagnostics);
  if (!json.has_value()) return std::nullopt;
  return ReadNamedRequest(json->root(), default_principal, source, diagnostics);
}

TEST(RequestReader, TakesTheDefaultPrincipalWhereThereIsNone) {
  Diagnostics diagnostics;
  auto named = Read(R"({"id": "1", "action": "a:b"})", "*", &diagnostics);
  ASSERT_TRUE(named.has_value()) << diagnostics.ToString();
  EXPECT_EQ(named->id, "1");
  EXPECT_EQ(named->request.principal, "*");
  EXPECT_EQ(named->request.resource, "*");
  named = Read(R"({"principal": "x", "action": "a:b"})", "*", &diagnostics);
  ASSERT_TRUE(named.has_value());
  EXPECT_EQ(named->request.principal, "x");
  EXPECT_FALSE(Read(R"({"action": "a:b"})", "", &diagnostics).has_value());
}

TEST(RequestReader, RefusesARequestThatIsTooLarge) {
  const std::string long_value(kMaxRequestBytes, 'x');
  Diagnostics diagnostics;
  EXPECT_FALSE(Read(R"({"action": "a:b", "resource": ")" + long_value + "\"}",
                    "*", &diagnostics)
                   .has_value());
  ASSERT_EQ(diagnostics.error_count(), 1u);
  EXPECT_EQ(diagnostics.all().front().id, "request-too-large");
}

TEST(LineReader, ReadsLinesWithAndWithoutABreakAtTheEnd) {
  const struct {
    const char* text;
    std::vector<std::string> lines;
  } kRows[] = {
      {"", {}},
      {"\n", {""}},
      {"a", {"a"}},
      {"a\n", {"a"}},
      {"a\n\nb", {"a", "", "b"}},
      {"a\r\n", {"a\r"}},
  };
  for (const auto& row : kRows) {
    std::istringstream in(row.text);
    LineReader reader(in, 10);
    std::vector<std::string> lines;
    while (reader.Next()) lines.emplace_back(reader.line());
    EXPECT_EQ(lines, row.lines) << row.text;
    EXPECT_EQ(reader.number(), row.lines.size());
  }
}

TEST(LineReader, SkipsALineThatIsTooLongAndGoesOn) {
  std::istringstream in("12345\n123456\n1");
  LineReader reader(in, 5);
  ASSERT_TRUE(reader.Next());
  EXPECT_FALSE(reader.too_long());
  EXPECT_EQ(reader.line(), "12345");
  ASSERT_TRUE(reader.Next());
  EXPECT_TRUE(reader.too_long());
  EXPECT_EQ(reader.line(), "");
  ASSERT_TRUE(reader.Next());
  EXPECT_FALSE(reader.too_long());
  EXPECT_EQ(reader.line(), "1");
  EXPECT_FALSE(reader.Next());
}

}  // namespace
}  // namespace iam
