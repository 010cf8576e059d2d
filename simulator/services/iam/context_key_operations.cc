// Which context keys policies ask for: those of their conditions, and those
// that stand as variables in resources and condition values.
#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "engine/condition/policy_variable.h"
#include "iam/policy.h"
#include "simulator/services/iam/iam_xml.h"
#include "simulator/services/iam/operations.h"

namespace iam {
namespace {

class ContextKeys {
 public:
  // False if it is no policy.
  bool AddDocument(absl::string_view text);
  // Sorted, each key once, as it is first spelt.
  std::vector<std::string> names() const;

 private:
  void Add(absl::string_view key) {
    if (!key.empty()) keys_.try_emplace(absl::AsciiStrToLower(key), key);
  }
  void AddVariables(absl::string_view text, PolicyVersion version);
  void AddStatement(const Statement& statement, PolicyVersion version);

  std::map<std::string, std::string> keys_;  // by their lower case
};

void ContextKeys::AddVariables(absl::string_view text, PolicyVersion version) {
  for (const TemplatePart& part : ParseTemplate(text, version)) {
    if (part.kind == TemplatePart::Kind::kVariable) {
      Add(part.variable.key.name);
    }
  }
}

void ContextKeys::AddStatement(const Statement& statement,
                               PolicyVersion version) {
  for (const Condition& condition : statement.conditions) {
    Add(condition.key.text);
    for (const PolicyString& value : condition.values) {
      AddVariables(value.text, version);
    }
  }
  if (!statement.resource.has_value()) return;
  for (const PolicyString& resource : statement.resource->entries) {
    AddVariables(resource.text, version);
  }
}

bool ContextKeys::AddDocument(absl::string_view text) {
  const absl::StatusOr<Policy> policy = Policy::Parse(text, "document");
  if (!policy.ok()) return false;
  for (const Statement& statement : policy->statements()) {
    AddStatement(statement, policy->version());
  }
  return true;
}

std::vector<std::string> ContextKeys::names() const {
  std::vector<std::string> names;
  for (const auto& [folded, name] : keys_) names.push_back(name);
  return names;
}

void AddManaged(const EntityTable& entities, const std::string& arn,
                ContextKeys* keys) {
  const EntityPtr policy = entities.FindArn(arn);
  if (policy == nullptr || policy->DefaultVersion() == nullptr) return;
  keys->AddDocument(policy->DefaultVersion()->text);
}

void AddPoliciesOf(const EntityTable& entities, const Entity& entity,
                   ContextKeys* keys) {
  for (const InlineDocument& policy : entity.inline_policies) {
    keys->AddDocument(policy.text);
  }
  for (const std::string& arn : entity.attached) {
    AddManaged(entities, arn, keys);
  }
  if (!entity.boundary.empty()) AddManaged(entities, entity.boundary, keys);
  for (const std::string& name : entity.groups) {
    const EntityPtr group =
        entities.Find(entity.account, EntityKind::kGroup, name);
    if (group != nullptr) AddPoliciesOf(entities, *group, keys);
  }
}

IamResult AddGiven(const IamCall& call, ContextKeys* keys) {
  size_t number = 0;
  for (const std::string& text : call.Texts("PolicyInputList")) {
    ++number;
    if (!keys->AddDocument(text)) {
      return InvalidInput(
          absl::StrCat("PolicyInputList.", number, " is no policy document"));
    }
  }
  return std::nullopt;
}

}  // namespace

IamResult GetContextKeysForPrincipalPolicy(IamCall& call, EntityKind) {
  const auto now = call.directory().Now();
  const Named source = call.FindPolicySource(now->entities);
  if (source.error.has_value()) return source.error;
  ContextKeys keys;
  AddPoliciesOf(now->entities, *source.entity, &keys);
  if (IamResult wrong = AddGiven(call, &keys)) return wrong;
  AddTexts(call.result(), "ContextKeyNames", keys.names());
  return std::nullopt;
}

IamResult GetContextKeysForCustomPolicy(IamCall& call, EntityKind) {
  ContextKeys keys;
  if (IamResult wrong = AddGiven(call, &keys)) return wrong;
  AddTexts(call.result(), "ContextKeyNames", keys.names());
  return std::nullopt;
}

}  // namespace iam
