#include "simulator/signature/signature_parts.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace iam {
namespace {

bool ReadCredential(absl::string_view text, SignedRequest* signed_request) {
  const std::vector<std::string> parts = absl::StrSplit(text, '/');
  if (parts.size() != 5) return false;
  signed_request->scope = {parts[0], parts[1], parts[2], parts[3]};
  signed_request->terminator = parts[4];
  return true;
}

// "host;x-amz-date". False unless it is as signers write it: a list in another
// order or spelling would be another text with the same meaning.
bool ReadSignedHeaders(absl::string_view text, SignedRequest* signed_request) {
  std::vector<std::string>& names = signed_request->signed_headers;
  names = absl::StrSplit(text, ';');
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty() || absl::AsciiStrToLower(names[i]) != names[i] ||
        (i > 0 && names[i] <= names[i - 1])) {
      return false;
    }
  }
  return true;
}

}  // namespace

AuthError IncompleteSignature(std::string message) {
  return {AuthFailure::kIncompleteSignature, std::move(message)};
}

AuthError UnsupportedAlgorithm() {
  return {AuthFailure::kUnsupportedAlgorithm,
          absl::StrCat("The authorization mechanism you have provided is not "
                       "supported. Please use ",
                       kAlgorithm, ".")};
}

const QueryParameter* FindParameter(
    const std::vector<QueryParameter>& parameters, absl::string_view name) {
  for (const QueryParameter& parameter : parameters) {
    if (parameter.name == name) return &parameter;
  }
  return nullptr;
}

bool SetTime(std::optional<absl::Time> time, SignedRequest* signed_request) {
  if (!time.has_value()) return false;
  signed_request->time = *time;
  signed_request->timestamp = FormatTimestamp(*time);
  return true;
}

SignedRequestOrError SetScopeAndHeaders(absl::string_view credential,
                                        absl::string_view signed_headers,
                                        SignedRequest signed_request) {
  if (!ReadCredential(credential, &signed_request)) {
    return IncompleteSignature(
        "Credential must have exactly 5 slash-delimited elements, e.g. "
        "keyid/date/region/service/term.");
  }
  if (!ReadSignedHeaders(signed_headers, &signed_request)) {
    return IncompleteSignature(
        "SignedHeaders must be names in lower case, in order, with ';' "
        "between.");
  }
  return signed_request;
}

}  // namespace iam
