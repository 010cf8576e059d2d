#include <utility>

#include "absl/strings/str_cat.h"
#include "simulator/signature/signature_parts.h"

namespace iam {
namespace {

constexpr absl::string_view kRequired[] = {
    "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-SignedHeaders",
    "X-Amz-Signature"};

AuthError Missing(absl::string_view name) {
  return IncompleteSignature(absl::StrCat(
      "Query-string authentication requires the parameters X-Amz-Algorithm, "
      "X-Amz-Credential, X-Amz-Signature, X-Amz-Date and "
      "X-Amz-SignedHeaders; ",
      name, " is missing."));
}

}  // namespace

SignedRequestOrError ReadPresignedQuery(
    const HttpRequest& request, const std::vector<QueryParameter>& parameters) {
  const auto find = [&parameters](absl::string_view name) {
    return FindParameter(parameters, name);
  };
  const QueryParameter* const algorithm = find(kRequired[0]);
  if (algorithm != nullptr && algorithm->value != kAlgorithm) {
    return UnsupportedAlgorithm();
  }
  for (const absl::string_view name : kRequired) {
    if (find(name) == nullptr) return Missing(name);
  }
  SignedRequest signed_request;
  signed_request.in_query = true;
  if (!SetTime(ParseTimestamp(find("X-Amz-Date")->value), &signed_request)) {
    return IncompleteSignature(
        "X-Amz-Date must be in the ISO8601 Long Format "
        "\"yyyyMMdd'T'HHmmss'Z'\"");
  }
  signed_request.signature = find("X-Amz-Signature")->value;
  if (const auto* expires = find("X-Amz-Expires")) {
    signed_request.expires = expires->value;
  }
  if (const auto* token = find("X-Amz-Security-Token")) {
    signed_request.session_token = token->value;
  }
  if (const auto* hash = find("X-Amz-Content-Sha256")) {
    signed_request.content_sha256 = hash->value;
  } else if (const auto* header =
                 FindHeader(request.headers, "x-amz-content-sha256")) {
    signed_request.content_sha256 = *header;
  }
  if (FindHeader(request.headers, "x-amz-security-token") != nullptr) {
    return AuthError{AuthFailure::kTwoCredentials,
                     "X-Amz-Security-Token must be in the query string, as the "
                     "signature is."};
  }
  return SetScopeAndHeaders(find("X-Amz-Credential")->value,
                            find("X-Amz-SignedHeaders")->value,
                            std::move(signed_request));
}

}  // namespace iam
