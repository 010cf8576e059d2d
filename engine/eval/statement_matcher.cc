// A statement applies when its principal, action, resource and conditions all
// match. IAM User Guide, "IAM JSON policy elements reference".
#include "engine/eval/statement_matcher.h"

#include <algorithm>

namespace iam {

PrincipalMatches StatementMatcher::MatchNamedPrincipal() const {
  // Without Principal, a statement of a resource-based policy is about nobody.
  if ((row_.flags & Program::Row::kHasPrincipal) == 0) return kNoPrincipal;
  return program_.policy->principal(statement_)
      .Match(request_.principal(), place_.has_boundary);
}

void StatementMatcher::JudgePrincipal(PrincipalMatches* without,
                                      PrincipalMatches* with) const {
  *without = MatchPrincipal();
  *with = *without;
  if (!place_.names_principals() ||
      (row_.flags & Program::Row::kHasPrincipal) == 0) {
    return;
  }
  const PrincipalSet& set = program_.policy->principal(statement_);
  if (!set.NamesSessionOf(request_.principal())) return;
  *with = set.negated() ? PrincipalMatches{kNoPrincipal}
                        : static_cast<PrincipalMatches>(*without | kSession);
}

Truth StatementMatcher::JudgeConditions() const {
  Truth all = Truth::kTrue;
  for (const CompiledCondition* condition : program_.conditions(row_)) {
    all = std::min(all, condition->Judge(request_.context()));
    if (all == Truth::kFalse) break;
  }
  return all;
}

std::vector<uint32_t> StatementMatcher::FailedConditions() const {
  std::vector<uint32_t> failed;
  const auto conditions = program_.conditions(row_);
  for (uint32_t i = 0; i < conditions.size(); ++i) {
    if (!conditions[i]->Evaluate(request_.context())) {
      failed.push_back(program_.policy->WrittenIndex(statement_, i));
    }
  }
  std::sort(failed.begin(), failed.end());
  return failed;
}

void StatementMatcher::CollectMissingOfConditions(MissingKeys* missing) const {
  for (const CompiledCondition* condition : program_.conditions(row_)) {
    condition->CollectMissing(missing);
  }
}

}  // namespace iam
