#include "simulator/directory/seed.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "engine/text/json.h"
#include "simulator/directory/entity_json.h"

namespace iam {
namespace {

// One page of an account's export, or several accounts'. An organization's file
// may have Policies too, but of another form.
bool IsAccount(const JsonValue& part) {
  for (const char* list :
       {"UserDetailList", "GroupDetailList", "RoleDetailList"}) {
    if (part.Find(list) != nullptr) return true;
  }
  const JsonValue* policies = part.Find("Policies");
  return policies != nullptr && !policies->items().empty() &&
         policies->items().front().Find("PolicyVersionList") != nullptr;
}

class SeedReader {
 public:
  void Read(const SourcePtr& source, const JsonValue& root);
  Seed Take() && { return std::move(seed_); }

 private:
  void ReadPage(const JsonValue& page);
  void ReadList(const JsonValue& page, absl::string_view list, EntityKind kind);
  void ReadInstanceProfiles(const JsonValue& detail, const Entity& role);
  void Add(Entity entity);

  absl::string_view text_;
  Seed seed_;
};

void SeedReader::Read(const SourcePtr& source, const JsonValue& root) {
  text_ = source->text();
  const auto parts =
      root.is_array() ? root.items() : absl::Span<const JsonValue>(&root, 1);
  std::vector<const JsonValue*> others;
  for (const JsonValue& part : parts) {
    if (IsAccount(part)) {
      ReadPage(part);
    } else {
      others.push_back(&part);
    }
  }
  if (others.size() == parts.size()) {
    seed_.others.sources.push_back(source);
    return;
  }
  for (const JsonValue* part : others) {
    const Span span = part->span();
    seed_.others.sources.push_back(std::make_shared<const Source>(
        source->name(),
        std::string(text_.substr(span.begin, span.end - span.begin))));
  }
}

void SeedReader::ReadPage(const JsonValue& page) {
  ReadList(page, "UserDetailList", EntityKind::kUser);
  ReadList(page, "GroupDetailList", EntityKind::kGroup);
  ReadList(page, "RoleDetailList", EntityKind::kRole);
  ReadList(page, "Policies", EntityKind::kPolicy);
}

void SeedReader::ReadList(const JsonValue& page, absl::string_view list,
                          EntityKind kind) {
  const JsonValue* details = page.Find(list);
  if (details == nullptr) return;
  for (const JsonValue& detail : details->items()) {
    std::optional<Entity> entity = ReadEntity(kind, detail, text_);
    if (!entity.has_value()) continue;  // reported with the world
    if (kind == EntityKind::kRole) ReadInstanceProfiles(detail, *entity);
    Add(*std::move(entity));
  }
}

void SeedReader::ReadInstanceProfiles(const JsonValue& detail,
                                      const Entity& role) {
  const JsonValue* profiles = detail.Find("InstanceProfileList");
  if (profiles == nullptr) return;
  for (const JsonValue& item : profiles->items()) {
    std::optional<Entity> profile =
        ReadEntity(EntityKind::kInstanceProfile, item, text_);
    if (!profile.has_value()) continue;
    profile->role = role.name;
    Add(*std::move(profile));
  }
}

// The first of namesakes counts, as in a World; of an AWS managed policy, which
// several accounts export, the newest.
void SeedReader::Add(Entity entity) {
  const EntityPtr known = seed_.entities.At(EntityKey(entity));
  const bool is_newer = known != nullptr && entity.account == kAwsAccount &&
                        entity.updated > known->updated;
  if (known == nullptr || is_newer) seed_.entities.Put(std::move(entity));
}

}  // namespace

absl::StatusOr<Seed> ReadSeed(const WorldSources& sources,
                              Diagnostics* diagnostics) {
  if (!sources.sources.empty()) {
    absl::StatusOr<World> world =
        BuildWorld(sources, /*keep_going=*/false, diagnostics);
    if (!world.ok()) return world.status();
  }
  SeedReader reader;
  for (const SourcePtr& source : sources.sources) {
    Diagnostics said;  // nothing new
    const std::optional<JsonDocument> document = ParseJson(source, &said);
    if (document.has_value()) reader.Read(source, document->root());
  }
  Seed seed = std::move(reader).Take();
  seed.others.given = sources.given;
  return seed;
}

}  // namespace iam
