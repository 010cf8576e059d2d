#include "simulator/why/least_privilege.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "engine/match/request_principal.h"
#include "simulator/why/policy_home.h"

namespace iam {
namespace {

// Circumstances of the call that belong in a least-privilege statement: they
// are the same tomorrow.
std::vector<NewStatement::Condition> ConditionsFor(const Request& request) {
  std::vector<NewStatement::Condition> conditions;
  const auto add = [&](const char* op, const char* key, bool only_true) {
    const auto entry = request.context.Find(key);
    if (!entry.has_value() || entry->is_list || entry->values.empty()) return;
    const absl::string_view value = entry->values.front();
    if (only_true && value != "true") return;
    conditions.push_back({op, key, std::string(value)});
  };
  add("StringEquals", "aws:RequestedRegion", false);
  add("StringEquals", "aws:SourceVpce", false);
  add("StringEquals", "aws:SourceVpc", false);
  add("Bool", "aws:MultiFactorAuthPresent", true);
  return conditions;
}

}  // namespace

std::string SidFor(absl::string_view action) {
  std::string sid = "Allow";
  bool upper = true;
  for (const char c : action) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c))) {
      upper = true;
      continue;
    }
    sid.push_back(upper ? absl::ascii_toupper(static_cast<unsigned char>(c))
                        : c);
    upper = false;
  }
  return sid;
}

NewStatement StatementFor(const Request& request) {
  NewStatement statement;
  statement.sid = SidFor(request.action);
  statement.action = request.action;
  statement.resource = request.resource;
  statement.conditions = ConditionsFor(request);
  return statement;
}

std::string IdentityOf(const Request& request,
                       const std::vector<SourcePtr>& sources) {
  const auto who = ParseRequestPrincipal(request.principal);
  if (!who.has_value()) return "";
  if (who->kind == PrincipalKind::kUser) return request.principal;
  if (who->kind != PrincipalKind::kRoleSession) return "";
  if (!who->role_arn.empty()) return std::string(who->role_arn);
  return RoleArnOf(sources, who->account, who->name);
}

bool MayGrow(const WrittenStatement& statement, const Request& request,
             bool action) {
  const auto actions = statement.Find("Action", "Action");
  const auto resources = statement.Find("Resource", "Resource");
  if (!actions.has_value() || !resources.has_value()) return false;
  if (action) {
    const absl::string_view service =
        absl::string_view(request.action).substr(0, request.action.find(':'));
    return std::any_of(actions->values.begin(), actions->values.end(),
                       [&](const std::string& value) {
                         return absl::StartsWithIgnoreCase(value, service) &&
                                value.size() > service.size() &&
                                value[service.size()] == ':';
                       }) &&
           resources->values == std::vector<std::string>{request.resource};
  }
  return std::none_of(
      actions->values.begin(), actions->values.end(),
      [](const std::string& value) { return absl::StrContains(value, '*'); });
}

}  // namespace iam
