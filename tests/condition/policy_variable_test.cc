#include "engine/condition/policy_variable.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"

namespace iam {
namespace {

// "pattern(a) literal(*) variable(key) variable(key|default)".
std::string Describe(const std::vector<TemplatePart>& parts) {
  return absl::StrJoin(parts, " ", [](std::string* out, const auto& part) {
    switch (part.kind) {
      case TemplatePart::Kind::kPattern:
        absl::StrAppend(out, "pattern(", part.text, ")");
        break;
      case TemplatePart::Kind::kLiteral:
        absl::StrAppend(out, "literal(", part.text, ")");
        break;
      case TemplatePart::Kind::kVariable:
        absl::StrAppend(out, "variable(", part.variable.key.name);
        if (part.variable.default_text.has_value()) {
          absl::StrAppend(out, "|", *part.variable.default_text);
        }
        absl::StrAppend(out, ")");
    }
  });
}

TEST(PolicyVariableTest, CutsAtVariables) {
  const struct {
    const char* text;
    const char* expected;
  } kRows[] = {
      {"", ""},
      {"a*", "pattern(a*)"},
      {"${aws:username}", "variable(aws:username)"},
      {"a/${aws:username}/*", "pattern(a/) variable(aws:username) pattern(/*)"},
      {"${a}${b}", "variable(a) variable(b)"},
      {"${*}${?}${$}", "literal(*) literal(?) literal($)"},
      {"a${*}b", "pattern(a) literal(*) pattern(b)"},
      {"${aws:PrincipalTag/team, 'all'}",
       "variable(aws:PrincipalTag/team|all)"},
      {"${a, ''}", "variable(a|)"},
      {"${a, 'it's'}", "variable(a|it's)"},
      // The separator is a comma and a space, the quotes are single.
      {"${a,'b'}", "variable(a,'b')"},
      {"${a, \"b\"}", "variable(a, \"b\")"},
      {"${a, 'b}", "variable(a, 'b)"},
      {"${a, '}", "variable(a, ')"},
      {"${}", "variable()"},  // nothing resolves it
      {"${**}", "variable(**)"},
      {"$", "pattern($)"},
      {"$a{b}", "pattern($a{b})"},
      {"${", "pattern(${)"},
      {"a${b", "pattern(a${b)"},  // unterminated
      {"${a}${b", "variable(a) pattern(${b)"},
      {"$${a}", "pattern($) variable(a)"},
      {"${${a}}", "variable(${a) pattern(})"},  // no nesting
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(Describe(ParseTemplate(row.text, PolicyVersion::k2012_10_17)),
              row.expected)
        << row.text;
  }
}

TEST(PolicyVariableTest, TheOldVersionHasNone) {
  for (const char* text : {"${aws:username}", "${*}", "a${", "${a, 'b'}"}) {
    const auto parts = ParseTemplate(text, PolicyVersion::k2008_10_17);
    EXPECT_EQ(Describe(parts), absl::StrCat("pattern(", text, ")"));
    EXPECT_TRUE(IsConstant(parts));
  }
}

TEST(PolicyVariableTest, Constants) {
  const auto is_constant = [](absl::string_view text) {
    return IsConstant(ParseTemplate(text, PolicyVersion::k2012_10_17));
  };
  EXPECT_TRUE(is_constant(""));
  EXPECT_TRUE(is_constant("a${*}b"));
  EXPECT_FALSE(is_constant("a${b}"));
  EXPECT_FALSE(is_constant("${}"));
}

TEST(PolicyVariableTest, Expands) {
  Context context;
  context.Set("aws:username", "ana");
  context.Set("aws:PrincipalTag/star", "a*b");
  context.Set("aws:PrincipalTag/empty", "");
  context.Set("aws:TagKeys", "team");  // multivalued by nature
  context.Set("example:One", std::vector<std::string>{"x"});
  context.Set("example:Two", std::vector<std::string>{"x", "y"});
  context.Set("example:None", std::vector<std::string>{});
  context.SetAbsent("aws:userid");
  const struct {
    const char* text;
    std::optional<std::string> expected;
  } kRows[] = {
      {"a/${aws:username}/*", "a/ana/*"},
      {"${AWS:USERNAME}", "ana"},
      {"${aws:username, 'x'}", "ana"},
      {"${aws:PrincipalTag/star}", "a*b"},
      {"${*}-${$}{}", "*-${}"},
      {"${missing}", std::nullopt},
      {"a${missing}b${aws:username}", std::nullopt},
      {"${missing, 'all'}", "all"},
      {"${missing, ''}", ""},
      {"${}", std::nullopt},
      // An empty value is none.
      {"${aws:PrincipalTag/empty}", std::nullopt},
      {"${aws:PrincipalTag/empty, 'all'}", "all"},
      {"${aws:userid}", std::nullopt},
      {"${aws:userid, 'x'}", "x"},
      // Lists yield nothing, not even the default: the key is not absent.
      {"${aws:TagKeys}", std::nullopt},
      {"${aws:TagKeys, 'x'}", std::nullopt},
      {"${example:One}", std::nullopt},
      {"${example:Two}", std::nullopt},
      {"${example:Two, 'x'}", std::nullopt},
      {"${example:None, 'x'}", "x"},  // an empty list is absent
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(
        Expand(ParseTemplate(row.text, PolicyVersion::k2012_10_17), context),
        row.expected)
        << row.text;
  }
}

}  // namespace
}  // namespace iam
