#include "engine/condition/compiled_condition.h"

#include <optional>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace iam {
namespace {

constexpr char kKey[] = "example:Key";
constexpr char kListKey[] = "aws:TagKeys";

using Strings = std::vector<std::string>;

CompiledCondition Compile(absl::string_view op, const Strings& values,
                          absl::string_view key = kKey) {
  Condition condition;
  condition.op = *ParseConditionOperator(op);
  condition.key.text = key;
  std::vector<PolicyString> entries;
  for (const std::string& value : values) entries.push_back({value, {}});
  condition.values = entries;
  return CompiledCondition(condition, PolicyVersion::k2012_10_17);
}

bool Holds(absl::string_view op, const Strings& values,
           absl::string_view context_value) {
  Context context;
  context.Set("aws:username", "ana");
  context.Set("example:Yes", "TRUE");
  context.Set(kKey, context_value);
  return Compile(op, values).Evaluate(context);
}

bool HoldsForList(absl::string_view op, const Strings& values,
                  const Strings& context_values) {
  Context context;
  context.Set(kListKey, context_values);
  return Compile(op, values, kListKey).Evaluate(context);
}

struct Row {
  const char* op;
  Strings values;
  const char* context_value;
  bool expected;
};

void CheckRows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    EXPECT_EQ(Holds(row.op, row.values, row.context_value), row.expected)
        << row.op << " " << testing::PrintToString(row.values) << " on "
        << row.context_value;
  }
}

TEST(CompiledConditionTest, Strings) {
  CheckRows({
      {"StringEquals", {"a"}, "a", true},
      {"StringEquals", {"a"}, "A", false},
      {"StringEquals", {"a*"}, "ab", false},
      {"StringEquals", {""}, "", true},
      {"StringEquals", {"${aws:username}"}, "ana", true},
      {"StringEquals", {"${missing}"}, "", false},
      {"StringEquals", {"${missing}", "a"}, "a", true},
      {"StringNotEquals", {"a"}, "A", true},
      {"StringNotEquals", {"a", "b"}, "b", false},  // none of them may equal
      {"StringNotEquals", {"a", "b"}, "c", true},
      {"StringNotEquals", {"${missing}"}, "a", true},
      {"StringEqualsIgnoreCase", {"aB"}, "Ab", true},
      {"StringEqualsIgnoreCase", {"É"}, "é", true},
      {"StringEqualsIgnoreCase", {"a*"}, "ab", false},
      {"StringEqualsIgnoreCase", {"${aws:username}"}, "ANA", true},
      {"StringEqualsIgnoreCase", {"${missing}"}, "", false},
      {"StringNotEqualsIgnoreCase", {"aB"}, "Ab", false},
      {"StringNotEqualsIgnoreCase", {"${missing}"}, "a", true},
      {"StringLike", {"a*c"}, "a/b:c", true},
      {"StringLike", {"A*"}, "ab", false},
      {"StringLike", {"*"}, "", true},
      {"StringNotLike", {"a*"}, "ab", false},
      {"StringNotLike", {"a*", "b*"}, "c", true},
      {"StringNotLike", {"${missing}"}, "c", true},
  });
}

TEST(CompiledConditionTest, Numbers) {
  CheckRows({
      {"NumericEquals", {"10"}, "10.0", true},
      {"NumericEquals", {"10"}, "abc", false},
      {"NumericEquals", {"abc"}, "abc", false},
      {"NumericEquals", {"abc", "10"}, "10", true},
      {"NumericNotEquals", {"10"}, "11", true},
      {"NumericNotEquals", {"10", "11"}, "11", false},
      // A type error is no evidence of inequality.
      {"NumericNotEquals", {"10"}, "abc", false},
      {"NumericNotEquals", {"abc"}, "10", false},
      {"NumericLessThan", {"10"}, "9", true},
      {"NumericLessThan", {"10"}, "10", false},
      {"NumericLessThan", {"5", "10"}, "7", true},  // below any
      {"NumericLessThanEquals", {"10"}, "10", true},
      {"NumericLessThanEquals", {"10"}, "10.01", false},
      {"NumericGreaterThan", {"10"}, "11", true},
      {"NumericGreaterThan", {"10"}, "10", false},
      {"NumericGreaterThanEquals", {"10"}, "10.00", true},
      {"NumericGreaterThanEquals", {"10"}, "-11", false},
      {"NumericEquals", {"${aws:username}"}, "ana", false},
  });
}

TEST(CompiledConditionTest, Dates) {
  CheckRows({
      {"DateEquals", {"2024-06-01T12:00:00Z"}, "1717243200", true},
      {"DateEquals", {"2024-06-01"}, "2024-06-01T02:00:00+02:00", true},
      {"DateNotEquals", {"2024-06-01"}, "2024-06-02", true},
      {"DateNotEquals", {"2024-06-01"}, "tomorrow", false},
      {"DateNotEquals", {"tomorrow"}, "2024-06-01", false},
      {"DateLessThan", {"2030-01-01"}, "2030-01-01T00:00:00+02:00", true},
      {"DateLessThan", {"2030-01-01"}, "2030-01-01T00:00:00Z", false},
      {"DateLessThanEquals", {"2030-01-01"}, "2030-01-01T00:00:00Z", true},
      {"DateGreaterThan", {"2024-06-01"}, "2024-06-01T00:00:00.1Z", true},
      {"DateGreaterThan", {"2024-06-01"}, "2024-06-01", false},
      {"DateGreaterThanEquals", {"2024-06-01"}, "2024-06-01", true},
  });
}

TEST(CompiledConditionTest, BoolBinaryAndIp) {
  CheckRows({
      {"Bool", {"true"}, "TRUE", true},
      {"Bool", {"true"}, "false", false},
      {"Bool", {"true", "false"}, "false", true},
      {"Bool", {"true"}, "1", false},
      {"Bool", {"yes"}, "yes", false},
      {"Bool", {"${example:Yes}"}, "true", true},
      {"Bool", {"${example:Yes}"}, "false", false},
      {"Bool", {"${missing}"}, "true", false},
      {"BinaryEquals", {"dGV4dA=="}, "dGV4dA==", true},
      {"BinaryEquals", {"dGV4dA=="}, "dGV4dB==", false},  // bits left over
      {"BinaryEquals", {"dGV4dA=="}, "dGV4", false},
      {"BinaryEquals", {"text"}, "tex", false},
      {"IpAddress", {"203.0.113.0/24"}, "203.0.113.7", true},
      {"IpAddress", {"203.0.113.0/24"}, "198.51.100.7", false},
      {"IpAddress", {"198.51.100.0/24", "203.0.113.0/24"}, "203.0.113.7", true},
      {"IpAddress", {"203.0.113.0/24"}, "203.0.113.7/32", false},
      {"IpAddress", {"203.0.113.0/24"}, "2001:db8::1", false},
      {"NotIpAddress", {"203.0.113.0/24"}, "203.0.113.7", false},
      {"NotIpAddress", {"203.0.113.0/24"}, "2001:db8::1", true},
      {"NotIpAddress", {"203.0.113.0/24"}, "localhost", false},
      {"NotIpAddress", {"203.0.113.0/33"}, "203.0.113.7", false},
  });
}

TEST(CompiledConditionTest, Arns) {
  constexpr char kRole[] = "arn:aws:iam::111122223333:role/app-1";
  for (const char* op : {"ArnEquals", "ArnLike"}) {
    CheckRows({
        {op, {kRole}, kRole, true},
        {op, {"arn:aws:iam::111122223333:role/app-*"}, kRole, true},
        {op, {"arn:aws:iam::*:role/*"}, kRole, true},
        {op, {"arn:aws:iam:*:role/app-1"}, kRole, false},
        {op, {"*"}, kRole, false},
        {op, {kRole}, "app-1", false},
        {op, {"${missing}"}, kRole, false},
    });
  }
  for (const char* op : {"ArnNotEquals", "ArnNotLike"}) {
    CheckRows({
        {op, {"arn:aws:iam::111122223333:role/app-*"}, kRole, false},
        {op, {"arn:aws:iam::444455556666:role/*"}, kRole, true},
        {op, {"*"}, kRole, false},      // no ARN: a type error
        {op, {kRole}, "app-1", false},  // the same
        {op, {"${missing}"}, kRole, true},
    });
  }
}

TEST(CompiledConditionTest, Null) {
  const auto holds = [](const Strings& values, const Context& context) {
    return Compile("Null", values).Evaluate(context);
  };
  Context present, empty_text, empty_list;
  present.Set(kKey, "a");
  empty_text.Set(kKey, "");
  empty_list.Set(kKey, Strings{});
  EXPECT_TRUE(holds({"true"}, Context()));
  EXPECT_FALSE(holds({"false"}, Context()));
  EXPECT_FALSE(holds({"TRUE"}, present));
  EXPECT_TRUE(holds({"False"}, present));
  EXPECT_TRUE(holds({"true", "false"}, present));
  EXPECT_TRUE(holds({"true", "false"}, Context()));
  EXPECT_TRUE(holds({"false"}, empty_text));
  EXPECT_TRUE(holds({"true"}, empty_list));
  EXPECT_FALSE(holds({"yes"}, Context()));
  EXPECT_FALSE(holds({}, Context()));
  // A set operator means nothing here.
  EXPECT_TRUE(Compile("ForAnyValue:Null", {"true"}).Evaluate(Context()));
  EXPECT_FALSE(Compile("ForAllValues:Null", {"false"}).Evaluate(Context()));
}

TEST(CompiledConditionTest, MissingKeys) {
  const struct {
    const char* op;
    bool expected;
  } kRows[] = {
      {"StringEquals", false},
      {"StringLike", false},
      {"Bool", false},
      {"StringNotEquals", true},
      {"StringNotLike", true},
      {"StringNotEqualsIgnoreCase", true},
      {"NumericNotEquals", true},
      {"DateNotEquals", true},
      {"NotIpAddress", true},
      {"ArnNotEquals", true},
      {"ArnNotLike", true},
      {"StringEqualsIfExists", true},
      {"StringNotEqualsIfExists", true},
      {"BoolIfExists", true},
      {"ForAllValues:StringEquals", true},
      {"ForAllValues:StringNotEquals", true},
      {"ForAnyValue:StringEquals", false},
      {"ForAnyValue:StringNotEquals", false},
      {"ForAnyValue:StringEqualsIfExists", true},
      {"ForAllValues:StringEqualsIfExists", true},
  };
  Context empty_list, absent;
  empty_list.Set(kKey, Strings{});
  absent.SetAbsent(kKey);
  for (const auto& row : kRows) {
    for (const Context& context : {Context(), empty_list, absent}) {
      EXPECT_EQ(Compile(row.op, {"a"}).Evaluate(context), row.expected)
          << row.op;
    }
  }
}

TEST(CompiledConditionTest, NoValues) {
  EXPECT_FALSE(Holds("StringEquals", {}, "a"));
  EXPECT_TRUE(Holds("StringNotEquals", {}, "a"));
  EXPECT_FALSE(Holds("ForAllValues:StringEquals", {}, "a"));
  EXPECT_FALSE(Holds("ForAnyValue:StringLike", {}, "a"));
}

// "Single-valued vs. multivalued context keys".
TEST(CompiledConditionTest, Lists) {
  const struct {
    const char* op;
    Strings values;
    Strings context_values;
    bool expected;
  } kRows[] = {
      {"ForAllValues:StringEquals", {"a", "b"}, {"a"}, true},
      {"ForAllValues:StringEquals", {"a", "b"}, {"b", "a"}, true},
      {"ForAllValues:StringEquals", {"a", "b"}, {"a", "c"}, false},
      {"ForAllValues:StringEquals", {"a"}, {}, true},
      {"ForAnyValue:StringEquals", {"a", "b"}, {"c", "a"}, true},
      {"ForAnyValue:StringEquals", {"a", "b"}, {"c"}, false},
      {"ForAnyValue:StringEquals", {"a"}, {}, false},
      {"ForAnyValue:StringNotEquals", {"a", "b"}, {"a", "c"}, true},
      {"ForAnyValue:StringNotEquals", {"a", "b"}, {"a", "b"}, false},
      {"ForAllValues:StringNotEquals", {"a", "b"}, {"c", "d"}, true},
      {"ForAllValues:StringNotEquals", {"a", "b"}, {"c", "a"}, false},
      {"ForAllValues:StringLike", {"a*", "b*"}, {"ab", "ba"}, true},
      // Tag keys are values here, hence case-sensitive.
      {"ForAnyValue:StringEquals", {"env"}, {"Env"}, false},
      // Without a set operator a list satisfies nothing.
      {"StringEquals", {"a"}, {"a"}, false},
      {"StringNotEquals", {"b"}, {"a"}, false},
      {"StringEqualsIfExists", {"a"}, {"a"}, false},
      {"StringEqualsIfExists", {"a"}, {}, true},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(HoldsForList(row.op, row.values, row.context_values),
              row.expected)
        << row.op << " " << testing::PrintToString(row.values) << " on "
        << testing::PrintToString(row.context_values);
  }
}

TEST(CompiledConditionTest, SetOperatorsTakeASingleValueAsAList) {
  for (const char* set : {"ForAllValues:", "ForAnyValue:"}) {
    EXPECT_TRUE(Holds(std::string(set) + "StringEquals", {"a"}, "a"));
    EXPECT_FALSE(Holds(std::string(set) + "StringEquals", {"a"}, "b"));
  }
}

TEST(CompiledConditionTest, KeyNamesIgnoreCase) {
  Context context;
  context.Set("aws:SourceVpc", "vpc-1");
  context.Set("aws:ResourceTag/Env", "prod");
  EXPECT_TRUE(
      Compile("StringEquals", {"vpc-1"}, "AWS:sourcevpc").Evaluate(context));
  EXPECT_TRUE(Compile("StringEquals", {"prod"}, "aws:ResourceTag/env")
                  .Evaluate(context));
}

TEST(CompiledConditionTest, CollectsWhatIsMissing) {
  Context context;
  context.Set("aws:username", "ana");
  const auto missing = [&](absl::string_view op, const Strings& values,
                           absl::string_view key) {
    MissingKeys keys(context);
    Compile(op, values, key).CollectMissing(&keys);
    return keys.Take();
  };
  EXPECT_EQ(missing("StringEquals", {"a"}, "aws:username"), Strings{});
  EXPECT_EQ(missing("StringEquals", {"a"}, "AWS:sourceip"),
            Strings{"aws:SourceIp"});
  EXPECT_EQ(missing("Null", {"true"}, "aws:sourcevpc"),
            Strings{"aws:SourceVpc"});
  EXPECT_EQ(missing("StringLikeIfExists", {"a"}, "x:Own"), Strings{"x:Own"});
  EXPECT_EQ(missing("StringEquals", {"${x:b}${aws:username}", "${x:A, 'd'}"},
                    "aws:username"),
            (Strings{"x:A", "x:b"}));
  // Variables that no operator substitutes are none.
  EXPECT_EQ(missing("NumericEquals", {"${x:b}"}, "aws:username"), Strings{});
  EXPECT_EQ(missing("Null", {"${x:b}"}, "aws:username"), Strings{});
}

// Long lists are kept as sets: what is in them is found, what is not is not.
TEST(CompiledConditionTest, ManyValuesAreASet) {
  const struct {
    const char* op;
    const char* before;  // each value is before, a number, behind
    const char* behind;
    const char* inside;
    const char* outside;
  } kRows[] = {
      {"StringEquals", "v-", "", "v-49", "v-50"},
      {"StringEqualsIgnoreCase", "V-", "", "v-49", "v-50"},
      {"StringLike", "v-", "-*", "v-49-x", "v-50-x"},
      {"ArnLike", "arn:aws:sns:*:1:t-", "-*", "arn:aws:sns:eu:1:t-49-x",
       "arn:aws:sns:e:u:1:t-49-x"},
      {"NumericEquals", "1", ".0", "149", "150"},
      {"DateEquals", "2024-01-01T00:00:", "Z", "2024-01-01T00:00:49Z",
       "2024-01-01T00:00:50Z"},
      {"IpAddress", "203.0.", ".0/24", "203.0.49.9", "203.0.50.9"},
      {"BinaryEquals", "QUJ", "", "QUJ9", "QUJA"},
  };
  for (const auto& row : kRows) {
    Strings values;
    for (int i = 0; i < 50; ++i) {
      values.push_back(row.before + std::to_string(i) + row.behind);
    }
    const std::string op = row.op;
    // Values of the wrong length are no dates and no base64: left out, since
    // one malformed value makes a negated operator false.
    std::erase_if(values, [&](const std::string& value) {
      const bool one_digit = value.size() < std::string(row.before).size() + 2 +
                                                std::string(row.behind).size();
      if (op == "DateEquals") return one_digit;
      return op == "BinaryEquals" && !one_digit;
    });
    EXPECT_TRUE(Holds(op, values, row.inside)) << op;
    EXPECT_FALSE(Holds(op, values, row.outside)) << op;
    if (op == "BinaryEquals") continue;  // has no negation
    std::string negated = op;
    const size_t place = op == "IpAddress" ? 0
                         : op == "ArnLike" ? 3
                         : op[0] == 'S'    ? 6
                         : op[0] == 'N'    ? 7
                                           : 4;
    negated.insert(place, "Not");
    EXPECT_FALSE(Holds(negated, values, row.inside)) << negated;
    const bool is_arn = op == "ArnLike";
    EXPECT_TRUE(Holds(negated, values,
                      is_arn ? "arn:aws:sns:eu:1:t-50-x" : row.outside))
        << negated;
  }
}

}  // namespace
}  // namespace iam
