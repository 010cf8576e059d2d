#include "simulator/endpoint/watcher.h"

namespace iam {

std::optional<HttpResponse> AnswerWatcher(const HttpRequest& request,
                                          const Metrics& metrics) {
  if (request.method != "GET" ||
      FindHeader(request.headers, "Authorization") != nullptr) {
    return std::nullopt;
  }
  HttpResponse response;
  if (request.target == "/healthz") {
    response.headers.push_back({"Content-Type", "text/plain"});
    response.body = "ok\n";
    return response;
  }
  if (request.target == "/metrics") {
    response.headers.push_back({"Content-Type", "text/plain; version=0.0.4"});
    response.body = metrics.ToText();
    return response;
  }
  return std::nullopt;
}

}  // namespace iam
