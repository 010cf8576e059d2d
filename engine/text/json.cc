// RapidJSON tokenizes, through SAX; its DOM would keep duplicate names silently
// and knows no places. It goes from bracket to bracket by recursion, which is
// faster than its iterative reader, and no deeper than JsonTreeBuilder lets it.
// JsonStream has it copy no strings, JsonTreeBuilder makes the tree.

#include "engine/text/json.h"

#include <limits>
#include <string>
#include <utility>

#include "engine/text/json_stream.h"
#include "engine/text/json_syntax.h"
#include "engine/text/json_tree_builder.h"
#include "engine/text/report.h"
#include "engine/text/utf8.h"
#include "rapidjson/reader.h"

namespace iam {
namespace {

SyntaxFault FaultOf(rapidjson::ParseErrorCode code, absl::string_view text,
                    size_t offset) {
  switch (code) {
    case rapidjson::kParseErrorDocumentRootNotSingular:
      return SyntaxFault::kTrailing;
    case rapidjson::kParseErrorObjectMissName:
      return SyntaxFault::kName;
    case rapidjson::kParseErrorObjectMissColon:
      return SyntaxFault::kColon;
    case rapidjson::kParseErrorObjectMissCommaOrCurlyBracket:
      return SyntaxFault::kCommaOrBrace;
    case rapidjson::kParseErrorArrayMissCommaOrSquareBracket:
      return SyntaxFault::kCommaOrBracket;
    case rapidjson::kParseErrorStringUnicodeSurrogateInvalid:
      return SyntaxFault::kSurrogate;
    case rapidjson::kParseErrorStringMissQuotationMark:
      return SyntaxFault::kOpenString;
    case rapidjson::kParseErrorStringUnicodeEscapeInvalidHex:
    case rapidjson::kParseErrorStringEscapeInvalid:
    case rapidjson::kParseErrorStringInvalidEncoding:
      // Also said of unescaped control characters.
      if (offset >= text.size()) return SyntaxFault::kOpenString;
      return text[offset] == '\\' ? SyntaxFault::kEscape
                                  : SyntaxFault::kControlInString;
    case rapidjson::kParseErrorNumberMissFraction:
    case rapidjson::kParseErrorNumberMissExponent:
      return SyntaxFault::kNumber;
    case rapidjson::kParseErrorNumberTooBig:
      return SyntaxFault::kNumberRange;
    default:
      return SyntaxFault::kValue;
  }
}

// What no JSON text may hold anywhere; false if it does.
bool CheckBytes(const SourcePtr& source, Span part, Diagnostics* diagnostics) {
  const absl::string_view text =
      source->text().substr(part.begin, part.end - part.begin);
  const auto refuse = [&](DiagnosticId id, size_t at, uint32_t length,
                          std::string message, std::string hint = "") {
    const uint32_t begin = part.begin + static_cast<uint32_t>(at);
    Report(diagnostics, id, source, {begin, begin + length}, std::move(message),
           std::move(hint));
    return false;
  };
  if (text.substr(0, 3) == "\xEF\xBB\xBF") {
    return refuse(DiagnosticId::kByteOrderMark, 0, 3,
                  "byte order mark before the JSON text",
                  "save the file as UTF-8 without a byte order mark");
  }
  const size_t invalid = FindInvalidUtf8(text);
  if (invalid < text.size()) {
    return refuse(DiagnosticId::kInvalidUtf8, invalid, 1, "invalid UTF-8",
                  "save the file as UTF-8");
  }
  const size_t nul = text.find('\0');
  if (nul != absl::string_view::npos) {
    return refuse(DiagnosticId::kNulCharacter, nul, 1,
                  "NUL character in a JSON text");
  }
  return true;
}

}  // namespace

std::optional<JsonDocument> ParseJson(const SourcePtr& source,
                                      Diagnostics* diagnostics) {
  const size_t size = source->text().size();
  if (size > std::numeric_limits<uint32_t>::max()) {
    Report(diagnostics, DiagnosticId::kTextTooLarge, source, {0, 0},
           "text of more than 4 GiB");
    return std::nullopt;
  }
  return ParseJson(source, {0, static_cast<uint32_t>(size)}, diagnostics);
}

std::optional<JsonDocument> ParseJson(const SourcePtr& source, Span part,
                                      Diagnostics* diagnostics) {
  // UTF-8 is checked here once, which is faster than kParseValidateEncodingFlag
  // and tells the place; \u escapes are RapidJSON's to check.
  if (!CheckBytes(source, part, diagnostics)) return std::nullopt;
  const absl::string_view text = source->text().substr(0, part.end);
  JsonStream stream(text, part.begin);
  JsonTreeBuilder builder(stream, source, part, diagnostics);
  rapidjson::Reader reader;
  const rapidjson::ParseResult result =
      reader.Parse<rapidjson::kParseInsituFlag>(stream, builder);
  if (result.IsError() && result.Code() != rapidjson::kParseErrorTermination) {
    const size_t offset = result.Offset();
    ReportSyntaxFault(FaultOf(result.Code(), text, offset),
                      builder.PlaceOf(offset), source, diagnostics);
  }
  if (result.IsError() || !builder.ok()) return std::nullopt;
  return builder.TakeDocument();
}

}  // namespace iam
