#include "simulator/signature/signed_request.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "simulator/signature/signature_parts.h"

namespace iam {
namespace {

constexpr absl::string_view kQueryNames[] = {
    "X-Amz-Algorithm",      "X-Amz-Credential",     "X-Amz-Date",
    "X-Amz-Expires",        "X-Amz-SignedHeaders",  "X-Amz-Signature",
    "X-Amz-Security-Token", "X-Amz-Content-Sha256",
};
// Headers that a signature hangs on beyond their being signed.
constexpr absl::string_view kSingleHeaders[] = {
    "authorization",        "host",
    "x-amz-date",           "date",
    "x-amz-security-token", "x-amz-content-sha256",
    "x-amz-trailer",        "x-amz-decoded-content-length"};

std::optional<AuthError> RefuseTwice(
    const HttpRequest& request, const std::vector<QueryParameter>& parameters) {
  for (const absl::string_view name : kSingleHeaders) {
    const auto count =
        std::count_if(request.headers.begin(), request.headers.end(),
                      [name](const HttpHeader& header) {
                        return absl::EqualsIgnoreCase(header.name, name);
                      });
    if (count > 1) {
      return IncompleteSignature(
          absl::StrCat("The header '", name, "' must be given once."));
    }
  }
  for (const absl::string_view name : kQueryNames) {
    const auto count = std::count_if(parameters.begin(), parameters.end(),
                                     [name](const QueryParameter& parameter) {
                                       return parameter.name == name;
                                     });
    if (count > 1) {
      return IncompleteSignature(
          absl::StrCat("The query parameter '", name, "' must be given once."));
    }
  }
  return std::nullopt;
}

}  // namespace

bool SignedRequest::Signs(absl::string_view header) const {
  return std::binary_search(signed_headers.begin(), signed_headers.end(),
                            header);
}

SignedRequestOrError ReadSignedRequest(const HttpRequest& request) {
  const std::optional<TargetParts> target = SplitTarget(request.target);
  const auto parameters = target.has_value()
                              ? ParseQuery(target->query)
                              : std::optional<std::vector<QueryParameter>>();
  if (!parameters.has_value()) {
    return IncompleteSignature("The request's target is not well-formed.");
  }
  if (std::optional<AuthError> twice = RefuseTwice(request, *parameters)) {
    return *std::move(twice);
  }
  const std::string* header = FindHeader(request.headers, "authorization");
  bool in_query = false;
  for (absl::string_view name :
       {"X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Signature"}) {
    in_query = in_query || FindParameter(*parameters, name) != nullptr;
  }
  // Signature version 2 in a query.
  const bool version_2 =
      FindParameter(*parameters, "AWSAccessKeyId") != nullptr;
  if (header != nullptr && (in_query || version_2)) {
    return AuthError{
        AuthFailure::kTwoCredentials,
        "Only one auth mechanism allowed; only the X-Amz-Algorithm query "
        "parameter, Signature query string parameter or the Authorization "
        "header should be specified"};
  }
  if (header != nullptr) return ReadAuthorizationHeader(request, *header);
  if (in_query) return ReadPresignedQuery(request, *parameters);
  if (version_2) return UnsupportedAlgorithm();
  return AuthError{AuthFailure::kMissingCredentials,
                   "Request is missing Authentication Token"};
}

}  // namespace iam
