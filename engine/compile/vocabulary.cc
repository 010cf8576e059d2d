#include "engine/compile/vocabulary.h"

namespace iam {

const CompiledCondition* Vocabulary::Intern(const Condition& condition,
                                            PolicyVersion version,
                                            absl::string_view written) {
  const auto [known, is_new] = known_.try_emplace(
      ConditionName{written, condition.op, version}, nullptr);
  if (is_new) known->second = &conditions_.emplace_back(condition, version);
  return known->second;
}

void AddActions(const Policy& policy, ActionClasses::Builder* actions) {
  for (const Statement& statement : policy.statements()) {
    for (const PolicyString& entry : statement.action.entries) {
      actions->Add(entry.text);
    }
  }
}

}  // namespace iam
