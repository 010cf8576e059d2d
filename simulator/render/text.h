#ifndef IAM_SIMULATOR_RENDER_TEXT_H_
#define IAM_SIMULATOR_RENDER_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "iam/decision.h"
#include "iam/policy_type.h"
#include "iam/request.h"
#include "simulator/render/answer.h"
#include "simulator/render/test_report.h"

namespace iam {

struct TextStyle {
  bool color = false;
  bool all = false;  // every statement of every layer, every passed case
};

// The verdict, then a line for each layer that was asked, the deciding one with
// its statement or nearest miss, then what is missing and what was assumed:
//
//   implicitDeny  s3:PutObject  arn:aws:s3:::amzn-s3-demo-bucket/a.gz
//     identity-based policy  allowed       deploy.json:9:5, Sid 'WriteLogs'
//     permissions boundary   implicitDeny  nearest: limits.json:4:5, Action …
std::string AnswerText(const Answer& answer, const TextStyle& style);

// One line: verdict, action, resource, principal, deciding layer and statement,
// id; and "undecided" if the verdict hangs on a policy that is not known.
std::string DecisionLine(absl::string_view id, const Request& request,
                         const Decision& decision, bool undecided,
                         const TextStyle& style);

// A line for each case that did not pass, with what differs, and a summary.
std::string TestReportText(const TestReport& report, const TextStyle& style);

}  // namespace iam

#endif  // IAM_SIMULATOR_RENDER_TEXT_H_
