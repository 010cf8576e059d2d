#include "simulator/signature/canonical_request.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "simulator/http/percent.h"
#include "simulator/signature/digest.h"

namespace iam {
namespace {

constexpr absl::string_view kKeepInPath = "/%";

// Of a name or value in a query. '+' is another way to write a space.
std::string CanonicalQueryPart(absl::string_view text) {
  std::string encoded;
  size_t begin = 0;
  for (size_t plus = text.find('+'); plus != absl::string_view::npos;
       plus = text.find('+', begin)) {
    absl::StrAppend(
        &encoded, PercentEncode(text.substr(begin, plus - begin), "%"), "%20");
    begin = plus + 1;
  }
  absl::StrAppend(&encoded, PercentEncode(text.substr(begin), "%"));
  return encoded;
}

std::string CanonicalQuery(absl::string_view query) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const absl::string_view pair :
       absl::StrSplit(query, '&', absl::SkipEmpty())) {
    const size_t equals = pair.find('=');
    std::string name = CanonicalQueryPart(pair.substr(0, equals));
    if (name == "X-Amz-Signature") continue;
    pairs.emplace_back(std::move(name),
                       equals == absl::string_view::npos
                           ? ""
                           : CanonicalQueryPart(pair.substr(equals + 1)));
  }
  std::sort(pairs.begin(), pairs.end());
  return absl::StrJoin(pairs, "&", absl::PairFormatter("="));
}

bool IsSpace(char c) { return c == ' ' || c == '\t'; }

// Appends the value without space around it, and each run of space within as
// one.
void AppendTrimmed(absl::string_view value, std::string* out) {
  bool pending = false;
  const size_t begin = out->size();
  for (const char c : value) {
    if (IsSpace(c)) {
      pending = out->size() > begin;
      continue;
    }
    if (pending) out->push_back(' ');
    pending = false;
    out->push_back(c);
  }
}

// "name:value\n" with the values of all headers of that name, commas between,
// in the order sent; false if there is none.
bool AppendHeader(const HttpRequest& request, absl::string_view name,
                  std::string* out) {
  bool found = false;
  for (const HttpHeader& header : request.headers) {
    if (!absl::EqualsIgnoreCase(header.name, name)) continue;
    absl::StrAppend(out, found ? "," : absl::StrCat(name, ":"));
    AppendTrimmed(header.value, out);
    found = true;
  }
  out->push_back('\n');
  return found;
}

}  // namespace

std::optional<std::string> MakeCanonicalRequest(
    const HttpRequest& request, const std::vector<std::string>& signed_headers,
    absl::string_view payload_hash, CanonicalPath path) {
  const std::optional<TargetParts> target = SplitTarget(request.target);
  if (!target.has_value()) return std::nullopt;
  std::string text =
      absl::StrCat(request.method, "\n",
                   path == CanonicalPath::kAsSent
                       ? PercentEncode(target->path, kKeepInPath)
                       : PercentEncode(NormalizePath(target->path), "/"),
                   "\n", CanonicalQuery(target->query), "\n");
  for (const std::string& name : signed_headers) {
    if (!AppendHeader(request, name, &text)) return std::nullopt;
  }
  absl::StrAppend(&text, "\n", absl::StrJoin(signed_headers, ";"), "\n",
                  payload_hash);
  return text;
}

std::string ScopeText(const CredentialScope& scope) {
  return absl::StrCat(scope.date, "/", scope.region, "/", scope.service, "/",
                      kTerminator);
}

std::string MakeStringToSign(absl::string_view timestamp,
                             absl::string_view scope,
                             absl::string_view canonical_request) {
  return absl::StrCat(kAlgorithm, "\n", timestamp, "\n", scope, "\n",
                      HexSha256(canonical_request));
}

}  // namespace iam
