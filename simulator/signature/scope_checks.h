#ifndef IAM_SIMULATOR_SIGNATURE_SCOPE_CHECKS_H_
#define IAM_SIMULATOR_SIGNATURE_SCOPE_CHECKS_H_

#include <optional>

#include "absl/time/time.h"
#include "simulator/http/http_message.h"
#include "simulator/signature/auth_error.h"
#include "simulator/signature/signature_rules.h"
#include "simulator/signature/signed_request.h"

namespace iam {

// What can be wrong with a signed request before anybody looks at its key:
// nullopt if nothing is.

// Terminator, date, region and service of the scope.
std::optional<AuthError> CheckScope(const SignedRequest& signed_request,
                                    const SignatureRules& rules);

// The skew of clocks; of presigned requests, whether they are still valid.
std::optional<AuthError> CheckTime(const SignedRequest& signed_request,
                                   const SignatureRules& rules, absl::Time now);

// "host" and every "x-amz-" header of the request must be signed, so that
// nobody adds one on the way.
std::optional<AuthError> CheckSignedHeaders(
    const HttpRequest& request, const SignedRequest& signed_request);

}  // namespace iam

#endif  // IAM_SIMULATOR_SIGNATURE_SCOPE_CHECKS_H_
