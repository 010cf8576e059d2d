#ifndef IAM_CONDITION_OPERATOR_H_
#define IAM_CONDITION_OPERATOR_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace iam {

// The base condition operators. IAM User Guide, "IAM JSON policy elements:
// Condition operators".
enum class BaseOperator {
  kStringEquals,
  kStringNotEquals,
  kStringEqualsIgnoreCase,
  kStringNotEqualsIgnoreCase,
  kStringLike,
  kStringNotLike,
  kNumericEquals,
  kNumericNotEquals,
  kNumericLessThan,
  kNumericLessThanEquals,
  kNumericGreaterThan,
  kNumericGreaterThanEquals,
  kDateEquals,
  kDateNotEquals,
  kDateLessThan,
  kDateLessThanEquals,
  kDateGreaterThan,
  kDateGreaterThanEquals,
  kBool,
  kBinaryEquals,
  kIpAddress,
  kNotIpAddress,
  kArnEquals,
  kArnLike,
  kArnNotEquals,
  kArnNotLike,
  kNull,
};

inline constexpr int kBaseOperatorCount = 27;

enum class SetOperator { kNone, kForAllValues, kForAnyValue };

// A condition operator as a policy names it: "ForAnyValue:StringLikeIfExists".
struct ConditionOperator {
  SetOperator set = SetOperator::kNone;
  BaseOperator base = BaseOperator::kStringEquals;
  bool if_exists = false;

  friend bool operator==(const ConditionOperator&,
                         const ConditionOperator&) = default;
};

// "StringEquals", "NotIpAddress", …
absl::string_view Name(BaseOperator base);

// "ForAllValues:StringLikeIfExists".
std::string ToString(const ConditionOperator& op);

// Reads a name without regard to case; nullopt if IAM has no such operator
// (NullIfExists is none).
std::optional<ConditionOperator> ParseConditionOperator(absl::string_view name);

// True for the …Not… operators, whose value list is a NOR.
bool IsNegated(BaseOperator base);

}  // namespace iam

#endif  // IAM_CONDITION_OPERATOR_H_
