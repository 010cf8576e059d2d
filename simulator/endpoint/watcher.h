#ifndef IAM_SIMULATOR_ENDPOINT_WATCHER_H_
#define IAM_SIMULATOR_ENDPOINT_WATCHER_H_

#include <optional>

#include "simulator/endpoint/metrics.h"
#include "simulator/http/http_message.h"

namespace iam {

// The answer to whoever watches the server: GET /healthz and /metrics, as long
// as they are not signed (then they are S3's). nullopt for anything else.
std::optional<HttpResponse> AnswerWatcher(const HttpRequest& request,
                                          const Metrics& metrics);

}  // namespace iam

#endif  // IAM_SIMULATOR_ENDPOINT_WATCHER_H_
