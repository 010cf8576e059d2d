#ifndef IAM_SIMULATOR_DIRECTORY_ENTITY_JSON_H_
#define IAM_SIMULATOR_DIRECTORY_ENTITY_JSON_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "engine/text/json.h"
#include "simulator/directory/entity.h"

namespace iam {

// An entity as JSON: for users, groups, roles and policies what "aws iam
// get-account-authorization-details" has of them (R7.71 to R7.74), with members
// besides that IAM's other calls tell. Documents are texts, byte for byte.
std::string EntityJson(const Entity& entity);

// Reads what EntityJson() wrote, or a detail of an export: of `source` are the
// documents that stand in it as objects. nullopt if there is no ARN or name: an
// export's reader in the engine has said so.
std::optional<Entity> ReadEntity(EntityKind kind, const JsonValue& value,
                                 absl::string_view source_text);

}  // namespace iam

#endif  // IAM_SIMULATOR_DIRECTORY_ENTITY_JSON_H_
