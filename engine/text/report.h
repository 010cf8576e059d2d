#ifndef IAM_TEXT_REPORT_H_
#define IAM_TEXT_REPORT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "iam/diagnostic.h"
#include "iam/source.h"

namespace iam {

// The rows of diagnostics.inc.
enum class DiagnosticId {
#define IAM_DIAGNOSTIC(name, severity, id) name,
#include "engine/text/diagnostics.inc"
#undef IAM_DIAGNOSTIC
};

// The severity of a row.
Severity SeverityOf(DiagnosticId id);

// Adds the error or warning `id` about source[span], and its hint if there is
// one: an instruction we are sure of. A null `diagnostics` is allowed.
void Report(Diagnostics* diagnostics, DiagnosticId id, const SourcePtr& source,
            Span span, std::string message, std::string hint = "");

// Adds a note to what was reported last: context, say the statement.
void ReportNote(Diagnostics* diagnostics, const SourcePtr& source, Span span,
                std::string message);

// Where something of a text stands, as "file:line:col".
std::string PlaceIn(const Source& source, size_t offset);

// Text of the user's for a message: in single quotes, clipped if it is long.
std::string InQuotes(absl::string_view text);

// Of `candidates` the one a misspelt `word` most likely means, ignoring case;
// empty if none is near.
std::string Nearest(absl::string_view word,
                    const std::vector<absl::string_view>& candidates);

}  // namespace iam

#endif  // IAM_TEXT_REPORT_H_
