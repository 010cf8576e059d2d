#ifndef IAM_CONDITION_COMPILED_CONDITION_H_
#define IAM_CONDITION_COMPILED_CONDITION_H_

#include <vector>

#include "engine/condition/keys.h"
#include "engine/condition/missing_keys.h"
#include "engine/condition/operators.h"
#include "iam/condition_operator.h"
#include "iam/policy.h"
#include "iam/request.h"

namespace iam {

// A CompiledCondition is one operator and key of a Condition element, its
// values read once.
//
// Immutable, hence safe to share between threads.
class CompiledCondition {
 public:
  CompiledCondition(const Condition& condition, PolicyVersion version);

  // Whether the condition is true. Linear in the policy's values times the
  // request's values.
  bool Evaluate(const Context& context) const;

  // The keys it asks for and the request lacks, whatever the outcome.
  void CollectMissing(MissingKeys* missing) const;

  const ConditionOperator& op() const { return op_; }
  const ConditionKey& key() const { return key_; }

 private:
  bool EvaluateNull(bool present) const;
  // Positive operators: some operand equals the value; negated ones: all
  // operands differ from it.
  bool Holds(absl::string_view value, const Context& context) const;

  ConditionOperator op_;
  ConditionKey key_;
  std::vector<Operand> operands_;
};

}  // namespace iam

#endif  // IAM_CONDITION_COMPILED_CONDITION_H_
