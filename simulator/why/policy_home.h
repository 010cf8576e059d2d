#ifndef IAM_SIMULATOR_WHY_POLICY_HOME_H_
#define IAM_SIMULATOR_WHY_POLICY_HOME_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "iam/policy_set.h"
#include "iam/source.h"
#include "simulator/why/text_edit.h"

namespace iam {

// Where a document hangs in a snapshot, and so who may change it and for whom
// else it counts.
struct PolicyHome {
  enum class Kind {
    kInline,           // of one user or role
    kGroup,            // of a group, inline
    kCustomerManaged,  // whoever has it attached
    kAwsManaged,       // AWS's to change
    kResource,         // the policy of a resource
    kTrust,            // of a role
    kOther,            // of the organization, or of nobody known
  };
  Kind kind = Kind::kOther;
  std::string owner;   // ARN of the policy, the resource, the user or role
  std::string policy;  // PolicyName of an inline policy
};

// Where the policy hangs; found in the texts of the snapshot.
PolicyHome HomeOf(const AttachedPolicy& policy,
                  const std::vector<SourcePtr>& sources);

// The document of the policy as it is written, but not indented as a whole.
std::string DocumentTextOf(const AttachedPolicy& policy);

// The ARN of a role, with its path; empty if the snapshot has no such role.
std::string RoleArnOf(const std::vector<SourcePtr>& sources,
                      absl::string_view account, absl::string_view role_name);

// Gives a user or role one inline policy more. nullopt if the snapshot has no
// entry of that ARN.
std::optional<TextEdit> AddInlinePolicy(const std::vector<SourcePtr>& sources,
                                        absl::string_view principal_arn,
                                        absl::string_view policy_name,
                                        absl::string_view document);

// An `aws` command that puts a changed document in its place; the document is
// expected in FILE. Empty if there is none.
std::string CommandFor(const PolicyHome& home, absl::string_view file);

}  // namespace iam

#endif  // IAM_SIMULATOR_WHY_POLICY_HOME_H_
