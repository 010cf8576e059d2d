#ifndef IAM_WORLD_GRANT_INDEX_H_
#define IAM_WORLD_GRANT_INDEX_H_

#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "engine/compile/program.h"
#include "engine/match/action_classes.h"
#include "engine/match/action_set.h"
#include "engine/world/world_tables.h"

namespace iam {

// The Allow statements of one account's identities by the actions that they are
// about, with those who have them.
class GrantIndex {
 public:
  // Numbers of principals, as in WorldTables::principals.
  using Principals = std::vector<uint32_t>;

  void Add(uint32_t principal, const PolicyList& identity);

  // Calls visit(principals) for each document with an Allow statement whose
  // action matches, and whose resource does or might. Principals may come
  // several times.
  template <typename Visit>
  void ForEachGrant(const RequestAction& action, ActionClass action_class,
                    absl::string_view resource, const Visit& visit) const;

 private:
  struct Document {
    const Program* program = nullptr;
    Principals principals;
  };
  struct Grant {
    uint32_t document = 0;
    uint16_t statement = 0;
  };
  // The grants of all that is in one range of classes. Ranges lie one in the
  // other or apart, and there are not many of a service.
  struct Range {
    uint16_t first = 0;
    uint16_t last = 0;
    std::vector<Grant> grants;
  };
  using Ranges = std::vector<Range>;

  void AddDocument(uint32_t document);
  bool MayMatch(const Grant& grant, const RequestAction& action,
                absl::string_view resource) const;

  std::vector<Document> documents_;
  absl::flat_hash_map<const Program*, uint32_t> document_of_;
  absl::flat_hash_map<uint16_t, Ranges> by_service_;
  // About all services but those that their documents name.
  std::vector<Grant> others_;
};

template <typename Visit>
void GrantIndex::ForEachGrant(const RequestAction& action,
                              ActionClass action_class,
                              absl::string_view resource,
                              const Visit& visit) const {
  const auto take = [&](const Grant& grant) {
    if (MayMatch(grant, action, resource)) {
      visit(documents_[grant.document].principals);
    }
  };
  const auto ranges = by_service_.find(action_class.service);
  if (ranges != by_service_.end()) {
    for (const Range& range : ranges->second) {
      if (range.first > action_class.number ||
          range.last < action_class.number) {
        continue;
      }
      for (const Grant& grant : range.grants) take(grant);
    }
  }
  for (const Grant& grant : others_) {
    if (!documents_[grant.document].program->HasGroup(action_class.service)) {
      take(grant);
    }
  }
}

}  // namespace iam

#endif  // IAM_WORLD_GRANT_INDEX_H_
