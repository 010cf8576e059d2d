#ifndef IAM_SIMULATOR_HTTP_PERCENT_H_
#define IAM_SIMULATOR_HTTP_PERCENT_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/text/percent.h"

namespace iam {

// How targets of requests are read, here and nowhere else: what a signature is
// over, what is routed and what is decided on come of the same functions.
// Strict: what may be read in two ways is refused.

// A target cut in two; nothing is decoded.
struct TargetParts {
  absl::string_view path;   // "/bucket/a%20b"
  absl::string_view query;  // "acl&x=1"; "" also without a '?'
};

// Cuts at the first '?'. "//admin" is a path. nullopt unless it begins with
// '/': no proxy's form ("http://…"), no "*".
std::optional<TargetParts> SplitTarget(absl::string_view target);

// Every byte as "%20" but letters, digits, "-._~" and those of `keep`.
std::string PercentEncode(absl::string_view text, absl::string_view keep = "");

struct QueryParameter {
  std::string name;
  std::string value;
};

// The parameters of a query (or of a form, which is written alike), decoded, in
// their order, also equal names. "acl" is "acl=", '+' is a space, nothing
// between two '&' is no parameter. nullopt as in PercentDecode().
std::optional<std::vector<QueryParameter>> ParseQuery(absl::string_view query);

// The path without "." and "..", and each run of '/' as one: RFC 3986, section
// 5.2.4, as all services but S3 sign it, so they have to route by it, too.
// "" is "/".
std::string NormalizePath(absl::string_view path);

}  // namespace iam

#endif  // IAM_SIMULATOR_HTTP_PERCENT_H_
