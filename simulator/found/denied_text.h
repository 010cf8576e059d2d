#ifndef IAM_SIMULATOR_FOUND_DENIED_TEXT_H_
#define IAM_SIMULATOR_FOUND_DENIED_TEXT_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "simulator/found/collector.h"

namespace iam {

// Finds the access-denied messages in any text: output of the aws command or of
// Terraform, tracebacks of SDKs, events of CloudFormation, logs. Besides the
// general form these are S3's bare "Access Denied" and EC2's
// UnauthorizedOperation, where the text names the operation that was called.
// `first_line` is the number of its first line in the input. Linear.
void FindInText(absl::string_view text, uint32_t first_line,
                Collector* collector);

// False: FindInText() would find nothing. Cheaper than asking it.
bool MayBeDenied(absl::string_view text);

}  // namespace iam

#endif  // IAM_SIMULATOR_FOUND_DENIED_TEXT_H_
