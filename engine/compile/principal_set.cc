#include "engine/compile/principal_set.h"

#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "engine/match/arn.h"

namespace iam {

PrincipalSet::PrincipalSet(const PrincipalElement& element, Effect effect)
    : arns_(/*ignores_case=*/false),
      negated_(element.negated),
      effect_(effect) {
  std::vector<absl::string_view> arns;
  for (const PrincipalElement::Entry& entry : element.entries) {
    Entry compiled;
    if (Compile(entry, &compiled)) {
      others_.push_back(std::move(compiled));
    } else {
      arns.push_back(entry.value.text);
    }
  }
  others_.shrink_to_fit();
  arns_.Fill(arns);
}

bool PrincipalSet::Compile(const PrincipalElement::Entry& entry,
                           Entry* compiled) {
  const absl::string_view text = entry.value.text;
  const bool any = text == "*";
  compiled->text = std::string(text);
  switch (entry.type) {
    case PrincipalType::kService:
      compiled->kind = any ? EntryKind::kAnyService : EntryKind::kService;
      return true;
    case PrincipalType::kFederated:
      compiled->kind = any ? EntryKind::kAnyFederated : EntryKind::kFederated;
      return true;
    case PrincipalType::kCanonicalUser:
      compiled->kind = EntryKind::kCanonicalUser;
      return true;
    case PrincipalType::kAws:
      break;
  }
  const std::optional<Arn> arn = SplitArn(text);
  if (any) {
    compiled->kind = EntryKind::kEveryone;
  } else if (IsAccountId(text)) {
    compiled->kind = EntryKind::kAccount;
  } else if (!arn.has_value()) {
    compiled->kind = EntryKind::kUniqueId;
  } else if (arn->service == "iam" && arn->resource == "root") {
    *compiled = {EntryKind::kAccount, std::string(arn->account),
                 std::string(arn->partition)};
  } else {
    return false;
  }
  return true;
}

bool PrincipalSet::HasRoleOf(const RequestPrincipal& session) const {
  if (!session.role_arn.empty()) return arns_.Contains(session.role_arn);
  return arns_.Any(
      [&](absl::string_view arn) { return IsRoleOf(session, arn); });
}

bool PrincipalSet::NamesSessionOf(const RequestPrincipal& role) const {
  return role.kind == PrincipalKind::kRoleSession && role.session.empty() &&
         arns_.Any([&](absl::string_view arn) {
           const std::optional<RequestPrincipal> named =
               ParseRequestPrincipal(arn);
           return named.has_value() && !named->session.empty() &&
                  named->account == role.account &&
                  absl::EqualsIgnoreCase(named->name, role.name);
         });
}

PrincipalType PrincipalSet::TypeOf(EntryKind kind) {
  switch (kind) {
    case EntryKind::kService:
    case EntryKind::kAnyService:
      return PrincipalType::kService;
    case EntryKind::kFederated:
    case EntryKind::kAnyFederated:
      return PrincipalType::kFederated;
    case EntryKind::kCanonicalUser:
      return PrincipalType::kCanonicalUser;
    case EntryKind::kEveryone:
    case EntryKind::kAccount:
    case EntryKind::kUniqueId:
      break;
  }
  return PrincipalType::kAws;
}

std::vector<PrincipalSet::Named> PrincipalSet::AllNamed() const {
  std::vector<Named> named;
  arns_.ForEach([&](absl::string_view arn) {
    named.push_back({PrincipalType::kAws, arn});
  });
  for (const Entry& entry : others_) {
    named.push_back({TypeOf(entry.kind), entry.text});
  }
  return named;
}

PrincipalMatches PrincipalSet::MatchArns(
    const RequestPrincipal& principal) const {
  if (arns_.empty()) return kNoPrincipal;
  int matches = kNoPrincipal;
  switch (principal.kind) {
    case PrincipalKind::kUser:
      if (arns_.Contains(principal.text)) matches = kUser;
      break;
    case PrincipalKind::kRoleSession:
      if (!principal.session.empty() && arns_.Contains(principal.text)) {
        matches = kSession;
      }
      if (HasRoleOf(principal)) matches |= kRole;
      break;
    case PrincipalKind::kFederatedUser:
      if (arns_.Contains(principal.text)) matches = kFederatedUser;
      if (arns_.Contains(principal.federating_user)) {
        matches |= kFederatingUser;
      }
      break;
    case PrincipalKind::kAnonymous:
    case PrincipalKind::kRootUser:
    case PrincipalKind::kService:
    case PrincipalKind::kIdentityProvider:
      break;
  }
  return static_cast<PrincipalMatches>(matches);
}

PrincipalMatches PrincipalSet::MatchEntry(const Entry& entry,
                                          const RequestPrincipal& principal) {
  bool matches = false;
  PrincipalMatch as = kNoPrincipal;
  switch (entry.kind) {
    case EntryKind::kEveryone:
      return kEveryone;
    case EntryKind::kAccount:
      as = kAccount;
      matches =
          entry.text == principal.account &&
          (entry.partition.empty() || entry.partition == principal.partition);
      break;
    case EntryKind::kUniqueId:
      as = principal.kind == PrincipalKind::kUser ? kUser : kRole;
      matches = !principal.unique_id.empty() &&
                (principal.kind == PrincipalKind::kUser ||
                 principal.kind == PrincipalKind::kRoleSession) &&
                entry.text == principal.unique_id;
      break;
    case EntryKind::kService:
    case EntryKind::kAnyService:
      as = kServiceOrProvider;
      matches = principal.kind == PrincipalKind::kService &&
                (entry.kind == EntryKind::kAnyService ||
                 entry.text == principal.text);
      break;
    case EntryKind::kFederated:
    case EntryKind::kAnyFederated:
      as = kServiceOrProvider;
      matches = principal.kind == PrincipalKind::kIdentityProvider &&
                (entry.kind == EntryKind::kAnyFederated ||
                 entry.text == principal.text);
      break;
    case EntryKind::kCanonicalUser:
      as = kAccount;
      matches = principal.is_account_member() &&
                !principal.canonical_user_id.empty() &&
                entry.text == principal.canonical_user_id;
      break;
  }
  return matches ? as : kNoPrincipal;
}

PrincipalMatches PrincipalSet::Match(const RequestPrincipal& principal,
                                     bool has_boundary) const {
  PrincipalMatches matches = MatchArns(principal);
  for (const Entry& entry : others_) {
    matches =
        static_cast<PrincipalMatches>(matches | MatchEntry(entry, principal));
  }
  if (!negated_) return matches;
  // "NotPrincipal": whoever is listed at any level is excepted, unless a
  // permissions boundary is set, where a Deny always applies.
  const bool boundary_defeats_exception =
      effect_ == Effect::kDeny && has_boundary &&
      (principal.kind == PrincipalKind::kUser ||
       principal.kind == PrincipalKind::kRoleSession);
  return matches == kNoPrincipal || boundary_defeats_exception ? kEveryone
                                                               : kNoPrincipal;
}

}  // namespace iam
