#include "simulator/found/denied_message.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/found/found.h"

namespace iam {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kAna[] = "arn:aws:iam::111122223333:user/ana";
constexpr char kSession[] =
    "arn:aws:sts::111122223333:assumed-role/deploy/ci-7";

std::string Message(const std::string& reason) {
  return absl::StrCat("User: ", kAna,
                      " is not authorized to perform: iam:GetRole on resource: "
                      "arn:aws:iam::111122223333:role/deploy ",
                      reason);
}

// R7.1, every row; R7.3 and R7.4 behind it.
TEST(DeniedMessage, TellsTheReason) {
  const struct {
    const char* reason;
    const char* verdict;
  } kRows[] = {
      {"because no identity-based policy allows the iam:GetRole action",
       "implicitDeny identity-based"},
      {"because no permissions boundary allows the iam:GetRole action",
       "implicitDeny permissions-boundary"},
      {"because no session policy allows the iam:GetRole action",
       "implicitDeny session"},
      {"because no resource-based policy allows the iam:GetRole action",
       "implicitDeny resource-based"},
      {"because no role trust policy allows the sts:AssumeRole action",
       "implicitDeny trust"},
      {"because no service control policy allows the iam:GetRole action",
       "implicitDeny service-control-policy"},
      {"because no resource control policy allows the iam:GetRole action",
       "implicitDeny resource-control-policy"},
      {"because no VPC endpoint policy allows the iam:GetRole action",
       "implicitDeny vpc-endpoint"},
      {"with an explicit deny in an identity-based policy",
       "explicitDeny identity-based"},
      {"with an explicit deny in a permissions boundary",
       "explicitDeny permissions-boundary"},
      {"with an explicit deny in a session policy", "explicitDeny session"},
      {"with an explicit deny in a sessions policy", "explicitDeny session"},
      {"with an explicit deny in a resource-based policy",
       "explicitDeny resource-based"},
      {"with an explicit deny in the role trust policy", "explicitDeny trust"},
      {"with an explicit deny in a resource control policy",
       "explicitDeny resource-control-policy"},
      {"with an explicit deny in a VPC endpoint policy",
       "explicitDeny vpc-endpoint"},
      {"with an explicit deny in a VPC endpoint policy transitively through a "
       "service control policy",
       "explicitDeny vpc-endpoint"},
      // R7.2: it may be silence.
      {"with an explicit deny in a service control policy",
       "? service-control-policy"},
      {"with an explicit deny in a service control policy: "
       "arn:aws:organizations::123456789012:policy/o-exampleorgid/"
       "service_control_policy/p-examplepolicyid111",
       "explicitDeny service-control-policy "
       "arn:aws:organizations::123456789012:policy/o-exampleorgid/"
       "service_control_policy/p-examplepolicyid111"},
      {"with an explicit deny in an identity-based policy: "
       "arn:aws:iam::111122223333:policy/Fence.",
       "explicitDeny identity-based arn:aws:iam::111122223333:policy/Fence"},
      {"with an explicit deny in an identity-based policy: DenyAll",
       "explicitDeny identity-based DenyAll"},
      {"", "?"},  // R7.8
      {".", "?"},
      {"(Service: Iam, Status Code: 403)", "?"},
  };
  for (const auto& row : kRows) {
    const auto findings = Find(Message(row.reason));
    ASSERT_EQ(Requests(findings),
              absl::StrCat(kAna,
                           " iam:GetRole "
                           "arn:aws:iam::111122223333:role/deploy"))
        << row.reason;
    EXPECT_EQ(VerdictText(findings->requests[0]), row.verdict) << row.reason;
  }
}

TEST(DeniedMessage, TellsPrincipalActionAndResource) {
  const struct {
    const char* text;
    const char* request;
  } kRows[] = {
      // R7.5: no resource, any resource, a name, a quoted ARN.
      {"User: arn:aws:iam::111122223333:user/ana is not authorized to perform: "
       "rds:DeleteDBInstance",
       "arn:aws:iam::111122223333:user/ana rds:DeleteDBInstance -"},
      {"User: arn:aws:iam::111122223333:user/ana is not authorized to perform: "
       "lambda:ListFunctions on resource: * because no identity-based policy "
       "allows the lambda:ListFunctions action",
       "arn:aws:iam::111122223333:user/ana lambda:ListFunctions *"},
      {"User: arn:aws:iam::111122223333:user/ana is not authorized to perform: "
       "iam:GetRole on resource: role voclabs because no identity-based policy "
       "allows the iam:GetRole action",
       "arn:aws:iam::111122223333:user/ana iam:GetRole "
       "arn:aws:iam::111122223333:role/voclabs"},
      {"User: arn:aws:iam::111122223333:user/ana is not authorized to perform: "
       "iam:GetInstanceProfile on resource: instance profile web",
       "arn:aws:iam::111122223333:user/ana iam:GetInstanceProfile "
       "arn:aws:iam::111122223333:instance-profile/web"},
      {"User: arn:aws:iam::111122223333:user/ana is not authorized to perform: "
       "s3:GetObject on resource: \"arn:aws:s3:::amzn-s3-demo-bucket/a b.txt\" "
       "because no identity-based policy allows the s3:GetObject action",
       "arn:aws:iam::111122223333:user/ana s3:GetObject "
       "arn:aws:s3:::amzn-s3-demo-bucket/a b.txt"},
      {"User: arn:aws:iam::111122223333:user/ana is not authorized to perform: "
       "s3:GetObject on resource: arn:aws:s3:::amzn-s3-demo-bucket/a b.txt "
       "because no identity-based policy allows the s3:GetObject action",
       "arn:aws:iam::111122223333:user/ana s3:GetObject "
       "arn:aws:s3:::amzn-s3-demo-bucket/a b.txt"},
      {"User: arn:aws:iam::111122223333:user/ana is not authorized to perform: "
       "iam:GetRole on resource: arn:aws:iam::111122223333:role/deploy.",
       "arn:aws:iam::111122223333:user/ana iam:GetRole "
       "arn:aws:iam::111122223333:role/deploy"},
      // R3.40: the action knows no resource.
      {"User: arn:aws:iam::111122223333:user/ana is not authorized to perform: "
       "organizations:LeaveOrganization",
       "arn:aws:iam::111122223333:user/ana organizations:LeaveOrganization *"},
      // R7.9, R7.10.
      {"User: anonymous is not authorized to perform: es:ESHttpGet",
       "* es:ESHttpGet -"},
      {"User: arn:aws:iam::111122223333:user/ana is not authorized to perform: "
       "SNS:Publish on resource: arn:aws:sns:eu-west-1:111122223333:orders "
       "because no identity-based policy allows the SNS:Publish action",
       "arn:aws:iam::111122223333:user/ana sns:Publish "
       "arn:aws:sns:eu-west-1:111122223333:orders"},
      {"User: arn:aws:iam::111122223333:user/ana is not authorized to perform: "
       "SNS:Publish on resource: orders because no identity-based policy "
       "allows "
       "the SNS:Publish action",
       "arn:aws:iam::111122223333:user/ana sns:Publish -"},
      {"User is not authorized to perform: rds:StartExportTask",
       "- rds:StartExportTask -"},
      {"Not authorized to perform sts:AssumeRoleWithWebIdentity",
       "- sts:AssumeRoleWithWebIdentity -"},
      // API Gateway.
      {"{\"Message\":\"User: arn:aws:iam::111122223333:user/ana is not "
       "authorized to perform: execute-api:Invoke on resource: "
       "arn:aws:execute-api:us-east-1:********3333:a1b2c3d4e5/prod/GET/pets\"}",
       "arn:aws:iam::111122223333:user/ana execute-api:Invoke "
       "arn:aws:execute-api:us-east-1:111122223333:a1b2c3d4e5/prod/GET/pets"},
      // KMS.
      {"User: arn:aws:iam::111122223333:user/ana is not authorized to perform: "
       "kms:Decrypt on the resource associated with this ciphertext because "
       "the "
       "resource does not exist in this Region, no resource-based policies "
       "allow access, or a resource-based policy explicitly denies access",
       "arn:aws:iam::111122223333:user/ana kms:Decrypt -"},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(Requests(Find(row.text)), row.request) << row.text;
  }
}

TEST(DeniedMessage, KeepsTheEncodedMessageInANote) {
  const std::string encoded(400, 'q');
  const auto findings = Find(absl::StrCat(
      "An error occurred (UnauthorizedOperation) when calling the RunInstances "
      "operation: You are not authorized to perform this operation. User: ",
      kSession,
      " is not authorized to perform: ec2:RunInstances on resource: "
      "arn:aws:ec2:us-east-1:111122223333:instance/* with an explicit deny in "
      "a service control policy. Encoded authorization failure message: ",
      encoded));
  ASSERT_EQ(Requests(findings),
            absl::StrCat(kSession,
                         " ec2:RunInstances "
                         "arn:aws:ec2:us-east-1:111122223333:instance/*"));
  EXPECT_THAT(findings->requests[0].notes,
              ElementsAre(HasSubstr("--encoded-message " + encoded)));
}

TEST(DeniedMessage, TellsTheAuthorizationId) {
  const auto findings = Find(Message(
      "with an explicit deny in an identity-based policy: "
      "arn:aws:iam::111122223333:policy/Fence. Go to "
      "https://us-east-1.console.aws.amazon.com/iam/home for complete details, "
      "or call the GetRequestAuthorizationDetails API with the following "
      "authorization id: EXAMPLE1a2b3c4d5e6f7g8h9i0j"));
  ASSERT_TRUE(findings.ok());
  EXPECT_EQ(
      VerdictText(findings->requests[0]),
      "explicitDeny identity-based arn:aws:iam::111122223333:policy/Fence");
  EXPECT_THAT(
      findings->requests[0].notes,
      ElementsAre(HasSubstr("--authorization-id EXAMPLE1a2b3c4d5e6f7g8h9i0j")));
}

TEST(DeniedMessage, NamesNoPossibleRequest) {
  EXPECT_THAT(Requests(Find("User: arn:aws:iam::111122223333:group/dev is not "
                            "authorized to perform: iam:GetRole")),
              HasSubstr("f:1: no request: an access-denied message names no "
                        "possible request"));
}

}  // namespace
}  // namespace iam
