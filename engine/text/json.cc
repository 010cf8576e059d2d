// RapidJSON tokenizes, through SAX and without recursion; its DOM would keep
// duplicate names silently and knows no places. TreeBuilder makes the tree and
// finds where each token begins by itself: behind the token before it only
// white space and ',' and ':' can stand.

#include "engine/text/json.h"

#include <cstring>
#include <limits>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "engine/text/json_syntax.h"
#include "engine/text/report.h"
#include "engine/text/utf8.h"

// Its stack adds to a null pointer while it is empty, which Clang's UBSan stops
// at.
#ifdef __clang__
#pragma clang attribute push(__attribute__((no_sanitize("pointer-overflow"))), \
                             apply_to = function)
#endif
#include "rapidjson/reader.h"
#ifdef __clang__
#pragma clang attribute pop
#endif

namespace iam {
namespace {

// Objects with more members look their names up in a hash table.
constexpr size_t kFewMembers = 8;

// A stream for RapidJSON over a text that a NUL follows.
// INVARIANT: the text holds no NUL itself; RapidJSON never reads past one.
class TextStream {
 public:
  using Ch = char;
  explicit TextStream(absl::string_view text)
      : begin_(text.data()), at_(text.data()) {}
  Ch Peek() const { return *at_; }
  Ch Take() { return *at_++; }
  size_t Tell() const { return static_cast<size_t>(at_ - begin_); }
  // For writing in place, which we do not; RapidJSON only names them.
  Ch* PutBegin() { return nullptr; }
  void Put(Ch) {}
  void Flush() {}
  size_t PutEnd(Ch*) { return 0; }

 private:
  const char* const begin_;
  const char* at_;
};

class TreeBuilder {
 public:
  using Size = rapidjson::SizeType;

  TreeBuilder(const TextStream& stream, const SourcePtr& source,
              Diagnostics* diagnostics)
      : stream_(stream),
        source_(source),
        text_(source->text()),
        diagnostics_(diagnostics) {}

  bool Null() { return Literal(JsonValue::Kind::kNull, "null"); }
  bool Bool(bool value) {
    return Literal(JsonValue::Kind::kBool, value ? "true" : "false");
  }
  bool RawNumber(const char* number, Size length, bool) {
    return Literal(JsonValue::Kind::kNumber, {number, length});
  }

  bool String(const char* string, Size length, bool) {
    JsonValue& value = Add(JsonValue::Kind::kString);
    value.span = StringToken();
    value.text.assign(string, length);
    CheckEscapes(value.text, value.span);
    return true;
  }

  bool Key(const char* name, Size length, bool) {
    JsonValue::Member& member = open_.back()->members.emplace_back();
    member.name_span = StringToken();
    member.name.assign(name, length);
    CheckEscapes(member.name, member.name_span);
    return true;
  }

  bool StartObject() { return Open(JsonValue::Kind::kObject); }
  bool StartArray() { return Open(JsonValue::Kind::kArray); }
  bool EndObject(Size) {
    RefuseDuplicates(*open_.back());
    return Close();
  }
  bool EndArray(Size) { return Close(); }

  // Never called, since numbers come as they are written.
  bool Int(int) { return false; }
  bool Uint(unsigned) { return false; }
  bool Int64(int64_t) { return false; }
  bool Uint64(uint64_t) { return false; }
  bool Double(double) { return false; }

  bool ok() const { return ok_; }
  JsonValue TakeRoot() { return std::move(root_); }

  SyntaxPlace PlaceOf(size_t offset) const {
    SyntaxPlace place;
    place.offset = offset;
    place.token = NextToken();
    for (const JsonValue* value : open_) {
      place.open.push_back({value->is_object(), value->span.begin});
    }
    return place;
  }

 private:
  size_t NextToken() const {
    size_t at = last_end_;
    while (at < text_.size() && std::strchr(" \t\n\r,:", text_[at])) ++at;
    return at;
  }

  Span Token(size_t begin, size_t end) {
    last_end_ = end;
    return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
  }

  // The stream has just passed the closing quote.
  Span StringToken() { return Token(NextToken(), stream_.Tell()); }

  // A new value in the innermost open list or object, or as the root.
  // INVARIANT: pointers in open_ stay valid, since a list or object does not
  // grow while its last value is still open.
  JsonValue& Add(JsonValue::Kind kind) {
    JsonValue* value = &root_;
    if (!open_.empty()) {
      JsonValue& parent = *open_.back();
      value = parent.is_array() ? &parent.items.emplace_back()
                                : &parent.members.back().value;
    }
    value->kind = kind;
    return *value;
  }

  bool Literal(JsonValue::Kind kind, absl::string_view written) {
    JsonValue& value = Add(kind);
    const size_t begin = NextToken();
    value.span = Token(begin, begin + written.size());
    if (kind != JsonValue::Kind::kNull) {
      value.text.assign(written.data(), written.size());
    }
    return true;
  }

  bool Open(JsonValue::Kind kind) {
    const size_t begin = NextToken();
    if (open_.size() >= static_cast<size_t>(kMaxJsonDepth)) {
      Fail(DiagnosticId::kNestingTooDeep, Token(begin, begin + 1),
           absl::StrCat("nested deeper than ", kMaxJsonDepth, " levels"));
      return false;
    }
    JsonValue& value = Add(kind);
    value.span = Token(begin, begin + 1);
    open_.push_back(&value);
    return true;
  }

  bool Close() {
    const size_t begin = NextToken();
    open_.back()->span.end = Token(begin, begin + 1).end;
    open_.pop_back();
    return true;
  }

  // What RapidJSON lets pass in \u escapes.
  void CheckEscapes(absl::string_view string, Span span) {
    const size_t quotes = 2;
    if (span.end - span.begin == string.size() + quotes) return;  // none
    if (std::memchr(string.data(), '\0', string.size()) != nullptr) {
      Fail(DiagnosticId::kNulCharacter, span, "NUL character in a string");
    }
    if (FindInvalidUtf8(string) != string.size()) {
      Fail(DiagnosticId::kInvalidEscape, span,
           "unpaired surrogate escape in a string");
    }
  }

  void RefuseDuplicates(const JsonValue& object) {
    const std::vector<JsonValue::Member>& members = object.members;
    if (members.size() > kFewMembers) {
      absl::flat_hash_map<absl::string_view, const JsonValue::Member*> seen;
      seen.reserve(members.size());
      for (const JsonValue::Member& member : members) {
        const auto [first, added] = seen.try_emplace(member.name, &member);
        if (!added) SayDuplicate(member, *first->second);
      }
      return;
    }
    for (size_t i = 1; i < members.size(); ++i) {
      for (size_t j = 0; j < i; ++j) {
        if (members[i].name != members[j].name) continue;
        SayDuplicate(members[i], members[j]);
        break;
      }
    }
  }

  void SayDuplicate(const JsonValue::Member& member,
                    const JsonValue::Member& first) {
    const Span name = {member.name_span.begin + 1, member.name_span.end - 1};
    Fail(DiagnosticId::kDuplicateKey, name,
         absl::StrCat("duplicate key ", InQuotes(member.name),
                      " in one object"));
    ReportNote(diagnostics_, source_,
               {first.name_span.begin + 1, first.name_span.end - 1},
               "first one here");
  }

  void Fail(DiagnosticId id, Span span, std::string message) {
    ok_ = false;
    Report(diagnostics_, id, source_, span, std::move(message));
  }

  const TextStream& stream_;
  const SourcePtr& source_;
  const absl::string_view text_;
  Diagnostics* const diagnostics_;
  bool ok_ = true;
  size_t last_end_ = 0;
  JsonValue root_;
  std::vector<JsonValue*> open_;
};

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
bool CheckBytes(const SourcePtr& source, Diagnostics* diagnostics) {
  const absl::string_view text = source->text();
  if (text.size() > std::numeric_limits<uint32_t>::max()) {
    Report(diagnostics, DiagnosticId::kTextTooLarge, source, {0, 0},
           "text of more than 4 GiB");
    return false;
  }
  if (text.substr(0, 3) == "\xEF\xBB\xBF") {
    Report(diagnostics, DiagnosticId::kByteOrderMark, source, {0, 3},
           "byte order mark before the JSON text",
           "save the file as UTF-8 without a byte order mark");
    return false;
  }
  const auto invalid = static_cast<uint32_t>(FindInvalidUtf8(text));
  if (invalid < text.size()) {
    Report(diagnostics, DiagnosticId::kInvalidUtf8, source,
           {invalid, invalid + 1}, "invalid UTF-8", "save the file as UTF-8");
    return false;
  }
  const size_t nul = text.find('\0');
  if (nul != absl::string_view::npos) {
    const auto place = static_cast<uint32_t>(nul);
    Report(diagnostics, DiagnosticId::kNulCharacter, source, {place, place + 1},
           "NUL character in a JSON text");
    return false;
  }
  return true;
}

}  // namespace

std::optional<JsonValue> ParseJson(const SourcePtr& source,
                                   Diagnostics* diagnostics) {
  // UTF-8 is checked here once, which is faster than kParseValidateEncodingFlag
  // and tells the place; \u escapes are RapidJSON's to check.
  if (!CheckBytes(source, diagnostics)) return std::nullopt;
  constexpr unsigned kFlags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag;
  TextStream stream(source->text());
  TreeBuilder builder(stream, source, diagnostics);
  rapidjson::Reader reader;
  const rapidjson::ParseResult result = reader.Parse<kFlags>(stream, builder);
  if (result.IsError() && result.Code() != rapidjson::kParseErrorTermination) {
    const size_t offset = result.Offset();
    ReportSyntaxFault(FaultOf(result.Code(), source->text(), offset),
                      builder.PlaceOf(offset), source, diagnostics);
  }
  if (result.IsError() || !builder.ok()) return std::nullopt;
  return builder.TakeRoot();
}

}  // namespace iam
