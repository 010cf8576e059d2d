#ifndef IAM_CONDITION_COMPILED_CONDITION_H_
#define IAM_CONDITION_COMPILED_CONDITION_H_

#include "engine/condition/context_view.h"
#include "engine/condition/keys.h"
#include "engine/condition/missing_keys.h"
#include "engine/condition/operand_set.h"
#include "engine/condition/truth.h"
#include "iam/condition_operator.h"
#include "iam/policy.h"

namespace iam {

// A CompiledCondition is one operator and key of a Condition element, its
// values read once.
//
// Immutable, hence safe to share between threads.
class CompiledCondition {
 public:
  CompiledCondition(const Condition& condition, PolicyVersion version);

  // Whether the condition is true. Linear in the request's values; hangs on the
  // number of the policy's values little or not at all. Does not allocate.
  bool Evaluate(const ContextView& context) const;

  // The same for a request that leaves keys open: kOpen if it hangs on one, by
  // whose values it could be either.
  Truth Judge(const ContextView& context) const;

  // The keys it asks for and the request lacks, whatever the outcome.
  void CollectMissing(MissingKeys* missing) const;

  const ConditionOperator& op() const { return op_; }
  const ConditionKey& key() const { return key_; }
  // How long Evaluate() takes, roughly: statements ask the cheapest first.
  int cost() const { return operands_.cost(); }

 private:
  // Positive operators: some operand equals the value; negated ones: all
  // operands differ from it.
  bool Holds(absl::string_view value, const ContextView& context) const;

  ConditionOperator op_;
  bool negated_;
  ConditionKey key_;
  OperandSet operands_;
};

}  // namespace iam

#endif  // IAM_CONDITION_COMPILED_CONDITION_H_
