#ifndef IAM_DIAGNOSTIC_H_
#define IAM_DIAGNOSTIC_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "iam/source.h"

namespace iam {

enum class Severity { kError, kWarning, kNote, kHint };

// "error", "warning", "note", "hint".
absl::string_view Name(Severity severity);

// One thing to say about a text: where, what, and under which stable id.
struct Diagnostic {
  Severity severity = Severity::kError;
  std::string id;  // stable, kebab-case: "unknown-operator"; empty in notes
  std::string message;  // one line, lower case, no full stop
  SourcePtr source;     // null if no text is at hand
  Span span;
};

// All that was found wrong or doubtful in one run, in the order found. A note
// or hint belongs to the error or warning before it.
//
//   Diagnostics diagnostics;
//   auto policy = Policy::Parse(text, "deploy.json", &diagnostics);
//   std::cerr << diagnostics.ToString();
class Diagnostics {
 public:
  void Add(Diagnostic diagnostic);

  const std::vector<Diagnostic>& all() const { return all_; }
  bool empty() const { return all_.empty(); }
  size_t error_count() const { return error_count_; }
  bool has_errors() const { return error_count_ > 0; }

  // OK without errors; else kInvalidArgument with the first error as
  // "file:line:col: message [id]" and the number of further ones.
  absl::Status ToStatus() const;

  // Compiler style, one or more lines each, with source line and caret:
  //   deploy.json:14:10: error: unknown condition operator 'StringEqual'
  //   [unknown-operator]
  //    14 |         "StringEqual": {
  //       |          ^~~~~~~~~~~
  std::string ToString() const;

 private:
  std::vector<Diagnostic> all_;
  size_t error_count_ = 0;
};

}  // namespace iam

#endif  // IAM_DIAGNOSTIC_H_
