#include "engine/eval/implied_context.h"

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/condition/values.h"

namespace iam {
namespace {

void SetIfKnown(absl::string_view key, absl::string_view value,
                Context* context) {
  if (!value.empty()) context->Set(key, value);
}

void ImplyPrincipal(const RequestPrincipal& principal, Context* context) {
  if (principal.is_account_member()) {
    context->Set("aws:PrincipalAccount", principal.account);
    context->Set("aws:PrincipalIsAWSService", "false");
  }
  switch (principal.kind) {
    case PrincipalKind::kAnonymous:
      context->Set("aws:PrincipalAccount", "anonymous");
      context->Set("aws:PrincipalType", "Anonymous");
      context->Set("aws:userid", "anonymous");
      break;
    case PrincipalKind::kRootUser:
      context->Set("aws:PrincipalArn", principal.text);
      context->Set("aws:PrincipalType", "Account");
      context->Set("aws:userid", principal.account);
      break;
    case PrincipalKind::kUser:
      context->Set("aws:PrincipalArn", principal.text);
      context->Set("aws:PrincipalType", "User");
      context->Set("aws:username", principal.name);
      SetIfKnown("aws:userid", principal.unique_id, context);
      break;
    case PrincipalKind::kRoleSession:
      // The role's ARN, never the session's. Without better knowledge its path
      // is "/".
      context->Set("aws:PrincipalArn",
                   principal.role_arn.empty()
                       ? absl::StrCat("arn:", principal.partition,
                                      ":iam::", principal.account, ":role/",
                                      principal.name)
                       : principal.role_arn);
      context->Set("aws:PrincipalType", "AssumedRole");
      if (!principal.unique_id.empty() && !principal.session.empty()) {
        context->Set("aws:userid",
                     absl::StrCat(principal.unique_id, ":", principal.session));
      }
      break;
    case PrincipalKind::kFederatedUser:
      context->Set("aws:PrincipalArn", principal.text);
      context->Set("aws:PrincipalType", "FederatedUser");
      context->Set("aws:userid",
                   absl::StrCat(principal.account, ":", principal.name));
      break;
    case PrincipalKind::kService:
      context->Set("aws:PrincipalIsAWSService", "true");
      context->Set("aws:PrincipalServiceName", principal.text);
      break;
    case PrincipalKind::kIdentityProvider:
      // Of OIDC only; a SAML provider does not fill it.
      if (!absl::StrContains(principal.text, ":saml-provider/")) {
        context->Set("aws:FederatedProvider", principal.text);
      }
      break;
  }
}

// The account's place in the organization, if it is known to have one.
void ImplyOrganization(const Organization& organization,
                       absl::string_view account, absl::string_view id_key,
                       absl::string_view paths_key, Context* context) {
  const auto path = organization.account_paths.find(account);
  const bool member = path != organization.account_paths.end();
  if (account.empty() ||
      (!member && account != organization.management_account)) {
    return;
  }
  SetIfKnown(id_key, organization.id, context);
  if (member) context->Set(paths_key, std::vector<std::string>{path->second});
}

void ImplyTags(absl::string_view prefix, const Tags* tags, Context* context) {
  if (tags == nullptr) return;
  for (const auto& [key, value] : *tags) {
    context->Set(absl::StrCat(prefix, key), value);
  }
}

const std::string* SingleValue(const Context& context, absl::string_view key) {
  const Context::Entry* entry = context.Find(key);
  return entry != nullptr && entry->values.size() == 1 ? &entry->values[0]
                                                       : nullptr;
}

void SetUnlessMentioned(absl::string_view key, std::string value,
                        Context* context) {
  if (!context->Mentions(key)) context->Set(key, value);
}

bool HasFourDigitYear(const Instant& instant) {
  constexpr int64_t kYear0 = -62167219200;
  constexpr int64_t kYear10000 = 253402300800;
  return instant.seconds() >= kYear0 && instant.seconds() < kYear10000;
}

// aws:CurrentTime and aws:EpochTime are one instant.
void DeriveTimes(Context* context) {
  if (const std::string* now = SingleValue(*context, "aws:CurrentTime")) {
    if (const std::optional<Instant> instant = Instant::Parse(*now)) {
      SetUnlessMentioned("aws:EpochTime", absl::StrCat(instant->seconds()),
                         context);
    }
  }
  if (const std::string* epoch = SingleValue(*context, "aws:EpochTime")) {
    const std::optional<Instant> instant = Instant::Parse(*epoch);
    if (instant.has_value() && HasFourDigitYear(*instant)) {
      SetUnlessMentioned("aws:CurrentTime", FormatInstant(instant->seconds()),
                         context);
    }
  }
}

void DeriveCalledVia(Context* context) {
  const Context::Entry* via = context->Find("aws:CalledVia");
  const bool forwarded = via != nullptr && !via->values.empty();
  if (forwarded) {
    std::string first = via->values.front();
    std::string last = via->values.back();
    SetUnlessMentioned("aws:CalledViaFirst", std::move(first), context);
    SetUnlessMentioned("aws:CalledViaLast", std::move(last), context);
  }
  SetUnlessMentioned("aws:ViaAWSService", forwarded ? "true" : "false",
                     context);
}

// aws:TagKeys are the keys of the tags that the request passes.
void DeriveTagKeys(Context* context) {
  constexpr absl::string_view kPrefix = "aws:requesttag/";
  if (context->Mentions("aws:TagKeys")) return;
  std::vector<std::string> keys;
  for (const Context::Entry& entry : context->entries()) {
    if (!entry.absent && absl::StartsWith(entry.folded, kPrefix)) {
      keys.push_back(entry.key.substr(kPrefix.size()));
    }
  }
  if (!keys.empty()) context->Set("aws:TagKeys", std::move(keys));
}

}  // namespace

Context ImpliedContext(const RequestPrincipal& principal,
                       absl::string_view resource_account, const Facts& facts) {
  Context context;
  ImplyPrincipal(principal, &context);
  SetIfKnown("aws:ResourceAccount", resource_account, &context);
  if (facts.organization != nullptr) {
    ImplyOrganization(*facts.organization, principal.account,
                      "aws:PrincipalOrgID", "aws:PrincipalOrgPaths", &context);
    ImplyOrganization(*facts.organization, resource_account,
                      "aws:ResourceOrgID", "aws:ResourceOrgPaths", &context);
  }
  ImplyTags("aws:PrincipalTag/", facts.principal_tags, &context);
  ImplyTags("aws:ResourceTag/", facts.resource_tags, &context);
  context.Set("aws:SecureTransport", "true");
  return context;
}

void FillIn(const Context& implied, Context* context) {
  for (const Context::Entry& entry : implied.entries()) {
    if (context->Mentions(entry.key)) continue;
    if (entry.is_list) {
      context->Set(entry.key, entry.values);
    } else {
      context->Set(entry.key, entry.values.front());
    }
  }
  DeriveTimes(context);
  DeriveCalledVia(context);
  DeriveTagKeys(context);
}

}  // namespace iam
