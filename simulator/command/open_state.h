#ifndef IAM_SIMULATOR_COMMAND_OPEN_STATE_H_
#define IAM_SIMULATOR_COMMAND_OPEN_STATE_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "simulator/command/command.h"
#include "simulator/command/keys.h"
#include "simulator/credentials/key_store.h"
#include "simulator/credentials/secret_box.h"
#include "simulator/credentials/state_database.h"
#include "simulator/directory/directory.h"

namespace iam {

// For commands that keep access keys and IAM entities in a directory.
struct StateOptions {
  std::string state;
  std::string world;  // may be "" once there is something in the state
};

// "--state", which is required, and "--world".
void AddStateOptions(CLI::App& app, StateOptions* options);

// What is in a state directory, open.
struct OpenedState {
  std::unique_ptr<StateDatabase> database;
  std::unique_ptr<SecretBox> box;
  std::unique_ptr<KeyStore> keys;
  std::unique_ptr<Directory> directory;
};

// The users of a name, whose case makes no difference, in all accounts of a
// state; an empty one takes its users from `world`.
absl::StatusOr<std::vector<UserOfAccount>> FindUsersInState(
    StateDatabase* database, const std::string& world, absl::string_view name,
    CommandIo& io);

// Opens or makes the state and reads the world into it, printing what its files
// lack or have wrong. The message of an error is one for Fail().
absl::StatusOr<OpenedState> OpenState(const StateOptions& options,
                                      CommandIo& io);

}  // namespace iam

#endif  // IAM_SIMULATOR_COMMAND_OPEN_STATE_H_
