#include "simulator/found/cloud_trail.h"

#include "absl/strings/str_replace.h"
#include "engine/text/json.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/found/found.h"

namespace iam {
namespace {

using ::testing::HasSubstr;

constexpr char kIdentity[] =
    R"({"type": "IAMUser", "principalId": "AIDACKCEVSQ6C2EXAMPLE", )"
    R"("arn": "arn:aws:iam::111122223333:user/ana", )"
    R"("accountId": "111122223333", "accessKeyId": "AKIAIOSFODNN7EXAMPLE", )"
    R"("userName": "ana"})";

struct Parts {
  std::string source = "iam.amazonaws.com";
  std::string name = "GetRole";
  std::string identity = kIdentity;
  std::string more = R"("errorCode": "AccessDenied")";
};

std::string Event(const Parts& parts) {
  return absl::StrCat(
      R"({"eventVersion": "1.08", "eventID": "e-1", "eventTime": )"
      R"("2026-01-05T10:00:00Z", "awsRegion": "eu-west-1", "eventSource": ")",
      parts.source, R"(", "eventName": ")", parts.name,
      R"(", "userIdentity": )", parts.identity, ", ", parts.more, "}");
}

FoundRequest One(const Parts& parts) {
  const auto findings = Find(Event(parts));
  EXPECT_TRUE(findings.ok()) << findings.status();
  if (!findings.ok()) return {};
  EXPECT_EQ(findings->requests.size(), 1u);
  return findings->requests[0];
}

TEST(CloudTrail, AWSsWordGoesFirst) {
  const FoundRequest found = One(
      {.more = R"("errorCode": "AccessDenied", "errorMessage": "User: )"
               R"(arn:aws:iam::111122223333:user/ana is not authorized to )"
               R"(perform: iam:PassRole on resource: )"
               R"(arn:aws:iam::111122223333:role/deploy because no session )"
               R"(policy allows the iam:PassRole action")"});
  EXPECT_EQ(found.id, "e-1");
  EXPECT_EQ(found.request.action, "iam:PassRole");
  EXPECT_EQ(found.request.resource, "arn:aws:iam::111122223333:role/deploy");
  EXPECT_EQ(VerdictText(found), "implicitDeny session");
}

TEST(CloudTrail, TellsThatAnEndpointDenied) {
  EXPECT_EQ(VerdictText(One({.more = R"("errorCode": "VpceAccessDenied")"})),
            "? vpc-endpoint");
}

// R7.21.
TEST(CloudTrail, TakesWhatWasDenied) {
  const struct {
    const char* more;
    bool denied;
  } kRows[] = {
      {R"("errorCode": "AccessDenied")", true},
      {R"("errorCode": "AccessDeniedException")", true},
      {R"("errorCode": "Client.UnauthorizedOperation")", true},
      {R"("errorCode": "UnauthorizedOperation")", true},
      {R"("errorCode": "NotAuthorizedException")", true},
      {R"("errorCode": "VpceAccessDenied")", true},
      {R"("errorCode": "AuthorizationError")", true},
      {R"("errorCode": "X", "errorMessage": "not authorized to perform: a:B")",
       true},
      {R"("errorCode": "Client.DryRunOperation")", false},
      {R"("errorCode": "NoSuchEntityException")", false},
      {R"("readOnly": true)", false},
  };
  for (const auto& row : kRows) {
    const std::string event = Event({.more = row.more});
    EXPECT_EQ(Find(event).ok(), row.denied) << row.more;
    const auto all = Find(event, {.allowed_too = true});
    ASSERT_TRUE(all.ok()) << row.more;
    EXPECT_EQ(all->requests[0].verdict.has_value(), row.denied) << row.more;
  }
}

// R7.41.
TEST(CloudTrail, ReadsEveryTypeOfIdentity) {
  const struct {
    const char* identity;
    const char* principal;
  } kRows[] = {
      {R"({"type": "Root", "accountId": "111122223333"})",
       "arn:aws:iam::111122223333:root"},
      {R"({"type": "IAMUser", "userName": "ana", "accountId": "111122223333"})",
       "arn:aws:iam::111122223333:user/ana"},
      {R"({"type": "AssumedRole", "principalId": "AROAEXAMPLE:ci", )"
       R"("accountId": "111122223333", "sessionContext": {"sessionIssuer": )"
       R"({"type": "Role", "userName": "deploy"}}})",
       "arn:aws:sts::111122223333:assumed-role/deploy/ci"},
      {R"({"type": "AssumedRole", "arn": )"
       R"("arn:aws:sts::111122223333:assumed-role/deploy", "principalId": )"
       R"("AROAEXAMPLE:ci", "accountId": "111122223333"})",
       "arn:aws:sts::111122223333:assumed-role/deploy/ci"},
      {R"({"type": "Role", "arn": "arn:aws:iam::111122223333:role/deploy"})",
       "arn:aws:iam::111122223333:role/deploy"},
      {R"({"type": "FederatedUser", "arn": )"
       R"("arn:aws:sts::111122223333:federated-user/bo"})",
       "arn:aws:sts::111122223333:federated-user/bo"},
      {R"({"type": "WebIdentityUser", "identityProvider": )"
       R"("arn:aws:iam::111122223333:oidc-provider/example.com"})",
       "arn:aws:iam::111122223333:oidc-provider/example.com"},
      {R"({"type": "AWSAccount", "accountId": "123456789012", )"
       R"("principalId": "AROAEXAMPLE:ci"})",
       "123456789012"},
      {R"({"type": "AWSAccount", "accountId": "ANONYMOUS_PRINCIPAL"})", "*"},
      {R"({"type": "AWSService", "invokedBy": "ec2.amazonaws.com"})",
       "ec2.amazonaws.com"},
      {R"({"accountId": "111122223333", "invokedBy": "ec2.amazonaws.com"})",
       "ec2.amazonaws.com"},
      // As some pipelines store them.
      {R"({"type": "IAMUser", "username": "ana", "accountid": "111122223333"})",
       "arn:aws:iam::111122223333:user/ana"},
      {R"({"type": "IAMUser", "userName": "ana"})", "-"},
      {R"({"type": "AssumedRole", "userName": "deploy"})", "-"},
      {"null", "-"},
      {"[]", "-"},
  };
  for (const auto& row : kRows) {
    EXPECT_THAT(Requests(Find(Event({.identity = row.identity}))),
                testing::StartsWith(absl::StrCat(row.principal, " ")))
        << row.identity;
  }
  EXPECT_THAT(
      Requests(Find(Event({.identity = R"({"type": "IdentityCenterUser"})"}))),
      HasSubstr("identity of type IdentityCenterUser"));
}

// R7.40, R7.42 to R7.44.
TEST(CloudTrail, RebuildsTheContext) {
  const FoundRequest found =
      One({.source = "kms.amazonaws.com",
           .name = "Decrypt",
           .identity =
               R"({"type": "AssumedRole", "principalId": "AROAEXAMPLE:ci",
               "arn": "arn:aws:sts::111122223333:assumed-role/deploy/ci",
               "accountId": "111122223333",
               "invokedBy": "secretsmanager.amazonaws.com",
               "sessionContext": {
                 "sessionIssuer": {"type": "Role", "arn":
                   "arn:aws:iam::111122223333:role/team/deploy"},
                 "attributes": {"creationDate": "2026-01-05T09:00:00Z",
                                "mfaAuthenticated": "false"},
                 "webIdFederationData": {"federatedProvider":
                   "accounts.google.com"},
                 "sourceIdentity": "bo"}})",
           .more =
               R"("errorCode": "AccessDenied", "sourceIPAddress": "203.0.113.7",
              "userAgent": "[aws-cli/2.0]",
              "tlsDetails": {"tlsVersion": "TLSv1.3"},
              "requestParameters": {"encryptionContext": {"a": "b"}},
              "resources": [{"ARN":
                "arn:aws:kms:eu-west-1:111122223333:key/1", "accountId":
                "111122223333", "type": "AWS::KMS::Key"}])"});
  EXPECT_EQ(found.request.resource, "arn:aws:kms:eu-west-1:111122223333:key/1");
  EXPECT_EQ(found.request.resource_account, "111122223333");
  const struct {
    const char* key;
    const char* value;
  } kRows[] = {
      {"aws:CurrentTime", "2026-01-05T10:00:00Z"},
      {"aws:EpochTime", "1767607200"},
      {"aws:SourceIp", "203.0.113.7"},
      {"aws:UserAgent", "aws-cli/2.0"},
      {"aws:RequestedRegion", "eu-west-1"},
      {"aws:SecureTransport", "true"},
      {"aws:PrincipalArn", "arn:aws:iam::111122223333:role/team/deploy"},
      {"aws:userid", "AROAEXAMPLE:ci"},
      {"aws:MultiFactorAuthPresent", "false"},
      {"aws:TokenIssueTime", "2026-01-05T09:00:00Z"},
      {"aws:SourceIdentity", "bo"},
      {"aws:FederatedProvider", "accounts.google.com"},
      {"aws:ViaAWSService", "true"},
      {"aws:CalledViaLast", "secretsmanager.amazonaws.com"},
      {"kms:ViaService", "secretsmanager.eu-west-1.amazonaws.com"},
      {"kms:CallerAccount", "111122223333"},
      {"kms:EncryptionContext:a", "b"},
      {"kms:EncryptionContextKeys", "a"},
      {"aws:SourceVpce", "-"},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(ContextText(found, row.key), row.value) << row.key;
  }
}

TEST(CloudTrail, AddressOfAnEndpointIsNoSourceIp) {
  FoundRequest found = One(
      {.more = R"("errorCode": "AccessDenied", "sourceIPAddress": "10.0.0.4",
                  "vpcEndpointId": "vpce-1a2b3c4d",
                  "vpcEndpointAccountId": "111122223333")"});
  EXPECT_EQ(ContextText(found, "aws:SourceVpce"), "vpce-1a2b3c4d");
  EXPECT_EQ(ContextText(found, "aws:SourceIp"), "absent");
  EXPECT_EQ(ContextText(found, "aws:VpcSourceIp"), "10.0.0.4");
  EXPECT_EQ(ContextText(found, "aws:MultiFactorAuthPresent"), "absent");
  found = One({.more = R"("errorCode": "AccessDenied", "sourceIPAddress":
                          "cloudformation.amazonaws.com")"});
  EXPECT_EQ(ContextText(found, "aws:SourceIp"), "-");
}

// R5.26, R5.27.
TEST(CloudTrail, TakesConditionKeysFromParameters) {
  const struct {
    const char* source;
    const char* name;
    const char* parameters;
    const char* key;
    const char* value;
  } kRows[] = {
      {"sts", "AssumeRole", R"({"externalId": "x1"})", "sts:ExternalId", "x1"},
      {"sts", "AssumeRole", R"({"roleSessionName": "ci"})",
       "sts:RoleSessionName", "ci"},
      {"sts", "AssumeRole",
       R"({"tags": [{"key": "team", "value": "blue"}],
           "transitiveTagKeys": ["team"]})",
       "sts:TransitiveTagKeys", "team"},
      {"iam", "CreateRole", R"({"tags": [{"key": "team", "value": "blue"}]})",
       "aws:RequestTag/team", "blue"},
      {"lambda", "TagResource", R"({"tags": {"team": "blue", "env": "x"}})",
       "aws:TagKeys", "team,env"},
      {"ec2", "RunInstances",
       R"({"tagSpecificationSet": {"items": [{"resourceType": "instance",
           "tags": [{"key": "team", "value": "blue"}]}]}})",
       "aws:RequestTag/team", "blue"},
      {"ec2", "CreateTags",
       R"({"tagSet": {"items": [{"key": "a", "value": "b"}]}})",
       "aws:RequestTag/a", "b"},
      {"kms", "TagResource",
       R"({"tags": [{"tagKey": "team", "tagValue": "blue"}]})",
       "aws:RequestTag/team", "blue"},
      {"iam", "UntagRole", R"({"tagKeys": ["a", "b"]})", "aws:TagKeys", "a,b"},
      {"s3", "ListObjects", R"({"prefix": "in/"})", "s3:prefix", "in/"},
      {"iam", "AttachRolePolicy",
       R"({"policyArn": "arn:aws:iam::aws:policy/ReadOnlyAccess"})",
       "iam:PolicyARN", "arn:aws:iam::aws:policy/ReadOnlyAccess"},
      {"iam", "CreateServiceLinkedRole",
       R"({"aWSServiceName": "ecs.amazonaws.com"})", "iam:AWSServiceName",
       "ecs.amazonaws.com"},
      {"secretsmanager", "GetSecretValue",
       R"({"secretId": "HIDDEN_DUE_TO_SECURITY_REASONS"})",
       "secretsmanager:SecretId", "-"},
  };
  for (const auto& row : kRows) {
    const auto findings =
        Find(Event({.source = absl::StrCat(row.source, ".amazonaws.com"),
                    .name = row.name,
                    .more = absl::StrCat(R"("errorCode": "AccessDenied", )"
                                         R"("requestParameters": )",
                                         row.parameters)}));
    ASSERT_TRUE(findings.ok()) << findings.status();
    const FoundRequest& found = findings->requests[0];
    EXPECT_EQ(ContextText(found, row.key), row.value) << row.parameters;
  }
}

// R7.63.
TEST(CloudTrail, SeveralPermissionsAreSeveralRequests) {
  const auto findings =
      Find(Event({.source = "s3.amazonaws.com",
                  .name = "CopyObject",
                  .more = R"("errorCode": "AccessDenied", "requestParameters":
                        {"bucketName": "amzn-s3-demo-bucket", "key": "b",
                         "x-amz-copy-source": "amzn-s3-demo-source/a"})"}));
  const std::string requests = Requests(findings);
  EXPECT_THAT(requests,
              HasSubstr("arn:aws:iam::111122223333:user/ana s3:GetObject "
                        "arn:aws:s3:::amzn-s3-demo-source/a"));
  EXPECT_THAT(requests,
              HasSubstr("arn:aws:iam::111122223333:user/ana s3:PutObject "
                        "arn:aws:s3:::amzn-s3-demo-bucket/b"));
  ASSERT_TRUE(findings.ok());
  EXPECT_THAT(findings->requests[0].notes,
              testing::Contains(HasSubstr("this is one of them")));
}

// R7.45.
// Limits are told: nothing is left out in silence.
TEST(CloudTrail, TellsWhatIsLeftOut) {
  std::string keys;
  for (int i = 0; i < 1001; ++i) {
    absl::StrAppend(&keys, i == 0 ? "" : ",", R"({"key": "k)", i, R"("})");
  }
  const auto findings =
      Find(Event({.source = "s3.amazonaws.com",
                  .name = "DeleteObjects",
                  .more = absl::StrCat(
                      R"("errorCode": "AccessDenied", "requestParameters": )"
                      R"({"bucketName": "amzn-s3-demo-bucket", "delete": )"
                      R"({"objects": [)",
                      keys, "]}}")}));
  ASSERT_TRUE(findings.ok()) << findings.status();
  EXPECT_EQ(findings->requests.size(), 1000u);
  ASSERT_EQ(findings->not_found.size(), 1u);
  EXPECT_THAT(findings->not_found[0].reason,
              HasSubstr("1000 resources or more; those beyond are left out"));

  std::string tags;
  for (int i = 0; i < 201; ++i) {
    absl::StrAppend(&tags, i == 0 ? "" : ",", R"({"key": "k)", i,
                    R"(", "value": "v"})");
  }
  const FoundRequest found =
      One({.name = "CreateRole",
           .more = absl::StrCat(R"("errorCode": "AccessDenied", )"
                                R"("requestParameters": {"tags": [)",
                                tags, "]}")});
  EXPECT_THAT(found.notes, ::testing::Contains(
                               HasSubstr("more than 200 tags; those beyond")));
}

TEST(CloudTrail, TellsOfTagsWithTwoValues) {
  const FoundRequest found =
      One({.name = "CreateRole",
           .more = R"("errorCode": "AccessDenied", "requestParameters":
                  {"tags": [{"key": "team", "value": "ops"},
                            {"key": "team", "value": "dev"},
                            {"key": "env", "value": "x"},
                            {"key": "env", "value": "x"}]})"});
  EXPECT_THAT(found.notes, ::testing::ElementsAre(HasSubstr(
                               "the call gives the tag 'team' two values")));
}

TEST(CloudTrail, NotesHiddenParameters) {
  const FoundRequest found =
      One({.more = R"("errorCode": "AccessDenied", "requestParameters":
                  {"a": ["HIDDEN_DUE_TO_SECURITY_REASONS"]})"});
  EXPECT_THAT(found.notes,
              testing::Contains(HasSubstr("CloudTrail hides parameters")));
}

// R7.64.
TEST(CloudTrail, PrefersResourcesOfAFittingType) {
  const char* const kResources =
      R"("errorCode": "AccessDenied", "resources": [
         {"type": "AWS::S3::Object",
          "ARN": "arn:aws:s3:::amzn-s3-demo-bucket/k"},
         {"type": "AWS::S3::Bucket", "accountId": "123456789012",
          "ARN": "arn:aws:s3:::amzn-s3-demo-bucket"}])";
  FoundRequest found = One(
      {.source = "s3.amazonaws.com", .name = "GetObject", .more = kResources});
  EXPECT_EQ(found.request.resource, "arn:aws:s3:::amzn-s3-demo-bucket/k");
  EXPECT_EQ(found.request.resource_account, "123456789012");
  found = One({.source = "s3.amazonaws.com",
               .name = "GetBucketAcl",
               .more = kResources});
  EXPECT_EQ(found.request.resource, "arn:aws:s3:::amzn-s3-demo-bucket");
}

TEST(CloudTrail, SaysWhyThereIsNoRequest) {
  EXPECT_THAT(Requests(Find(Event(
                  {.source = "signin.amazonaws.com", .name = "ConsoleLogin"}))),
              HasSubstr("ConsoleLogin of signin.amazonaws.com is a sign-in"));
  EXPECT_THAT(Requests(Find(Event({.more = R"("eventType": "AwsServiceEvent",
                                     "errorCode": "AccessDenied")"}))),
              HasSubstr("an event of the service"));
  EXPECT_EQ(Requests(Find(Event({.more = R"("readOnly": true)"}))),
            "f: 1 CloudTrail event, which was not denied\n"
            "those that were not denied count with --allowed-too");
}

// All the ways events come in.
TEST(CloudTrail, FindsEventsInTheirWrappings) {
  const std::string pretty =
      absl::StrReplaceAll(Event({}), {{", \"", ",\n  \""}});
  const std::string event = Event({});
  const std::string quoted = JsonQuote(event);
  const std::string message = JsonQuote("{\"Message\": " + quoted + "}");
  const std::vector<std::string> kRows = {
      event,
      pretty,
      "\xEF\xBB\xBF" + event,
      pretty + "\n" + pretty,
      event + "\n\n" + event + "\n",
      "[" + event + ", " + pretty + "]",
      "{\"Records\": [" + event + "]}",
      "{\"version\": \"0\", \"detail-type\": \"AWS API Call via CloudTrail\", "
      "\"source\": \"aws.iam\", \"detail\": " +
          event + "}",
      "{\"events\": [{\"timestamp\": 1, \"message\": " + quoted + "}]}",
      "{\"results\": [[{\"field\": \"@message\", \"value\": " + quoted + "}]]}",
      "{\"Events\": [{\"EventId\": \"e-1\", \"EventName\": \"GetRole\", "
      "\"EventSource\": \"iam.amazonaws.com\", \"CloudTrailEvent\": " +
          quoted + "}]}",
      "{\"Records\": [{\"body\": " + message + "}]}",
      "$ aws cloudtrail lookup-events\n" + pretty + "\n$ \n",
      "2026-01-05T10:00:00 stream " + event + "\n",
  };
  for (const std::string& row : kRows) {
    const auto findings = Find(row);
    ASSERT_TRUE(findings.ok()) << findings.status() << "\n" << row;
    for (const FoundRequest& found : findings->requests) {
      EXPECT_EQ(found.request.action, "iam:GetRole") << row;
    }
  }
  const auto two = Find(pretty + "\n" + pretty);
  ASSERT_EQ(two->requests.size(), 2u);
  EXPECT_GT(two->requests[1].line, two->requests[0].line);
}

TEST(CloudTrail, MalformedJsonIsToldWithItsPlace) {
  const std::string event = Event({});
  EXPECT_THAT(Requests(Find(event.substr(0, 60))), HasSubstr("f:1:"));
  EXPECT_THAT(Requests(Find("{\n  \"eventName\": \"Get")), HasSubstr("f:2:"));
  // Other lines are read all the same.
  const auto findings = Find(event.substr(0, 60) + "\n" + event + "\n");
  ASSERT_TRUE(findings.ok());
  EXPECT_EQ(findings->requests.size(), 1u);
  ASSERT_EQ(findings->not_found.size(), 1u);
  EXPECT_EQ(findings->not_found[0].kind, "malformed JSON");
  EXPECT_EQ(findings->not_found[0].line, 1u);
  // What is whole inside a list that is cut off, too.
  EXPECT_EQ(Find("[\n" + event + ",\n" + event + ",\n{")->requests.size(), 2u);
  EXPECT_FALSE(Find(std::string(100000, '[')).ok());
}

}  // namespace
}  // namespace iam
