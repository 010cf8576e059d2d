#include "tests/access/random_accounts.h"

#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace iam {
namespace {

using differential::Random;

constexpr const char* kActions[] = {"*",
                                    "s3:*",
                                    "s3:Get*",
                                    "s3:*Object",
                                    "s3:PutObject",
                                    "s3:GetObject",
                                    "s3:ListBucket",
                                    "sqs:*",
                                    "kms:*",
                                    "kms:Decrypt",
                                    "kms:Create*",
                                    "sts:*",
                                    "sts:AssumeRole",
                                    "iam:*",
                                    "iam:Get*",
                                    "iam:DeleteRole",
                                    "ec2:*",
                                    "ec2:Describe*",
                                    "ec2:RunInstances",
                                    "s3:BrandNew",
                                    "sqs:SendMessage",
                                    "s3:GetObject?agging",
                                    "s3:ListAllMyBuckets"};

constexpr const char* kResources[] = {
    "*",
    "arn:aws:s3:::amzn-s3-demo-bucket",
    "arn:aws:s3:::amzn-s3-demo-bucket/*",
    "arn:aws:s3:::amzn-s3-demo-bucket1/*",
    "arn:aws:s3:::amzn-s3-demo-bucket?/*",
    "arn:aws:s3:::amzn-s3-demo-*",
    "arn:aws:s3:::*/home/*",
    "arn:aws:s3:::amzn-s3-demo-bucket/home/${aws:username}/*",
    "arn:aws:s3:::amzn-s3-demo-bucket/${aws:PrincipalTag/team}/*",
    "arn:aws:s3:::*/secret",
    "arn:aws:s3:::*",
    "arn:aws:s3*",
    "arn:aws:sqs:*:111122223333:*",
    "arn:aws:sqs:eu-central-1:444455556666:q",
    "arn:aws:sqs:*:*:q",
    "arn:aws:kms:*:111122223333:key/*",
    "arn:aws:kms:*:*:key/1234abcd*",
    "arn:aws:kms:*:444455556666:*",
    "arn:aws:iam::111122223333:role/*",
    "arn:aws:iam::*:role/app/*",
    "arn:aws:iam::444455556666:role/app/worker",
    "arn:aws:iam::111122223333:user/*",
    "arn:aws:ec2:*:111122223333:instance/*",
    "arn:aws:ec2:eu-*:*:*"};

constexpr const char* kConditions[] = {
    R"("StringEquals": {"aws:RequestedRegion": "eu-central-1"})",
    R"("StringNotEquals": {"aws:RequestedRegion": ["eu-central-1", "x"]})",
    R"("Bool": {"aws:MultiFactorAuthPresent": "true"})",
    R"("BoolIfExists": {"aws:MultiFactorAuthPresent": "false"})",
    R"("ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:user/*"})",
    R"("ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:*"})",
    R"("StringEquals": {"aws:PrincipalTag/team": "red"})",
    R"("StringNotEquals": {"aws:PrincipalTag/team": "red"})",
    R"("StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"})",
    R"("StringEquals": {"aws:ResourceAccount": "111122223333"})",
    R"("StringNotEquals": {"aws:ResourceAccount": "${aws:PrincipalAccount}"})",
    R"("StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"})",
    R"("StringNotEqualsIfExists": {"aws:ResourceOrgID": "o-a1b2c3d4e5"})",
    R"("Null": {"aws:MultiFactorAuthAge": "true"})",
    R"("ForAnyValue:StringEquals": {"aws:TagKeys": ["team"]})",
    R"("Bool": {"aws:SecureTransport": "false"})",
    R"("StringLike": {"aws:userid": "AIDA*"})"};

constexpr const char* kPrincipals[] = {
    R"("*")",
    R"({"AWS": "111122223333"})",
    R"({"AWS": "arn:aws:iam::444455556666:root"})",
    R"({"AWS": "arn:aws:iam::111122223333:user/ana"})",
    R"({"AWS": ["arn:aws:iam::111122223333:role/app/deploy", "444455556666"]})",
    R"({"AWS": "arn:aws:iam::444455556666:role/app/worker"})",
    R"({"Service": "lambda.amazonaws.com"})"};

enum class Place { kIdentity, kScp, kRcp, kResource, kTrust };

template <size_t n>
std::string List(const char* const (&words)[n], size_t most, Random* random) {
  std::vector<std::string> list;
  for (size_t i = random->Between(1, most); i > 0; --i) {
    list.push_back(absl::StrCat("\"", random->Pick(words), "\""));
  }
  return absl::StrCat("[", absl::StrJoin(list, ", "), "]");
}

std::string Statement(Place place, bool allow, Random* random) {
  std::string text =
      absl::StrCat(R"({"Effect": ")", allow ? "Allow" : "Deny", "\"");
  const bool names = place == Place::kResource || place == Place::kTrust;
  if (place == Place::kRcp) absl::StrAppend(&text, R"(, "Principal": "*")");
  if (names) {
    const bool others =
        !allow && place == Place::kResource && random->Percent(20);
    absl::StrAppend(&text,
                    others ? R"(, "NotPrincipal": )" : R"(, "Principal": )",
                    others ? R"({"AWS": "arn:aws:iam::111122223333:user/ana"})"
                           : random->Pick(kPrincipals));
  }
  constexpr const char* kTrusted[] = {"sts:AssumeRole", "sts:*",
                                      "sts:TagSession"};
  constexpr const char* kLimited[] = {"s3:*",           "s3:GetObject", "sqs:*",
                                      "kms:*",          "kms:Decrypt",  "sts:*",
                                      "sts:AssumeRole", "s3:PutObject"};
  const bool negated = random->Percent(12) &&
                       !(allow && place == Place::kResource) &&
                       place != Place::kTrust && place != Place::kRcp;
  absl::StrAppend(&text, negated ? R"(, "NotAction": )" : R"(, "Action": )",
                  place == Place::kTrust ? List(kTrusted, 2, random)
                  : place == Place::kRcp && !allow
                      ? List(kLimited, 2, random)
                      : List(kActions, allow ? 4 : 2, random));
  if (place != Place::kTrust) {
    absl::StrAppend(
        &text,
        random->Percent(12) ? R"(, "NotResource": )" : R"(, "Resource": )",
        random->Percent(35) ? R"("*")" : List(kResources, 3, random));
  }
  if (random->Percent(allow ? 30 : 50)) {
    std::vector<std::string> conditions = {random->Pick(kConditions)};
    absl::StrAppend(&text, R"(, "Condition": {)",
                    absl::StrJoin(conditions, ", "), "}");
  }
  return absl::StrCat(text, "}");
}

std::string Document(Place place, Random* random) {
  std::vector<std::string> statements;
  const bool gate = place == Place::kScp || place == Place::kRcp;
  if (gate && random->Percent(70)) {
    statements.push_back(
        place == Place::kRcp
            ? R"({"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"})"
            : R"({"Effect": "Allow", "Action": "*", "Resource": "*"})");
  } else if (!gate || place == Place::kScp) {
    for (size_t i = random->Between(1, 3); i > 0; --i) {
      statements.push_back(Statement(place, true, random));
    }
  } else {
    statements.push_back(
        R"({"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"})");
  }
  for (size_t i = random->Between(0, 2); i > 0 && random->Percent(70); --i) {
    statements.push_back(Statement(place, false, random));
  }
  return absl::StrCat(R"({"Version": "2012-10-17", "Statement": [)",
                      absl::StrJoin(statements, ",\n"), "]}");
}

std::string Inline(const char* key, Random* random) {
  std::vector<std::string> policies;
  for (size_t i = random->Between(1, 2); i > 0; --i) {
    policies.push_back(absl::StrCat(R"({"PolicyName": "p)", i,
                                    R"(", "PolicyDocument": )",
                                    Document(Place::kIdentity, random), "}"));
  }
  return absl::StrCat("\"", key, "\": [", absl::StrJoin(policies, ", "), "]");
}

std::string Boundary(const char* account, Random* random) {
  if (random->Percent(55)) return "";
  return absl::StrCat(
      R"(, "PermissionsBoundary": {"PermissionsBoundaryType": "Policy", )",
      R"("PermissionsBoundaryArn": "arn:aws:iam::)", account,
      R"(:policy/Limit"})");
}

std::string Limit(const char* account, Random* random) {
  return absl::StrCat(
      R"("Policies": [{"PolicyName": "Limit", "PolicyId": "ANPAEXAMPLE", )",
      R"("Arn": "arn:aws:iam::)", account,
      R"(:policy/Limit", "DefaultVersionId": "v1", "PolicyVersionList": )",
      R"([{"VersionId": "v1", "IsDefaultVersion": true, "Document": )",
      Document(Place::kIdentity, random), "}]}]");
}

std::string Role(const char* account, const char* path, const char* name,
                 Random* random) {
  return absl::StrCat(
      R"({"Path": "/)", path, R"(/", "RoleName": ")", name,
      R"(", "RoleId": "AROAEXAMPLE", "Arn": "arn:aws:iam::)", account, ":role/",
      path, "/", name, R"(", "AssumeRolePolicyDocument": )",
      Document(Place::kTrust, random), ", ", Inline("RolePolicyList", random),
      R"(, "Tags": [{"Key": "team", "Value": "red"}])",
      Boundary(account, random), "}");
}

std::string Resource(const std::string& arn, const char* account,
                     Random* random) {
  return absl::StrCat(R"({"ResourceArn": ")", arn, R"(", "Account": ")",
                      account, R"(", "Policy": )",
                      Document(Place::kResource, random), "}");
}

std::string Attached(const char* type, const char* target, int number,
                     Place place, Random* random, std::string* targets) {
  const std::string id = absl::StrCat("p-", type[0] == 'S' ? "s" : "r", number);
  absl::StrAppend(targets, targets->empty() ? "" : ", ", R"({"TargetId": ")",
                  target, R"(", "PolicyId": ")", id, R"("})");
  return absl::StrCat(R"({"PolicySummary": {"Id": ")", id, R"(", "Name": ")",
                      id, R"(", "Type": ")", type, R"("}, "Content": )",
                      Document(place, random), "}");
}

std::string OrganizationText(Random* random) {
  std::vector<std::string> policies;
  std::string targets;
  int number = 0;
  for (const char* target :
       {"r-ab12", "ou-ab12-11111111", "111122223333", "444455556666"}) {
    policies.push_back(Attached("SERVICE_CONTROL_POLICY", target, ++number,
                                Place::kScp, random, &targets));
    policies.push_back(Attached("RESOURCE_CONTROL_POLICY", target, ++number,
                                Place::kRcp, random, &targets));
  }
  return absl::StrCat(
      R"({"Organization": {"Id": "o-a1b2c3d4e5", "MasterAccountId": ")",
      random->Percent(15) ? "111122223333" : "999999999999",
      R"("}, "Roots": [{"Id": "r-ab12", "Name": "Root"}], )",
      R"("OrganizationalUnits": [{"Id": "ou-ab12-11111111", "Name": "Ou", )",
      R"("ParentId": "r-ab12"}], "Accounts": [{"Id": "111122223333", )",
      R"("ParentId": "ou-ab12-11111111"}, {"Id": "444455556666", )",
      R"("ParentId": "r-ab12"}, {"Id": "999999999999", "ParentId": )",
      R"("r-ab12"}], "Policies": [)", absl::StrJoin(policies, ",\n"),
      R"(], "Targets": [)", targets, "]}");
}

}  // namespace

std::vector<std::string> RandomAccounts(Random* random) {
  constexpr const char* kOne = "111122223333";
  constexpr const char* kTwo = "444455556666";
  std::vector<std::string> texts;
  texts.push_back(absl::StrCat(
      R"({"UserDetailList": [{"Path": "/", "UserName": "ana", "UserId": )",
      R"("AIDAEXAMPLE", "Arn": "arn:aws:iam::111122223333:user/ana", )",
      Inline("UserPolicyList", random),
      R"(, "GroupList": ["g"], "Tags": [{"Key": "team", "Value": ")",
      random->Percent(50) ? "red" : "blue", R"("}])", Boundary(kOne, random),
      R"(}], "GroupDetailList": [{"Path": "/", "GroupName": "g", "GroupId": )",
      R"("AGPAEXAMPLE", "Arn": "arn:aws:iam::111122223333:group/g", )",
      Inline("GroupPolicyList", random), R"(}], "RoleDetailList": [)",
      Role(kOne, "app", "deploy", random), ", ",
      Role(kOne, "aws-service-role", "linked", random), "], ",
      Limit(kOne, random), "}"));
  texts.push_back(absl::StrCat(R"({"UserDetailList": [], "RoleDetailList": [)",
                               Role(kTwo, "app", "worker", random), "], ",
                               Limit(kTwo, random), "}"));
  if (random->Percent(75)) texts.push_back(OrganizationText(random));
  std::vector<std::string> resources;
  const auto add = [&](const char* arn, const char* account) {
    if (random->Percent(70)) {
      resources.push_back(Resource(arn, account, random));
    }
  };
  add("arn:aws:s3:::amzn-s3-demo-bucket", kOne);
  add("arn:aws:s3:::amzn-s3-demo-bucket1", kTwo);
  add("arn:aws:sqs:eu-central-1:111122223333:q", kOne);
  add("arn:aws:sqs:eu-central-1:444455556666:q", kTwo);
  add("arn:aws:kms:eu-central-1:111122223333:key/1234abcd", kOne);
  add("arn:aws:kms:eu-central-1:444455556666:key/1234abcd", kTwo);
  texts.push_back(absl::StrCat(
      R"({"BucketOwners": {"amzn-s3-demo-bucket": "111122223333", )",
      R"("amzn-s3-demo-bucket1": "444455556666"}, "ResourcePolicies": [)",
      absl::StrJoin(resources, ",\n"), "]}"));
  return texts;
}

std::vector<std::string> AccountPrincipals() {
  return {"arn:aws:iam::111122223333:user/ana",
          "arn:aws:iam::111122223333:role/app/deploy",
          "arn:aws:sts::111122223333:assumed-role/deploy/ci",
          "arn:aws:iam::111122223333:role/aws-service-role/linked",
          "arn:aws:iam::444455556666:role/app/worker",
          "arn:aws:iam::111122223333:root"};
}

std::vector<AccountTarget> AccountTargets() {
  std::vector<AccountTarget> targets;
  const auto add = [&](std::vector<std::string> actions,
                       std::vector<std::string> resources) {
    for (const std::string& action : actions) {
      for (const std::string& resource : resources) {
        targets.push_back({action, resource});
      }
    }
  };
  add({"s3:GetObject", "s3:PutObject", "s3:GetObjectTagging", "s3:BrandNew"},
      {"arn:aws:s3:::amzn-s3-demo-bucket/home/ana/x",
       "arn:aws:s3:::amzn-s3-demo-bucket/home/bob/x",
       "arn:aws:s3:::amzn-s3-demo-bucket/red/x",
       "arn:aws:s3:::amzn-s3-demo-bucket1/secret",
       "arn:aws:s3:::amzn-s3-demo-bucket2/home/ana/x"});
  add({"s3:ListBucket", "s3:GetBucketPolicy"},
      {"arn:aws:s3:::amzn-s3-demo-bucket", "arn:aws:s3:::amzn-s3-demo-bucket1",
       "arn:aws:s3:::amzn-s3-demo-logging-bucket"});
  add({"s3:ListAllMyBuckets", "ec2:DescribeInstances", "kms:ListKeys",
       "kms:CreateKey", "iam:ListUsers", "sts:GetCallerIdentity",
       "sts:GetSessionToken"},
      {"*"});
  add({"sqs:SendMessage"}, {"arn:aws:sqs:eu-central-1:111122223333:q",
                            "arn:aws:sqs:eu-central-1:111122223333:other",
                            "arn:aws:sqs:eu-central-1:444455556666:q"});
  add({"kms:Decrypt", "kms:CreateAlias"},
      {"arn:aws:kms:eu-central-1:111122223333:key/1234abcd",
       "arn:aws:kms:eu-central-1:111122223333:key/0987dcba",
       "arn:aws:kms:eu-central-1:444455556666:key/1234abcd"});
  add({"kms:CreateAlias"},
      {"arn:aws:kms:eu-central-1:111122223333:alias/builds"});
  add({"sts:AssumeRole", "sts:TagSession"},
      {"arn:aws:iam::111122223333:role/app/deploy",
       "arn:aws:iam::444455556666:role/app/worker",
       "arn:aws:iam::111122223333:role/aws-service-role/linked"});
  add({"iam:GetUser"}, {"arn:aws:iam::111122223333:user/ana"});
  add({"iam:DeleteRole"}, {"arn:aws:iam::111122223333:role/app/deploy",
                           "arn:aws:iam::444455556666:role/app/worker"});
  add({"ec2:RunInstances"},
      {"arn:aws:ec2:eu-central-1:111122223333:instance/*",
       "arn:aws:ec2:us-east-1:111122223333:instance/i-0"});
  return targets;
}

std::string OwnerOfTarget(const std::string& resource, const std::string& own) {
  if (absl::StrContains(resource, "demo-bucket1")) return "444455556666";
  for (const char* account : {"111122223333", "444455556666"}) {
    if (absl::StrContains(resource, account)) return account;
  }
  return absl::StartsWith(resource, "arn:aws:s3:::amzn-s3-demo-bucket/") ||
                 resource == "arn:aws:s3:::amzn-s3-demo-bucket"
             ? "111122223333"
             : own;
}

Context RandomCircumstances(bool session_tags, Random* random) {
  Context context;
  const auto maybe = [&](const char* key, std::vector<std::string> values) {
    const size_t which = random->Below(values.size() + 1);
    if (which < values.size()) context.Set(key, values[which]);
  };
  maybe("aws:RequestedRegion", {"eu-central-1", "us-east-1"});
  maybe("aws:MultiFactorAuthPresent", {"true", "false"});
  maybe("aws:MultiFactorAuthAge", {"60"});
  maybe("aws:ResourceTag/team", {"red", "blue"});
  maybe("aws:RequestTag/team", {"red"});
  if (session_tags) maybe("aws:PrincipalTag/team", {"red", "blue"});
  return context;
}

}  // namespace iam
