#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "simulator/services/iam/entity_rules.h"
#include "simulator/services/iam/iam_xml.h"
#include "simulator/services/iam/operations.h"
#include "simulator/services/iam/paging.h"

namespace iam {
namespace {

auto FindVersion(const Entity& policy, absl::string_view id) {
  return std::find_if(
      policy.versions.begin(), policy.versions.end(),
      [id](const ManagedVersion& version) { return version.id == id; });
}

ApiError VersionNotFound(absl::string_view arn, absl::string_view id) {
  return NoSuchEntity(absl::StrCat("Policy ", arn, " version ", id,
                                   " does not exist or is not attachable."));
}

}  // namespace

IamResult CreatePolicyVersion(IamCall& call, EntityKind) {
  const absl::string_view document = call.Text("PolicyDocument");
  return call.Change([&](EntityTable* entities) -> IamResult {
    const Named policy = call.FindOwnPolicy(*entities);
    if (policy.error.has_value()) return policy.error;
    if (IamResult wrong = CheckManagedDocument(document)) return wrong;
    if (policy.entity->versions.size() >= kMaxVersions) {
      return LimitExceeded(
          absl::StrCat("A managed policy can have up to ", kMaxVersions,
                       " versions. Before you create a new version, you must "
                       "delete an existing version."));
    }
    Entity changed = *policy.entity;
    ManagedVersion version{absl::StrCat("v", ++changed.last_version),
                           std::string(document), call.now()};
    if (call.Flag("SetAsDefault")) {
      changed.default_version = version.id;
      changed.updated = call.now();
    }
    AddVersion(changed, version, /*with_document=*/false,
               call.result().append_child("PolicyVersion"));
    changed.versions.push_back(std::move(version));
    entities->Put(std::move(changed));
    return std::nullopt;
  });
}

IamResult GetPolicyVersion(IamCall& call, EntityKind kind) {
  const auto now = call.directory().Now();
  const Named policy = call.Find(now->entities, kind);
  if (policy.error.has_value()) return policy.error;
  const absl::string_view id = call.Text("VersionId");
  const auto version = FindVersion(*policy.entity, id);
  if (version == policy.entity->versions.end()) {
    return VersionNotFound(call.Text("PolicyArn"), id);
  }
  AddVersion(*policy.entity, *version, /*with_document=*/true,
             call.result().append_child("PolicyVersion"));
  return std::nullopt;
}

IamResult ListPolicyVersions(IamCall& call, EntityKind kind) {
  const auto now = call.directory().Now();
  const Named policy = call.Find(now->entities, kind);
  if (policy.error.has_value()) return policy.error;
  std::vector<ManagedVersion> newest_first(policy.entity->versions.rbegin(),
                                           policy.entity->versions.rend());
  std::vector<std::string> ids;
  for (const ManagedVersion& version : newest_first) ids.push_back(version.id);
  return WritePage(call, "Versions", ids, [&](size_t i, pugi::xml_node member) {
    AddVersion(*policy.entity, newest_first[i], /*with_document=*/false,
               member);
  });
}

IamResult SetDefaultPolicyVersion(IamCall& call, EntityKind) {
  const absl::string_view id = call.Text("VersionId");
  return call.Change([&](EntityTable* entities) -> IamResult {
    const Named policy = call.FindOwnPolicy(*entities);
    if (policy.error.has_value()) return policy.error;
    if (FindVersion(*policy.entity, id) == policy.entity->versions.end()) {
      return VersionNotFound(call.Text("PolicyArn"), id);
    }
    Entity changed = *policy.entity;
    changed.default_version = std::string(id);
    changed.updated = call.now();
    entities->Put(std::move(changed));
    return std::nullopt;
  });
}

IamResult DeletePolicyVersion(IamCall& call, EntityKind) {
  const absl::string_view id = call.Text("VersionId");
  return call.Change([&](EntityTable* entities) -> IamResult {
    const Named policy = call.FindOwnPolicy(*entities);
    if (policy.error.has_value()) return policy.error;
    Entity changed = *policy.entity;
    const auto version = FindVersion(changed, id);
    if (version == changed.versions.end()) {
      return VersionNotFound(call.Text("PolicyArn"), id);
    }
    if (id == changed.default_version) {
      return DeleteConflict("Cannot delete the default version of a policy.");
    }
    changed.versions.erase(version);
    entities->Put(std::move(changed));
    return std::nullopt;
  });
}

}  // namespace iam
