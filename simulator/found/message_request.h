#ifndef IAM_SIMULATOR_FOUND_MESSAGE_REQUEST_H_
#define IAM_SIMULATOR_FOUND_MESSAGE_REQUEST_H_

#include <string>

#include "absl/strings/string_view.h"
#include "simulator/found/denied_message.h"
#include "simulator/found/found_request.h"

namespace iam {

// Takes into *found what the message says: resource, verdict and notes, and the
// principal and action where *found has none yet. It is AWS's word, so its
// resource takes the place of another.
void TakeOver(const DeniedMessage& message, FoundRequest* found);

// A note: how to have an encoded message decoded. Empty if there is none.
std::string DecodeNote(absl::string_view encoded);

}  // namespace iam

#endif  // IAM_SIMULATOR_FOUND_MESSAGE_REQUEST_H_
