// A thread has its own connections, and all that is done for one is done in its
// thread: no locks, no strands.
#include "simulator/endpoint/http_server.h"

#include <algorithm>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <chrono>
#include <csignal>
#include <memory>
#include <optional>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "simulator/endpoint/http_connection.h"

namespace iam {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using Error = boost::system::error_code;

constexpr unsigned kLeastThreads = 2;
// Answers that wait for others take no processor meanwhile.
constexpr unsigned kAnsweringThreads = 64;
constexpr std::chrono::milliseconds kPause{50};
constexpr std::chrono::milliseconds kSweep{1000};

// A thread with its connections. All but Stop() happens in it.
class ConnectionThread {
 public:
  ConnectionThread() : sweep_(context_), guard_(context_.get_executor()) {
    SweepLater();
  }

  asio::io_context& context() { return context_; }
  std::set<OpenConnection*>* open() { return &open_; }
  void Run() { context_.run(); }

  // Closes what is idle; what is not ends with its answer.
  void Stop() {
    asio::post(context_, [this] {
      stopping_ = true;
      const std::set<OpenConnection*> open = open_;
      for (OpenConnection* connection : open) connection->CloseIfIdle();
      guard_.reset();
      SweepLater();
    });
  }

 private:
  void SweepLater() {
    if (stopping_ && open_.empty()) {
      sweep_.cancel();  // or the thread would wait for it
      return;
    }
    sweep_.expires_after(stopping_ ? kPause : kSweep);
    sweep_.async_wait([this](Error error) {
      if (error) return;
      const absl::Time now = absl::Now();
      const std::set<OpenConnection*> open = open_;
      for (OpenConnection* connection : open) connection->CloseIfLate(now);
      SweepLater();
    });
  }

  asio::io_context context_{1};  // for one thread
  std::set<OpenConnection*> open_;
  bool stopping_ = false;
  asio::steady_timer sweep_;
  asio::executor_work_guard<asio::io_context::executor_type> guard_;
};

class BeastServer : public HttpServer {
 public:
  BeastServer(const ServerOptions& options, ServerCalls calls)
      : threads_(std::max(kLeastThreads, std::thread::hardware_concurrency())),
        acceptor_(threads_.front().context()),
        pause_(threads_.front().context()),
        signals_(threads_.front().context(), SIGTERM, SIGINT, SIGHUP) {
    surroundings_.options = options;
    surroundings_.calls = std::move(calls);
  }

  absl::Status Open();
  uint16_t port() const override { return port_; }
  void Run() override;
  void Stop() override;

 private:
  absl::Status ReadCertificate();
  void Accept();
  void AcceptLater();
  void Serve(ServerSocket socket, ConnectionThread* thread);
  void AwaitSignal();

  std::vector<ConnectionThread> threads_;  // the first accepts
  tcp::acceptor acceptor_;
  asio::steady_timer pause_;
  asio::signal_set signals_;
  std::optional<asio::ssl::context> tls_;
  std::optional<asio::thread_pool> answering_;
  ConnectionSurroundings surroundings_;
  size_t next_ = 0;  // thread
  uint16_t port_ = 0;
};

absl::Status BeastServer::ReadCertificate() {
  const ServerOptions& options = surroundings_.options;
  if (options.certificate.empty()) return absl::OkStatus();
  tls_.emplace(asio::ssl::context::tls_server);
  tls_->set_options(asio::ssl::context::no_tlsv1 |
                    asio::ssl::context::no_tlsv1_1);
  Error error;
  tls_->use_certificate_chain_file(options.certificate, error);
  if (error) {
    return absl::InvalidArgumentError(
        absl::StrCat("certificate '", options.certificate,
                     "' cannot be read: ", error.message()));
  }
  tls_->use_private_key_file(options.private_key, asio::ssl::context::pem,
                             error);
  if (error) {
    return absl::InvalidArgumentError(
        absl::StrCat("private key '", options.private_key,
                     "' cannot be read: ", error.message()));
  }
  surroundings_.tls = &*tls_;
  return absl::OkStatus();
}

absl::Status BeastServer::Open() {
  if (absl::Status read = ReadCertificate(); !read.ok()) return read;
  const ServerOptions& options = surroundings_.options;
  Error error;
  const asio::ip::address address =
      asio::ip::make_address(options.address, error);
  if (error) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", options.address,
                     "' is no address to listen at\ngive an IP address, "
                     "127.0.0.1"));
  }
  const tcp::endpoint endpoint(address, options.port);
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(tcp::acceptor::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) {
    acceptor_.listen(asio::socket_base::max_listen_connections, error);
  }
  if (error) {
    return absl::InvalidArgumentError(
        absl::StrCat("cannot listen at ", options.address, ", port ",
                     options.port, ": ", error.message()));
  }
  port_ = acceptor_.local_endpoint().port();
  if (options.slow_answers) {
    answering_.emplace(kAnsweringThreads);
    surroundings_.answering = &*answering_;
  }
  Accept();
  AwaitSignal();
  return absl::OkStatus();
}

void BeastServer::Accept() {
  ConnectionThread* const thread = &threads_[next_++ % threads_.size()];
  auto socket = std::make_shared<ServerSocket>(thread->context());
  acceptor_.async_accept(*socket, [this, socket, thread](Error error) {
    if (surroundings_.stopping) return;
    if (error) return AcceptLater();
    const auto most =
        static_cast<int64_t>(surroundings_.options.most_connections);
    if (surroundings_.open < most) Serve(std::move(*socket), thread);
    Accept();
  });
}

void BeastServer::Serve(ServerSocket socket, ConnectionThread* thread) {
  asio::post(
      thread->context(), [this, thread, socket = std::move(socket)]() mutable {
        StartConnection(std::move(socket), &surroundings_, thread->open());
      });
}

// There are too many files open: connections that end make room.
void BeastServer::AcceptLater() {
  pause_.expires_after(kPause);
  pause_.async_wait([this](Error) {
    if (!surroundings_.stopping) Accept();
  });
}

void BeastServer::AwaitSignal() {
  signals_.async_wait([this](Error error, int signal) {
    if (error) return;
    if (signal == SIGHUP) {
      surroundings_.calls.reload();
      AwaitSignal();
    } else {
      Stop();
    }
  });
}

void BeastServer::Stop() {
  asio::post(threads_.front().context(), [this] {
    surroundings_.stopping = true;
    Error ignored;
    acceptor_.close(ignored);
    signals_.cancel(ignored);
    pause_.cancel();
    for (ConnectionThread& thread : threads_) thread.Stop();
  });
}

void BeastServer::Run() {
  std::vector<std::thread> others;
  for (size_t i = 1; i < threads_.size(); ++i) {
    others.emplace_back([this, i] { threads_[i].Run(); });
  }
  threads_.front().Run();
  for (std::thread& thread : others) thread.join();
  if (answering_.has_value()) answering_->join();
}

}  // namespace

absl::StatusOr<std::unique_ptr<HttpServer>> HttpServer::Listen(
    const ServerOptions& options, ServerCalls calls) {
  auto server = std::make_unique<BeastServer>(options, std::move(calls));
  if (absl::Status opened = server->Open(); !opened.ok()) return opened;
  return server;
}

}  // namespace iam
