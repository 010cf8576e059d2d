#include "simulator/endpoint/response_text.h"

#include <boost/beast/http/status.hpp>
#include <cstdint>

#include "absl/strings/str_cat.h"

namespace iam {
namespace {

// Made anew each second. RFC 9110, section 5.6.7.
const std::string& DateText(absl::Time now) {
  thread_local std::string text;
  thread_local int64_t second = -1;
  const int64_t this_second = absl::ToUnixSeconds(now);
  if (second != this_second) {
    second = this_second;
    text =
        absl::FormatTime("%a, %d %b %Y %H:%M:%S GMT", now, absl::UTCTimeZone());
  }
  return text;
}

bool EndsEarly(absl::string_view text) {
  return text.find_first_of(absl::string_view("\r\n\0", 3)) !=
         absl::string_view::npos;
}

}  // namespace

std::string ResponseText(const HttpResponse& response, absl::Time now,
                         bool keep_alive) {
  const auto reason = boost::beast::http::obsolete_reason(
      static_cast<boost::beast::http::status>(response.status));
  std::string text = absl::StrCat(
      "HTTP/1.1 ", response.status, " ",
      absl::string_view(reason.data(), reason.size()),
      "\r\nServer: iamsim\r\nDate: ", DateText(now), "\r\nContent-Length: ",
      response.length_without_body.value_or(response.body.size()),
      keep_alive ? "\r\n" : "\r\nConnection: close\r\n");
  for (const HttpHeader& header : response.headers) {
    if (EndsEarly(header.name) || EndsEarly(header.value)) continue;
    absl::StrAppend(&text, header.name, ": ", header.value, "\r\n");
  }
  absl::StrAppend(&text, "\r\n", response.body);
  return text;
}

}  // namespace iam
