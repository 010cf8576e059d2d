// Action, NotAction, Resource and NotResource. An entry that can match nothing
// is harmless where it stands alone (a warning), and widens access in a Deny or
// in a Not… element, which it silently empties (an error).

#include <array>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/policy/policy_parser.h"

namespace iam {
namespace {

// What the characters of patterns are to the checks, as bits.
enum CharacterClass : unsigned char {
  kServiceCharacter = 1,  // letters, digits and hyphens
  kWildcard = 2,
  kBlank = 4,
  kDollar = 8,
  kColon = 16,
};

constexpr std::array<unsigned char, 256> MakeClasses() {
  std::array<unsigned char, 256> classes = {};
  for (unsigned char c = '0'; c <= '9'; ++c) classes[c] = kServiceCharacter;
  for (unsigned char c = 'A'; c <= 'Z'; ++c) classes[c] = kServiceCharacter;
  for (unsigned char c = 'a'; c <= 'z'; ++c) classes[c] = kServiceCharacter;
  classes['-'] = kServiceCharacter;
  classes['*'] = classes['?'] = kWildcard;
  classes[' '] = classes['\t'] = classes['\n'] = classes['\r'] = kBlank;
  classes['$'] = kDollar;
  classes[':'] = kColon;
  return classes;
}

constexpr std::array<unsigned char, 256> kClasses = MakeClasses();

unsigned char ClassOf(char c) { return kClasses[static_cast<uint8_t>(c)]; }

// The classes of all characters of a text.
unsigned ClassesIn(absl::string_view text) {
  unsigned classes = 0;
  for (const char c : text) classes |= ClassOf(c);
  return classes;
}

// "service:…": letters, digits and hyphens.
bool IsServicePrefix(absl::string_view prefix) {
  for (const char c : prefix) {
    if (ClassOf(c) != kServiceCharacter) return false;
  }
  return !prefix.empty();
}

// What nearly all actions are: "service:Name", with nothing to say about it.
bool IsPlainAction(absl::string_view text) {
  size_t colon = 0;
  while (colon < text.size() && ClassOf(text[colon]) == kServiceCharacter) {
    ++colon;
  }
  if (colon == 0 || colon + 1 >= text.size() || text[colon] != ':') {
    return false;
  }
  return (ClassesIn(text.substr(colon + 1)) & (kBlank | kDollar | kColon)) == 0;
}

bool HasWildcard(absl::string_view text) {
  return (ClassesIn(text) & kWildcard) != 0;
}

// An ARN in its parts, as far as they are checked.
struct ArnHead {
  absl::string_view text;     // up to the resource part
  unsigned classes = 0;       // of its characters
  absl::string_view service;  // empty unless another segment follows
};

ArnHead HeadOf(absl::string_view arn) {
  ArnHead head;
  head.text = arn;
  size_t colons = 0;
  size_t segment = 0;  // where it begins
  for (size_t at = 0; at < arn.size(); ++at) {
    head.classes |= ClassOf(arn[at]);
    if (arn[at] != ':') continue;
    if (++colons == 3) head.service = arn.substr(segment, at - segment);
    if (colons == 5) {
      head.text = arn.substr(0, at + 1);
      break;
    }
    segment = at + 1;
  }
  return head;
}

}  // namespace

PatternElement PolicyParser::ParsePatterns(const JsonValue::Member& member) {
  PatternElement element;
  element.negated = absl::StartsWith(member.name(), "Not");
  element.span = MemberSpan(member);
  const JsonValue& value = member.value;
  if (value.is_string()) {
    auto* const entry = arena_->Allocate<PolicyString>(1);
    std::construct_at(entry, MakeString(value));
    element.entries = absl::MakeConstSpan(entry, 1);
  } else if (value.is_array()) {
    if (value.items().empty()) SayEmptyList(member, element.negated);
    auto* const entries = arena_->Allocate<PolicyString>(value.items().size());
    size_t count = 0;
    for (const JsonValue& item : value.items()) {
      if (item.is_string()) {
        std::construct_at(&entries[count++], MakeString(item));
      } else {
        SayWrongKind(absl::StrCat("an entry of '", member.name(), "'"),
                     "a string", item);
      }
    }
    element.entries = absl::MakeConstSpan(entries, count);
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
  if (IsPlainAction(text) || text == "*" || text == "*:*") return;
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
    return;
  }
  const bool has_blank = (ClassesIn(name) & kBlank) != 0;
  if (name.empty() || has_blank) {
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
  const ArnHead head = HeadOf(text);
  const bool variables = policy_.version_ == PolicyVersion::k2012_10_17;
  if (variables && (head.classes & kDollar) != 0 &&
      absl::StrContains(head.text, "${")) {
    reporter_.Say(DiagnosticId::kVariableNotAllowed, Global(entry.span),
                  absl::StrCat("policy variable before the resource part of ",
                               InQuotes(text), ": it is not substituted"));
    return;
  }
  WarnOfVersion(entry);
  // "Resource" element: no wildcard in the service segment.
  if ((head.classes & kWildcard) != 0 && HasWildcard(head.service)) {
    reporter_.Say(
        DiagnosticId::kWildcardInArn, Global(entry.span),
        absl::StrCat("wildcard in the service of ARN ", InQuotes(text)));
  }
}

}  // namespace iam
