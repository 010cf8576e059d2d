#ifndef IAM_SIMULATOR_SIGNATURE_AUTHENTICATOR_H_
#define IAM_SIMULATOR_SIGNATURE_AUTHENTICATOR_H_

#include <functional>
#include <optional>
#include <string>
#include <variant>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "simulator/credentials/caller.h"
#include "simulator/credentials/key_store.h"
#include "simulator/credentials/secret_box.h"
#include "simulator/http/http_message.h"
#include "simulator/signature/auth_error.h"
#include "simulator/signature/signature_rules.h"
#include "simulator/signature/signed_request.h"
#include "simulator/signature/signing_key.h"

namespace iam {

// How far the clocks of caller and service may be apart (R8.32).
inline constexpr absl::Duration kMostSkew = absl::Minutes(15);
inline constexpr int kMostPresignedSeconds = 604800;

struct UserRecord {
  std::string arn;
  std::string user_id;  // "AIDA…"
};

// The user to whom a long-term key belongs, nullopt if there is none (any
// more). Never asked for the root user.
using UserLookup = std::function<std::optional<UserRecord>(
    absl::string_view account, absl::string_view user_name)>;

// A request whose signature is right, or that needs none.
struct Authenticated {
  Verified<Caller> caller;
  // As the request claims it, and signed; absent if anonymous.
  std::optional<CredentialScope> scope;
  // What a body in aws-chunked coding holds; absent if the body is as it came.
  std::optional<std::string> decoded_body;
};

// An Authenticator finds out whose a request is, by Signature Version 4: the
// only maker of Verified<Caller>. Thread-safe if the clock and the lookup are.
//
//   Authenticator authenticator(&keys, &box, &absl::Now, users);
//   auto answer = authenticator.Authenticate(request, {.service = "iam"});
//   if (auto* error = std::get_if<AuthError>(&answer)) …
//
// What a signature is over is what was sent, byte for byte, but for what
// Signature Version 4 takes out: space around and within values of headers, the
// order of headers and parameters, and, except for S3, dots and empty segments
// in paths (NormalizePath(), which routing has to apply as well).
//
// A key that is unknown costs the same work as one whose signature is wrong.
class Authenticator {
 public:
  // All must outlive the authenticator.
  Authenticator(KeyStore* keys, const SecretBox* box,
                std::function<absl::Time()> clock, UserLookup find_user);

  // Notes the use of a long-term key (KeyStore::RecordUse()). A session in the
  // answer comes without its secret. `read` is what ReadSignedRequest() makes of
  // the request.
  std::variant<Authenticated, AuthError> Authenticate(
      const HttpRequest& request, const SignedRequestOrError& read,
      const SignatureRules& rules) const;
  std::variant<Authenticated, AuthError> Authenticate(
      const HttpRequest& request, const SignatureRules& rules) const {
    return Authenticate(request, ReadSignedRequest(request), rules);
  }

 private:
  // What a key id stands for. If `refused`, the secret is nobody's.
  struct Credential {
    std::string secret;
    std::optional<AuthError> refused;
    AccessKey key;                   // of long-term credentials
    std::optional<Session> session;  // of temporary ones
  };

  Credential FindCredential(const SignedRequest& signed_request,
                            absl::Time now) const;
  Credential FindLongTerm(const std::string& id) const;
  Credential FindTemporary(const SignedRequest& signed_request,
                           absl::Time now) const;
  std::variant<Authenticated, AuthError> Verify(
      const HttpRequest& request, const SignedRequest& signed_request,
      const SignatureRules& rules, absl::Time now) const;
  std::optional<Caller> CallerOf(const Credential& credential) const;

  KeyStore* keys_;
  const SecretBox* box_;
  std::function<absl::Time()> clock_;
  UserLookup find_user_;
  std::string nobodys_secret_;  // sealed
  mutable SigningKeyCache signing_keys_;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_SIGNATURE_AUTHENTICATOR_H_
