// Messages about the header name its hash, as AWS's do: somebody's password may
// stand in it.
#include "simulator/signature/signed_request.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "simulator/signature/digest.h"

namespace iam {
namespace {

using Parts = std::variant<SignedRequest, AuthError>;

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

AuthError Incomplete(std::string message) {
  return {AuthFailure::kIncompleteSignature, std::move(message)};
}

AuthError Unsupported() {
  return {AuthFailure::kUnsupportedAlgorithm,
          absl::StrCat("The authorization mechanism you have provided is not "
                       "supported. Please use ",
                       kAlgorithm, ".")};
}

std::string HashOf(absl::string_view header) {
  return absl::Base64Escape(Sha256(header));
}

const QueryParameter* FindParameter(
    const std::vector<QueryParameter>& parameters, absl::string_view name) {
  for (const QueryParameter& parameter : parameters) {
    if (parameter.name == name) return &parameter;
  }
  return nullptr;
}

std::optional<AuthError> RefuseTwice(
    const HttpRequest& request, const std::vector<QueryParameter>& parameters) {
  for (const absl::string_view name : kSingleHeaders) {
    const auto count =
        std::count_if(request.headers.begin(), request.headers.end(),
                      [name](const HttpHeader& header) {
                        return absl::EqualsIgnoreCase(header.name, name);
                      });
    if (count > 1) {
      return Incomplete(
          absl::StrCat("The header '", name, "' must be given once."));
    }
  }
  for (const absl::string_view name : kQueryNames) {
    const auto count = std::count_if(parameters.begin(), parameters.end(),
                                     [name](const QueryParameter& parameter) {
                                       return parameter.name == name;
                                     });
    if (count > 1) {
      return Incomplete(
          absl::StrCat("The query parameter '", name, "' must be given once."));
    }
  }
  return std::nullopt;
}

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

// As mail has it, "Tue, 24 Nov 2026 14:31:05 GMT", or as SigV4.
std::optional<absl::Time> ParseDate(absl::string_view text) {
  if (const std::optional<absl::Time> time = ParseTimestamp(text)) return time;
  for (const absl::string_view zone : {" GMT", " UTC", " +0000", " -0000"}) {
    if (!absl::ConsumeSuffix(&text, zone)) continue;
    absl::Time time;
    std::string ignored;
    if (absl::ParseTime("%a, %d %b %Y %H:%M:%S", text, absl::UTCTimeZone(),
                        &time, &ignored)) {
      return time;
    }
  }
  return std::nullopt;
}

bool SetTime(std::optional<absl::Time> time, SignedRequest* signed_request) {
  if (!time.has_value()) return false;
  signed_request->time = *time;
  signed_request->timestamp = FormatTimestamp(*time);
  return true;
}

struct HeaderFields {
  std::optional<absl::string_view> credential, signed_headers, signature;
};

// "Credential=…, SignedHeaders=…, Signature=…", in any order.
std::variant<HeaderFields, AuthError> ReadFields(absl::string_view text,
                                                 absl::string_view header) {
  HeaderFields fields;
  for (absl::string_view part : absl::StrSplit(text, ',', absl::SkipEmpty())) {
    part = absl::StripAsciiWhitespace(part);
    const size_t equals = part.find('=');
    if (equals == absl::string_view::npos) {
      return Incomplete(absl::StrCat(
          "Invalid key=value pair (missing equal-sign) in Authorization header "
          "(hashed with SHA-256 and encoded with Base64): '",
          HashOf(header), "'."));
    }
    const absl::string_view name = part.substr(0, equals);
    std::optional<absl::string_view>* field =
        name == "Credential"      ? &fields.credential
        : name == "SignedHeaders" ? &fields.signed_headers
        : name == "Signature"     ? &fields.signature
                                  : nullptr;
    if (field == nullptr || field->has_value()) {
      return Incomplete(absl::StrCat(
          "Authorization header has parameters that are unknown or given "
          "twice. (Hashed with SHA-256 and encoded with Base64) "
          "Authorization=",
          HashOf(header)));
    }
    *field = part.substr(equals + 1);
  }
  return fields;
}

// What an Authorization header lacks, as AWS tells it; "" if it lacks nothing.
std::string Lacking(const HeaderFields& fields, bool has_date,
                    absl::string_view header) {
  std::string lacking;
  const auto require = [&lacking](bool there, absl::string_view name) {
    if (there) return;
    absl::StrAppend(&lacking, "Authorization header requires '", name,
                    "' parameter. ");
  };
  require(fields.credential.has_value(), "Credential");
  require(fields.signature.has_value(), "Signature");
  require(fields.signed_headers.has_value(), "SignedHeaders");
  if (!has_date) {
    absl::StrAppend(&lacking,
                    "Authorization header requires existence of either a "
                    "'X-Amz-Date' or a 'Date' header. ");
  }
  if (!lacking.empty()) {
    absl::StrAppend(&lacking,
                    "(Hashed with SHA-256 and encoded with Base64) "
                    "Authorization=",
                    HashOf(header));
  }
  return lacking;
}

Parts FinishParts(absl::string_view credential,
                  absl::string_view signed_headers,
                  SignedRequest signed_request) {
  if (!ReadCredential(credential, &signed_request)) {
    return Incomplete(
        "Credential must have exactly 5 slash-delimited elements, e.g. "
        "keyid/date/region/service/term.");
  }
  if (!ReadSignedHeaders(signed_headers, &signed_request)) {
    return Incomplete(
        "SignedHeaders must be names in lower case, in order, with ';' "
        "between.");
  }
  return signed_request;
}

// "AWS ID:SIGNATURE" is version 2, "AWS4-ECDSA-P256-SHA256 …" version 4A.
bool IsOtherMechanism(absl::string_view header) {
  return absl::StartsWith(header, "AWS") && header != kAlgorithm &&
         !absl::StartsWith(header, absl::StrCat(kAlgorithm, " "));
}

Parts ReadHeader(const HttpRequest& request, const std::string& header) {
  absl::string_view rest = header;
  if (IsOtherMechanism(rest)) return Unsupported();
  const bool ours = absl::ConsumePrefix(&rest, kAlgorithm);
  SignedRequest signed_request;
  const std::string* date = FindHeader(request.headers, "x-amz-date");
  bool has_date = date != nullptr;
  bool valid = has_date && SetTime(ParseTimestamp(*date), &signed_request);
  if (!has_date) {
    date = FindHeader(request.headers, "date");
    has_date = date != nullptr;
    valid = has_date && SetTime(ParseDate(*date), &signed_request);
  }
  const auto read = ours
                        ? ReadFields(rest, header)
                        : std::variant<HeaderFields, AuthError>(HeaderFields{});
  if (const auto* error = std::get_if<AuthError>(&read)) return *error;
  const HeaderFields& fields = std::get<HeaderFields>(read);
  std::string lacking = Lacking(fields, has_date, header);
  if (!lacking.empty()) return Incomplete(std::move(lacking));
  if (!valid) {
    return Incomplete(
        "Date must be in ISO-8601 'basic format', e.g. 20150830T123600Z, or "
        "in that of RFC 7231.");
  }
  signed_request.signature = std::string(*fields.signature);
  if (const auto* token = FindHeader(request.headers, "x-amz-security-token")) {
    signed_request.session_token = *token;
  }
  if (const auto* hash = FindHeader(request.headers, "x-amz-content-sha256")) {
    signed_request.content_sha256 = *hash;
  }
  return FinishParts(*fields.credential, *fields.signed_headers,
                     std::move(signed_request));
}

Parts ReadQuery(const HttpRequest& request,
                const std::vector<QueryParameter>& parameters) {
  const QueryParameter* found[std::size(kQueryNames)];
  for (size_t i = 0; i < std::size(kQueryNames); ++i) {
    found[i] = FindParameter(parameters, kQueryNames[i]);
  }
  const auto [algorithm, credential, date, expires, signed_headers, signature,
              token, hash] = found;
  if (algorithm != nullptr && algorithm->value != kAlgorithm) {
    return Unsupported();
  }
  for (size_t i : {size_t{0}, size_t{1}, size_t{2}, size_t{4}, size_t{5}}) {
    if (found[i] != nullptr) continue;
    return Incomplete(absl::StrCat(
        "Query-string authentication requires the parameters X-Amz-Algorithm, "
        "X-Amz-Credential, X-Amz-Signature, X-Amz-Date and "
        "X-Amz-SignedHeaders; ",
        kQueryNames[i], " is missing."));
  }
  SignedRequest signed_request;
  signed_request.in_query = true;
  if (!SetTime(ParseTimestamp(date->value), &signed_request)) {
    return Incomplete(
        "X-Amz-Date must be in the ISO8601 Long Format "
        "\"yyyyMMdd'T'HHmmss'Z'\"");
  }
  signed_request.signature = signature->value;
  if (expires != nullptr) signed_request.expires = expires->value;
  if (token != nullptr) signed_request.session_token = token->value;
  if (hash != nullptr) {
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
  return FinishParts(credential->value, signed_headers->value,
                     std::move(signed_request));
}

}  // namespace

bool SignedRequest::Signs(absl::string_view header) const {
  return std::binary_search(signed_headers.begin(), signed_headers.end(),
                            header);
}

Parts ReadSignedRequest(const HttpRequest& request) {
  const std::optional<TargetParts> target = SplitTarget(request.target);
  const auto parameters = target.has_value()
                              ? ParseQuery(target->query)
                              : std::optional<std::vector<QueryParameter>>();
  if (!parameters.has_value()) {
    return Incomplete("The request's target is not well-formed.");
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
  if (header != nullptr) return ReadHeader(request, *header);
  if (in_query) return ReadQuery(request, *parameters);
  if (version_2) return Unsupported();
  return AuthError{AuthFailure::kMissingCredentials,
                   "Request is missing Authentication Token"};
}

std::optional<CredentialScope> ClaimedScope(const HttpRequest& request) {
  const Parts parts = ReadSignedRequest(request);
  const auto* signed_request = std::get_if<SignedRequest>(&parts);
  if (signed_request == nullptr) return std::nullopt;
  return signed_request->scope;
}

}  // namespace iam
