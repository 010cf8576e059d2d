#ifndef IAM_SIMULATOR_REQUEST_CASE_FILE_H_
#define IAM_SIMULATOR_REQUEST_CASE_FILE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "iam/diagnostic.h"
#include "iam/policy_set.h"
#include "iam/request.h"
#include "iam/source.h"

namespace iam {

// What standard input is called as a source.
inline constexpr char kStdinName[] = "<stdin>";

// A Case says: these policies, this request, this verdict. corpus/README.md,
// "The case format".
struct Case {
  std::string id;
  std::vector<std::string> rules;
  std::string about;   // of the case, else of its group
  std::string source;  // the same
  Request request;
  PolicySet policies;
  // "allowed", "explicitDeny", "implicitDeny", "error"; empty if not given.
  std::string expect;
  std::optional<std::vector<std::string>> matched;
  std::optional<std::vector<std::string>> missing;
  std::optional<std::string> decided_by;
  std::optional<std::string> known_wrong;

  // False if a document of the case could not be read: then the answer is
  // "error", as it is if Engine::Compile() refuses `policies`.
  bool policies_ok = true;
  Diagnostics policy_diagnostics;

  Location where;         // of the case in its file
  SourcePtr source_text;  // the file
};

// Reads a file of cases: one case, a list of cases, a group {"about",
// "source", "cases"}, or, if the name ends in ".jsonl", one case a line (empty
// lines are skipped). Cases that can be read are returned also if others have
// errors; all problems go to *diagnostics. Linear in the text.
std::vector<Case> ReadCases(const SourcePtr& source, Diagnostics* diagnostics);

}  // namespace iam

#endif  // IAM_SIMULATOR_REQUEST_CASE_FILE_H_
