#include "tests/differential/compare.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/differential/spec.h"

namespace iam::differential {
namespace {

bool SameDecision(const Decision& a, const Decision& b) {
  return a.outcome == b.outcome && a.reason == b.reason && a.layer == b.layer &&
         a.level == b.level && a.statement == b.statement;
}

// The deciding statement has to be one of those that matched.
bool NamesMatchedStatement(const Explanation& explanation) {
  const auto& statement = explanation.decision.statement;
  return !statement.has_value() ||
         std::find(explanation.matched.begin(), explanation.matched.end(),
                   *statement) != explanation.matched.end();
}

std::string Names(const std::vector<std::string>& names) {
  return absl::StrCat("[",
                      absl::StrJoin(names, ", ",
                                    [](std::string* out, const auto& name) {
                                      absl::StrAppend(out, Quoted(name));
                                    }),
                      "]");
}

std::string Describe(const reference::Verdict& verdict) {
  return absl::StrCat(Name(verdict.outcome), " by ", Name(verdict.layer), "[",
                      verdict.level, "], matched ", Names(verdict.matched),
                      ", missing ", Names(verdict.missing));
}

}  // namespace

reference::Verdict VerdictOf(const Explanation& explanation) {
  reference::Verdict verdict;
  verdict.outcome = explanation.decision.outcome;
  verdict.layer = explanation.decision.layer;
  verdict.level = explanation.decision.level;
  for (const StatementRef& statement : explanation.matched) {
    verdict.matched.push_back(ToString(statement));
  }
  std::sort(verdict.matched.begin(), verdict.matched.end());
  verdict.missing = explanation.missing;
  return verdict;
}

std::string Compare(const Engine& engine, const PolicySet& policies,
                    const Request& request, reference::Verdict* verdict) {
  const Explanation explanation = engine.Explain(request);
  *verdict = reference::Decide(policies, request);
  if (!SameDecision(engine.Authorize(request), explanation.decision)) {
    return "Authorize() and Explain() disagree";
  }
  if (!NamesMatchedStatement(explanation)) {
    return "the deciding statement is not among those that matched";
  }
  const reference::Verdict engine_verdict = VerdictOf(explanation);
  if (engine_verdict == *verdict) return "";
  return absl::StrCat("engine:    ", Describe(engine_verdict),
                      "\nreference: ", Describe(*verdict));
}

std::string ToCaseMembers(const reference::Verdict& verdict) {
  return absl::StrCat("\"expect\": \"", Name(verdict.outcome),
                      "\", \"decidedBy\": \"", Name(verdict.layer),
                      "\",\n \"matched\": ", Names(verdict.matched),
                      ", \"missing\": ", Names(verdict.missing));
}

}  // namespace iam::differential
