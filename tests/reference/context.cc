// The request context: what is given, and the keys of section 5.2 that follow
// from the principal, the resource and the organization.

#include "tests/reference/context.h"

#include <algorithm>

#include "tests/reference/text.h"
#include "tests/reference/values.h"

namespace iam::reference {
namespace {

bool IsSigned(const Principal& principal) {
  return principal.kind != PrincipalKind::kAnonymous &&
         principal.kind != PrincipalKind::kIdentityProvider;
}

// The single value of a key, given or implied so far; else empty.
std::string SingleValue(const RequestContext& context, absl::string_view name) {
  const RequestContext::Key* key = context.Find(name);
  return key != nullptr && key->values.size() == 1 ? key->values[0] : "";
}

// The table of section 5.1.
void ImplyPrincipal(const Principal& principal, RequestContext* context) {
  switch (principal.kind) {
    case PrincipalKind::kAnonymous:
      context->Imply("aws:PrincipalAccount", "anonymous");  // R5.4
      context->Imply("aws:PrincipalType", "Anonymous");
      context->Imply("aws:userid", "anonymous");
      break;
    case PrincipalKind::kRoot:
      context->Imply("aws:PrincipalArn", principal.text);
      context->Imply("aws:PrincipalType", "Account");
      context->Imply("aws:userid", principal.account);
      break;
    case PrincipalKind::kUser:
      context->Imply("aws:PrincipalArn", principal.text);
      context->Imply("aws:PrincipalType", "User");
      context->Imply("aws:username", principal.name);
      break;
    case PrincipalKind::kRoleSession:
      context->Imply("aws:PrincipalArn", principal.role_arn);  // R5.2
      context->Imply("aws:PrincipalType", "AssumedRole");
      break;
    case PrincipalKind::kFederatedUser:
      context->Imply("aws:PrincipalArn", principal.text);
      context->Imply("aws:PrincipalType", "FederatedUser");
      context->Imply("aws:userid", principal.account + ":" + principal.name);
      break;
    case PrincipalKind::kService:
      context->Imply("aws:PrincipalServiceName", principal.text);
      break;
    case PrincipalKind::kIdentityProvider:
      break;
  }
  if (principal.has_account()) {
    context->Imply("aws:PrincipalAccount", principal.account);
  }
  if (IsSigned(principal)) {
    context->Imply(
        "aws:PrincipalIsAWSService",
        principal.kind == PrincipalKind::kService ? "true" : "false");
  }
}

// aws:PrincipalOrgID and so on, if the account is known to be a member.
void ImplyOrganization(const Organization& organization,
                       const std::string& account, absl::string_view id_key,
                       absl::string_view paths_key, RequestContext* context) {
  if (account.empty()) return;
  const auto path = organization.account_paths.find(account);
  const bool member = path != organization.account_paths.end() ||
                      account == organization.management_account;
  if (member && !organization.id.empty()) {
    context->Imply(id_key, organization.id);
  }
  if (path != organization.account_paths.end()) {
    context->ImplyList(paths_key, {path->second});
  }
}

// aws:TagKeys from aws:RequestTag/…
void ImplyTagKeys(RequestContext* context) {
  std::vector<std::string> tag_keys;
  const std::string prefix = "aws:requesttag/";
  for (const RequestContext::Key& key : context->keys()) {
    if (BeginsIgnoringCase(key.name, prefix)) {
      tag_keys.push_back(key.name.substr(prefix.size()));
    }
  }
  if (!tag_keys.empty()) context->ImplyList("aws:TagKeys", std::move(tag_keys));
}

void ImplyCalledVia(RequestContext* context) {
  const RequestContext::Key* called_via = context->Find("aws:CalledVia");
  if (called_via == nullptr) return;
  const std::string first = called_via->values.front();
  const std::string last = called_via->values.back();
  context->Imply("aws:CalledViaFirst", first);
  context->Imply("aws:CalledViaLast", last);
}

// Each of the two time keys follows from the other.
void ImplyTime(RequestContext* context) {
  const auto current = ParseInstant(SingleValue(*context, "aws:CurrentTime"));
  const auto epoch = ParseInstant(SingleValue(*context, "aws:EpochTime"));
  if (current) {
    context->Imply("aws:EpochTime", std::to_string(current->seconds));
  } else if (epoch && HasFourDigitYear(*epoch)) {
    context->Imply("aws:CurrentTime", FormatInstant(epoch->seconds));
  }
}

}  // namespace

RequestContext::RequestContext(const Context& given) {
  for (const Context::Entry& entry : given.entries()) {
    if (entry.absent) {
      absent_.emplace_back(entry.key);
    } else {
      keys_.push_back(
          {std::string(entry.key), entry.values.ToStrings(), entry.is_list});
    }
  }
}

bool RequestContext::Mentions(absl::string_view name) const {
  const auto same = [&](absl::string_view other) {
    return EqualIgnoringCase(name, other);
  };
  return std::any_of(absent_.begin(), absent_.end(), same) ||
         std::any_of(keys_.begin(), keys_.end(),
                     [&](const Key& key) { return same(key.name); });
}

void RequestContext::Imply(absl::string_view name, std::string value) {
  if (Mentions(name)) return;
  keys_.push_back({std::string(name), {std::move(value)}, false});
}

void RequestContext::ImplyList(absl::string_view name,
                               std::vector<std::string> values) {
  if (Mentions(name)) return;
  keys_.push_back({std::string(name), std::move(values), true});
}

const RequestContext::Key* RequestContext::Find(absl::string_view name) const {
  const Key* found = nullptr;
  for (const Key& key : keys_) {
    if (!EqualIgnoringCase(key.name, name)) continue;
    if (key.name == name) {
      found = &key;
      break;
    }
    if (found == nullptr || key.name < found->name) found = &key;
  }
  return found != nullptr && !found->values.empty() ? found : nullptr;
}

std::optional<std::string> RequestContext::VariableText(
    absl::string_view name) const {
  const Key* key = Find(name);
  if (key == nullptr || IsMultivalued(*key)) return std::nullopt;
  if (key->values[0].empty()) return std::nullopt;
  return key->values[0];
}

std::string ResourceAccountOf(const Request& request,
                              const Principal& principal) {
  const auto arn = SplitArn(request.resource);
  const std::string in_arn = arn && (*arn)[0] == "arn" &&
                                     (*arn)[4].size() == 12 &&
                                     AllDigits((*arn)[4])
                                 ? (*arn)[4]
                                 : "";
  if (!in_arn.empty()) return in_arn;
  // What belongs to AWS itself is read as the caller's own.
  if (arn && (*arn)[4] == "aws") return principal.account;
  if (!request.resource_account.empty()) return request.resource_account;
  return principal.account;
}

RequestContext CompleteContext(
    const Request& request, const Principal& principal,
    const std::optional<Organization>& organization) {
  RequestContext context(request.context);
  ImplyPrincipal(principal, &context);
  if (principal.kind == PrincipalKind::kIdentityProvider) {
    if (principal.text.find(":saml-provider/") == std::string::npos) {
      context.Imply("aws:FederatedProvider", principal.text);
    }
  }
  const std::string owner = ResourceAccountOf(request, principal);
  if (!owner.empty()) context.Imply("aws:ResourceAccount", owner);
  if (organization) {
    ImplyOrganization(*organization, principal.account, "aws:PrincipalOrgID",
                      "aws:PrincipalOrgPaths", &context);
    ImplyOrganization(*organization, owner, "aws:ResourceOrgID",
                      "aws:ResourceOrgPaths", &context);
  }
  ImplyTagKeys(&context);
  ImplyCalledVia(&context);
  ImplyTime(&context);
  const bool called_via = context.Find("aws:CalledVia") != nullptr;
  context.Imply("aws:ViaAWSService", called_via ? "true" : "false");
  context.Imply("aws:SecureTransport", "true");
  return context;
}

}  // namespace iam::reference
