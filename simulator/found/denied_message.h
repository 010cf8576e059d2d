#ifndef IAM_SIMULATOR_FOUND_DENIED_MESSAGE_H_
#define IAM_SIMULATOR_FOUND_DENIED_MESSAGE_H_

#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "simulator/found/denied_reason.h"

namespace iam {

// The words that all access-denied messages have in common (R7.6).
inline constexpr char kNotAuthorized[] = "not authorized to perform";

// One message "User: … is not authorized to perform: … on resource: …", in its
// own words (R7.1 to R7.10).
struct DeniedMessage {
  std::string principal;  // "anonymous" is "*"; empty if not told
  std::string action;     // the prefix in small letters; empty if not told
  std::string resource;   // as written; empty if not told
  std::optional<DeniedReason> reason;
  std::string encoded;           // the encoded authorization failure message
  std::string authorization_id;  // for get-request-authorization-details
  // Every part is followed by one that belongs there: no line break cut a name.
  bool is_whole = false;
  size_t end = 0;  // of the message in the text
};

// Reads the message around kNotAuthorized, which stands at `at`; its case does
// not matter.
DeniedMessage ReadDeniedMessage(absl::string_view text, size_t at);

// The first message of a text. nullopt if there is none.
std::optional<DeniedMessage> FindDeniedMessage(absl::string_view text);

// An "Encoded authorization failure message: …" of the text; empty if none.
std::string FindEncodedMessage(absl::string_view text);

// The action as AWS spells prefixes: "SNS:Publish" is "sns:Publish" (R7.10).
// Empty if it is none.
std::string CleanAction(absl::string_view action);

}  // namespace iam

#endif  // IAM_SIMULATOR_FOUND_DENIED_MESSAGE_H_
