#ifndef IAM_TEXT_JSON_TREE_BUILDER_H_
#define IAM_TEXT_JSON_TREE_BUILDER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/text/arena.h"
#include "engine/text/json.h"
#include "engine/text/json_stream.h"
#include "engine/text/json_syntax.h"
#include "engine/text/report.h"
#include "iam/diagnostic.h"
#include "iam/source.h"

namespace iam {

// A JsonTreeBuilder makes a JsonDocument of what RapidJSON reports of a
// JsonStream: it is a handler in RapidJSON's sense, whose names its functions
// have. Values wait on a stack until the list or object that holds them is
// closed; then they are copied to where they stay.
class JsonTreeBuilder {
 public:
  JsonTreeBuilder(const JsonStream& stream, const SourcePtr& source, Span part,
                  Diagnostics* diagnostics);

  // The stream stands behind a literal or number when it is reported.
  bool Null() { return Written(JsonValue::Kind::kNull, stream_.Tell() - 4); }
  bool Bool(bool value) {
    return Written(JsonValue::Kind::kBool, stream_.Tell() - (value ? 4 : 5));
  }
  bool Int(int) { return Number(); }
  bool Uint(unsigned) { return Number(); }
  bool Int64(int64_t) { return Number(); }
  bool Uint64(uint64_t) { return Number(); }
  bool Double(double) { return Number(); }

  // Behind a string; the arguments are for other streams.
  bool String(const char*, unsigned, bool) { return String(); }
  bool Key(const char*, unsigned, bool) { return String(); }

  // Behind a bracket.
  bool StartObject() { return Open(true); }
  bool StartArray() { return Open(false); }
  bool EndObject(unsigned size);
  bool EndArray(unsigned size);

  // Never called, since numbers come as values.
  bool RawNumber(const char*, unsigned, bool) { return false; }

  // False if something was reported that RapidJSON lets pass.
  bool ok() const { return ok_; }

  // The document, once the text was read without an error.
  JsonDocument TakeDocument();

  // Where it stopped, if it was not.
  SyntaxPlace PlaceOf(size_t offset) const;

 private:
  // A list or object that is not closed yet.
  struct OpenValue {
    bool is_object;
    uint32_t begin;
    size_t first_value;  // on the stack
  };

  size_t NextToken() const;
  bool String();
  bool Number();
  bool Written(JsonValue::Kind kind, size_t begin);
  bool Open(bool is_object);
  Span Close();
  void CheckEscapes(absl::string_view string, Span span);
  void RefuseDuplicates(absl::Span<const JsonValue::Member> members);
  void RefuseDuplicate(absl::Span<const JsonValue::Member> before,
                       const JsonValue::Member& member);
  void SayDuplicate(const JsonValue::Member& member,
                    const JsonValue::Member& first);
  void Fail(DiagnosticId id, Span span, std::string message);

  const JsonStream& stream_;
  const SourcePtr& source_;
  const absl::string_view text_;
  const Span part_;
  Diagnostics* const diagnostics_;
  bool ok_ = true;
  Arena arena_;
  std::vector<JsonValue> stack_;
  std::vector<OpenValue> open_;
};

}  // namespace iam

#endif  // IAM_TEXT_JSON_TREE_BUILDER_H_
