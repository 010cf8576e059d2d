// Diagnostics are kept as data and become text only here, in the form of a
// compiler's messages. Whatever a message quotes comes from the user's text,
// so all of it passes Harmless().

#include "iam/diagnostic.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "engine/text/excerpt.h"

namespace iam {
namespace {

// "deploy.json:14:10: ", or nothing for a diagnostic without a text.
std::string Place(const Diagnostic& diagnostic) {
  if (diagnostic.source == nullptr) return "";
  const Location location =
      diagnostic.source->LocationOf(diagnostic.span.begin);
  return absl::StrCat(Harmless(diagnostic.source->name()), ":", location.line,
                      ":", location.column, ": ");
}

// One line, whatever was quoted in it.
std::string MessageOf(const Diagnostic& diagnostic) {
  std::string message =
      Harmless(absl::StrReplaceAll(diagnostic.message, {{"\t", " "}}));
  if (!diagnostic.id.empty()) {
    absl::StrAppend(&message, " [", diagnostic.id, "]");
  }
  return message;
}

bool HasExcerpt(const Diagnostic& diagnostic) {
  return diagnostic.source != nullptr &&
         (diagnostic.severity == Severity::kError ||
          diagnostic.severity == Severity::kWarning);
}

}  // namespace

absl::string_view Name(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "error";
    case Severity::kWarning:
      return "warning";
    case Severity::kNote:
      return "note";
    case Severity::kHint:
      return "hint";
  }
  return "";
}

void Diagnostics::Add(Diagnostic diagnostic) {
  // Messages quote the input, which must not break their one line.
  diagnostic.message = Harmless(diagnostic.message);
  if (diagnostic.severity == Severity::kError) ++error_count_;
  all_.push_back(std::move(diagnostic));
}

absl::Status Diagnostics::ToStatus() const {
  for (const Diagnostic& diagnostic : all_) {
    if (diagnostic.severity != Severity::kError) continue;
    std::string message =
        absl::StrCat(Place(diagnostic), MessageOf(diagnostic));
    if (error_count_ > 1) {
      absl::StrAppend(&message, " (and ", error_count_ - 1, " more ",
                      error_count_ == 2 ? "error)" : "errors)");
    }
    return absl::InvalidArgumentError(message);
  }
  return absl::OkStatus();
}

std::string Diagnostics::ToString() const {
  std::string result;
  for (const Diagnostic& diagnostic : all_) {
    absl::StrAppend(&result, Place(diagnostic), Name(diagnostic.severity), ": ",
                    MessageOf(diagnostic), "\n");
    if (HasExcerpt(diagnostic)) {
      absl::StrAppend(&result, Excerpt(*diagnostic.source, diagnostic.span));
    }
  }
  return result;
}

}  // namespace iam
