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

const std::string* SingleValue(const Context& context, absl::string_view key) {
  const Context::Entry* entry = context.Find(key);
  return entry != nullptr && entry->values.size() == 1 ? &entry->values[0]
                                                       : nullptr;
}

// The unique id in an aws:userid: "AIDA…" or "AROA…:session".
absl::string_view UniqueId(absl::string_view userid) {
  return userid.substr(0, userid.find(':'));
}

// Keys a caller may rightly give another value than the principal implies: the
// id of a principal and its role's path are not in its ARN.
bool MayDiffer(absl::string_view folded) {
  return folded == "aws:securetransport" || absl::StrContains(folded, "tag/");
}

}  // namespace

PreparedRequest::PreparedRequest(const Request& request, const Facts& facts)
    : action_(request.action),
      resource_(AuthorizedResource(action_, request.resource)),
      names_resource_(request.resource != "*"),
      organization_(facts.organization),
      context_(request.context) {
  FindPrincipal(request, facts);
  FindResourceAccount(request, facts);
  FillIn(ImpliedContext(principal_, resource_account_, facts), &context_);
}

void PreparedRequest::FindPrincipal(const Request& request,
                                    const Facts& facts) {
  std::optional<RequestPrincipal> parsed =
      ParseRequestPrincipal(request.principal);
  principal_known_ = parsed.has_value();
  if (!parsed.has_value()) return;
  principal_ = *std::move(parsed);

  // The caller of sts:AssumeRoleWith… is whoever issued the token.
  if (AssumesRole(action_, resource_) && action_.name() != "assumerole") {
    const std::string* provider =
        SingleValue(context_, "aws:FederatedProvider");
    if (principal_.kind == PrincipalKind::kAnonymous && provider != nullptr &&
        !provider->empty()) {
      principal_.kind = PrincipalKind::kIdentityProvider;
      principal_.text = *provider;
    }
  }

  principal_.federating_user = request.federating_user;
  principal_.canonical_user_id = request.canonical_user_id;
  principal_.unique_id = std::string(facts.principal_id);
  if (const std::string* id = SingleValue(context_, "aws:userid")) {
    principal_.unique_id = std::string(UniqueId(*id));
  }
  if (principal_.kind == PrincipalKind::kRoleSession &&
      principal_.role_arn.empty()) {
    const std::string* arn = SingleValue(context_, "aws:PrincipalArn");
    if (arn != nullptr && IsRoleOf(principal_, *arn)) {
      principal_.role_arn = *arn;
    } else {
      principal_.role_arn = std::string(facts.principal_arn);
    }
  }
}

void PreparedRequest::FindResourceAccount(const Request& request,
                                          const Facts& facts) {
  const std::optional<Arn> arn = SplitArn(resource_);
  if (arn.has_value() && IsAccountId(arn->account)) {
    resource_account_ = std::string(arn->account);
    return;
  }
  // A policy that AWS manages is read as if it were the caller's own.
  const bool is_awss = arn.has_value() && arn->account == "aws";
  if (!is_awss && !request.resource_account.empty()) {
    resource_account_ = request.resource_account;
    return;
  }
  if (!is_awss && !facts.resource_account.empty()) {
    resource_account_ = std::string(facts.resource_account);
    return;
  }
  resource_account_ = principal_.account;
  owner_assumed_ =
      arn.has_value() && arn->account.empty() && resource_ == request.resource;
}

std::vector<std::string> PreparedRequest::Notes(const Request& request,
                                                const Facts& facts) const {
  std::vector<std::string> notes;
  if (!principal_known_) {
    notes.push_back(absl::StrCat("'", request.principal,
                                 "' is no principal that can make a request"));
  }
  if (owner_assumed_ && !resource_account_.empty()) {
    notes.push_back(absl::StrCat("the owner of ", resource_,
                                 " is not known; taken to be the caller's "
                                 "account ",
                                 resource_account_));
  }
  if (!request.resource_account.empty() &&
      request.resource_account != resource_account_) {
    notes.push_back(absl::StrCat("the resource account is given as ",
                                 request.resource_account, ", but ", resource_,
                                 " belongs to ", resource_account_));
  }
  const Context implied = ImpliedContext(principal_, resource_account_, facts);
  for (const Context::Entry& entry : implied.entries()) {
    const Context::Entry* given = request.context.Find(entry.folded, entry.key);
    if (given == nullptr || MayDiffer(entry.folded)) continue;
    if (given->values == entry.values) continue;
    notes.push_back(absl::StrCat(
        "the context gives ", entry.key, " = '",
        given->values.empty() ? "" : given->values.front(), "', but '",
        request.principal, "' on '", resource_, "' implies '",
        entry.values.front(), "'; the context's value is used"));
  }
  return notes;
}

}  // namespace iam
