#ifndef IAM_WORLD_RECORD_READER_H_
#define IAM_WORLD_RECORD_READER_H_

#include <string>

#include "absl/base/attributes.h"
#include "absl/strings/string_view.h"
#include "engine/eval/layers.h"
#include "engine/text/json.h"
#include "engine/world/world_report.h"
#include "iam/diagnostic.h"
#include "iam/source.h"

namespace iam {

// A RecordReader reads the members of one object of an export, say a user, and
// reports those that are missing or of the wrong kind. AWS adds members as time
// goes by, so others are passed over. A null member is an absent one.
//
//   RecordReader user(value, "a user", source, &diagnostics);
//   std::string arn(user.Required("Arn"));
//   if (!user.ok()) return;   // reported
class RecordReader {
 public:
  // `value`, `what` and `diagnostics` must outlive the reader.
  RecordReader(const JsonValue& value ABSL_ATTRIBUTE_LIFETIME_BOUND,
               absl::string_view what, SourcePtr source,
               Diagnostics* diagnostics);

  // A string that is there and not empty.
  absl::string_view Required(absl::string_view name);
  // The same, empty if absent.
  absl::string_view Optional(absl::string_view name);
  // False if absent.
  bool Flag(absl::string_view name);
  // Empty if absent.
  absl::Span<const JsonValue> List(absl::string_view name);
  // A list of {"Key", "Value"}.
  Tags TagList(absl::string_view name);
  // Null if absent.
  const JsonValue* Member(absl::string_view name) const;

  // Something below this object was reported.
  void MarkFailed() { ok_ = false; }
  // Reports that a member is malformed.
  void Fail(const JsonValue& value, std::string message);

  Place place() const { return PlaceOf(value_); }
  Place PlaceOf(const JsonValue& value) const {
    return Place{source_, value.span()};
  }
  const SourcePtr& source() const { return source_; }
  // False once something was reported.
  bool ok() const { return ok_; }

 private:
  void WrongKind(absl::string_view name, const JsonValue& member,
                 JsonValue::Kind expected);

  const JsonValue& value_;
  absl::string_view what_;
  SourcePtr source_;
  Diagnostics* diagnostics_;
  bool is_object_;
  bool ok_;
};

}  // namespace iam

#endif  // IAM_WORLD_RECORD_READER_H_
