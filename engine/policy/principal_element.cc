// Principal and NotPrincipal. IAM User Guide, "AWS JSON policy elements:
// Principal". Whoever is misnamed here is not the one the author meant, and in
// a NotPrincipal that widens access: so every malformed name is an error.

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "engine/policy/policy_parser.h"

namespace iam {
namespace {

struct TypeName {
  absl::string_view name;
  PrincipalType type;
};

constexpr TypeName kTypes[] = {
    {"AWS", PrincipalType::kAws},
    {"Service", PrincipalType::kService},
    {"Federated", PrincipalType::kFederated},
    {"CanonicalUser", PrincipalType::kCanonicalUser},
};

constexpr size_t kAccountDigits = 12;
constexpr size_t kMinUniqueId = 16;

bool IsAccount(absl::string_view text) {
  return text.size() == kAccountDigits &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isdigit(static_cast<unsigned char>(c));
         });
}

// AIDA… (user) or AROA… (role), as AWS shows a principal it could not find.
bool IsUniqueId(absl::string_view text, absl::string_view prefix) {
  return text.size() >= kMinUniqueId && absl::StartsWith(text, prefix) &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isupper(static_cast<unsigned char>(c)) ||
                  absl::ascii_isdigit(static_cast<unsigned char>(c));
         });
}

// "lambda.amazonaws.com", "accounts.google.com/tenant": dots and no blanks.
bool IsHostName(absl::string_view text) {
  return absl::StrContains(text, '.') &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
                  absl::StrContains("-._/:", c);
         });
}

bool HasWildcard(absl::string_view text) {
  return text.find_first_of("*?") != absl::string_view::npos;
}

struct ArnParts {
  absl::string_view service;
  absl::string_view account;
  absl::string_view type;  // up to the first '/'
  absl::string_view name;  // behind it
};

// The parts of an ARN of the iam or sts service, without a region.
std::optional<ArnParts> SplitArn(absl::string_view text) {
  const std::vector<absl::string_view> parts =
      absl::StrSplit(text, absl::MaxSplits(':', 5));
  if (parts.size() != 6 || parts[0] != "arn" || parts[1].empty() ||
      !parts[3].empty()) {
    return std::nullopt;
  }
  const std::pair<absl::string_view, absl::string_view> resource =
      absl::StrSplit(parts[5], absl::MaxSplits('/', 1));
  return ArnParts{parts[2], parts[4], resource.first, resource.second};
}

bool IsAwsPrincipal(const ArnParts& arn) {
  // CloudFront's origin access identities are users of no account.
  const bool cloudfront = arn.account == "cloudfront";
  if (!IsAccount(arn.account) && !cloudfront) return false;
  if (arn.service == "iam") {
    if (arn.type == "root") return arn.name.empty() && !cloudfront;
    return (arn.type == "user" || arn.type == "role") && !arn.name.empty();
  }
  if (arn.service != "sts") return false;
  if (arn.type == "federated-user") return !arn.name.empty();
  const size_t slash = arn.name.find('/');
  return arn.type == "assumed-role" && slash != absl::string_view::npos &&
         slash > 0 && slash + 1 < arn.name.size();
}

bool IsFederated(absl::string_view text) {
  const std::optional<ArnParts> arn = SplitArn(text);
  if (!arn.has_value()) {
    return !absl::StartsWith(text, "arn:") && IsHostName(text);
  }
  return arn->service == "iam" && IsAccount(arn->account) &&
         (arn->type == "saml-provider" || arn->type == "oidc-provider") &&
         !arn->name.empty();
}

bool IsCanonicalUser(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c));
  });
}

}  // namespace

PrincipalElement PolicyParser::ParsePrincipal(const JsonValue::Member& member,
                                              Effect effect) {
  PrincipalElement element;
  element.negated = member.name() == "NotPrincipal";
  element.span = MemberSpan(member);
  const JsonValue& value = member.value;
  if (value.is_object()) {
    element.entries = ParsePrincipalMap(value);
    const bool all_empty = std::all_of(
        value.members().begin(), value.members().end(),
        [](const JsonValue::Member& kind) {
          return kind.value.is_array() && kind.value.items().empty();
        });
    if (all_empty) SayEmptyList(member, element.negated);
  } else if (value.is_string() && value.text() == "*") {
    auto* const entry = arena_->Allocate<PrincipalElement::Entry>(1);
    std::construct_at(
        entry, PrincipalElement::Entry{PrincipalType::kAws, MakeString(value)});
    element.entries = absl::MakeConstSpan(entry, 1);
  } else if (value.is_string()) {
    reporter_.Say(
        DiagnosticId::kMalformedPrincipal, TextSpan(value),
        absl::StrCat("'", member.name(), "' must be '*' or an object, not ",
                     InQuotes(value.text())),
        absl::StartsWith(value.text(), "arn:") || IsAccount(value.text())
            ? absl::StrCat("write {\"AWS\": ", JsonQuote(value.text()), "}")
            : "");
  } else {
    SayWrongKind(InQuotes(member.name()), "'*' or an object", value);
  }
  if (element.negated && effect == Effect::kAllow) {
    reporter_.Say(DiagnosticId::kNotPrincipalAllow, NameSpan(member),
                  "'NotPrincipal' with 'Allow' allows everybody not listed, "
                  "anonymous users too");
  }
  return element;
}

absl::Span<const PrincipalElement::Entry> PolicyParser::ParsePrincipalMap(
    const JsonValue& value) {
  size_t most = 0;
  for (const JsonValue::Member& member : value.members()) {
    most += member.value.is_array() ? member.value.items().size() : 1;
  }
  auto* const entries = arena_->Allocate<PrincipalElement::Entry>(most);
  size_t count = 0;
  for (const JsonValue::Member& member : value.members()) {
    const auto* type = std::find_if(
        std::begin(kTypes), std::end(kTypes),
        [&](const TypeName& row) { return row.name == member.name(); });
    if (type == std::end(kTypes)) {
      std::vector<absl::string_view> names;
      for (const TypeName& row : kTypes) names.push_back(row.name);
      const std::string nearest = Nearest(member.name(), names);
      reporter_.Say(
          DiagnosticId::kUnknownPrincipalType, NameSpan(member),
          absl::StrCat("unknown principal type ", InQuotes(member.name())),
          nearest.empty() ? "" : absl::StrCat("did you mean '", nearest, "'?"));
      continue;
    }
    auto add = [&](const JsonValue& item) {
      if (!item.is_string()) {
        SayWrongKind("a principal", "a string", item);
        return;
      }
      PrincipalElement::Entry* entry = &entries[count++];
      std::construct_at(entry,
                        PrincipalElement::Entry{type->type, MakeString(item)});
      CheckPrincipal(*entry);
    };
    if (member.value.is_array()) {
      for (const JsonValue& item : member.value.items()) add(item);
    } else {
      add(member.value);
    }
  }
  return absl::MakeConstSpan(entries, count);
}

void PolicyParser::CheckPrincipal(const PrincipalElement::Entry& entry) {
  const absl::string_view text = entry.value.text;
  if (entry.type == PrincipalType::kAws && text == "*") return;
  if (HasWildcard(text)) {
    reporter_.Say(DiagnosticId::kWildcardInPrincipal, Global(entry.value.span),
                  absl::StrCat("wildcard in principal ", InQuotes(text),
                               "; '*' may only stand alone, under 'AWS'"));
    return;
  }
  absl::string_view wanted;
  switch (entry.type) {
    case PrincipalType::kAws:
      return CheckAwsPrincipal(entry.value);
    case PrincipalType::kService:
      if (IsHostName(text)) return;
      wanted = "a service principal, say 'lambda.amazonaws.com'";
      break;
    case PrincipalType::kFederated:
      if (IsFederated(text)) return;
      wanted = "an identity provider's ARN or domain name";
      break;
    case PrincipalType::kCanonicalUser:
      if (IsCanonicalUser(text)) return;
      wanted = "a canonical user id";
      break;
  }
  reporter_.Say(DiagnosticId::kMalformedPrincipal, Global(entry.value.span),
                absl::StrCat(InQuotes(text), " is not ", wanted));
}

void PolicyParser::CheckAwsPrincipal(const PolicyString& value) {
  const absl::string_view text = value.text;
  if (IsAccount(text) || IsUniqueId(text, "AIDA") || IsUniqueId(text, "AROA")) {
    return;
  }
  const std::optional<ArnParts> arn = SplitArn(text);
  if (arn.has_value() && IsAwsPrincipal(*arn)) return;
  if (IsUniqueId(text, "AGPA") ||
      (arn.has_value() && arn->service == "iam" && arn->type == "group")) {
    reporter_.Say(
        DiagnosticId::kGroupAsPrincipal, Global(value.span),
        absl::StrCat("a group cannot be a principal: ", InQuotes(text)));
    return;
  }
  reporter_.Say(DiagnosticId::kMalformedPrincipal, Global(value.span),
                absl::StrCat(InQuotes(text),
                             " is not an account id, the ARN of an account, "
                             "user, role or session, or a unique id"));
}

}  // namespace iam
