#ifndef IAM_WORLD_WORLD_REPORT_H_
#define IAM_WORLD_WORLD_REPORT_H_

#include <string>

#include "iam/diagnostic.h"
#include "iam/source.h"

namespace iam {

// The rows of diagnostics.inc.
enum class WorldDiagnostic {
#define IAM_WORLD_DIAGNOSTIC(name, severity, id) name,
#include "engine/world/diagnostics.inc"
#undef IAM_WORLD_DIAGNOSTIC
};

// Where an entry of a snapshot stands.
struct Place {
  SourcePtr source;
  Span span;
};

// The place's first byte: for carets under an entry of many lines.
Place StartOf(const Place& place);

// "account.json:3:9".
std::string ToString(const Place& place);

// Adds the error or warning, and its hint if there is one.
void Report(Diagnostics* diagnostics, WorldDiagnostic id, const Place& place,
            std::string message, std::string hint = "");

// Adds a note to what was reported last.
void ReportNote(Diagnostics* diagnostics, const Place& place,
                std::string message);

}  // namespace iam

#endif  // IAM_WORLD_WORLD_REPORT_H_
