#include "engine/eval/service_rules.h"

#include <algorithm>
#include <iterator>
#include <optional>

#include "absl/strings/match.h"
#include "engine/match/arn.h"

namespace iam {
namespace {

constexpr absl::string_view kRcpServices[] = {
#define IAM_RCP_SERVICE(prefix) prefix,
#include "engine/eval/rcp_services.inc"
#undef IAM_RCP_SERVICE
};

// Writes to a policy or role that AWS owns. IAM User Guide, "Managed policies
// and inline policies", "Using service-linked roles".
constexpr absl::string_view kPolicyWrites[] = {
    "iam:createpolicyversion", "iam:deletepolicy",
    "iam:deletepolicyversion", "iam:setdefaultpolicyversion",
    "iam:tagpolicy",           "iam:untagpolicy",
};
constexpr absl::string_view kRoleWrites[] = {
    "iam:attachrolepolicy",
    "iam:deleterole",
    "iam:deleterolepermissionsboundary",
    "iam:deleterolepolicy",
    "iam:detachrolepolicy",
    "iam:putrolepermissionsboundary",
    "iam:putrolepolicy",
    "iam:updateassumerolepolicy",
    "iam:updaterole",
};
constexpr absl::string_view kAliasWrites[] = {
    "kms:createalias", "kms:deletealias", "kms:updatealias"};

template <size_t n>
bool IsIn(const absl::string_view (&list)[n], absl::string_view word) {
  return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

bool WritesWhatAwsOwns(const RequestAction& action,
                       const RequestResource& resource) {
  const std::optional<Arn>& arn = resource.arn;
  if (!arn.has_value()) return false;
  if (arn->service == "kms") {
    return absl::StartsWith(arn->resource, "alias/aws/") &&
           IsIn(kAliasWrites, action.folded());
  }
  if (arn->service != "iam") return false;
  if (arn->account == "aws") return IsIn(kPolicyWrites, action.folded());
  return (absl::StartsWith(arn->resource, "role/aws-service-role/") ||
          absl::StartsWith(arn->resource, "role/aws-reserved/")) &&
         IsIn(kRoleWrites, action.folded());
}

bool HasKey(const ContextView& context, const ConditionKey& key) {
  return !context.Find(key).values.empty();
}

bool UsedMfa(const ContextView& context) {
  static const auto& kKey =
      *new ConditionKey(MakeConditionKey("aws:MultiFactorAuthPresent"));
  const KeyValues found = context.Find(kKey);
  return found.values.size() == 1 &&
         absl::EqualsIgnoreCase(found.values.front(), "true");
}

// What temporary credentials cannot do. IAM User Guide, "Compare AWS STS
// credentials".
bool IsBeyondCredentials(const RequestAction& action,
                         const RequestPrincipal& principal,
                         const ContextView& context) {
  static const auto& kTokenIssueTime =
      *new ConditionKey(MakeConditionKey("aws:TokenIssueTime"));
  const bool iam = action.service() == "iam";
  const bool sts = action.service() == "sts";
  switch (principal.kind) {
    case PrincipalKind::kUser: {
      if (!iam && !sts) return false;
      if (!HasKey(context, kTokenIssueTime)) return false;
      return (iam && !UsedMfa(context)) ||
             (sts && action.name() != "assumerole");
    }
    case PrincipalKind::kFederatedUser:
      return iam || sts;
    case PrincipalKind::kRoleSession:
      return sts && (action.name() == "getfederationtoken" ||
                     action.name() == "getsessiontoken");
    case PrincipalKind::kRootUser:
      // "Roles may not be assumed by root accounts."
      return sts && action.name() == "assumerole";
    case PrincipalKind::kAnonymous:
    case PrincipalKind::kService:
    case PrincipalKind::kIdentityProvider:
      break;
  }
  return false;
}

}  // namespace

bool AssumesRole(const RequestAction& action, const RequestResource& resource) {
  if (action.service() != "sts") return false;
  const absl::string_view name = action.name();
  if (name == "assumerole" || AssumesRoleByToken(action)) return true;
  // What a session is given when its role is assumed; a role is not the only
  // thing that can be tagged.
  const std::optional<Arn>& arn = resource.arn;
  return (name == "tagsession" || name == "setsourceidentity" ||
          name == "setcontext") &&
         arn.has_value() && arn->service == "iam" &&
         absl::StartsWith(arn->resource, "role/");
}

bool AssumesRoleByToken(const RequestAction& action) {
  return action.service() == "sts" &&
         (action.name() == "assumerolewithsaml" ||
          action.name() == "assumerolewithwebidentity");
}

bool IsKmsKey(const RequestResource& resource) {
  const std::optional<Arn>& arn = resource.arn;
  return arn.has_value() && arn->service == "kms" &&
         absl::StartsWith(arn->resource, "key/");
}

absl::string_view AuthorizedResource(const RequestAction& action,
                                     absl::string_view resource) {
  if (resource == "*" && action.folded() == "s3:listallmybuckets") {
    return "arn:aws:s3:::*";
  }
  return resource;
}

bool MendsBucketPolicy(const RequestAction& action) {
  return action.service() == "s3" && (action.name() == "getbucketpolicy" ||
                                      action.name() == "putbucketpolicy" ||
                                      action.name() == "deletebucketpolicy");
}

bool SupportsRcps(const RequestAction& action,
                  const RequestResource& resource) {
  if (action.folded() == "kms:retiregrant") return false;
  const std::optional<Arn>& arn = resource.arn;
  if (arn.has_value() && arn->service == "iam" &&
      absl::StartsWith(arn->resource, "role/aws-service-role/")) {
    return false;
  }
  return std::binary_search(std::begin(kRcpServices), std::end(kRcpServices),
                            action.service());
}

bool NeedsNoPermission(const RequestAction& action) {
  return action.folded() == "sts:getcalleridentity" ||
         action.folded() == "sts:getsessiontoken";
}

ServiceRule FixedAnswer(const RequestAction& action,
                        const RequestPrincipal& principal,
                        const RequestResource& resource,
                        const ContextView& context) {
  const bool is_signed = principal.is_account_member() ||
                         principal.kind == PrincipalKind::kService;
  if (action.folded() == "sts:getcalleridentity" && is_signed) {
    return ServiceRule::kAlwaysAllowed;
  }
  if (IsBeyondCredentials(action, principal, context) ||
      WritesWhatAwsOwns(action, resource)) {
    return ServiceRule::kAlwaysDenied;
  }
  // STS API Reference, GetSessionToken: no permissions are needed, and no
  // policy can control it.
  if (action.folded() == "sts:getsessiontoken" &&
      (principal.kind == PrincipalKind::kUser ||
       principal.kind == PrincipalKind::kRootUser)) {
    return ServiceRule::kAlwaysAllowed;
  }
  return ServiceRule::kNone;
}

}  // namespace iam
