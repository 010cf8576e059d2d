#include "engine/match/request_principal.h"

#include <algorithm>
#include <iterator>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "engine/match/arn.h"

namespace iam {
namespace {

// Token issuers that are named by host. IAM User Guide, "AWS JSON policy
// elements: Principal", OIDC federated user sessions.
constexpr absl::string_view kProviderHosts[] = {
    "accounts.google.com", "cognito-identity.amazonaws.com",
    "graph.facebook.com", "www.amazon.com"};

bool IsProviderHost(absl::string_view text) {
  return std::find(std::begin(kProviderHosts), std::end(kProviderHosts),
                   text) != std::end(kProviderHosts);
}

bool ParseIamArn(const Arn& arn, RequestPrincipal* principal) {
  absl::string_view resource = arn.resource;
  if (resource == "root") {
    principal->kind = PrincipalKind::kRootUser;
    return true;
  }
  if (absl::ConsumePrefix(&resource, "user/")) {
    principal->kind = PrincipalKind::kUser;
    principal->name = LastSegment(resource);
    return !principal->name.empty();
  }
  if (absl::ConsumePrefix(&resource, "role/")) {
    principal->kind = PrincipalKind::kRoleSession;
    principal->name = LastSegment(resource);
    principal->role_arn = principal->text;
    return !principal->name.empty();
  }
  if (absl::ConsumePrefix(&resource, "oidc-provider/") ||
      absl::ConsumePrefix(&resource, "saml-provider/")) {
    principal->kind = PrincipalKind::kIdentityProvider;
    principal->account = {};
    return !resource.empty();
  }
  return false;
}

bool ParseStsArn(const Arn& arn, RequestPrincipal* principal) {
  absl::string_view resource = arn.resource;
  if (absl::ConsumePrefix(&resource, "federated-user/")) {
    principal->kind = PrincipalKind::kFederatedUser;
    principal->name = resource;
    return !resource.empty();
  }
  if (!absl::ConsumePrefix(&resource, "assumed-role/")) return false;
  const size_t slash = resource.find('/');
  if (slash == 0 || slash == absl::string_view::npos) return false;
  principal->kind = PrincipalKind::kRoleSession;
  principal->name = resource.substr(0, slash);
  principal->session = resource.substr(slash + 1);
  return !principal->session.empty();
}

}  // namespace

bool RequestPrincipal::is_service_linked_role() const {
  constexpr absl::string_view kPath = "role/aws-service-role/";
  if (kind != PrincipalKind::kRoleSession || role_arn.size() < kPath.size()) {
    return false;
  }
  const std::optional<Arn> arn = SplitArn(role_arn);
  return arn.has_value() && absl::StartsWith(arn->resource, kPath);
}

bool RequestPrincipal::is_account_member() const {
  switch (kind) {
    case PrincipalKind::kRootUser:
    case PrincipalKind::kUser:
    case PrincipalKind::kRoleSession:
    case PrincipalKind::kFederatedUser:
      return true;
    case PrincipalKind::kAnonymous:
    case PrincipalKind::kService:
    case PrincipalKind::kIdentityProvider:
      break;
  }
  return false;
}

std::optional<RequestPrincipal> ParseRequestPrincipal(absl::string_view text) {
  RequestPrincipal principal;
  if (text == "*" || text == "anonymous") return principal;
  principal.text = text;
  if (IsAccountId(text)) {
    principal.kind = PrincipalKind::kRootUser;
    principal.partition = "aws";
    principal.account = text;
    return principal;
  }
  if (const std::optional<Arn> arn = SplitArn(text)) {
    principal.partition = arn->partition;
    principal.account = arn->account;
    const bool parsed = arn->service == "iam"   ? ParseIamArn(*arn, &principal)
                        : arn->service == "sts" ? ParseStsArn(*arn, &principal)
                                                : false;
    if (!parsed || !arn->region.empty() || !IsAccountId(arn->account)) {
      return std::nullopt;
    }
    return principal;
  }
  if (IsProviderHost(text)) {
    principal.kind = PrincipalKind::kIdentityProvider;
    return principal;
  }
  if (absl::StrContains(text, '.') && !absl::StrContains(text, ':') &&
      !absl::StrContains(text, '/') && !absl::StrContains(text, '*')) {
    principal.kind = PrincipalKind::kService;
    return principal;
  }
  return std::nullopt;
}

bool IsRoleOf(const RequestPrincipal& session, absl::string_view role_arn) {
  const std::optional<Arn> arn = SplitArn(role_arn);
  return arn.has_value() && arn->service == "iam" &&
         arn->partition == session.partition &&
         arn->account == session.account &&
         absl::StartsWith(arn->resource, "role/") &&
         absl::EqualsIgnoreCase(LastSegment(arn->resource), session.name);
}

}  // namespace iam
