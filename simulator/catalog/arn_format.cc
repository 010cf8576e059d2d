#include "simulator/catalog/arn_format.h"

#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "engine/match/arn.h"
#include "engine/match/glob.h"

namespace iam {
namespace {

bool Matches(absl::string_view format, absl::string_view text,
             bool may_be_empty) {
  std::vector<GlobPiece> pieces;
  for (const FormatPiece& piece : CutFormat(format)) {
    if (!piece.variable) {
      AppendGlobPieces(piece.text, GlobScope::kWholeText, &pieces);
      continue;
    }
    if (!may_be_empty) pieces.emplace_back(GlobPieceKind::kAnyCharacter);
    pieces.emplace_back(GlobPieceKind::kAnyRun);
  }
  return MatchGlob(pieces, text);
}

}  // namespace

std::vector<absl::string_view> ArnFormats(absl::string_view arn) {
  return absl::StrSplit(arn, ", ", absl::SkipEmpty());
}

std::vector<FormatPiece> CutFormat(absl::string_view format) {
  std::vector<FormatPiece> pieces;
  while (!format.empty()) {
    const size_t begin = format.find("${");
    const size_t end = begin == absl::string_view::npos
                           ? absl::string_view::npos
                           : format.find('}', begin);
    if (end == absl::string_view::npos) {
      pieces.push_back({format, false});
      break;
    }
    if (begin > 0) pieces.push_back({format.substr(0, begin), false});
    pieces.push_back({format.substr(begin + 2, end - begin - 2), true});
    format.remove_prefix(end + 1);
  }
  return pieces;
}

bool HasFormat(absl::string_view format, absl::string_view arn) {
  const std::optional<Arn> form = SplitArn(format);
  const std::optional<Arn> given = SplitArn(arn);
  if (!form.has_value() || !given.has_value()) return false;
  // No bucket has a '/' in its name: what has one is an object.
  if (form->resource == "${BucketName}" &&
      absl::StrContains(given->resource, "/")) {
    return false;
  }
  return Matches(form->partition, given->partition, true) &&
         Matches(form->service, given->service, true) &&
         Matches(form->region, given->region, true) &&
         Matches(form->account, given->account, true) &&
         Matches(form->resource, given->resource, false);
}

}  // namespace iam
