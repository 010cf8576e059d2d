// Action, NotAction, Resource and NotResource. An entry that can match nothing
// is harmless where it stands alone (a warning), and widens access in a Deny or
// in a Not… element, which it silently empties (an error).

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "engine/policy/policy_parser.h"

namespace iam {
namespace {

// "service:…": letters, digits and hyphens.
bool IsServicePrefix(absl::string_view prefix) {
  if (prefix.empty()) return false;
  for (const char c : prefix) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c)) && c != '-') {
      return false;
    }
  }
  return true;
}

bool HasWildcard(absl::string_view text) {
  return text.find_first_of("*?") != absl::string_view::npos;
}

bool HasWhiteSpace(absl::string_view text) {
  return text.find_first_of(" \t\n\r") != absl::string_view::npos;
}

// The end of the text up to which an ARN's first five segments reach.
size_t ResourcePart(absl::string_view arn) {
  size_t at = 0;
  for (int colons = 0; colons < 5; ++colons) {
    at = arn.find(':', at);
    if (at == absl::string_view::npos) return arn.size();
    ++at;
  }
  return at;
}

}  // namespace

PatternElement PolicyParser::ParsePatterns(const JsonValue::Member& member) {
  PatternElement element;
  element.negated = absl::StartsWith(member.name(), "Not");
  element.span = MemberSpan(member);
  const JsonValue& value = member.value;
  if (value.is_string()) {
    element.entries.push_back(MakeString(value));
  } else if (value.is_array()) {
    if (value.items().empty()) SayEmptyList(member, element.negated);
    element.entries.reserve(value.items().size());
    for (const JsonValue& item : value.items()) {
      if (item.is_string()) {
        element.entries.push_back(MakeString(item));
      } else {
        SayWrongKind(absl::StrCat("an entry of '", member.name(), "'"),
                     "a string", item);
      }
    }
  } else {
    SayWrongKind(InQuotes(member.name()), "a string or a list of strings",
                 value);
  }
  return element;
}

PatternElement PolicyParser::ParseAction(const JsonValue::Member& member,
                                         Effect effect) {
  PatternElement element = ParsePatterns(member);
  const bool strict = element.negated || effect == Effect::kDeny;
  for (const PolicyString& entry : element.entries) {
    CheckAction(entry, strict);
  }
  return element;
}

PatternElement PolicyParser::ParseResource(const JsonValue::Member& member,
                                           Effect effect) {
  PatternElement element = ParsePatterns(member);
  const bool strict = element.negated || effect == Effect::kDeny;
  for (const PolicyString& entry : element.entries) {
    CheckResource(entry, strict);
  }
  return element;
}

void PolicyParser::CheckAction(const PolicyString& entry, bool strict) {
  const absl::string_view text = entry.text;
  // "*:*" is not in the grammar, but AWS uses it in policies of its own.
  if (text == "*" || text == "*:*") return;
  const size_t colon = text.find(':');
  if (colon == absl::string_view::npos ||
      text.find(':', colon + 1) != absl::string_view::npos) {
    reporter_.Say(DiagnosticId::kMalformedAction, Global(entry.span),
                  absl::StrCat("action ", InQuotes(text),
                               " is neither 'service:Name' nor '*'"));
    return;
  }
  const absl::string_view prefix = text.substr(0, colon);
  const absl::string_view name = text.substr(colon + 1);
  if (!IsServicePrefix(prefix)) {
    std::string message =
        HasWildcard(prefix)
            ? absl::StrCat("wildcard in the service prefix of action ",
                           InQuotes(text), ": it matches nothing")
            : absl::StrCat("no service prefix in action ", InQuotes(text),
                           ": it matches nothing");
    reporter_.Say(
        strict ? DiagnosticId::kMalformedAction : DiagnosticId::kUselessAction,
        Global(entry.span), std::move(message));
  } else if (name.empty() || HasWhiteSpace(name)) {
    reporter_.Say(
        DiagnosticId::kUselessAction, Global(entry.span),
        absl::StrCat(name.empty() ? "empty name" : "white space", " in action ",
                     InQuotes(text), ": it matches nothing"));
  } else if (absl::StrContains(name, "${")) {
    reporter_.Say(DiagnosticId::kVariableNotAllowed, Global(entry.span),
                  absl::StrCat("policy variable in action ", InQuotes(text),
                               ": it is plain text there"));
  }
}

void PolicyParser::CheckResource(const PolicyString& entry, bool strict) {
  const absl::string_view text = entry.text;
  if (text == "*") return;
  if (!absl::StartsWith(text, "arn:")) {
    reporter_.Say(strict ? DiagnosticId::kMalformedResource
                         : DiagnosticId::kUselessResource,
                  Global(entry.span),
                  absl::StrCat("resource ", InQuotes(text),
                               " is neither an ARN nor '*': it matches "
                               "nothing"));
    return;
  }
  CheckArn(entry);
}

void PolicyParser::CheckArn(const PolicyString& entry) {
  const absl::string_view text = entry.text;
  const absl::string_view head = text.substr(0, ResourcePart(text));
  const bool variables = policy_.version_ == PolicyVersion::k2012_10_17;
  if (variables && absl::StrContains(head, "${")) {
    reporter_.Say(DiagnosticId::kVariableNotAllowed, Global(entry.span),
                  absl::StrCat("policy variable before the resource part of ",
                               InQuotes(text), ": it is not substituted"));
    return;
  }
  WarnOfVersion(entry);
  const std::vector<absl::string_view> segments = absl::StrSplit(head, ':');
  // "Resource" element: no wildcard in the service segment.
  if (segments.size() > 3 && HasWildcard(segments[2])) {
    reporter_.Say(
        DiagnosticId::kWildcardInArn, Global(entry.span),
        absl::StrCat("wildcard in the service of ARN ", InQuotes(text)));
  }
}

}  // namespace iam
