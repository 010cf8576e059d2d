#ifndef IAM_CONDITION_OPERATORS_H_
#define IAM_CONDITION_OPERATORS_H_

#include <string>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/condition/keys.h"
#include "engine/condition/text_pattern.h"
#include "engine/condition/values.h"
#include "iam/condition_operator.h"
#include "iam/policy.h"
#include "iam/request.h"

namespace iam {

// A policy value of a type its operator cannot compare.
struct MalformedValue {};
// The decoded bytes of a BinaryEquals value.
struct Bytes {
  std::string bytes;
};

// One value of a condition, in the type its operator compares.
using Operand = std::variant<MalformedValue, TextPattern, Owned<Decimal>,
                             Owned<Instant>, IpBlock, bool, Bytes>;

// What comparing one context value with one policy value comes to. A type
// error on either side makes the comparison false, under a negated operator
// too; it is not evidence of inequality.
enum class Comparison { kEqual, kDifferent, kTypeError };

Operand CompileOperand(BaseOperator base, absl::string_view value,
                       PolicyVersion version);

// Context value on the left: "kEqual" of NumericLessThan means that `value` is
// less than the operand.
Comparison Compare(BaseOperator base, absl::string_view value,
                   const Operand& operand, const Context& context);

// True where policy variables are substituted: String…, Arn… and Bool. IAM User
// Guide, "IAM policy elements: Variables and tags".
bool TakesVariables(BaseOperator base);

}  // namespace iam

#endif  // IAM_CONDITION_OPERATORS_H_
