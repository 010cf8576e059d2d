// A change is made to a copy of the entities; a world is built of the copy, and
// only then is the change written and the copy shown to readers.
#include "simulator/directory/directory.h"

#include <algorithm>
#include <set>
#include <utility>

#include "simulator/directory/account_text.h"
#include "simulator/directory/seed.h"
#include "simulator/directory/seed_rules.h"

namespace iam {

absl::StatusOr<std::unique_ptr<Directory>> Directory::Open(
    StateDatabase* state, const WorldSources& seed, Diagnostics* diagnostics) {
  std::unique_ptr<Directory> directory(new Directory(state));
  absl::Status taken = directory->Take(seed, diagnostics);
  if (!taken.ok()) return taken;
  return directory;
}

absl::Status Directory::Reload(const WorldSources& seed,
                               Diagnostics* diagnostics) {
  const std::lock_guard<std::mutex> lock(change_mutex_);
  return Take(seed, diagnostics);
}

// The state's rows are read anew, too: another process may have taken over what
// changed in the files.
absl::Status Directory::Take(const WorldSources& seed,
                             Diagnostics* diagnostics) {
  // What cannot be read did not go.
  if (!seed.unreadable.ok()) return seed.unreadable;
  absl::StatusOr<Seed> read = ReadSeed(seed, diagnostics);
  if (!read.ok()) return read.status();
  absl::StatusOr<EntityTable> entities = ReadEntityRows(state_);
  if (!entities.ok()) return entities.status();
  const absl::StatusOr<SeedDigests> before = ReadSeedDigests(state_);
  if (!before.ok()) return before.status();
  SeedDigests after = *before;
  if (!seed.sources.empty()) {
    after = ApplySeed(read->entities, *before, &*entities);
  }
  Diagnostics said;  // warnings were said with the files
  auto moment = MomentOf(*entities, std::move(read->others), nullptr, &said);
  if (!moment.ok()) {
    if (diagnostics != nullptr) {
      for (const Diagnostic& diagnostic : said.all()) {
        diagnostics->Add(diagnostic);
      }
    }
    return moment.status();
  }
  return Commit(*std::move(moment), *entities, [&] {
    return after == *before ? absl::OkStatus()
                            : WriteSeedDigests(after, state_);
  });
}

absl::StatusOr<std::shared_ptr<const DirectoryMoment>> Directory::MomentOf(
    EntityTable entities, WorldSources others, const DirectoryMoment* present,
    Diagnostics* diagnostics) const {
  std::set<std::string> stale;
  for (const EntityKey& key : entities.changed()) stale.insert(key.account);
  entities.ForgetChanges();
  auto moment = std::make_shared<DirectoryMoment>();
  moment->entities = std::move(entities);
  moment->others = std::move(others);
  for (const std::string& account : moment->entities.Accounts()) {
    SourcePtr text;
    if (present != nullptr && !stale.contains(account)) {
      text = present->account_texts.at(account);
    } else {
      text = AccountText(moment->entities, account);
    }
    moment->account_texts.emplace(account, std::move(text));
  }
  absl::StatusOr<World> world =
      BuildWorld(SourcesOf(*moment), /*keep_going=*/false, diagnostics);
  if (!world.ok()) return world.status();
  moment->world = std::make_shared<const World>(*std::move(world));
  return moment;
}

absl::Status Directory::Commit(std::shared_ptr<const DirectoryMoment> moment,
                               const EntityTable& changed,
                               absl::FunctionRef<absl::Status()> along) {
  absl::Status written = state_->InTransaction([&]() -> absl::Status {
    absl::Status rows = WriteEntityRows(changed, state_);
    return rows.ok() ? along() : rows;
  });
  if (!written.ok()) return written;
  const std::unique_lock<std::shared_mutex> lock(now_mutex_);
  now_.swap(moment);
  return absl::OkStatus();
}

absl::Status Directory::Change(absl::FunctionRef<bool(EntityTable*)> change) {
  return Change(change, [] { return absl::OkStatus(); });
}

absl::Status Directory::Change(absl::FunctionRef<bool(EntityTable*)> change,
                               absl::FunctionRef<absl::Status()> along) {
  const std::lock_guard<std::mutex> lock(change_mutex_);
  const std::shared_ptr<const DirectoryMoment> present = Now();
  EntityTable entities = present->entities;
  if (!change(&entities)) return absl::OkStatus();
  Diagnostics said;
  auto moment = MomentOf(entities, present->others, present.get(), &said);
  if (!moment.ok()) return moment.status();
  return Commit(*std::move(moment), entities, along);
}

std::shared_ptr<const DirectoryMoment> Directory::Now() const {
  const std::shared_lock<std::shared_mutex> lock(now_mutex_);
  return now_;
}

EntityPtr Directory::FindUser(absl::string_view account,
                              absl::string_view name) const {
  return Now()->entities.Find(account, EntityKind::kUser, name);
}

std::vector<std::string> Directory::Accounts() const {
  const std::shared_ptr<const DirectoryMoment> now = Now();
  const std::vector<std::string> of_world = now->world->Accounts();
  std::set<std::string> accounts(of_world.begin(), of_world.end());
  for (const std::string& account : now->entities.Accounts()) {
    if (account != kAwsAccount) accounts.insert(account);
  }
  return {accounts.begin(), accounts.end()};
}

WorldSources SourcesOf(const DirectoryMoment& moment) {
  WorldSources sources = moment.others;
  for (const auto& [account, text] : moment.account_texts) {
    sources.sources.push_back(text);
  }
  return sources;
}

}  // namespace iam
