#include "simulator/services/parameter_check.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "engine/text/excerpt.h"
#include "simulator/services/parameter_forms.h"

namespace iam {
namespace {

// What the objects of a "{}" list take.
struct Structure {
  absl::string_view parameter;
  absl::string_view takes;
};

constexpr Structure kStructures[] = {
    {"Tags", "Key! Value!"},
    {"PolicyArns", "arn!"},
    {"ContextEntries", "ContextKeyName ContextKeyValues[] ContextKeyType"},
};

// "userName" for "UserName".
std::string MemberName(absl::string_view parameter) {
  std::string name(parameter);
  if (!name.empty()) {
    name[0] = absl::ascii_tolower(static_cast<unsigned char>(name[0]));
  }
  return name;
}

class ParameterCheck {
 public:
  explicit ParameterCheck(absl::string_view operation)
      : operation_(operation) {}

  void Check(const JsonValue& object, absl::string_view takes,
             const std::string& path);
  std::optional<ApiError> Result() const;

 private:
  void CheckOne(const JsonValue* value, absl::string_view entry,
                const std::string& path);
  void CheckList(const JsonValue& list, absl::string_view parameter,
                 bool of_objects, const std::string& member);
  void CheckText(absl::string_view parameter, absl::string_view text,
                 const std::string& member);
  // "Value 'x' at 'userName' failed to satisfy constraint: …"
  void Fail(absl::string_view value, absl::string_view member,
            absl::string_view constraint) {
    failed_.push_back(
        absl::StrCat("Value ", value, " at '", member,
                     "' failed to satisfy constraint: ", constraint));
  }
  void Say(std::string message) {
    if (said_.empty()) said_ = std::move(message);
  }

  absl::string_view operation_;
  std::vector<std::string> failed_;
  std::string said_;  // an error with words of its own
};

// A text of the user in a message.
std::string Quoted(absl::string_view text) {
  constexpr size_t kShown = 100;
  // Cutting may leave half a character.
  return absl::StrCat("'", Harmless(text.substr(0, kShown)),
                      text.size() > kShown ? "…" : "", "'");
}

bool Takes(absl::string_view takes, absl::string_view name) {
  for (absl::string_view entry : absl::StrSplit(takes, ' ')) {
    if (entry.substr(0, entry.find_first_of("![{")) == name) return true;
  }
  return false;
}

void ParameterCheck::Check(const JsonValue& object, absl::string_view takes,
                           const std::string& path) {
  for (const JsonValue::Member& member : object.members()) {
    if (Takes(takes, member.name())) continue;
    Say(absl::StrCat("The operation ", operation_, " has no parameter ",
                     Quoted(absl::StrCat(path, member.name()))));
  }
  for (absl::string_view entry :
       absl::StrSplit(takes, ' ', absl::SkipEmpty())) {
    const absl::string_view name = entry.substr(0, entry.find_first_of("![{"));
    const JsonValue* value = object.Find(name);
    if (value != nullptr && value->is_null()) value = nullptr;
    CheckOne(value, entry, path);
  }
}

void ParameterCheck::CheckOne(const JsonValue* value, absl::string_view entry,
                              const std::string& path) {
  const absl::string_view name = entry.substr(0, entry.find_first_of("![{"));
  const std::string member = absl::StrCat(path, MemberName(name));
  const bool of_objects = absl::StrContains(entry, "{}");
  const bool is_list = of_objects || absl::StrContains(entry, "[]");
  if (value == nullptr) {
    if (absl::StrContains(entry, "!")) {
      Fail("null", member, "Member must not be null");
    }
  } else if (is_list) {
    CheckList(*value, name, of_objects, member);
  } else if (value->is_scalar()) {
    CheckText(name, value->text(), member);
  } else {
    Say(absl::StrCat("The parameter ", Quoted(member), " must be one text"));
  }
}

void ParameterCheck::CheckList(const JsonValue& list,
                               absl::string_view parameter, bool of_objects,
                               const std::string& member) {
  const bool right =
      list.is_array() && std::all_of(list.items().begin(), list.items().end(),
                                     [of_objects](const JsonValue& item) {
                                       return of_objects ? item.is_object()
                                                         : item.is_scalar();
                                     });
  if (!right) {
    Say(absl::StrCat("The parameter ", Quoted(member), " must be a list of ",
                     of_objects ? "objects" : "texts"));
    return;
  }
  size_t number = 0;
  for (const JsonValue& item : list.items()) {
    const std::string path = absl::StrCat(member, ".", ++number, ".member");
    if (!of_objects) {
      if (!IsPrintable(item.text())) {
        Say(absl::StrCat("The parameter ", Quoted(path),
                         " has control characters"));
      }
      continue;
    }
    for (const Structure& structure : kStructures) {
      if (structure.parameter != parameter) continue;
      Check(item, structure.takes, absl::StrCat(path, "."));
    }
  }
}

void ParameterCheck::CheckText(absl::string_view parameter,
                               absl::string_view text,
                               const std::string& member) {
  std::optional<FormError> wrong = CheckParameterForm(parameter, text, member);
  if (!wrong.has_value()) return;
  if (wrong->is_constraint) {
    Fail(Quoted(text), member, wrong->text);
  } else {
    Say(std::move(wrong->text));
  }
}

std::optional<ApiError> ParameterCheck::Result() const {
  if (!said_.empty()) return ValidationError(said_);
  if (failed_.empty()) return std::nullopt;
  return ValidationError(absl::StrCat(
      failed_.size(), " validation error", failed_.size() == 1 ? "" : "s",
      " detected: ", absl::StrJoin(failed_, "; ")));
}

}  // namespace

std::optional<ApiError> CheckParameters(absl::string_view operation,
                                        absl::string_view takes,
                                        const JsonValue& parameters) {
  if (!parameters.is_object() && !parameters.is_null()) {
    return ValidationError("The parameters of a call must be an object");
  }
  ParameterCheck check(operation);
  check.Check(parameters, takes, "");
  return check.Result();
}

}  // namespace iam
