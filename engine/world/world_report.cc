#include "engine/world/world_report.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "engine/text/report.h"

namespace iam {
namespace {

struct Row {
  Severity severity;
  absl::string_view id;
};

constexpr Row kRows[] = {
#define IAM_WORLD_DIAGNOSTIC(name, severity, id) {Severity::severity, id},
#include "engine/world/diagnostics.inc"
#undef IAM_WORLD_DIAGNOSTIC
};

}  // namespace

Place StartOf(const Place& place) {
  return Place{place.source, Span{place.span.begin, place.span.begin + 1}};
}

std::string ToString(const Place& place) {
  return PlaceIn(*place.source, place.span.begin);
}

void Report(Diagnostics* diagnostics, WorldDiagnostic id, const Place& place,
            std::string message, std::string hint) {
  const Row& row = kRows[static_cast<size_t>(id)];
  diagnostics->Add(Diagnostic{row.severity, std::string(row.id),
                              std::move(message), place.source, place.span});
  if (hint.empty()) return;
  diagnostics->Add(Diagnostic{Severity::kHint, "", std::move(hint),
                              place.source, place.span});
}

void ReportNote(Diagnostics* diagnostics, const Place& place,
                std::string message) {
  diagnostics->Add(Diagnostic{Severity::kNote, "", std::move(message),
                              place.source, place.span});
}

}  // namespace iam
