// Names as people write them. Every principal of the world is looked at, once
// a call: this is for command lines, not for logs.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "engine/match/arn.h"
#include "engine/match/request_principal.h"
#include "engine/text/report.h"
#include "engine/world/world_state.h"
#include "iam/world.h"

namespace iam {
namespace {

// How many of several matches a message names.
constexpr size_t kNamedMatches = 5;

// "role/deploy/Packager" of an ARN.
absl::string_view ResourceOf(const PrincipalEntry& principal) {
  return SplitArn(principal.arn)->resource;
}

// "role/Packager": the type without the path.
std::string TypeAndName(const PrincipalEntry& principal) {
  return absl::StrCat(principal.is_role ? "role/" : "user/", principal.name);
}

bool IsMeantBy(const PrincipalEntry& principal, absl::string_view name) {
  if (!absl::StrContains(name, '/')) return principal.name == name;
  if (ResourceOf(principal) == name) return true;
  return absl::ConsumePrefix(&name, principal.is_role ? "role/" : "user/") &&
         principal.name == name;
}

// An ARN's account and kind are taken to be right; of the name it may have left
// out the path or misspelt it.
std::string HintForArn(const WorldTables& tables,
                       const RequestPrincipal& wanted) {
  const bool is_role = wanted.kind == PrincipalKind::kRoleSession;
  std::vector<const PrincipalEntry*> entries;
  std::vector<absl::string_view> names;
  for (const PrincipalEntry& principal : tables.principals) {
    if (principal.is_role != is_role || principal.account != wanted.account) {
      continue;
    }
    if (absl::EqualsIgnoreCase(principal.name, wanted.name)) {
      return principal.arn;
    }
    entries.push_back(&principal);
    names.push_back(principal.name);
  }
  const std::string nearest = Nearest(wanted.name, names);
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i] == nearest) return entries[i]->arn;
  }
  return "";
}

std::string HintOf(const WorldTables& tables, absl::string_view name) {
  if (const std::optional<RequestPrincipal> wanted =
          ParseRequestPrincipal(name);
      wanted.has_value() && wanted->is_account_member()) {
    return HintForArn(tables, *wanted);
  }
  const bool has_type = absl::StrContains(name, '/');
  std::vector<std::string> names;
  names.reserve(tables.principals.size());
  for (const PrincipalEntry& principal : tables.principals) {
    names.push_back(has_type ? TypeAndName(principal) : principal.name);
  }
  return Nearest(name,
                 std::vector<absl::string_view>(names.begin(), names.end()));
}

absl::Status NotFound(const WorldTables& tables, absl::string_view name) {
  const std::string hint = HintOf(tables, name);
  return absl::NotFoundError(absl::StrCat(
      "no user or role '", name, "' in this world",
      hint.empty() ? "" : absl::StrCat("; did you mean '", hint, "'?")));
}

}  // namespace

std::vector<std::string> World::Accounts() const {
  std::vector<std::string> accounts;
  for (const auto& [account, entry] : state_->tables.accounts) {
    accounts.push_back(account);
  }
  std::sort(accounts.begin(), accounts.end());
  return accounts;
}

absl::StatusOr<std::string> World::FindPrincipal(absl::string_view name) const {
  const WorldTables& tables = state_->tables;
  const std::optional<RequestPrincipal> who = ParseRequestPrincipal(name);
  if (who.has_value() && who->kind == PrincipalKind::kUser) {
    if (tables.FindByArn(name) == nullptr) return NotFound(tables, name);
    return std::string(name);
  }
  if (who.has_value() && who->kind == PrincipalKind::kRoleSession) {
    const bool known = who->role_arn.empty()
                           ? tables.FindRole(who->account, who->name) != nullptr
                           : tables.FindByArn(who->role_arn) != nullptr;
    if (!known) return NotFound(tables, name);
    return std::string(name);
  }

  std::vector<std::string> matches;
  for (const PrincipalEntry& principal : tables.principals) {
    if (IsMeantBy(principal, name)) matches.push_back(principal.arn);
  }
  if (matches.size() == 1) return matches.front();
  if (matches.empty()) {
    // Services, providers, root users and "*" need no entry. A user may be
    // called like one: "jane.doe".
    if (who.has_value()) return std::string(name);
    return NotFound(tables, name);
  }
  std::sort(matches.begin(), matches.end());
  const size_t others =
      matches.size() > kNamedMatches ? matches.size() - kNamedMatches : 0;
  matches.resize(matches.size() - others);
  return absl::InvalidArgumentError(
      absl::StrCat("'", name, "' may be any of ", absl::StrJoin(matches, ", "),
                   others == 0 ? "" : absl::StrCat(" and ", others, " more"),
                   "; give the ARN"));
}

}  // namespace iam
