// Every condition operator is a row of kOperators.
#include "engine/condition/operators.h"

#include <iterator>

namespace iam {
namespace {

using enum BaseOperator;
using enum OperandType;
using enum Relation;

constexpr OperatorRow kOperators[] = {
    {kStringEquals, kText, kEqual, true},
    {kStringNotEquals, kText, kEqual, true},
    {kStringEqualsIgnoreCase, kFoldedText, kEqual, true},
    {kStringNotEqualsIgnoreCase, kFoldedText, kEqual, true},
    {kStringLike, kGlob, kEqual, true},
    {kStringNotLike, kGlob, kEqual, true},
    {kNumericEquals, kNumber, kEqual, false},
    {kNumericNotEquals, kNumber, kEqual, false},
    {kNumericLessThan, kNumber, kLess, false},
    {kNumericLessThanEquals, kNumber, kLessEqual, false},
    {kNumericGreaterThan, kNumber, kGreater, false},
    {kNumericGreaterThanEquals, kNumber, kGreaterEqual, false},
    {kDateEquals, kDate, kEqual, false},
    {kDateNotEquals, kDate, kEqual, false},
    {kDateLessThan, kDate, kLess, false},
    {kDateLessThanEquals, kDate, kLessEqual, false},
    {kDateGreaterThan, kDate, kGreater, false},
    {kDateGreaterThanEquals, kDate, kGreaterEqual, false},
    {kBool, kTruth, kEqual, true},
    {kBinaryEquals, kBinary, kEqual, false},
    {kIpAddress, kAddress, kEqual, false},
    {kNotIpAddress, kAddress, kEqual, false},
    {kArnEquals, kArn, kEqual, true},
    {kArnLike, kArn, kEqual, true},
    {kArnNotEquals, kArn, kEqual, true},
    {kArnNotLike, kArn, kEqual, true},
    {kNull, kPresence, kEqual, false},
};

constexpr bool RowsAreInOrder() {
  for (int i = 0; i < kBaseOperatorCount; ++i) {
    if (static_cast<int>(kOperators[i].base) != i) return false;
  }
  return std::size(kOperators) == kBaseOperatorCount;
}
static_assert(RowsAreInOrder());

}  // namespace

const OperatorRow& RowOf(BaseOperator base) {
  return kOperators[static_cast<int>(base)];
}

}  // namespace iam
