// The input is a file of cases, read as JSON and as a case a line. What can be
// read is decided by the engine and by the reference evaluator, which have to
// agree: the grammar-blind half of the differential test.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iam/engine.h"
#include "simulator/request/case_file.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/input.h"
#include "tests/reference/reference.h"

namespace iam::fuzz {
namespace {

constexpr size_t kMaxInput = 32 << 10;

void CheckCase(const Case& test) {
  FUZZ_CHECK(test.policies_ok == !test.policy_diagnostics.has_errors());
  CheckPrintable(test.policy_diagnostics.ToString());
  if (!test.policies_ok) return;
  Diagnostics diagnostics;
  const absl::StatusOr<Engine> engine =
      Engine::Compile(test.policies, &diagnostics);
  CheckPrintable(diagnostics.ToString());
  FUZZ_CHECK(engine.ok() == !diagnostics.has_errors());
  if (!engine.ok()) return;
  const Decision decision = engine->Authorize(test.request);
  const Explanation explanation = engine->Explain(test.request);
  FUZZ_CHECK(decision.outcome == explanation.decision.outcome);
  FUZZ_CHECK(decision.statement == explanation.decision.statement);

  // The reference evaluator takes requests that can be one.
  if (!CheckRequest(test.request).ok()) return;
  const reference::Verdict verdict =
      reference::Decide(test.policies, test.request);
  std::vector<std::string> matched;
  for (const StatementRef& statement : explanation.matched) {
    matched.push_back(ToString(statement));
  }
  std::sort(matched.begin(), matched.end());
  FUZZ_CHECK(decision.outcome == verdict.outcome);
  FUZZ_CHECK(decision.layer == verdict.layer);
  FUZZ_CHECK(decision.level == verdict.level);
  FUZZ_CHECK(matched == verdict.matched);
  FUZZ_CHECK(explanation.missing == verdict.missing);
}

void CheckFile(const char* name, absl::string_view text) {
  const auto source = std::make_shared<const Source>(name, std::string(text));
  Diagnostics diagnostics;
  const std::vector<Case> cases = ReadCases(source, &diagnostics);
  CheckPrintable(diagnostics.ToString());
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    FUZZ_CHECK(diagnostic.span.begin <= diagnostic.span.end);
    FUZZ_CHECK(diagnostic.span.end <= text.size());
  }
  for (const Case& test : cases) CheckCase(test);
}

}  // namespace
}  // namespace iam::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace iam::fuzz;  // NOLINT: the whole file is one target
  if (size > kMaxInput) return 0;
  CheckFile("cases.json", AsText(data, size));
  CheckFile("cases.jsonl", AsText(data, size));
  return 0;
}
