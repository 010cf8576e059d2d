// A reader of JSON knows what it expected; a person wants to know which slip
// made the difference. The usual slips are recognised by what stands at the
// place: a trailing comma, a comment, single quotes, Python's True, a text that
// was cut off.

#include "engine/text/json_syntax.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "engine/text/report.h"

namespace iam {
namespace {

constexpr absl::string_view kWhiteSpace = " \t\n\r";

bool IsWordCharacter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return absl::ascii_isalnum(byte) || c == '_' || c == '.' || c == '+' ||
         c == '-' || byte >= 0x80;
}

Span MakeSpan(size_t begin, size_t end) {
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

class Reporter {
 public:
  Reporter(const SyntaxPlace& place, const SourcePtr& source,
           Diagnostics* diagnostics)
      : place_(place),
        source_(source),
        text_(source->text().substr(0, place.part.end)),
        diagnostics_(diagnostics) {}

  void Say(SyntaxFault fault) {
    switch (fault) {
      case SyntaxFault::kOpenString:
        return SayCutOffString();
      case SyntaxFault::kEscape:
      case SyntaxFault::kSurrogate:
        return SayEscape(fault);
      case SyntaxFault::kControlInString:
        return SayControlInString();
      default:
        break;
    }
    if (AtEnd()) return SayCutOff();
    Error(Word(), Message(fault), Hint(fault));
  }

 private:
  bool AtEnd() const {
    return text_.find_first_not_of(kWhiteSpace, place_.offset) ==
           absl::string_view::npos;
  }

  // The word or single character at which reading stopped.
  Span Word() const {
    // A token that was read in part began before; ':' and ',' out of place are
    // no part of a token.
    const size_t begin = std::min(place_.token, place_.offset);
    size_t end = begin;
    while (end < text_.size() && IsWordCharacter(text_[end])) ++end;
    return MakeSpan(begin, std::max(end, begin + 1));
  }

  std::string Message(SyntaxFault fault) const {
    const Span word = Word();
    const std::string found =
        InQuotes(text_.substr(word.begin, word.end - word.begin));
    switch (fault) {
      case SyntaxFault::kName:
        return absl::StrCat("expected a name in double quotes, not ", found);
      case SyntaxFault::kColon:
        return absl::StrCat("expected ':' behind the name, not ", found);
      case SyntaxFault::kCommaOrBrace:
        return absl::StrCat("expected ',' or '}', not ", found);
      case SyntaxFault::kCommaOrBracket:
        return absl::StrCat("expected ',' or ']', not ", found);
      case SyntaxFault::kTrailing:
        return absl::StrCat("expected the end of the text, not ", found);
      case SyntaxFault::kNumber:
        return absl::StrCat("incomplete number ", found);
      case SyntaxFault::kNumberRange:
        return absl::StrCat("number out of range: ", found);
      default:
        return absl::StrCat("expected a value, not ", found);
    }
  }

  std::string Hint(SyntaxFault fault) const {
    const absl::string_view rest = text_.substr(Word().begin);
    const char before = LastCharacterBefore(Word().begin);
    if (absl::StartsWith(rest, "//") || absl::StartsWith(rest, "/*") ||
        absl::StartsWith(rest, "#")) {
      return "JSON has no comments; remove it";
    }
    if (rest[0] == '\'') return "JSON strings stand in double quotes";
    if (before == ',' && (rest[0] == '}' || rest[0] == ']')) {
      return "remove the comma before it";
    }
    if (fault == SyntaxFault::kCommaOrBrace ||
        fault == SyntaxFault::kCommaOrBracket) {
      return rest[0] == '"' ? "add a comma before it" : "";
    }
    if (absl::StartsWith(rest, "True")) return "write 'true'";
    if (absl::StartsWith(rest, "False")) return "write 'false'";
    if (absl::StartsWith(rest, "None")) return "write 'null'";
    return "";
  }

  char LastCharacterBefore(size_t offset) const {
    const size_t begin = place_.part.begin;
    const absl::string_view before = text_.substr(begin, offset - begin);
    const size_t at = before.find_last_not_of(kWhiteSpace);
    return at == absl::string_view::npos ? '\0' : before[at];
  }

  void SayCutOff() {
    // Behind the last thing there is, not behind the line breaks that follow.
    const size_t begin = place_.part.begin;
    const size_t last = text_.substr(begin).find_last_not_of(kWhiteSpace);
    const size_t end = begin + (last == absl::string_view::npos ? 0 : last + 1);
    if (place_.open.empty()) {
      Report(diagnostics_, DiagnosticId::kJsonCutOff, source_,
             MakeSpan(end, end), "empty text, expected a JSON value");
      return;
    }
    const OpenBracket& open = place_.open.back();
    const absl::string_view what = open.is_object ? "object" : "list";
    Report(diagnostics_, DiagnosticId::kJsonCutOff, source_, MakeSpan(end, end),
           absl::StrCat("text ends inside ",
                        open.is_object ? "an object" : "a list", ", ",
                        place_.open.size(),
                        place_.open.size() == 1 ? " bracket" : " brackets",
                        " not closed"));
    ReportNote(diagnostics_, source_, MakeSpan(open.begin, open.begin + 1),
               absl::StrCat("the ", what, " begins here"));
  }

  void SayCutOffString() {
    Report(diagnostics_, DiagnosticId::kJsonCutOff, source_,
           MakeSpan(text_.size(), text_.size()), "text ends inside a string");
    ReportNote(diagnostics_, source_, MakeSpan(place_.token, place_.token + 1),
               "the string begins here");
  }

  void SayControlInString() {
    const char c = text_[place_.offset];
    if (c == '\n' || c == '\r') {
      size_t end = place_.offset;
      if (c == '\n' && text_[end - 1] == '\r') --end;
      Error(MakeSpan(place_.token, end), "string does not end on its line", "");
      return;
    }
    Error(MakeSpan(place_.offset, place_.offset + 1),
          absl::StrFormat("control character U+%04X in a string",
                          static_cast<unsigned>(c)),
          absl::StrFormat(R"(write '\u%04x')", static_cast<unsigned>(c)));
  }

  void SayEscape(SyntaxFault fault) {
    const bool unicode = text_.substr(place_.offset + 1, 1) == "u";
    const size_t end = place_.offset + (unicode ? 6 : 2);
    if (end > text_.size()) return SayCutOffString();
    const std::string escape =
        InQuotes(text_.substr(place_.offset, end - place_.offset));
    std::string message;
    std::string hint;
    if (fault == SyntaxFault::kSurrogate) {
      message = absl::StrCat("unpaired surrogate escape ", escape);
    } else if (unicode) {
      message = absl::StrCat("no four hexadecimal digits in escape ", escape);
    } else {
      message = absl::StrCat("unknown escape ", escape, " in a string");
      hint = R"(write '\\' for a backslash)";
    }
    Report(diagnostics_, DiagnosticId::kInvalidEscape, source_,
           MakeSpan(place_.offset, end), std::move(message), std::move(hint));
  }

  void Error(Span span, std::string message, std::string hint) {
    Report(diagnostics_, DiagnosticId::kJsonSyntax, source_, span,
           std::move(message), std::move(hint));
  }

  const SyntaxPlace& place_;
  const SourcePtr& source_;
  const absl::string_view text_;
  Diagnostics* const diagnostics_;
};

}  // namespace

void ReportSyntaxFault(SyntaxFault fault, const SyntaxPlace& place,
                       const SourcePtr& source, Diagnostics* diagnostics) {
  Reporter(place, source, diagnostics).Say(fault);
}

}  // namespace iam
