// One request after the other: read the head, then the body, answer, write.
// Each step has a deadline, which no trickle of bytes puts off; the thread's
// sweep looks after them all.
#include "simulator/endpoint/http_connection.h"

#include <array>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <memory>
#include <optional>
#include <utility>

#include "absl/time/clock.h"
#include "simulator/endpoint/response_text.h"

namespace iam {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using Error = boost::system::error_code;

// How long a peer may take to hear that it is over.
constexpr absl::Duration kLinger = absl::Seconds(2);
constexpr char kContinue[] = "HTTP/1.1 100 Continue\r\n\r\n";

// What a request that cannot be read is answered with.
int StatusOf(const Error& error) {
  if (error == http::error::header_limit) return 431;
  if (error == http::error::body_limit) return 413;
  return 400;
}

// The peer has gone, or is of no mind to listen.
bool IsOfPeer(const Error& error) {
  return error == http::error::end_of_stream ||
         error == http::error::partial_message ||
         error == asio::ssl::error::stream_truncated ||
         error.category() == asio::error::get_ssl_category() ||
         error.category() == asio::error::get_misc_category() ||
         error.category() == boost::system::system_category();
}

HttpRequest ToRequest(http::request<http::string_body> message,
                      std::string remote, bool secure) {
  HttpRequest request;
  request.method = std::string(message.method_string());
  request.target = std::string(message.target());
  for (const auto& field : message) {
    request.headers.push_back(
        {std::string(field.name_string()), std::string(field.value())});
  }
  request.body = std::move(message.body());
  request.remote_address = std::move(remote);
  request.secure = secure;
  return request;
}

// `Stream` is a ServerSocket, or TLS over one.
template <typename Stream>
class Connection : public OpenConnection,
                   public std::enable_shared_from_this<Connection<Stream>> {
 public:
  template <typename... Arguments>
  Connection(std::string remote, ConnectionSurroundings* surroundings,
             std::set<OpenConnection*>* open, Arguments&&... arguments)
      : stream_(std::forward<Arguments>(arguments)...),
        remote_(std::move(remote)),
        surroundings_(surroundings),
        open_(open) {
    open_->insert(this);
    surroundings_->calls.connections_changed(++surroundings_->open);
  }
  ~Connection() override {
    open_->erase(this);
    surroundings_->calls.connections_changed(--surroundings_->open);
  }

  void Begin() {
    if constexpr (kSecure) {
      Expect(options().head_time);
      idle_ = true;
      stream_.async_handshake(asio::ssl::stream_base::server,
                              [self = this->shared_from_this()](Error error) {
                                if (!error) self->ReadHead();
                              });
    } else {
      ReadHead();
    }
  }

  void CloseIfIdle() override {
    if (idle_) Abandon();
  }
  void CloseIfLate(absl::Time now) override {
    if (now > deadline_) Abandon();
  }

 private:
  static constexpr bool kSecure = !std::is_same_v<Stream, ServerSocket>;

  const ServerOptions& options() const { return surroundings_->options; }
  ServerSocket& socket() { return beast::get_lowest_layer(stream_); }
  void Expect(absl::Duration time) { deadline_ = absl::Now() + time; }

  void ReadHead() {
    if (surroundings_->stopping) return Close();
    parser_.emplace();
    parser_->header_limit(options().most_header_bytes);
    parser_->body_limit(options().most_body_bytes);
    Expect(options().head_time);
    idle_ = true;
    http::async_read_header(
        stream_, buffer_, *parser_,
        [self = this->shared_from_this()](Error error, size_t) {
          self->idle_ = false;
          if (error) return self->Fail(error);
          self->ReadBody();
        });
  }

  void ReadBody() {
    Expect(options().body_time);
    if (!beast::iequals(parser_->get()[http::field::expect], "100-continue")) {
      return ReadRest();
    }
    asio::async_write(stream_, asio::buffer(kContinue, sizeof(kContinue) - 1),
                      [self = this->shared_from_this()](Error error, size_t) {
                        if (error) return self->Close();
                        self->ReadRest();
                      });
  }

  void ReadRest() {
    // Mostly the body came with the head.
    Error error;
    parser_->eager(true);
    if (!parser_->is_done() && buffer_.size() > 0) {
      buffer_.consume(parser_->put(buffer_.data(), error));
    }
    if (parser_->is_done()) return Answer();
    if (error && error != http::error::need_more) return Fail(error);
    http::async_read(stream_, buffer_, *parser_,
                     [self = this->shared_from_this()](Error failed, size_t) {
                       if (failed) return self->Fail(failed);
                       self->Answer();
                     });
  }

  void Answer() {
    keep_alive_ = parser_->get().keep_alive();
    HttpRequest request = ToRequest(parser_->release(), remote_, kSecure);
    if (surroundings_->answering == nullptr) {
      return Write(surroundings_->calls.answer(request));
    }
    // The guard keeps the connection's thread here until there is an answer.
    deadline_ = absl::InfiniteFuture();
    asio::post(
        *surroundings_->answering,
        [self = this->shared_from_this(), request = std::move(request),
         guard =
             asio::make_work_guard(this->socket().get_executor())]() mutable {
          auto response = self->surroundings_->calls.answer(request);
          const auto executor = self->socket().get_executor();
          // Moved: the connection must end in its own thread.
          asio::post(executor,
                     [self = std::move(self), response = std::move(response)] {
                       self->Write(response);
                     });
        });
  }

  void Write(const HttpResponse& response) {
    keep_alive_ = keep_alive_ && !surroundings_->stopping;
    Expect(options().body_time);
    answer_ = ResponseText(response, absl::Now(), keep_alive_);
    asio::async_write(stream_, asio::buffer(answer_),
                      [self = this->shared_from_this()](Error error, size_t) {
                        if (error) return;
                        if (!self->keep_alive_) return self->Close();
                        self->ReadHead();
                      });
  }

  // Tells a peer that cannot be understood so, once, and ends.
  void Fail(const Error& error) {
    if (IsOfPeer(error)) return Close();
    keep_alive_ = false;
    HttpResponse response;
    response.status = StatusOf(error);
    Write(response);
  }

  // What was written still gets there: to close a socket with something in it
  // that was not read would take it back.
  void Close() {
    Error ignored;
    socket().shutdown(tcp::socket::shutdown_send, ignored);
    Expect(kLinger);
    Drain();
  }
  void Drain() {
    socket().async_read_some(
        asio::buffer(drained_),
        [self = this->shared_from_this()](Error error, size_t) {
          if (!error) self->Drain();
        });
  }

  void Abandon() {
    Error ignored;
    socket().close(ignored);
  }

  Stream stream_;
  const std::string remote_;
  ConnectionSurroundings* const surroundings_;
  std::set<OpenConnection*>* const open_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  std::string answer_;
  std::array<char, 4096> drained_;
  absl::Time deadline_;
  bool keep_alive_ = false;
  bool idle_ = false;  // no head of a request has been read
};

template <typename Stream, typename... Arguments>
void Start(Arguments&&... arguments) {
  std::make_shared<Connection<Stream>>(std::forward<Arguments>(arguments)...)
      ->Begin();
}

}  // namespace

void StartConnection(ServerSocket socket, ConnectionSurroundings* surroundings,
                     std::set<OpenConnection*>* open) {
  Error error;
  const tcp::endpoint remote = socket.remote_endpoint(error);
  if (error) return;  // gone already
  socket.set_option(tcp::no_delay(true), error);
  std::string address = remote.address().to_string();
  if (surroundings->tls == nullptr) {
    Start<ServerSocket>(std::move(address), surroundings, open,
                        std::move(socket));
  } else {
    Start<asio::ssl::stream<ServerSocket>>(std::move(address), surroundings,
                                           open, std::move(socket),
                                           *surroundings->tls);
  }
}

}  // namespace iam
