#ifndef IAM_SIMULATOR_DIRECTORY_SEED_RULES_H_
#define IAM_SIMULATOR_DIRECTORY_SEED_RULES_H_

#include "simulator/directory/entity_rows.h"
#include "simulator/directory/entity_table.h"

namespace iam {

// Brings what changed in the world's files since `last` into the entities, and
// takes out what went; who was in a group or had a policy that went is no
// longer or has it no longer. Returns the digests of the files as they are now.
SeedDigests ApplySeed(const EntityTable& seed, const SeedDigests& last,
                      EntityTable* entities);

}  // namespace iam

#endif  // IAM_SIMULATOR_DIRECTORY_SEED_RULES_H_
