#include "simulator/endpoint/session_worlds.h"

#include <utility>

#include "simulator/snapshot/world_sources.h"

namespace iam {
namespace {

constexpr size_t kMostWorlds = 32;

absl::StatusOr<std::shared_ptr<const World>> MakeWorld(
    const DirectoryMoment& moment, const Session& session) {
  WorldSources sources = SourcesOf(moment);
  for (const SessionPolicy& policy : session.policies) {
    sources.given.push_back(
        {PolicyType::kSession, policy.name,
         std::make_shared<const Source>(policy.name, policy.document)});
  }
  Diagnostics diagnostics;
  absl::StatusOr<World> world =
      BuildWorld(sources, /*keep_going=*/false, &diagnostics);
  if (!world.ok()) return world.status();
  return std::make_shared<const World>(*std::move(world));
}

}  // namespace

absl::StatusOr<std::shared_ptr<const World>> SessionWorlds::WorldFor(
    const DirectoryMoment& moment, const Caller& caller) {
  if (!caller.session.has_value() || caller.session->policies.empty()) {
    return moment.world;
  }
  const std::string& id = caller.session->access_key_id;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    std::erase_if(entries_, [&](const Entry& entry) {
      return entry.made_of != moment.world;
    });
    for (const Entry& entry : entries_) {
      if (entry.access_key_id == id) return entry.world;
    }
  }
  absl::StatusOr<std::shared_ptr<const World>> world =
      MakeWorld(moment, *caller.session);
  if (!world.ok()) return world.status();
  const std::lock_guard<std::mutex> lock(mutex_);
  entries_.push_front({id, moment.world, *world});
  if (entries_.size() > kMostWorlds) entries_.pop_back();
  return *world;
}

}  // namespace iam
