#ifndef IAM_SIMULATOR_ACCESS_SERVICE_ROWS_H_
#define IAM_SIMULATOR_ACCESS_SERVICE_ROWS_H_

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "simulator/access/effective_access.h"
#include "simulator/access/resource_types.h"
#include "simulator/access/what_can.h"

namespace iam {

// An action's name, and what the catalog has on it; null if nothing.
struct NamedAction {
  absl::string_view name;
  const CatalogAction* known = nullptr;
};

// ServiceRows folds what is known of a service's actions, one by one, into as
// few rows as can be.
class ServiceRows {
 public:
  // `known`: null if the catalog does not have the service.
  ServiceRows(std::string prefix, const CatalogService* known,
              EffectiveAccess* access);

  // The actions in their order, ignoring case. What is not asked for is in no
  // row and in no pattern.
  void Add(const NamedAction& named, const RequestAction& action);
  void AddUnasked(const NamedAction& named) { actions_.push_back(named); }

  WhatCanService Take() &&;

 private:
  struct Row {
    OwnedGrant grant;
    std::vector<FoldedAction::Wanted> wanted;  // by action
  };
  struct Blocked {
    BlockedGrant blocked;
    std::vector<FoldedAction::Wanted> wanted;
  };
  // The rows of an answer, which many actions share.
  struct RowsOfAnswer {
    std::vector<Row*> rows;
    std::vector<Blocked*> blocked;
  };

  const RowsOfAnswer& RowsOf(const ActionAccess& answer);
  std::vector<FoldedAction> Folded(
      const std::vector<FoldedAction::Wanted>& wanted) const;
  std::vector<std::string> Names(
      const std::vector<FoldedAction::Wanted>& wanted) const;
  std::vector<AccessLevel> LevelsOf(
      const std::vector<FoldedAction::Wanted>& wanted) const;
  // Actions that the row's own statements allow, on other resources only: a
  // pattern of the row may match them.
  void LeaveOpen(Row* row);
  void AddWithoutEffect(WhatCanService* service);

  const std::string prefix_;
  const CatalogService* const known_;
  EffectiveAccess* const access_;
  std::optional<ResourceTypes> types_;
  std::vector<NamedAction> actions_;
  std::deque<Row> rows_;
  std::map<std::string, Row*> row_by_key_;
  std::deque<Blocked> blocked_;
  std::map<std::string, Blocked*> blocked_by_key_;
  absl::flat_hash_map<const ActionAccess*, RowsOfAnswer> by_answer_;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_ACCESS_SERVICE_ROWS_H_
