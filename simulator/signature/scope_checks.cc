#include "simulator/signature/scope_checks.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "engine/text/excerpt.h"
#include "simulator/signature/authenticator.h"

namespace iam {
namespace {

AuthError Refused(AuthFailure failure, std::string message) {
  return {failure, std::move(message)};
}

// Of a request's own text, which may be anything, for a message.
std::string Shown(absl::string_view text) {
  constexpr size_t kMost = 64;
  return Harmless(text.substr(0, kMost));
}

bool LooksLikeARegion(absl::string_view text) {
  return !text.empty() && text.size() <= 64 &&
         std::all_of(text.begin(), text.end(), [](unsigned char c) {
           return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
         });
}

bool IsAllowed(const std::string& region, const SignatureRules& rules) {
  if (rules.regions.empty()) return LooksLikeARegion(region);
  return std::find(rules.regions.begin(), rules.regions.end(), region) !=
         rules.regions.end();
}

// The seconds for which a presigned request is valid.
std::variant<int64_t, AuthError> Validity(const std::string& expires) {
  int64_t seconds = 0;
  if (!absl::SimpleAtoi(expires, &seconds)) {
    return Refused(AuthFailure::kPresignedTooLong,
                   "X-Amz-Expires should be a number");
  }
  if (seconds < 0) {
    return Refused(AuthFailure::kPresignedTooLong,
                   "X-Amz-Expires must be non-negative");
  }
  if (seconds > kMostPresignedSeconds) {
    return Refused(AuthFailure::kPresignedTooLong,
                   "X-Amz-Expires must be less than a week (in seconds); that "
                   "is, the given X-Amz-Expires must be less than 604800 "
                   "seconds");
  }
  return seconds;
}

}  // namespace

std::optional<AuthError> CheckScope(const SignedRequest& signed_request,
                                    const SignatureRules& rules) {
  const CredentialScope& scope = signed_request.scope;
  if (signed_request.terminator != kTerminator) {
    return Refused(
        AuthFailure::kWrongTerminator,
        absl::StrCat("Credential should be scoped with a valid terminator: '",
                     kTerminator, "'."));
  }
  const std::string date = signed_request.timestamp.substr(0, 8);
  if (scope.date != date) {
    return Refused(
        AuthFailure::kWrongScopeDate,
        absl::StrCat("Date in Credential scope does not match YYYYMMDD from "
                     "ISO-8601 version of date from HTTP: '",
                     Shown(scope.date), "' != '", date, "', from '",
                     signed_request.timestamp, "'."));
  }
  if (!IsAllowed(scope.region, rules)) {
    AuthError error =
        Refused(AuthFailure::kWrongRegion,
                absl::StrCat("Credential should be scoped to a valid "
                             "region, not '",
                             Shown(scope.region), "'. "));
    if (rules.regions.size() == 1) error.right_region = rules.regions.front();
    return error;
  }
  if (scope.service.empty() ||
      (!rules.service.empty() && scope.service != rules.service)) {
    return Refused(
        AuthFailure::kWrongService,
        absl::StrCat("Credential should be scoped to correct service: '",
                     rules.service, "'. "));
  }
  return std::nullopt;
}

std::optional<AuthError> CheckTime(const SignedRequest& signed_request,
                                   const SignatureRules& rules,
                                   absl::Time now) {
  const std::string& timestamp = signed_request.timestamp;
  if (signed_request.time > now + kMostSkew) {
    return Refused(
        AuthFailure::kClockAhead,
        absl::StrCat("Signature not yet current: ", timestamp,
                     " is still later than ", FormatTimestamp(now + kMostSkew),
                     " (", FormatTimestamp(now), " + 15 min.)"));
  }
  if (signed_request.expires.has_value()) {
    const auto validity = Validity(*signed_request.expires);
    if (const auto* error = std::get_if<AuthError>(&validity)) return *error;
    if (now >
        signed_request.time + absl::Seconds(std::get<int64_t>(validity))) {
      return Refused(AuthFailure::kPresignedExpired, "Request has expired");
    }
    return std::nullopt;
  }
  if (signed_request.in_query && rules.s3) {
    return Refused(AuthFailure::kIncompleteSignature,
                   "Query-string authentication version 4 requires the "
                   "X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, "
                   "X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires "
                   "parameters.");
  }
  if (signed_request.time < now - kMostSkew) {
    return Refused(
        AuthFailure::kClockBehind,
        absl::StrCat("Signature expired: ", timestamp, " is now earlier than ",
                     FormatTimestamp(now - kMostSkew), " (",
                     FormatTimestamp(now), " - 15 min.)"));
  }
  return std::nullopt;
}

std::optional<AuthError> CheckSignedHeaders(
    const HttpRequest& request, const SignedRequest& signed_request) {
  if (!signed_request.Signs("host")) {
    return Refused(AuthFailure::kUnsignedHeader,
                   "'Host' or ':authority' must be a 'SignedHeader' in the AWS "
                   "Authorization.");
  }
  for (const HttpHeader& header : request.headers) {
    if (absl::StartsWithIgnoreCase(header.name, "x-amz-") &&
        !signed_request.Signs(absl::AsciiStrToLower(header.name))) {
      return Refused(
          AuthFailure::kUnsignedHeader,
          "There were headers present in the request which were not signed");
    }
  }
  return std::nullopt;
}

}  // namespace iam
