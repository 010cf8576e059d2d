#ifndef IAM_SIMULATOR_ENDPOINT_RESPONSE_TEXT_H_
#define IAM_SIMULATOR_ENDPOINT_RESPONSE_TEXT_H_

#include <string>

#include "absl/time/time.h"
#include "simulator/http/http_message.h"

namespace iam {

// The response as HTTP/1.1 has it, head and body, with Date, Content-Length and
// whether the connection stays. Headers that would end early are left out.
std::string ResponseText(const HttpResponse& response, absl::Time now,
                         bool keep_alive);

}  // namespace iam

#endif  // IAM_SIMULATOR_ENDPOINT_RESPONSE_TEXT_H_
