// Names, lengths and characters as the API Reference gives them, the words of
// messages as IAM has them.
#include "simulator/services/iam/parameter_check.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "engine/text/excerpt.h"

namespace iam {
namespace {

// What the characters of a text may be.
enum class Form {
  kText,      // anything but control characters
  kName,      // [\w+=,.@-]
  kPath,      // "/" or "/…/"
  kPrefix,    // "/…"
  kWord,      // \w
  kArn,       // looks like an ARN
  kVersion,   // "v1"
  kNumber,    // between the limits
  kBool,      // "true", "false"
  kAlias,     // lower-case letters, digits, single hyphens inside
  kOneOf,     // of the row's choices
  kDocument,  // what XML can hold
};

struct Constraint {
  absl::string_view parameter;
  size_t min;  // characters; of numbers the number itself
  size_t max;
  Form form;
  absl::string_view choices = "";
};

constexpr Constraint kConstraints[] = {
    {"AWSServiceName", 1, 128, Form::kName},
    {"AccessKeyId", 16, 128, Form::kWord},
    {"AccountAlias", 3, 63, Form::kAlias},
    {"AssumeRolePolicyDocument", 1, 131072, Form::kDocument},
    {"CallerArn", 1, 2048, Form::kArn},
    {"ClientID", 1, 255, Form::kText},
    {"ContextKeyName", 5, 256, Form::kText},
    {"ContextKeyType", 1, 32, Form::kOneOf,
     "string stringList numeric numericList boolean booleanList ip ipList "
     "binary binaryList date dateList"},
    {"Description", 0, 1000, Form::kDocument},
    {"EntityFilter", 1, 32, Form::kOneOf,
     "User Role Group LocalManagedPolicy AWSManagedPolicy"},
    {"GroupName", 1, 128, Form::kName},
    {"InstanceProfileName", 1, 128, Form::kName},
    {"Key", 1, 128, Form::kText},
    {"Marker", 1, 2048, Form::kText},
    {"MaxItems", 1, 1000, Form::kNumber},
    {"MaxSessionDuration", 3600, 43200, Form::kNumber},
    {"NewGroupName", 1, 128, Form::kName},
    {"NewPath", 1, 512, Form::kPath},
    {"NewUserName", 1, 64, Form::kName},
    {"OnlyAttached", 0, 5, Form::kBool},
    {"OpenIDConnectProviderArn", 20, 2048, Form::kArn},
    {"Path", 1, 512, Form::kPath},
    {"PathPrefix", 1, 512, Form::kPrefix},
    {"PermissionsBoundary", 20, 2048, Form::kArn},
    {"PolicyArn", 20, 2048, Form::kArn},
    {"PolicyDocument", 1, 131072, Form::kDocument},
    {"PolicyName", 1, 128, Form::kName},
    {"PolicySourceArn", 20, 2048, Form::kArn},
    {"PolicyUsageFilter", 1, 32, Form::kOneOf,
     "PermissionsPolicy PermissionsBoundary"},
    {"ResourceHandlingOption", 1, 64, Form::kText},
    {"ResourceOwner", 1, 2048, Form::kArn},
    {"ResourcePolicy", 1, 131072, Form::kDocument},
    {"RoleName", 1, 64, Form::kName},
    {"Scope", 1, 8, Form::kOneOf, "All AWS Local"},
    {"SetAsDefault", 0, 5, Form::kBool},
    {"Status", 1, 16, Form::kOneOf, "Active Inactive"},
    {"Url", 1, 255, Form::kText},
    {"UserName", 1, 64, Form::kName},
    {"Value", 0, 256, Form::kText},
    {"VersionId", 2, 32, Form::kVersion},
};

// What the objects of a "{}" list take.
struct Structure {
  absl::string_view parameter;
  absl::string_view takes;
};

constexpr Structure kStructures[] = {
    {"Tags", "Key! Value!"},
    {"ContextEntries", "ContextKeyName ContextKeyValues[] ContextKeyType"},
};

constexpr absl::string_view kNameCharacters = "+=,.@_-";

bool IsName(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
           absl::StrContains(kNameCharacters, c);
  });
}

bool IsWord(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_';
  });
}

bool IsPrefix(absl::string_view text) {
  return absl::StartsWith(text, "/") &&
         std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= 0x21 && c <= 0x7E; });
}

bool IsPath(absl::string_view text) {
  return IsPrefix(text) && absl::EndsWith(text, "/");
}

bool IsVersion(absl::string_view text) {
  return absl::ConsumePrefix(&text, "v") && !text.empty() && text[0] != '0' &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isdigit(static_cast<unsigned char>(c));
         });
}

bool IsAlias(absl::string_view text) {
  return !absl::StartsWith(text, "-") && !absl::EndsWith(text, "-") &&
         !absl::StrContains(text, "--") &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_islower(static_cast<unsigned char>(c)) ||
                  absl::ascii_isdigit(static_cast<unsigned char>(c)) ||
                  c == '-';
         });
}

// Control characters, which no XML can hold; line ends only where texts of
// several lines are meant.
bool IsPrintable(absl::string_view text, bool lines) {
  return std::all_of(text.begin(), text.end(), [lines](char c) {
    if (c == '\t' || c == '\n' || c == '\r') return lines;
    return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F;
  });
}

size_t CharacterCount(absl::string_view text) {
  return static_cast<size_t>(std::count_if(
      text.begin(), text.end(),
      [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

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
  IamResult Result() const;

 private:
  void CheckOne(const JsonValue* value, absl::string_view entry,
                const std::string& path);
  void CheckList(const JsonValue& list, absl::string_view parameter,
                 bool of_objects, const std::string& member);
  void CheckText(absl::string_view parameter, absl::string_view text,
                 const std::string& member);
  void CheckForm(const Constraint& constraint, absl::string_view text,
                 const std::string& member);
  void CheckNumber(const Constraint& constraint, absl::string_view text,
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
      if (!IsPrintable(item.text(), /*lines=*/true)) {
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
  for (const Constraint& constraint : kConstraints) {
    if (constraint.parameter != parameter) continue;
    if (constraint.form == Form::kNumber) {
      CheckNumber(constraint, text, member);
      return;
    }
    const size_t size = CharacterCount(text);
    if (size < constraint.min) {
      Fail(Quoted(text), member,
           absl::StrCat("Member must have length greater than or equal to ",
                        constraint.min));
    } else if (size > constraint.max) {
      Fail(Quoted(text), member,
           absl::StrCat("Member must have length less than or equal to ",
                        constraint.max));
    } else {
      CheckForm(constraint, text, member);
    }
    return;
  }
  if (!IsPrintable(text, /*lines=*/true)) {
    Say(absl::StrCat("The specified value for ", member, " is invalid."));
  }
}

void ParameterCheck::CheckNumber(const Constraint& constraint,
                                 absl::string_view text,
                                 const std::string& member) {
  int64_t number = 0;
  if (!absl::SimpleAtoi(text, &number)) {
    Fail(Quoted(text), member, "Member must be a number");
  } else if (number < static_cast<int64_t>(constraint.min)) {
    Fail(Quoted(text), member,
         absl::StrCat("Member must have value greater than or equal to ",
                      constraint.min));
  } else if (number > static_cast<int64_t>(constraint.max)) {
    Fail(Quoted(text), member,
         absl::StrCat("Member must have value less than or equal to ",
                      constraint.max));
  }
}

void ParameterCheck::CheckForm(const Constraint& constraint,
                               absl::string_view text,
                               const std::string& member) {
  const auto invalid = [&](absl::string_view why) {
    Say(absl::StrCat("The specified value for ", member, " is invalid.", why));
  };
  switch (constraint.form) {
    case Form::kName:
      if (!IsName(text)) {
        invalid(
            " It must contain only alphanumeric characters and/or the "
            "following: +=,.@_-");
      }
      return;
    case Form::kPath:
      if (!IsPath(text)) {
        invalid(
            " It must begin and end with / and contain only alphanumeric "
            "characters and/or / characters.");
      }
      return;
    case Form::kPrefix:
      if (!IsPrefix(text)) invalid(" It must begin with /.");
      return;
    case Form::kWord:
      if (!IsWord(text)) {
        invalid(" It must contain only alphanumeric characters.");
      }
      return;
    case Form::kVersion:
      if (!IsVersion(text)) {
        Fail(Quoted(text), member,
             "Member must satisfy regular expression pattern: "
             "v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?");
      }
      return;
    case Form::kAlias:
      if (!IsAlias(text)) {
        Fail(Quoted(text), member,
             "Member must satisfy regular expression pattern: "
             "(^[a-z0-9](([a-z0-9]|-(?!-))*[a-z0-9])?$)");
      }
      return;
    case Form::kBool:
      if (text != "true" && text != "false") {
        Fail(Quoted(text), member, "Member must be true or false");
      }
      return;
    case Form::kOneOf: {
      const std::vector<std::string> choices =
          absl::StrSplit(constraint.choices, ' ');
      if (std::find(choices.begin(), choices.end(), text) == choices.end()) {
        Fail(Quoted(text), member,
             absl::StrCat("Member must satisfy enum value set: [",
                          absl::StrJoin(choices, ", "), "]"));
      }
      return;
    }
    case Form::kArn:
      if (!absl::StartsWith(text, "arn:") || !IsPrintable(text, false)) {
        Say(absl::StrCat("ARN ", Harmless(text), " is not valid."));
      }
      return;
    case Form::kText:
    case Form::kDocument:
      if (!IsPrintable(text, constraint.form == Form::kDocument)) invalid("");
      return;
    case Form::kNumber:
      return;
  }
}

IamResult ParameterCheck::Result() const {
  if (!said_.empty()) return ValidationError(said_);
  if (failed_.empty()) return std::nullopt;
  return ValidationError(absl::StrCat(
      failed_.size(), " validation error", failed_.size() == 1 ? "" : "s",
      " detected: ", absl::StrJoin(failed_, "; ")));
}

}  // namespace

IamResult CheckParameters(absl::string_view operation, absl::string_view takes,
                          const JsonValue& parameters) {
  if (!parameters.is_object() && !parameters.is_null()) {
    return ValidationError("The parameters of a call must be an object");
  }
  ParameterCheck check(operation);
  check.Check(parameters, takes, "");
  return check.Result();
}

}  // namespace iam
