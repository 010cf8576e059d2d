#ifndef IAM_CONDITION_OPERATORS_H_
#define IAM_CONDITION_OPERATORS_H_

#include "iam/condition_operator.h"

namespace iam {

// As what an operator reads both sides.
enum class OperandType {
  kText,        // compared byte by byte
  kFoldedText,  // compared without regard to case
  kGlob,        // the policy's side has wildcards
  kArn,         // the same, component by component
  kNumber,
  kDate,
  kTruth,
  kBinary,    // base64
  kAddress,   // the policy's side is a block of addresses
  kPresence,  // Null asks whether the key is there, not what it holds
};

// How the request's value stands to a policy's value. It is on the left:
// NumericLessThan holds if the request's value is less.
enum class Relation { kEqual, kLess, kLessEqual, kGreater, kGreaterEqual };

// What an operator does with one value on either side. Negation, set operators
// and …IfExists are not an operator's business; CompiledCondition sees to them.
struct OperatorRow {
  BaseOperator base;
  OperandType type;
  Relation relation;
  // Where policy variables are substituted: String…, Arn… and Bool. IAM User
  // Guide, "IAM policy elements: Variables and tags".
  bool takes_variables;
};

const OperatorRow& RowOf(BaseOperator base);

}  // namespace iam

#endif  // IAM_CONDITION_OPERATORS_H_
