#include "gtest/gtest.h"
#include "iam/condition_operator.h"

namespace iam {
namespace {

TEST(OperatorNamesTest, EveryNameReadsBack) {
  for (int i = 0; i < kBaseOperatorCount; ++i) {
    const auto base = static_cast<BaseOperator>(i);
    for (const SetOperator set :
         {SetOperator::kNone, SetOperator::kForAllValues,
          SetOperator::kForAnyValue}) {
      for (const bool if_exists : {false, true}) {
        if (base == BaseOperator::kNull && if_exists) continue;
        const ConditionOperator op = {set, base, if_exists};
        EXPECT_EQ(ParseConditionOperator(ToString(op)), op) << ToString(op);
      }
    }
  }
}

TEST(OperatorNamesTest, Parses) {
  using B = BaseOperator;
  using S = SetOperator;
  const struct {
    const char* name;
    std::optional<ConditionOperator> expected;
  } kRows[] = {
      {"StringEquals", {{S::kNone, B::kStringEquals, false}}},
      {"stringequals", {{S::kNone, B::kStringEquals, false}}},
      {"forallvalues:STRINGLIKEifexists",
       {{S::kForAllValues, B::kStringLike, true}}},
      {"ForAnyValue:Null", {{S::kForAnyValue, B::kNull, false}}},
      {"NullIfExists", std::nullopt},  // it tests for existence itself
      {"StringEqual", std::nullopt},
      {"NotBool", std::nullopt},
      {"BinaryNotEquals", std::nullopt},
      {"IfExists", std::nullopt},
      {"ForAllValues:", std::nullopt},
      {"ForAllValues", std::nullopt},
      {"ForAllValues:ForAnyValue:StringLike", std::nullopt},
      {"ForSomeValue:StringLike", std::nullopt},
      {"StringEqualsIfExistsIfExists", std::nullopt},
      {" StringEquals", std::nullopt},
      {"", std::nullopt},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(ParseConditionOperator(row.name), row.expected) << row.name;
  }
}

TEST(OperatorNamesTest, NegatedOnesSayNot) {
  for (int i = 0; i < kBaseOperatorCount; ++i) {
    const auto base = static_cast<BaseOperator>(i);
    const bool says_not = Name(base).find("Not") != absl::string_view::npos;
    EXPECT_EQ(IsNegated(base), says_not) << Name(base);
  }
}

}  // namespace
}  // namespace iam
