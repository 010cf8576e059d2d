#include "simulator/access/grant.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iam/explanation.h"

namespace iam {
namespace {

// More ways through the gates than these are no longer told apart.
constexpr size_t kMostWays = 256;

bool Has(const std::vector<AccessCondition>& conditions,
         const AccessCondition& one) {
  return std::any_of(
      conditions.begin(), conditions.end(),
      [&](const AccessCondition& other) { return other.text == one.text; });
}

bool HasAll(const std::vector<AccessCondition>& conditions,
            const std::vector<AccessCondition>& some) {
  return std::all_of(some.begin(), some.end(), [&](const auto& condition) {
    return Has(conditions, condition);
  });
}

void AddOnce(const std::vector<AccessCondition>& conditions,
             std::vector<AccessCondition>* to) {
  for (const AccessCondition& condition : conditions) {
    if (!Has(*to, condition)) to->push_back(condition);
  }
}

void AddOnce(const std::vector<StatementRef>& statements,
             std::vector<StatementRef>* to) {
  for (const StatementRef& statement : statements) {
    if (std::find(to->begin(), to->end(), statement) == to->end()) {
      to->push_back(statement);
    }
  }
}

// Whether whatever `b` gives is given by `a`, too. Exceptions are not looked
// at: those of one action are the same for all grants.
bool GivesAllOf(const Grant& a, const Grant& b) {
  return HasAll(b.conditions, a.conditions) &&
         std::all_of(a.needs.begin(), a.needs.end(),
                     [&](const std::string& need) {
                       return std::find(b.needs.begin(), b.needs.end(), need) !=
                              b.needs.end();
                     }) &&
         Contains(a.on, b.on);
}

// Whether the owner of a resource may decide the condition.
bool AsksForOwner(const AccessCondition& condition) {
  return absl::StrContains(absl::AsciiStrToLower(condition.text),
                           "aws:resource");
}

// Leaves the conditions that are open. False: one fails.
bool Settle(const Circumstances& circumstances,
            std::vector<AccessCondition>* conditions) {
  bool fails = false;
  std::erase_if(*conditions, [&](const AccessCondition& condition) {
    if (!AsksForOwner(condition)) return false;
    const ConditionState state = circumstances.StateOf(condition);
    fails |= state == ConditionState::kFails;
    return state != ConditionState::kOpen;
  });
  return !fails;
}

std::string TextOf(const std::vector<AccessCondition>& conditions) {
  std::vector<absl::string_view> texts;
  for (const AccessCondition& condition : conditions) {
    texts.push_back(condition.text);
  }
  std::sort(texts.begin(), texts.end());
  std::string text;
  for (const absl::string_view one : texts) absl::StrAppend(&text, "\n? ", one);
  return text;
}

// What is left of a grant where a Deny without open conditions applies. False:
// nothing.
bool TakeOut(const ResourceSets& where, const StatementRef& deny,
             Grant* grant) {
  if (!RemoveContained(where, &grant->on)) return false;
  if (where.size() == 1 && where[0].negated) {
    // "Deny NotResource": only what it lists is left.
    ResourceSet listed = where[0];
    listed.negated = false;
    const bool known =
        std::none_of(listed.patterns.begin(), listed.patterns.end(),
                     [](const auto& p) { return p.has_variable; });
    if (known) {
      grant->within.push_back(deny);
      return Narrow(listed, &grant->on);
    }
  }
  grant->exceptions.push_back({deny, where, {}});
  return true;
}

}  // namespace

std::vector<Grant> GrantsOf(const std::vector<const AccessStatement*>& allows) {
  std::vector<Grant> grants;
  for (const AccessStatement* allow : allows) {
    if (allow->never) continue;
    if (!allow->resources.negated && allow->resources.patterns.empty()) {
      continue;
    }
    Grant grant;
    if (allow->resources.negated) {
      grant.on = {ResourceSet::All()};
      if (!Narrow(allow->resources, &grant.on)) continue;
    } else {
      grant.on = {allow->resources};
    }
    grant.conditions = allow->open;
    grant.by = {allow->ref};
    grants.push_back(std::move(grant));
  }
  Prune(&grants);
  return grants;
}

std::vector<Grant> PassGate(const Gate& gate, std::vector<Grant> grants,
                            std::vector<BlockedGrant>* blocked) {
  std::vector<Grant> passed;
  for (Grant& grant : grants) {
    const auto open = std::find_if(
        gate.allows.begin(), gate.allows.end(), [&](const auto* allow) {
          return !allow->never && allow->open.empty() &&
                 Contains(allow->resources, grant.on);
        });
    if (open != gate.allows.end()) {
      // An open guardrail needs no word, a resource's consent does.
      if (gate.layer == PolicyType::kResourceBased ||
          gate.layer == PolicyType::kTrust) {
        grant.within.push_back((*open)->ref);
      }
      passed.push_back(std::move(grant));
      continue;
    }
    std::vector<Grant> ways;
    for (const AccessStatement* allow : gate.allows) {
      if (allow->never) continue;
      Grant way = grant;
      if (!Narrow(allow->resources, &way.on)) continue;
      AddOnce(allow->open, &way.conditions);
      way.within.push_back(allow->ref);
      ways.push_back(std::move(way));
    }
    if (ways.size() > 1) Prune(&ways);
    if (ways.size() > 1 && ways.size() + passed.size() > kMostWays) {
      Grant way = grant;
      way.needs.push_back(absl::StrCat("the ", TitleOf(gate.layer, gate.level),
                                       " allows it, by one of ", ways.size(),
                                       " statements"));
      ways = {std::move(way)};
    }
    if (ways.empty() && blocked != nullptr) {
      blocked->push_back(
          {std::move(grant), gate.layer, gate.level, std::nullopt});
    }
    std::move(ways.begin(), ways.end(), std::back_inserter(passed));
  }
  return passed;
}

std::vector<Grant> ApplyDenies(const Gate& gate, const ResourceSets& within,
                               const Circumstances& circumstances,
                               std::vector<Grant> grants,
                               std::vector<BlockedGrant>* blocked) {
  for (const AccessStatement* deny : gate.denies) {
    if (deny->never) continue;
    std::vector<AccessCondition> conditions = deny->open;
    if (!Settle(circumstances, &conditions)) continue;
    ResourceSets where = within;
    if (where.empty()) {
      where.push_back(deny->resources);
    } else if (!Narrow(deny->resources, &where)) {
      continue;
    }
    std::vector<Grant> left;
    for (Grant& grant : grants) {
      if (!Overlaps(where, grant.on)) {
        left.push_back(std::move(grant));
        continue;
      }
      if (!conditions.empty()) {
        grant.exceptions.push_back({deny->ref, where, conditions});
        left.push_back(std::move(grant));
        continue;
      }
      Grant all = blocked == nullptr ? Grant() : grant;
      if (TakeOut(where, deny->ref, &grant)) {
        left.push_back(std::move(grant));
      } else if (blocked != nullptr) {
        all.exceptions.clear();  // nothing is left to except from
        blocked->push_back({std::move(all), gate.layer, gate.level, deny->ref});
      }
    }
    grants = std::move(left);
  }
  return grants;
}

bool Settle(const Circumstances& circumstances, Grant* grant) {
  return Settle(circumstances, &grant->conditions);
}

void Prune(std::vector<Grant>* grants) {
  std::vector<Grant> kept;
  for (Grant& grant : *grants) {
    bool given = false;
    for (Grant& other : kept) {
      if (!GivesAllOf(other, grant)) continue;
      // Two statements that say the same are both named.
      if (GivesAllOf(grant, other)) AddOnce(grant.by, &other.by);
      given = true;
      break;
    }
    if (given) continue;
    std::erase_if(kept,
                  [&](const Grant& other) { return GivesAllOf(grant, other); });
    kept.push_back(std::move(grant));
  }
  *grants = std::move(kept);
}

std::string KeyOf(const Grant& grant) {
  return absl::StrCat(ToString(grant.on), KeyWithoutResources(grant));
}

std::string KeyOf(const BlockedGrant& blocked) {
  return absl::StrCat(TitleOf(blocked.layer, blocked.level), "\n",
                      blocked.deny.has_value() ? ToString(*blocked.deny) : "",
                      "\n", KeyOf(blocked.grant));
}

std::string KeyWithoutResources(const Grant& grant) {
  std::string key = TextOf(grant.conditions);
  std::vector<std::string> exceptions;
  for (const GrantException& exception : grant.exceptions) {
    exceptions.push_back(absl::StrCat("\n- ", ToString(exception.where),
                                      TextOf(exception.conditions)));
  }
  std::sort(exceptions.begin(), exceptions.end());
  for (const std::string& exception : exceptions) {
    absl::StrAppend(&key, exception);
  }
  for (const std::string& need : grant.needs) {
    absl::StrAppend(&key, "\n! ", need);
  }
  return key;
}

}  // namespace iam
