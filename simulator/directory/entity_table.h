#ifndef IAM_SIMULATOR_DIRECTORY_ENTITY_TABLE_H_
#define IAM_SIMULATOR_DIRECTORY_ENTITY_TABLE_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "simulator/directory/entity.h"

namespace iam {

// An EntityTable holds the entities of all accounts at one moment. A copy
// shares them, so that one can be changed while the other is read.
//
// Thread-compatible.
class EntityTable {
 public:
  // Null if there is none. Names compare exactly.
  EntityPtr Find(absl::string_view account, EntityKind kind,
                 absl::string_view name) const;
  // The same, names compared without regard to case: what keeps another from
  // taking the name.
  EntityPtr FindAnyCase(absl::string_view account, EntityKind kind,
                        absl::string_view name) const;
  // By the whole ARN, path included.
  EntityPtr FindArn(absl::string_view arn) const;
  // ARNs made from an API call show no path, "arn:aws:iam::A:user/ana": the ARN
  // that the entity has, "…:user/ops/ana". The text itself if there is none.
  std::string RealArn(absl::string_view arn) const;

  // In the order of their names.
  std::vector<EntityPtr> List(absl::string_view account, EntityKind kind) const;
  // All of an account, by kind and name.
  std::vector<EntityPtr> ListAccount(absl::string_view account) const;
  // Sorted; with kAwsAccount if there are AWS managed policies.
  std::vector<std::string> Accounts() const;

  // Adds the entity, or puts it in the place of its namesake.
  void Put(Entity entity);
  void Remove(const EntityKey& key);

  // Put() and Remove() mark keys; a new copy's marks are those of the original.
  const std::set<EntityKey>& changed() const { return changed_; }
  void ForgetChanges() { changed_.clear(); }

  EntityPtr At(const EntityKey& key) const;

 private:
  std::map<EntityKey, EntityPtr> entities_;
  std::set<EntityKey> changed_;
};

// The kind and names that an IAM ARN shows: of
// "arn:aws:iam::111122223333:user/ops/ana" the user "ana" with path "/ops/".
struct EntityArn {
  std::string account;
  EntityKind kind = EntityKind::kUser;
  std::string path;
  std::string name;
};
std::optional<EntityArn> ParseEntityArn(absl::string_view arn);

}  // namespace iam

#endif  // IAM_SIMULATOR_DIRECTORY_ENTITY_TABLE_H_
