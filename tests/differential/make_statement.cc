#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tests/differential/make_world.h"

namespace iam::differential {
namespace {

// An entry that names the caller, by itself or by something it belongs to.
PrincipalSpec EntryFor(const std::string& caller, Random* random) {
  if (caller == "*") return {"AWS", "*"};
  if (absl::EndsWith(caller, ".amazonaws.com")) {
    const bool federated =
        absl::StartsWith(caller, "cognito-identity") && random->Percent(60);
    return {federated ? "Federated" : "Service", caller};
  }
  if (absl::StrContains(caller, "-provider/") ||
      absl::EndsWith(caller, ".com")) {
    return {"Federated", caller};
  }
  std::string account = caller;
  if (absl::StartsWith(caller, "arn:")) {
    account = caller.substr(caller.find("::") + 2, 12);
  }
  const std::string role = absl::StrCat("arn:aws:iam::", account, ":role/");
  switch (random->Below(10)) {
    case 0:
      return {"AWS", account};
    case 1:
      return {"AWS", absl::StrCat("arn:aws:iam::", account, ":root")};
    case 2:
      return {"AWS", "*"};
    case 3:
    case 4:
      return {"AWS", absl::StrCat(
                         role, random->Percent(70) ? "deploy" : "team/Deploy")};
    case 5:
      return {"AWS", random->Percent(50) ? "AROAEXAMPLEROLEID2345"
                                         : "AIDAEXAMPLEUSERID2345"};
    case 6:
      return {"AWS", "arn:aws:iam::111122223333:user/ana"};
    case 7:
      if (random->Percent(50)) return {"CanonicalUser", "79a59df900b949e5"};
      [[fallthrough]];
    default:
      return {"AWS", caller};
  }
}

std::vector<PrincipalSpec> MakePrincipals(const Focus& focus, Random* random) {
  std::vector<PrincipalSpec> entries;
  for (size_t i = random->Between(1, focus.Most(2)); i > 0; --i) {
    entries.push_back(EntryFor(random->Percent(90)
                                   ? random->Pick(focus.principals)
                                   : std::string(random->Pick(Principals())),
                               random));
  }
  return entries;
}

void AddPrincipal(PolicyType type, const Focus& focus, Random* random,
                  StatementSpec* statement) {
  switch (type) {
    case PolicyType::kResourceControlPolicy:
      statement->bare_star = true;
      break;
    case PolicyType::kVpcEndpoint:
      statement->bare_star = random->Percent(70);
      statement->not_principal = !statement->bare_star && random->Percent(10);
      break;
    case PolicyType::kResourceBased:
      statement->bare_star = random->Percent(15);
      statement->not_principal = random->Percent(12);
      // Allow without principals: matches nobody.
      if (statement->allow && random->Percent(2)) return;
      break;
    case PolicyType::kTrust:
      statement->bare_star = random->Percent(10);
      break;
    default:
      return;
  }
  statement->principals.emplace();
  if (!statement->bare_star) {
    statement->principals = MakePrincipals(focus, random);
  }
}

ConditionSpec MakeCondition(const Focus& focus, Random* random) {
  const KeySpec key =
      random->Percent(90) ? random->Pick(focus.keys) : random->Pick(Keys());
  const ValueKind kind =
      random->Percent(90) ? key.kind
                          : static_cast<ValueKind>(random->Below(
                                static_cast<size_t>(ValueKind::kBinary) + 1));
  ConditionSpec condition;
  condition.key = key.name;
  if (random->Percent(10)) {
    condition.key = WithOtherCase(std::move(condition.key), random);
  }
  const bool is_null = random->Percent(6);
  constexpr const char* kSets[] = {
      "", "", "", "", "ForAllValues:", "ForAnyValue:"};
  condition.op = absl::StrCat(
      random->Pick(kSets), is_null ? "Null" : random->Pick(Operators(kind)),
      !is_null && random->Percent(25) ? "IfExists" : "");
  if (random->Percent(4)) {
    condition.op = WithOtherCase(std::move(condition.op), random);
  }
  const ValueKind values =
      is_null ? ValueKind::kBool : (random->Percent(95) ? kind : key.kind);
  const size_t count =
      random->Percent(2) ? 0 : random->Between(1, focus.Most(3));
  for (size_t i = 0; i < count; ++i) {
    condition.values.push_back(random->Pick(Values(values)));
  }
  return condition;
}

}  // namespace

StatementSpec MakeStatement(PolicyType type, const Focus& focus,
                            Random* random) {
  const bool is_rcp = type == PolicyType::kResourceControlPolicy;
  const bool is_trust = type == PolicyType::kTrust;
  StatementSpec statement;
  statement.allow = !is_rcp && random->Percent(78);
  AddPrincipal(type, focus, random, &statement);
  statement.not_action = !is_rcp && !is_trust && random->Percent(8);
  const bool lenient_action =
      statement.allow && !statement.not_action && !is_trust;
  for (size_t i = random->Between(1, focus.Most(2)); i > 0; --i) {
    statement.actions.push_back(
        MakeActionPattern(type, focus, lenient_action, random));
  }
  if (!is_trust) {
    statement.not_resource = random->Percent(8);
    statement.resources.emplace();
    for (size_t i = random->Between(1, focus.Most(2)); i > 0; --i) {
      statement.resources->push_back(MakeResourcePattern(
          focus, statement.allow && !statement.not_resource, random));
    }
  }
  const size_t conditions = random->Percent(45) ? random->Between(1, 2) : 0;
  for (size_t i = 0; i < conditions; ++i) {
    statement.conditions.push_back(MakeCondition(focus, random));
  }
  return statement;
}

}  // namespace iam::differential
