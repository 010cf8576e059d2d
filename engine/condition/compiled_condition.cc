#include "engine/condition/compiled_condition.h"

#include <algorithm>

namespace iam {

CompiledCondition::CompiledCondition(const Condition& condition,
                                     PolicyVersion version)
    : op_(condition.op),
      negated_(IsNegated(condition.op.base)),
      key_(MakeConditionKey(condition.key.text)),
      operands_(condition.op.base, condition.values, version) {}

bool CompiledCondition::Holds(absl::string_view value,
                              const ContextView& context) const {
  const Comparison comparison = operands_.Compare(value, context);
  return negated_ ? !comparison.some_equal && !comparison.some_type_error
                  : comparison.some_equal;
}

bool CompiledCondition::Evaluate(const ContextView& context) const {
  const KeyValues found = context.Find(key_);
  // "Condition operators", Null: a key without values is not there.
  const bool present = !found.values.empty();
  if (op_.base == BaseOperator::kNull) return operands_.WantsPresence(present);
  if (!present) {
    if (op_.if_exists) return true;
    if (op_.set == SetOperator::kForAllValues) return true;
    if (op_.set == SetOperator::kForAnyValue) return false;
    return negated_;
  }
  const auto holds = [&](absl::string_view value) {
    return Holds(value, context);
  };
  switch (op_.set) {
    case SetOperator::kForAllValues:
      return std::all_of(found.values.begin(), found.values.end(), holds);
    case SetOperator::kForAnyValue:
      return std::any_of(found.values.begin(), found.values.end(), holds);
    case SetOperator::kNone:
      break;
  }
  // "Single-valued vs. multivalued context keys": a list needs a set operator.
  if (IsMultivalued(key_, found)) return false;
  return holds(found.values.front());
}

Truth CompiledCondition::Judge(const ContextView& context) const {
  if (context.IsOpen(key_) || operands_.HasOpenVariable(context)) {
    return Truth::kOpen;
  }
  return Evaluate(context) ? Truth::kTrue : Truth::kFalse;
}

void CompiledCondition::CollectMissing(MissingKeys* missing) const {
  missing->Need(key_);
  operands_.CollectMissing(missing);
}

}  // namespace iam
