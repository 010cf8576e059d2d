#include "simulator/directory/entity_rows.h"

#include <openssl/sha.h>

#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/text/json.h"
#include "simulator/directory/entity_json.h"

namespace iam {
namespace {

std::optional<EntityKind> KindOf(absl::string_view name) {
  for (EntityKind kind :
       {EntityKind::kUser, EntityKind::kGroup, EntityKind::kRole,
        EntityKind::kPolicy, EntityKind::kInstanceProfile,
        EntityKind::kOidcProvider, EntityKind::kAccountAlias}) {
    if (Name(kind) == name) return kind;
  }
  return std::nullopt;
}

std::optional<Entity> EntityOfRow(const StateRow& row) {
  const std::optional<EntityKind> kind = KindOf(row.Text(0));
  if (!kind.has_value()) return std::nullopt;
  const auto source =
      std::make_shared<const Source>("state.db", std::string(row.Text(1)));
  Diagnostics diagnostics;
  const std::optional<JsonDocument> json = ParseJson(source, &diagnostics);
  if (!json.has_value()) return std::nullopt;
  return ReadEntity(*kind, json->root(), source->text());
}

}  // namespace

absl::StatusOr<EntityTable> ReadEntityRows(StateDatabase* state) {
  EntityTable entities;
  bool readable = true;
  absl::Status asked = state->Query(
      "SELECT kind, document FROM entity", {}, [&](const StateRow& row) {
        std::optional<Entity> entity = EntityOfRow(row);
        readable = readable && entity.has_value();
        if (entity.has_value()) entities.Put(*std::move(entity));
      });
  if (!asked.ok()) return asked;
  if (!readable) {
    return absl::InvalidArgumentError(absl::StrCat(
        "'", state->directory(), "/state.db' has an entity that is damaged"));
  }
  entities.ForgetChanges();
  return entities;
}

absl::Status WriteEntityRows(const EntityTable& entities,
                             StateDatabase* state) {
  for (const EntityKey& key : entities.changed()) {
    const EntityPtr entity = entities.At(key);
    absl::Status written =
        entity == nullptr
            ? state->Run(
                  "DELETE FROM entity "
                  "WHERE account = ? AND kind = ? AND name = ?",
                  {key.account, Name(key.kind), key.name})
            : state->Run(
                  "INSERT OR REPLACE INTO entity (account, kind, name, "
                  "document) VALUES (?, ?, ?, ?)",
                  {key.account, Name(key.kind), key.name, EntityJson(*entity)});
    if (!written.ok()) return written;
  }
  return absl::OkStatus();
}

std::string DigestOf(const Entity& entity) {
  const std::string json = EntityJson(entity);
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(json.data()), json.size(),
         reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

absl::StatusOr<SeedDigests> ReadSeedDigests(StateDatabase* state) {
  SeedDigests digests;
  absl::Status asked = state->Query(
      "SELECT account, kind, name, digest FROM seed", {},
      [&](const StateRow& row) {
        if (const auto kind = KindOf(row.Text(1))) {
          digests.emplace(EntityKey(row.Text(0), *kind, row.Text(2)),
                          std::string(row.Text(3)));
        }
      });
  if (!asked.ok()) return asked;
  return digests;
}

absl::Status WriteSeedDigests(const SeedDigests& digests,
                              StateDatabase* state) {
  absl::Status written = state->Run("DELETE FROM seed");
  for (const auto& [key, digest] : digests) {
    if (!written.ok()) return written;
    written = state->Run(
        "INSERT INTO seed (account, kind, name, digest) VALUES (?, ?, ?, ?)",
        {key.account, Name(key.kind), key.name, digest});
  }
  return written;
}

}  // namespace iam
