#ifndef IAM_SIMULATOR_CATALOG_CATALOG_H_
#define IAM_SIMULATOR_CATALOG_CATALOG_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace iam {

// AWS's access levels. Service Authorization Reference.
enum class AccessLevel { kList, kRead, kWrite, kTagging, kPermissions };

// A resource type that an action works on.
struct ActionResource {
  absl::string_view type;  // "bucket", of the service's CatalogResourceType
  bool required = false;
  std::vector<absl::string_view> keys;  // condition keys of action and type
};

struct CatalogAction {
  absl::string_view name;  // "GetObject"
  AccessLevel level = AccessLevel::kRead;
  std::vector<ActionResource> resources;
  std::vector<absl::string_view> keys;     // whatever the resource
  std::vector<absl::string_view> depends;  // "iam:PassRole", …

  // Policies can allow it on "*" only.
  bool needs_any_resource() const { return resources.empty(); }
};

struct CatalogResourceType {
  absl::string_view name;
  // "arn:${Partition}:s3:::${BucketName}"; a few have two, with ", " between.
  absl::string_view arn;
  std::vector<absl::string_view> keys;
};

struct CatalogKey {
  absl::string_view name;  // "aws:RequestTag/${TagKey}"
  absl::string_view type;  // "String", "ARN", "Bool", "ArrayOfString", …
};

// What is known of one service. Names compare without regard to case.
struct CatalogService {
  absl::string_view prefix;            // "s3"
  absl::string_view name;              // "Amazon S3"
  bool rcp = false;                    // resource control policies apply to it
  std::vector<CatalogAction> actions;  // sorted
  std::vector<CatalogResourceType> resources;
  std::vector<CatalogKey> keys;

  const CatalogAction* FindAction(absl::string_view action) const;
  const CatalogResourceType* FindResource(absl::string_view type) const;
};

// The Catalog knows AWS's services: actions, resource types, condition keys. It
// is part of the program, as text; a service is read when it is first asked
// for.
//
// Safe to share between threads. What it returns lives as long as the program.
class Catalog {
 public:
  struct Found {
    const CatalogService* service;
    const CatalogAction* action;
  };

  static const Catalog& Get();

  // The day of the facts, "2026-09-26", and where they come from.
  absl::string_view date() const;
  absl::string_view origin() const;
  std::vector<absl::string_view> prefixes() const;
  size_t action_count() const;

  // Null if it is in no table: such services work, with a note.
  const CatalogService* FindService(absl::string_view prefix) const;
  // "s3:getobject", in any case.
  std::optional<Found> FindAction(absl::string_view action) const;

  // What somebody may have meant who wrote this action, the nearest first, in
  // AWS's spelling; at most `most`. Empty if nothing is near.
  std::vector<std::string> NearestActions(absl::string_view action,
                                          size_t most) const;

  // Whether a request for the action may have the key: the action's own, those
  // of its resource types, and the global ones. Tag keys ("aws:ResourceTag/x")
  // count as their "…/${TagKey}". True also of aws: keys that are in no table.
  bool MaySupply(const Found& action, absl::string_view key) const;

  // The types of the action's resources whose ARN format the ARN has. None for
  // "*".
  std::vector<const CatalogResourceType*> TypesOf(const Found& action,
                                                  absl::string_view arn) const;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_CATALOG_CATALOG_H_
