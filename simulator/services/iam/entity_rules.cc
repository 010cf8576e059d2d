#include "simulator/services/iam/entity_rules.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iam/policy.h"

namespace iam {
namespace {

// A tag's characters: letters, digits, blanks of any script and _.:/=+-@.
bool IsTagText(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || absl::ascii_isalnum(byte) ||
           absl::StrContains(" _.:/=+-@", c);
  });
}

IamResult CheckTag(absl::string_view key, absl::string_view value) {
  if (!IsTagText(key) || !IsTagText(value)) {
    return InvalidInput(
        "The tag has characters that are not allowed: letters, digits, spaces "
        "and _.:/=+-@ are");
  }
  if (absl::StartsWithIgnoreCase(key, "aws:")) {
    return InvalidInput(
        "aws: prefixed tag key names are not allowed for external use.");
  }
  return std::nullopt;
}

}  // namespace

size_t MaxInlineSize(EntityKind kind) {
  switch (kind) {
    case EntityKind::kUser:
      return 2048;
    case EntityKind::kGroup:
      return 5120;
    default:
      return 10240;
  }
}

size_t PolicySize(absl::string_view document) {
  return static_cast<size_t>(
      std::count_if(document.begin(), document.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        const bool continues = (byte & 0xC0) == 0x80;  // a UTF-8 character
        return !absl::ascii_isspace(byte) && !continues;
      }));
}

IamResult CheckDocument(absl::string_view document, PolicyType type) {
  Diagnostics said;
  const absl::StatusOr<Policy> policy =
      Policy::Parse(document, "document", &said);
  if (policy.ok() && CheckPolicyType(*policy, type, &said)) {
    return std::nullopt;
  }
  const absl::Status wrong = policy.ok() ? said.ToStatus() : policy.status();
  return MalformedPolicyDocument(std::string(wrong.message()));
}

IamResult CheckManagedDocument(absl::string_view document) {
  if (PolicySize(document) > kMaxManagedPolicySize) {
    return QuotaExceeded("PolicySize", kMaxManagedPolicySize);
  }
  return CheckDocument(document, PolicyType::kIdentityBased);
}

IamResult PutTags(const IamCall& call, std::vector<EntityTag>* tags) {
  std::vector<std::string> given;
  for (const JsonValue& tag : call.List("Tags")) {
    const absl::string_view key = tag.Find("Key")->text();
    const absl::string_view value = tag.Find("Value")->text();
    if (IamResult wrong = CheckTag(key, value)) return wrong;
    const std::string folded = absl::AsciiStrToLower(key);
    if (std::find(given.begin(), given.end(), folded) != given.end()) {
      return InvalidInput(
          "Duplicate tag keys found. Please note that Tag keys are case "
          "insensitive.");
    }
    given.push_back(folded);
    const auto same =
        std::find_if(tags->begin(), tags->end(), [key](const EntityTag& other) {
          return absl::EqualsIgnoreCase(other.key, key);
        });
    if (same == tags->end()) {
      tags->push_back({std::string(key), std::string(value)});
    } else {
      *same = {std::string(key), std::string(value)};
    }
  }
  if (tags->size() > kMaxTags) return QuotaExceeded("TagsPerEntity", kMaxTags);
  return std::nullopt;
}

IamResult SetBoundary(const IamCall& call, const EntityTable& entities,
                      Entity* entity) {
  const absl::string_view arn = call.Text("PermissionsBoundary");
  if (IamResult wrong = call.FindAttachable(entities, arn).error) return wrong;
  entity->boundary = std::string(arn);
  return std::nullopt;
}

IamResult CheckNameIsFree(const IamCall& call, const EntityTable& entities,
                          EntityKind kind, absl::string_view name) {
  if (entities.FindAnyCase(call.account(), kind, name) != nullptr) {
    return NameTaken(kind, name);
  }
  return std::nullopt;
}

NewEntity MakeEntity(const IamCall& call, const EntityTable& entities,
                     EntityKind kind, absl::string_view name) {
  NewEntity made;
  made.error = CheckNameIsFree(call, entities, kind, name);
  Entity& entity = made.entity;
  entity.kind = kind;
  entity.account = call.account();
  entity.name = std::string(name);
  entity.path = call.TextOr("Path", "/");
  entity.id = MakeEntityId(kind);
  entity.created = call.now();
  if (!made.error) made.error = PutTags(call, &entity.tags);
  if (!made.error && call.Has("PermissionsBoundary")) {
    made.error = SetBoundary(call, entities, &entity);
  }
  return made;
}

}  // namespace iam
