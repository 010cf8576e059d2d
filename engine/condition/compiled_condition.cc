#include "engine/condition/compiled_condition.h"

#include <algorithm>

namespace iam {

CompiledCondition::CompiledCondition(const Condition& condition,
                                     PolicyVersion version)
    : op_(condition.op), key_(MakeConditionKey(condition.key.text)) {
  operands_.reserve(condition.values.size());
  for (const PolicyString& value : condition.values) {
    operands_.push_back(CompileOperand(op_.base, value.text, version));
  }
}

bool CompiledCondition::EvaluateNull(bool present) const {
  return std::any_of(operands_.begin(), operands_.end(),
                     [&](const Operand& operand) {
                       const bool* absent = std::get_if<bool>(&operand);
                       return absent != nullptr && *absent != present;
                     });
}

bool CompiledCondition::Holds(absl::string_view value,
                              const Context& context) const {
  const auto compare = [&](const Operand& operand) {
    return Compare(op_.base, value, operand, context);
  };
  if (IsNegated(op_.base)) {
    return std::all_of(operands_.begin(), operands_.end(),
                       [&](const Operand& operand) {
                         return compare(operand) == Comparison::kDifferent;
                       });
  }
  return std::any_of(operands_.begin(), operands_.end(),
                     [&](const Operand& operand) {
                       return compare(operand) == Comparison::kEqual;
                     });
}

bool CompiledCondition::Evaluate(const Context& context) const {
  const Context::Entry* entry = context.Find(key_.folded, key_.name);
  // "Condition operators", Null: a key without values is not there.
  const bool present = entry != nullptr && !entry->values.empty();
  if (op_.base == BaseOperator::kNull) return EvaluateNull(present);
  if (!present) {
    if (op_.if_exists) return true;
    if (op_.set == SetOperator::kForAllValues) return true;
    if (op_.set == SetOperator::kForAnyValue) return false;
    return IsNegated(op_.base);
  }
  const auto holds = [&](const std::string& value) {
    return Holds(value, context);
  };
  switch (op_.set) {
    case SetOperator::kForAllValues:
      return std::all_of(entry->values.begin(), entry->values.end(), holds);
    case SetOperator::kForAnyValue:
      return std::any_of(entry->values.begin(), entry->values.end(), holds);
    case SetOperator::kNone:
      break;
  }
  // "Single-valued vs. multivalued context keys": a list needs a set operator.
  if (IsMultivalued(key_, *entry)) return false;
  return holds(entry->values[0]);
}

void CompiledCondition::CollectMissing(MissingKeys* missing) const {
  missing->Need(key_);
  if (!TakesVariables(op_.base)) return;
  for (const Operand& operand : operands_) {
    if (const auto* text = std::get_if<TextPattern>(&operand)) {
      missing->Need(text->parts());
    }
  }
}

}  // namespace iam
