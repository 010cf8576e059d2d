#ifndef IAM_MATCH_ARN_H_
#define IAM_MATCH_ARN_H_

#include <optional>

#include "absl/strings/string_view.h"

namespace iam {

// The components of "arn:partition:service:region:account:resource"; the
// resource is all that follows the fifth colon. IAM User Guide, "IAM
// identifiers", IAM ARNs. Points into the text it was split from.
struct Arn {
  absl::string_view partition;
  absl::string_view service;
  absl::string_view region;
  absl::string_view account;
  absl::string_view resource;
};

// nullopt if the text has fewer components or does not begin with "arn:".
std::optional<Arn> SplitArn(absl::string_view text);

// The resource of a request: an ARN, "*", or what somebody took for one.
struct RequestResource {
  explicit RequestResource(absl::string_view resource);

  absl::string_view text;
  std::optional<Arn> arn;
  absl::string_view account;  // of the ARN; empty if it names no account's id
};

// True for twelve digits.
bool IsAccountId(absl::string_view text);

// What follows the last '/': the name of a user or role, without its path.
absl::string_view LastSegment(absl::string_view resource);

}  // namespace iam

#endif  // IAM_MATCH_ARN_H_
