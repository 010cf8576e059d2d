#ifndef IAM_TESTS_FUZZ_HTTP_INPUT_H_
#define IAM_TESTS_FUZZ_HTTP_INPUT_H_

#include <cstddef>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "simulator/http/http_message.h"
#include "tests/fuzz/input.h"

namespace iam::fuzz {

inline constexpr size_t kMaxHeaders = 100;

// A header's name, as HTTP has it: what else there is, no server hands on.
inline bool IsToken(absl::string_view name) {
  for (const char c : name) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c)) &&
        !absl::StrContains("!#$%&'*+-.^_`|~", c)) {
      return false;
    }
  }
  return !name.empty();
}

// A line "METHOD TARGET", headers, an empty line, the body.
inline HttpRequest ReadHttpRequest(absl::string_view text) {
  HttpRequest request;
  const absl::string_view first = TakeLine(&text);
  const size_t space = first.find(' ');
  request.method = std::string(first.substr(0, space));
  if (space != absl::string_view::npos) {
    request.target = std::string(first.substr(space + 1));
  }
  while (!text.empty()) {
    const absl::string_view line = TakeLine(&text);
    if (line.empty()) break;
    const size_t colon = line.find(':');
    if (colon == absl::string_view::npos || !IsToken(line.substr(0, colon)) ||
        request.headers.size() == kMaxHeaders) {
      continue;
    }
    request.headers.push_back({std::string(line.substr(0, colon)),
                               std::string(line.substr(colon + 1))});
  }
  request.body = std::string(text);
  return request;
}

}  // namespace iam::fuzz

#endif  // IAM_TESTS_FUZZ_HTTP_INPUT_H_
