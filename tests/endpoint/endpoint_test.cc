// Calls from signature to answer, with the engine deciding.
#include "simulator/credentials/session_token.h"
#include "simulator/found/found_request.h"
#include "tests/endpoint/endpoint_fixture.h"

namespace iam {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr char kListUsers[] = "Action=ListUsers&Version=2010-05-08";
constexpr char kIdentity[] = "Action=GetCallerIdentity&Version=2011-06-15";
constexpr char kDescribe[] = "Action=DescribeInstances&Version=2016-11-15";

// The text of an element.
std::string TextIn(const std::string& xml, const std::string& name) {
  const size_t begin = xml.find(absl::StrCat("<", name, ">"));
  if (begin == std::string::npos) return "";
  const size_t from = begin + name.size() + 2;
  return xml.substr(from, xml.find("</", from) - from);
}

// Calls of "session" are signed with the credentials of the answer.
class SessionTest : public EndpointTest {
 protected:
  void TakeSession(const std::string& body) {
    signers_["session"] = {TextIn(body, "AccessKeyId"),
                           TextIn(body, "SecretAccessKey"),
                           TextIn(body, "SessionToken"),
                           "us-east-1",
                           "",
                           false};
  }
};

TEST_F(EndpointTest, AnswersWhoCalls) {
  Open({{"ana", ""}});
  const HttpResponse response = Query("ana", "sts", kIdentity);
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(TextIn(response.body, "Arn"), "arn:aws:iam::111122223333:user/ana");
  EXPECT_EQ(TextIn(response.body, "UserId"), "AIDAana");
}

TEST_F(EndpointTest, DecidesEachCall) {
  Open({{"ana", Allow("iam:ListUsers")}, {"ben", Allow("s3:*")}});
  EXPECT_EQ(Query("ana", "iam", kListUsers).status, 200);
  const HttpResponse denied = Query("ben", "iam", kListUsers);
  EXPECT_EQ(denied.status, 403);
  EXPECT_EQ(TextIn(denied.body, "Code"), "AccessDenied");
  EXPECT_EQ(TextIn(denied.body, "Message"),
            "User: arn:aws:iam::111122223333:user/ben is not authorized to "
            "perform: iam:ListUsers on resource: * because no identity-based "
            "policy allows the iam:ListUsers action");
}

TEST_F(EndpointTest, SaysWhatDenies) {
  Open({{"ana", Allow("iam:*", "*",
                      R"({"Effect":"Deny","Action":"iam:List*",)"
                      R"("Resource":"*"})")}});
  EXPECT_THAT(Query("ana", "iam", kListUsers).body,
              HasSubstr("with an explicit deny in an identity-based policy"));
}

TEST_F(EndpointTest, Ec2SaysItInItsOwnWay) {
  Open({{"ana", ""}});
  const HttpResponse looked = Query("ana", "ec2", kDescribe);
  EXPECT_EQ(looked.status, 403);
  EXPECT_EQ(TextIn(looked.body, "Code"), "UnauthorizedOperation");
  EXPECT_THAT(TextIn(looked.body, "Message"),
              AllOf(StartsWith("You are not authorized to perform this "
                               "operation."),
                    Not(HasSubstr("Encoded"))));
  const HttpResponse changed =
      Query("ana", "ec2",
            "Action=TerminateInstances&Version=2016-11-15&InstanceId.1=i-1");
  EXPECT_THAT(TextIn(changed.body, "Message"),
              HasSubstr("Encoded authorization failure message: "));
}

TEST_F(EndpointTest, EncodedMessagesAreDecodedForTheirAccount) {
  Open({{"ana", Allow("sts:DecodeAuthorizationMessage")}, {"ben", ""}});
  const std::string message = TextIn(
      Query("ana", "ec2",
            "Action=TerminateInstances&Version=2016-11-15&InstanceId.1=i-1")
          .body,
      "Message");
  const std::string encoded = message.substr(message.rfind(' ') + 1);
  EXPECT_LT(encoded.size(), 10240u);
  const std::string form = absl::StrCat(
      "Action=DecodeAuthorizationMessage&Version=2011-06-15&EncodedMessage=",
      encoded);
  const std::string decoded = Query("ana", "sts", form).body;
  EXPECT_THAT(decoded, HasSubstr("ec2:TerminateInstances"));
  EXPECT_THAT(decoded, HasSubstr("instance/i-1"));
  EXPECT_THAT(Query("ben", "sts", form).body, HasSubstr("AccessDenied"));
  EXPECT_THAT(Query("ana", "sts", absl::StrCat(form, "x")).body,
              HasSubstr("InvalidAuthorizationMessageException"));
}

TEST_F(EndpointTest, DryRun) {
  Open({{"ana", Allow("ec2:DescribeInstances")}, {"ben", ""}});
  const std::string form = absl::StrCat(kDescribe, "&DryRun=true");
  const HttpResponse allowed = Query("ana", "ec2", form);
  EXPECT_EQ(allowed.status, 412);
  EXPECT_EQ(TextIn(allowed.body, "Code"), "DryRunOperation");
  EXPECT_EQ(TextIn(Query("ben", "ec2", form).body, "Code"),
            "UnauthorizedOperation");
}

TEST_F(EndpointTest, OtherServicesAreSimulated) {
  Open({{"ana", Allow("*")}});
  const HttpResponse response = Query("ana", "ec2", kDescribe);
  EXPECT_EQ(response.status, 200);
  EXPECT_THAT(response.body, StartsWith("<DescribeInstancesResponse"));
  EXPECT_EQ(*FindHeader(response.headers, "x-iamsim-simulated"), "true");
  EXPECT_EQ(S3("ana", "GET", "/").body, "");
}

TEST_F(EndpointTest, ResourcesAndContextKeysComeFromTheCall) {
  Open({{"ana",
         R"({"Version":"2012-10-17","Statement":[
           {"Effect":"Allow","Action":"s3:ListBucket",
            "Resource":"arn:aws:s3:::amzn-s3-demo-bucket","Condition":
            {"StringEquals":{"s3:prefix":"home/ana"}}},
           {"Effect":"Allow","Action":"ec2:RunInstances","Resource":"*",
            "Condition":{"StringEquals":{"ec2:InstanceType":"t3.micro"}}},
           {"Effect":"Allow","Action":"iam:CreateUser",
            "Resource":"arn:aws:iam::*:user/team/*","Condition":{"StringEquals":
            {"aws:RequestTag/team":"ops"}}},
           {"Effect":"Allow","Action":"dynamodb:*","Resource":"*","Condition":
            {"IpAddress":{"aws:SourceIp":"192.0.2.0/24"},
             "StringEquals":{"aws:RequestedRegion":"us-east-1"},
             "Null":{"aws:MultiFactorAuthPresent":"true"}}}]})"}});
  EXPECT_EQ(
      S3("ana", "GET", "/amzn-s3-demo-bucket?list-type=2&prefix=home%2Fana")
          .status,
      200);
  EXPECT_EQ(
      S3("ana", "GET", "/amzn-s3-demo-bucket?list-type=2&prefix=home").status,
      403);
  const std::string run =
      "Action=RunInstances&Version=2016-11-15&MinCount=1&MaxCount=1&ImageId="
      "ami-1&InstanceType=";
  EXPECT_EQ(Query("ana", "ec2", run + "t3.micro").status, 200);
  EXPECT_EQ(Query("ana", "ec2", run + "m5.large").status, 403);
  const std::string create =
      "Action=CreateUser&Version=2010-05-08&UserName=eve&Tags.member.1.Key=team"
      "&Tags.member.1.Value=ops&Path=";
  EXPECT_EQ(Query("ana", "iam", create + "/other/").status, 403);
  EXPECT_EQ(Query("ana", "iam", create + "/team/").status, 200);
  HttpRequest request;
  request.method = "POST";
  request.target = "/";
  request.headers = {{"X-Amz-Target", "DynamoDB_20120810.ListTables"}};
  request.body = "{}";
  EXPECT_EQ(Send("ana", "dynamodb", request).status, 200);
}

// What the call leaves to AWS has to be allowed, whatever AWS takes.
TEST_F(EndpointTest, EachTypeThatAnActionNeedsIsAskedFor) {
  const std::string run =
      "Action=RunInstances&Version=2016-11-15&MinCount=1&MaxCount=1&ImageId="
      "ami-1&SubnetId=";
  Open({{"ana",
         R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":)"
         R"("ec2:RunInstances","Resource":["arn:aws:ec2:*::image/*",)"
         R"("arn:aws:ec2:*:*:instance/*"]}]})"},
        {"ben",
         R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":)"
         R"("ec2:RunInstances","Resource":["arn:aws:ec2:*::image/*",)"
         R"("arn:aws:ec2:*:*:instance/*","arn:aws:ec2:*:*:volume/*",)"
         R"("arn:aws:ec2:*:*:network-interface/*",)"
         R"("arn:aws:ec2:*:*:security-group/*",)"
         R"("arn:aws:ec2:*:*:subnet/subnet-1"]}]})"}});
  EXPECT_EQ(Query("ana", "ec2", run + "subnet-1").status, 403);
  EXPECT_EQ(Query("ben", "ec2", run + "subnet-1").status, 200);
  EXPECT_EQ(Query("ben", "ec2", run + "subnet-2").status, 403);
  EXPECT_EQ(Query("ben", "ec2", run).status, 403);
}

// A user's path is not in the call.
TEST_F(EndpointTest, EntitiesHaveTheirRealArns) {
  Open({{"ana", Allow("iam:*", "arn:aws:iam::111122223333:user/team/*")}});
  EXPECT_EQ(Query("ana", "iam",
                  "Action=CreateUser&Version=2010-05-08&UserName=eve&"
                  "Path=%2Fteam%2F")
                .status,
            200);
  EXPECT_EQ(
      Query("ana", "iam", "Action=GetUser&Version=2010-05-08&UserName=eve")
          .status,
      200);
  EXPECT_EQ(
      Query("ana", "iam", "Action=GetUser&Version=2010-05-08&UserName=ana")
          .status,
      403);
}

// Without a user's name, a call is about the caller; but a key is its owner's.
TEST_F(EndpointTest, UsersAreMeantWithoutTheirNames) {
  Open({{"ana", Allow("iam:*", "arn:aws:iam::*:user/${aws:username}")},
        {"ben", ""}});
  EXPECT_EQ(
      Query("ana", "iam", "Action=ListAccessKeys&Version=2010-05-08").status,
      200);
  const std::string last_used =
      "Action=GetAccessKeyLastUsed&Version=2010-05-08&AccessKeyId=";
  EXPECT_EQ(
      Query("ana", "iam", last_used + signers_["ana"].access_key_id).status,
      200);
  EXPECT_EQ(
      Query("ana", "iam", last_used + signers_["ben"].access_key_id).status,
      403);
  EXPECT_EQ(Query("ana", "iam", last_used + "AKIAIOSFODNN7EXAMPLE").status,
            403);
}

TEST_F(EndpointTest, ChangesTakeEffectOnTheNextCall) {
  Open({{"ana", Allow("iam:*")}, {"ben", ""}});
  EXPECT_EQ(Query("ben", "iam", kListUsers).status, 403);
  EXPECT_EQ(
      Query("ana", "iam",
            absl::StrCat("Action=PutUserPolicy&Version=2010-05-08&UserName=ben&"
                         "PolicyName=p&PolicyDocument=",
                         PercentEncode(Allow("iam:ListUsers"))))
          .status,
      200);
  EXPECT_EQ(Query("ben", "iam", kListUsers).status, 200);
}

// A session that was started with a policy can do no more than that.
TEST_F(SessionTest, SessionPoliciesLimit) {
  const std::string role = absl::StrCat(
      R"({"Path":"/","RoleName":"deploy","RoleId":"AROAdeploy","Arn":)"
      R"("arn:aws:iam::111122223333:role/deploy","AssumeRolePolicyDocument":)"
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":)"
      R"({"AWS":"arn:aws:iam::111122223333:user/ana"},"Action":)"
      R"("sts:AssumeRole"}]},"RolePolicyList":[{"PolicyName":"p",)"
      R"("PolicyDocument":)",
      Allow("*"), "}]}");
  Open({{"ana", ""}}, role);
  const auto assume = [&](const std::string& more) {
    const std::string body =
        Query("ana", "sts",
              absl::StrCat("Action=AssumeRole&Version=2011-06-15&RoleArn="
                           "arn%3Aaws%3Aiam%3A%3A111122223333%3Arole%2Fdeploy&"
                           "RoleSessionName=s1",
                           more))
            .body;
    TakeSession(body);
  };
  assume("");
  EXPECT_EQ(Query("session", "iam", kListUsers).status, 200);
  EXPECT_EQ(S3("session", "GET", "/").status, 200);
  assume(absl::StrCat("&Policy=", PercentEncode(Allow("s3:*"))));
  EXPECT_EQ(S3("session", "GET", "/").status, 200);
  EXPECT_THAT(Query("session", "iam", kListUsers).body,
              HasSubstr("because no session policy allows the iam:ListUsers "
                        "action"));
  // A limit that cannot be read is not left away.
  for (const char* policy :
       {"&Policy=", "&Policy=%7B", "&PolicyArns=arn",
        "&PolicyArns.member.1=arn", "&PolicyArns.member.1.arn=",
        "&PolicyArns.member.1.Arn=x", "&Policies=x"}) {
    EXPECT_EQ(
        Query("ana", "sts",
              absl::StrCat("Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3A"
                           "aws%3Aiam%3A%3A111122223333%3Arole%2Fdeploy&"
                           "RoleSessionName=s1",
                           policy))
            .status,
        400)
        << policy;
  }
  // others_01: nor what its bearer may do to himself.
  EXPECT_EQ(Query("session", "iam",
                  "Action=CreateAccessKey&Version=2010-05-08&UserName=ana")
                .status,
            403);
  // Past its time it is nothing.
  now_ += absl::Hours(2);
  const std::string late = Query("session", "iam", kListUsers).body;
  EXPECT_EQ(TextIn(late, "Code"), "ExpiredToken");
}

TEST_F(EndpointTest, Others03HeadersThatAskForMoreAreDecidedToo) {
  Open({{"ana", Allow("s3:DeleteObject")},
        {"ben", Allow("s3:*", "*",
                      R"({"Effect":"Deny","Action":)"
                      R"("s3:BypassGovernanceRetention","Resource":"*"})")},
        {"eve", Allow("s3:PutObject")}});
  const std::vector<HttpHeader> bypass = {
      {"x-amz-bypass-governance-retention", "true"}};
  EXPECT_EQ(S3("ana", "DELETE", "/b/k").status, 200);
  EXPECT_EQ(S3("ana", "DELETE", "/b/k", bypass).status, 403);
  EXPECT_EQ(S3("ben", "DELETE", "/b/k").status, 200);
  EXPECT_EQ(S3("ben", "DELETE", "/b/k", bypass).status, 403);
  EXPECT_EQ(S3("eve", "PUT", "/b/k").status, 200);
  EXPECT_EQ(S3("eve", "PUT", "/b/k", {{"x-amz-acl", "public-read"}}).status,
            403);
}

TEST_F(EndpointTest, EachObjectOfAListIsDecided) {
  Open({{"ana", Allow("s3:DeleteObject", "arn:aws:s3:::b/mine/*")}});
  const auto remove = [this](const std::string& objects) {
    return S3("ana", "POST", "/b?delete", {{"Content-Type", "application/xml"}},
              absl::StrCat("<Delete>", objects, "</Delete>"))
        .status;
  };
  const std::string mine = "<Object><Key>mine/a</Key></Object>";
  EXPECT_EQ(remove(mine), 200);
  EXPECT_EQ(remove(mine + "<Object><Key>yours/a</Key></Object>"), 403);
  // A version is another permission, for this object alone.
  EXPECT_EQ(remove(mine + "<Object><Key>mine/b</Key><VersionId>1</VersionId>"
                          "</Object>"),
            403);
  EXPECT_EQ(remove(""), 403);
}

// others_08, others_24: what is decided on is what was signed.
TEST_F(EndpointTest, Others08KeysAreWhatTheyAre) {
  Open({{"ana", Allow("s3:GetObject", "arn:aws:s3:::b/mine/*")}});
  EXPECT_EQ(S3("ana", "GET", "/b/mine/a").status, 200);
  // To S3, ".." is a name like another.
  EXPECT_EQ(S3("ana", "GET", "/b/mine/../yours/a").status, 200);
  EXPECT_THAT(audit_.back(), HasSubstr("mine/../yours/a"));
  EXPECT_EQ(S3("ana", "GET", "//b/mine/a").status, 404);
  EXPECT_EQ(S3("ana", "GET", "/b/mine%5Ca").status, 403);
  EXPECT_EQ(S3("ana", "GET", "/b/yours%2F..%2Fmine/a").status, 403);
}

TEST_F(EndpointTest, AnonymousIsS3sAlone) {
  Open({{"ana", ""}}, "",
       R"([{"ResourceArn":"arn:aws:s3:::public","Account":"111122223333",)"
       R"("Policy":{"Version":"2012-10-17","Statement":[{"Effect":"Allow",)"
       R"("Principal":"*","Action":"s3:GetObject","Resource":)"
       R"("arn:aws:s3:::public/*"}]}}])");
  HttpRequest request;
  request.method = "GET";
  request.target = "/public/k";
  request.headers = {{"Host", "localhost"}};
  EXPECT_EQ(endpoint_->Answer(request).status, 200);
  request.target = "/private/k";
  const HttpResponse denied = endpoint_->Answer(request);
  EXPECT_EQ(denied.status, 403);
  EXPECT_THAT(denied.body, HasSubstr("User: anonymous is not authorized"));
  request.target = "/?Action=ListUsers&Version=2010-05-08";
  request.headers = {{"Host", "iam.amazonaws.com"}};
  EXPECT_THAT(endpoint_->Answer(request).body,
              HasSubstr("MissingAuthenticationToken"));
}

TEST_F(SessionTest, KindsOfCredentialsHaveTheirLimits) {
  Open({{"ana", Allow("*")}});
  TakeSession(
      Query("ana", "sts", "Action=GetSessionToken&Version=2011-06-15").body);
  EXPECT_EQ(Query("session", "sts", kIdentity).status, 200);
  EXPECT_EQ(S3("session", "GET", "/").status, 200);
  EXPECT_THAT(Query("session", "iam", kListUsers).body,
              HasSubstr("InvalidClientTokenId"));
  EXPECT_THAT(
      Query("session", "sts", "Action=GetSessionToken&Version=2011-06-15").body,
      HasSubstr("Cannot call GetSessionToken with session credentials"));
  // A federated user can do what a policy of the session says, and without one
  // nothing.
  TakeSession(Query("ana", "sts",
                    "Action=GetFederationToken&Version=2011-06-15&Name=fred")
                  .body);
  EXPECT_EQ(Query("session", "sts", kIdentity).status, 200);
  EXPECT_EQ(S3("session", "GET", "/").status, 403);
  TakeSession(
      Query("ana", "sts",
            absl::StrCat("Action=GetFederationToken&Version=2011-06-15&Name="
                         "fred&Policy=",
                         PercentEncode(Allow("s3:*"))))
          .body);
  EXPECT_EQ(S3("session", "GET", "/").status, 200);
  EXPECT_EQ(Query("session", "ec2", kDescribe).status, 403);
}

TEST_F(SessionTest, MfaIsForWhoHasTheCode) {
  options_.mfa_code = "123456";
  Open({{"ana", R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",)"
                R"("Action":"*","Resource":"*","Condition":{"Bool":)"
                R"({"aws:MultiFactorAuthPresent":"true"}}}]})"}});
  EXPECT_EQ(S3("ana", "GET", "/").status, 403);
  const std::string form =
      "Action=GetSessionToken&Version=2011-06-15&SerialNumber="
      "arn%3Aaws%3Aiam%3A%3A111122223333%3Amfa%2Fana&TokenCode=";
  EXPECT_THAT(Query("ana", "sts", form + "000000").body,
              HasSubstr("MultiFactorAuthentication failed"));
  const std::string body = Query("ana", "sts", form + "123456").body;
  TakeSession(body);
  EXPECT_EQ(S3("session", "GET", "/").status, 200);
  EXPECT_EQ(Query("session", "iam", kListUsers).status, 200);
}

TEST_F(EndpointTest, AuditIsWhatWhyReads) {
  Open({{"ana", Allow("iam:ListUsers")}});
  Query("ana", "iam", kListUsers);
  Query("ana", "ec2",
        "Action=TerminateInstances&Version=2016-11-15&InstanceId.1=i-1");
  S3("ana", "GET", "/amzn-s3-demo-bucket/k");
  ASSERT_THAT(audit_, SizeIs(3));
  std::string log;
  for (const std::string& line : audit_) absl::StrAppend(&log, line, "\n");
  const auto findings = FindRequests(
      std::make_shared<const Source>("audit", log), FindOptions{true});
  ASSERT_TRUE(findings.ok()) << findings.status();
  std::vector<std::string> found;
  for (const FoundRequest& request : findings->requests) {
    found.push_back(absl::StrCat(request.request.action, " ",
                                 request.request.resource,
                                 request.verdict.has_value() ? " denied" : ""));
  }
  EXPECT_THAT(
      found,
      ElementsAre("iam:ListUsers *",
                  "ec2:TerminateInstances arn:aws:ec2:us-east-1:111122223333:"
                  "instance/i-1 denied",
                  "s3:GetObject arn:aws:s3:::amzn-s3-demo-bucket/k denied"));
  EXPECT_EQ(findings->requests[0].request.principal,
            "arn:aws:iam::111122223333:user/ana");
}

TEST_F(EndpointTest, SecretsAreHiddenInTheAudit) {
  Open({{"ana", Allow("*")}});
  HttpRequest request;
  request.method = "POST";
  request.target = "/";
  request.headers = {{"X-Amz-Target", "secretsmanager.CreateSecret"}};
  request.body = R"({"Name": "db", "SecretString": "canary"})";
  EXPECT_EQ(Send("ana", "secretsmanager", request).status, 200);
  ASSERT_THAT(audit_, SizeIs(1));
  EXPECT_THAT(audit_[0], AllOf(Not(HasSubstr("canary")),
                               HasSubstr("HIDDEN_DUE_TO_SECURITY_REASONS"),
                               HasSubstr(R"("name":"db")")));
}

TEST_F(EndpointTest, RegionsMayNotBeEnabled) {
  options_.regions = {"eu-west-1"};
  Open({{"ana", Allow("*")}});
  const HttpResponse refused = Query("ana", "ec2", kDescribe);
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(TextIn(refused.body, "Code"), "OptInRequired");
  EXPECT_EQ(TextIn(S3("ana", "GET", "/").body, "Code"), "InvalidAccessKeyId");
  // IAM is in no Region.
  EXPECT_EQ(Query("ana", "iam", kListUsers).status, 200);
  signers_["ana"].region = "eu-west-1";
  EXPECT_EQ(Query("ana", "ec2", kDescribe).status, 200);
  EXPECT_EQ(S3("ana", "GET", "/").status, 200);
}

TEST_F(EndpointTest, WhoIsNotKnownReachesNoPolicy) {
  Open({{"ana", Allow("*")}});
  signers_["ana"].secret = "wrong";
  EXPECT_THAT(Query("ana", "iam", kListUsers).body,
              HasSubstr("SignatureDoesNotMatch"));
  signers_["ana"].access_key_id = "AKIAIOSFODNN7EXAMPLE";
  EXPECT_THAT(Query("ana", "iam", kListUsers).body,
              HasSubstr("InvalidClientTokenId"));
  EXPECT_THAT(audit_, IsEmpty());
  EXPECT_THAT(endpoint_->metrics().ToText(),
              HasSubstr(R"(service="iam",outcome="unauthenticated"} 2)"));
}

// An attached policy that the world lacks may be a Deny.
TEST_F(EndpointTest, WhatHangsOnAnUnknownPolicyIsRefused) {
  Open({{"ana", Allow("s3:*")}, {"ben", Allow("s3:*")}});
  const auto attach = [](EntityTable* entities) {
    Entity ben = *entities->Find(kAccount, EntityKind::kUser, "ben");
    ben.attached.push_back("arn:aws:iam::111122223333:policy/Lost");
    entities->Put(ben);
    return true;
  };
  ASSERT_TRUE(directory_->Change(attach).ok());
  EXPECT_EQ(S3("ana", "GET", "/b/k").status, 200);
  const HttpResponse refused = S3("ben", "GET", "/b/k");
  EXPECT_EQ(refused.status, 403);
  EXPECT_THAT(refused.body, HasSubstr("as long as the world lacks the "
                                      "document of"));
  EXPECT_THAT(*FindHeader(refused.headers, "x-iamsim-unknown-policies"),
              HasSubstr("Lost"));
  EXPECT_THAT(Query("ben", "ec2", kDescribe).body,
              HasSubstr("because no identity-based policy allows"));
}

// What a call says has a place in the decision, or there is none.
TEST_F(EndpointTest, TagsThatAreNotDecidedOnAreRefused) {
  Open({{"ana",
         R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",)"
         R"("Action":"iam:*","Resource":"*","Condition":)"
         R"({"ForAllValues:StringEquals":{"aws:TagKeys":["team"]}}}]})"}});
  const auto tag = [this](const std::string& tags) {
    const HttpResponse response = Query(
        "ana", "iam",
        absl::StrCat("Action=TagUser&Version=2010-05-08&UserName=ana", tags));
    return absl::StrCat(response.status, " ", TextIn(response.body, "Code"));
  };
  const auto one = [](int number, absl::string_view key,
                      absl::string_view value) {
    return absl::StrCat("&Tags.member.", number, ".Key=", key, "&Tags.member.",
                        number, ".Value=", value);
  };
  EXPECT_EQ(tag(one(1, "team", "ops")), "200 ");
  EXPECT_EQ(tag(one(1, "other", "ops")), "403 AccessDenied");
  // In a trail this would be a value that CloudTrail hides.
  EXPECT_EQ(tag(one(1, "other", "***")), "403 AccessDenied");
  EXPECT_EQ(tag(one(1, "team", "ops") + one(2, "team", "dev")),
            "400 ValidationError");
  EXPECT_EQ(tag(one(1, "team", "ops") +
                "&Tags.member.01.Key=other&Tags.member.01.Value=x"),
            "400 MalformedQueryString");
  std::string many;
  for (int i = 1; i <= 300; ++i) {
    many += one(i, i < 300 ? absl::StrCat("team", i) : "other", "x");
  }
  EXPECT_EQ(tag(many), "400 ValidationError");
}

TEST_F(EndpointTest, IamSpeaksNoCbor) {
  Open({{"ana", Allow("*")}});
  HttpRequest request;
  request.method = "POST";
  request.target =
      "/service/AWSIdentityManagementV20100508/operation/ListUsers";
  request.headers = {{"Smithy-Protocol", "rpc-v2-cbor"}};
  EXPECT_EQ(Send("ana", "iam", request).status, 404);
}

TEST_F(EndpointTest, S3RequestsThatMayBeReadInTwoWaysAreRefused) {
  Open({{"ana", Allow("s3:*")}});
  EXPECT_THAT(S3("ana", "GET", "/b?prefix=a&prefix=b").body,
              HasSubstr("A parameter of the query is there twice."));
  EXPECT_EQ(S3("ana", "PUT", "/b/k", {{"x-amz-tagging", "a=1&b=2"}}).status,
            200);
  for (const char* tagging : {"a=%", "a=1&a=2", "a=\xFF"}) {
    EXPECT_EQ(S3("ana", "PUT", "/b/k", {{"x-amz-tagging", tagging}}).status,
              400)
        << tagging;
  }
  EXPECT_THAT(S3("ana", "PUT", "/b/k", {{"x-amz-storage-class", "\xFF"}}).body,
              HasSubstr("The header x-amz-storage-class is not UTF-8."));
  EXPECT_EQ(S3("ana", "PUT", "/b/k", {{"x-amz-meta-name", "\xFF"}}).status,
            200);
}

TEST_F(EndpointTest, WatchersAreAnswered) {
  Open({{"ana", ""}});
  HttpRequest request;
  request.method = "GET";
  request.target = "/healthz";
  EXPECT_EQ(endpoint_->Answer(request).body, "ok\n");
  request.target = "/metrics";
  EXPECT_THAT(endpoint_->Answer(request).body,
              HasSubstr("# TYPE iamsim_requests_total counter"));
}

}  // namespace
}  // namespace iam
