#include "engine/text/json_tree_builder.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "engine/text/name_filter.h"
#include "engine/text/utf8.h"

namespace iam {
namespace {

// The first piece of memory of a tree, which takes about as much as its text.
constexpr size_t kSmallestChunk = 256;
constexpr size_t kLargestChunk = size_t{1} << 21;

bool IsNumberCharacter(char c) {
  return absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == '-' ||
         c == '+' || c == '.' || c == 'e' || c == 'E';
}

Span MakeSpan(size_t begin, size_t end) {
  return {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
}

Span WithoutQuotes(Span span) { return {span.begin + 1, span.end - 1}; }

}  // namespace

JsonTreeBuilder::JsonTreeBuilder(const JsonStream& stream,
                                 const SourcePtr& source, Span part,
                                 Diagnostics* diagnostics)
    : stream_(stream),
      source_(source),
      text_(source->text()),
      part_(part),
      diagnostics_(diagnostics),
      arena_(std::clamp<size_t>(part.end - part.begin, kSmallestChunk,
                                kLargestChunk)) {}

bool JsonTreeBuilder::String() {
  const Span span = MakeSpan(stream_.StringBegin() - 1, stream_.Tell());
  absl::string_view string = stream_.String();
  if (stream_.has_escapes()) {
    CheckEscapes(string, span);
    string = arena_.Copy(string);
  }
  stack_.emplace_back(JsonValue::Kind::kString, string, span);
  return true;
}

bool JsonTreeBuilder::Number() {
  size_t begin = stream_.Tell() - 1;
  while (begin > part_.begin && IsNumberCharacter(text_[begin - 1])) --begin;
  return Written(JsonValue::Kind::kNumber, begin);
}

// A value that is its own text, from `begin` to where the stream stands.
bool JsonTreeBuilder::Written(JsonValue::Kind kind, size_t begin) {
  const size_t end = stream_.Tell();
  stack_.emplace_back(kind, text_.substr(begin, end - begin),
                      MakeSpan(begin, end));
  return true;
}

bool JsonTreeBuilder::Open(bool is_object) {
  const Span bracket = MakeSpan(stream_.Tell() - 1, stream_.Tell());
  if (open_.size() >= static_cast<size_t>(kMaxJsonDepth)) {
    Fail(DiagnosticId::kNestingTooDeep, bracket,
         absl::StrCat("nested deeper than ", kMaxJsonDepth, " levels"));
    return false;
  }
  open_.push_back({is_object, bracket.begin, stack_.size()});
  return true;
}

bool JsonTreeBuilder::EndArray(unsigned size) {
  const absl::Span<const JsonValue> items =
      arena_.Copy(absl::MakeConstSpan(stack_).last(size));
  const Span span = Close();
  stack_.emplace_back(items, span);
  return true;
}

bool JsonTreeBuilder::EndObject(unsigned size) {
  // A name and a value each.
  const JsonValue* from = stack_.data() + open_.back().first_value;
  auto* const to = arena_.Allocate<JsonValue::Member>(size);
  for (size_t i = 0; i < size; ++i, from += 2) {
    std::construct_at(&to[i], JsonValue::Member{from[0], from[1]});
  }
  const absl::Span<const JsonValue::Member> members(to, size);
  RefuseDuplicates(members);
  const Span span = Close();
  stack_.emplace_back(members, span);
  return true;
}

// Takes the innermost list or object, and its values, off the stacks.
Span JsonTreeBuilder::Close() {
  const OpenValue value = open_.back();
  stack_.resize(value.first_value);
  open_.pop_back();
  return MakeSpan(value.begin, stream_.Tell());
}

// What RapidJSON lets pass in \u escapes.
void JsonTreeBuilder::CheckEscapes(absl::string_view string, Span span) {
  if (std::memchr(string.data(), '\0', string.size()) != nullptr) {
    Fail(DiagnosticId::kNulCharacter, span, "NUL character in a string");
  }
  if (FindInvalidUtf8(string) != string.size()) {
    Fail(DiagnosticId::kInvalidEscape, span,
         "unpaired surrogate escape in a string");
  }
}

void JsonTreeBuilder::RefuseDuplicates(
    absl::Span<const JsonValue::Member> members) {
  if (members.size() <= NameFilter::kFew) {
    NameFilter names;
    for (size_t i = 0; i < members.size(); ++i) {
      if (names.Add(members[i].name())) {
        RefuseDuplicate(members.first(i), members[i]);
      }
    }
    return;
  }
  absl::flat_hash_map<absl::string_view, const JsonValue::Member*> seen;
  seen.reserve(members.size());
  for (const JsonValue::Member& member : members) {
    const auto [first, added] = seen.try_emplace(member.name(), &member);
    if (!added) SayDuplicate(member, *first->second);
  }
}

void JsonTreeBuilder::RefuseDuplicate(
    absl::Span<const JsonValue::Member> before,
    const JsonValue::Member& member) {
  for (const JsonValue::Member& other : before) {
    if (other.name() == member.name()) return SayDuplicate(member, other);
  }
}

void JsonTreeBuilder::SayDuplicate(const JsonValue::Member& member,
                                   const JsonValue::Member& first) {
  Fail(DiagnosticId::kDuplicateKey, WithoutQuotes(member.name_span()),
       absl::StrCat("duplicate key ", InQuotes(member.name()),
                    " in one object"));
  ReportNote(diagnostics_, source_, WithoutQuotes(first.name_span()),
             "first one here");
}

void JsonTreeBuilder::Fail(DiagnosticId id, Span span, std::string message) {
  ok_ = false;
  Report(diagnostics_, id, source_, span, std::move(message));
}

JsonDocument JsonTreeBuilder::TakeDocument() {
  return JsonDocument(source_, std::move(arena_), stack_.front());
}

SyntaxPlace JsonTreeBuilder::PlaceOf(size_t offset) const {
  SyntaxPlace place;
  place.part = part_;
  place.offset = offset;
  place.token = NextToken();
  for (const OpenValue& value : open_) {
    place.open.push_back({value.is_object, value.begin});
  }
  return place;
}

// Where the token begins at which reading stopped: behind the last whole one
// only white space, ',' and ':' can stand.
size_t JsonTreeBuilder::NextToken() const {
  size_t at = part_.begin;
  if (!stack_.empty()) at = stack_.back().span().end;
  if (!open_.empty()) at = std::max<size_t>(at, open_.back().begin + 1);
  while (at < part_.end && std::strchr(" \t\n\r,:", text_[at])) ++at;
  return at;
}

}  // namespace iam
