#ifndef IAM_SIMULATOR_REQUEST_POLICIES_READER_H_
#define IAM_SIMULATOR_REQUEST_POLICIES_READER_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "engine/text/json.h"
#include "iam/diagnostic.h"
#include "iam/policy.h"
#include "iam/policy_set.h"
#include "iam/request.h"
#include "iam/source.h"

namespace iam {

// The policies of a case. `set` holds those that could be read; if `ok` is
// false, one of them could not, `diagnostics` says why, and no verdict may be
// taken from the rest.
struct CasePolicies {
  PolicySet set;
  bool ok = true;
  Diagnostics diagnostics;  // about the documents
};

// Reads {"identity": …, "resource" or "trust": …, "boundary": …, "session": …,
// "scps": …, "rcps": …, "endpoint": …} (corpus/README.md, "The case format").
// The resource's own policy is a trust policy if `request` assumes a role.
// nullopt and an error in *diagnostics if the form is wrong; a malformed
// document is none (see CasePolicies).
std::optional<CasePolicies> ReadPolicies(const JsonValue& value,
                                         const Request& request,
                                         const SourcePtr& source,
                                         Diagnostics* diagnostics);

// Reads one document: an object, or a string that holds its text, plain or
// percent-encoded. `label` names the text of a string in diagnostics.
absl::StatusOr<Policy> ReadDocument(const JsonValue& value,
                                    const SourcePtr& source,
                                    absl::string_view label,
                                    Diagnostics* diagnostics);

// kTrust if the request is decided by a role's trust policy (sts:AssumeRole…,
// sts:TagSession, sts:SetSourceIdentity, sts:SetContext on a role), else
// kResourceBased.
PolicyType ResourcePolicyTypeFor(const Request& request);

}  // namespace iam

#endif  // IAM_SIMULATOR_REQUEST_POLICIES_READER_H_
