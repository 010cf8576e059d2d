#include "simulator/services/iam/iam_xml.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "simulator/directory/entity_json.h"
#include "simulator/http/utc_time.h"

namespace iam {
namespace {

// RFC 3986: all but unreserved characters.
std::string EncodedDocument(absl::string_view document) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string encoded;
  encoded.reserve(document.size() * 2);
  for (char c : document) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte) || absl::StrContains("-._~", c)) {
      encoded += c;
    } else {
      encoded += {'%', kHex[byte / 16], kHex[byte % 16]};
    }
  }
  return encoded;
}

size_t CountOf(const std::map<std::string, size_t>& counts,
               const std::string& arn) {
  const auto found = counts.find(arn);
  return found == counts.end() ? 0 : found->second;
}

}  // namespace

void AddText(pugi::xml_node parent, const char* name, absl::string_view text) {
  parent.append_child(name).text().set(std::string(text).c_str());
}

void AddNumber(pugi::xml_node parent, const char* name, size_t number) {
  AddText(parent, name, absl::StrCat(number));
}

void AddTime(pugi::xml_node parent, const char* name, absl::Time time) {
  AddText(parent, name, UtcTime(time));
}

void AddTexts(pugi::xml_node parent, const char* name,
              const std::vector<std::string>& texts) {
  pugi::xml_node list = parent.append_child(name);
  for (const std::string& text : texts) AddText(list, "member", text);
}

void AddDocument(pugi::xml_node parent, const char* name,
                 absl::string_view document) {
  AddText(parent, name, EncodedDocument(document));
}

void AddTags(const Entity& entity, pugi::xml_node parent) {
  pugi::xml_node list = parent.append_child("Tags");
  for (const EntityTag& tag : entity.tags) {
    pugi::xml_node member = list.append_child("member");
    AddText(member, "Key", tag.key);
    AddText(member, "Value", tag.value);
  }
}

void AddBoundary(const Entity& entity, pugi::xml_node parent) {
  if (entity.boundary.empty()) return;
  pugi::xml_node boundary = parent.append_child("PermissionsBoundary");
  AddText(boundary, "PermissionsBoundaryType", "Policy");
  AddText(boundary, "PermissionsBoundaryArn", entity.boundary);
}

void AddIdentity(const Entity& entity, pugi::xml_node node) {
  static constexpr const char* kNames[][2] = {
      {"UserName", "UserId"},
      {"GroupName", "GroupId"},
      {"RoleName", "RoleId"},
      {"PolicyName", "PolicyId"},
      {"InstanceProfileName", "InstanceProfileId"}};
  const auto& names = kNames[static_cast<size_t>(entity.kind)];
  AddText(node, "Path", entity.path);
  AddText(node, names[0], entity.name);
  AddText(node, names[1], entity.id);
  AddText(node, "Arn", entity.Arn());
  AddTime(node, "CreateDate", entity.created);
}

void AddRole(const Entity& role, pugi::xml_node node) {
  AddIdentity(role, node);
  AddDocument(node, "AssumeRolePolicyDocument", role.trust_policy);
  if (!role.description.empty()) {
    AddText(node, "Description", role.description);
  }
  AddNumber(node, "MaxSessionDuration",
            static_cast<size_t>(role.max_session_seconds));
}

void AddInstanceProfile(const Entity& profile, const Entity* role,
                        pugi::xml_node node) {
  AddIdentity(profile, node);
  pugi::xml_node roles = node.append_child("Roles");
  if (role != nullptr) AddRole(*role, roles.append_child("member"));
}

PolicyUses::PolicyUses(const EntityTable& entities, absl::string_view account) {
  for (const EntityPtr& entity : entities.ListAccount(account)) {
    for (const std::string& arn : entity->attached) ++attachments_[arn];
    if (!entity->boundary.empty()) ++boundaries_[entity->boundary];
  }
}

size_t PolicyUses::attachments(const std::string& arn) const {
  return CountOf(attachments_, arn);
}

size_t PolicyUses::boundaries(const std::string& arn) const {
  return CountOf(boundaries_, arn);
}

void AddPolicy(const Entity& policy, const PolicyUses& uses,
               pugi::xml_node node) {
  AddIdentity(policy, node);
  const std::string arn = policy.Arn();
  AddText(node, "DefaultVersionId", policy.default_version);
  AddNumber(node, "AttachmentCount", uses.attachments(arn));
  AddNumber(node, "PermissionsBoundaryUsageCount", uses.boundaries(arn));
  AddText(node, "IsAttachable", "true");
  AddTime(node, "UpdateDate", policy.updated);
}

void AddVersion(const Entity& policy, const ManagedVersion& version,
                bool with_document, pugi::xml_node node) {
  if (with_document) AddDocument(node, "Document", version.text);
  AddText(node, "VersionId", version.id);
  AddText(node, "IsDefaultVersion",
          version.id == policy.default_version ? "true" : "false");
  AddTime(node, "CreateDate", version.created);
}

}  // namespace iam
