#include "simulator/found/authorization_details.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/match/arn.h"
#include "engine/match/request_principal.h"
#include "simulator/found/json_members.h"

namespace iam {
namespace {

struct Row {
  absl::string_view name;
  PolicyType type;
};

// IAM Toolbox API Reference, PolicyInfo.
constexpr Row kTypes[] = {
    {"IDENTITY_BASED_POLICY", PolicyType::kIdentityBased},
    {"RESOURCE_BASED_POLICY", PolicyType::kResourceBased},
    {"PERMISSIONS_BOUNDARY", PolicyType::kPermissionsBoundary},
    {"SESSION_POLICY", PolicyType::kSession},
    {"SERVICE_CONTROL_POLICY", PolicyType::kServiceControlPolicy},
    {"RESOURCE_CONTROL_POLICY", PolicyType::kResourceControlPolicy},
    {"VPC_ENDPOINT_POLICY", PolicyType::kVpcEndpoint},
};

std::optional<PolicyType> TypeOf(absl::string_view name) {
  for (const Row& row : kTypes) {
    if (row.name == name) return row.type;
  }
  return std::nullopt;
}

void AddContext(const JsonValue* values, Context* context) {
  if (values == nullptr) return;
  for (const JsonValue::Member& member : values->members()) {
    std::vector<std::string> texts = ScalarsOf(&member.value);
    if (texts.empty() || member.name().empty()) continue;
    if (member.value.is_array()) {
      context->Set(member.name(), texts);
    } else {
      context->Set(member.name(), texts.front());
    }
  }
}

std::string ValueOf(const Context& context, absl::string_view key) {
  const std::optional<Context::Entry> entry = context.Find(key);
  if (!entry.has_value() || entry->values.empty()) return "";
  return std::string(entry->values.front());
}

// A session's ARN is not in the context; its role's is, and the session's name
// in aws:userid (R5.1).
std::string PrincipalOf(const Context& context) {
  std::string arn = ValueOf(context, "aws:PrincipalArn");
  const std::string id = ValueOf(context, "aws:userid");
  const size_t colon = id.find(':');
  const std::optional<RequestPrincipal> principal = ParseRequestPrincipal(arn);
  if (!principal.has_value() || colon == std::string::npos ||
      principal->kind != PrincipalKind::kRoleSession ||
      !principal->session.empty()) {
    return arn;
  }
  return absl::StrCat("arn:", principal->partition,
                      ":sts::", principal->account, ":assumed-role/",
                      principal->name, "/", id.substr(colon + 1));
}

AwsVerdict VerdictOf(const JsonValue* evaluation, const JsonValue* policies) {
  AwsVerdict verdict;
  const absl::string_view effect = TextOf(evaluation, "evaluatedEffect");
  verdict.outcome_known = !effect.empty();
  if (effect != "EXPLICIT_DENY") return verdict;
  verdict.outcome = Outcome::kExplicitDeny;
  for (const JsonValue* policy :
       ItemsOf(MemberOf(evaluation, "matchedPolicies"))) {
    bool denies = false;
    for (const JsonValue* statement :
         ItemsOf(MemberOf(policy, "matchedStatements"))) {
      if (TextOf(statement, "evaluatedEffect") != "DENY") continue;
      denies = true;
      const absl::string_view sid = TextOf(statement, "sid");
      if (!sid.empty()) verdict.sids.emplace_back(sid);
    }
    if (!denies || verdict.layer.has_value()) continue;
    verdict.policy = std::string(TextOf(policy, "uri"));
    for (const JsonValue* info : ItemsOf(policies)) {
      if (TextOf(info, "uri") != verdict.policy) continue;
      verdict.layer = TypeOf(TextOf(info, "type"));
      break;
    }
  }
  return verdict;
}

}  // namespace

bool IsAuthorizationDetails(const JsonValue& object) {
  const JsonValue* const evaluations = MemberOf(&object, "evaluations");
  return evaluations != nullptr && evaluations->is_array() &&
         (MemberOf(&object, "requestContext") != nullptr ||
          MemberOf(&object, "policies") != nullptr);
}

void ReadAuthorizationDetails(const JsonValue& details, uint32_t line,
                              Collector* collector) {
  FoundRequest base;
  base.found_in = FoundIn::kAuthorizationDetails;
  base.line = line;
  AddContext(MemberOf(&details, "requestContext"), &base.request.context);
  const JsonValue* const policies = MemberOf(&details, "policies");
  size_t allowed = 0;
  size_t denied = 0;
  for (const JsonValue* evaluation :
       ItemsOf(MemberOf(&details, "evaluations"))) {
    const bool is_allowed = TextOf(evaluation, "evaluatedEffect") == "ALLOW";
    ++(is_allowed ? allowed : denied);
    if (is_allowed && !collector->options().allowed_too) continue;
    FoundRequest found = base;
    AddContext(MemberOf(evaluation, "context"), &found.request.context);
    std::string principal = PrincipalOf(found.request.context);
    found.principal_known =
        ParseRequestPrincipal(principal).has_value() && !principal.empty();
    if (found.principal_known) found.request.principal = std::move(principal);
    found.request.action = std::string(TextOf(evaluation, "action"));
    const absl::string_view resource = TextOf(evaluation, "resource");
    if (!resource.empty()) found.request.resource = std::string(resource);
    if (!is_allowed) found.verdict = VerdictOf(evaluation, policies);
    collector->Add(std::move(found));
  }
  if (denied == 0 && !collector->options().allowed_too) {
    collector->Add(NotFound{line, "allowed",
                            absl::StrCat("authorization details of ", allowed,
                                         " evaluations, none of them denied")});
  }
}

}  // namespace iam
