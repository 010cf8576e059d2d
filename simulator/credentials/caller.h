#ifndef IAM_SIMULATOR_CREDENTIALS_CALLER_H_
#define IAM_SIMULATOR_CREDENTIALS_CALLER_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"

namespace iam {

// A session policy: a document, or the ARN of a managed policy (then its
// document when the session was started).
struct SessionPolicy {
  std::string name;  // "session policy", or the ARN
  std::string document;
};

// What temporary credentials carry. STS hands it out sealed, as the session
// token, and keeps nothing.
struct Session {
  std::string access_key_id;  // "ASIA…"
  std::string secret;
  // As in requests: a user or root user (GetSessionToken), a role session, a
  // federated user.
  std::string principal;
  std::string user_id;  // "AROA…:session"; of users theirs
  absl::Time issued;
  absl::Time expires;
  bool mfa = false;
  std::string source_identity;     // or ""
  std::string federated_provider;  // OIDC: aws:FederatedProvider; or ""
  std::string federating_user;     // GetFederationToken: the user's ARN; or ""
  std::vector<std::pair<std::string, std::string>> tags;  // session tags
  std::vector<std::string> transitive_tag_keys;
  std::vector<SessionPolicy> policies;  // empty: none were given
};

// Whose a request is.
struct Caller {
  enum class Kind {
    kAnonymous,
    kRootUser,
    kUser,
    kRoleSession,
    kFederatedUser
  };

  Kind kind = Kind::kAnonymous;
  std::string principal = "*";     // ARN, as in Request::principal
  std::string account;             // "" for anonymous
  std::string user_id;             // aws:userid
  std::string access_key_id;       // "" for anonymous
  std::optional<Session> session;  // of temporary credentials
};

// A Verified<Caller> is a caller whose signature was checked, or an anonymous
// one. Only the Authenticator makes them, so that no decision is asked for on
// behalf of somebody who merely says who they are.
template <typename T>
class Verified {
 public:
  const T& operator*() const { return value_; }
  const T* operator->() const { return &value_; }

 private:
  friend class Authenticator;
  explicit Verified(T value) : value_(std::move(value)) {}
  T value_;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_CREDENTIALS_CALLER_H_
