#ifndef IAM_COMPILE_RESOURCE_SET_H_
#define IAM_COMPILE_RESOURCE_SET_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "engine/condition/missing_keys.h"
#include "engine/condition/text_pattern.h"
#include "iam/policy.h"
#include "iam/policy_type.h"

namespace iam {

// A ResourceSet holds the entries of one Resource or NotResource element.
//
// Movable, not copyable; immutable, hence safe to share between threads.
class ResourceSet {
 public:
  // The type decides whether an ARN that is too short is filled up with
  // wildcards.
  ResourceSet(const PatternElement& element, PolicyType type,
              PolicyVersion version);

  // True if some entry matches. Linear in the entries.
  bool Matches(absl::string_view resource, const Context& context) const;

  void CollectMissing(MissingKeys* missing) const;

 private:
  bool everything_ = false;
  std::vector<TextPattern> patterns_;
};

}  // namespace iam

#endif  // IAM_COMPILE_RESOURCE_SET_H_
