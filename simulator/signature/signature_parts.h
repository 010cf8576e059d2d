#ifndef IAM_SIMULATOR_SIGNATURE_SIGNATURE_PARTS_H_
#define IAM_SIMULATOR_SIGNATURE_SIGNATURE_PARTS_H_

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "simulator/http/http_message.h"
#include "simulator/http/percent.h"
#include "simulator/signature/signed_request.h"

namespace iam {

// The two places of a signature, and what they have in common. For
// ReadSignedRequest().

// Reads a header Authorization.
SignedRequestOrError ReadAuthorizationHeader(const HttpRequest& request,
                                             const std::string& header);

// Reads the parameters X-Amz-… of a query.
SignedRequestOrError ReadPresignedQuery(
    const HttpRequest& request, const std::vector<QueryParameter>& parameters);

AuthError IncompleteSignature(std::string message);
AuthError UnsupportedAlgorithm();

// Null if there is none.
const QueryParameter* FindParameter(
    const std::vector<QueryParameter>& parameters, absl::string_view name);

// False, and nothing set, without a time.
bool SetTime(std::optional<absl::Time> time, SignedRequest* signed_request);

// Sets what "Credential" and "SignedHeaders" say.
SignedRequestOrError SetScopeAndHeaders(absl::string_view credential,
                                        absl::string_view signed_headers,
                                        SignedRequest signed_request);

}  // namespace iam

#endif  // IAM_SIMULATOR_SIGNATURE_SIGNATURE_PARTS_H_
