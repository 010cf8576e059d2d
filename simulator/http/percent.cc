#include "simulator/http/percent.h"

#include <cstddef>
#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"

namespace iam {
namespace {

constexpr char kHex[] = "0123456789ABCDEF";

bool IsUnreserved(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

std::optional<std::string> DecodeQueryPart(absl::string_view text) {
  if (!absl::StrContains(text, '+')) return PercentDecode(text);
  return PercentDecode(absl::StrReplaceAll(text, {{"+", " "}}));
}

}  // namespace

std::optional<TargetParts> SplitTarget(absl::string_view target) {
  if (!absl::StartsWith(target, "/")) return std::nullopt;
  const size_t end = target.find('?');
  if (end == absl::string_view::npos) return TargetParts{target, ""};
  return TargetParts{target.substr(0, end), target.substr(end + 1)};
}

std::string PercentEncode(absl::string_view text, absl::string_view keep) {
  std::string encoded;
  encoded.reserve(text.size() + text.size() / 4);
  for (const char c : text) {
    if (IsUnreserved(c) || absl::StrContains(keep, c)) {
      encoded.push_back(c);
      continue;
    }
    const auto byte = static_cast<uint8_t>(c);
    encoded.push_back('%');
    encoded.push_back(kHex[byte >> 4]);
    encoded.push_back(kHex[byte & 15]);
  }
  return encoded;
}

std::optional<std::vector<QueryParameter>> ParseQuery(absl::string_view query) {
  std::vector<QueryParameter> parameters;
  for (const absl::string_view pair :
       absl::StrSplit(query, '&', absl::SkipEmpty())) {
    const size_t equals = pair.find('=');
    std::optional<std::string> name = DecodeQueryPart(pair.substr(0, equals));
    std::optional<std::string> value =
        equals == absl::string_view::npos
            ? ""
            : DecodeQueryPart(pair.substr(equals + 1));
    if (!name.has_value() || !value.has_value()) return std::nullopt;
    parameters.push_back({*std::move(name), *std::move(value)});
  }
  return parameters;
}

std::string NormalizePath(absl::string_view path) {
  std::vector<absl::string_view> segments;
  for (const absl::string_view segment :
       absl::StrSplit(path, '/', absl::SkipEmpty())) {
    if (segment == ".") continue;
    if (segment != "..") {
      segments.push_back(segment);
    } else if (!segments.empty()) {
      segments.pop_back();
    }
  }
  const bool closed = absl::EndsWith(path, "/") && !segments.empty();
  return absl::StrCat("/", absl::StrJoin(segments, "/"), closed ? "/" : "");
}

}  // namespace iam
