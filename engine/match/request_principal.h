#ifndef IAM_MATCH_REQUEST_PRINCIPAL_H_
#define IAM_MATCH_REQUEST_PRINCIPAL_H_

#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"

namespace iam {

// Who may make a request. IAM User Guide, "AWS JSON policy elements:
// Principal".
enum class PrincipalKind {
  kAnonymous,
  kRootUser,
  kUser,
  kRoleSession,
  kFederatedUser,
  kService,
  kIdentityProvider,  // the issuer of a token, in sts:AssumeRoleWith…
};

// The principal of a request, taken apart, with what is known of it besides.
// Points into the texts it was made from.
struct RequestPrincipal {
  PrincipalKind kind = PrincipalKind::kAnonymous;
  // ARN of user, session, federated user or root; id of the root user's account
  // if it was named so; service; provider; empty for anonymous.
  absl::string_view text;
  absl::string_view partition;  // of the ARN
  absl::string_view account;    // empty for anonymous, services and providers
  absl::string_view name;       // of the user, role or federated user; no path
  absl::string_view session;    // of a role session; empty if not named

  // Facts that the text does not show; empty if not known.
  absl::string_view role_arn;   // with its path
  absl::string_view unique_id;  // AIDA… of the user, AROA… of the role
  absl::string_view federating_user;    // ARN
  absl::string_view canonical_user_id;  // of the account (S3)

  bool is_service_linked_role() const;
  // IAM knows who it is: policies may be attached to it or to its account.
  bool is_account_member() const;
};

// nullopt if the text names no principal that could make a request (a group,
// a malformed ARN). Does not allocate.
std::optional<RequestPrincipal> ParseRequestPrincipal(absl::string_view text);

// Whether a session's role, known by its name alone, may have this role ARN:
// the path is not in a session ARN, and role names are unique ignoring case.
bool IsRoleOf(const RequestPrincipal& session, absl::string_view role_arn);

}  // namespace iam

#endif  // IAM_MATCH_REQUEST_PRINCIPAL_H_
