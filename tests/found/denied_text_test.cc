// Messages in what tools print around them.
#include "simulator/found/denied_text.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/found/found.h"

namespace iam {
namespace {

using ::testing::HasSubstr;

TEST(DeniedText, FindsTheMessageInTheOutputOfATool) {
  const char* const kGetRole =
      "arn:aws:iam::111122223333:user/ana iam:GetRole "
      "arn:aws:iam::111122223333:role/deploy";
  const struct {
    const char* tool;
    const char* text;
    const char* requests;
  } kRows[] = {
      {"aws",
       "$ aws iam get-role --role-name deploy\n\nAn error occurred "
       "(AccessDenied) when calling the GetRole operation: User: "
       "arn:aws:iam::111122223333:user/ana is not authorized to perform: "
       "iam:GetRole on resource: arn:aws:iam::111122223333:role/deploy because "
       "no identity-based policy allows the iam:GetRole action\n",
       kGetRole},
      {"Terraform",
       "\x1b[31m╷\x1b[0m\x1b[0m\n"
       "\x1b[31m│\x1b[0m \x1b[0m\x1b[1m\x1b[31mError: \x1b[0mreading IAM Role "
       "(deploy): operation error IAM: GetRole, https response error\n"
       "│ StatusCode: 403, RequestID: 1b206dd1, api error AccessDenied: User:\n"
       "│ arn:aws:iam::111122223333:user/ana is not authorized to perform:\n"
       "│ iam:GetRole on resource: arn:aws:iam::111122223333:role/deploy\n"
       "│ because no identity-based policy allows the iam:GetRole action\n"
       "│ \n│   with data.aws_iam_role.deploy,\n"
       "│   on main.tf line 3, in data \"aws_iam_role\" \"deploy\":\n╵\n",
       kGetRole},
      {"Java",
       "Exception in thread \"main\" com.amazonaws.services.identitymanagement."
       "model.AmazonIdentityManagementException: User: "
       "arn:aws:iam::111122223333:user/ana is not authorized to perform: "
       "iam:GetRole on resource: arn:aws:iam::111122223333:role/deploy "
       "(Service: "
       "AmazonIdentityManagement; Status Code: 403; Error Code: AccessDenied; "
       "Request ID: 1b206dd1)\n\tat com.amazonaws.http.AmazonHttpClient\n",
       kGetRole},
      {"boto3",
       "Traceback (most recent call last):\n  File \"a.py\", line 3, in "
       "<module>\n    iam.get_role(RoleName=\"deploy\")\n"
       "botocore.exceptions.ClientError: An error occurred (AccessDenied) when "
       "calling the GetRole operation: User: "
       "arn:aws:iam::111122223333:user/ana "
       "is not authorized to perform: iam:GetRole on resource: "
       "arn:aws:iam::111122223333:role/deploy\n",
       kGetRole},
      {"CloudFormation",
       "deploy CREATE_FAILED AWS::IAM::Role Resource handler returned message: "
       "\"User: arn:aws:iam::111122223333:user/ana is not authorized to "
       "perform: iam:GetRole on resource: "
       "arn:aws:iam::111122223333:role/deploy\" (RequestToken: 1b206dd1, "
       "HandlerErrorCode: AccessDenied)",
       kGetRole},
      {"CloudFormation, older",
       "API: iam:GetRole User: arn:aws:iam::111122223333:user/ana is not "
       "authorized to perform: iam:GetRole on resource: "
       "arn:aws:iam::111122223333:role/deploy",
       kGetRole},
      {"XML",
       "<ErrorResponse><Error><Code>AccessDenied</Code><Message>User: "
       "arn:aws:iam::111122223333:user/ana is not authorized to perform: "
       "iam:GetRole on resource: &quot;arn:aws:iam::111122223333:role/deploy"
       "&quot; because no identity-based policy allows the iam:GetRole "
       "action</Message></Error></ErrorResponse>",
       kGetRole},
      {"JSON in a log",
       "2026-01-05T10:00:00Z ERROR {\"__type\":\"AccessDeniedException\","
       "\"Message\":\"User: arn:aws:iam::111122223333:user/ana is not "
       "authorized to perform: iam:GetRole on resource: "
       "\\\"arn:aws:iam::111122223333:role/deploy\\\"\"} tail",
       kGetRole},
      {"S3 by the aws command",
       "$ aws s3 ls s3://amzn-s3-demo-bucket\n\nAn error occurred "
       "(AccessDenied) when calling the ListObjectsV2 operation: Access "
       "Denied\n",
       "- s3:ListBucket arn:aws:s3:::amzn-s3-demo-bucket"},
      {"S3, upload",
       "upload failed: ./a.gz to s3://amzn-s3-demo-bucket/in/a.gz An error "
       "occurred (AccessDenied) when calling the PutObject operation: Access "
       "Denied",
       "- s3:PutObject arn:aws:s3:::amzn-s3-demo-bucket/in/a.gz"},
      {"S3, HEAD",
       "fatal error: An error occurred (403) when calling the HeadObject "
       "operation: Forbidden",
       "- s3:GetObject -"},
      {"S3, Go",
       "operation error S3: PutObject, https response error StatusCode: 403, "
       "RequestID: 1b206dd1, HostID: x, api error AccessDenied: Access Denied",
       "- s3:PutObject -"},
      {"S3, JavaScript",
       "AccessDenied: Access Denied\n    at throwDefaultError "
       "(node_modules/@smithy/smithy-client/dist-cjs/index.js:840:20)\n    at "
       "de_PutObjectCommandError (index.js:4900:14)\n",
       "- s3:PutObject -"},
      {"S3, CloudFormation", "CREATE_FAILED API: s3:CreateBucket Access Denied",
       "- s3:CreateBucket -"},
      {"EC2",
       "An error occurred (UnauthorizedOperation) when calling the "
       "DescribeInstances operation: You are not authorized to perform this "
       "operation.",
       "- ec2:DescribeInstances *"},
      {"EKS",
       "Warning  FailedMount  AccessDenied: Not authorized to perform "
       "sts:AssumeRoleWithWebIdentity\n  status code: 403, request id: 1b2",
       "- sts:AssumeRoleWithWebIdentity -"},
      {"a message without an action",
       "An error occurred (AccessDeniedException) when calling the "
       "GetCostAndUsage operation: User: arn:aws:iam::111122223333:user/ana is "
       "not authorized to perform this operation",
       "arn:aws:iam::111122223333:user/ana ce:GetCostAndUsage -"},
  };
  for (const auto& row : kRows) {
    EXPECT_EQ(Requests(Find(row.text)), row.requests) << row.tool;
  }
}

// A terminal cuts words, the phrases of the message too.
TEST(DeniedText, JoinsLinesOfATerminal) {
  const std::string text =
      "An error occurred (AccessDenied) when calling the GetRole operation: "
      "User: arn:aws:iam::111122223333:user/ana is not authorized to perform: "
      "iam:GetRole on resource: arn:aws:iam::111122223333:role/deploy because "
      "no identity-based policy allows the iam:GetRole action";
  for (size_t width = 60; width <= 120; ++width) {
    std::string wrapped = "$ aws iam get-role\n\n";
    for (size_t at = 0; at < text.size(); at += width) {
      absl::StrAppend(&wrapped, text.substr(at, width), "\n");
    }
    const auto findings = Find(wrapped);
    ASSERT_EQ(Requests(findings),
              "arn:aws:iam::111122223333:user/ana iam:GetRole "
              "arn:aws:iam::111122223333:role/deploy")
        << wrapped;
    EXPECT_EQ(VerdictText(findings->requests[0]), "implicitDeny identity-based")
        << wrapped;
  }
}

TEST(DeniedText, RepeatedMessagesAreOneRequest) {
  const std::string message =
      "User: arn:aws:iam::111122223333:user/ana is not authorized to perform: "
      "iam:GetRole on resource: *\n";
  const std::string other =
      "User: arn:aws:iam::111122223333:user/ana is not authorized to perform: "
      "iam:GetUser on resource: *\n";
  const auto findings = Find("\n" + message + message + other + message);
  ASSERT_TRUE(findings.ok());
  ASSERT_EQ(findings->requests.size(), 2u);
  EXPECT_EQ(findings->requests[0].line, 2u);
  EXPECT_EQ(findings->requests[1].line, 4u);
}

TEST(DeniedText, JoinsAnEncodedMessageThatWasWrapped) {
  const std::string line(80, 'x');
  const auto findings = Find(
      "An error occurred (UnauthorizedOperation) when calling the "
      "StopInstances "
      "operation: You are not authorized to perform this operation. Encoded "
      "authorization failure message:\n" +
      line + "\n" + line + "\nyz\n");
  ASSERT_EQ(Requests(findings), "- ec2:StopInstances -");
  EXPECT_THAT(findings->requests[0].notes[0], HasSubstr(line + line + "yz"));
}

TEST(DeniedText, SaysWhatIsMissing) {
  const struct {
    std::string text;
    const char* error;
  } kRows[] = {
      {"", "f: no request in it: it is empty"},
      {" \n\t\n", "f: no request in it: it is empty"},
      {"all is well\n", "f: no request in it; looked for an access-denied "},
      {"AccessDenied", "an 'Access Denied' that shows neither principal nor"},
      {"\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message>",
       "f:2: no request: an 'Access Denied' that shows neither"},
      {"You are not authorized to perform this operation.",
       "UnauthorizedOperation shows neither principal nor action"},
      {"Encoded authorization failure message: " + std::string(100, 'a'),
       "an encoded authorization message alone, which only AWS can read; "},
      {absl::StrCat(std::string(200, 'Z'), "\n"), "--encoded-message ZZZ"},
      {"User: arn:aws:iam::111122223333:user/ana is not authorized to perform "
       "this operation",
       "an access-denied message that names no action"},
      {"An error occurred (AccessDeniedException) when calling the "
       "GetCostAndUsage operation: IAM user access not activated",
       "the AccessDeniedException error of GetCostAndUsage names neither"},
      {std::string(5 << 20, 'a'), "a line of 5242880 bytes"},
  };
  for (const auto& row : kRows) {
    const auto findings = Find(row.text);
    ASSERT_FALSE(findings.ok()) << row.text;
    const std::string message(findings.status().message());
    EXPECT_THAT(message, HasSubstr(row.error));
    // Nothing there, or something of which no request can be made.
    EXPECT_EQ(findings.status().code(),
              message.find("no request in it") == std::string::npos
                  ? absl::StatusCode::kInvalidArgument
                  : absl::StatusCode::kNotFound);
  }
  const absl::Status wide = Find(std::string("\xFF\xFEU\0s\0", 6)).status();
  EXPECT_EQ(wide.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(wide.message()), HasSubstr("UTF-16"));
}

// SDKs for Go name the operation before a message that names the action.
TEST(DeniedText, AnExceptionBeforeItsMessageIsNoBareOne) {
  EXPECT_EQ(Requests(Find(
                "operation error Rekognition: DetectText, https response error "
                "StatusCode: 400, api error AccessDeniedException: User: "
                "arn:aws:iam::111122223333:user/ana is not authorized to "
                "perform: rekognition:DetectText on resource: *")),
            "arn:aws:iam::111122223333:user/ana rekognition:DetectText *");
}

}  // namespace
}  // namespace iam
