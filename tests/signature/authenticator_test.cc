#include "simulator/signature/authenticator.h"

#include <functional>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "simulator/credentials/session_token.h"
#include "simulator/signature/sign_request.h"
#include "tests/signature/known_keys.h"

namespace iam {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

using Answer = std::variant<Authenticated, AuthError>;

constexpr char kId[] = "AKIARTFMZOOVV6EXAMPL";
constexpr char kSecret[] = "canary/secret/that/must/not/leak/EXAMPLE";
constexpr char kTemporaryId[] = "ASIARTFMZOOVV6EXAMPL";
constexpr char kTemporarySecret[] = "canary/temporary/secret/EXAMPLE";

const SignatureRules kIam = {.service = "iam", .regions = {"us-east-1"}};
const SignatureRules kS3 = {
    .service = "s3", .regions = {"us-east-1"}, .s3 = true};

std::string& Header(HttpRequest* request, absl::string_view name) {
  for (HttpHeader& header : request->headers) {
    if (absl::EqualsIgnoreCase(header.name, name)) return header.value;
  }
  request->headers.push_back({std::string(name), ""});
  return request->headers.back().value;
}

void Remove(HttpRequest* request, absl::string_view name) {
  std::erase_if(request->headers, [name](const HttpHeader& header) {
    return absl::EqualsIgnoreCase(header.name, name);
  });
}

void Replace(std::string* text, absl::string_view old_part,
             absl::string_view new_part) {
  EXPECT_TRUE(absl::StrContains(*text, old_part)) << *text;
  *text = absl::StrReplaceAll(*text, {{old_part, new_part}});
}

class AuthenticatorTest : public testing::Test {
 protected:
  AuthenticatorTest() {
    keys_.now = ParseTimestamp("20261124T143105Z").value();
    keys_.Add(kId, kSecret);
    session_.access_key_id = kTemporaryId;
    session_.secret = kTemporarySecret;
    session_.principal = "arn:aws:sts::111122223333:assumed-role/deploy/ci";
    session_.user_id = "AROAEXAMPLE:ci";
    session_.issued = keys_.now - absl::Minutes(30);
    session_.expires = keys_.now + absl::Minutes(30);
    session_.mfa = true;
  }

  Signer Ana() const { return {kId, kSecret, "", "us-east-1", "iam", false}; }
  Signer AnaAtS3() const { return {kId, kSecret, "", "us-east-1", "s3", true}; }
  Signer Temporary() const {
    return {kTemporaryId,
            kTemporarySecret,
            SealSession(session_, keys_.state_.box),
            "us-east-1",
            "iam",
            false};
  }

  static HttpRequest ListUsers() {
    return {"POST",
            "/",
            {{"Host", "iam.amazonaws.com"},
             {"Content-Type", "application/x-www-form-urlencoded"},
             {"User-Agent", "aws-cli/2.9.19"}},
            "Action=ListUsers&Version=2010-05-08",
            "127.0.0.1",
            false};
  }
  static HttpRequest GetObject() {
    return {"GET",
            "/a%20b/../c?versionId=x",
            {{"Host", "amzn-s3-demo-bucket.s3.amazonaws.com"}},
            "",
            "127.0.0.1",
            false};
  }
  HttpRequest Signed(const Signer& signer, HttpRequest request) const {
    SignRequest(signer, keys_.now, &request);
    return request;
  }
  HttpRequest Presigned(const Signer& signer, HttpRequest request,
                        int seconds = 60) const {
    PresignRequest(signer, keys_.now, seconds, &request);
    return request;
  }
  HttpRequest SignedListUsers() const { return Signed(Ana(), ListUsers()); }

  Answer Ask(const HttpRequest& request,
             const SignatureRules& rules = kIam) const {
    Answer answer = keys_.Authenticate(request, rules);
    if (const auto* error = std::get_if<AuthError>(&answer)) {
      EXPECT_FALSE(error->message.empty());
      EXPECT_THAT(error->message, Not(HasSubstr("canary")));
      EXPECT_THAT(MessageWithStrings(*error), Not(HasSubstr("canary")));
    }
    return answer;
  }
  void ExpectVerified(const HttpRequest& request,
                      const SignatureRules& rules = kIam) const {
    const Answer answer = Ask(request, rules);
    const auto* error = std::get_if<AuthError>(&answer);
    EXPECT_EQ(error, nullptr) << error->message;
  }
  // The message.
  std::string ExpectFailure(AuthFailure failure, const HttpRequest& request,
                            const SignatureRules& rules = kIam) const {
    const Answer answer = Ask(request, rules);
    const auto* error = std::get_if<AuthError>(&answer);
    if (error == nullptr) {
      ADD_FAILURE() << "was verified";
      return "";
    }
    EXPECT_EQ(error->failure, failure) << error->message;
    return error->message;
  }

  KnownKeys keys_;
  Session session_;
};

TEST_F(AuthenticatorTest, VerifiesWhatIsSigned) {
  ExpectVerified(SignedListUsers());
  ExpectVerified(Presigned(Ana(), ListUsers()));
  ExpectVerified(Signed(AnaAtS3(), GetObject()), kS3);
  ExpectVerified(Presigned(AnaAtS3(), GetObject()), kS3);
  ExpectVerified(SignedListUsers(), {});
}

TEST_F(AuthenticatorTest, SigningAnewForgetsTheSignatureBefore) {
  const HttpRequest presigned = Presigned(AnaAtS3(), GetObject());
  HttpRequest again = Signed(AnaAtS3(), presigned);
  EXPECT_EQ(again.target, GetObject().target);
  ExpectVerified(Signed(AnaAtS3(), again), kS3);
  ExpectVerified(Presigned(AnaAtS3(), again), kS3);
}

TEST_F(AuthenticatorTest, NotesTheUse) {
  ExpectVerified(SignedListUsers());
  const AccessKey key = keys_.keys.Find(kId).value();
  ASSERT_TRUE(key.last_use.has_value());
  EXPECT_EQ(key.last_use->when, keys_.now);
  EXPECT_EQ(key.last_use->region, "us-east-1");
  EXPECT_EQ(key.last_use->service, "iam");
}

TEST_F(AuthenticatorTest, AFailureIsNoUse) {
  HttpRequest request = SignedListUsers();
  request.body += "x";
  ExpectFailure(AuthFailure::kSignatureMismatch, request);
  EXPECT_FALSE(keys_.keys.Find(kId)->last_use.has_value());
}

TEST_F(AuthenticatorTest, RootUser) {
  keys_.Add("AKIAROOT", kSecret, "");
  Signer root = Ana();
  root.access_key_id = "AKIAROOT";
  const Answer answer = Ask(Signed(root, ListUsers()));
  const Caller& caller = *std::get<Authenticated>(answer).caller;
  EXPECT_EQ(caller.kind, Caller::Kind::kRootUser);
  EXPECT_EQ(caller.principal, "arn:aws:iam::111122223333:root");
  EXPECT_EQ(caller.user_id, "111122223333");
}

TEST_F(AuthenticatorTest, Sessions) {
  struct Row {
    const char* principal;
    Caller::Kind kind;
  };
  for (const Row& row : std::vector<Row>{
           {"arn:aws:sts::111122223333:assumed-role/deploy/ci",
            Caller::Kind::kRoleSession},
           {"arn:aws:sts::111122223333:federated-user/bo",
            Caller::Kind::kFederatedUser},
           {"arn:aws:iam::111122223333:user/ana", Caller::Kind::kUser},
           {"arn:aws:iam::111122223333:root", Caller::Kind::kRootUser}}) {
    session_.principal = row.principal;
    for (const HttpRequest& request : {Signed(Temporary(), ListUsers()),
                                       Presigned(Temporary(), ListUsers())}) {
      const Answer answer = Ask(request);
      ASSERT_TRUE(std::holds_alternative<Authenticated>(answer));
      const Caller& caller = *std::get<Authenticated>(answer).caller;
      EXPECT_EQ(caller.kind, row.kind);
      EXPECT_EQ(caller.principal, row.principal);
      EXPECT_EQ(caller.account, "111122223333");
      EXPECT_EQ(caller.user_id, "AROAEXAMPLE:ci");
      ASSERT_TRUE(caller.session.has_value());
      EXPECT_TRUE(caller.session->mfa);
      EXPECT_EQ(caller.session->secret, "");
    }
  }
}

TEST_F(AuthenticatorTest, MissingCredentials) {
  EXPECT_EQ(ExpectFailure(AuthFailure::kMissingCredentials, ListUsers()),
            "Request is missing Authentication Token");
  const Answer answer =
      Ask(ListUsers(), {.service = "s3", .s3 = true, .allow_anonymous = true});
  const Caller& caller = *std::get<Authenticated>(answer).caller;
  EXPECT_EQ(caller.kind, Caller::Kind::kAnonymous);
  EXPECT_EQ(caller.principal, "*");
}

// Who has credentials that are wrong is not anonymous instead.
TEST_F(AuthenticatorTest, WrongCredentialsAreNotAnonymous) {
  HttpRequest request = Signed(AnaAtS3(), GetObject());
  request.target += "&x";
  SignatureRules rules = kS3;
  rules.allow_anonymous = true;
  ExpectFailure(AuthFailure::kSignatureMismatch, request, rules);
}

TEST_F(AuthenticatorTest, IncompleteSignature) {
  struct Row {
    const char* authorization;
    const char* message;
  };
  for (const Row& row : std::vector<Row>{
           {"AWS4-HMAC-SHA256", "Authorization header requires 'Credential'"},
           {"AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, "
            "SignedHeaders=host",
            "Authorization header requires 'Signature' parameter. (Hashed"},
           {"AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, Signature=0",
            "Authorization header requires 'SignedHeaders' parameter. (Hash"},
           {"Basic Y2FuYXJ5OnBhc3N3b3Jk",
            "Authorization header requires 'Credential'"},
           {"Bearer canary", "Authorization header requires 'Credential'"},
           {"", "Authorization header requires 'Credential'"},
           {"AWS4-HMAC-SHA256 canary", "Invalid key=value pair (missing"},
           {"AWS4-HMAC-SHA256 Credential=a/b/c/d, SignedHeaders=host, "
            "Signature=0",
            "Credential must have exactly 5 slash-delimited elements"},
           {"AWS4-HMAC-SHA256 Credential=a/b/c/d/e/f, SignedHeaders=host, "
            "Signature=0",
            "Credential must have exactly 5 slash-delimited elements"},
           {"AWS4-HMAC-SHA256 Credential=a/b/c/d/e, Credential=a/b/c/d/e, "
            "SignedHeaders=host, Signature=0",
            "Authorization header has parameters that are unknown"},
           {"AWS4-HMAC-SHA256 Credential=a/b/c/d/e, Extra=1, "
            "SignedHeaders=host, Signature=0",
            "Authorization header has parameters that are unknown"},
           {"AWS4-HMAC-SHA256 Credential=a/b/c/d/e, "
            "SignedHeaders=x-amz-date;host, Signature=0",
            "SignedHeaders must be"},
           {"AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=Host, "
            "Signature=0",
            "SignedHeaders must be"},
           {"AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host;host, "
            "Signature=0",
            "SignedHeaders must be"},
           {"AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=, "
            "Signature=0",
            "SignedHeaders must be"}}) {
    HttpRequest request = SignedListUsers();
    Header(&request, "authorization") = row.authorization;
    EXPECT_THAT(ExpectFailure(AuthFailure::kIncompleteSignature, request),
                StartsWith(row.message))
        << row.authorization;
  }
}

TEST_F(AuthenticatorTest, Dates) {
  for (const char* date :
       {"", "20261124", "20261124T143105", "2026112T143105ZZ",
        "20261324T143105Z", "20260231T143105Z", "20261124T243105Z",
        "20261124T143105Z ", "+0261124T143105Z",
        "Tue, 24 Nov 2026 14:31:05 GMT"}) {
    HttpRequest request = SignedListUsers();
    Header(&request, "x-amz-date") = date;
    EXPECT_THAT(ExpectFailure(AuthFailure::kIncompleteSignature, request),
                StartsWith("Date must be in ISO-8601"))
        << date;
  }
  HttpRequest request = SignedListUsers();
  Remove(&request, "x-amz-date");
  EXPECT_THAT(ExpectFailure(AuthFailure::kIncompleteSignature, request),
              HasSubstr("existence of either a 'X-Amz-Date' or a 'Date'"));
}

TEST_F(AuthenticatorTest, RepeatedPartsAreRefused) {
  for (const char* name : {"Authorization", "host", "X-Amz-Date"}) {
    HttpRequest request = SignedListUsers();
    request.headers.push_back({name, Header(&request, name)});
    ExpectFailure(AuthFailure::kIncompleteSignature, request);
  }
  const HttpRequest presigned = Presigned(Ana(), ListUsers());
  for (const char* name :
       {"X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Expires",
        "X-Amz-SignedHeaders", "X-Amz-Signature"}) {
    HttpRequest request = presigned;
    absl::StrAppend(&request.target, "&", name, "=x");
    ExpectFailure(AuthFailure::kIncompleteSignature, request);
    request = presigned;
    Replace(&request.target, name, "X-Amz-Gone");
    ExpectFailure(std::string(name) == "X-Amz-Expires"
                      ? AuthFailure::kSignatureMismatch
                      : AuthFailure::kIncompleteSignature,
                  request);
  }
}

TEST_F(AuthenticatorTest, TargetsThatAreNone) {
  for (const char* target : {"", "*", "http://iam.amazonaws.com/", "/?%zz"}) {
    HttpRequest request = SignedListUsers();
    request.target = target;
    ExpectFailure(AuthFailure::kIncompleteSignature, request);
  }
}

TEST_F(AuthenticatorTest, UnknownKey) {
  const std::string invalid =
      "The security token included in the request is invalid.";
  Signer unknown = Ana();
  unknown.access_key_id = "AKIARTFMZOOVUNKNOWN2";
  EXPECT_EQ(
      ExpectFailure(AuthFailure::kUnknownKey, Signed(unknown, ListUsers())),
      invalid);
  ASSERT_TRUE(keys_.keys.SetActive(kId, false).ok());
  EXPECT_EQ(ExpectFailure(AuthFailure::kUnknownKey, SignedListUsers()),
            invalid);
  ASSERT_TRUE(keys_.keys.SetActive(kId, true).ok());
  ExpectVerified(SignedListUsers());
  ASSERT_TRUE(keys_.keys.Delete(kId).ok());
  EXPECT_EQ(ExpectFailure(AuthFailure::kUnknownKey, SignedListUsers()),
            invalid);
}

TEST_F(AuthenticatorTest, KeyWhoseUserIsGone) {
  ASSERT_TRUE(keys_.keys.RenameUser(KnownKeys::kAccount, "ana", "gone").ok());
  ExpectFailure(AuthFailure::kUnknownKey, SignedListUsers());
}

// The secret of an id may change, with another row of that id.
TEST_F(AuthenticatorTest, AKeyMadeAnewIsAnother) {
  ExpectVerified(SignedListUsers());
  ASSERT_TRUE(keys_.keys.Delete(kId).ok());
  keys_.Add(kId, "another secret");
  ExpectFailure(AuthFailure::kSignatureMismatch, SignedListUsers());
}

TEST_F(AuthenticatorTest, SignatureMismatch) {
  const HttpRequest request = SignedListUsers();
  const std::vector<std::function<void(HttpRequest*)>> changes = {
      [](HttpRequest* r) { r->method = "GET"; },
      [](HttpRequest* r) { r->target = "/x"; },
      [](HttpRequest* r) { r->target = "/?x"; },
      [](HttpRequest* r) { Header(r, "host") = "sts.amazonaws.com"; },
      [](HttpRequest* r) { Header(r, "content-type") = "text/plain"; },
      [](HttpRequest* r) { Remove(r, "content-type"); },
      [](HttpRequest* r) {
        r->headers.push_back({"content-type", "x"});
      },
      [](HttpRequest* r) { Header(r, "x-amz-date") = "20261124T143106Z"; },
      [](HttpRequest* r) { r->body += "&MaxItems=1"; },
      [](HttpRequest* r) { r->body.clear(); },
      [](HttpRequest* r) { Header(r, "authorization") += "0"; },
      [](HttpRequest* r) { Header(r, "authorization").pop_back(); },
  };
  for (size_t i = 0; i < changes.size(); ++i) {
    HttpRequest changed = request;
    changes[i](&changed);
    EXPECT_THAT(ExpectFailure(AuthFailure::kSignatureMismatch, changed),
                StartsWith("The request signature we calculated does not match "
                           "the signature you provided."))
        << i;
  }
  Signer wrong = Ana();
  wrong.secret = "wrong";
  ExpectFailure(AuthFailure::kSignatureMismatch, Signed(wrong, ListUsers()));
}

TEST_F(AuthenticatorTest, MismatchShowsWhatOughtToBeSigned) {
  HttpRequest request = SignedListUsers();
  request.target = "/?b=2&a=1";
  const AuthError error = std::get<AuthError>(Ask(request));
  EXPECT_THAT(error.canonical_request,
              StartsWith("POST\n/\na=1&b=2\ncontent-type:application/"
                         "x-www-form-urlencoded\nhost:iam.amazonaws.com\n"));
  EXPECT_THAT(error.string_to_sign,
              StartsWith("AWS4-HMAC-SHA256\n20261124T143105Z\n20261124/"
                         "us-east-1/iam/aws4_request\n"));
  EXPECT_THAT(MessageWithStrings(error),
              HasSubstr("The Canonical String for this request should have "
                        "been\n'POST\n"));
}

// Chimera, versitygw: compared as far as the shorter of the two went.
TEST_F(AuthenticatorTest, others_27_PartOfASignatureIsNone) {
  HttpRequest request = SignedListUsers();
  std::string& header = Header(&request, "authorization");
  const size_t begin = header.find("Signature=", header.find("host")) + 10;
  const std::string signature = header.substr(begin);
  for (const std::string& wrong :
       {std::string(), signature.substr(0, 1), signature.substr(0, 63),
        signature + std::string(1, '\0'), absl::StrCat(signature, signature),
        absl::AsciiStrToUpper(signature), std::string(64, '0')}) {
    header = header.substr(0, begin) + wrong;
    ExpectFailure(AuthFailure::kSignatureMismatch, request);
  }
}

TEST_F(AuthenticatorTest, BadSessionToken) {
  const std::string invalid =
      "The security token included in the request is invalid.";
  Signer signer = Temporary();
  signer.session_token.clear();
  EXPECT_EQ(
      ExpectFailure(AuthFailure::kUnknownKey, Signed(signer, ListUsers())),
      invalid);
  signer.session_token = "FwoGZXIvYXdzEXAMPLE";
  EXPECT_EQ(
      ExpectFailure(AuthFailure::kBadSessionToken, Signed(signer, ListUsers())),
      invalid);
  // Another's token.
  signer = Temporary();
  signer.access_key_id = "ASIARTFMZOOVV6ANOTHE";
  ExpectFailure(AuthFailure::kBadSessionToken, Signed(signer, ListUsers()));
  // A long-term key with somebody's token.
  signer = Ana();
  signer.session_token = Temporary().session_token;
  ExpectFailure(AuthFailure::kBadSessionToken, Signed(signer, ListUsers()));
  // A token of another state directory.
  const TemporaryDirectory other;
  signer = Temporary();
  signer.session_token =
      SealSession(session_, SecretBox::Open(other.path()).value());
  ExpectFailure(AuthFailure::kBadSessionToken, Signed(signer, ListUsers()));
}

TEST_F(AuthenticatorTest, TokensMustBeSigned) {
  HttpRequest request = Signed(Temporary(), ListUsers());
  std::string& header = Header(&request, "authorization");
  Replace(&header, ";x-amz-security-token", "");
  ExpectFailure(AuthFailure::kUnsignedHeader, request);
  request = Presigned(Temporary(), ListUsers());
  Header(&request, "x-amz-security-token") = Temporary().session_token;
  ExpectFailure(AuthFailure::kTwoCredentials, request);
}

TEST_F(AuthenticatorTest, ExpiredToken) {
  session_.expires = keys_.now;
  EXPECT_EQ(ExpectFailure(AuthFailure::kExpiredToken,
                          Signed(Temporary(), ListUsers())),
            "The security token included in the request is expired");
  session_.expires = keys_.now + absl::Seconds(1);
  ExpectVerified(Signed(Temporary(), ListUsers()));
}

TEST_F(AuthenticatorTest, Clocks) {
  const HttpRequest request = SignedListUsers();
  keys_.now += absl::Minutes(15);
  ExpectVerified(request);
  keys_.now += absl::Seconds(1);
  EXPECT_EQ(ExpectFailure(AuthFailure::kClockBehind, request),
            "Signature expired: 20261124T143105Z is now earlier than "
            "20261124T143106Z (20261124T144606Z - 15 min.)");
  keys_.now -= absl::Minutes(30) + absl::Seconds(1);
  ExpectVerified(request);
  keys_.now -= absl::Seconds(1);
  EXPECT_EQ(ExpectFailure(AuthFailure::kClockAhead, request),
            "Signature not yet current: 20261124T143105Z is still later than "
            "20261124T143104Z (20261124T141604Z + 15 min.)");
}

TEST_F(AuthenticatorTest, WrongScope) {
  Signer signer = Ana();
  signer.region = "eu-west-1";
  const HttpRequest elsewhere = Signed(signer, ListUsers());
  EXPECT_EQ(ExpectFailure(AuthFailure::kWrongRegion, elsewhere),
            "Credential should be scoped to a valid region, not 'eu-west-1'. ");
  ExpectVerified(elsewhere, {.service = "iam"});
  for (const char* region : {"", "US-EAST-1", "a b", "x\xC3\xA9"}) {
    signer.region = region;
    ExpectFailure(AuthFailure::kWrongRegion, Signed(signer, ListUsers()), {});
  }
  signer = Ana();
  signer.service = "sts";
  EXPECT_EQ(
      ExpectFailure(AuthFailure::kWrongService, Signed(signer, ListUsers())),
      "Credential should be scoped to correct service: 'iam'. ");
  HttpRequest request = SignedListUsers();
  Replace(&Header(&request, "authorization"), "/20261124/", "/20261123/");
  EXPECT_EQ(
      ExpectFailure(AuthFailure::kWrongScopeDate, request),
      "Date in Credential scope does not match YYYYMMDD from ISO-8601 version "
      "of date from HTTP: '20261123' != '20261124', from '20261124T143105Z'.");
  request = SignedListUsers();
  Replace(&Header(&request, "authorization"), "aws4_request", "aws5_request");
  EXPECT_EQ(ExpectFailure(AuthFailure::kWrongTerminator, request),
            "Credential should be scoped with a valid terminator: "
            "'aws4_request'.");
}

TEST_F(AuthenticatorTest, PresignedRequestsExpire) {
  const HttpRequest request = Presigned(AnaAtS3(), GetObject(), 3600);
  keys_.now += absl::Hours(1);
  ExpectVerified(request, kS3);
  keys_.now += absl::Seconds(1);
  EXPECT_EQ(ExpectFailure(AuthFailure::kPresignedExpired, request, kS3),
            "Request has expired");
  keys_.now -= absl::Hours(2);
  ExpectFailure(AuthFailure::kClockAhead, request, kS3);
}

TEST_F(AuthenticatorTest, PresignedForTooLong) {
  ExpectVerified(Presigned(Ana(), ListUsers(), 604800));
  ExpectFailure(AuthFailure::kPresignedTooLong,
                Presigned(Ana(), ListUsers(), 604801));
  ExpectFailure(AuthFailure::kPresignedTooLong,
                Presigned(Ana(), ListUsers(), -1));
  for (const char* expires : {"", "x", "9223372036854775808", "6e4"}) {
    HttpRequest request = Presigned(Ana(), ListUsers());
    Replace(&request.target, "X-Amz-Expires=60",
            absl::StrCat("X-Amz-Expires=", expires));
    ExpectFailure(AuthFailure::kPresignedTooLong, request);
  }
}

TEST_F(AuthenticatorTest, S3WantsAnExpiry) {
  HttpRequest request = Presigned(AnaAtS3(), GetObject());
  Replace(&request.target, "&X-Amz-Expires=60", "");
  ExpectFailure(AuthFailure::kIncompleteSignature, request, kS3);
}

// MinIO CVE-2026-40344: one of two was checked, the other trusted.
TEST_F(AuthenticatorTest, others_07_HeaderAndQueryTogether) {
  HttpRequest request = Presigned(Ana(), ListUsers());
  HttpRequest with_header = SignedListUsers();
  request.headers.push_back(
      {"Authorization", Header(&with_header, "authorization")});
  ExpectFailure(AuthFailure::kTwoCredentials, request);
  for (const char* query :
       {"/?X-Amz-Credential=x", "/?X-Amz-Signature=x", "/?X-Amz-Algorithm=x",
        "/?X%2DAmz-Signature=x", "/?AWSAccessKeyId=x"}) {
    request = SignedListUsers();
    request.target = query;
    ExpectFailure(AuthFailure::kTwoCredentials, request);
  }
}

TEST_F(AuthenticatorTest, UnsupportedAlgorithm) {
  for (const char* header :
       {"AWS AKIAIOSFODNN7EXAMPLE:frJIUN8DYpKDtOLCwo//yllqDzg=",
        "AWS4-ECDSA-P256-SHA256 Credential=a/20261124/iam/aws4_request, "
        "SignedHeaders=host, Signature=0",
        "AWS4-HMAC-SHA512 Credential=a/b/c/d/aws4_request"}) {
    HttpRequest request = ListUsers();
    Header(&request, "authorization") = header;
    ExpectFailure(AuthFailure::kUnsupportedAlgorithm, request);
  }
  HttpRequest request = Presigned(Ana(), ListUsers());
  Replace(&request.target, "AWS4-HMAC-SHA256", "AWS4-ECDSA-P256-SHA256");
  ExpectFailure(AuthFailure::kUnsupportedAlgorithm, request);
  request = GetObject();
  request.target += "&AWSAccessKeyId=x&Signature=y&Expires=1";
  ExpectFailure(AuthFailure::kUnsupportedAlgorithm, request, kS3);
}

TEST_F(AuthenticatorTest, PayloadMismatch) {
  HttpRequest put = GetObject();
  put.method = "PUT";
  put.body = "Welcome";
  HttpRequest request = Signed(AnaAtS3(), put);
  request.body = "welcome";
  ExpectFailure(AuthFailure::kPayloadMismatch, request, kS3);
  // Nor is it overlooked elsewhere.
  request = ListUsers();
  Header(&request, "x-amz-content-sha256") = "x";
  request = Signed(Ana(), request);
  ExpectVerified(request);
  request.body += "x";
  ExpectFailure(AuthFailure::kPayloadMismatch, request);
}

TEST_F(AuthenticatorTest, UnsignedPayload) {
  HttpRequest request = GetObject();
  Header(&request, "x-amz-content-sha256") = "UNSIGNED-PAYLOAD";
  request = Signed(AnaAtS3(), request);
  request.body = "anything";
  ExpectVerified(request, kS3);
  request = ListUsers();
  Header(&request, "x-amz-content-sha256") = "UNSIGNED-PAYLOAD";
  request = Signed(Ana(), request);
  ExpectFailure(AuthFailure::kPayloadMismatch, request);
  SignatureRules rules = kIam;
  rules.unsigned_payload = true;
  ExpectVerified(request, rules);
}

TEST_F(AuthenticatorTest, S3WantsThePayloadNamed) {
  Signer signer = AnaAtS3();
  signer.s3 = false;
  HttpRequest request = GetObject();
  request.target = "/key";
  EXPECT_THAT(ExpectFailure(AuthFailure::kIncompleteSignature,
                            Signed(signer, request), kS3),
              HasSubstr("x-amz-content-sha256"));
  request = Signed(AnaAtS3(), request);
  Header(&request, "x-amz-content-sha256") = "STREAMING-NONE";
  ExpectFailure(AuthFailure::kPayloadMismatch, request, kS3);
  Header(&request, "x-amz-content-sha256") =
      "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD";
  ExpectFailure(AuthFailure::kUnsupportedAlgorithm, request, kS3);
}

TEST_F(AuthenticatorTest, UnsignedHeaders) {
  HttpRequest request = SignedListUsers();
  request.headers.push_back({"X-Amz-Target", "x"});
  EXPECT_EQ(ExpectFailure(AuthFailure::kUnsignedHeader, request),
            "There were headers present in the request which were not signed");
  request = SignedListUsers();
  Replace(&Header(&request, "authorization"), "host;", "");
  EXPECT_THAT(ExpectFailure(AuthFailure::kUnsignedHeader, request),
              HasSubstr("'Host'"));
  request = SignedListUsers();
  request.headers.push_back({"X-Amzn-Trace-Id", "Root=1"});
  request.headers.push_back({"Accept-Encoding", "identity"});
  ExpectVerified(request);
}

// What a router may tell apart, a signature does.
TEST_F(AuthenticatorTest, others_08_NothingIsNormalizedBehindTheSignature) {
  const HttpRequest request = Signed(AnaAtS3(), GetObject());
  for (const char* target :
       {"/c?versionId=x", "/a%20b/..%2Fc?versionId=x", "/a+b/../c?versionId=x",
        "/a%20b/../c?versionId=x&versionId=x", "//a%20b/../c?versionId=x",
        "/a%20b%2f../c?versionId=x", "/a%20b/..\\c?versionId=x",
        "/a%20b/../%63?versionId=x", "/a%20b/../c?version%49d=x"}) {
    HttpRequest changed = request;
    changed.target = target;
    ExpectFailure(AuthFailure::kSignatureMismatch, changed, kS3);
  }
}

std::string RandomText(std::mt19937& random, absl::string_view alphabet) {
  std::string text;
  for (size_t left = random() % 12; left > 0; --left) {
    text.push_back(alphabet[random() % alphabet.size()]);
  }
  return text;
}

TEST_F(AuthenticatorTest, RandomRequestsRoundTrip) {
  std::mt19937 random(7);
  for (int i = 0; i < 2000; ++i) {
    const bool s3 = random() % 2 == 0;
    HttpRequest request = s3 ? GetObject() : ListUsers();
    request.target =
        absl::StrCat("/", RandomText(random, "ab/.%20~+\xC3\xA9:@"), "?",
                     RandomText(random, "ab=&+%20;,x"));
    // Half an escape is no target; the rest is.
    if (!ParseQuery(SplitTarget(request.target)->query).has_value()) continue;
    request.body = RandomText(random, "ab=&\n");
    request.headers.push_back({"x-amz-meta", RandomText(random, "ab \t,")});
    request.headers.push_back({"X-Amz-Meta", RandomText(random, "ab \t,")});
    const SignatureRules& rules = s3 ? kS3 : kIam;
    const Signer signer = s3 ? AnaAtS3() : Ana();
    ExpectVerified(Signed(signer, request), rules);
    ExpectVerified(Presigned(signer, request), rules);
    HttpRequest changed = Signed(signer, request);
    changed.body += "x";
    EXPECT_TRUE(std::holds_alternative<AuthError>(Ask(changed, rules)));
    changed = Presigned(signer, request);
    changed.target += "&a";
    ExpectFailure(AuthFailure::kSignatureMismatch, changed, rules);
  }
}

TEST_F(AuthenticatorTest, ThreadsShareIt) {
  const HttpRequest right = SignedListUsers();
  const HttpRequest session = Signed(Temporary(), ListUsers());
  HttpRequest wrong = right;
  wrong.body += "x";
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 50; ++j) {
        ExpectVerified(right);
        ExpectVerified(session);
        ExpectFailure(AuthFailure::kSignatureMismatch, wrong);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace iam
