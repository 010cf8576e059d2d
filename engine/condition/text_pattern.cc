#include "engine/condition/text_pattern.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/container/inlined_vector.h"
#include "engine/match/arn.h"

namespace iam {
namespace {

constexpr int kArnColons = 5;  // arn:partition:service:region:account:resource

int CountColons(absl::string_view text) {
  return static_cast<int>(std::count(text.begin(), text.end(), ':'));
}

// Appends the pieces of a row of parts as one text, counting colons so that
// wildcards of an ARN's first components stay inside them.
class PieceBuilder {
 public:
  PieceBuilder(TextForm form, std::vector<GlobPiece>* pieces)
      : form_(form), pieces_(pieces) {}

  void AddLiteral(absl::string_view text) {
    if (text.empty()) return;
    colons_ += CountColons(text);
    pieces_->push_back(GlobPiece(GlobPieceKind::kLiteral, text));
  }

  void AddPattern(absl::string_view text) {
    switch (form_) {
      case TextForm::kPlain:
        return AddLiteral(text);
      case TextForm::kGlob:
        return AppendGlobPieces(text, GlobScope::kWholeText, pieces_);
      case TextForm::kArn:
      case TextForm::kResource:
        return AddArn(text);
    }
  }

  int colons() const { return colons_; }

 private:
  void AddArn(absl::string_view text) {
    const size_t head = HeadLength(text);
    const absl::string_view rest = text.substr(head);
    if (form_ == TextForm::kResource) {
      if (head > 0) {
        AppendSegmentPieces(text.substr(0, head), /*ends_segment=*/true,
                            pieces_);
      }
    } else {
      AppendGlobPieces(text.substr(0, head), GlobScope::kSegment, pieces_);
    }
    AppendGlobPieces(rest, GlobScope::kWholeText, pieces_);
  }

  // How much of `text` lies in the first five components, their colons
  // included.
  size_t HeadLength(absl::string_view text) {
    size_t at = 0;
    while (colons_ < kArnColons) {
      const size_t colon = text.find(':', at);
      if (colon == absl::string_view::npos) return text.size();
      ++colons_;
      at = colon + 1;
    }
    return at;
  }

  const TextForm form_;
  std::vector<GlobPiece>* const pieces_;
  int colons_ = 0;
};

// In a Resource, variables may stand behind the fifth colon only.
bool HasEarlyVariable(const std::vector<TemplatePart>& parts) {
  if (parts.empty()) return false;
  if (parts.front().kind != TemplatePart::Kind::kPattern) return true;
  return parts.size() > 1 && CountColons(parts.front().text) < kArnColons;
}

// A wildcard as it reads behind so many colons of an ARN.
GlobPieceKind KindBehind(int colons, GlobPieceKind kind) {
  const bool bounded = colons < kArnColons;
  switch (kind) {
    case GlobPieceKind::kAnyCharacter:
    case GlobPieceKind::kOneInSegment:
      return bounded ? GlobPieceKind::kOneInSegment
                     : GlobPieceKind::kAnyCharacter;
    case GlobPieceKind::kAnyRun:
    case GlobPieceKind::kRunInSegment:
      return bounded ? GlobPieceKind::kRunInSegment : GlobPieceKind::kAnyRun;
    case GlobPieceKind::kLiteral:
    case GlobPieceKind::kVariable:
      break;
  }
  return kind;
}

}  // namespace

void AppendResourcePieces(absl::string_view text,
                          std::vector<GlobPiece>* pieces) {
  PieceBuilder(TextForm::kResource, pieces).AddPattern(text);
}

bool IsArn(absl::string_view text) { return SplitArn(text).has_value(); }

TextPattern::TextPattern(absl::string_view text, TextForm form,
                         PolicyVersion version)
    : form_(form) {
  std::vector<TemplatePart> parts = ParseTemplate(text, version);
  malformed_ = form == TextForm::kResource && HasEarlyVariable(parts);
  // A byte between two parts, so that their literals do not become one.
  size_t size = 0;
  for (const TemplatePart& part : parts) size += part.text.size() + 1;
  text_ = std::make_unique<char[]>(size);
  char* at = text_.get();
  PieceBuilder builder(form, &pieces_);
  for (TemplatePart& part : parts) {
    const absl::string_view copy(at, part.text.size());
    std::memcpy(at, part.text.data(), part.text.size());
    at += part.text.size() + 1;
    switch (part.kind) {
      case TemplatePart::Kind::kPattern:
        builder.AddPattern(copy);
        break;
      case TemplatePart::Kind::kLiteral:
        builder.AddLiteral(copy);
        break;
      case TemplatePart::Kind::kVariable:
        holes_.push_back(static_cast<uint32_t>(pieces_.size()));
        variables_.push_back(std::move(part.variable));
        break;
    }
  }
  if (form == TextForm::kArn && is_constant() &&
      builder.colons() < kArnColons) {
    malformed_ = true;
  }
}

bool TextPattern::HasOpenVariable(const ContextView& context) const {
  return std::any_of(variables_.begin(), variables_.end(),
                     [&](const PolicyVariable& variable) {
                       return context.IsOpen(variable.key);
                     });
}

TextMatch TextPattern::Match(absl::string_view text,
                             const ContextView& context) const {
  if (malformed_) return TextMatch::kMalformed;
  if (form_ == TextForm::kArn && !IsArn(text)) return TextMatch::kMalformed;
  if (!is_constant()) return MatchFilledIn(text, context);
  return MatchGlob(pieces_, text) ? TextMatch::kMatch : TextMatch::kNoMatch;
}

void TextPattern::AppendPieces(uint32_t first_variable,
                               std::vector<GlobPiece>* pieces) const {
  uint32_t next = 0;
  for (size_t i = 0; i <= pieces_.size(); ++i) {
    for (; next < holes_.size() && holes_[next] == i; ++next) {
      pieces->push_back(GlobPiece::Variable(first_variable + next));
    }
    if (i < pieces_.size()) pieces->push_back(pieces_[i]);
  }
}

template <typename Add>
bool TextPattern::ForEachPiece(const ContextView& context, Add add) const {
  size_t next = 0;
  for (size_t i = 0; i <= pieces_.size(); ++i) {
    for (; next < holes_.size() && holes_[next] == i; ++next) {
      const std::optional<absl::string_view> value =
          variables_[next].Resolve(context);
      if (!value.has_value()) return false;
      if (!value->empty()) add(GlobPiece(GlobPieceKind::kLiteral, *value));
    }
    if (i < pieces_.size()) add(pieces_[i]);
  }
  return true;
}

TextMatch TextPattern::MatchFilledIn(absl::string_view text,
                                     const ContextView& context) const {
  absl::InlinedVector<GlobPiece, 24> pieces;
  int colons = 0;
  const bool resolved = ForEachPiece(context, [&](GlobPiece piece) {
    if (form_ == TextForm::kArn) {
      piece.kind = KindBehind(colons, piece.kind);
      if (piece.kind == GlobPieceKind::kLiteral) {
        colons += CountColons(piece.literal());
      }
    }
    pieces.push_back(piece);
  });
  if (!resolved) return TextMatch::kUnresolved;
  if (form_ == TextForm::kArn && colons < kArnColons) {
    return TextMatch::kMalformed;
  }
  return MatchGlob(pieces, text) ? TextMatch::kMatch : TextMatch::kNoMatch;
}

bool TextPattern::FillIn(const ContextView& context,
                         absl::InlinedVector<char, 256>* text) const {
  return ForEachPiece(context, [&](const GlobPiece& piece) {
    text->insert(text->end(), piece.data, piece.data + piece.size);
  });
}

}  // namespace iam
