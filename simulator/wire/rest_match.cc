#include "simulator/wire/rest_match.h"

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "simulator/catalog/tables.h"

namespace iam {
namespace {

// Weights: a word of the path tells more than a parameter or header, and those
// more than a label.
constexpr int kWord = 100;
constexpr int kMark = 10;
constexpr int kLabel = 1;

// Fills labels and weight if the path is one of the template.
bool MatchPath(absl::string_view pattern, absl::string_view path,
               RestMatch* match) {
  absl::ConsumePrefix(&pattern, "/");
  absl::ConsumePrefix(&path, "/");
  while (!pattern.empty()) {
    absl::string_view wanted = Cut(&pattern, '/');
    if (path.empty()) return false;
    if (!absl::ConsumePrefix(&wanted, "{")) {
      if (wanted != Cut(&path, '/')) return false;
      match->weight += kWord;
      continue;
    }
    absl::ConsumeSuffix(&wanted, "}");
    absl::string_view value;
    if (absl::ConsumeSuffix(&wanted, "+")) {
      // All that is left, as far as the template has no more behind it.
      const size_t behind = pattern.empty() ? 0 : pattern.size() + 1;
      if (path.size() <= behind) return false;
      value = path.substr(0, path.size() - behind);
      path.remove_prefix(value.size());
      absl::ConsumePrefix(&path, "/");
    } else {
      value = Cut(&path, '/');
      if (value.empty()) return false;
    }
    std::optional<std::string> decoded = DecodeText(value);
    if (!decoded.has_value()) return false;
    match->labels.emplace_back(wanted, *std::move(decoded));
    match->weight += kLabel;
  }
  return path.empty();
}

bool HasMark(const Form& query, absl::string_view mark) {
  const absl::string_view name = Cut(&mark, ':');
  const std::string* value = FindIn(query, name);
  return value != nullptr && (mark.empty() || *value == mark);
}

bool MatchMarks(const HttpBinding& binding, const Form& query,
                const std::vector<HttpHeader>& headers, RestMatch* match) {
  for (const absl::string_view mark : binding.query) {
    if (!HasMark(query, mark)) return false;
    match->weight += kMark;
  }
  for (const absl::string_view name : binding.headers) {
    if (FindHeader(headers, name) == nullptr) return false;
    match->weight += kMark;
  }
  return true;
}

}  // namespace

std::optional<RestMatch> MatchRest(
    const std::vector<const WireClient*>& clients, absl::string_view method,
    absl::string_view path, const Form& query,
    const std::vector<HttpHeader>& headers) {
  std::optional<RestMatch> best;
  for (const WireClient* client : clients) {
    for (const HttpBinding& binding : client->bindings()) {
      if (binding.method != method) continue;
      RestMatch match;
      match.client = client;
      match.binding = &binding;
      if (!MatchMarks(binding, query, headers, &match)) continue;
      if (!MatchPath(binding.path, path, &match)) continue;
      if (!best.has_value() || match.weight > best->weight) {
        best = std::move(match);
      } else if (match.weight == best->weight && client == best->client &&
                 (binding.query != best->binding->query ||
                  binding.headers != best->binding->headers)) {
        best->ambiguous = true;
      }
    }
  }
  return best;
}

}  // namespace iam
