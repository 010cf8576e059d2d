#include "engine/condition/missing_keys.h"

#include <utility>

#include "absl/strings/ascii.h"

namespace iam {

void MissingKeys::Need(const ConditionKey& key) {
  if (key.name.empty()) return;  // "${}" asks for nothing
  if (!context_.Find(key).values.empty()) return;
  std::string name = CanonicalKeyName(key.name);
  auto [at, inserted] =
      by_folded_.try_emplace(absl::AsciiStrToLower(key.name), name);
  if (!inserted && name < at->second) at->second = std::move(name);
}

void MissingKeys::Need(const std::vector<PolicyVariable>& variables) {
  for (const PolicyVariable& variable : variables) Need(variable.key);
}

std::vector<std::string> MissingKeys::Take() {
  std::vector<std::string> names;
  for (auto& [folded, name] : by_folded_) names.push_back(std::move(name));
  by_folded_.clear();
  return names;
}

}  // namespace iam
