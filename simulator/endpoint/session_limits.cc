#include "simulator/endpoint/session_limits.h"

#include "absl/strings/str_cat.h"

namespace iam {
namespace {

ApiError Refuse(absl::string_view operation) {
  return {403, "AccessDenied",
          absl::StrCat("Cannot call ", operation, " with session credentials")};
}

std::optional<ApiError> CheckSts(const Caller& caller,
                                 absl::string_view operation) {
  if (caller.kind == Caller::Kind::kRootUser && operation == "AssumeRole") {
    return ApiError{403, "AccessDenied",
                    "Roles may not be assumed by root accounts."};
  }
  if (!caller.session.has_value() || operation == "GetCallerIdentity") {
    return std::nullopt;
  }
  const bool starts_anew =
      operation == "GetSessionToken" || operation == "GetFederationToken";
  switch (caller.kind) {
    case Caller::Kind::kFederatedUser:
      return Refuse(operation);
    case Caller::Kind::kUser:
    case Caller::Kind::kRootUser:
      if (operation != "AssumeRole") return Refuse(operation);
      break;
    case Caller::Kind::kRoleSession:
      if (starts_anew) return Refuse(operation);
      break;
    case Caller::Kind::kAnonymous:
      break;
  }
  return std::nullopt;
}

}  // namespace

std::optional<ApiError> CheckSessionLimits(const Caller& caller,
                                           absl::string_view client,
                                           absl::string_view operation) {
  if (client == "sts") return CheckSts(caller, operation);
  if (client != "iam" || !caller.session.has_value()) return std::nullopt;
  const bool refused =
      caller.kind == Caller::Kind::kFederatedUser ||
      (caller.kind != Caller::Kind::kRoleSession && !caller.session->mfa);
  if (!refused) return std::nullopt;
  return ApiError{403, "InvalidClientTokenId",
                  "The security token included in the request is invalid"};
}

}  // namespace iam
