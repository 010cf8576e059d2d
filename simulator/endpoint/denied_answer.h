#ifndef IAM_SIMULATOR_ENDPOINT_DENIED_ANSWER_H_
#define IAM_SIMULATOR_ENDPOINT_DENIED_ANSWER_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iam/explanation.h"
#include "iam/request.h"
#include "simulator/credentials/caller.h"
#include "simulator/credentials/secret_box.h"
#include "simulator/endpoint/call.h"
#include "simulator/wire/api_error.h"

namespace iam {

// "User: … is not authorized to perform: … on resource: … because no …": the
// denial in AWS's words (R7.1 to R7.10).
std::string DeniedMessageOf(const Request& request,
                            const Explanation& explanation);

// A denial as the call's service answers it (R7.20); EC2's with its encoded
// message.
ApiError DeniedAnswer(const Call& call, const Request& request,
                      const Explanation& explanation, const SecretBox& box);

// The refusal of a call that is allowed by all policies that are known, while
// others are attached whose documents the world lacks.
ApiError UndecidedAnswer(const Call& call, const Request& request,
                         const Explanation& explanation);

// What an encoded message says, in the JSON of AWS's decoded ones (R7.31), for
// whoever is of the account that it was made for. kInvalidArgument for what is
// none of ours.
absl::StatusOr<std::string> DecodeDenied(absl::string_view encoded,
                                         absl::string_view account,
                                         const SecretBox& box);

}  // namespace iam

#endif  // IAM_SIMULATOR_ENDPOINT_DENIED_ANSWER_H_
