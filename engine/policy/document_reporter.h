#ifndef IAM_POLICY_DOCUMENT_REPORTER_H_
#define IAM_POLICY_DOCUMENT_REPORTER_H_

#include <cstddef>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "engine/text/report.h"
#include "iam/diagnostic.h"
#include "iam/source.h"

namespace iam {

// A DocumentReporter says things about one policy document and adds to each in
// which statement it is. Spans count from the source's first byte.
class DocumentReporter {
 public:
  DocumentReporter(SourcePtr source, Diagnostics* diagnostics)
      : source_(std::move(source)), diagnostics_(diagnostics) {}

  // From here on in statement `number`, counted from 1; `sid` may be empty.
  void EnterStatement(size_t number, absl::string_view sid, Span statement);
  void LeaveStatement() { statement_note_.clear(); }

  void Say(DiagnosticId id, Span span, std::string message,
           std::string hint = "");

  // The same with a note on another place.
  void SayWithNote(DiagnosticId id, Span span, std::string message,
                   Span note_span, std::string note);

  const SourcePtr& source() const { return source_; }

 private:
  void NoteStatement();

  const SourcePtr source_;
  Diagnostics* const diagnostics_;
  std::string statement_note_;  // empty outside of statements
  Span statement_;
};

}  // namespace iam

#endif  // IAM_POLICY_DOCUMENT_REPORTER_H_
