// SimulatePrincipalPolicy, SimulateCustomPolicy, GetContextKeysFor….
#include <string>

#include "tests/services/iam_service_fixture.h"

namespace iam {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class IamSimulateTest : public IamServiceTest {
 protected:
  // Of `source`, with further parameters.
  std::string Simulate(absl::string_view source, absl::string_view action,
                       absl::string_view more = "") {
    return Call("SimulatePrincipalPolicy",
                absl::StrCat(
                    R"({"PolicySourceArn":"arn:aws:iam::111122223333:)", source,
                    R"(","ActionNames":[")", action, "\"]", more, "}"));
  }
  std::string Decision() { return At("EvaluationResults/member/EvalDecision"); }
  std::string Matched(absl::string_view what) {
    return At(
        absl::StrCat("EvaluationResults/member/MatchedStatements/member/", what)
            .c_str());
  }
};

TEST_F(IamSimulateTest, PrincipalWithPositions) {
  Simulate("user/iam-admin", "iam:CreateUser");
  EXPECT_EQ(Decision(), "allowed");
  EXPECT_EQ(At("EvaluationResults/member/EvalResourceName"), "*");
  EXPECT_EQ(Matched("SourcePolicyId"), "ManageIam");
  EXPECT_EQ(Matched("SourcePolicyType"), "IAM Policy");
  // Lines count from the document, columns as it stands in its file.
  EXPECT_EQ(Matched("StartPosition/Line"), "3");
  EXPECT_EQ(Count("EvaluationResults/member/ResourceSpecificResults"), 0u);
  EXPECT_EQ(Count("EvaluationResults/member/EvalDecisionDetails"), 0u);
  EXPECT_EQ(At("IsTruncated"), "false");
}

TEST_F(IamSimulateTest, PositionsAreThoseOfAws) {
  const std::string one_line =
      R"({\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}]})";
  Call("SimulateCustomPolicy",
       absl::StrCat(R"({"PolicyInputList":[")", one_line,
                    R"("],"ActionNames":["ec2:DescribeInstances"]})"));
  EXPECT_EQ(Decision(), "allowed");
  EXPECT_EQ(Matched("SourcePolicyId"), "PolicyInputList.1");
  EXPECT_EQ(Matched("StartPosition/Line"), "1");
  EXPECT_EQ(Matched("StartPosition/Column"), "38");
  // AdministratorAccess as published: 3:17 to 8:6 (R7.88).
  const std::string published =
      R"({\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n      \"Action\": \"*\",\n      \"Resource\": \"*\"\n    }\n  ]\n})";
  Call("PutUserPolicy",
       absl::StrCat(R"({"UserName":"learner","PolicyName":"Admin",)",
                    R"("PolicyDocument":")", published, "\"}"));
  Open();
  Simulate("user/learner", "ec2:DescribeInstances");
  EXPECT_EQ(Matched("SourcePolicyId"), "user_learner_Admin");
  EXPECT_EQ(Matched("StartPosition/Line"), "3");
  EXPECT_EQ(Matched("StartPosition/Column"), "17");
  EXPECT_EQ(Matched("EndPosition/Line"), "8");
  EXPECT_EQ(Matched("EndPosition/Column"), "6");
}

TEST_F(IamSimulateTest, DecidesAsEnforcementDoes) {
  Simulate("user/iam-admin", "iam:DeleteUser",
           R"(,"ResourceArns":["arn:aws:iam::111122223333:user/iam-admin"])");
  EXPECT_EQ(Decision(), "explicitDeny");
  EXPECT_EQ(Matched("SourcePolicyId"), "user_iam-admin_KeepTheAdmin");
  EXPECT_EQ(At("EvaluationResults/member/ResourceSpecificResults/member/"
               "EvalResourceDecision"),
            "explicitDeny");
  EXPECT_EQ(Count("EvaluationResults/member/EvalDecisionDetails"), 1u);
  Simulate("user/learner", "iam:ListUsers");
  EXPECT_EQ(Decision(), "implicitDeny");
  // Through the group, with a variable.
  Simulate("user/learner", "iam:GetUser",
           R"(,"ResourceArns":["arn:aws:iam::111122223333:user/learner",)"
           R"("arn:aws:iam::111122223333:user/iam-admin"])");
  EXPECT_EQ(Decision(), "allowed");
  EXPECT_EQ(Matched("SourcePolicyId"), "group_learners_OwnPassword");
  EXPECT_EQ(At("EvaluationResults/member[2]/EvalDecision"), "implicitDeny");
}

TEST_F(IamSimulateTest, Groups) {
  Simulate("group/learners", "iam:GetUser",
           R"(,"ResourceArns":["arn:aws:iam::111122223333:user/learner"])");
  EXPECT_EQ(Decision(), "implicitDeny");
  EXPECT_EQ(At("EvaluationResults/member/ResourceSpecificResults/member/"
               "MissingContextValues/member"),
            "aws:username");
  Simulate("group/learners", "iam:GetUser",
           R"(,"ResourceArns":["arn:aws:iam::111122223333:user/learner"],)"
           R"("ContextEntries":[{"ContextKeyName":"aws:username",)"
           R"("ContextKeyType":"string","ContextKeyValues":["learner"]}])");
  EXPECT_EQ(Decision(), "allowed");
  EXPECT_EQ(Matched("SourcePolicyId"), "group_learners_OwnPassword");
}

TEST_F(IamSimulateTest, GivenPolicies) {
  const std::string given =
      absl::StrCat(R"(,"PolicyInputList":[")", kAllowS3, "\"]");
  const auto before = directory_->Now();
  Simulate("user/learner", "s3:ListAllMyBuckets", given);
  EXPECT_EQ(Decision(), "allowed");
  EXPECT_EQ(Matched("SourcePolicyId"), "PolicyInputList.1");
  EXPECT_EQ(directory_->Now(), before);
  Simulate(
      "user/learner", "s3:ListAllMyBuckets",
      absl::StrCat(
          given, R"(,"PermissionsBoundaryPolicyInputList":[")",
          R"({\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"ec2:*\",\"Resource\":\"*\"}})",
          "\"]"));
  EXPECT_EQ(Decision(), "implicitDeny");
  EXPECT_EQ(At("EvaluationResults/member/PermissionsBoundaryDecisionDetail/"
               "AllowedByPermissionsBoundary"),
            "false");
  EXPECT_THAT(Simulate("user/learner", "s3:ListAllMyBuckets",
                       R"(,"PolicyInputList":["{"])"),
              StartsWith("InvalidInput: document:1:"));
}

TEST_F(IamSimulateTest, CallerWithAnothersPolicies) {
  Simulate("user/iam-admin", "iam:ListUsers",
           R"(,"CallerArn":"arn:aws:iam::111122223333:user/learner")");
  EXPECT_EQ(Decision(), "allowed");
  Simulate("user/learner", "iam:GetUser",
           R"(,"CallerArn":"arn:aws:iam::444455556666:user/bob",)"
           R"("ResourceArns":["arn:aws:iam::111122223333:user/bob"])");
  // Another account: both sides would have to allow.
  EXPECT_EQ(Decision(), "implicitDeny");
  EXPECT_THAT(Simulate("user/learner", "iam:GetUser",
                       R"(,"CallerArn":"arn:aws:iam::111122223333:role/r")"),
              StartsWith("InvalidInput: CallerArn"));
}

TEST_F(IamSimulateTest, ResourcePolicy) {
  const std::string bucket =
      R"(,"ResourceArns":["arn:aws:s3:::amzn-s3-demo-bucket/k"],"ResourcePolicy":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}}")";
  Simulate("user/learner", "s3:GetObject", bucket);
  EXPECT_EQ(Decision(), "allowed");
  EXPECT_EQ(Matched("SourcePolicyType"), "Resource Policy");
  Simulate("user/learner", "s3:PutObject", bucket);
  EXPECT_EQ(Decision(), "implicitDeny");
  EXPECT_THAT(Simulate("group/learners", "s3:GetObject", bucket),
              StartsWith("InvalidInput: A ResourcePolicy needs a CallerArn"));
}

TEST_F(IamSimulateTest, Others21WrongKindOfArn) {
  for (const char* arn :
       {"policy/ManageIam", "root", "assumed-role/r/s", "user/"}) {
    EXPECT_THAT(Simulate(arn, "s3:GetObject"), StartsWith("InvalidInput: "))
        << arn;
  }
  EXPECT_EQ(Simulate("user/nobody", "s3:GetObject"),
            "NoSuchEntity: The user with name nobody cannot be found.");
  EXPECT_EQ(Simulate("role/nobody", "s3:GetObject"),
            "NoSuchEntity: The role with name nobody cannot be found.");
}

// Whose policies they are is not said, so a resource is of their account.
TEST_F(IamSimulateTest, CustomPoliciesAreOfNoAccount) {
  const std::string base = absl::StrCat(
      R"({"PolicyInputList":["{\"Version\":\"2012-10-17\",)",
      R"(\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",)",
      R"(\"Resource\":\"*\"}}"],"ActionNames":["sqs:SendMessage"],)",
      R"("ResourceArns":["arn:aws:sqs:eu-central-1:)", R"(444455556666:q"])");
  Call("SimulateCustomPolicy", base + "}");
  EXPECT_EQ(Decision(), "allowed");
  Call("SimulateCustomPolicy",
       base + R"(,"CallerArn":"arn:aws:iam::111122223333:user/learner"})");
  EXPECT_EQ(Decision(), "implicitDeny");
}

// AWS decides actions without resource on "*", whatever is named.
TEST_F(IamSimulateTest, Others23ActionsWithoutResource) {
  Call(
      "SimulateCustomPolicy",
      R"({"PolicyInputList":["{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sqs:ListQueues\",\"Resource\":\"arn:aws:sqs:eu-central-1:111122223333:q\"}}"],)"
      R"("ActionNames":["sqs:ListQueues"],"ResourceArns":["arn:aws:sqs:eu-central-1:111122223333:q"]})");
  EXPECT_EQ(Decision(), "implicitDeny");
}

TEST_F(IamSimulateTest, BadInput) {
  for (const char* action : {"s3", "s3:*", "", ":", "s3:Get Object", "a:b:c"}) {
    EXPECT_THAT(Simulate("user/learner", action), StartsWith("InvalidInput"))
        << action;
  }
  EXPECT_THAT(Call("SimulatePrincipalPolicy",
                   R"({"PolicySourceArn":"arn:aws:iam::111122223333:user/x"})"),
              StartsWith("ValidationError: 1 validation error detected: Value "
                         "null at 'actionNames'"));
  EXPECT_THAT(
      Simulate("user/learner", "s3:GetObject", R"(,"ResourceArns":["no-arn"])"),
      StartsWith("InvalidInput"));
  const auto context = [&](absl::string_view type, absl::string_view values) {
    return Simulate(
        "user/learner", "s3:GetObject",
        absl::StrCat(R"(,"ContextEntries":[{"ContextKeyName":"aws:SourceIp",)",
                     R"("ContextKeyType":")", type, R"(","ContextKeyValues":)",
                     values, "}]"));
  };
  EXPECT_THAT(context("text", R"(["x"])"), StartsWith("ValidationError"));
  EXPECT_THAT(context("numeric", R"(["x"])"), StartsWith("InvalidInput"));
  EXPECT_THAT(context("date", R"(["x"])"), StartsWith("InvalidInput"));
  EXPECT_THAT(context("boolean", R"(["x"])"), StartsWith("InvalidInput"));
  EXPECT_THAT(context("ip", R"(["192.0.2.1","192.0.2.2"])"),
              StartsWith("InvalidInput"));
  EXPECT_THAT(context("ipList", R"(["192.0.2.1","192.0.2.2"])"),
              StartsWith("<EvaluationResults>"));
}

TEST_F(IamSimulateTest, Paging) {
  std::string actions;
  for (int i = 0; i < 5; ++i) absl::StrAppend(&actions, ",\"s3:A", i, "\"");
  const std::string base = absl::StrCat(
      R"({"PolicySourceArn":"arn:aws:iam::111122223333:user/learner","ActionNames":[)",
      actions.substr(1),
      R"(],"ResourceArns":["*","arn:aws:s3:::b"],"MaxItems":"4")");
  Call("SimulatePrincipalPolicy", base + "}");
  EXPECT_EQ(Count("EvaluationResults/member"), 4u);
  EXPECT_EQ(At("IsTruncated"), "true");
  std::string marker = At("Marker");
  Call("SimulatePrincipalPolicy",
       absl::StrCat(base, R"(,"Marker":")", marker, "\"}"));
  EXPECT_EQ(At("EvaluationResults/member/EvalActionName"), "s3:A2");
  marker = At("Marker");
  Call("SimulatePrincipalPolicy",
       absl::StrCat(base, R"(,"Marker":")", marker, "\"}"));
  EXPECT_EQ(Count("EvaluationResults/member"), 2u);
  EXPECT_EQ(At("IsTruncated"), "false");
}

TEST_F(IamSimulateTest, ContextKeys) {
  Call(
      "GetContextKeysForPrincipalPolicy",
      R"({"PolicySourceArn":"arn:aws:iam::111122223333:user/learner","PolicyInputList":["{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\",\"Condition\":{\"StringLike\":{\"s3:prefix\":\"${aws:PrincipalTag/team, 'none'}${*}/\"},\"Bool\":{\"AWS:UserName\":\"x\"}}}}"]})");
  std::string keys;
  for (pugi::xml_node key : result_.child("Result").child("ContextKeyNames")) {
    absl::StrAppend(&keys, key.text().get(), " ");
  }
  EXPECT_EQ(keys, "aws:PrincipalTag/team aws:username s3:prefix ");
  Call("GetContextKeysForCustomPolicy",
       absl::StrCat(R"({"PolicyInputList":[")", kAllowS3, "\"]}"));
  EXPECT_EQ(Count("ContextKeyNames/member"), 0u);
  EXPECT_THAT(
      Call("GetContextKeysForCustomPolicy", R"({"PolicyInputList":["x"]})"),
      StartsWith("InvalidInput"));
}

// In an organization of several accounts.
class IamSimulateAcmeTest : public IamServiceTest {
 protected:
  IamSimulateAcmeTest() : IamServiceTest("acme") {}

  // A call over TLS in a region that is not fenced off.
  static constexpr char kContext[] =
      R"(,"ContextEntries":[)"
      R"({"ContextKeyName":"aws:RequestedRegion","ContextKeyType":"string",)"
      R"("ContextKeyValues":["eu-central-1"]},)"
      R"({"ContextKeyName":"aws:SecureTransport","ContextKeyType":"boolean",)"
      R"("ContextKeyValues":["true"]}]})";
};

TEST_F(IamSimulateAcmeTest, OrganizationsDetail) {
  Call(
      "SimulatePrincipalPolicy",
      R"({"PolicySourceArn":"arn:aws:iam::111122223333:user/ops/olivia","ActionNames":["cloudtrail:StopLogging"]})");
  EXPECT_EQ(At("EvaluationResults/member/EvalDecision"), "explicitDeny");
  EXPECT_EQ(At("EvaluationResults/member/OrganizationsDecisionDetail/"
               "AllowedByOrganizations"),
            "false");
}

TEST_F(IamSimulateAcmeTest, RolesAsEnforced) {
  Call(
      "SimulatePrincipalPolicy",
      absl::StrCat(
          R"({"PolicySourceArn":"arn:aws:iam::111122223333:role/app/PaymentsService","ActionNames":["rekognition:DetectFaces"])",
          kContext));
  EXPECT_EQ(At("EvaluationResults/member/EvalDecision"), "implicitDeny");
  EXPECT_THAT(
      Call(
          "SimulatePrincipalPolicy",
          R"({"PolicySourceArn":"arn:aws:iam::111122223333:role/PaymentsService","ActionNames":["rekognition:DetectFaces"]})"),
      StartsWith("NoSuchEntity"));
}

// A given resource policy stands for those of the world.
TEST_F(IamSimulateAcmeTest, ResourcePolicyInPlaceOfTheWorlds) {
  Call("SimulatePrincipalPolicy",
       absl::StrCat(
           R"({"PolicySourceArn":"arn:aws:iam::111122223333:user/ops/olivia",)",
           R"("ActionNames":["s3:GetObject"],)",
           R"("ResourceArns":["arn:aws:s3:::amzn-s3-demo-bucket/k"],)",
           R"("ResourcePolicy":"{\"Version\":\"2012-10-17\",)",
           R"(\"Statement\":{\"Effect\":\"Deny\",\"Principal\":\"*\",)",
           R"(\"Action\":\"s3:*\",\"Resource\":\"*\"}}")", kContext));
  EXPECT_EQ(At("EvaluationResults/member/EvalDecision"), "explicitDeny");
  EXPECT_EQ(At("EvaluationResults/member/MatchedStatements/member/"
               "SourcePolicyId"),
            "ResourcePolicy");
}

}  // namespace
}  // namespace iam
