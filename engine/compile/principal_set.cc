#include "engine/compile/principal_set.h"

#include <optional>

#include "engine/match/arn.h"

namespace iam {

PrincipalSet::PrincipalSet(const PrincipalElement& element, Effect effect)
    : negated_(element.negated), effect_(effect) {
  entries_.reserve(element.entries.size());
  for (const PrincipalElement::Entry& entry : element.entries) {
    entries_.push_back(Compile(entry));
  }
}

PrincipalSet::Entry PrincipalSet::Compile(
    const PrincipalElement::Entry& entry) {
  const std::string text(entry.value.text);
  const bool any = text == "*";
  switch (entry.type) {
    case PrincipalType::kService:
      return {any ? EntryKind::kAnyService : EntryKind::kService, text, ""};
    case PrincipalType::kFederated:
      return {any ? EntryKind::kAnyFederated : EntryKind::kFederated, text, ""};
    case PrincipalType::kCanonicalUser:
      return {EntryKind::kCanonicalUser, text, ""};
    case PrincipalType::kAws:
      break;
  }
  if (any) return {EntryKind::kEveryone, text, ""};
  if (IsAccountId(text)) return {EntryKind::kAccount, text, ""};
  const std::optional<Arn> arn = SplitArn(text);
  if (!arn.has_value()) return {EntryKind::kUniqueId, text, ""};
  if (arn->service == "iam" && arn->resource == "root") {
    return {EntryKind::kAccount, std::string(arn->account),
            std::string(arn->partition)};
  }
  return {EntryKind::kArn, text, ""};
}

PrincipalMatches PrincipalSet::MatchArn(const std::string& arn,
                                        const RequestPrincipal& principal) {
  switch (principal.kind) {
    case PrincipalKind::kUser:
      return arn == principal.text ? kUser : kNoPrincipal;
    case PrincipalKind::kRoleSession: {
      if (!principal.session.empty() && arn == principal.text) return kSession;
      const bool is_role = principal.role_arn.empty()
                               ? IsRoleOf(principal, arn)
                               : arn == principal.role_arn;
      return is_role ? kRole : kNoPrincipal;
    }
    case PrincipalKind::kFederatedUser:
      if (arn == principal.text) return kFederatedUser;
      return arn == principal.federating_user ? kFederatingUser : kNoPrincipal;
    case PrincipalKind::kAnonymous:
    case PrincipalKind::kRootUser:
    case PrincipalKind::kService:
    case PrincipalKind::kIdentityProvider:
      break;
  }
  return kNoPrincipal;
}

PrincipalMatches PrincipalSet::MatchEntry(const Entry& entry,
                                          const RequestPrincipal& principal) {
  bool matches = false;
  PrincipalMatch as = kNoPrincipal;
  switch (entry.kind) {
    case EntryKind::kEveryone:
      return kEveryone;
    case EntryKind::kArn:
      return MatchArn(entry.text, principal);
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
  PrincipalMatches matches = kNoPrincipal;
  for (const Entry& entry : entries_) {
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
