#include "simulator/command/open_state.h"

#include <CLI/CLI.hpp>
#include <ostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "simulator/command/print_diagnostics.h"

namespace iam {

void AddStateOptions(CLI::App& app, StateOptions* options) {
  app.add_option("--state", options->state,
                 "Directory that keeps access keys and IAM's users, roles and "
                 "policies; made if it is not there")
      ->type_name("DIR")
      ->required();
  app.add_option(
         "--world", options->world,
         "Snapshot of accounts, as for 'iamsim simulate': seeds an empty "
         "state; later, what changed in its files is taken over")
      ->type_name("PATH");
}

namespace {

absl::StatusOr<WorldSources> ReadWorld(const std::string& world,
                                       CommandIo& io) {
  if (world.empty()) return WorldSources();
  absl::StatusOr<WorldSources> sources = ReadWorldSources(world, io.files);
  if (sources.ok() && !sources->unreadable.ok()) return sources->unreadable;
  return sources;
}

// The directory of a state that somebody is in.
absl::StatusOr<std::unique_ptr<Directory>> OpenDirectory(
    StateDatabase* database, const std::string& world, CommandIo& io) {
  const absl::StatusOr<WorldSources> sources = ReadWorld(world, io);
  if (!sources.ok()) return sources.status();
  Diagnostics diagnostics;
  absl::StatusOr<std::unique_ptr<Directory>> directory =
      Directory::Open(database, *sources, &diagnostics);
  PrintDiagnostics(diagnostics, io);
  if (directory.ok() && (*directory)->Accounts().empty()) {
    return absl::InvalidArgumentError(
        absl::StrCat("nobody is in '", database->directory(),
                     "' yet\n--world names the accounts to begin with"));
  }
  return directory;
}

}  // namespace

absl::StatusOr<std::vector<UserOfAccount>> FindUsersInState(
    StateDatabase* database, const std::string& world, absl::string_view name,
    CommandIo& io) {
  const absl::StatusOr<std::unique_ptr<Directory>> directory =
      OpenDirectory(database, world, io);
  if (!directory.ok()) return directory.status();
  std::vector<UserOfAccount> users;
  const std::shared_ptr<const DirectoryMoment> now = (*directory)->Now();
  for (const std::string& account : (*directory)->Accounts()) {
    const EntityPtr user =
        now->entities.FindAnyCase(account, EntityKind::kUser, name);
    if (user != nullptr) users.push_back({account, user->name});
  }
  return users;
}

absl::StatusOr<OpenedState> OpenState(const StateOptions& options,
                                      CommandIo& io) {
  OpenedState state;
  absl::StatusOr<std::unique_ptr<StateDatabase>> database =
      StateDatabase::Open(options.state);
  if (!database.ok()) return database.status();
  state.database = *std::move(database);
  absl::StatusOr<SecretBox> box = SecretBox::Open(options.state);
  if (!box.ok()) return box.status();
  state.box = std::make_unique<SecretBox>(*std::move(box));
  state.keys =
      std::make_unique<KeyStore>(state.database.get(), state.box.get());
  absl::StatusOr<std::unique_ptr<Directory>> directory =
      OpenDirectory(state.database.get(), options.world, io);
  if (!directory.ok()) return directory.status();
  state.directory = *std::move(directory);
  return state;
}

}  // namespace iam
