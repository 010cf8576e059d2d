// Whether a request can be one at all; what it means is decided elsewhere.
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "engine/match/arn.h"
#include "engine/match/request_principal.h"
#include "iam/request.h"

namespace iam {
namespace {

absl::Status CheckAction(absl::string_view action) {
  const size_t colon = action.find(':');
  if (colon == absl::string_view::npos || colon == 0 ||
      colon + 1 == action.size() ||
      action.find(':', colon + 1) != absl::string_view::npos) {
    return absl::InvalidArgumentError(absl::StrCat(
        "'", action, "' is no action; write service:Name, say s3:GetObject"));
  }
  if (action.find_first_of("*? \t\r\n") != absl::string_view::npos) {
    return absl::InvalidArgumentError(
        absl::StrCat("a request has one action, and '", action,
                     "' is a pattern; name each action by itself"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckRequest(const Request& request) {
  if (!ParseRequestPrincipal(request.principal).has_value()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "'", request.principal,
        "' is no principal that can make a request; give the ARN of a user, "
        "role, role session, federated user or root user, an account id, a "
        "service (ec2.amazonaws.com) or '*' for anonymous"));
  }
  if (absl::Status status = CheckAction(request.action); !status.ok()) {
    return status;
  }
  if (request.resource.empty()) {
    return absl::InvalidArgumentError(
        "the resource is empty; give an ARN, or '*' for none in particular");
  }
  if (!request.resource_account.empty() &&
      !IsAccountId(request.resource_account)) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", request.resource_account,
                     "' is no account id; it has twelve digits"));
  }
  return absl::OkStatus();
}

}  // namespace iam
