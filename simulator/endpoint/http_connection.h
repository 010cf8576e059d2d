#ifndef IAM_SIMULATOR_ENDPOINT_HTTP_CONNECTION_H_
#define IAM_SIMULATOR_ENDPOINT_HTTP_CONNECTION_H_

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <set>

#include "simulator/endpoint/http_server.h"

namespace iam {

// A socket that knows which thread is its own.
using ServerSocket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp,
                                     boost::asio::io_context::executor_type>;

// A connection as its thread sees it, and no other thread.
class OpenConnection {
 public:
  virtual ~OpenConnection() = default;
  virtual void CloseIfIdle() = 0;  // unless it is at a request
  virtual void CloseIfLate(absl::Time now) = 0;
};

// What the connections of a server share. Thread-safe.
struct ConnectionSurroundings {
  ServerOptions options;
  ServerCalls calls;
  boost::asio::ssl::context* tls = nullptr;       // null: none
  boost::asio::thread_pool* answering = nullptr;  // null: the thread itself
  std::atomic<bool> stopping = false;
  std::atomic<int64_t> open = 0;
};

// Serves a connection until one side has enough; in the thread of the socket,
// where it is in `*open` as long as it lives. It keeps itself alive, and all
// that is given here outlives it.
void StartConnection(ServerSocket socket, ConnectionSurroundings* surroundings,
                     std::set<OpenConnection*>* open);

}  // namespace iam

#endif  // IAM_SIMULATOR_ENDPOINT_HTTP_CONNECTION_H_
