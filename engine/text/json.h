#ifndef IAM_TEXT_JSON_H_
#define IAM_TEXT_JSON_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "iam/diagnostic.h"
#include "iam/source.h"

namespace iam {

// Nesting of arrays and objects; AWS's own documents stay below ten.
inline constexpr int kMaxJsonDepth = 64;

// A JsonValue is one value of a JSON text with the place it stands at. Members
// keep their order; objects with two equal member names are refused on parsing,
// with an error for the second.
//
// Immutable once parsed. Destruction is as deep as kMaxJsonDepth at most.
class JsonValue {
 public:
  enum class Kind { kNull, kBool, kNumber, kString, kArray, kObject };
  struct Member;

  Kind kind = Kind::kNull;
  // kString: decoded UTF-8. kNumber, kBool: as written ("1.50", "true").
  std::string text;
  std::vector<JsonValue> items;
  std::vector<Member> members;
  Span span;  // in the source; strings with their quotes

  bool is_string() const { return kind == Kind::kString; }
  bool is_array() const { return kind == Kind::kArray; }
  bool is_object() const { return kind == Kind::kObject; }
  bool is_null() const { return kind == Kind::kNull; }
  // A string, number or boolean: what stands for a condition value.
  bool is_scalar() const {
    return kind == Kind::kString || kind == Kind::kNumber ||
           kind == Kind::kBool;
  }

  // The member of an object, null if there is none (or this is no object).
  const JsonValue* Find(absl::string_view name) const;
};

struct JsonValue::Member {
  std::string name;
  Span name_span;
  JsonValue value;
};

// "null", "a boolean", "a number", "a string", "a list", "an object": for
// messages.
absl::string_view Describe(JsonValue::Kind kind);

// Reads one JSON text (strict: no comments, no trailing commas, valid UTF-8,
// no byte order mark, nothing behind the value). nullopt and at least one
// error in *diagnostics otherwise. Linear, not recursive.
std::optional<JsonValue> ParseJson(const SourcePtr& source,
                                   Diagnostics* diagnostics);

// `text` as a JSON string literal, quotes included.
std::string JsonQuote(absl::string_view text);

}  // namespace iam

#endif  // IAM_TEXT_JSON_H_
