#ifndef IAM_SIMULATOR_FOUND_FOUND_REQUEST_H_
#define IAM_SIMULATOR_FOUND_FOUND_REQUEST_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iam/decision.h"
#include "iam/policy_type.h"
#include "iam/request.h"
#include "iam/source.h"

namespace iam {

// What a request was found in.
enum class FoundIn {
  kDeniedMessage,         // "User: … is not authorized to perform: …"
  kCloudTrail,            // an event
  kDecodedMessage,        // sts:DecodeAuthorizationMessage
  kAuthorizationDetails,  // get-request-authorization-details
};

// "an access-denied message", "a CloudTrail event", …
absl::string_view Describe(FoundIn what);

// What AWS itself said about the request, as far as the input shows it.
struct AwsVerdict {
  Outcome outcome = Outcome::kImplicitDeny;
  bool outcome_known = false;       // whether explicit or implicit is told
  std::optional<PolicyType> layer;  // the one AWS named
  std::string policy;               // ARN or name of a policy it named; or ""
  std::vector<std::string> sids;    // of matched statements
};

// A request found in what a user has at hand.
struct FoundRequest {
  FoundIn found_in = FoundIn::kDeniedMessage;
  uint32_t line = 0;  // where it begins in the input, from 1
  std::string file;   // which of several inputs that is; empty of one alone
  std::string id;     // an event's id, else empty
  Request request;
  // False: the input does not show on which resource; request.resource is "*".
  bool resource_known = true;
  // False: the principal is not shown (S3's bare AccessDenied).
  bool principal_known = true;
  std::optional<AwsVerdict> verdict;  // none for events that were allowed
  std::vector<std::string> notes;     // what was left out or taken for granted
};

// An event or message in which there is no request, and why.
struct NotFound {
  uint32_t line = 0;
  std::string kind;    // for counting: "sign-in", "service call", …
  std::string reason;  // for a person
};

struct Findings {
  std::vector<FoundRequest> requests;
  std::vector<NotFound> not_found;
};

struct FindOptions {
  bool allowed_too = false;  // of events: also those that were not denied
};

// Finds the requests in a text of any of the kinds above, which is told from
// the text itself: JSON (one value, lines of them, {"Records": […]}, lists), or
// any text with messages in it. gzip data is unpacked, and lines are those of
// what comes out. kNotFound if nothing in it is about a request that counts;
// kInvalidArgument, with what was seen and what is missing, if something is and
// none can be made of it, or if it cannot be read: too large, UTF-16, damaged
// gzip data. Behind a line break in the message may stand a hint.
absl::StatusOr<Findings> FindRequests(const SourcePtr& source,
                                      const FindOptions& options);

}  // namespace iam

#endif  // IAM_SIMULATOR_FOUND_FOUND_REQUEST_H_
