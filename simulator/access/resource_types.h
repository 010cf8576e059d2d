#ifndef IAM_SIMULATOR_ACCESS_RESOURCE_TYPES_H_
#define IAM_SIMULATOR_ACCESS_RESOURCE_TYPES_H_

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "simulator/access/resource_set.h"
#include "simulator/catalog/catalog.h"

namespace iam {

// Tells for one service which of its resource types may be among resources, as
// far as the catalog knows their ARNs. For one thread.
class ResourceTypes {
 public:
  explicit ResourceTypes(const CatalogService& service) : service_(service) {}

  // Whether the action works on a resource that may be in `sets`: one of its
  // types, or "*" if it needs none. `action` is what a policy says, "s3:…".
  bool MayMeet(const CatalogAction& known, absl::string_view action,
               const ResourceSets& sets);

 private:
  bool MayMeetType(absl::string_view type, const ResourceSets& sets,
                   const std::string& sets_text);

  const CatalogService& service_;
  absl::flat_hash_map<std::string, bool> answers_;  // by type and sets
};

}  // namespace iam

#endif  // IAM_SIMULATOR_ACCESS_RESOURCE_TYPES_H_
