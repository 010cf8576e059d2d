#include "iam/policy.h"

#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/policy/policy_parser.h"
#include "engine/text/arena.h"
#include "engine/text/json.h"
#include "engine/text/report.h"

namespace iam {
namespace {

// Hands what one run found to the caller, who may have found things before.
absl::Status Finish(const Diagnostics& found, Diagnostics* diagnostics) {
  if (diagnostics != nullptr) {
    for (const Diagnostic& diagnostic : found.all()) {
      diagnostics->Add(diagnostic);
    }
  }
  return found.ToStatus();
}

bool CheckSize(size_t bytes, const SourcePtr& source, Span span,
               Diagnostics* diagnostics) {
  if (bytes <= kMaxPolicyBytes) return true;
  Report(diagnostics, DiagnosticId::kDocumentTooLarge, source, span,
         absl::StrCat("policy document of ", bytes, " bytes; the limit is ",
                      kMaxPolicyBytes));
  return false;
}

// The document's first byte must be its '{', as S3 puts it.
bool CheckStart(const SourcePtr& source, Diagnostics* diagnostics) {
  const size_t start = source->text().find_first_not_of(" \t\n\r");
  if (start == 0 || start == absl::string_view::npos) return true;
  Report(diagnostics, DiagnosticId::kDocumentStart, source, {0, 1},
         "white space before the policy document's '{'", "remove it");
  return false;
}

}  // namespace

absl::StatusOr<Policy> Policy::Parse(absl::string_view text,
                                     absl::string_view file_name,
                                     Diagnostics* diagnostics) {
  // A larger text is not even copied.
  const bool too_large = text.size() > kMaxPolicyBytes;
  const SourcePtr source = std::make_shared<const Source>(
      std::string(file_name), std::string(too_large ? "" : text));
  Diagnostics found;
  if (!CheckSize(text.size(), source, {0, 0}, &found)) {
    return Finish(found, diagnostics);
  }
  std::optional<JsonDocument> document;
  if (CheckStart(source, &found)) document = ParseJson(source, &found);
  if (!document.has_value()) return Finish(found, diagnostics);
  return FromJson(document->root(), source, diagnostics);
}

absl::StatusOr<Policy> Policy::FromJson(const JsonValue& document,
                                        SourcePtr source,
                                        Diagnostics* diagnostics,
                                        std::shared_ptr<Arena> arena) {
  Diagnostics found;
  Policy policy;
  const Span span = document.span();
  if (CheckSize(span.end - span.begin, source, {span.begin, span.begin + 1},
                &found)) {
    // What a document reads as takes somewhat more room than its text.
    if (arena == nullptr) {
      arena = std::make_shared<Arena>(size_t{span.end} - span.begin);
    }
    policy = PolicyParser(document, std::move(source), std::move(arena), &found)
                 .Parse();
  }
  absl::Status status = Finish(found, diagnostics);
  if (!status.ok()) return status;
  return policy;
}

absl::string_view Policy::text() const {
  return source_->text().substr(offset_, length_);
}

Location Policy::LocationOf(Span span) const {
  return source_->LocationOf(size_t{offset_} + span.begin);
}

}  // namespace iam
