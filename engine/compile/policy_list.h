#ifndef IAM_COMPILE_POLICY_LIST_H_
#define IAM_COMPILE_POLICY_LIST_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/compile/compiled_policy.h"
#include "iam/policy_set.h"

namespace iam {

// The policies of one layer, or of one level of it. What decisions need of each
// stands side by side, so that those that do not concern a request's service
// are passed over without a look at them.
class PolicyList {
 public:
  struct Entry {
    const Program* program;
    ServiceFilters services;
  };
  // One of the statements.
  struct Place {
    uint32_t policy = 0;  // in attached()
    uint32_t statement = 0;
  };

  void Add(AttachedPolicy policy);
  void Reserve(size_t size) {
    attached_.reserve(size);
    entries_.reserve(size);
  }

  // Both in the order in which the policies were added.
  const std::vector<AttachedPolicy>& attached() const { return attached_; }
  const std::vector<Entry>& entries() const { return entries_; }
  // An Allow that applies to every request, if statements of this layer need
  // not name the principal: what hangs on guardrails is mostly "Allow *" beside
  // some Denies.
  const std::optional<Place>& unlimited_allow() const {
    return unlimited_allow_;
  }
  bool empty() const { return entries_.empty(); }
  size_t size() const { return entries_.size(); }

 private:
  std::vector<AttachedPolicy> attached_;
  std::vector<Entry> entries_;
  std::optional<Place> unlimited_allow_;
};

// By level, the organization's root first.
using PolicyLevels = std::vector<PolicyList>;

// The managed RCP "Allow * on *" that is attached everywhere and cannot be
// detached. Organizations User Guide, "Resource control policies".
const AttachedPolicy& RcpFullAwsAccess();

// Adds RcpFullAwsAccess to a level of RCPs that has no Allow statement. An
// empty level is left alone: whoever lists one means that nothing is allowed.
void CompleteRcpLevel(PolicyList* level);

}  // namespace iam

#endif  // IAM_COMPILE_POLICY_LIST_H_
