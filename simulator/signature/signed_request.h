#ifndef IAM_SIMULATOR_SIGNATURE_SIGNED_REQUEST_H_
#define IAM_SIMULATOR_SIGNATURE_SIGNED_REQUEST_H_

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "simulator/http/http_message.h"
#include "simulator/http/percent.h"
#include "simulator/signature/auth_error.h"

namespace iam {

inline constexpr absl::string_view kAlgorithm = "AWS4-HMAC-SHA256";
inline constexpr absl::string_view kTerminator = "aws4_request";

// What "Credential=" says besides its terminator.
struct CredentialScope {
  std::string access_key_id;
  std::string date;  // "20261124"
  std::string region;
  std::string service;  // signing name
};

// What a request says of its signature, none of it verified.
struct SignedRequest {
  bool in_query = false;  // presigned; else in the header Authorization
  CredentialScope scope;
  std::string terminator;
  std::vector<std::string> signed_headers;  // lower case, sorted, no two equal
  std::string signature;
  std::string timestamp;  // "20261124T143105Z"
  absl::Time time;        // the same
  // The rest is "" or absent where the request has none.
  std::string session_token;
  std::optional<std::string> expires;         // as written; presigned alone
  std::optional<std::string> content_sha256;  // X-Amz-Content-Sha256

  bool Signs(absl::string_view header) const;  // lower case
};

// Reads the header Authorization or the query's X-Amz-… parameters ("Create a
// signed AWS API request"), and refuses what is in doubt: both of them, one of
// them twice, unknown parts, dates that are none.
using SignedRequestOrError = std::variant<SignedRequest, AuthError>;
SignedRequestOrError ReadSignedRequest(const HttpRequest& request);

// "20261124T143105Z" and back; nullopt for what is no such time.
std::optional<absl::Time> ParseTimestamp(absl::string_view text);
std::string FormatTimestamp(absl::Time time);

}  // namespace iam

#endif  // IAM_SIMULATOR_SIGNATURE_SIGNED_REQUEST_H_
