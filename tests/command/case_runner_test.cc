#include "simulator/command/case_runner.h"

#include <memory>

#include "gtest/gtest.h"
#include "simulator/command/exit_status.h"

namespace iam {
namespace {

// A case that is allowed by identity-based:identity#1, with more fields.
CaseResult RunWith(const std::string& more) {
  const auto source = std::make_shared<Source>(
      "a.json",
      R"({"id": "c", "request": {"principal": "arn:aws:iam::111122223333:user/ana", "action": "sqs:SendMessage"},
 "policies": {"identity": {"Version": "2012-10-17", "Statement": [
   {"Effect": "Allow", "Action": "sqs:*", "Resource": "*"},
   {"Effect": "Deny", "Action": "sqs:*", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}}]}},
 )" + more +
          "}");
  Diagnostics diagnostics;
  const std::vector<Case> cases = ReadCases(source, &diagnostics);
  EXPECT_EQ(cases.size(), 1u) << diagnostics.ToString();
  return RunCase(cases.front());
}

TEST(CaseRunner, ComparesWhatTheCaseNames) {
  const struct {
    const char* more;
    std::vector<std::string> failures;
  } kRows[] = {
      {R"("expect": "allowed")", {}},
      {R"("expect": "allowed", "decidedBy": "identity-based",
          "matched": ["identity-based:identity#1"], "missing": ["AWS:sourceip"])",
       {}},
      {R"("expect": "implicitDeny")",
       {"verdict: allowed; expected implicitDeny"}},
      {R"("expect": "allowed", "decidedBy": "session")",
       {"decided by layer: identity-based; expected session"}},
      {R"("expect": "allowed", "matched": [])",
       {"matched statements: identity-based:identity#1; expected none"}},
      {R"("expect": "allowed", "missing": [])",
       {"missing context keys: aws:SourceIp; expected none"}},
      // Known to be wrong: passes until it is right.
      {R"("expect": "explicitDeny", "known_wrong": "allowed")", {}},
      {R"("expect": "allowed", "known_wrong": "explicitDeny")",
       {"verdict: allowed, as AWS's; take 'known_wrong' away"}},
      {R"("expect": "explicitDeny", "known_wrong": "implicitDeny")",
       {"verdict: allowed; known to be wrong as implicitDeny, expected "
        "explicitDeny"}},
  };
  for (const auto& row : kRows) {
    const CaseResult result = RunWith(row.more);
    EXPECT_EQ(result.failures, row.failures) << row.more;
    EXPECT_EQ(result.passed, row.failures.empty()) << row.more;
  }
}

TEST(ExitStatus, TheWorstOfSeveralAnswersCounts) {
  EXPECT_EQ(Worse(kExitYes, kExitYes), kExitYes);
  EXPECT_EQ(Worse(kExitYes, kExitNo), kExitNo);
  EXPECT_EQ(Worse(kExitUndecided, kExitNo), kExitUndecided);
  EXPECT_EQ(Worse(kExitUndecided, kExitUnanswered), kExitUnanswered);
}

}  // namespace
}  // namespace iam
