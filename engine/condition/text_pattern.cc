#include "engine/condition/text_pattern.h"

#include <algorithm>
#include <utility>

#include "engine/match/arn.h"

namespace iam {
namespace {

constexpr int kArnColons = 5;  // arn:partition:service:region:account:resource

// Appends the pieces of a row of parts as one text, counting colons so that
// wildcards of an ARN's first components stay inside them.
class PieceBuilder {
 public:
  PieceBuilder(TextForm form, std::vector<GlobPiece>* pieces)
      : form_(form), pieces_(pieces) {}

  void AddLiteral(absl::string_view text) {
    if (text.empty()) return;
    colons_ += static_cast<int>(std::count(text.begin(), text.end(), ':'));
    pieces_->push_back({GlobPieceKind::kLiteral, text});
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
  const std::string& head = parts.front().text;
  return parts.size() > 1 &&
         std::count(head.begin(), head.end(), ':') < kArnColons;
}

bool IsArn(absl::string_view text) { return SplitArn(text).has_value(); }

}  // namespace

TextPattern::TextPattern(absl::string_view text, TextForm form,
                         PolicyVersion version)
    : parts_(ParseTemplate(text, version)),
      form_(form),
      constant_(IsConstant(parts_)) {
  if (form == TextForm::kResource && HasEarlyVariable(parts_)) {
    malformed_ = true;
  }
  if (!constant_) return;
  PieceBuilder builder(form, &pieces_);
  for (const TemplatePart& part : parts_) {
    if (part.kind == TemplatePart::Kind::kPattern) {
      builder.AddPattern(part.text);
    } else {
      builder.AddLiteral(part.text);
    }
  }
  if (form == TextForm::kArn && builder.colons() < kArnColons) {
    malformed_ = true;
  }
}

TextMatch TextPattern::Match(absl::string_view text,
                             const Context& context) const {
  if (malformed_) return TextMatch::kMalformed;
  if (form_ == TextForm::kArn && !IsArn(text)) return TextMatch::kMalformed;
  if (constant_) {
    return MatchGlob(pieces_, text) ? TextMatch::kMatch : TextMatch::kNoMatch;
  }
  std::vector<GlobPiece> pieces;
  PieceBuilder builder(form_, &pieces);
  for (const TemplatePart& part : parts_) {
    switch (part.kind) {
      case TemplatePart::Kind::kPattern:
        builder.AddPattern(part.text);
        break;
      case TemplatePart::Kind::kLiteral:
        builder.AddLiteral(part.text);
        break;
      case TemplatePart::Kind::kVariable: {
        const std::optional<absl::string_view> value = Resolve(part, context);
        if (!value.has_value()) return TextMatch::kUnresolved;
        builder.AddLiteral(*value);
        break;
      }
    }
  }
  if (form_ == TextForm::kArn && builder.colons() < kArnColons) {
    return TextMatch::kMalformed;
  }
  return MatchGlob(pieces, text) ? TextMatch::kMatch : TextMatch::kNoMatch;
}

}  // namespace iam
