#include "tests/reference/service_rules.h"

#include "tests/reference/text.h"

namespace iam::reference {
namespace {

// R6.16, late 2026.
constexpr absl::string_view kRcpServices[] = {
    "s3",
    "sts",
    "kms",
    "sqs",
    "secretsmanager",
    "ecr",
    "ecr-public",
    "aoss",
    "opensearch",
    "dynamodb",
    "dax",
    "logs",
    "cognito-identity",
    "cognito-idp",
    "dsql",
    "cloudfront",
    "events",
    "firehose",
    "kinesisvideo",
    "codeartifact",
    "codebuild",
    "codecommit",
    "codepipeline",
    "transfer",
    "wafv2",
    "xray",
    "swf",
    "workspaces",
    "appstream",
    "autoscaling",
    "autoscaling-plans",
    "budgets",
    "clouddirectory",
    "cloudsearch",
    "cloudtrail-data",
    "comprehend",
    "comprehendmedical",
    "compute-optimizer",
    "cost-optimization-hub",
    "appconfig",
    "fis",
    "fms",
    "gamelift",
    "health",
    "inspector-scan",
    "kendra",
    "memorydb",
    "networkmonitor",
    "notifications",
    "pca-connector-ad",
    "personalize",
    "polly",
    "pricing",
    "resource-groups",
    "rolesanywhere",
    "servicediscovery",
    "signin",
    "support",
    "textract",
    "timestream-influxdb",
    "transcribe",
    "translate",
};

bool IsAction(const Situation& situation, absl::string_view name) {
  return EqualIgnoringCase(situation.action, name);
}

bool IsActionOf(const Situation& situation, absl::string_view service) {
  return BeginsIgnoringCase(situation.action, std::string(service) + ":");
}

bool IsSigned(const Situation& situation) {
  return situation.principal.kind != PrincipalKind::kAnonymous &&
         situation.principal.kind != PrincipalKind::kIdentityProvider;
}

// The sixth component of the resource's ARN, if it is one of `service`.
std::string ResourcePart(const Situation& situation,
                         absl::string_view service) {
  const auto arn = SplitArn(situation.resource);
  return arn && (*arn)[0] == "arn" && (*arn)[2] == service ? (*arn)[5] : "";
}

bool HasKey(const Situation& situation, absl::string_view key) {
  return situation.context.Find(key) != nullptr;
}

bool IsTrue(const Situation& situation, absl::string_view key) {
  const RequestContext::Key* found = situation.context.Find(key);
  return found != nullptr && found->values.size() == 1 &&
         EqualIgnoringCase(found->values[0], "true");
}

// R6.7d
bool IsClosedToCredentials(const Situation& situation) {
  switch (situation.principal.kind) {
    case PrincipalKind::kUser:
      // A user with a token comes from GetSessionToken.
      if (!HasKey(situation, "aws:TokenIssueTime")) return false;
      if (IsActionOf(situation, "iam")) {
        return !IsTrue(situation, "aws:MultiFactorAuthPresent");
      }
      return IsActionOf(situation, "sts") &&
             !IsAction(situation, "sts:AssumeRole") &&
             !IsAction(situation, "sts:GetCallerIdentity");
    case PrincipalKind::kFederatedUser:
      return IsActionOf(situation, "iam") ||
             (IsActionOf(situation, "sts") &&
              !IsAction(situation, "sts:GetCallerIdentity"));
    case PrincipalKind::kRoleSession:
      return IsAction(situation, "sts:GetFederationToken") ||
             IsAction(situation, "sts:GetSessionToken");
    default:
      return false;
  }
}

bool IsOneOf(const Situation& situation,
             std::initializer_list<absl::string_view> names) {
  for (const absl::string_view name : names) {
    if (IsAction(situation, name)) return true;
  }
  return false;
}

// R6.7e. Making, deleting and describing a service-linked role are calls of
// their own that stay open, and so is passing it.
bool ChangesWhatIsAwsOwn(const Situation& situation) {
  const auto arn = SplitArn(situation.resource);
  if (arn && (*arn)[2] == "iam" && (*arn)[4] == "aws") {
    return IsOneOf(situation,
                   {"iam:CreatePolicyVersion", "iam:DeletePolicy",
                    "iam:DeletePolicyVersion", "iam:SetDefaultPolicyVersion",
                    "iam:TagPolicy", "iam:UntagPolicy"});
  }
  const std::string resource = ResourcePart(situation, "iam");
  if (BeginsWith(resource, "role/aws-reserved/") ||
      BeginsWith(resource, "role/aws-service-role/")) {
    return IsOneOf(
        situation,
        {"iam:AttachRolePolicy", "iam:DeleteRole",
         "iam:DeleteRolePermissionsBoundary", "iam:DeleteRolePolicy",
         "iam:DetachRolePolicy", "iam:PutRolePermissionsBoundary",
         "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:UpdateRole"});
  }
  return BeginsWith(ResourcePart(situation, "kms"), "alias/aws/") &&
         IsOneOf(situation,
                 {"kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"});
}

}  // namespace

bool AssumesRole(const Situation& situation) {
  if (IsAction(situation, "sts:AssumeRole") || AssumesRoleByToken(situation)) {
    return true;
  }
  const bool beside = IsAction(situation, "sts:TagSession") ||
                      IsAction(situation, "sts:SetSourceIdentity") ||
                      IsAction(situation, "sts:SetContext");
  return beside && BeginsWith(ResourcePart(situation, "iam"), "role/");
}

bool AssumesRoleByToken(const Situation& situation) {
  return IsAction(situation, "sts:AssumeRoleWithSAML") ||
         IsAction(situation, "sts:AssumeRoleWithWebIdentity");
}

bool NeedsResourcePolicy(const Situation& situation) {
  return AssumesRole(situation) ||
         BeginsWith(ResourcePart(situation, "kms"), "key/");
}

bool AlwaysSucceeds(const Situation& situation) {
  if (IsAction(situation, "sts:GetCallerIdentity")) return IsSigned(situation);
  const bool is_user = situation.principal.kind == PrincipalKind::kUser ||
                       situation.principal.kind == PrincipalKind::kRoot;
  return IsAction(situation, "sts:GetSessionToken") && is_user &&
         !IsClosedToCredentials(situation);
}

bool NeverSucceeds(const Situation& situation) {
  return IsClosedToCredentials(situation) || ChangesWhatIsAwsOwn(situation) ||
         (situation.principal.kind == PrincipalKind::kRoot &&
          IsAction(situation, "sts:AssumeRole"));  // R6.7j
}

bool IsBucketPolicyRescue(const Situation& situation,
                          const std::string& resource_account) {
  return situation.principal.kind == PrincipalKind::kRoot &&
         situation.principal.account == resource_account &&
         (IsAction(situation, "s3:GetBucketPolicy") ||
          IsAction(situation, "s3:PutBucketPolicy") ||
          IsAction(situation, "s3:DeleteBucketPolicy"));
}

bool IsOutOfReachOfRcps(const Request& request, const Situation& situation) {
  if (request.resource == "*") return true;  // R6.17: no resource type
  if (IsAction(situation, "kms:RetireGrant")) return true;
  // R6.11: a service-linked role, whose trust policy they do not touch.
  if (BeginsWith(ResourcePart(situation, "iam"), "role/aws-service-role/")) {
    return true;
  }
  for (absl::string_view service : kRcpServices) {
    if (IsActionOf(situation, service)) return false;
  }
  return true;
}

}  // namespace iam::reference
