#include "simulator/access/who_can.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/match/arn.h"

namespace iam {
namespace {

constexpr const char* kAssumingActions[] = {"sts:AssumeRole",
                                            "sts:AssumeRoleWithSAML",
                                            "sts:AssumeRoleWithWebIdentity"};

bool IsRole(absl::string_view principal) {
  const std::optional<Arn> arn = SplitArn(principal);
  return arn.has_value() && arn->service == "iam" &&
         absl::StartsWith(arn->resource, "role/");
}

// Whose policies are not known, of a principal that this world does not have.
std::string OutsideOf(absl::string_view principal) {
  const std::optional<Arn> arn = SplitArn(principal);
  const absl::string_view account = arn.has_value() ? arn->account : principal;
  return IsAccountId(account)
             ? absl::StrCat("what account ", account, " itself allows")
             : std::string("what its own account allows");
}

// The account that owns the resource, if the world does not have it.
std::string OwnerOutside(const World& world, const Request& request) {
  const std::optional<Arn> arn = SplitArn(request.resource);
  const std::string owner = arn.has_value() && IsAccountId(arn->account)
                                ? std::string(arn->account)
                                : request.resource_account;
  const std::vector<std::string> accounts = world.Accounts();
  return std::find(accounts.begin(), accounts.end(), owner) == accounts.end()
             ? owner
             : "";
}

class Asker {
 public:
  Asker(const World& world, const AccessIndex& index)
      : world_(world), index_(index), decide_([&](const Request& request) {
          return world_.Authorize(request);
        }) {}

  std::vector<Ability> Ask(const Request& request) const {
    std::vector<Ability> abilities;
    for (const Access& access : index_.WhoCan(request)) {
      abilities.push_back(AbilityOf(access, request));
    }
    std::stable_sort(abilities.begin(), abilities.end(),
                     [](const Ability& a, const Ability& b) {
                       return a.verdict < b.verdict;
                     });
    return abilities;
  }

  // Whether nothing says to which account the resource belongs.
  bool TakesOwnerForGranted(Request request,
                            const std::vector<Ability>& abilities) const {
    const std::optional<Arn> arn = SplitArn(request.resource);
    if (abilities.empty() || !arn.has_value() || !arn->account.empty()) {
      return false;
    }
    request.principal = abilities.front().principal;
    const absl::StatusOr<Explanation> explanation = world_.Explain(request);
    return explanation.ok() &&
           std::any_of(explanation->notes.begin(), explanation->notes.end(),
                       [](const std::string& note) {
                         return absl::StartsWith(note, "the owner of ");
                       });
  }

 private:
  static Ability::Verdict VerdictOf(const Access& access) {
    if (access.undecided) return Ability::Verdict::kUndecided;
    return access.decision.allowed() ? Ability::Verdict::kAllowed
                                     : Ability::Verdict::kAllowedIf;
  }

  Ability AbilityOf(const Access& access, Request request) const {
    Ability ability;
    ability.principal = std::string(access.principal);
    ability.decision = access.decision;
    ability.verdict = VerdictOf(access);
    const bool sure = access.may_be_allowed != access.may_be_denied;
    if (sure && !access.undecided) return ability;
    request.principal = ability.principal;
    const absl::StatusOr<Explanation> explanation = world_.Explain(request);
    if (access.undecided) {
      if (explanation.ok()) ability.unknown = explanation->unknown_policies;
      if (ability.unknown.empty()) {
        ability.unknown.push_back(OutsideOf(ability.principal));
      }
    }
    // Only the world's own principals can be tried.
    if (!explanation.ok() || sure) return ability;
    ability.turned_by = FindDependences(request, *explanation, decide_);
    if (ability.turned_by.empty()) ability.may_hang_on = explanation->missing;
    return ability;
  }

  const World& world_;
  const AccessIndex& index_;
  const Decide decide_;
};

// Those that can be in the place of others: roles that can, or can become one
// that can.
std::vector<RoleStep> FindSteps(const Asker& asker, const Request& request,
                                const std::vector<Ability>& abilities,
                                int hops) {
  std::vector<RoleStep> steps;
  absl::flat_hash_set<std::string> able;  // by itself, or found before
  std::vector<std::string> roles;
  for (const Ability& ability : abilities) {
    if (ability.verdict == Ability::Verdict::kAllowed) {
      able.insert(ability.principal);
    }
    if (ability.verdict != Ability::Verdict::kUndecided &&
        IsRole(ability.principal)) {
      roles.push_back(ability.principal);
    }
  }
  absl::flat_hash_set<std::string> asked(roles.begin(), roles.end());
  for (int hop = 1; hop <= hops; ++hop) {
    std::vector<std::string> next;
    for (const std::string& role : roles) {
      for (const char* action : kAssumingActions) {
        Request assume;
        assume.action = action;
        assume.resource = role;
        assume.context = request.context;
        for (Ability& ability : asker.Ask(assume)) {
          // A role that takes itself on gains nothing.
          if (ability.principal == role || able.contains(ability.principal)) {
            continue;
          }
          if (ability.verdict != Ability::Verdict::kUndecided &&
              IsRole(ability.principal) &&
              asked.insert(ability.principal).second) {
            next.push_back(ability.principal);
          }
          steps.push_back({std::move(ability), action, role, hop});
        }
      }
    }
    for (const std::string& role : next) able.insert(role);
    roles = std::move(next);
  }
  return steps;
}

}  // namespace

bool WhoCanReport::Has(Ability::Verdict verdict) const {
  return std::any_of(
      abilities.begin(), abilities.end(),
      [&](const Ability& ability) { return ability.verdict == verdict; });
}

WhoCanReport MakeWhoCanReport(const World& world, const AccessIndex& index,
                              const Request& request, int hops) {
  const Asker asker(world, index);
  WhoCanReport report;
  report.request = request;
  report.abilities = asker.Ask(request);
  if (asker.TakesOwnerForGranted(request, report.abilities)) {
    report.notes.push_back(
        absl::StrCat("the owner of ", request.resource,
                     " is not known; each account is taken to own it"));
  }
  const std::string owner = OwnerOutside(world, request);
  if (!owner.empty()) {
    report.notes.push_back(
        absl::StrCat("account ", owner, ", which owns ", request.resource,
                     ", is not in this world: who can there is not known"));
  }
  report.steps = FindSteps(asker, request, report.abilities, hops);
  return report;
}

}  // namespace iam
