#ifndef IAM_WORLD_WORLD_STATE_H_
#define IAM_WORLD_WORLD_STATE_H_

#include "engine/world/world_tables.h"
#include "iam/world.h"

namespace iam {

struct World::State {
  WorldTables tables;
};

}  // namespace iam

#endif  // IAM_WORLD_WORLD_STATE_H_
