// Put, get, delete and list of users', groups' and roles' own policies.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "simulator/services/iam/entity_rules.h"
#include "simulator/services/iam/iam_xml.h"
#include "simulator/services/iam/operations.h"
#include "simulator/services/iam/paging.h"

namespace iam {
namespace {

auto FindInline(const std::vector<InlineDocument>& policies,
                absl::string_view name) {
  return std::find_if(
      policies.begin(), policies.end(),
      [name](const InlineDocument& policy) { return policy.name == name; });
}

ApiError InlineNotFound(EntityKind kind, absl::string_view name) {
  return NoSuchEntity(absl::StrCat("The ", Name(kind), " policy with name ",
                                   name, " cannot be found."));
}

IamResult CheckInlineSize(const Entity& entity) {
  size_t size = 0;
  for (const InlineDocument& policy : entity.inline_policies) {
    size += PolicySize(policy.text);
  }
  const size_t limit = MaxInlineSize(entity.kind);
  if (size <= limit) return std::nullopt;
  return LimitExceeded(absl::StrCat("Maximum policy size of ", limit,
                                    " bytes exceeded for ", Name(entity.kind),
                                    " ", entity.name));
}

}  // namespace

IamResult PutInlinePolicy(IamCall& call, EntityKind kind) {
  const absl::string_view document = call.Text("PolicyDocument");
  return call.Change([&](EntityTable* entities) -> IamResult {
    const Named owner = call.Find(*entities, kind);
    if (owner.error.has_value()) return owner.error;
    if (IamResult wrong = CheckDocument(document, PolicyType::kIdentityBased)) {
      return wrong;
    }
    Entity changed = *owner.entity;
    const InlineDocument policy{std::string(call.Text("PolicyName")),
                                std::string(document)};
    std::erase_if(changed.inline_policies, [&](const InlineDocument& other) {
      return other.name == policy.name;
    });
    changed.inline_policies.push_back(policy);
    if (IamResult large = CheckInlineSize(changed)) return large;
    entities->Put(std::move(changed));
    return std::nullopt;
  });
}

IamResult GetInlinePolicy(IamCall& call, EntityKind kind) {
  const auto now = call.directory().Now();
  const Named owner = call.Find(now->entities, kind);
  if (owner.error.has_value()) return owner.error;
  const absl::string_view name = call.Text("PolicyName");
  const auto policy = FindInline(owner.entity->inline_policies, name);
  if (policy == owner.entity->inline_policies.end()) {
    return InlineNotFound(kind, name);
  }
  AddText(call.result(), NameParameter(kind).data(), owner.entity->name);
  AddText(call.result(), "PolicyName", policy->name);
  AddDocument(call.result(), "PolicyDocument", policy->text);
  return std::nullopt;
}

IamResult DeleteInlinePolicy(IamCall& call, EntityKind kind) {
  const absl::string_view name = call.Text("PolicyName");
  return call.Change([&](EntityTable* entities) -> IamResult {
    const Named owner = call.Find(*entities, kind);
    if (owner.error.has_value()) return owner.error;
    Entity changed = *owner.entity;
    const auto policy = FindInline(changed.inline_policies, name);
    if (policy == changed.inline_policies.end()) {
      return InlineNotFound(kind, name);
    }
    changed.inline_policies.erase(policy);
    entities->Put(std::move(changed));
    return std::nullopt;
  });
}

IamResult ListInlinePolicies(IamCall& call, EntityKind kind) {
  const auto now = call.directory().Now();
  const Named owner = call.Find(now->entities, kind);
  if (owner.error.has_value()) return owner.error;
  std::vector<std::string> names;
  for (const InlineDocument& policy : owner.entity->inline_policies) {
    names.push_back(policy.name);
  }
  std::sort(names.begin(), names.end());
  return WritePage(call, "PolicyNames", names,
                   [&names](size_t i, pugi::xml_node member) {
                     member.text().set(names[i].c_str());
                   });
}

}  // namespace iam
