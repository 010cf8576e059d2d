#include "engine/policy/document_reporter.h"

#include "absl/strings/str_cat.h"

namespace iam {

void DocumentReporter::Say(DiagnosticId id, Span span, std::string message,
                           std::string hint) {
  if (!Counts(id)) return;
  Report(diagnostics_, id, source_, span, std::move(message), std::move(hint));
  NoteStatement();
}

void DocumentReporter::SayWithNote(DiagnosticId id, Span span,
                                   std::string message, Span note_span,
                                   std::string note) {
  if (!Counts(id)) return;
  Report(diagnostics_, id, source_, span, std::move(message));
  ReportNote(diagnostics_, source_, note_span, std::move(note));
  NoteStatement();
}

void DocumentReporter::Finish() {
  if (left_out_ == 0) return;
  ReportNote(diagnostics_, source_, {0, 0},
             absl::StrCat(left_out_, " more errors and warnings"));
}

bool DocumentReporter::Counts(DiagnosticId id) {
  const bool first_error = SeverityOf(id) == Severity::kError && !told_error_;
  if (IsFull() && !first_error) {
    ++left_out_;
    return false;
  }
  ++findings_;
  told_error_ = told_error_ || first_error;
  return true;
}

void DocumentReporter::NoteStatement() {
  if (statement_number_ == 0) return;
  std::string note = absl::StrCat("in statement ", statement_number_);
  if (!sid_.empty()) absl::StrAppend(&note, ", Sid ", InQuotes(sid_));
  ReportNote(diagnostics_, source_, statement_, std::move(note));
}

}  // namespace iam
