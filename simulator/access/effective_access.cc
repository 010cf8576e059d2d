#include "simulator/access/effective_access.h"

#include <vector>

#include "absl/strings/str_cat.h"

namespace iam {

const ActionAccess& EffectiveAccess::To(const RequestAction& action,
                                        const CatalogAction* known) {
  const ActionKind kind = KindOf(action, known, tables_.scope());
  const std::vector<uint32_t> matching = tables_.Matching(action);
  std::string key = kind.Key();
  for (const uint32_t i : matching) absl::StrAppend(&key, i, ",");
  std::unique_ptr<ActionAccess>& answer = answers_[key];
  if (answer == nullptr) {
    answer = std::make_unique<ActionAccess>(
        WalkPaths(tables_, action, kind, matching));
  }
  return *answer;
}

}  // namespace iam
