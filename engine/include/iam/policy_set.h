#ifndef IAM_POLICY_SET_H_
#define IAM_POLICY_SET_H_

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "iam/diagnostic.h"
#include "iam/organization.h"
#include "iam/policy.h"
#include "iam/policy_type.h"

namespace iam {

class CompiledPolicy;  // engine/compile/compiled_policy.h

// A compiled document where it is attached. Documents are compiled once per
// content; the name and the place in a text belong to the attachment.
struct AttachedPolicy {
  std::string name;     // policy name or ARN, as a reader looks it up
  std::string via;      // the group that brings it to a user; else empty
  SourcePtr source;     // the text it was read from
  uint32_t offset = 0;  // where the document begins there, in bytes
  std::shared_ptr<const CompiledPolicy> program;

  Location LocationOf(Span span) const {
    return source->LocationOf(offset + span.begin);
  }
};

// A PolicySet collects the policies that apply to requests, by layer. A layer
// never mentioned does not apply (no boundary is set); a layer opened and left
// empty applies and allows nothing.
//
//   PolicySet set;
//   set.Add(PolicyType::kIdentityBased, "deploy", *std::move(policy));
//   set.AddLevel(PolicyType::kServiceControlPolicy);      // the root …
//   set.Add(PolicyType::kServiceControlPolicy, "Full", *std::move(scp));
//
// It grows until it is handed to Engine::Compile().
class PolicySet {
 public:
  struct NamedPolicy {
    std::string name;
    Policy policy;
    PolicyType type;  // as added: kTrust differs from kResourceBased
  };
  using Level = std::vector<NamedPolicy>;

  // Adds to the layer, of SCPs and RCPs to its last level (one is opened if
  // there is none). kTrust and kResourceBased are one layer: the resource's
  // own policy.
  void Add(PolicyType type, std::string name, Policy policy);
  // The layer applies, even if nothing is added to it.
  void Open(PolicyType type);
  // Opens the next level of SCPs or RCPs, root first.
  void AddLevel(PolicyType type);

  // Null if the layer does not apply; one level for types without levels.
  const std::vector<Level>* layer(PolicyType type) const;

  std::optional<Organization> organization;

 private:
  std::vector<Level>& Slot(PolicyType type);
  std::array<std::optional<std::vector<Level>>, kPolicyTypeCount> layers_;
};

}  // namespace iam

#endif  // IAM_POLICY_SET_H_
