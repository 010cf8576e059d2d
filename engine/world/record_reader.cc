#include "engine/world/record_reader.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace iam {

RecordReader::RecordReader(const JsonValue& value, absl::string_view what,
                           SourcePtr source, Diagnostics* diagnostics)
    : value_(value),
      what_(what),
      source_(std::move(source)),
      diagnostics_(diagnostics),
      is_object_(value.is_object()),
      ok_(is_object_) {
  if (is_object_) return;
  Report(
      diagnostics_, WorldDiagnostic::kMalformedMember, place(),
      absl::StrCat(what_, " must be an object, not ", Describe(value.kind())));
}

const JsonValue* RecordReader::Member(absl::string_view name) const {
  const JsonValue* member = value_.Find(name);
  return member == nullptr || member->is_null() ? nullptr : member;
}

absl::string_view RecordReader::Required(absl::string_view name) {
  absl::string_view text = Optional(name);
  if (text.empty() && ok_) {
    ok_ = false;
    Report(diagnostics_, WorldDiagnostic::kMissingMember, StartOf(place()),
           absl::StrCat(what_, " needs a member '", name, "'"));
  }
  return text;
}

absl::string_view RecordReader::Optional(absl::string_view name) {
  const JsonValue* member = Member(name);
  if (member == nullptr) return "";
  if (member->is_string()) return member->text();
  WrongKind(name, *member, JsonValue::Kind::kString);
  return "";
}

bool RecordReader::Flag(absl::string_view name) {
  const JsonValue* member = Member(name);
  if (member == nullptr) return false;
  if (member->kind() == JsonValue::Kind::kBool) return member->text() == "true";
  WrongKind(name, *member, JsonValue::Kind::kBool);
  return false;
}

absl::Span<const JsonValue> RecordReader::List(absl::string_view name) {
  const JsonValue* member = Member(name);
  if (member == nullptr) return {};
  if (member->is_array()) return member->items();
  WrongKind(name, *member, JsonValue::Kind::kArray);
  return {};
}

Tags RecordReader::TagList(absl::string_view name) {
  Tags tags;
  for (const JsonValue& item : List(name)) {
    RecordReader tag(item, "a tag", source_, diagnostics_);
    const absl::string_view key = tag.Required("Key");
    const absl::string_view value = tag.Optional("Value");
    ok_ = ok_ && tag.ok();
    tags.emplace_back(key, value);
  }
  return tags;
}

void RecordReader::Fail(const JsonValue& value, std::string message) {
  ok_ = false;
  Report(diagnostics_, WorldDiagnostic::kMalformedMember, PlaceOf(value),
         std::move(message));
}

void RecordReader::WrongKind(absl::string_view name, const JsonValue& member,
                             JsonValue::Kind expected) {
  Fail(member,
       absl::StrCat("member '", name, "' of ", what_, " must be ",
                    Describe(expected), ", not ", Describe(member.kind())));
}

}  // namespace iam
