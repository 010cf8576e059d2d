#ifndef IAM_SIMULATOR_FOUND_DENIED_REASON_H_
#define IAM_SIMULATOR_FOUND_DENIED_REASON_H_

#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "iam/policy_type.h"

namespace iam {

// The last part of an access-denied message: which kind of policy denied, and
// how. R7.1.
struct DeniedReason {
  bool explicit_deny = false;
  PolicyType layer = PolicyType::kIdentityBased;
  // "… transitively through a service control policy".
  bool through_scp = false;
  std::string policy;  // ARN, or name of an inline policy (R7.3, R7.4); or ""
  size_t size = 0;     // of the text read, in bytes
};

// Reads a reason that `text` begins with, "because no session policy allows the
// s3:GetObject action" or "with an explicit deny in a session policy"; nullopt
// if there is none.
std::optional<DeniedReason> ReadDeniedReason(absl::string_view text);

// The other way round: the reason as AWS words it, for the action asked for.
std::string DeniedReasonText(PolicyType layer, bool explicit_deny,
                             absl::string_view action);

// Where the next reason may begin at `from` or behind it; npos if none does.
size_t FindDeniedReason(absl::string_view text, size_t from);

}  // namespace iam

#endif  // IAM_SIMULATOR_FOUND_DENIED_REASON_H_
