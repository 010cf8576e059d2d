#ifndef IAM_SIMULATOR_RENDER_ANSWER_H_
#define IAM_SIMULATOR_RENDER_ANSWER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "iam/decision.h"
#include "iam/explanation.h"
#include "iam/request.h"
#include "iam/source.h"

namespace iam {

// What is to be shown of one request: the same facts in text and in JSON.
struct Answer {
  std::string id;  // empty if the request had none
  std::string principal;
  std::string action;
  std::string resource;
  Explanation explanation;
};

Answer MakeAnswer(std::string id, const Request& request,
                  Explanation explanation);

// True if the verdict may be another once the policies are known that are
// attached and not known.
bool IsUndecided(const Explanation& explanation);

// A statement for a reader, with all that he may look it up by. It does not
// need the Engine or World any more.
struct StatementView {
  std::string policy;  // its name
  std::string
      policy_type;  // AWS's SourcePolicyType: "IAM Policy", or the layer
  // In the document, as AWS counts: from behind the '[' or ',' before the
  // statement up to behind its '}' (R7.88).
  Location start;
  Location end;
  std::string layer;
  int level = 0;
  uint32_t number = 0;  // from 1
  std::string sid;      // empty if it has none
  std::string place;    // "file:line:col"
  std::string name;     // "identity-based:AdminIam#1"
};

StatementView ViewOf(const StatementRef& statement);

// "statement", "silence", "root-user", "service-rule".
absl::string_view Name(Reason reason);

}  // namespace iam

#endif  // IAM_SIMULATOR_RENDER_ANSWER_H_
