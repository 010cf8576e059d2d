#include "simulator/directory/entity_json.h"

#include "absl/strings/str_cat.h"
#include "engine/match/arn.h"
#include "simulator/http/utc_time.h"
#include "simulator/json/json_writer.h"

namespace iam {
namespace {

void WriteInlinePolicies(const Entity& entity, JsonWriter* json) {
  json->OpenList(absl::StrCat(MemberPrefix(entity.kind), "PolicyList"));
  for (const InlineDocument& policy : entity.inline_policies) {
    json->Open();
    json->Text("PolicyName", policy.name);
    json->Text("PolicyDocument", policy.text);
    json->Close();
  }
  json->CloseList();
}

void WriteAttached(const Entity& entity, JsonWriter* json) {
  json->OpenList("AttachedManagedPolicies");
  for (const std::string& arn : entity.attached) {
    json->Open();
    json->Text("PolicyName", LastSegment(arn));
    json->Text("PolicyArn", arn);
    json->Close();
  }
  json->CloseList();
  if (entity.boundary.empty()) return;
  json->OpenMember("PermissionsBoundary");
  json->Text("PermissionsBoundaryType", "Policy");
  json->Text("PermissionsBoundaryArn", entity.boundary);
  json->Close();
}

void WriteVersions(const Entity& policy, JsonWriter* json) {
  json->Text("DefaultVersionId", policy.default_version);
  json->Number("LastVersion", static_cast<size_t>(policy.last_version));
  json->Text("UpdateDate", UtcTime(policy.updated));
  json->OpenList("PolicyVersionList");
  for (const ManagedVersion& version : policy.versions) {
    json->Open();
    json->Text("Document", version.text);
    json->Text("VersionId", version.id);
    json->Bool("IsDefaultVersion", version.id == policy.default_version);
    json->Text("CreateDate", UtcTime(version.created));
    json->Close();
  }
  json->CloseList();
}

void WriteTags(const Entity& entity, JsonWriter* json) {
  if (entity.tags.empty()) return;
  json->OpenList("Tags");
  for (const EntityTag& tag : entity.tags) {
    json->Open();
    json->Text("Key", tag.key);
    json->Text("Value", tag.value);
    json->Close();
  }
  json->CloseList();
}

}  // namespace

std::string EntityJson(const Entity& entity) {
  const absl::string_view title = MemberPrefix(entity.kind);
  JsonWriter json;
  json.Open();
  json.Text("Path", entity.path);
  json.Text(absl::StrCat(title, "Name"), entity.name);
  json.OptionalText(absl::StrCat(title, "Id"), entity.id);
  json.Text("Arn", entity.Arn());
  json.Text("CreateDate", UtcTime(entity.created));
  json.OptionalText("Description", entity.description);
  if (entity.kind == EntityKind::kRole) {
    json.OptionalText("AssumeRolePolicyDocument", entity.trust_policy);
    json.Number("MaxSessionDuration",
                static_cast<size_t>(entity.max_session_seconds));
  }
  if (HasPolicies(entity.kind)) {
    WriteInlinePolicies(entity, &json);
    WriteAttached(entity, &json);
  }
  if (entity.kind == EntityKind::kUser) {
    json.TextList("GroupList", entity.groups);
  }
  if (entity.kind == EntityKind::kPolicy) WriteVersions(entity, &json);
  json.OptionalText("Role", entity.role);
  if (entity.kind == EntityKind::kOidcProvider) {
    json.TextList("ClientIDList", entity.client_ids);
    json.TextList("ThumbprintList", entity.thumbprints);
  }
  WriteTags(entity, &json);
  json.Close();
  return json.str();
}

}  // namespace iam
