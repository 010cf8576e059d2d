#include "iam/policy_set.h"

#include <utility>

namespace iam {
namespace {

// A role's trust policy is the resource-based policy of the role.
size_t SlotIndex(PolicyType type) {
  if (type == PolicyType::kTrust) type = PolicyType::kResourceBased;
  return static_cast<size_t>(type);
}

}  // namespace

std::vector<PolicySet::Level>& PolicySet::Slot(PolicyType type) {
  std::optional<std::vector<Level>>& slot = layers_[SlotIndex(type)];
  if (!slot.has_value()) slot.emplace();
  return *slot;
}

void PolicySet::Add(PolicyType type, std::string name, Policy policy) {
  std::vector<Level>& levels = Slot(type);
  if (levels.empty()) levels.emplace_back();
  levels.back().push_back({std::move(name), std::move(policy), type});
}

void PolicySet::Open(PolicyType type) {
  std::vector<Level>& levels = Slot(type);
  if (!HasLevels(type) && levels.empty()) levels.emplace_back();
}

void PolicySet::AddLevel(PolicyType type) { Slot(type).emplace_back(); }

const std::vector<PolicySet::Level>* PolicySet::layer(PolicyType type) const {
  const std::optional<std::vector<Level>>& slot = layers_[SlotIndex(type)];
  return slot.has_value() ? &*slot : nullptr;
}

}  // namespace iam
