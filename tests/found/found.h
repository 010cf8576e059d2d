#ifndef IAM_TESTS_FOUND_FOUND_H_
#define IAM_TESTS_FOUND_FOUND_H_

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "simulator/found/found_request.h"

namespace iam {

inline absl::StatusOr<Findings> Find(const std::string& text,
                                     const FindOptions& options = {}) {
  return FindRequests(std::make_shared<const Source>("f", text), options);
}

// The requests on a line each, "principal action resource"; '-' for a principal
// or resource that is not shown. The error if there are none.
inline std::string Requests(const absl::StatusOr<Findings>& findings) {
  if (!findings.ok()) return std::string(findings.status().message());
  std::string lines;
  for (const FoundRequest& found : findings->requests) {
    absl::StrAppend(&lines, lines.empty() ? "" : "\n",
                    found.principal_known ? found.request.principal : "-", " ",
                    found.request.action, " ",
                    found.resource_known ? found.request.resource : "-");
  }
  return lines;
}

// "explicitDeny session POLICY [Sid]", as far as told.
inline std::string VerdictText(const FoundRequest& found) {
  if (!found.verdict.has_value()) return "none";
  const AwsVerdict& verdict = *found.verdict;
  std::string text(verdict.outcome_known ? Name(verdict.outcome) : "?");
  if (verdict.layer.has_value()) {
    absl::StrAppend(&text, " ", Name(*verdict.layer));
  }
  if (!verdict.policy.empty()) absl::StrAppend(&text, " ", verdict.policy);
  if (!verdict.sids.empty()) {
    absl::StrAppend(&text, " [", absl::StrJoin(verdict.sids, " "), "]");
  }
  return text;
}

// The value of a context key; "-" if there is none, "absent" if it is declared
// to be absent.
inline std::string ContextText(const FoundRequest& found,
                               const std::string& key) {
  const Context& context = found.request.context;
  const auto entry = context.Find(key);
  if (entry.has_value()) return absl::StrJoin(entry->values.ToStrings(), ",");
  return context.Mentions(key) ? "absent" : "-";
}

}  // namespace iam

#endif  // IAM_TESTS_FOUND_FOUND_H_
