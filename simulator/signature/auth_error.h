#ifndef IAM_SIMULATOR_SIGNATURE_AUTH_ERROR_H_
#define IAM_SIMULATOR_SIGNATURE_AUTH_ERROR_H_

#include <string>

namespace iam {

// Why a request's caller is not known (R8.3x). Code and status depend on the
// protocol.
enum class AuthFailure {
  kMissingCredentials,
  kIncompleteSignature,
  kUnknownKey,  // also inactive or deleted, or its user is, or a temporary key
                // without its token
  kSignatureMismatch,
  kBadSessionToken,
  kExpiredToken,
  kClockBehind,
  kClockAhead,
  kWrongRegion,
  kWrongService,
  kWrongScopeDate,
  kWrongTerminator,
  kPresignedExpired,
  kPresignedTooLong,  // X-Amz-Expires is above 604800, or no number
  kTwoCredentials,    // in the header and in the query
  kUnsupportedAlgorithm,
  kPayloadMismatch,  // the body is not what was signed
  kUnsignedHeader,   // "host" or an "x-amz-" header is not signed
};

struct AuthError {
  AuthFailure failure = AuthFailure::kMissingCredentials;
  // AWS's text, as far as it does not depend on the protocol. Fit for a log.
  std::string message = {};
  // Of kSignatureMismatch, where the headers were well-formed: what ought to
  // have been signed. For the caller's eyes alone, who sent all of it: a
  // presigned request's session token may be in it.
  std::string canonical_request = {};
  std::string string_to_sign = {};
  // Of kWrongRegion, where only one would be right: that one.
  std::string right_region = {};
};

// The message of a kSignatureMismatch as services tell it that name the two
// strings; other messages as they are.
std::string MessageWithStrings(const AuthError& error);

}  // namespace iam

#endif  // IAM_SIMULATOR_SIGNATURE_AUTH_ERROR_H_
