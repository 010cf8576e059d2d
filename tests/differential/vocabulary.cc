#include "tests/differential/vocabulary.h"

namespace iam::differential {
namespace {

constexpr const char* kPrincipals[] = {
    "arn:aws:iam::111122223333:user/ana",
    "arn:aws:iam::111122223333:user/ana",
    "arn:aws:iam::111122223333:user/Ana",
    "arn:aws:iam::111122223333:user/team/ana",
    "arn:aws:iam::444455556666:user/ben",
    "arn:aws:iam::123456789012:user/boss",
    "arn:aws:sts::111122223333:assumed-role/deploy/ci",
    "arn:aws:sts::111122223333:assumed-role/deploy/ci",
    "arn:aws:sts::111122223333:assumed-role/Deploy/CI",
    "arn:aws:sts::444455556666:assumed-role/deploy/ci",
    "arn:aws:sts::123456789012:assumed-role/admin/boss",
    "arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForX/s",
    "arn:aws:iam::111122223333:role/deploy",
    "arn:aws:iam::111122223333:role/team/deploy",
    "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/"
    "AWSServiceRoleForX",
    "arn:aws:sts::111122223333:federated-user/bob",
    "arn:aws:sts::444455556666:federated-user/bob",
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::444455556666:root",
    "111122223333",
    "444455556666",
    "arn:aws-cn:iam::111122223333:user/ana",
    "*",
    "*",
    "ec2.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "cognito-identity.amazonaws.com",
    "accounts.google.com",
    "arn:aws:iam::111122223333:oidc-provider/oidc.example.com",
    "arn:aws:iam::111122223333:saml-provider/Example",
};

constexpr const char* kRoleAssumers[] = {
    "arn:aws:iam::111122223333:user/ana",
    "arn:aws:iam::444455556666:user/ben",
    "arn:aws:sts::111122223333:assumed-role/deploy/ci",
    "arn:aws:sts::444455556666:assumed-role/deploy/ci",
    "arn:aws:iam::111122223333:role/deploy",
    "arn:aws:iam::111122223333:root",
    "arn:aws:sts::111122223333:federated-user/bob",
    "ec2.amazonaws.com",
    "cognito-identity.amazonaws.com",
    "accounts.google.com",
    "arn:aws:iam::111122223333:oidc-provider/oidc.example.com",
    "arn:aws:iam::111122223333:saml-provider/Example",
    "*",
};

constexpr const char* kActions[] = {
    "s3:GetObject",          "s3:GetObject",        "s3:PutObject",
    "s3:getobject",          "s3:GetObjectVersion", "s3:ListAllMyBuckets",
    "s3:ListBucket",         "s3:GetBucketPolicy",  "s3:DeleteBucketPolicy",
    "ec2:DescribeInstances", "ec2:RunInstances",    "sqs:SendMessage",
    "sns:Publish",           "dynamodb:GetItem",    "lambda:InvokeFunction",
    "kms:Decrypt",           "kms:Decrypt",         "kms:DescribeKey",
    "kms:RetireGrant",       "kms:CreateKey",       "kms:CreateAlias",
    "kms:DeleteAlias",       "iam:ListUsers",       "iam:GetRole",
    "iam:PutRolePolicy",     "iam:DeletePolicy",    "iam:PassRole",
    "sts:GetCallerIdentity", "sts:GetSessionToken", "sts:GetFederationToken",
    "sts:AssumeRole",        "sts:TagSession",
};

constexpr const char* kRoleActions[] = {
    "sts:AssumeRole", "sts:AssumeRole",         "sts:AssumeRole",
    "STS:assumerole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity",
    "sts:TagSession", "sts:SetSourceIdentity",  "sts:SetContext",
};

constexpr const char* kResources[] = {
    "*",
    "arn:aws:s3:::amzn-s3-demo-bucket",
    "arn:aws:s3:::amzn-s3-demo-bucket/k",
    "arn:aws:s3:::amzn-s3-demo-bucket/ana/k",
    "arn:aws:s3:::amzn-s3-demo-bucket/all/a:b/c",
    "arn:aws:s3:::amzn-s3-demo-bucket/*",
    "arn:aws:s3:::amzn-s3-demo-bucket/${aws:username}/k",
    "arn:aws:s3:::amzn-s3-demo-bucket/\xC3\xA9t\xC3\xA9",
    "arn:aws:s3:::Amzn-S3-Demo-Bucket/k",
    "arn:aws-cn:s3:::amzn-s3-demo-bucket/k",
    "arn:aws:sqs:us-east-1:111122223333:orders",
    "arn:aws:sqs:eu-west-1:444455556666:orders",
    "arn:aws:sns:us-east-1:111122223333:orders:sub",
    "arn:aws:dynamodb:us-east-1:111122223333:table/orders",
    "arn:aws:dynamodb:us-east-1:444455556666:table/orders/index/i",
    "arn:aws:ec2:us-east-1:111122223333:instance/*",
    "arn:aws:ec2:us-east-1:111122223333:instance/i-0abc",
    "arn:aws:lambda:us-east-1:111122223333:function:resize",
    "arn:aws:kms:us-east-1:111122223333:key/1234abcd",
    "arn:aws:kms:us-east-1:444455556666:key/1234abcd",
    "arn:aws:kms:us-east-1:111122223333:alias/app",
    "arn:aws:kms:us-east-1:111122223333:alias/aws/s3",
    "arn:aws:iam::111122223333:user/ana",
    "arn:aws:iam::111122223333:role/deploy",
    "arn:aws:iam::aws:policy/AdministratorAccess",
    "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/"
    "AWSServiceRoleForX",
    "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/Admin",
    "arn:aws:sts::111122223333:federated-user/bob",
};

constexpr const char* kRoleResources[] = {
    "arn:aws:iam::111122223333:role/deploy",
    "arn:aws:iam::111122223333:role/deploy",
    "arn:aws:iam::111122223333:role/team/deploy",
    "arn:aws:iam::444455556666:role/deploy",
    "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/"
    "AWSServiceRoleForX",
};

constexpr KeySpec kKeys[] = {
    {"aws:username", ValueKind::kText},
    {"aws:userid", ValueKind::kText},
    {"aws:PrincipalType", ValueKind::kText},
    {"aws:PrincipalAccount", ValueKind::kText},
    {"aws:PrincipalOrgID", ValueKind::kText},
    {"aws:PrincipalOrgPaths", ValueKind::kText},
    {"aws:PrincipalTag/team", ValueKind::kText},
    {"aws:PrincipalTag/Team", ValueKind::kText},
    {"aws:RequestTag/team", ValueKind::kText},
    {"aws:ResourceTag/Team", ValueKind::kText},
    {"aws:TagKeys", ValueKind::kText},
    {"aws:CalledVia", ValueKind::kText},
    {"aws:CalledViaFirst", ValueKind::kText},
    {"aws:CalledViaLast", ValueKind::kText},
    {"aws:ResourceAccount", ValueKind::kText},
    {"aws:ResourceOrgID", ValueKind::kText},
    {"aws:PrincipalServiceName", ValueKind::kText},
    {"aws:FederatedProvider", ValueKind::kText},
    {"aws:SourceVpce", ValueKind::kText},
    {"aws:RequestedRegion", ValueKind::kText},
    {"s3:prefix", ValueKind::kText},
    {"kms:EncryptionContextKeys", ValueKind::kText},
    {"sts:TransitiveTagKeys", ValueKind::kText},
    {"acm:DomainNames", ValueKind::kText},
    {"example:key", ValueKind::kText},
    {"s3:max-keys", ValueKind::kNumber},
    {"aws:MultiFactorAuthAge", ValueKind::kNumber},
    {"aws:EpochTime", ValueKind::kNumber},
    {"aws:EpochTime", ValueKind::kDate},
    {"aws:CurrentTime", ValueKind::kDate},
    {"aws:TokenIssueTime", ValueKind::kDate},
    {"aws:SecureTransport", ValueKind::kBool},
    {"aws:ViaAWSService", ValueKind::kBool},
    {"aws:MultiFactorAuthPresent", ValueKind::kBool},
    {"aws:PrincipalIsAWSService", ValueKind::kBool},
    {"aws:SourceIp", ValueKind::kAddress},
    {"aws:VpcSourceIp", ValueKind::kAddress},
    {"aws:PrincipalArn", ValueKind::kArn},
    {"aws:SourceArn", ValueKind::kArn},
    {"example:digest", ValueKind::kBinary},
};

constexpr const char* kTexts[] = {
    "a",
    "A",
    "ab",
    "",
    "a*",
    "a?",
    "*",
    "?",
    "*a*a*b",
    "aaab",
    "team",
    "Team",
    "ana",
    "red/x",
    "\xC3\xA9",
    "\xC3\x89",
    "\xC3\x97",
    "\xC3\xB7",
    "111122223333",
    "444455556666",
    "User",
    "o-a1b2c3d4e5",
    "o-a1b2c3d4e5/r-ab12/*",
    "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/",
    "ec2.amazonaws.com",
    "${aws:username}",
    "${AWS:UserName}",
    "${aws:PrincipalTag/team}",
    "${aws:PrincipalTag/team, 'a'}",
    "${example:none}",
    "${example:none, ''}",
    "${aws:TagKeys}",
    "${aws:TagKeys, 'a'}",
    "x${*}y",
    "${*}",
    "${?}",
    "${$}",
    "${$}{a}",
    "${unclosed",
    "a${aws:username}*",
    "*${aws:username}*",
    "?*${aws:PrincipalTag/team}*?",
    "x*y",
};

constexpr const char* kNumbers[] = {
    "0",
    "-0",
    "+0",
    "1",
    "+1",
    "01",
    "1.0",
    "1.00",
    "-1",
    "10",
    "9",
    "0.5",
    ".5",
    "5.",
    "1e3",
    "0x1",
    "",
    " 1",
    "1 ",
    "abc",
    "${aws:username}",
    "9007199254740993",
    "9007199254740992",
    "99999999999999999999999",
    "1700000000",
    "-1.5",
    "1.50",
};

constexpr const char* kDates[] = {
    "2024",
    "1717200000",
    "1717243200",
    "2024-06",
    "2024-06-01",
    "2024-06-01T12:00Z",
    "2024-06-01T12:00:00Z",
    "2024-06-01T12:00:00",
    "2024-06-01T14:00:00+02:00",
    "2024-06-01T10:00:00-02:00",
    "2024-06-01T12:00:00.5Z",
    "2024-06-01T12:00:00.50Z",
    "2024-02-29",
    "2023-02-29",
    "2024-13-01",
    "2024-06-01T24:00:00Z",
    "2024-06-01T12:00:60Z",
    "2024-06-01t12:00:00z",
    "2024-06-01 12:00:00Z",
    "2024-06-01T12:00:00+25:00",
    "-1",
    "0",
    "",
    "abc",
    "1969-12-31T23:59:59Z",
    "0001-01-01",
    "9999-12-31T23:59:59Z",
    "999999999999999999",
};

constexpr const char* kBools[] = {
    "true",
    "false",
    "TRUE",
    "False",
    "",
    "yes",
    "1",
    "${aws:PrincipalTag/flag, 'true'}",
    "${aws:SecureTransport}",
};

constexpr const char* kAddresses[] = {
    "203.0.113.7",
    "203.0.113.0/24",
    "203.0.113.5/24",
    "203.0.113.7/32",
    "0.0.0.0/0",
    "198.51.100.1",
    "203.0.113.7/33",
    "203.0.113.07",
    "203.0.113",
    "2001:db8::1",
    "2001:DB8::1",
    "2001:db8:0:0::1",
    "2001:db8::/32",
    "::/0",
    "::ffff:203.0.113.7",
    "2001:db8::/129",
    "203.0.113.0/",
    "abc",
    "",
};

constexpr const char* kArns[] = {
    "arn:aws:iam::111122223333:user/ana",
    "arn:aws:iam::111122223333:user/*",
    "arn:aws:iam::111122223333:user/team/ana",
    "arn:aws:iam::111122223333:role/deploy",
    "arn:aws:iam::111122223333:role/team/deploy",
    "arn:aws:iam::111122223333:role/*",
    "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/"
    "AWSServiceRoleForX",
    "arn:aws:iam::444455556666:role/deploy",
    "arn:aws:iam::111122223333:root",
    "arn:aws:iam::*:root",
    "arn:*:iam::*:*",
    "arn:aws:iam::1111?2223333:*",
    "arn:aws:sts::111122223333:assumed-role/deploy/ci",
    "arn:aws:sts::111122223333:assumed-role/*",
    "arn:aws:sns:us-east-1:111122223333:orders:sub",
    "arn:aws:sns:*:orders:sub",
    "arn:aws:sns:us-*-1:111122223333:*",
    "arn:aws:sns:us-east-1:111122223333:orders?sub",
    "arn:aws:sns:us-east-1:111122223333",
    "*:*:*:*:*:*",
    "arn:aws:iam::${aws:PrincipalAccount}:*",
    "arn:aws:iam::111122223333:user/${aws:username}",
    "arn:aws:iam::111122223333:*${aws:username}*",
    "arn:aws:iam::111122223333:user/${example:none, 'ana'}",
    "arn:aws:iam::111122223333:user/${example:none}",
    "arn:aws:iam::111122223333:user/${*}",
    "${aws:PrincipalArn}",
    "arn:aws:*",
    "*",
    "abc",
    "",
};

constexpr const char* kBinaries[] = {
    "QQ==", "QR==",   "QUI=", "QUJD", "QQ",   "QQ=",      "",
    "Q===", "QQ==\n", "-_-_", "+/+/", "====", "QUJDRA==",
};

constexpr const char* kTextOperators[] = {
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
};
constexpr const char* kNumberOperators[] = {
    "NumericEquals",         "NumericNotEquals",   "NumericLessThan",
    "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals",
};
constexpr const char* kDateOperators[] = {
    "DateEquals",         "DateNotEquals",   "DateLessThan",
    "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals",
};
constexpr const char* kBoolOperators[] = {"Bool", "Bool", "StringEquals"};
constexpr const char* kAddressOperators[] = {"IpAddress", "NotIpAddress"};
constexpr const char* kArnOperators[] = {
    "ArnEquals",  "ArnLike",    "ArnNotEquals",
    "ArnNotLike", "StringLike", "StringNotEquals",
};
constexpr const char* kBinaryOperators[] = {"BinaryEquals"};

}  // namespace

absl::Span<const char* const> Principals() { return kPrincipals; }
absl::Span<const char* const> RoleAssumers() { return kRoleAssumers; }
absl::Span<const char* const> Actions() { return kActions; }
absl::Span<const char* const> RoleActions() { return kRoleActions; }
absl::Span<const char* const> Resources() { return kResources; }
absl::Span<const char* const> RoleResources() { return kRoleResources; }
absl::Span<const KeySpec> Keys() { return kKeys; }

absl::Span<const char* const> Values(ValueKind kind) {
  switch (kind) {
    case ValueKind::kText:
      return kTexts;
    case ValueKind::kNumber:
      return kNumbers;
    case ValueKind::kDate:
      return kDates;
    case ValueKind::kBool:
      return kBools;
    case ValueKind::kAddress:
      return kAddresses;
    case ValueKind::kArn:
      return kArns;
    case ValueKind::kBinary:
      return kBinaries;
  }
  return kTexts;
}

absl::Span<const char* const> Operators(ValueKind kind) {
  switch (kind) {
    case ValueKind::kText:
      return kTextOperators;
    case ValueKind::kNumber:
      return kNumberOperators;
    case ValueKind::kDate:
      return kDateOperators;
    case ValueKind::kBool:
      return kBoolOperators;
    case ValueKind::kAddress:
      return kAddressOperators;
    case ValueKind::kArn:
      return kArnOperators;
    case ValueKind::kBinary:
      return kBinaryOperators;
  }
  return kTextOperators;
}

Focus MakeFocus(Random* random) {
  Focus focus;
  focus.assumes_roles = random->Percent(20);
  focus.wide = random->Percent(6);
  const auto fill = [&](std::vector<std::string>* list, size_t count,
                        absl::Span<const char* const> words) {
    for (size_t i = 0; i < count; ++i) list->push_back(random->Pick(words));
  };
  const bool roles = focus.assumes_roles;
  fill(&focus.principals, 3, roles ? RoleAssumers() : Principals());
  fill(&focus.actions, 3, roles ? RoleActions() : Actions());
  fill(&focus.resources, roles ? 2 : 3, roles ? RoleResources() : Resources());
  for (size_t i = 0; i < 4; ++i) focus.keys.push_back(random->Pick(Keys()));
  return focus;
}

std::string WithOtherCase(std::string text, Random* random) {
  for (char& c : text) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (is_letter && random->Percent(30)) c = static_cast<char>(c ^ 0x20);
  }
  return text;
}

}  // namespace iam::differential
