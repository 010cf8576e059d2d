#ifndef IAM_SIMULATOR_WHY_DRAFT_H_
#define IAM_SIMULATOR_WHY_DRAFT_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "iam/explanation.h"
#include "iam/request.h"
#include "iam/source.h"
#include "iam/world.h"
#include "simulator/snapshot/world_sources.h"
#include "simulator/why/change.h"
#include "simulator/why/text_edit.h"

namespace iam {

// A change that is being made.
struct Draft {
  Change change;
  std::vector<SourcePtr> sources;  // a slice of the snapshot, with it made
  std::optional<World> world;      // of these
  Explanation explanation;         // of change.request in it
};

// Makes drafts for one request: each step is made on a copy of what of the
// snapshot bears on the request, and the request decided again.
class Drafter {
 public:
  // Both must outlive it.
  Drafter(const WorldSources& sources, const Request& request)
      : sources_(sources), request_(request) {}

  // The snapshot as it is, or as much of it as decides the request just so:
  // alike, by the same statements of the same layers. nullopt if no world can
  // be made of it.
  std::optional<Draft> Start(const Explanation& expected);

  // Makes one step more; nullopt if there is no place for it, or if a document
  // is wrong after it.
  std::optional<Draft> Step(const Draft& from, ChangeStep step,
                            const TextEdit& edit) const;

 private:
  const WorldSources& sources_;
  const Request& request_;
  std::vector<size_t> origins_;  // see Slice
  size_t errors_ = 0;            // that the texts have as they are
};

}  // namespace iam

#endif  // IAM_SIMULATOR_WHY_DRAFT_H_
