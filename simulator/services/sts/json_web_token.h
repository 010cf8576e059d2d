#ifndef IAM_SIMULATOR_SERVICES_STS_JSON_WEB_TOKEN_H_
#define IAM_SIMULATOR_SERVICES_STS_JSON_WEB_TOKEN_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/text/json.h"

namespace iam {

// An OpenID Connect issuer whose tokens are believed, by its public keys.
//
// Immutable, hence safe to share between threads.
class TrustedIssuer {
 public:
  // `url` is what tokens have under "iss", "https://token.example.com".
  // `key_set` is a JSON Web Key Set (RFC 7517), `audiences` whom tokens may be
  // for where no provider of the account says so. kInvalidArgument if a key
  // cannot be read or there is none for RS256 or ES256.
  static absl::StatusOr<TrustedIssuer> Make(std::string url,
                                            absl::string_view key_set,
                                            std::vector<std::string> audiences);

  const std::string& url() const { return url_; }
  const std::vector<std::string>& audiences() const { return audiences_; }

  // The claims of a token that one of the keys signed. kInvalidArgument
  // otherwise; who and when it is for is for the caller to look at.
  absl::StatusOr<JsonDocument> Verify(absl::string_view token) const;

 private:
  struct Key;

  std::string url_;
  std::vector<std::string> audiences_;
  std::vector<std::shared_ptr<const Key>> keys_;
};

// The claim "iss" of a token whose signature was not looked at, "" if there is
// none: for finding the issuer.
std::string ClaimedIssuer(absl::string_view token);

}  // namespace iam

#endif  // IAM_SIMULATOR_SERVICES_STS_JSON_WEB_TOKEN_H_
