#include "simulator/found/json_members.h"

#include "absl/strings/match.h"

namespace iam {

const JsonValue* MemberOf(const JsonValue* value, absl::string_view name) {
  if (value == nullptr) return nullptr;
  if (const JsonValue* exact = value->Find(name)) return exact;
  for (const JsonValue::Member& member : value->members()) {
    if (absl::EqualsIgnoreCase(member.name(), name)) return &member.value;
  }
  return nullptr;
}

absl::string_view TextOf(const JsonValue* value, absl::string_view name) {
  const JsonValue* const member = MemberOf(value, name);
  return member == nullptr ? absl::string_view() : member->text();
}

std::vector<const JsonValue*> ItemsOf(const JsonValue* value) {
  std::vector<const JsonValue*> items;
  if (value == nullptr) return items;
  if (value->is_object()) value = MemberOf(value, "items");
  if (value == nullptr) return items;
  for (const JsonValue& item : value->items()) items.push_back(&item);
  return items;
}

std::vector<std::string> ScalarsOf(const JsonValue* value) {
  std::vector<std::string> texts;
  if (value == nullptr) return texts;
  if (value->is_scalar()) texts.emplace_back(value->text());
  for (const JsonValue* item : ItemsOf(value)) {
    if (item->is_scalar()) texts.emplace_back(item->text());
  }
  return texts;
}

}  // namespace iam
