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

// Errors and warnings that are told about one document; of more, the number.
// The first error is always told.
inline constexpr size_t kMaxFindings = 200;

// A DocumentReporter says things about one policy document and adds to each in
// which statement it is. Spans count from the source's first byte.
class DocumentReporter {
 public:
  DocumentReporter(SourcePtr source, Diagnostics* diagnostics)
      : source_(std::move(source)), diagnostics_(diagnostics) {}

  // From here on in statement `number`, counted from 1; `sid` may be empty, and
  // must stay valid until the statement is left.
  void EnterStatement(size_t number, absl::string_view sid, Span statement) {
    statement_number_ = number;
    sid_ = sid;
    statement_ = statement;
  }
  void LeaveStatement() { statement_number_ = 0; }

  void Say(DiagnosticId id, Span span, std::string message,
           std::string hint = "");

  // The same with a note on another place.
  void SayWithNote(DiagnosticId id, Span span, std::string message,
                   Span note_span, std::string note);

  // To be called last: tells how many findings were left out.
  void Finish();

  // True once further findings may be left out: no need to look for hints.
  bool IsFull() const { return findings_ >= kMaxFindings; }

  const SourcePtr& source() const { return source_; }

 private:
  bool Counts(DiagnosticId id);
  void NoteStatement();

  const SourcePtr source_;
  Diagnostics* const diagnostics_;
  size_t statement_number_ = 0;  // 0 outside of statements
  absl::string_view sid_;
  Span statement_;
  size_t findings_ = 0;
  size_t left_out_ = 0;
  bool told_error_ = false;
};

}  // namespace iam

#endif  // IAM_POLICY_DOCUMENT_REPORTER_H_
