#ifndef IAM_SIMULATOR_COMMAND_KEYS_H_
#define IAM_SIMULATOR_COMMAND_KEYS_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "simulator/command/command.h"
#include "simulator/credentials/state_database.h"

namespace iam {

// A user of the state directory, as the directory spells it.
struct UserOfAccount {
  std::string account;
  std::string user_name;
};

// The users of a name, whose case makes no difference, in all accounts. A
// directory that is empty takes its users from `world` ("" if none was given).
using FindUsersOfName =
    std::function<absl::StatusOr<std::vector<UserOfAccount>>(
        StateDatabase* database, const std::string& world,
        absl::string_view name, CommandIo& io)>;

// `iamsim keys`.
std::unique_ptr<Command> MakeKeysCommand(FindUsersOfName find_users);

}  // namespace iam

#endif  // IAM_SIMULATOR_COMMAND_KEYS_H_
