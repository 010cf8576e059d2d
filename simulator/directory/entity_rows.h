#ifndef IAM_SIMULATOR_DIRECTORY_ENTITY_ROWS_H_
#define IAM_SIMULATOR_DIRECTORY_ENTITY_ROWS_H_

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "simulator/credentials/state_database.h"
#include "simulator/directory/entity_table.h"

namespace iam {

// The entities in the state database, an entity a row. kInvalidArgument if a
// row cannot be read.
absl::StatusOr<EntityTable> ReadEntityRows(StateDatabase* state);
// Writes what was changed in the table. Within a transaction.
absl::Status WriteEntityRows(const EntityTable& entities, StateDatabase* state);

// What the world's files said of an entity when they were last read, as the
// SHA-256 of its JSON.
using SeedDigests = std::map<EntityKey, std::string>;

std::string DigestOf(const Entity& entity);
absl::StatusOr<SeedDigests> ReadSeedDigests(StateDatabase* state);
// Puts `digests` in the place of those that were there. Within a transaction.
absl::Status WriteSeedDigests(const SeedDigests& digests, StateDatabase* state);

}  // namespace iam

#endif  // IAM_SIMULATOR_DIRECTORY_ENTITY_ROWS_H_
