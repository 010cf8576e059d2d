// The input is a policy document. It is parsed, checked for each policy type,
// compiled where that is possible, and asked about what it names itself.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iam/engine.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/input.h"

namespace iam::fuzz {
namespace {

constexpr size_t kMaxStatements = 8;  // that are asked about

constexpr const char* kPrincipals[] = {
    "arn:aws:iam::111122223333:user/ana",
    "arn:aws:sts::444455556666:assumed-role/deploy/ci",
    "arn:aws:iam::111122223333:root",
    "arn:aws:sts::111122223333:federated-user/ben",
    "ec2.amazonaws.com",
    "*",
};

// A text that the pattern matches: its wildcards stand for "x" and "x/y".
std::string Example(absl::string_view pattern) {
  std::string text;
  for (const char c : pattern) {
    if (c == '*') {
      text += "x/y";
    } else {
      text += c == '?' ? 'x' : c;
    }
  }
  return text;
}

std::string ExampleOf(const PatternElement& element) {
  return element.entries.empty() ? "*" : Example(element.entries.front().text);
}

// Requests for what the statement is about: with its conditions' first values
// in the context, and without.
std::vector<Request> RequestsFor(const Statement& statement) {
  std::vector<Request> requests;
  for (const char* principal : kPrincipals) {
    Request request;
    request.principal = principal;
    request.action = ExampleOf(statement.action);
    if (statement.resource.has_value()) {
      request.resource = ExampleOf(*statement.resource);
    }
    requests.push_back(request);
    for (const Condition& condition : statement.conditions) {
      if (condition.values.empty()) continue;
      if (condition.op.set == SetOperator::kNone) {
        request.context.Set(condition.key.text, condition.values.front().text);
      } else {
        request.context.Set(
            condition.key.text,
            std::vector<std::string>{std::string(condition.values.front().text),
                                     "other"});
      }
    }
    requests.push_back(std::move(request));
  }
  return requests;
}

void CheckAnswer(const Engine& engine, const Request& request) {
  const Decision decision = engine.Authorize(request);
  const Explanation explanation = engine.Explain(request);
  FUZZ_CHECK(decision.outcome == explanation.decision.outcome);
  FUZZ_CHECK(decision.reason == explanation.decision.reason);
  FUZZ_CHECK(decision.layer == explanation.decision.layer);
  FUZZ_CHECK(decision.level == explanation.decision.level);
  FUZZ_CHECK(decision.statement == explanation.decision.statement);
  for (const StatementRef& statement : explanation.matched) {
    FUZZ_CHECK(!PlaceOf(statement).empty());
    FUZZ_CHECK(!ToString(statement).empty());
    FUZZ_CHECK(!LabelOf(statement).empty());
  }
  for (const LayerStep& layer : explanation.layers) {
    NearestMiss(layer, request.action, request.resource);
  }
}

void CheckType(const Policy& policy, PolicyType type) {
  Diagnostics diagnostics;
  const bool ok = CheckPolicyType(policy, type, &diagnostics);
  FUZZ_CHECK(ok == !diagnostics.has_errors());
  CheckPrintable(diagnostics.ToString());
  PolicySet policies;
  policies.Add(type, "policy", policy);
  const absl::StatusOr<Engine> engine = Engine::Compile(std::move(policies));
  FUZZ_CHECK(engine.ok() == ok);
  if (!engine.ok()) return;
  const size_t count = std::min(policy.statements().size(), kMaxStatements);
  for (size_t i = 0; i < count; ++i) {
    for (const Request& request : RequestsFor(policy.statements()[i])) {
      CheckAnswer(*engine, request);
    }
  }
}

void CheckDocument(absl::string_view text) {
  Diagnostics diagnostics;
  const absl::StatusOr<Policy> policy =
      Policy::Parse(text, "policy.json", &diagnostics);
  CheckPrintable(diagnostics.ToString());
  FUZZ_CHECK(policy.ok() == !diagnostics.has_errors());
  FUZZ_CHECK(policy.ok() == diagnostics.ToStatus().ok());
  for (const Diagnostic& diagnostic : diagnostics.all()) {
    FUZZ_CHECK(diagnostic.message.find('\n') == std::string::npos);
    FUZZ_CHECK(diagnostic.span.begin <= diagnostic.span.end);
    FUZZ_CHECK(diagnostic.span.end <= text.size());
  }
  if (!policy.ok()) return;
  FUZZ_CHECK(policy->text().size() <= text.size());
  for (int type = 0; type < kPolicyTypeCount; ++type) {
    CheckType(*policy, static_cast<PolicyType>(type));
  }
}

}  // namespace
}  // namespace iam::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  iam::fuzz::CheckDocument(iam::fuzz::AsText(data, size));
  return 0;
}
