#ifndef IAM_WORLD_DOCUMENT_READER_H_
#define IAM_WORLD_DOCUMENT_READER_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace iam {

// The JSON text of a policy document that an export gives as a string: the
// string itself, or percent-encoded as the IAM API sends it. Which of the two
// is told by the first character: a document begins with '{'. nullopt if the
// encoding is malformed. "GetAccountAuthorizationDetails": policies are
// "URL-encoded compliant with RFC 3986".
std::optional<std::string> DocumentText(absl::string_view text);

}  // namespace iam

#endif  // IAM_WORLD_DOCUMENT_READER_H_
