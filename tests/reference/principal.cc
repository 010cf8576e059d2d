// Who calls, and whom a Principal element means: semantics of sections 1.4,
// 5.1 and the first column of 6.4.

#include "tests/reference/principal.h"

#include "tests/reference/text.h"

namespace iam::reference {
namespace {

// The one value that the request itself gives for `key`, else empty.
std::string GivenValue(const Request& request, absl::string_view key) {
  for (const Context::Entry& entry : request.context.entries()) {
    if (!entry.absent && EqualIgnoringCase(entry.key, key) &&
        entry.values.size() == 1) {
      return entry.values[0];
    }
  }
  return "";
}

bool IsServiceName(absl::string_view text) {
  return EndsWith(text, ".amazonaws.com") ||
         EndsWith(text, ".amazonaws.com.cn");
}

// Of an assumed role 'app', "arn:aws:iam::111122223333:role/team/app": the
// session ARN shows no path, the request's aws:PrincipalArn does (R5.1).
void FindRoleArn(const Request& request, Principal* session) {
  const std::string given = GivenValue(request, "aws:PrincipalArn");
  const auto arn = SplitArn(given);
  if (arn && (*arn)[0] == "arn" && (*arn)[1] == session->partition &&
      (*arn)[2] == "iam" && (*arn)[4] == session->account &&
      BeginsWith((*arn)[5], "role/") &&
      EqualIgnoringCase(LastSegment((*arn)[5]), session->name)) {
    session->role_arn = given;
    session->role_path_known = true;
    return;
  }
  session->role_arn = "arn:" + session->partition +
                      ":iam::" + session->account + ":role/" + session->name;
}

// Fills what an ARN tells; false if no caller has such an ARN.
bool ReadArn(const Components& arn, const Request& request,
             Principal* principal) {
  const std::string& service = arn[2];
  const std::string& resource = arn[5];
  principal->partition = arn[1];
  principal->account = arn[4];
  if (service == "iam" && resource == "root") {
    principal->kind = PrincipalKind::kRoot;
    return true;
  }
  if (service == "iam" && BeginsWith(resource, "user/")) {
    principal->kind = PrincipalKind::kUser;
    principal->name = LastSegment(resource);
    return true;
  }
  if (service == "iam" && BeginsWith(resource, "role/")) {
    principal->kind = PrincipalKind::kRoleSession;
    principal->name = LastSegment(resource);
    principal->role_arn = request.principal;
    principal->role_path_known = true;
    return true;
  }
  if (service == "sts" && BeginsWith(resource, "assumed-role/")) {
    const std::string rest =
        resource.substr(std::string("assumed-role/").size());
    const size_t slash = rest.find('/');
    principal->kind = PrincipalKind::kRoleSession;
    principal->name = rest.substr(0, slash);
    if (slash != std::string::npos) principal->session = rest.substr(slash + 1);
    FindRoleArn(request, principal);
    return true;
  }
  if (service == "sts" && BeginsWith(resource, "federated-user/")) {
    principal->kind = PrincipalKind::kFederatedUser;
    principal->name = resource.substr(std::string("federated-user/").size());
    return true;
  }
  return false;
}

bool IsAccountOf(const Principal& principal, const std::string& account) {
  return principal.has_account() && principal.account == account;
}

// R1.46, R1.47: unique ids.
PrincipalMatch MatchUniqueId(const std::string& id,
                             const Principal& principal) {
  if (BeginsWith(id, "AIDA") && principal.kind == PrincipalKind::kUser &&
      principal.user_id == id) {
    return kUserMatch;
  }
  if (BeginsWith(id, "AROA") && principal.kind == PrincipalKind::kRoleSession &&
      principal.user_id.substr(0, principal.user_id.find(':')) == id) {
    return kRoleMatch;
  }
  return kNoMatch;
}

PrincipalMatch MatchArn(const std::string& text, const Components& arn,
                        const Principal& principal) {
  const std::string& service = arn[2];
  const std::string& resource = arn[5];
  const bool same_account = arn[0] == "arn" && arn[1] == principal.partition &&
                            IsAccountOf(principal, arn[4]);
  // R1.41
  if (service == "iam" && resource == "root") {
    return same_account ? kAccountMatch : kNoMatch;
  }
  if (service == "iam" && BeginsWith(resource, "user/")) {
    // R6.40; names are case-sensitive (R1.43).
    if (principal.kind == PrincipalKind::kUser && principal.text == text) {
      return kUserMatch;
    }
    // R6.44
    if (principal.kind == PrincipalKind::kFederatedUser &&
        principal.federating_user == text) {
      return kRoleMatch;
    }
    return kNoMatch;
  }
  if (service == "iam" && BeginsWith(resource, "role/")) {
    // R6.43. A role known by its ARN compares by it (R1.43, R1.46); of a
    // session's role only the name is known, case apart (R1.48).
    if (principal.kind != PrincipalKind::kRoleSession) return kNoMatch;
    const bool same =
        principal.role_path_known
            ? text == principal.role_arn
            : same_account &&
                  EqualIgnoringCase(LastSegment(resource), principal.name);
    return same ? kRoleMatch : kNoMatch;
  }
  if (service == "sts" && BeginsWith(resource, "assumed-role/")) {
    // R6.41. The role's name ignoring case (R1.48), the session's not.
    if (principal.kind != PrincipalKind::kRoleSession || !same_account ||
        principal.session.empty()) {
      return kNoMatch;
    }
    const std::string rest =
        resource.substr(std::string("assumed-role/").size());
    const size_t slash = rest.find('/');
    if (slash == std::string::npos) return kNoMatch;
    const bool same =
        EqualIgnoringCase(rest.substr(0, slash), principal.name) &&
        rest.substr(slash + 1) == principal.session;
    return same ? kDirectMatch : kNoMatch;
  }
  // R6.42
  if (principal.kind == PrincipalKind::kFederatedUser &&
      principal.text == text) {
    return kDirectMatch;
  }
  return kNoMatch;
}

PrincipalMatch MatchAwsEntry(const std::string& text,
                             const Principal& principal) {
  if (text == "*") return kDirectMatch;        // R6.45, R1.52
  if (text.size() == 12 && AllDigits(text)) {  // R1.41
    return IsAccountOf(principal, text) ? kAccountMatch : kNoMatch;
  }
  if (const auto arn = SplitArn(text)) return MatchArn(text, *arn, principal);
  return MatchUniqueId(text, principal);
}

PrincipalMatch MatchEntry(const PrincipalElement::Entry& entry,
                          const Principal& principal) {
  const std::string text(entry.value.text);
  switch (entry.type) {
    case PrincipalType::kAws:
      return MatchAwsEntry(text, principal);
    case PrincipalType::kService:  // R6.48
      return principal.kind == PrincipalKind::kService && principal.text == text
                 ? kDirectMatch
                 : kNoMatch;
    case PrincipalType::kFederated:  // R6.7a
      return principal.kind == PrincipalKind::kIdentityProvider &&
                     principal.text == text
                 ? kDirectMatch
                 : kNoMatch;
    case PrincipalType::kCanonicalUser:  // 1.4: the account with that id
      return principal.has_account() && !text.empty() &&
                     principal.canonical_user_id == text
                 ? kAccountMatch
                 : kNoMatch;
  }
  return kNoMatch;
}

}  // namespace

bool Principal::is_service_linked_role() const {
  const auto arn = SplitArn(role_arn);
  return kind == PrincipalKind::kRoleSession && arn &&
         BeginsWith((*arn)[5], "role/aws-service-role/");
}

// R6.7a, R6.7b
bool CarriesToken(const Request& request) {
  for (const absl::string_view action :
       {"sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"}) {
    if (EqualIgnoringCase(request.action, action)) return true;
  }
  const auto arn = SplitArn(request.resource);
  if (!arn || (*arn)[2] != "iam" || !BeginsWith((*arn)[5], "role/")) {
    return false;
  }
  for (const absl::string_view action :
       {"sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext"}) {
    if (EqualIgnoringCase(request.action, action)) return true;
  }
  return false;
}

Principal PrincipalOf(const Request& request) {
  Principal principal;
  principal.text = request.principal;
  principal.federating_user = request.federating_user;
  principal.canonical_user_id = request.canonical_user_id;
  principal.user_id = GivenValue(request, "aws:userid");
  if (request.principal == "*") {
    principal.kind = PrincipalKind::kAnonymous;
    // R6.7a: an unsigned call with a token comes from who issued it.
    const std::string issuer = GivenValue(request, "aws:FederatedProvider");
    if (!issuer.empty() && CarriesToken(request)) {
      principal.kind = PrincipalKind::kIdentityProvider;
      principal.text = issuer;
    }
    return principal;
  }
  // An account id is its root user.
  if (request.principal.size() == 12 && AllDigits(request.principal)) {
    principal.kind = PrincipalKind::kRoot;
    principal.partition = "aws";
    principal.account = request.principal;
    principal.text = "arn:aws:iam::" + request.principal + ":root";
    return principal;
  }
  if (const auto arn = SplitArn(request.principal)) {
    if (ReadArn(*arn, request, &principal)) return principal;
    principal.partition.clear();
    principal.account.clear();
    principal.kind = PrincipalKind::kIdentityProvider;
    return principal;
  }
  // 1.4: Cognito's identity pools issue tokens; AWS's other names are services.
  const bool is_service = IsServiceName(request.principal) &&
                          request.principal != "cognito-identity.amazonaws.com";
  principal.kind =
      is_service ? PrincipalKind::kService : PrincipalKind::kIdentityProvider;
  return principal;
}

PrincipalMatch MatchPrincipal(const PrincipalElement& element, Effect effect,
                              const Principal& principal, bool has_boundary) {
  PrincipalMatch match;
  for (const PrincipalElement::Entry& entry : element.entries) {
    match.Add(MatchEntry(entry, principal));  // R1.40
  }
  if (!element.negated) return match;
  // R1.51
  if (effect == Effect::kDeny && has_boundary) return kDirectMatch;
  // R1.50: spared if listed at any level; R1.33, R6.4c: else like "*".
  return match.any() ? kNoMatch : kDirectMatch;
}

}  // namespace iam::reference
