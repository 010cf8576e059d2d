#ifndef IAM_SIMULATOR_SIGNATURE_PAYLOAD_H_
#define IAM_SIMULATOR_SIGNATURE_PAYLOAD_H_

#include <optional>
#include <string>
#include <variant>

#include "absl/strings/string_view.h"
#include "simulator/http/http_message.h"
#include "simulator/signature/auth_error.h"
#include "simulator/signature/chunked_body.h"
#include "simulator/signature/signature_rules.h"
#include "simulator/signature/signed_request.h"

namespace iam {

inline constexpr absl::string_view kUnsignedPayload = "UNSIGNED-PAYLOAD";

// What a request says that its body is.
struct Payload {
  std::string text;     // last line of the canonical request
  bool hashed = false;  // `text` is to be the body's hash
  std::optional<ChunkedForm> chunks;
};

// Reads X-Amz-Content-Sha256, or takes what is signed without it: S3's
// presigned requests leave the body open, all others sign its hash.
std::variant<Payload, AuthError> DeclaredPayload(
    const HttpRequest& request, const SignedRequest& signed_request,
    const SignatureRules& rules);

}  // namespace iam

#endif  // IAM_SIMULATOR_SIGNATURE_PAYLOAD_H_
