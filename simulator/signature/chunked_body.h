#ifndef IAM_SIMULATOR_SIGNATURE_CHUNKED_BODY_H_
#define IAM_SIMULATOR_SIGNATURE_CHUNKED_BODY_H_

#include <optional>
#include <string>
#include <variant>

#include "absl/strings/string_view.h"
#include "simulator/http/http_message.h"
#include "simulator/signature/auth_error.h"

namespace iam {

// How a body in "aws-chunked" coding is signed.
struct ChunkedForm {
  bool signed_chunks = false;
  bool trailer = false;
};

// What the signatures of chunks hang on.
struct ChunkSigning {
  std::string signing_key;
  std::string timestamp;
  std::string scope;           // ScopeText()
  std::string seed_signature;  // the request's own
};

// The body behind S3's chunks ("Signature calculations: transferring payload in
// multiple chunks", "… including trailing headers"), each signature checked:
// kSignatureMismatch if one is wrong, kPayloadMismatch if the chunks are not
// well-formed, or not as long as x-amz-decoded-content-length says, or the
// trailer is not the one that x-amz-trailer announces. Checksums in the trailer
// are not calculated.
std::variant<std::string, AuthError> DecodeChunkedBody(
    const HttpRequest& request, ChunkedForm form, const ChunkSigning& signing);

}  // namespace iam

#endif  // IAM_SIMULATOR_SIGNATURE_CHUNKED_BODY_H_
