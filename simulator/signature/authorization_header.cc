// Messages about the header name its hash, as AWS's do: somebody's password may
// stand in it.
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "simulator/signature/digest.h"
#include "simulator/signature/signature_parts.h"

namespace iam {
namespace {

std::string HashOf(absl::string_view header) {
  return absl::Base64Escape(Sha256(header));
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

struct HeaderDate {
  bool given = false;
  std::optional<absl::Time> time;  // if what is given is one
};

// X-Amz-Date goes before Date.
HeaderDate ReadHeaderDate(const HttpRequest& request) {
  if (const auto* date = FindHeader(request.headers, "x-amz-date")) {
    return {true, ParseTimestamp(*date)};
  }
  if (const auto* date = FindHeader(request.headers, "date")) {
    return {true, ParseDate(*date)};
  }
  return {};
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
      return IncompleteSignature(absl::StrCat(
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
      return IncompleteSignature(absl::StrCat(
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

// "AWS ID:SIGNATURE" is version 2, "AWS4-ECDSA-P256-SHA256 …" version 4A.
bool IsOtherMechanism(absl::string_view header) {
  return absl::StartsWith(header, "AWS") && header != kAlgorithm &&
         !absl::StartsWith(header, absl::StrCat(kAlgorithm, " "));
}

}  // namespace

SignedRequestOrError ReadAuthorizationHeader(const HttpRequest& request,
                                             const std::string& header) {
  absl::string_view rest = header;
  if (IsOtherMechanism(rest)) return UnsupportedAlgorithm();
  const bool ours = absl::ConsumePrefix(&rest, kAlgorithm);
  SignedRequest signed_request;
  const HeaderDate date = ReadHeaderDate(request);
  const auto read = ours
                        ? ReadFields(rest, header)
                        : std::variant<HeaderFields, AuthError>(HeaderFields{});
  if (const auto* error = std::get_if<AuthError>(&read)) return *error;
  const HeaderFields& fields = std::get<HeaderFields>(read);
  std::string lacking = Lacking(fields, date.given, header);
  if (!lacking.empty()) return IncompleteSignature(std::move(lacking));
  if (!SetTime(date.time, &signed_request)) {
    return IncompleteSignature(
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
  return SetScopeAndHeaders(*fields.credential, *fields.signed_headers,
                            std::move(signed_request));
}

}  // namespace iam
