#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "simulator/services/iam/entity_rules.h"
#include "simulator/services/iam/iam_xml.h"
#include "simulator/services/iam/operations.h"
#include "simulator/services/iam/paging.h"

namespace iam {
namespace {

// The entity to be tagged: AWS managed policies are not ours to tag.
Named FindTaggable(const IamCall& call, const EntityTable& entities,
                   EntityKind kind) {
  return kind == EntityKind::kPolicy ? call.FindOwnPolicy(entities)
                                     : call.Find(entities, kind);
}

}  // namespace

IamResult TagEntity(IamCall& call, EntityKind kind) {
  return call.Change([&](EntityTable* entities) -> IamResult {
    const Named found = FindTaggable(call, *entities, kind);
    if (found.error.has_value()) return found.error;
    Entity changed = *found.entity;
    if (IamResult wrong = PutTags(call, &changed.tags)) return wrong;
    entities->Put(std::move(changed));
    return std::nullopt;
  });
}

IamResult UntagEntity(IamCall& call, EntityKind kind) {
  return call.Change([&](EntityTable* entities) -> IamResult {
    const Named found = FindTaggable(call, *entities, kind);
    if (found.error.has_value()) return found.error;
    Entity changed = *found.entity;
    for (const std::string& key : call.Texts("TagKeys")) {
      std::erase_if(changed.tags, [&key](const EntityTag& tag) {
        return absl::EqualsIgnoreCase(tag.key, key);
      });
    }
    entities->Put(std::move(changed));
    return std::nullopt;
  });
}

IamResult ListEntityTags(IamCall& call, EntityKind kind) {
  const auto now = call.directory().Now();
  const Named found = call.Find(now->entities, kind);
  if (found.error.has_value()) return found.error;
  const std::vector<EntityTag>& tags = found.entity->tags;
  std::vector<std::string> keys;
  for (const EntityTag& tag : tags) keys.push_back(tag.key);
  return WritePage(call, "Tags", keys, [&](size_t i, pugi::xml_node member) {
    AddText(member, "Key", tags[i].key);
    AddText(member, "Value", tags[i].value);
  });
}

}  // namespace iam
