#include "simulator/command/case_runner.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "iam/engine.h"

namespace iam {
namespace {

// Evaluates the case into the result.
void Evaluate(const Case& test, CaseResult* result) {
  result->verdict = "error";
  if (!test.policies_ok) {
    result->error = std::string(test.policy_diagnostics.ToStatus().message());
    return;
  }
  absl::StatusOr<Engine> engine = Engine::Compile(test.policies);
  if (!engine.ok()) {
    result->error = std::string(engine.status().message());
    return;
  }
  const Explanation explanation = engine->Explain(test.request);
  result->verdict = std::string(Name(explanation.decision.outcome));
  result->decided_by = std::string(Name(explanation.decision.layer));
  for (const StatementRef& statement : explanation.matched) {
    result->matched.push_back(ViewOf(statement));
  }
  result->missing = explanation.missing;
}

// "a, b", "none": a set of names for a message.
std::string Listed(const std::vector<std::string>& names) {
  return names.empty() ? "none" : absl::StrJoin(names, ", ");
}

void CompareSets(absl::string_view what, std::vector<std::string> expected,
                 std::vector<std::string> actual, bool ignore_case,
                 std::vector<std::string>* failures) {
  const auto normalize = [ignore_case](std::vector<std::string> names) {
    if (ignore_case) {
      for (std::string& name : names) absl::AsciiStrToLower(&name);
    }
    std::sort(names.begin(), names.end());
    return names;
  };
  if (normalize(expected) == normalize(actual)) return;
  failures->push_back(absl::StrCat(what, ": ", Listed(actual), "; expected ",
                                   Listed(expected)));
}

void Compare(const Case& test, CaseResult* result) {
  std::vector<std::string>& failures = result->failures;
  if (test.known_wrong.has_value()) {
    if (result->verdict == test.expect) {
      failures.push_back(absl::StrCat("verdict: ", result->verdict,
                                      ", as AWS's; take 'known_wrong' away"));
    } else if (result->verdict != *test.known_wrong) {
      failures.push_back(
          absl::StrCat("verdict: ", result->verdict, "; known to be wrong as ",
                       *test.known_wrong, ", expected ", test.expect));
    } else {
      result->known_wrong = true;
    }
    return;
  }
  if (result->verdict != test.expect) {
    failures.push_back(
        absl::StrCat("verdict: ", result->verdict, "; expected ", test.expect,
                     result->error.empty() ? "" : "; ", result->error));
  }
  if (test.decided_by.has_value() && result->decided_by != *test.decided_by) {
    failures.push_back(
        absl::StrCat("decided by layer: ",
                     result->decided_by.empty() ? "none" : result->decided_by,
                     "; expected ", *test.decided_by));
  }
  if (test.matched.has_value()) {
    std::vector<std::string> names;
    for (const StatementView& view : result->matched) {
      names.push_back(view.name);
    }
    CompareSets("matched statements", *test.matched, std::move(names), false,
                &failures);
  }
  if (test.missing.has_value()) {
    CompareSets("missing context keys", *test.missing, result->missing, true,
                &failures);
  }
}

}  // namespace

CaseResult RunCase(const Case& test) {
  CaseResult result;
  result.id = test.id;
  result.file = test.source_text->name();
  result.where = test.where;
  result.expect = test.expect;
  Evaluate(test, &result);
  Compare(test, &result);
  result.passed = result.failures.empty();
  return result;
}

}  // namespace iam
