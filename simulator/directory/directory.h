#ifndef IAM_SIMULATOR_DIRECTORY_DIRECTORY_H_
#define IAM_SIMULATOR_DIRECTORY_DIRECTORY_H_

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <shared_mutex>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iam/diagnostic.h"
#include "iam/world.h"
#include "simulator/credentials/state_database.h"
#include "simulator/directory/entity_rows.h"
#include "simulator/directory/entity_table.h"
#include "simulator/snapshot/world_sources.h"

namespace iam {

// What a Directory holds at one moment: the entities, the texts that say the
// same to the engine, and the world that was made of them.
struct DirectoryMoment {
  EntityTable entities;
  std::map<std::string, SourcePtr> account_texts;  // by account
  WorldSources others;  // organization, resource policies, tags, endpoints
  std::shared_ptr<const World> world;
};

// A Directory is the IAM of all accounts: users, groups, roles, managed
// policies, … as the files of a world tell them, and as IAM's API has changed
// them since. Entities live in the state database; access keys are not its.
//
// An empty state takes over all that the world's files say. Later the state is
// kept, and of the files only what changed in them since they were last read:
// an entity whose entry changed is put in the place of the state's, one whose
// entry went is deleted. Without any file, the state stays as it is.
//
// Thread-safe. A reader takes the present moment, which stays what it is while
// he holds it, and waits for nobody; changes come one after the other.
class Directory {
 public:
  // `state` must outlive the directory. kInvalidArgument, with everything said
  // in *diagnostics, if no world can be made of files and state.
  static absl::StatusOr<std::unique_ptr<Directory>> Open(
      StateDatabase* state, const WorldSources& seed, Diagnostics* diagnostics);

  // Reads the world's files anew. After an error everything is as it was; also
  // if some of them cannot be read (WorldSources::unreadable), here and above.
  absl::Status Reload(const WorldSources& seed, Diagnostics* diagnostics);

  std::shared_ptr<const DirectoryMoment> Now() const;
  std::shared_ptr<const World> world() const { return Now()->world; }

  // Lets `change` alter a copy of the entities. If it returns true, a world is
  // made of them, the state written, and then both are what readers get from
  // now on. If it returns false, or anything of this fails, everything is as it
  // was. Nobody else changes anything meanwhile; `change` must not.
  //
  // `along` is done in the same transaction of the state.
  absl::Status Change(absl::FunctionRef<bool(EntityTable*)> change);
  absl::Status Change(absl::FunctionRef<bool(EntityTable*)> change,
                      absl::FunctionRef<absl::Status()> along);

  // Null if there is none. Names compare exactly.
  EntityPtr FindUser(absl::string_view account, absl::string_view name) const;

  // Those of entities and those of the organization, sorted.
  std::vector<std::string> Accounts() const;

 private:
  explicit Directory(StateDatabase* state) : state_(state) {}

  absl::Status Take(const WorldSources& seed, Diagnostics* diagnostics);
  // Makes the world of entities and other texts; those of accounts that did not
  // change are the present ones.
  absl::StatusOr<std::shared_ptr<const DirectoryMoment>> MomentOf(
      EntityTable entities, WorldSources others, const DirectoryMoment* present,
      Diagnostics* diagnostics) const;
  absl::Status Commit(std::shared_ptr<const DirectoryMoment> moment,
                      const EntityTable& changed,
                      absl::FunctionRef<absl::Status()> along);

  StateDatabase* const state_;
  std::mutex change_mutex_;  // held during a change
  mutable std::shared_mutex now_mutex_;
  std::shared_ptr<const DirectoryMoment> now_;
};

// All texts of a moment together.
WorldSources SourcesOf(const DirectoryMoment& moment);

}  // namespace iam

#endif  // IAM_SIMULATOR_DIRECTORY_DIRECTORY_H_
