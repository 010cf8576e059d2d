#include "simulator/signature/payload.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "simulator/signature/digest.h"

namespace iam {
namespace {

struct Streaming {
  const char* text;
  ChunkedForm form;
};

constexpr Streaming kStreaming[] = {
    {"STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
     {.signed_chunks = true, .trailer = false}},
    {"STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
     {.signed_chunks = true, .trailer = true}},
    {"STREAMING-UNSIGNED-PAYLOAD-TRAILER",
     {.signed_chunks = false, .trailer = true}},
};

bool IsHash(absl::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

AuthError Refused(AuthFailure failure, const char* message) {
  return {failure, message};
}

}  // namespace

std::variant<Payload, AuthError> DeclaredPayload(
    const HttpRequest& request, const SignedRequest& signed_request,
    const SignatureRules& rules) {
  if (!signed_request.content_sha256.has_value()) {
    if (!rules.s3) return Payload{HexSha256(request.body), false, std::nullopt};
    if (signed_request.in_query) {
      return Payload{std::string(kUnsignedPayload), false, std::nullopt};
    }
    return Refused(
        AuthFailure::kIncompleteSignature,
        "Missing required header for this request: x-amz-content-sha256");
  }
  const std::string& text = *signed_request.content_sha256;
  if (IsHash(text)) return Payload{text, true, std::nullopt};
  if (text == kUnsignedPayload && (rules.s3 || rules.unsigned_payload)) {
    return Payload{text, false, std::nullopt};
  }
  if (rules.s3 && !signed_request.in_query) {
    for (const Streaming& row : kStreaming) {
      if (text == row.text) return Payload{text, false, row.form};
    }
    if (absl::StartsWith(text, "STREAMING-AWS4-ECDSA-")) {
      return Refused(AuthFailure::kUnsupportedAlgorithm,
                     "Chunks that are signed with AWS4-ECDSA-P256-SHA256 are "
                     "not supported. Please use AWS4-HMAC-SHA256.");
    }
  }
  return Refused(AuthFailure::kPayloadMismatch,
                 rules.s3 ? "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, "
                            "STREAMING-AWS4-HMAC-SHA256-PAYLOAD or a valid "
                            "sha256 value."
                          : "x-amz-content-sha256 must be a valid sha256 "
                            "value: this service wants the body signed.");
}

}  // namespace iam
