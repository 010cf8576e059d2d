#ifndef IAM_TEXT_JSON_H_
#define IAM_TEXT_JSON_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/base/attributes.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/text/arena.h"
#include "iam/diagnostic.h"
#include "iam/source.h"

namespace iam {

// Nesting of arrays and objects; AWS's own documents stay below ten.
inline constexpr int kMaxJsonDepth = 64;

// A JsonValue is one value of a JSON text with the place it stands at. Members
// keep their order; objects with two equal member names are refused on parsing,
// with an error for the second.
//
// A view into the JsonDocument it was read from and that document's source:
// small, cheap to copy, immutable, valid as long as the document is.
class JsonValue {
 public:
  enum class Kind : uint8_t { kNull, kBool, kNumber, kString, kArray, kObject };
  struct Member;

  JsonValue() = default;  // null
  // A null, boolean, number or string; a list; an object.
  JsonValue(Kind kind, absl::string_view text, Span span)
      : JsonValue(kind, text.data(), text.size(), span) {}
  JsonValue(absl::Span<const JsonValue> items, Span span)
      : JsonValue(Kind::kArray, items.data(), items.size(), span) {}
  JsonValue(absl::Span<const Member> members, Span span);

  Kind kind() const { return kind_; }
  // In the source; strings with their quotes.
  Span span() const { return span_; }
  // Of a string: decoded UTF-8. Of a number or boolean: as written ("1.50",
  // "true"). Else empty. Points into the source's text if the string was
  // written without escapes, as numbers and booleans are.
  absl::string_view text() const;
  // Of a list, else empty.
  absl::Span<const JsonValue> items() const;
  // Of an object, else empty.
  absl::Span<const Member> members() const;

  bool is_string() const { return kind_ == Kind::kString; }
  bool is_array() const { return kind_ == Kind::kArray; }
  bool is_object() const { return kind_ == Kind::kObject; }
  bool is_null() const { return kind_ == Kind::kNull; }
  // A string, number or boolean: what stands for a condition value.
  bool is_scalar() const {
    return kind_ == Kind::kString || kind_ == Kind::kNumber ||
           kind_ == Kind::kBool;
  }

  // The member of an object, null if there is none (or this is no object).
  // Linear in the number of members.
  const JsonValue* Find(absl::string_view name) const;

 private:
  JsonValue(Kind kind, const void* data, size_t size, Span span)
      : data_(data),
        size_(static_cast<uint32_t>(size)),
        span_(span),
        kind_(kind) {}

  const void* data_ = nullptr;  // characters, items or members, as kind_ says
  uint32_t size_ = 0;
  Span span_;
  Kind kind_ = Kind::kNull;
};

struct JsonValue::Member {
  JsonValue key;  // a string
  JsonValue value;

  absl::string_view name() const { return key.text(); }
  Span name_span() const { return key.span(); }
};

// "null", "a boolean", "a number", "a string", "a list", "an object": for
// messages.
absl::string_view Describe(JsonValue::Kind kind);

// A JsonDocument is a JSON text read: it keeps all values of the text, and the
// text itself, which they point into. Movable; values stay where they are.
class JsonDocument {
 public:
  JsonDocument(SourcePtr source, Arena arena, const JsonValue& root)
      : source_(std::move(source)), arena_(std::move(arena)), root_(root) {}

  const JsonValue& root() const ABSL_ATTRIBUTE_LIFETIME_BOUND { return root_; }

 private:
  SourcePtr source_;
  Arena arena_;
  JsonValue root_;
};

// Reads one JSON text (strict: no comments, no trailing commas, valid UTF-8,
// no byte order mark, nothing behind the value). nullopt and at least one
// error in *diagnostics otherwise. Linear.
std::optional<JsonDocument> ParseJson(const SourcePtr& source,
                                      Diagnostics* diagnostics);

// Reads the JSON text that `part` of a source is. Places count from the
// beginning of the whole.
std::optional<JsonDocument> ParseJson(const SourcePtr& source, Span part,
                                      Diagnostics* diagnostics);

// `text` as a JSON string literal, quotes included.
std::string JsonQuote(absl::string_view text);

inline JsonValue::JsonValue(absl::Span<const Member> members, Span span)
    : JsonValue(Kind::kObject, members.data(), members.size(), span) {}

inline absl::string_view JsonValue::text() const {
  if (!is_scalar()) return {};
  return {static_cast<const char*>(data_), size_};
}

inline absl::Span<const JsonValue> JsonValue::items() const {
  if (!is_array()) return {};
  return {static_cast<const JsonValue*>(data_), size_};
}

inline absl::Span<const JsonValue::Member> JsonValue::members() const {
  if (!is_object()) return {};
  return {static_cast<const Member*>(data_), size_};
}

}  // namespace iam

#endif  // IAM_TEXT_JSON_H_
