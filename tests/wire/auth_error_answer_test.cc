// The table of semantics 8.3: what services say to whom they do not know.
#include "simulator/wire/auth_error_answer.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"

namespace iam {
namespace {

std::string Answer(AuthFailure failure, absl::string_view client) {
  const WireClient& wire = *WireTable::Get().Find(client);
  const ApiError error =
      AuthErrorAnswer({failure, "message", "", ""}, wire, wire.protocol());
  return absl::StrCat(error.status, " ", error.code);
}

TEST(AuthErrorAnswer, HasAnAnswerForEachFailureAndFamily) {
  const struct {
    AuthFailure failure;
    const char *iam, *dynamodb, *ec2, *s3;
  } rows[] = {
      {AuthFailure::kMissingCredentials, "403 MissingAuthenticationToken",
       "403 MissingAuthenticationTokenException", "401 AuthFailure",
       "403 AccessDenied"},
      {AuthFailure::kIncompleteSignature, "400 IncompleteSignature",
       "400 IncompleteSignatureException", "401 AuthFailure",
       "400 AuthorizationHeaderMalformed"},
      {AuthFailure::kUnknownKey, "403 InvalidClientTokenId",
       "400 UnrecognizedClientException", "401 AuthFailure",
       "403 InvalidAccessKeyId"},
      {AuthFailure::kSignatureMismatch, "403 SignatureDoesNotMatch",
       "400 InvalidSignatureException", "401 AuthFailure",
       "403 SignatureDoesNotMatch"},
      {AuthFailure::kBadSessionToken, "403 InvalidClientTokenId",
       "400 UnrecognizedClientException", "401 AuthFailure",
       "400 InvalidToken"},
      {AuthFailure::kExpiredToken, "403 ExpiredToken",
       "400 ExpiredTokenException", "400 RequestExpired", "400 ExpiredToken"},
      {AuthFailure::kClockBehind, "403 SignatureDoesNotMatch",
       "400 InvalidSignatureException", "400 RequestExpired",
       "403 RequestTimeTooSkewed"},
      {AuthFailure::kClockAhead, "403 SignatureDoesNotMatch",
       "400 InvalidSignatureException", "401 AuthFailure",
       "403 RequestTimeTooSkewed"},
      {AuthFailure::kWrongRegion, "403 SignatureDoesNotMatch",
       "400 InvalidSignatureException", "401 AuthFailure",
       "400 AuthorizationHeaderMalformed"},
      {AuthFailure::kWrongService, "403 SignatureDoesNotMatch",
       "400 InvalidSignatureException", "401 AuthFailure",
       "400 AuthorizationHeaderMalformed"},
      {AuthFailure::kWrongScopeDate, "403 SignatureDoesNotMatch",
       "400 InvalidSignatureException", "401 AuthFailure",
       "400 AuthorizationHeaderMalformed"},
      {AuthFailure::kWrongTerminator, "403 SignatureDoesNotMatch",
       "400 InvalidSignatureException", "401 AuthFailure",
       "400 AuthorizationHeaderMalformed"},
      {AuthFailure::kPresignedExpired, "403 SignatureDoesNotMatch",
       "400 InvalidSignatureException", "400 RequestExpired",
       "403 AccessDenied"},
      {AuthFailure::kPresignedTooLong, "400 IncompleteSignature",
       "400 IncompleteSignatureException", "401 AuthFailure",
       "400 AuthorizationQueryParametersError"},
      {AuthFailure::kTwoCredentials, "400 IncompleteSignature",
       "400 IncompleteSignatureException", "401 AuthFailure",
       "400 InvalidArgument"},
      {AuthFailure::kUnsupportedAlgorithm, "400 IncompleteSignature",
       "400 IncompleteSignatureException", "401 AuthFailure",
       "400 InvalidRequest"},
      {AuthFailure::kPayloadMismatch, "403 SignatureDoesNotMatch",
       "400 InvalidSignatureException", "401 AuthFailure",
       "400 XAmzContentSHA256Mismatch"},
      {AuthFailure::kUnsignedHeader, "403 SignatureDoesNotMatch",
       "400 InvalidSignatureException", "401 AuthFailure", "403 AccessDenied"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(Answer(row.failure, "iam"), row.iam);
    EXPECT_EQ(Answer(row.failure, "sts"), row.iam);
    EXPECT_EQ(Answer(row.failure, "dynamodb"), row.dynamodb);
    EXPECT_EQ(Answer(row.failure, "lambda"), row.dynamodb);
    EXPECT_EQ(Answer(row.failure, "ec2"), row.ec2);
    EXPECT_EQ(Answer(row.failure, "s3"), row.s3);
  }
  // Others_07: a failure that somebody adds and nobody gives a row is refused.
  EXPECT_EQ(std::size(rows), size_t{18});
  EXPECT_EQ(Answer(static_cast<AuthFailure>(99), "iam"), "403 AccessDenied");
}

TEST(AuthErrorAnswer, AnUnknownKeyIsToldInTheServicesWords) {
  const AuthError error = {AuthFailure::kUnknownKey, "", "", ""};
  const WireTable& table = WireTable::Get();
  EXPECT_EQ(
      AuthErrorAnswer(error, *table.Find("iam"), Protocol::kQuery).message,
      "The security token included in the request is invalid.");
  EXPECT_EQ(
      AuthErrorAnswer(error, *table.Find("s3"), Protocol::kRestXml).message,
      "The AWS Access Key Id you provided does not exist in our records.");
}

}  // namespace
}  // namespace iam
