#include "simulator/endpoint/upstream.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "simulator/http/percent.h"
#include "simulator/signature/sign_request.h"

namespace iam {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Error = boost::system::error_code;

constexpr uint64_t kMostAnswerBytes = 1ull << 30;

// Of one connection, not of the message. RFC 9110, section 7.6.1.
bool IsOfConnection(absl::string_view name) {
  for (const char* header :
       {"Connection", "Keep-Alive", "Proxy-Connection", "TE", "Trailer",
        "Transfer-Encoding", "Upgrade", "Expect", "Content-Length"}) {
    if (absl::EqualsIgnoreCase(name, header)) return true;
  }
  return false;
}

void Remove(absl::string_view name, std::vector<HttpHeader>* headers) {
  std::erase_if(*headers, [name](const HttpHeader& header) {
    return absl::EqualsIgnoreCase(header.name, name);
  });
}

// The chunks' frames and signatures are gone, and so is what tells of them.
void RemoveChunks(std::vector<HttpHeader>* headers) {
  for (const char* name : {"x-amz-decoded-content-length",
                           "x-amz-content-sha256", "x-amz-trailer"}) {
    Remove(name, headers);
  }
  for (HttpHeader& header : *headers) {
    if (!absl::EqualsIgnoreCase(header.name, "Content-Encoding")) continue;
    absl::string_view value = header.value;
    absl::ConsumePrefix(&value, "aws-chunked");
    absl::ConsumePrefix(&value, ",");
    header.value = std::string(absl::StripAsciiWhitespace(value));
  }
  std::erase_if(*headers, [](const HttpHeader& header) {
    return absl::EqualsIgnoreCase(header.name, "Content-Encoding") &&
           header.value.empty();
  });
}

// One exchange; everything in it runs in this thread.
class Exchange {
 public:
  explicit Exchange(absl::Duration patience)
      : stream_(context_), patience_(patience) {}

  Error Run(const std::string& host, const std::string& port,
            const HttpRequest& request, HttpResponse* response);

 private:
  // Waits for what was begun, no longer than there is patience.
  template <typename Begin>
  Error Await(Begin begin) {
    Error result = asio::error::timed_out;
    begin([&result](Error error, auto&&...) { result = error; });
    context_.restart();
    context_.run();
    return result;
  }

  asio::io_context context_;
  beast::tcp_stream stream_;
  const absl::Duration patience_;
};

Error Exchange::Run(const std::string& host, const std::string& port,
                    const HttpRequest& request, HttpResponse* response) {
  Error error;
  asio::ip::tcp::resolver resolver(context_);
  const auto addresses = resolver.resolve(host, port, error);
  if (error) return error;
  stream_.expires_after(absl::ToChronoNanoseconds(patience_));
  error = Await([&](auto done) { stream_.async_connect(addresses, done); });
  if (error) return error;

  http::request<http::string_body> message;
  message.version(11);
  message.method_string(request.method);
  message.target(request.target);
  for (const HttpHeader& header : request.headers) {
    message.insert(header.name, header.value);
  }
  message.set(http::field::connection, "close");
  message.body() = request.body;
  message.content_length(request.body.size());
  error = Await([&](auto done) { http::async_write(stream_, message, done); });
  if (error) return error;

  beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(kMostAnswerBytes);
  parser.skip(request.method == "HEAD");
  error = Await(
      [&](auto done) { http::async_read(stream_, buffer, parser, done); });
  if (error) return error;
  response->status = static_cast<int>(parser.get().result_int());
  for (const auto& field : parser.get()) {
    if (IsOfConnection(absl::string_view(field.name_string().data(),
                                         field.name_string().size()))) {
      continue;
    }
    response->headers.push_back(
        {std::string(field.name_string()), std::string(field.value())});
  }
  response->body = std::move(parser.get().body());
  uint64_t length = 0;
  const auto told = parser.get()[http::field::content_length];
  if (request.method == "HEAD" &&
      absl::SimpleAtoi(absl::string_view(told.data(), told.size()), &length)) {
    response->length_without_body = length;
  }
  return {};
}

}  // namespace

absl::StatusOr<std::unique_ptr<Upstream>> Upstream::Make(
    absl::string_view url, std::optional<UpstreamCredentials> credentials,
    absl::Duration patience) {
  absl::string_view rest = url;
  uint32_t port = 0;
  const bool is_http = absl::ConsumePrefix(&rest, "http://");
  absl::ConsumeSuffix(&rest, "/");
  const size_t colon = rest.rfind(':');
  if (!is_http || colon == absl::string_view::npos || colon == 0 ||
      !absl::SimpleAtoi(rest.substr(colon + 1), &port) || port == 0 ||
      port > 65535) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", url,
                     "' is no upstream\ngive http, a host and a "
                     "port: http://127.0.0.1:9000"));
  }
  std::unique_ptr<Upstream> upstream(new Upstream());
  upstream->host_ = std::string(rest.substr(0, colon));
  upstream->port_ = std::string(rest.substr(colon + 1));
  upstream->credentials_ = std::move(credentials);
  upstream->patience_ = patience;
  return upstream;
}

HttpRequest Upstream::RequestFor(const Call& call,
                                 const std::optional<std::string>& body) const {
  HttpRequest request = call.http;
  std::erase_if(request.headers, [](const HttpHeader& header) {
    return IsOfConnection(header.name);
  });
  // As it is signed, routed and decided on: an upstream may read dots its own
  // way.
  const bool is_s3 = call.target.client->signing() == "s3";
  const std::optional<TargetParts> parts = SplitTarget(request.target);
  if (!is_s3 && parts.has_value()) {
    request.target =
        absl::StrCat(NormalizePath(parts->path),
                     parts->query.empty() ? "" : "?", parts->query);
  }
  if (!credentials_.has_value()) return request;
  if (body.has_value()) {
    request.body = *body;
    RemoveChunks(&request.headers);
  }
  Remove("Host", &request.headers);
  request.headers.push_back({"Host", absl::StrCat(host_, ":", port_)});
  if (!call.target.bucket.empty()) {
    // The bucket was in the host.
    request.target = absl::StrCat("/", call.target.bucket, request.target);
  }
  Signer signer;
  signer.access_key_id = credentials_->access_key_id;
  signer.secret = credentials_->secret;
  signer.region = call.region;
  signer.service = std::string(call.target.client->signing());
  signer.s3 = is_s3;
  SignRequest(signer, call.now, &request);
  return request;
}

absl::StatusOr<HttpResponse> Upstream::Send(const HttpRequest& request) const {
  HttpResponse response;
  const Error error = Exchange(patience_).Run(host_, port_, request, &response);
  if (error) {
    return absl::UnavailableError(
        absl::StrCat("no answer from the upstream: ", error.message()));
  }
  return response;
}

absl::StatusOr<HttpResponse> Upstream::Forward(
    const Call& call, const std::optional<std::string>& body) {
  return Send(RequestFor(call, body));
}

}  // namespace iam
