#ifndef IAM_SIMULATOR_SIGNATURE_CANONICAL_REQUEST_H_
#define IAM_SIMULATOR_SIGNATURE_CANONICAL_REQUEST_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "simulator/http/http_message.h"
#include "simulator/signature/signed_request.h"

namespace iam {

// How a service writes the path down.
enum class CanonicalPath {
  kNormalized,  // NormalizePath(), then each byte as sent encoded once more
  kAsSent,      // S3: as sent, what is not encoded encoded
};

// The text that a signature is over ("Create a signed AWS API request", step
// 1). What the target has encoded stays as it was written ("%2f" is not "%2F"),
// so that two targets which a router may tell apart never have one text.
//
// "X-Amz-Signature" is left out of the query. nullopt if the target is no path,
// or a signed header is missing.
std::optional<std::string> MakeCanonicalRequest(
    const HttpRequest& request, const std::vector<std::string>& signed_headers,
    absl::string_view payload_hash, CanonicalPath path);

// Step 3. `scope` is all but the key id: "20261124/us-east-1/iam/aws4_request".
std::string MakeStringToSign(absl::string_view timestamp,
                             absl::string_view scope,
                             absl::string_view canonical_request);

// "20261124/us-east-1/iam/aws4_request".
std::string ScopeText(const CredentialScope& scope);

}  // namespace iam

#endif  // IAM_SIMULATOR_SIGNATURE_CANONICAL_REQUEST_H_
