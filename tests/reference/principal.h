#ifndef IAM_TESTS_REFERENCE_PRINCIPAL_H_
#define IAM_TESTS_REFERENCE_PRINCIPAL_H_

#include <string>

#include "iam/policy.h"
#include "iam/request.h"

namespace iam::reference {

// Who calls (section 5.1).
enum class PrincipalKind {
  kAnonymous,
  kRoot,
  kUser,
  kRoleSession,  // or a role: an unnamed session of it
  kFederatedUser,
  kService,
  kIdentityProvider,  // the issuer of a token; unsigned (R6.7a)
};

struct Principal {
  PrincipalKind kind = PrincipalKind::kAnonymous;
  std::string text;       // as an entry of Principal would name it
  std::string partition;  // empty if anonymous, service or provider
  std::string account;    // the same
  std::string name;       // of the user (without path), role, federated user
  std::string session;    // of a role session, if it is named
  std::string role_arn;   // of a role session; without path if not known
  bool role_path_known = false;

  std::string federating_user;
  std::string canonical_user_id;
  std::string user_id;  // aws:userid, if the request tells it

  // Part of an account: identity-based policies, SCPs and accounts named in a
  // resource policy mean it.
  bool has_account() const { return !account.empty(); }
  // R6.11
  bool is_service_linked_role() const;
};

Principal PrincipalOf(const Request& request);

// How a resource-based policy names a principal; it may do so in several ways
// at once (first column of 6.4).
struct PrincipalMatch {
  bool account = false;  // R6.46, R6.47: the account
  bool role = false;     // R6.43, R6.44: the role or federating user; boundary
                         // and session policy limit
  bool user = false;     // R6.40: the user; a session policy limits
  bool direct = false;   // R6.41, R6.42, R6.45, R6.48: itself or everybody

  bool any() const { return account || role || user || direct; }
  void Add(const PrincipalMatch& other) {
    account |= other.account;
    role |= other.role;
    user |= other.user;
    direct |= other.direct;
  }
};

inline constexpr PrincipalMatch kNoMatch = {};
inline constexpr PrincipalMatch kAccountMatch = {.account = true};
inline constexpr PrincipalMatch kRoleMatch = {.role = true};
inline constexpr PrincipalMatch kUserMatch = {.user = true};
inline constexpr PrincipalMatch kDirectMatch = {.direct = true};

// All matches of a Principal or NotPrincipal element.
// `has_boundary`: the principal is a user or role with a permissions boundary.
PrincipalMatch MatchPrincipal(const PrincipalElement& element, Effect effect,
                              const Principal& principal, bool has_boundary);

}  // namespace iam::reference

#endif  // IAM_TESTS_REFERENCE_PRINCIPAL_H_
