#include "engine/text/report.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace iam {
namespace {

struct Row {
  Severity severity;
  absl::string_view id;
};

constexpr Row kRows[] = {
#define IAM_DIAGNOSTIC(name, severity, id) {Severity::severity, id},
#include "engine/text/diagnostics.inc"
#undef IAM_DIAGNOSTIC
};

// Words longer than this are not names that somebody misspelt.
constexpr size_t kMaxWord = 48;

// Quoted text in a message; the excerpt shows the rest.
constexpr size_t kMaxQuoted = 80;

// Insertions, deletions, replacements and swaps of neighbours that lead from
// one word to the other, without regard to case.
size_t EditDistance(absl::string_view a, absl::string_view b) {
  std::vector<size_t> before(b.size() + 1);
  std::vector<size_t> above(b.size() + 1);
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) above[j] = j;
  auto same = [&](size_t i, size_t j) {
    return absl::ascii_tolower(static_cast<unsigned char>(a[i])) ==
           absl::ascii_tolower(static_cast<unsigned char>(b[j]));
  };
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({above[j] + 1, row[j - 1] + 1,
                         above[j - 1] + (same(i - 1, j - 1) ? 0 : 1)});
      if (i > 1 && j > 1 && same(i - 1, j - 2) && same(i - 2, j - 1)) {
        row[j] = std::min(row[j], before[j - 2] + 1);
      }
    }
    before.swap(above);
    above.swap(row);
  }
  return above[b.size()];
}

}  // namespace

Severity SeverityOf(DiagnosticId id) {
  return kRows[static_cast<size_t>(id)].severity;
}

void Report(Diagnostics* diagnostics, DiagnosticId id, const SourcePtr& source,
            Span span, std::string message, std::string hint) {
  if (diagnostics == nullptr) return;
  const Row& row = kRows[static_cast<size_t>(id)];
  diagnostics->Add(
      {row.severity, std::string(row.id), std::move(message), source, span});
  if (!hint.empty()) {
    diagnostics->Add({Severity::kHint, "", std::move(hint), source, span});
  }
}

void ReportNote(Diagnostics* diagnostics, const SourcePtr& source, Span span,
                std::string message) {
  if (diagnostics == nullptr) return;
  diagnostics->Add({Severity::kNote, "", std::move(message), source, span});
}

std::string PlaceIn(const Source& source, size_t offset) {
  const Location at = source.LocationOf(offset);
  return absl::StrCat(source.name(), ":", at.line, ":", at.column);
}

std::string InQuotes(absl::string_view text) {
  if (text.size() <= kMaxQuoted) return absl::StrCat("'", text, "'");
  size_t end = kMaxQuoted;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
    --end;
  }
  return absl::StrCat("'", text.substr(0, end), "...'");
}

std::string Nearest(absl::string_view word,
                    const std::vector<absl::string_view>& candidates) {
  if (word.empty() || word.size() > kMaxWord) return "";
  // One slip in four letters is a misspelling, more is another word.
  size_t allowed = word.size() < 3 ? 0 : std::max<size_t>(1, word.size() / 4);
  absl::string_view best;
  for (absl::string_view candidate : candidates) {
    const size_t shorter = std::min(word.size(), candidate.size());
    const size_t longer = std::max(word.size(), candidate.size());
    if (longer - shorter > allowed) continue;  // as is the distance
    const size_t distance = EditDistance(word, candidate);
    if (distance > allowed || (distance == allowed && !best.empty())) continue;
    best = candidate;
    allowed = distance;
  }
  return std::string(best);
}

}  // namespace iam
