// Lengths and characters as the API Reference gives them, the words of messages
// as IAM has them.
#include "simulator/services/parameter_forms.h"

#include <algorithm>
#include <utility>
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
    {"DurationSeconds", 900, 129600, Form::kNumber},
    {"EncodedMessage", 1, 10240, Form::kText},
    {"EntityFilter", 1, 32, Form::kOneOf,
     "User Role Group LocalManagedPolicy AWSManagedPolicy"},
    {"ExternalId", 2, 1224, Form::kText},
    {"GroupName", 1, 128, Form::kName},
    {"InstanceProfileName", 1, 128, Form::kName},
    {"Key", 1, 128, Form::kText},
    {"Marker", 1, 2048, Form::kText},
    {"MaxItems", 1, 1000, Form::kNumber},
    {"MaxSessionDuration", 3600, 43200, Form::kNumber},
    {"Name", 2, 32, Form::kName},
    {"NewGroupName", 1, 128, Form::kName},
    {"NewPath", 1, 512, Form::kPath},
    {"NewUserName", 1, 64, Form::kName},
    {"OnlyAttached", 0, 5, Form::kBool},
    {"OpenIDConnectProviderArn", 20, 2048, Form::kArn},
    {"Path", 1, 512, Form::kPath},
    {"PathPrefix", 1, 512, Form::kPrefix},
    {"PermissionsBoundary", 20, 2048, Form::kArn},
    {"Policy", 1, 2048, Form::kDocument},
    {"PolicyArn", 20, 2048, Form::kArn},
    {"PolicyDocument", 1, 131072, Form::kDocument},
    {"PolicyName", 1, 128, Form::kName},
    {"PolicySourceArn", 20, 2048, Form::kArn},
    {"PolicyUsageFilter", 1, 32, Form::kOneOf,
     "PermissionsPolicy PermissionsBoundary"},
    {"ProviderId", 4, 2048, Form::kText},
    {"ResourceHandlingOption", 1, 64, Form::kText},
    {"ResourceOwner", 1, 2048, Form::kArn},
    {"ResourcePolicy", 1, 131072, Form::kDocument},
    {"RoleArn", 20, 2048, Form::kArn},
    {"RoleName", 1, 64, Form::kName},
    {"RoleSessionName", 2, 64, Form::kName},
    {"Scope", 1, 8, Form::kOneOf, "All AWS Local"},
    {"SerialNumber", 9, 256, Form::kText},
    {"SetAsDefault", 0, 5, Form::kBool},
    {"SourceIdentity", 2, 64, Form::kName},
    {"Status", 1, 16, Form::kOneOf, "Active Inactive"},
    {"TokenCode", 6, 6, Form::kWord},
    {"Url", 1, 255, Form::kText},
    {"UserName", 1, 64, Form::kName},
    {"Value", 0, 256, Form::kText},
    {"VersionId", 2, 32, Form::kVersion},
    {"WebIdentityToken", 4, 20000, Form::kText},
    {"arn", 20, 2048, Form::kArn},
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

bool IsPlain(absl::string_view text) {
  return IsPrintable(text) &&
         text.find_first_of("\t\n\r") == absl::string_view::npos;
}

size_t CharacterCount(absl::string_view text) {
  return static_cast<size_t>(std::count_if(
      text.begin(), text.end(),
      [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// A constraint that is not met, in the words of IAM's model.
FormError Unmet(std::string constraint) {
  return {std::move(constraint), true};
}

FormError Invalid(absl::string_view member, absl::string_view why) {
  return {absl::StrCat("The specified value for ", member, " is invalid.", why),
          false};
}

std::optional<FormError> CheckNumber(const Constraint& constraint,
                                     absl::string_view text) {
  int64_t number = 0;
  if (!absl::SimpleAtoi(text, &number)) return Unmet("Member must be a number");
  if (number < static_cast<int64_t>(constraint.min)) {
    return Unmet(absl::StrCat(
        "Member must have value greater than or equal to ", constraint.min));
  }
  if (number > static_cast<int64_t>(constraint.max)) {
    return Unmet(absl::StrCat("Member must have value less than or equal to ",
                              constraint.max));
  }
  return std::nullopt;
}

std::optional<FormError> CheckChoice(const Constraint& constraint,
                                     absl::string_view text) {
  const std::vector<std::string> choices =
      absl::StrSplit(constraint.choices, ' ');
  if (std::find(choices.begin(), choices.end(), text) != choices.end()) {
    return std::nullopt;
  }
  return Unmet(absl::StrCat("Member must satisfy enum value set: [",
                            absl::StrJoin(choices, ", "), "]"));
}

std::optional<FormError> CheckLength(const Constraint& constraint,
                                     absl::string_view text) {
  const size_t size = CharacterCount(text);
  if (size < constraint.min) {
    return Unmet(absl::StrCat(
        "Member must have length greater than or equal to ", constraint.min));
  }
  if (size > constraint.max) {
    return Unmet(absl::StrCat("Member must have length less than or equal to ",
                              constraint.max));
  }
  return std::nullopt;
}

std::optional<FormError> CheckForm(const Constraint& constraint,
                                   absl::string_view text,
                                   absl::string_view member) {
  switch (constraint.form) {
    case Form::kName:
      if (IsName(text)) return std::nullopt;
      return Invalid(member,
                     " It must contain only alphanumeric characters and/or the "
                     "following: +=,.@_-");
    case Form::kPath:
      if (IsPath(text)) return std::nullopt;
      return Invalid(member,
                     " It must begin and end with / and contain only "
                     "alphanumeric characters and/or / characters.");
    case Form::kPrefix:
      if (IsPrefix(text)) return std::nullopt;
      return Invalid(member, " It must begin with /.");
    case Form::kWord:
      if (IsWord(text)) return std::nullopt;
      return Invalid(member, " It must contain only alphanumeric characters.");
    case Form::kVersion:
      if (IsVersion(text)) return std::nullopt;
      return Unmet(
          "Member must satisfy regular expression pattern: "
          "v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?");
    case Form::kAlias:
      if (IsAlias(text)) return std::nullopt;
      return Unmet(
          "Member must satisfy regular expression pattern: "
          "(^[a-z0-9](([a-z0-9]|-(?!-))*[a-z0-9])?$)");
    case Form::kBool:
      if (text == "true" || text == "false") return std::nullopt;
      return Unmet("Member must be true or false");
    case Form::kOneOf:
      return CheckChoice(constraint, text);
    case Form::kArn:
      if (absl::StartsWith(text, "arn:") && IsPlain(text)) return std::nullopt;
      return FormError{absl::StrCat("ARN ", Harmless(text), " is not valid."),
                       false};
    case Form::kText:
      if (IsPlain(text)) return std::nullopt;
      return Invalid(member, "");
    case Form::kDocument:
      if (IsPrintable(text)) return std::nullopt;
      return Invalid(member, "");
    case Form::kNumber:
      return CheckNumber(constraint, text);
  }
  return std::nullopt;
}

}  // namespace

bool IsPrintable(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c == '\t' || c == '\n' || c == '\r' ||
           (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F);
  });
}

std::optional<FormError> CheckParameterForm(absl::string_view parameter,
                                            absl::string_view text,
                                            absl::string_view member) {
  for (const Constraint& constraint : kConstraints) {
    if (constraint.parameter != parameter) continue;
    if (constraint.form != Form::kNumber) {
      std::optional<FormError> length = CheckLength(constraint, text);
      if (length.has_value()) return length;
    }
    return CheckForm(constraint, text, member);
  }
  if (IsPrintable(text)) return std::nullopt;
  return Invalid(member, "");
}

}  // namespace iam
