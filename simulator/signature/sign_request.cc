#include "simulator/signature/sign_request.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "simulator/http/percent.h"
#include "simulator/signature/canonical_request.h"
#include "simulator/signature/digest.h"
#include "simulator/signature/payload.h"
#include "simulator/signature/signed_request.h"
#include "simulator/signature/signing_key.h"

namespace iam {
namespace {

constexpr absl::string_view kCredentialHeaders[] = {
    "authorization", "x-amz-date", "x-amz-security-token"};

// Takes all headers of the name away.
void RemoveHeader(absl::string_view name, HttpRequest* request) {
  std::erase_if(request->headers, [name](const HttpHeader& header) {
    return absl::EqualsIgnoreCase(header.name, name);
  });
}

// Takes the parameters of a signature out of the query, and leaves the others
// as they are written.
void RemoveQueryCredentials(HttpRequest* request) {
  const size_t mark = request->target.find('?');
  if (mark == std::string::npos) return;
  constexpr absl::string_view kNames[] = {
      "X-Amz-Algorithm",      "X-Amz-Credential",    "X-Amz-Date",
      "X-Amz-Expires",        "X-Amz-SignedHeaders", "X-Amz-Signature",
      "X-Amz-Security-Token", "X-Amz-Content-Sha256"};
  std::vector<absl::string_view> kept;
  for (const absl::string_view pair : absl::StrSplit(
           absl::string_view(request->target).substr(mark + 1), '&')) {
    const std::string name =
        PercentDecode(pair.substr(0, pair.find('='))).value_or("");
    if (std::find(std::begin(kNames), std::end(kNames), name) ==
        std::end(kNames)) {
      kept.push_back(pair);
    }
  }
  const std::string query = absl::StrJoin(kept, "&");
  request->target = absl::StrCat(request->target.substr(0, mark),
                                 query.empty() ? "" : "?", query);
}

std::vector<std::string> HeadersToSign(const HttpRequest& request,
                                       bool content_type) {
  std::vector<std::string> names = {"host"};
  for (const HttpHeader& header : request.headers) {
    std::string name = absl::AsciiStrToLower(header.name);
    if (absl::StartsWith(name, "x-amz-") ||
        (content_type && name == "content-type")) {
      names.push_back(std::move(name));
    }
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

CredentialScope ScopeOf(const Signer& signer, absl::string_view timestamp) {
  return {signer.access_key_id, std::string(timestamp.substr(0, 8)),
          signer.region, signer.service};
}

std::string SignatureOf(const Signer& signer, absl::string_view timestamp,
                        const std::vector<std::string>& names,
                        absl::string_view payload, const HttpRequest& request) {
  const CredentialScope scope = ScopeOf(signer, timestamp);
  const std::optional<std::string> canonical = MakeCanonicalRequest(
      request, names, payload,
      signer.s3 ? CanonicalPath::kAsSent : CanonicalPath::kNormalized);
  return Signature(
      DeriveSigningKey(signer.secret, scope),
      MakeStringToSign(timestamp, ScopeText(scope), canonical.value_or("")));
}

void ForgetCredentials(HttpRequest* request) {
  for (const absl::string_view name : kCredentialHeaders) {
    RemoveHeader(name, request);
  }
  RemoveQueryCredentials(request);
}

}  // namespace

void SignRequest(const Signer& signer, absl::Time now, HttpRequest* request) {
  ForgetCredentials(request);
  const std::string timestamp = FormatTimestamp(now);
  request->headers.push_back({"X-Amz-Date", timestamp});
  if (!signer.session_token.empty()) {
    request->headers.push_back({"X-Amz-Security-Token", signer.session_token});
  }
  const std::string* given =
      FindHeader(request->headers, "x-amz-content-sha256");
  const bool unsigned_payload = given != nullptr && *given == kUnsignedPayload;
  const std::string payload = unsigned_payload ? std::string(kUnsignedPayload)
                                               : HexSha256(request->body);
  if (signer.s3 || given != nullptr) {
    RemoveHeader("x-amz-content-sha256", request);
    request->headers.push_back({"X-Amz-Content-SHA256", payload});
  }
  const std::vector<std::string> names = HeadersToSign(*request, true);
  const std::string signature =
      SignatureOf(signer, timestamp, names, payload, *request);
  request->headers.push_back(
      {"Authorization",
       absl::StrCat(kAlgorithm, " Credential=", signer.access_key_id, "/",
                    ScopeText(ScopeOf(signer, timestamp)), ", SignedHeaders=",
                    absl::StrJoin(names, ";"), ", Signature=", signature)});
}

void PresignRequest(const Signer& signer, absl::Time now, int seconds,
                    HttpRequest* request) {
  ForgetCredentials(request);
  RemoveHeader("x-amz-content-sha256", request);
  const std::string timestamp = FormatTimestamp(now);
  const std::vector<std::string> names = HeadersToSign(*request, false);
  absl::StrAppend(
      &request->target, absl::StrContains(request->target, '?') ? "&" : "?",
      "X-Amz-Algorithm=", kAlgorithm, "&X-Amz-Credential=",
      PercentEncode(absl::StrCat(signer.access_key_id, "/",
                                 ScopeText(ScopeOf(signer, timestamp)))),
      "&X-Amz-Date=", timestamp, "&X-Amz-Expires=", seconds,
      "&X-Amz-SignedHeaders=", PercentEncode(absl::StrJoin(names, ";")));
  if (!signer.session_token.empty()) {
    absl::StrAppend(&request->target, "&X-Amz-Security-Token=",
                    PercentEncode(signer.session_token));
  }
  const std::string payload =
      signer.s3 ? std::string(kUnsignedPayload) : HexSha256(request->body);
  const std::string signature =
      SignatureOf(signer, timestamp, names, payload, *request);
  absl::StrAppend(&request->target, "&X-Amz-Signature=", signature);
}

}  // namespace iam
