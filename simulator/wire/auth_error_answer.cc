#include "simulator/wire/auth_error_answer.h"

#include "absl/strings/str_cat.h"

namespace iam {
namespace {

// Families of services that answer alike.
enum class Family { kQuery, kJson, kEc2, kS3 };

Family FamilyOf(const WireClient& client, Protocol protocol) {
  if (client.signing() == "s3") return Family::kS3;
  switch (protocol) {
    case Protocol::kQuery:
    case Protocol::kRestXml:
      return Family::kQuery;
    case Protocol::kEc2:
      return Family::kEc2;
    case Protocol::kJson:
    case Protocol::kRestJson:
    case Protocol::kCbor:
      return Family::kJson;
  }
  return Family::kQuery;
}

struct Answer {
  int status;
  const char* code;
  const char* message = "";  // "": that of the error
};

constexpr char kInvalidToken[] =
    "The security token included in the request is invalid.";
constexpr char kExpired[] =
    "The security token included in the request is expired";
constexpr char kEc2Invalid[] =
    "AWS was not able to validate the provided access credentials";
constexpr char kNoSuchKey[] =
    "The AWS Access Key Id you provided does not exist in our records.";
constexpr char kSkewed[] =
    "The difference between the request time and the current time is too "
    "large.";

struct Row {
  AuthFailure failure;
  Answer query, json, ec2, s3;
};

// IAM API Reference, "Common Errors"; Amazon EC2 API Reference, "Error codes";
// Amazon S3 API Reference, "Error responses".
constexpr Row kRows[] = {
    {AuthFailure::kMissingCredentials,
     {403, "MissingAuthenticationToken",
      "Request is missing Authentication "
      "Token"},
     {403, "MissingAuthenticationTokenException",
      "Missing Authentication "
      "Token"},
     {401, "AuthFailure", kEc2Invalid},
     {403, "AccessDenied", "Access Denied"}},
    {AuthFailure::kIncompleteSignature,
     {400, "IncompleteSignature"},
     {400, "IncompleteSignatureException"},
     {401, "AuthFailure"},
     {400, "AuthorizationHeaderMalformed"}},
    {AuthFailure::kUnknownKey,
     {403, "InvalidClientTokenId", kInvalidToken},
     {400, "UnrecognizedClientException", kInvalidToken},
     {401, "AuthFailure", kEc2Invalid},
     {403, "InvalidAccessKeyId", kNoSuchKey}},
    {AuthFailure::kSignatureMismatch,
     {403, "SignatureDoesNotMatch"},
     {400, "InvalidSignatureException"},
     {401, "AuthFailure", kEc2Invalid},
     {403, "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you "
      "provided. Check your key and signing method."}},
    {AuthFailure::kBadSessionToken,
     {403, "InvalidClientTokenId", kInvalidToken},
     {400, "UnrecognizedClientException", kInvalidToken},
     {401, "AuthFailure", kEc2Invalid},
     {400, "InvalidToken",
      "The provided token is malformed or otherwise invalid."}},
    {AuthFailure::kExpiredToken,
     {403, "ExpiredToken", kExpired},
     {400, "ExpiredTokenException", kExpired},
     {400, "RequestExpired", "Request has expired."},
     {400, "ExpiredToken", "The provided token has expired."}},
    {AuthFailure::kClockBehind,
     {403, "SignatureDoesNotMatch"},
     {400, "InvalidSignatureException"},
     {400, "RequestExpired", "Request has expired."},
     {403, "RequestTimeTooSkewed", kSkewed}},
    {AuthFailure::kClockAhead,
     {403, "SignatureDoesNotMatch"},
     {400, "InvalidSignatureException"},
     {401, "AuthFailure", kEc2Invalid},
     {403, "RequestTimeTooSkewed", kSkewed}},
    {AuthFailure::kWrongRegion,
     {403, "SignatureDoesNotMatch"},
     {400, "InvalidSignatureException"},
     {401, "AuthFailure"},
     {400, "AuthorizationHeaderMalformed"}},
    {AuthFailure::kWrongService,
     {403, "SignatureDoesNotMatch"},
     {400, "InvalidSignatureException"},
     {401, "AuthFailure"},
     {400, "AuthorizationHeaderMalformed"}},
    {AuthFailure::kWrongScopeDate,
     {403, "SignatureDoesNotMatch"},
     {400, "InvalidSignatureException"},
     {401, "AuthFailure"},
     {400, "AuthorizationHeaderMalformed"}},
    {AuthFailure::kWrongTerminator,
     {403, "SignatureDoesNotMatch"},
     {400, "InvalidSignatureException"},
     {401, "AuthFailure"},
     {400, "AuthorizationHeaderMalformed"}},
    {AuthFailure::kPresignedExpired,
     {403, "SignatureDoesNotMatch"},
     {400, "InvalidSignatureException"},
     {400, "RequestExpired", "Request has expired."},
     {403, "AccessDenied", "Request has expired"}},
    {AuthFailure::kPresignedTooLong,
     {400, "IncompleteSignature"},
     {400, "IncompleteSignatureException"},
     {401, "AuthFailure"},
     {400, "AuthorizationQueryParametersError"}},
    {AuthFailure::kTwoCredentials,
     {400, "IncompleteSignature"},
     {400, "IncompleteSignatureException"},
     {401, "AuthFailure"},
     {400, "InvalidArgument",
      "Only one auth mechanism allowed; only the X-Amz-Algorithm query "
      "parameter, Signature query string parameter or the Authorization header "
      "should be specified"}},
    {AuthFailure::kUnsupportedAlgorithm,
     {400, "IncompleteSignature"},
     {400, "IncompleteSignatureException"},
     {401, "AuthFailure"},
     {400, "InvalidRequest"}},
    {AuthFailure::kPayloadMismatch,
     {403, "SignatureDoesNotMatch"},
     {400, "InvalidSignatureException"},
     {401, "AuthFailure", kEc2Invalid},
     {400, "XAmzContentSHA256Mismatch"}},
    {AuthFailure::kUnsignedHeader,
     {403, "SignatureDoesNotMatch"},
     {400, "InvalidSignatureException"},
     {401, "AuthFailure"},
     {403, "AccessDenied"}},
};

const Answer& AnswerFor(const Row& row, Family family) {
  switch (family) {
    case Family::kQuery:
      return row.query;
    case Family::kJson:
      return row.json;
    case Family::kEc2:
      return row.ec2;
    case Family::kS3:
      return row.s3;
  }
  return row.query;
}

}  // namespace

ApiError AuthErrorAnswer(const AuthError& error, const WireClient& client,
                         Protocol protocol) {
  const Family family = FamilyOf(client, protocol);
  for (const Row& row : kRows) {
    if (row.failure != error.failure) continue;
    const Answer& answer = AnswerFor(row, family);
    ApiError api = {answer.status, answer.code, answer.message};
    if (!api.message.empty()) return api;
    if (family == Family::kS3 && !error.right_region.empty()) {
      api.message = absl::StrCat(
          "The authorization header is malformed; the region is wrong; "
          "expecting '",
          error.right_region, "'");
      return api;
    }
    // Query services tell what they would have had signed.
    api.message =
        family == Family::kQuery ? MessageWithStrings(error) : error.message;
    return api;
  }
  // A failure without a row is refused all the same.
  return {403, "AccessDenied", "Access Denied"};
}

}  // namespace iam
