#include "engine/condition/missing_keys.h"

#include <utility>

namespace iam {

void MissingKeys::Need(const ConditionKey& key) {
  if (key.name.empty()) return;  // "${}" asks for nothing
  const Context::Entry* entry = context_.Find(key.folded, key.name);
  if (entry != nullptr && !entry->values.empty()) return;
  std::string name = CanonicalKeyName(key.name);
  auto [at, inserted] = by_folded_.try_emplace(key.folded, name);
  if (!inserted && name < at->second) at->second = std::move(name);
}

void MissingKeys::Need(const std::vector<TemplatePart>& parts) {
  for (const TemplatePart& part : parts) {
    if (part.kind == TemplatePart::Kind::kVariable) Need(part.key);
  }
}

std::vector<std::string> MissingKeys::Take() {
  std::vector<std::string> names;
  for (auto& [folded, name] : by_folded_) names.push_back(std::move(name));
  by_folded_.clear();
  return names;
}

}  // namespace iam
