// The vocabulary of condition operators. One table names each base operator
// once; a full name is put together from it, and taken apart again, by the
// grammar [ForAllValues:|ForAnyValue:]Base[IfExists].

#include <cstddef>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "iam/condition_operator.h"

namespace iam {
namespace {

struct Row {
  BaseOperator base;
  absl::string_view name;
  bool negated;
};

// INVARIANT: in the order of BaseOperator, so that a base is its row's index.
constexpr Row kRows[] = {
    {BaseOperator::kStringEquals, "StringEquals", false},
    {BaseOperator::kStringNotEquals, "StringNotEquals", true},
    {BaseOperator::kStringEqualsIgnoreCase, "StringEqualsIgnoreCase", false},
    {BaseOperator::kStringNotEqualsIgnoreCase, "StringNotEqualsIgnoreCase",
     true},
    {BaseOperator::kStringLike, "StringLike", false},
    {BaseOperator::kStringNotLike, "StringNotLike", true},
    {BaseOperator::kNumericEquals, "NumericEquals", false},
    {BaseOperator::kNumericNotEquals, "NumericNotEquals", true},
    {BaseOperator::kNumericLessThan, "NumericLessThan", false},
    {BaseOperator::kNumericLessThanEquals, "NumericLessThanEquals", false},
    {BaseOperator::kNumericGreaterThan, "NumericGreaterThan", false},
    {BaseOperator::kNumericGreaterThanEquals, "NumericGreaterThanEquals",
     false},
    {BaseOperator::kDateEquals, "DateEquals", false},
    {BaseOperator::kDateNotEquals, "DateNotEquals", true},
    {BaseOperator::kDateLessThan, "DateLessThan", false},
    {BaseOperator::kDateLessThanEquals, "DateLessThanEquals", false},
    {BaseOperator::kDateGreaterThan, "DateGreaterThan", false},
    {BaseOperator::kDateGreaterThanEquals, "DateGreaterThanEquals", false},
    {BaseOperator::kBool, "Bool", false},
    {BaseOperator::kBinaryEquals, "BinaryEquals", false},
    {BaseOperator::kIpAddress, "IpAddress", false},
    {BaseOperator::kNotIpAddress, "NotIpAddress", true},
    {BaseOperator::kArnEquals, "ArnEquals", false},
    {BaseOperator::kArnLike, "ArnLike", false},
    {BaseOperator::kArnNotEquals, "ArnNotEquals", true},
    {BaseOperator::kArnNotLike, "ArnNotLike", true},
    {BaseOperator::kNull, "Null", false},
};

constexpr bool InOrder() {
  for (size_t i = 0; i < std::size(kRows); ++i) {
    if (static_cast<size_t>(kRows[i].base) != i) return false;
  }
  return std::size(kRows) == kBaseOperatorCount;
}
static_assert(InOrder());

constexpr absl::string_view kForAllValues = "ForAllValues:";
constexpr absl::string_view kForAnyValue = "ForAnyValue:";
constexpr absl::string_view kIfExists = "IfExists";

bool ConsumePrefixIgnoreCase(absl::string_view* text,
                             absl::string_view prefix) {
  if (!absl::StartsWithIgnoreCase(*text, prefix)) return false;
  text->remove_prefix(prefix.size());
  return true;
}

std::optional<BaseOperator> ParseBase(absl::string_view name) {
  for (const Row& row : kRows) {
    if (absl::EqualsIgnoreCase(row.name, name)) return row.base;
  }
  return std::nullopt;
}

}  // namespace

absl::string_view Name(BaseOperator base) {
  return kRows[static_cast<size_t>(base)].name;
}

bool IsNegated(BaseOperator base) {
  return kRows[static_cast<size_t>(base)].negated;
}

std::string ToString(const ConditionOperator& op) {
  absl::string_view set;
  if (op.set == SetOperator::kForAllValues) set = kForAllValues;
  if (op.set == SetOperator::kForAnyValue) set = kForAnyValue;
  return absl::StrCat(set, Name(op.base),
                      op.if_exists ? kIfExists : absl::string_view());
}

std::optional<ConditionOperator> ParseConditionOperator(
    absl::string_view name) {
  ConditionOperator op;
  if (ConsumePrefixIgnoreCase(&name, kForAllValues)) {
    op.set = SetOperator::kForAllValues;
  } else if (ConsumePrefixIgnoreCase(&name, kForAnyValue)) {
    op.set = SetOperator::kForAnyValue;
  }
  if (absl::EndsWithIgnoreCase(name, kIfExists)) {
    op.if_exists = true;
    name.remove_suffix(kIfExists.size());
  }
  const std::optional<BaseOperator> base = ParseBase(name);
  if (!base.has_value()) return std::nullopt;
  // "Condition operators": Null tests for existence itself.
  if (op.if_exists && *base == BaseOperator::kNull) return std::nullopt;
  op.base = *base;
  return op;
}

}  // namespace iam
