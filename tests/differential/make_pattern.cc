// Action and resource patterns: a name of the focus with wildcards put in, cut
// short, with variables, or otherwise close to matching.

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "tests/differential/make_world.h"

namespace iam::differential {
namespace {

// Where the UTF-8 character that byte `at` belongs to begins.
size_t CharacterStart(const std::string& text, size_t at) {
  while (at > 0 && at < text.size() &&
         (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) {
    --at;
  }
  return at;
}

// Replaces up to `longest` characters behind `from` by `replacement`.
std::string Replace(const std::string& text, size_t from, size_t longest,
                    const std::string& replacement, Random* random) {
  if (from >= text.size()) return text;
  const size_t begin =
      CharacterStart(text, from + random->Below(text.size() - from));
  const size_t end = CharacterStart(
      text, std::min(text.size(), begin + random->Below(longest + 1)));
  return absl::StrCat(text.substr(0, begin), replacement,
                      text.substr(std::max(begin, end)));
}

// One character becomes '?'.
std::string PutQuestionMark(const std::string& text, size_t from,
                            Random* random) {
  if (from >= text.size()) return text;
  const size_t begin =
      CharacterStart(text, from + random->Below(text.size() - from));
  size_t end = begin + 1;
  while (end < text.size() &&
         (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
    ++end;
  }
  return absl::StrCat(text.substr(0, begin), "?", text.substr(end));
}

// Where the resource part begins; the end if there is none.
size_t ResourcePart(const std::string& arn) {
  size_t at = 0;
  for (int i = 0; i < 5; ++i) {
    at = arn.find(':', at);
    if (at == std::string::npos) return arn.size();
    ++at;
  }
  return at;
}

// What is put in the place of some characters, with a wildcard on either side
// now and then.
std::string WithWildcards(const std::string& variable, Random* random) {
  constexpr const char* kWildcards[] = {"", "", "*", "?"};
  return absl::StrCat(random->Pick(kWildcards), variable,
                      random->Pick(kWildcards));
}

std::string MutateArn(std::string arn, Random* random) {
  constexpr const char* kVariables[] = {
      "${aws:username}",
      "${AWS:username}",
      "${aws:PrincipalTag/team}",
      "${aws:PrincipalTag/Team}",
      "${aws:PrincipalTag/team, 'all'}",
      "${aws:PrincipalTag/team, 'ana'}",
      "${aws:PrincipalTag/team, '*'}",
      "${aws:PrincipalTag/team, ''}",
      "${aws:TagKeys}",
      "${aws:TagKeys, 'ana'}",
      "${example:key}",
      "${*}",
      "${?}",
      "${$}",
      "${}",
      "${open",
      "${a${b}}",
      "${aws:username,'x'}",
      "${aws:username , 'x'}",
  };
  const size_t part = ResourcePart(arn);
  switch (random->Below(14)) {
    case 0:
    case 1:
      return arn;
    case 2:  // anywhere behind "arn:"
      return Replace(arn, 4, 6, "*", random);
    case 3:
      return Replace(arn, part, 8, "*", random);
    case 4:
      return Replace(Replace(arn, 4, 4, "*", random), part, 4, "*", random);
    case 5:
      return PutQuestionMark(arn, 4, random);
    case 6:
      return PutQuestionMark(PutQuestionMark(arn, 4, random), 4, random);
    case 7:  // short
      return arn.substr(0, std::max<size_t>(4, random->Below(arn.size())));
    case 8:
      return absl::StrCat(
          arn.substr(0, std::max<size_t>(4, random->Below(arn.size()))), "*");
    case 9:
    case 10:
      return Replace(arn, part, 5,
                     WithWildcards(random->Pick(kVariables), random), random);
    case 11:
      return absl::StrCat(arn, WithWildcards(random->Pick(kVariables), random));
    case 12:  // mostly where none may stand
      return Replace(arn, 4, 4, random->Pick(kVariables), random);
    default: {
      const size_t cut = arn.find(':', 4 + random->Below(arn.size() - 4));
      if (cut == std::string::npos) return arn;
      return absl::StrCat(arn.substr(0, cut + 1), "*");
    }
  }
}

}  // namespace

std::string MakeActionPattern(PolicyType type, const Focus& focus, bool lenient,
                              Random* random) {
  const bool trust = type == PolicyType::kTrust;
  const bool customer_rcp = type == PolicyType::kResourceControlPolicy;
  const std::string action =
      random->Percent(trust ? 0 : 10)
          ? std::string(random->Pick(Actions()))
          : (trust && !focus.assumes_roles
                 ? std::string(random->Pick(RoleActions()))
                 : random->Pick(focus.actions));
  const size_t name = action.find(':') + 1;
  const std::string prefix = action.substr(0, name);
  if (lenient && random->Percent(6)) {
    constexpr const char* kOdd[] = {"s*:GetObject", "*:GetObject",
                                    "s3:", "s3:Get Object",
                                    "s3:${aws:username}"};
    return random->Pick(kOdd);
  }
  switch (random->Below(12)) {
    case 0:
    case 1:
    case 2:
      return action;
    case 3:
      return WithOtherCase(action, random);
    case 4:
    case 5:
      return absl::StrCat(prefix, "*");
    case 6:
      return Replace(action, name, 6, "*", random);
    case 7:
      return Replace(Replace(action, name, 3, "*", random), name, 3, "*",
                     random);
    case 8:
      return PutQuestionMark(action, name, random);
    case 9:
      return trust || customer_rcp ? absl::StrCat(prefix, "*") : "*:*";
    default:
      return trust || customer_rcp ? action : "*";
  }
}

std::string MakeResourcePattern(const Focus& focus, bool lenient,
                                Random* random) {
  if (random->Percent(25)) return "*";
  if (lenient && random->Percent(4)) {
    constexpr const char* kOdd[] = {"**", "ar*", "amzn-s3-demo-bucket",
                                    "${aws:username}", "*:*"};
    return random->Pick(kOdd);
  }
  std::string resource = random->Percent(10)
                             ? std::string(random->Pick(Resources()))
                             : random->Pick(focus.resources);
  if (resource == "*") return resource;
  return MutateArn(std::move(resource), random);
}

}  // namespace iam::differential
