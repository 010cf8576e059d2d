// `iamsim keys`: the access keys of a state directory, also while a server has
// it open, which sees at once what is done here.
#include "simulator/command/keys.h"

#include <CLI/CLI.hpp>
#include <ostream>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "simulator/credentials/aws_profile.h"
#include "simulator/credentials/key_store.h"
#include "simulator/credentials/secret_box.h"
#include "simulator/render/keys.h"

namespace iam {
namespace {

constexpr char kDefaultEndpoint[] = "http://127.0.0.1:4580";
constexpr char kDefaultRegion[] = "us-east-1";

// A key or user that is not there, or one key too many, is a no; all else could
// not be answered.
ExitStatus FailWith(CommandIo& io, const absl::Status& status) {
  Fail(io, status);
  return absl::IsNotFound(status) || absl::IsResourceExhausted(status)
             ? kExitNo
             : kExitUnanswered;
}

class KeysCommand : public Command {
 public:
  explicit KeysCommand(FindUsersOfName find_users)
      : find_users_(std::move(find_users)) {}

  void AddTo(CLI::App& app) override {
    app.add_option("ACTION", action_,
                   "create, list, activate, deactivate, delete or last-used")
        ->type_name("")
        ->check(CLI::IsMember({"create", "list", "activate", "deactivate",
                               "delete", "last-used"}))
        ->required();
    app.add_option("--state", state_, "Directory that keeps the state")
        ->type_name("DIR")
        ->required();
    app.add_option("--world", world_,
                   "Snapshot whose users an empty state begins with")
        ->type_name("PATH");
    app.add_option("--user", user_, "User whose key is meant")
        ->type_name("NAME");
    app.add_option("--account", account_,
                   "Account of the user, where several have one of the name")
        ->type_name("ID");
    app.add_option("--access-key-id", id_, "Key that is meant")
        ->type_name("ID");
    app.add_flag("--root", root_,
                 "A key of the root user, which is refused: nothing limits it");
    AddConfigureOptions(app);
    AddFormatOption(app, {"text", "json"}, &format_);
    app.footer(
        "Example:\n  iamsim keys create --state state --world snapshot --user "
        "iam-admin --configure course\n"
        "Exit status: 0 done, 1 no such key or user, or a third key of a user, "
        "2 usage.");
  }

  ExitStatus Run(CommandIo& io) override {
    if (root_) {
      return Fail(io,
                  "an access key of the root user is refused: no policy limits "
                  "what it can do, and AWS advises against having one",
                  "make a key of a user that has the permissions it needs");
    }
    if (absl::Status usage = CheckUsage(); !usage.ok()) return Fail(io, usage);
    // What is misspelt shall not become an empty state.
    if (const auto kind = io.files.KindOf(state_);
        !kind.ok() && action_ != "create") {
      return Fail(io, kind.status());
    }
    const auto database = StateDatabase::Open(state_);
    if (!database.ok()) return Fail(io, database.status());
    const absl::StatusOr<SecretBox> box = SecretBox::Open(state_);
    if (!box.ok()) return Fail(io, box.status());
    KeyStore keys(database->get(), &*box);
    if (action_ == "create") return Create(database->get(), &keys, io);
    if (action_ == "list") return List(&keys, io);
    return OfOneKey(&keys, io);
  }

 private:
  void AddConfigureOptions(CLI::App& app) {
    app.add_option("--configure", profile_,
                   "Write the new key into this profile of the aws command "
                   "instead of showing its secret")
        ->type_name("PROFILE");
    app.add_flag("--force", force_, "Also over a profile that is there");
    app.add_option("--region", region_,
                   absl::StrCat(
                       "Region of the profile (default: ", kDefaultRegion, ")"))
        ->type_name("REGION");
    app.add_option("--endpoint", endpoint_,
                   absl::StrCat("Endpoint URL of the profile (default: ",
                                kDefaultEndpoint, ")"))
        ->type_name("URL");
  }

  // Each action wants its own options; what it does not look at is a mistake.
  absl::Status CheckUsage() const {
    const bool create = action_ == "create", list = action_ == "list";
    struct Row {
      const char* option;
      bool given, wanted, taken;
    };
    const Row rows[] = {
        {"--user", !user_.empty(), create, true},
        {"--access-key-id", !id_.empty(), !create && !list, !create && !list},
        {"--configure", !profile_.empty(), false, create},
        {"--force", force_, false, !profile_.empty()},
        {"--region", !region_.empty(), false, !profile_.empty()},
        {"--endpoint", !endpoint_.empty(), false, !profile_.empty()},
        {"--world", !world_.empty(), false, create},
    };
    for (const Row& row : rows) {
      if (row.wanted && !row.given) {
        return absl::InvalidArgumentError(
            absl::StrCat("'keys ", action_, "' needs ", row.option));
      }
      if (row.given && !row.taken) {
        return absl::InvalidArgumentError(
            create
                ? absl::StrCat(row.option, " needs --configure")
                : absl::StrCat("'keys ", action_, "' takes no ", row.option));
      }
    }
    return absl::OkStatus();
  }

  absl::StatusOr<UserOfAccount> FindUser(StateDatabase* database,
                                         CommandIo& io) const {
    absl::StatusOr<std::vector<UserOfAccount>> users =
        find_users_(database, world_, user_, io);
    if (!users.ok()) return users.status();
    if (!account_.empty()) {
      std::erase_if(*users, [this](const UserOfAccount& user) {
        return user.account != account_;
      });
    }
    if (users->empty()) {
      return absl::NotFoundError(
          absl::StrCat("The user with name ", user_, " cannot be found."));
    }
    if (users->size() > 1) {
      return absl::InvalidArgumentError(absl::StrCat(
          "accounts ",
          absl::StrJoin(*users, ", ",
                        [](std::string* out, const UserOfAccount& user) {
                          out->append(user.account);
                        }),
          " have a user '", user_, "'\n--account says which is meant"));
    }
    return std::move(users->front());
  }

  absl::StatusOr<AwsFiles> FindFiles(CommandIo& io) const {
    return FindAwsFiles(io.variable("HOME"),
                        io.variable("AWS_SHARED_CREDENTIALS_FILE"),
                        io.variable("AWS_CONFIG_FILE"));
  }

  AwsProfile Profile(const AccessKeyWithSecret& made) const {
    return {profile_, made.key.id, made.secret,
            region_.empty() ? kDefaultRegion : region_,
            endpoint_.empty() ? kDefaultEndpoint : endpoint_};
  }

  ExitStatus Create(StateDatabase* database, KeyStore* keys,
                    CommandIo& io) const {
    AwsFiles files;
    if (!profile_.empty()) {
      const absl::StatusOr<AwsFiles> found = FindFiles(io);
      if (!found.ok()) return Fail(io, found.status());
      files = *found;
      if (absl::Status check = CheckAwsProfile(Profile({}), files, force_);
          !check.ok()) {
        return Fail(io, check);
      }
    }
    const absl::StatusOr<UserOfAccount> user = FindUser(database, io);
    if (!user.ok()) return FailWith(io, user.status());
    absl::Time now;
    std::string ignored;
    if (!absl::ParseTime(absl::RFC3339_full, io.now(), &now, &ignored)) {
      return Fail(io, "the clock's time cannot be read");
    }
    const absl::StatusOr<AccessKeyWithSecret> made =
        keys->Create(user->account, user->user_name, now);
    if (!made.ok()) return FailWith(io, made.status());
    if (!profile_.empty()) {
      if (absl::Status written = WriteAwsProfile(Profile(*made), files, force_);
          !written.ok()) {
        // Nobody knows its secret.
        keys->Delete(made->key.id).IgnoreError();
        return Fail(io, written);
      }
    }
    const std::string shown = profile_.empty() ? made->secret : "";
    io.out << (format_ == "json" ? CreatedKeyJson(made->key, shown)
                                 : CreatedKeyText(made->key, shown));
    if (!profile_.empty() && format_ != "json") {
      io.out << "The profile '" << profile_ << "' is in " << files.credentials
             << " and " << files.config << ".\n";
    }
    return kExitYes;
  }

  // Of the user and account that were given.
  bool IsMeant(const AccessKey& key) const {
    return (user_.empty() || absl::EqualsIgnoreCase(key.user_name, user_)) &&
           (account_.empty() || key.account == account_);
  }

  ExitStatus List(KeyStore* keys, CommandIo& io) const {
    absl::StatusOr<std::vector<AccessKey>> all = keys->ListAll();
    if (!all.ok()) return Fail(io, all.status());
    std::erase_if(*all, [this](const AccessKey& key) { return !IsMeant(key); });
    io.out << (format_ == "json" ? KeyListJson(*all) : KeyListText(*all));
    return kExitYes;
  }

  ExitStatus OfOneKey(KeyStore* keys, CommandIo& io) const {
    const absl::StatusOr<AccessKey> key = keys->Find(id_);
    if (!key.ok()) return FailWith(io, key.status());
    if (!IsMeant(*key)) {
      return FailWith(io, absl::NotFoundError(
                              absl::StrCat("The Access Key with id ", id_,
                                           " is of another user or account.")));
    }
    if (action_ == "last-used") {
      io.out << (format_ == "json" ? LastUsedJson(*key) : LastUsedText(*key));
      return kExitYes;
    }
    const bool active = action_ == "activate";
    const absl::Status done =
        action_ == "delete" ? keys->Delete(id_) : keys->SetActive(id_, active);
    if (!done.ok()) return FailWith(io, done);
    const char* status = action_ == "delete" ? "Deleted"
                         : active            ? "Active"
                                             : "Inactive";
    io.out << (format_ == "json" ? ChangedKeyJson(*key, status)
                                 : ChangedKeyText(*key, status));
    return kExitYes;
  }

  FindUsersOfName find_users_;
  std::string action_, state_, world_, user_, account_, id_;
  std::string profile_, region_, endpoint_, format_;
  bool root_ = false, force_ = false;
};

}  // namespace

std::unique_ptr<Command> MakeKeysCommand(FindUsersOfName find_users) {
  return std::make_unique<KeysCommand>(std::move(find_users));
}

}  // namespace iam
