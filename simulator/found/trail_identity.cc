#include "simulator/found/trail_identity.h"

#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/match/arn.h"
#include "engine/match/request_principal.h"
#include "simulator/found/json_members.h"

namespace iam {
namespace {

bool IsPrincipal(absl::string_view text) {
  return !text.empty() && ParseRequestPrincipal(text).has_value();
}

std::string Partition(const JsonValue& event) {
  const absl::string_view region = TextOf(&event, "awsRegion");
  if (absl::StartsWith(region, "cn-")) return "aws-cn";
  if (absl::StartsWith(region, "us-gov-")) return "aws-us-gov";
  return "aws";
}

// "AROA…:session" -> "session".
absl::string_view SessionOf(absl::string_view principal_id) {
  const size_t colon = principal_id.find(':');
  return colon == absl::string_view::npos ? absl::string_view()
                                          : principal_id.substr(colon + 1);
}

struct Identity {
  const JsonValue* json;
  absl::string_view type;
  absl::string_view arn;
  absl::string_view account;
  absl::string_view id;  // principalId
  absl::string_view user_name;
  const JsonValue* session;  // sessionContext
  const JsonValue* issuer;   // its sessionIssuer
};

Identity IdentityOf(const JsonValue& event) {
  const JsonValue* const json = MemberOf(&event, "userIdentity");
  Identity identity;
  identity.json = json;
  identity.type = TextOf(json, "type");
  identity.arn = TextOf(json, "arn");
  identity.account = TextOf(json, "accountId");
  identity.id = TextOf(json, "principalId");
  identity.user_name = TextOf(json, "userName");
  identity.session = MemberOf(json, "sessionContext");
  identity.issuer = MemberOf(identity.session, "sessionIssuer");
  return identity;
}

// Some events lack the ARN, and some have a session's without the session.
std::string SessionArn(const JsonValue& event, const Identity& identity) {
  absl::string_view role = TextOf(identity.issuer, "userName");
  std::string prefix;
  if (const std::optional<Arn> arn = SplitArn(identity.arn)) {
    if (absl::StartsWith(arn->resource, "assumed-role/")) {
      role = arn->resource.substr(sizeof("assumed-role/") - 1);
      role = role.substr(0, role.find('/'));
    }
  }
  const absl::string_view session = SessionOf(identity.id);
  if (role.empty() || session.empty() || !IsAccountId(identity.account)) {
    return "";
  }
  return absl::StrCat("arn:", Partition(event), ":sts::", identity.account,
                      ":assumed-role/", role, "/", session);
}

std::string ProviderOf(const JsonValue& event, const Identity& identity) {
  const absl::string_view provider = TextOf(identity.json, "identityProvider");
  if (IsPrincipal(provider)) return std::string(provider);
  return std::string(
      TextOf(MemberOf(&event, "requestParameters"), "principalArn"));
}

// The principal, empty if the event does not show it.
std::string PrincipalOf(const JsonValue& event, const Identity& identity,
                        FoundRequest* found) {
  if (identity.type == "AWSService") {
    return std::string(TextOf(identity.json, "invokedBy"));
  }
  if (identity.type == "SAMLUser" || identity.type == "WebIdentityUser") {
    return ProviderOf(event, identity);
  }
  if (absl::EqualsIgnoreCase(identity.account, "anonymous") ||
      identity.account == "ANONYMOUS_PRINCIPAL") {
    return "*";
  }
  if (IsPrincipal(identity.arn)) return std::string(identity.arn);
  if (identity.type == "AssumedRole") return SessionArn(event, identity);
  if (!IsAccountId(identity.account)) return "";
  if (identity.type == "Root") {
    return absl::StrCat("arn:", Partition(event), ":iam::", identity.account,
                        ":root");
  }
  if (identity.type == "IAMUser" && !identity.user_name.empty()) {
    found->notes.push_back("the event does not show the path of the user");
    return absl::StrCat("arn:", Partition(event), ":iam::", identity.account,
                        ":user/", identity.user_name);
  }
  if (identity.type == "AWSAccount") {
    found->notes.push_back(absl::StrCat(
        "the event shows of the caller only account ", identity.account,
        identity.id.empty() ? "" : " and principal id ", identity.id));
    return std::string(identity.account);
  }
  // Calls of a service in the account's name have no type.
  if (identity.type.empty()) {
    return std::string(TextOf(identity.json, "invokedBy"));
  }
  return "";
}

void NoteUnknown(const Identity& identity, FoundRequest* found) {
  if (found->principal_known) return;
  found->notes.push_back(absl::StrCat(
      "the event does not show who called",
      identity.type.empty() ? "" : "; userIdentity is of type ", identity.type,
      identity.user_name.empty() ? "" : ", of the name ", identity.user_name));
}

void ReadSession(const Identity& identity, Context* context) {
  const JsonValue* const attributes = MemberOf(identity.session, "attributes");
  const auto set = [context](absl::string_view key, absl::string_view value) {
    if (!value.empty()) context->Set(key, value);
  };
  if (attributes != nullptr) {  // R7.43
    set("aws:MultiFactorAuthPresent", TextOf(attributes, "mfaAuthenticated"));
    set("aws:TokenIssueTime", TextOf(attributes, "creationDate"));
  } else if (identity.type == "IAMUser" && identity.session == nullptr) {
    context->SetAbsent("aws:MultiFactorAuthPresent");  // long-term keys, R5.23
  }
  set("aws:SourceIdentity", TextOf(identity.session, "sourceIdentity"));
  set("ec2:RoleDelivery", TextOf(identity.session, "ec2RoleDelivery"));
  set("aws:FederatedProvider",
      TextOf(MemberOf(identity.session, "webIdFederationData"),
             "federatedProvider"));
}

// What is implied by the principal is told by the event, if it is the same one.
void ReadFacts(const Identity& identity, FoundRequest* found) {
  Request& request = found->request;
  const std::optional<RequestPrincipal> principal =
      ParseRequestPrincipal(request.principal);
  if (!principal.has_value() || !principal->is_account_member()) return;
  const absl::string_view issuer = TextOf(identity.issuer, "arn");
  if (principal->kind == PrincipalKind::kFederatedUser) {
    request.federating_user = std::string(issuer);
  } else if (principal->kind == PrincipalKind::kRoleSession &&
             IsRoleOf(*principal, issuer)) {
    request.context.Set("aws:PrincipalArn", issuer);  // R7.44
  }
  if (!identity.id.empty() && identity.type != "AWSAccount") {
    request.context.Set("aws:userid", identity.id);
  }
}

// R7.42.
void ReadForwarded(const Identity& identity, Context* context) {
  const absl::string_view service = TextOf(identity.json, "invokedBy");
  if (service.empty() || identity.type.empty() ||
      identity.type == "AWSService") {
    return;
  }
  context->Set("aws:ViaAWSService", "true");
  if (absl::EndsWith(service, ".amazonaws.com")) {
    context->Set("aws:CalledViaLast", service);
  }
}

}  // namespace

std::string ReadTrailIdentity(const JsonValue& event, FoundRequest* found) {
  const Identity identity = IdentityOf(event);
  std::string principal = PrincipalOf(event, identity, found);
  found->principal_known = IsPrincipal(principal);
  if (found->principal_known) {
    found->request.principal = std::move(principal);
  } else if (identity.type == "Unknown" || identity.type == "Directory" ||
             identity.type == "IdentityCenterUser") {
    return std::string(identity.type);
  }
  NoteUnknown(identity, found);
  ReadSession(identity, &found->request.context);
  ReadFacts(identity, found);
  ReadForwarded(identity, &found->request.context);
  return "";
}

}  // namespace iam
