#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "engine/match/arn.h"
#include "engine/world/document_reader.h"
#include "simulator/directory/entity_json.h"

namespace iam {
namespace {

// Reads the members of one object, forgiving what is missing.
class EntityReader {
 public:
  EntityReader(const JsonValue& value, absl::string_view source_text)
      : value_(value), source_text_(source_text) {}

  std::string Text(absl::string_view name) const {
    return TextOf(value_, name);
  }
  absl::Time Time(absl::string_view name) const { return TimeOf(value_, name); }
  std::vector<std::string> Texts(absl::string_view name) const;
  std::vector<EntityTag> TagList() const;
  std::vector<InlineDocument> InlinePolicies(absl::string_view list) const;
  std::vector<std::string> Attached() const;
  std::string Boundary() const;
  std::vector<ManagedVersion> Versions() const;
  std::string Document(const JsonValue& owner, absl::string_view name) const;
  std::string Document(absl::string_view name) const {
    return Document(value_, name);
  }
  int Number(absl::string_view name, int otherwise) const;

 private:
  static std::string TextOf(const JsonValue& owner, absl::string_view name) {
    const JsonValue* member = owner.Find(name);
    return member == nullptr ? "" : std::string(member->text());
  }
  static absl::Time TimeOf(const JsonValue& owner, absl::string_view name);
  absl::Span<const JsonValue> List(absl::string_view name) const {
    const JsonValue* list = value_.Find(name);
    return list == nullptr ? absl::Span<const JsonValue>() : list->items();
  }

  const JsonValue& value_;
  absl::string_view source_text_;
};

absl::Time EntityReader::TimeOf(const JsonValue& owner,
                                absl::string_view name) {
  absl::Time time;
  const std::string text = TextOf(owner, name);
  if (absl::ParseTime(absl::RFC3339_full, text, &time, nullptr)) return time;
  return absl::UnixEpoch();
}

std::vector<std::string> EntityReader::Texts(absl::string_view name) const {
  std::vector<std::string> texts;
  for (const JsonValue& item : List(name)) texts.emplace_back(item.text());
  return texts;
}

std::vector<EntityTag> EntityReader::TagList() const {
  std::vector<EntityTag> tags;
  for (const JsonValue& tag : List("Tags")) {
    tags.push_back({TextOf(tag, "Key"), TextOf(tag, "Value")});
  }
  return tags;
}

std::vector<InlineDocument> EntityReader::InlinePolicies(
    absl::string_view list) const {
  std::vector<InlineDocument> policies;
  for (const JsonValue& policy : List(list)) {
    policies.push_back(
        {TextOf(policy, "PolicyName"), Document(policy, "PolicyDocument")});
  }
  return policies;
}

std::vector<std::string> EntityReader::Attached() const {
  std::vector<std::string> arns;
  for (const JsonValue& policy : List("AttachedManagedPolicies")) {
    arns.push_back(TextOf(policy, "PolicyArn"));
  }
  return arns;
}

std::string EntityReader::Boundary() const {
  const JsonValue* boundary = value_.Find("PermissionsBoundary");
  return boundary == nullptr ? "" : TextOf(*boundary, "PermissionsBoundaryArn");
}

std::vector<ManagedVersion> EntityReader::Versions() const {
  std::vector<ManagedVersion> versions;
  for (const JsonValue& version : List("PolicyVersionList")) {
    versions.push_back({TextOf(version, "VersionId"),
                        Document(version, "Document"),
                        TimeOf(version, "CreateDate")});
  }
  // Exports have the newest first.
  std::stable_sort(versions.begin(), versions.end(),
                   [](const ManagedVersion& a, const ManagedVersion& b) {
                     return a.created < b.created;
                   });
  return versions;
}

std::string EntityReader::Document(const JsonValue& owner,
                                   absl::string_view name) const {
  const JsonValue* member = owner.Find(name);
  if (member == nullptr || member->is_null()) return "";
  if (member->is_string()) return DocumentText(member->text()).value_or("");
  const Span span = member->span();
  return std::string(source_text_.substr(span.begin, span.end - span.begin));
}

int EntityReader::Number(absl::string_view name, int otherwise) const {
  int number = 0;
  return absl::SimpleAtoi(Text(name), &number) ? number : otherwise;
}

int HighestVersion(const std::vector<ManagedVersion>& versions) {
  int highest = 0, number = 0;
  for (const ManagedVersion& version : versions) {
    if (absl::SimpleAtoi(absl::StripPrefix(version.id, "v"), &number)) {
      highest = std::max(highest, number);
    }
  }
  return highest;
}

// Account, path and name are what the ARN says.
bool ReadArn(absl::string_view text, Entity* entity) {
  const std::optional<Arn> arn = SplitArn(text);
  if (!arn.has_value()) return false;
  absl::string_view resource = arn->resource;
  if (!absl::ConsumePrefix(&resource, Name(entity->kind)) ||
      !absl::StartsWith(resource, "/")) {
    return false;
  }
  entity->partition = std::string(arn->partition);
  entity->account = std::string(arn->account);
  if (entity->kind == EntityKind::kOidcProvider) {
    entity->name = std::string(resource.substr(1));
  } else {
    entity->name = std::string(LastSegment(resource));
    entity->path =
        std::string(resource.substr(0, resource.size() - entity->name.size()));
  }
  return !entity->name.empty();
}

void ReadPolicies(const EntityReader& reader, Entity* entity) {
  entity->inline_policies = reader.InlinePolicies(
      absl::StrCat(MemberPrefix(entity->kind), "PolicyList"));
  entity->attached = reader.Attached();
  entity->boundary = reader.Boundary();
}

void ReadVersions(const EntityReader& reader, const JsonValue& value,
                  Entity* policy) {
  policy->versions = reader.Versions();
  policy->default_version = reader.Text("DefaultVersionId");
  policy->updated = reader.Time("UpdateDate");
  policy->last_version = std::max(reader.Number("LastVersion", 0),
                                  HighestVersion(policy->versions));
  if (!policy->default_version.empty()) return;
  for (const JsonValue& version : value.Find("PolicyVersionList")->items()) {
    const JsonValue* flag = version.Find("IsDefaultVersion");
    const JsonValue* id = version.Find("VersionId");
    if (flag != nullptr && flag->text() == "true" && id != nullptr) {
      policy->default_version = std::string(id->text());
    }
  }
}

}  // namespace

std::optional<Entity> ReadEntity(EntityKind kind, const JsonValue& value,
                                 absl::string_view source_text) {
  const EntityReader reader(value, source_text);
  Entity entity;
  entity.kind = kind;
  const std::string arn = reader.Text("Arn");
  if (!ReadArn(arn, &entity)) return std::nullopt;
  entity.id = reader.Text(absl::StrCat(MemberPrefix(kind), "Id"));
  if (entity.id.empty()) entity.id = EntityIdOf(kind, arn);
  entity.created = reader.Time("CreateDate");
  entity.tags = reader.TagList();
  entity.description = reader.Text("Description");
  if (HasPolicies(kind)) ReadPolicies(reader, &entity);
  if (kind == EntityKind::kUser) entity.groups = reader.Texts("GroupList");
  if (kind == EntityKind::kRole) {
    entity.trust_policy = reader.Document("AssumeRolePolicyDocument");
    entity.max_session_seconds = reader.Number("MaxSessionDuration", 3600);
  }
  if (kind == EntityKind::kPolicy && value.Find("PolicyVersionList")) {
    ReadVersions(reader, value, &entity);
  }
  if (kind == EntityKind::kInstanceProfile) entity.role = reader.Text("Role");
  if (kind == EntityKind::kOidcProvider) {
    entity.client_ids = reader.Texts("ClientIDList");
    entity.thumbprints = reader.Texts("ThumbprintList");
  }
  return entity;
}

}  // namespace iam
