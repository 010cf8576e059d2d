#ifndef IAM_SIMULATOR_ENDPOINT_HTTP_SERVER_H_
#define IAM_SIMULATOR_ENDPOINT_HTTP_SERVER_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "simulator/http/http_message.h"

namespace iam {

struct ServerOptions {
  std::string address = "127.0.0.1";
  uint16_t port = 0;  // 0: any that is free
  // Files in PEM; "" for both: no TLS.
  std::string certificate;
  std::string private_key;

  size_t most_connections = 1024;  // more are closed at once
  uint32_t most_header_bytes = 64 * 1024;
  uint64_t most_body_bytes = 64 * 1024 * 1024;
  // For the head of a request, also the first one of a connection, and for its
  // body and the answer. However it trickles in: it is the whole that counts.
  absl::Duration head_time = absl::Seconds(30);
  absl::Duration body_time = absl::Seconds(120);
  // Answers may wait for others: they get threads of their own.
  bool slow_answers = false;
};

// What a server asks of its owner. Called from several threads at once.
struct ServerCalls {
  std::function<HttpResponse(const HttpRequest&)> answer;
  std::function<void()> reload;  // SIGHUP
  std::function<void(int64_t open)> connections_changed;
};

// An HTTP/1.1 server (Boost.Beast), with TLS if it is given a certificate. A
// request that is malformed, too large or too slow is answered with a 4xx, or
// not at all, and never reaches `answer`.
class HttpServer {
 public:
  // Takes the port. kInvalidArgument if it cannot, or the certificate cannot be
  // read.
  static absl::StatusOr<std::unique_ptr<HttpServer>> Listen(
      const ServerOptions& options, ServerCalls calls);
  virtual ~HttpServer() = default;

  virtual uint16_t port() const = 0;

  // Serves until Stop(), SIGTERM or SIGINT; requests that have begun are
  // answered first.
  virtual void Run() = 0;
  virtual void Stop() = 0;  // from any thread
};

}  // namespace iam

#endif  // IAM_SIMULATOR_ENDPOINT_HTTP_SERVER_H_
