#include "simulator/why/trial_values.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "iam/condition_operator.h"

namespace iam {
namespace {

// A text that a pattern matches: nothing in the place of '*', a letter in that
// of '?'.
std::string Filled(absl::string_view pattern) {
  std::string text = absl::StrReplaceAll(
      pattern, {{"${*}", "*"}, {"${?}", "?"}, {"${$}", "$"}});
  if (absl::StrContains(pattern, "${")) return "";  // hangs on the request
  return absl::StrReplaceAll(text, {{"*", ""}, {"?", "x"}});
}

std::string Moved(const std::string& number, int by) {
  double value = 0;
  if (!absl::SimpleAtod(number, &value)) return number;
  return absl::StrCat(value + by);
}

// The same instant a year earlier or later: the year comes first.
std::string MovedDate(const std::string& date, int by) {
  int year = 0;
  if (date.size() < 5 || date[4] != '-' ||
      !absl::SimpleAtoi(date.substr(0, 4), &year)) {
    return Moved(date, by * 86400);
  }
  return absl::StrCat(year + by, date.substr(4));
}

std::string OtherText(absl::string_view value) {
  return absl::StartsWith(value, "arn:")
             ? "arn:aws:iam::000000000000:user/another"
             : "another-value";
}

}  // namespace

std::vector<TrialValue> TrialValues(const WrittenCondition& condition,
                                    size_t most) {
  const auto op = ParseConditionOperator(condition.op);
  if (!op.has_value()) return {};
  std::vector<TrialValue> values;
  std::string other;
  const std::string first =
      condition.values.empty() ? "" : condition.values.front();
  for (const std::string& value : condition.values) {
    switch (op->base) {
      case BaseOperator::kBool:
        values.push_back({absl::AsciiStrToLower(value), ""});
        break;
      case BaseOperator::kIpAddress:
      case BaseOperator::kNotIpAddress:
        values.push_back({value.substr(0, value.find('/')), value});
        break;
      case BaseOperator::kNull:
        values.push_back({"any-value", ""});
        break;
      default:
        values.push_back({Filled(value), value});
    }
    TrialValue& last = values.back();
    if (last.like == last.value) last.like.clear();
    if (last.value.empty()) values.pop_back();
    if (values.size() >= most) break;
  }
  switch (op->base) {
    case BaseOperator::kBool:
      other = absl::EqualsIgnoreCase(first, "true") ? "false" : "true";
      break;
    case BaseOperator::kIpAddress:
    case BaseOperator::kNotIpAddress:
      // Of the blocks for documentation: hardly anybody allows one.
      other =
          absl::StrContains(first, ":") ? "2001:db8:ffff::1" : "192.0.2.255";
      break;
    case BaseOperator::kNumericEquals:
    case BaseOperator::kNumericNotEquals:
    case BaseOperator::kNumericLessThan:
    case BaseOperator::kNumericLessThanEquals:
    case BaseOperator::kNumericGreaterThan:
    case BaseOperator::kNumericGreaterThanEquals:
      values.push_back({Moved(first, -1), ""});
      other = Moved(first, 1);
      break;
    case BaseOperator::kDateEquals:
    case BaseOperator::kDateNotEquals:
    case BaseOperator::kDateLessThan:
    case BaseOperator::kDateLessThanEquals:
    case BaseOperator::kDateGreaterThan:
    case BaseOperator::kDateGreaterThanEquals:
      values.push_back({MovedDate(first, -1), ""});
      other = MovedDate(first, 1);
      break;
    case BaseOperator::kNull:
      break;
    default:
      other = OtherText(first);
  }
  if (values.size() > most) values.resize(most);
  if (!other.empty()) values.push_back({std::move(other), ""});
  return values;
}

}  // namespace iam
