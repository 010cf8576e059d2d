#ifndef IAM_SIMULATOR_WHY_LEAST_PRIVILEGE_H_
#define IAM_SIMULATOR_WHY_LEAST_PRIVILEGE_H_

#include <string>
#include <vector>

#include "iam/request.h"
#include "iam/source.h"
#include "simulator/why/policy_edit.h"
#include "simulator/why/written_statement.h"

namespace iam {

// "AllowS3PutObject".
std::string SidFor(absl::string_view action);

// The statement that allows this request and as little else as can be: its
// action, its resource, and of its circumstances those that are the same
// tomorrow.
NewStatement StatementFor(const Request& request);

// The user, or the role of a session: what policies are attached to. Empty for
// others.
std::string IdentityOf(const Request& request,
                       const std::vector<SourcePtr>& sources);

// Whether a statement may be given this action (or, if not `action`, resource)
// without allowing more besides than a reader would expect: no wildcard in the
// other element makes more of it.
bool MayGrow(const WrittenStatement& statement, const Request& request,
             bool action);

}  // namespace iam

#endif  // IAM_SIMULATOR_WHY_LEAST_PRIVILEGE_H_
