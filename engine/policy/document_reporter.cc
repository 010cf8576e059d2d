#include "engine/policy/document_reporter.h"

#include "absl/strings/str_cat.h"

namespace iam {

void DocumentReporter::EnterStatement(size_t number, absl::string_view sid,
                                      Span statement) {
  statement_note_ = absl::StrCat("in statement ", number);
  if (!sid.empty()) {
    absl::StrAppend(&statement_note_, ", Sid ", InQuotes(sid));
  }
  statement_ = statement;
}

void DocumentReporter::Say(DiagnosticId id, Span span, std::string message,
                           std::string hint) {
  Report(diagnostics_, id, source_, span, std::move(message), std::move(hint));
  NoteStatement();
}

void DocumentReporter::SayWithNote(DiagnosticId id, Span span,
                                   std::string message, Span note_span,
                                   std::string note) {
  Report(diagnostics_, id, source_, span, std::move(message));
  ReportNote(diagnostics_, source_, note_span, std::move(note));
  NoteStatement();
}

void DocumentReporter::NoteStatement() {
  if (statement_note_.empty()) return;
  ReportNote(diagnostics_, source_, statement_, statement_note_);
}

}  // namespace iam
