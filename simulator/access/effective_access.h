#ifndef IAM_SIMULATOR_ACCESS_EFFECTIVE_ACCESS_H_
#define IAM_SIMULATOR_ACCESS_EFFECTIVE_ACCESS_H_

#include <memory>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "simulator/access/access_paths.h"
#include "simulator/access/access_tables.h"
#include "simulator/catalog/catalog.h"

namespace iam {

// EffectiveAccess answers for one principal what it may do with an action.
// Actions of a kind that the same statements match have one answer, which is
// worked out once. Needs the scope and its World. For one thread.
class EffectiveAccess {
 public:
  // `given`: context that all requests have.
  EffectiveAccess(const PrincipalScope& scope, const Context& given)
      : tables_(scope, given) {}

  // `known`: what the catalog has on the action; null if it is not in there.
  // Valid as long as this.
  const ActionAccess& To(const RequestAction& action,
                         const CatalogAction* known);

  const AccessTables& tables() const { return tables_; }

 private:
  AccessTables tables_;
  absl::flat_hash_map<std::string, std::unique_ptr<ActionAccess>> answers_;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_ACCESS_EFFECTIVE_ACCESS_H_
