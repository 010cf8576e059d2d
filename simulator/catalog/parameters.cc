// A path is walked one name at a time, over all the values that it has led to
// so far: lists are taken apart wherever they are met.
#include "simulator/catalog/parameters.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "simulator/catalog/call_table.h"

namespace iam {
namespace {

using Found = std::vector<const JsonValue*>;

// The value itself, or all elements of a list.
void AddFlat(const JsonValue& value, Found* found) {
  if (value.is_array()) {
    for (const JsonValue& item : value.items()) AddFlat(item, found);
  } else if (!value.is_null()) {
    found->push_back(&value);
  }
}

// Whether CloudTrail writes the parameter `name` as `member`; both are folded.
bool IsWrittenAs(absl::string_view name, absl::string_view member) {
  return name == member || (name == "bucket" && member == "bucketname") ||
         (name == "bucketname" && member == "bucket") ||
         (absl::ConsumePrefix(&member, "xamz") && name == member);
}

// What the elements of a list are named after: "instance" of "instanceids".
absl::string_view StemOf(absl::string_view folded) {
  if (!absl::ConsumeSuffix(&folded, "ids")) absl::ConsumeSuffix(&folded, "s");
  return folded;
}

// EC2's lists, in CloudTrail: {"instancesSet": {"items": [{"instanceId": …}]}}.
// The elements that are the list `folded`; `last`: as scalars.
void AddFromSet(const JsonValue& object, absl::string_view folded, bool last,
                Found* found) {
  const std::string stem(StemOf(folded));
  for (const JsonValue::Member& member : object.members()) {
    std::string name = FoldName(member.name());
    const JsonValue* items = member.value.Find("items");
    if (items == nullptr || !absl::EndsWith(name, "set")) continue;
    name.resize(name.size() - 3);
    if (name != stem && StemOf(name) != stem && name != stem + "id") continue;
    for (const JsonValue& item : items->items()) {
      if (!item.is_object() || !last) {
        AddFlat(item, found);
        continue;
      }
      for (const JsonValue::Member& field : item.members()) {
        const std::string is = FoldName(field.name());
        if (is == stem + "id" || is == stem ||
            (item.members().size() == 1 && absl::EndsWith(is, "id"))) {
          AddFlat(field.value, found);
        }
      }
    }
  }
}

void AddMember(const JsonValue& object, absl::string_view name, bool last,
               Found* found) {
  const bool is_list = absl::ConsumeSuffix(&name, "[]");
  for (const JsonValue::Member& member : object.members()) {
    if (!absl::EqualsIgnoreCase(member.name(), name)) continue;
    AddFlat(member.value, found);
    return;
  }
  const std::string folded = FoldName(name);
  for (const JsonValue::Member& member : object.members()) {
    if (!IsWrittenAs(folded, FoldName(member.name()))) continue;
    AddFlat(member.value, found);
    return;
  }
  if (is_list) AddFromSet(object, folded, last, found);
}

}  // namespace

Parameters::Parameters(const JsonValue* json)
    : json_(json != nullptr && json->is_object() ? json : nullptr) {
  if (json_ == nullptr || json_->members().size() != 1) return;
  const JsonValue::Member& only = json_->members().front();
  if (only.value.is_object() && absl::EndsWith(only.name(), "Request")) {
    json_ = &only.value;
  }
}

std::vector<const JsonValue*> Parameters::At(absl::string_view path) const {
  Found found;
  if (json_ == nullptr || path.empty()) return found;
  found.push_back(json_);
  const std::vector<absl::string_view> names = absl::StrSplit(path, '.');
  for (size_t i = 0; i < names.size(); ++i) {
    Found next;
    for (const JsonValue* value : found) {
      AddMember(*value, names[i], i + 1 == names.size(), &next);
    }
    found = std::move(next);
  }
  // RunInstances: what all instances have in common stands in the first.
  const JsonValue* instances = json_->Find("instancesSet");
  if (found.empty() && names.size() == 1 && instances != nullptr) {
    const JsonValue* items = instances->Find("items");
    if (items == nullptr) return found;
    for (const JsonValue& item : items->items()) {
      AddMember(item, path, true, &found);
    }
  }
  return found;
}

std::vector<std::string> Parameters::Values(absl::string_view path) const {
  std::vector<std::string> values;
  for (const JsonValue* value : At(path)) {
    if (value->is_scalar() && !value->text().empty()) {
      values.emplace_back(value->text());
    }
  }
  return values;
}

bool Parameters::Has(absl::string_view path) const { return !At(path).empty(); }

std::vector<std::string> Parameters::Arns() const {
  Found all;
  if (json_ != nullptr) {
    for (const JsonValue::Member& member : json_->members()) {
      AddFlat(member.value, &all);
    }
  }
  std::vector<std::string> arns;
  for (const JsonValue* value : all) {
    if (value->is_string() && absl::StartsWith(value->text(), "arn:")) {
      arns.emplace_back(value->text());
    }
  }
  return arns;
}

}  // namespace iam
