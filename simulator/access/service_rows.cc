// A row is what its key says: resources, owner, conditions, exceptions. The
// actions that have it are folded at the end, when all of them are known.
#include "simulator/access/service_rows.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace iam {
namespace {

using Wanted = FoldedAction::Wanted;

void AddOnce(const std::vector<StatementRef>& from,
             std::vector<StatementRef>* to) {
  for (const StatementRef& ref : from) {
    if (std::find(to->begin(), to->end(), ref) == to->end()) {
      to->push_back(ref);
    }
  }
}

std::string KeyOf(const OwnedGrant& grant) {
  return absl::StrCat(grant.account, "\n", KeyOf(grant.grant));
}

void Set(size_t action, Wanted wanted, std::vector<Wanted>* all) {
  if (all->size() <= action) all->resize(action + 1, Wanted::kNo);
  (*all)[action] = wanted;
}

bool IsPlain(const ResourceSets& on) {
  return on.size() == 1 && !on[0].negated;
}

// Puts rows together that differ in their resources alone.
void MergeResources(std::vector<WhatCanRow>* rows) {
  std::vector<WhatCanRow> merged;
  std::map<std::string, size_t> by_key;
  for (WhatCanRow& row : *rows) {
    if (!IsPlain(row.grant.grant.on)) {
      merged.push_back(std::move(row));
      continue;
    }
    const std::string key =
        absl::StrCat(row.grant.account, "\n", absl::StrJoin(row.actions, ","),
                     "\n", KeyWithoutResources(row.grant.grant));
    const auto [at, inserted] = by_key.try_emplace(key, merged.size());
    if (inserted) {
      merged.push_back(std::move(row));
      continue;
    }
    Grant& grant = merged[at->second].grant.grant;
    for (ResourcePattern& pattern : row.grant.grant.on[0].patterns) {
      grant.on[0].patterns.push_back(std::move(pattern));
    }
    AddOnce(row.grant.grant.by, &grant.by);
    AddOnce(row.grant.grant.within, &grant.within);
  }
  *rows = std::move(merged);
}

}  // namespace

ServiceRows::ServiceRows(std::string prefix, const CatalogService* known,
                         EffectiveAccess* access)
    : prefix_(std::move(prefix)), known_(known), access_(access) {
  if (known_ != nullptr) types_.emplace(*known_);
}

const ServiceRows::RowsOfAnswer& ServiceRows::RowsOf(
    const ActionAccess& answer) {
  const auto [at, inserted] = by_answer_.try_emplace(&answer);
  RowsOfAnswer& of = at->second;
  if (!inserted) return of;
  for (const OwnedGrant& grant : answer.grants) {
    Row*& row = row_by_key_[KeyOf(grant)];
    if (row == nullptr) {
      row = &rows_.emplace_back();
      row->grant = grant;
    } else {
      AddOnce(grant.grant.by, &row->grant.grant.by);
      AddOnce(grant.grant.within, &row->grant.grant.within);
    }
    of.rows.push_back(row);
  }
  for (const BlockedGrant& blocked : answer.blocked) {
    Blocked*& row = blocked_by_key_[KeyOf(blocked)];
    if (row == nullptr) {
      row = &blocked_.emplace_back();
      row->blocked = blocked;
    } else {
      AddOnce(blocked.grant.by, &row->blocked.grant.by);
    }
    of.blocked.push_back(row);
  }
  return of;
}

void ServiceRows::Add(const NamedAction& named, const RequestAction& action) {
  const CatalogAction* known = named.known;
  const size_t number = actions_.size();
  actions_.push_back(named);
  const RowsOfAnswer& of = RowsOf(access_->To(action, known));
  for (Row* row : of.rows) {
    const bool meets =
        known == nullptr ||
        types_->MayMeet(*known, action.folded(), row->grant.grant.on);
    Set(number, meets ? Wanted::kYes : Wanted::kEither, &row->wanted);
  }
  for (Blocked* row : of.blocked) {
    const bool meets =
        known == nullptr ||
        types_->MayMeet(*known, action.folded(), row->blocked.grant.on);
    Set(number, meets ? Wanted::kYes : Wanted::kEither, &row->wanted);
  }
}

std::vector<FoldedAction> ServiceRows::Folded(
    const std::vector<Wanted>& wanted) const {
  std::vector<FoldedAction> folded;
  for (size_t i = 0; i < actions_.size(); ++i) {
    folded.push_back(
        {actions_[i].name, i < wanted.size() ? wanted[i] : Wanted::kNo});
  }
  return folded;
}

std::vector<std::string> ServiceRows::Names(
    const std::vector<Wanted>& wanted) const {
  std::vector<std::string> names;
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i] == Wanted::kYes) names.emplace_back(actions_[i].name);
  }
  return names;
}

std::vector<AccessLevel> ServiceRows::LevelsOf(
    const std::vector<Wanted>& wanted) const {
  std::set<AccessLevel> levels;
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i] == Wanted::kYes && actions_[i].known != nullptr) {
      levels.insert(actions_[i].known->level);
    }
  }
  std::vector<AccessLevel> sorted(levels.begin(), levels.end());
  std::sort(sorted.begin(), sorted.end(), IsMoreSerious);
  return sorted;
}

void ServiceRows::LeaveOpen(Row* row) {
  if (known_ == nullptr) return;
  row->wanted.resize(actions_.size(), Wanted::kNo);
  for (const Row& other : rows_) {
    const std::vector<StatementRef>& by = row->grant.grant.by;
    const bool akin =
        std::any_of(other.grant.grant.by.begin(), other.grant.grant.by.end(),
                    [&](const StatementRef& ref) {
                      return std::find(by.begin(), by.end(), ref) != by.end();
                    });
    if (!akin) continue;
    for (size_t i = 0; i < other.wanted.size(); ++i) {
      if (other.wanted[i] != Wanted::kYes || row->wanted[i] != Wanted::kNo) {
        continue;
      }
      const CatalogAction* known = actions_[i].known;
      if (known == nullptr) continue;
      const RequestAction action(absl::StrCat(prefix_, ":", known->name));
      if (!types_->MayMeet(*known, action.folded(), row->grant.grant.on)) {
        row->wanted[i] = Wanted::kEither;
      }
    }
  }
}

WhatCanService ServiceRows::Take() && {
  WhatCanService service;
  service.prefixes = {prefix_};
  if (known_ != nullptr) service.name = std::string(known_->name);
  service.action_count = actions_.size();
  for (Row& from : rows_) {
    WhatCanRow row;
    row.actions = Names(from.wanted);
    if (row.actions.empty()) continue;
    LeaveOpen(&from);
    row.patterns = FoldActions(Folded(from.wanted));
    row.levels = LevelsOf(from.wanted);
    row.grant = from.grant;
    if (known_ == nullptr) {
      row.grant.grant.needs.push_back(
          "the service is not in the catalog: other statements may be about "
          "some of these actions");
    }
    service.rows.push_back(std::move(row));
  }
  MergeResources(&service.rows);
  std::stable_sort(service.rows.begin(), service.rows.end(),
                   [](const WhatCanRow& a, const WhatCanRow& b) {
                     if (a.grant.own != b.grant.own) return a.grant.own;
                     if (a.levels.empty() || b.levels.empty()) {
                       return !a.levels.empty();
                     }
                     return IsMoreSerious(a.levels.front(), b.levels.front());
                   });
  AddWithoutEffect(&service);
  return service;
}

void ServiceRows::AddWithoutEffect(WhatCanService* service) {
  for (Blocked& from : blocked_) {
    WhatCannotRow row;
    row.actions = Names(from.wanted);
    if (row.actions.empty()) continue;
    row.patterns = FoldActions(Folded(from.wanted));
    row.blocked = std::move(from.blocked);
    service->without_effect.push_back(std::move(row));
  }
  // Resources of which none is one of the action's: worth a word if the action
  // has no others.
  std::vector<bool> allowed(actions_.size(), false);
  for (const Row& row : rows_) {
    for (size_t i = 0; i < row.wanted.size(); ++i) {
      if (row.wanted[i] == Wanted::kYes) allowed[i] = true;
    }
  }
  for (Row& from : rows_) {
    for (size_t i = 0; i < from.wanted.size(); ++i) {
      const bool idle = from.wanted[i] == Wanted::kEither && !allowed[i];
      from.wanted[i] = idle ? Wanted::kYes : Wanted::kNo;
    }
    if (Names(from.wanted).empty()) continue;
    WhatCannotRow row;
    row.actions = Names(from.wanted);
    row.patterns = FoldActions(Folded(from.wanted));
    row.blocked.grant = std::move(from.grant.grant);
    row.no_such_resource = true;
    service->without_effect.push_back(std::move(row));
  }
}

}  // namespace iam
