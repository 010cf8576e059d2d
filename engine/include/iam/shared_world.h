#ifndef IAM_SHARED_WORLD_H_
#define IAM_SHARED_WORLD_H_

#include <memory>
#include <mutex>
#include <utility>

#include "iam/world.h"

namespace iam {

// A SharedWorld holds the World that a program decides by at the moment, and
// lets another take its place while others read.
//
//   SharedWorld current(*std::move(world));
//   std::shared_ptr<const World> now = current.Get();  // once a batch
//   now->Authorize(request);                           // as often as you like
//   current.Set(*std::move(newer));                    // in another thread
//
// Thread-safe. Get() and Set() take a lock for a moment; decisions take none.
class SharedWorld {
 public:
  explicit SharedWorld(World world)
      : world_(std::make_shared<const World>(std::move(world))) {}

  // The world of this moment; it stays what it is while somebody holds it.
  std::shared_ptr<const World> Get() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return world_;
  }

  // The old world goes when the last of its readers lets go of it.
  void Set(World world) {
    auto next = std::make_shared<const World>(std::move(world));
    const std::lock_guard<std::mutex> lock(mutex_);
    world_.swap(next);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const World> world_;
};

}  // namespace iam

#endif  // IAM_SHARED_WORLD_H_
