#include "engine/eval/prepared_request.h"

#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/condition/keys.h"
#include "engine/eval/implied_context.h"
#include "engine/eval/service_rules.h"
#include "engine/match/arn.h"

namespace iam {
namespace {

// The one value of a key; nullopt if it has none or several.
std::optional<absl::string_view> SingleValue(const Context& context,
                                             KeyCode code,
                                             absl::string_view key) {
  const Context::Values values = context.LookUp(code, key).values;
  if (values.size() != 1) return std::nullopt;
  return values.front();
}

// The unique id in an aws:userid: "AIDA…" or "AROA…:session".
absl::string_view UniqueId(absl::string_view userid) {
  return userid.substr(0, userid.find(':'));
}

}  // namespace

PreparedRequest::PreparedRequest(const ParsedRequest& parsed,
                                 const Facts& facts,
                                 const ActionClasses& classes)
    : parsed_(parsed),
      facts_(facts),
      action_class_(classes.Classify(parsed.action)),
      principal_(parsed.principal.value_or(RequestPrincipal())),
      implied_(parsed.request.context, principal_, facts),
      context_(parsed.request.context, &implied_) {
  if (principal_known()) FindPrincipal();
  FindResourceAccount();
  implied_.set_resource_account(resource_account_);
}

void PreparedRequest::FindPrincipal() {
  static const KeyCode kProvider = KeyCode::Of("aws:FederatedProvider");
  static const KeyCode kUserId = KeyCode::Of("aws:userid");
  static const KeyCode kPrincipalArn = KeyCode::Of("aws:PrincipalArn");
  const Context& given = parsed_.request.context;
  // The caller of sts:AssumeRoleWith… is whoever issued the token.
  if (principal_.kind == PrincipalKind::kAnonymous &&
      AssumesRole(action(), resource()) && action().name() != "assumerole") {
    const auto provider =
        SingleValue(given, kProvider, "aws:FederatedProvider");
    if (provider.has_value() && !provider->empty()) {
      principal_.kind = PrincipalKind::kIdentityProvider;
      principal_.text = *provider;
    }
  }

  principal_.federating_user = parsed_.request.federating_user;
  principal_.canonical_user_id = parsed_.request.canonical_user_id;
  principal_.unique_id = facts_.principal_id;
  if (const auto id = SingleValue(given, kUserId, "aws:userid")) {
    principal_.unique_id = UniqueId(*id);
  }
  if (principal_.kind == PrincipalKind::kRoleSession &&
      principal_.role_arn.empty()) {
    principal_.role_arn = facts_.principal_arn;
    const auto arn = SingleValue(given, kPrincipalArn, "aws:PrincipalArn");
    if (arn.has_value() && *arn != facts_.principal_arn &&
        IsRoleOf(principal_, *arn)) {
      principal_.role_arn = *arn;
    }
  }
}

void PreparedRequest::FindResourceAccount() {
  const std::optional<Arn>& arn = resource().arn;
  if (!resource().account.empty()) {
    resource_account_ = resource().account;
    return;
  }
  const Request& request = parsed_.request;
  // A policy that AWS manages is read as if it were the caller's own.
  const bool is_awss = arn.has_value() && arn->account == "aws";
  if (!is_awss && !request.resource_account.empty()) {
    resource_account_ = request.resource_account;
    return;
  }
  if (!is_awss && !facts_.resource_account.empty()) {
    resource_account_ = facts_.resource_account;
    return;
  }
  resource_account_ = principal_.account;
  owner_assumed_ = arn.has_value() && arn->account.empty() &&
                   resource().text == request.resource;
}

std::vector<std::string> PreparedRequest::Notes() const {
  const Request& request = parsed_.request;
  std::vector<std::string> notes;
  if (!principal_known()) {
    notes.push_back(absl::StrCat("'", request.principal,
                                 "' is no principal that can make a request"));
  }
  if (owner_assumed_ && !resource_account_.empty()) {
    notes.push_back(absl::StrCat("the owner of ", resource().text,
                                 " is not known; taken to be the caller's "
                                 "account ",
                                 resource_account_));
  }
  if (!request.resource_account.empty() &&
      request.resource_account != resource_account_) {
    notes.push_back(absl::StrCat(
        "the resource account is given as ", request.resource_account, ", but ",
        resource().text, " belongs to ", resource_account_));
  }
  for (const auto& [key, value] : implied_.OfPrincipalAndResource()) {
    const std::optional<Context::Entry> given = request.context.Find(key);
    // Whether the transport was secure is the caller's to say.
    if (!given.has_value() || key == "aws:SecureTransport") continue;
    if (given->values.size() == 1 && given->values.front() == value) continue;
    notes.push_back(
        absl::StrCat("the context gives ", key, " = '",
                     given->values.empty() ? "" : given->values.front(),
                     "', but '", request.principal, "' on '", resource().text,
                     "' implies '", value, "'; the context's value is used"));
  }
  return notes;
}

}  // namespace iam
