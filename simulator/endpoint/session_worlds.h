#ifndef IAM_SIMULATOR_ENDPOINT_SESSION_WORLDS_H_
#define IAM_SIMULATOR_ENDPOINT_SESSION_WORLDS_H_

#include <deque>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "iam/world.h"
#include "simulator/credentials/caller.h"
#include "simulator/directory/directory.h"

namespace iam {

// SessionWorlds has the world in which a caller's requests are decided: the
// directory's, or, for a session that was started with policies, one with them
// in it. Such a world is made when the session is first seen and kept for the
// latest sessions, until the directory changes. To make one takes as long as it
// takes to load the directory's world.
//
// Thread-safe.
class SessionWorlds {
 public:
  absl::StatusOr<std::shared_ptr<const World>> WorldFor(
      const DirectoryMoment& moment, const Caller& caller);

 private:
  struct Entry {
    std::string access_key_id;
    std::shared_ptr<const World> made_of;  // the directory's
    std::shared_ptr<const World> world;
  };

  std::mutex mutex_;
  std::deque<Entry> entries_;  // the latest first
};

}  // namespace iam

#endif  // IAM_SIMULATOR_ENDPOINT_SESSION_WORLDS_H_
