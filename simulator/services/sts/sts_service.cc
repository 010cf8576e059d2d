#include "simulator/services/sts/sts_service.h"

#include "absl/strings/str_cat.h"
#include "simulator/credentials/access_key_id.h"
#include "simulator/found/json_members.h"
#include "simulator/services/parameter_check.h"
#include "simulator/services/sts/start_session.h"

namespace iam {
namespace {

struct StsCall {
  const ServiceCall& call;
  const StsMeans& means;
  bool mfa;
  StsService::Decide decide;
};

StsResult GetCallerIdentity(const StsCall& call, pugi::xml_node result) {
  if (StsResult wrong =
          CheckParameters(call.call.operation, "", call.call.parameters)) {
    return wrong;
  }
  AddText(result, "Arn", call.call.caller.principal);
  AddText(result, "UserId", call.call.caller.user_id);
  AddText(result, "Account", call.call.caller.account);
  return std::nullopt;
}

// R8.14: of any key, whoever asks, whatever its status.
StsResult GetAccessKeyInfo(const StsCall& call, pugi::xml_node result) {
  if (StsResult wrong = CheckParameters(call.call.operation, "AccessKeyId!",
                                        call.call.parameters)) {
    return wrong;
  }
  const absl::string_view id = TextOf(&call.call.parameters, "AccessKeyId");
  const std::string account =
      AccountOfAccessKeyId(id).value_or(call.means.account_of_key(id));
  if (account.empty()) {
    return ValidationError(
        absl::StrCat("The account of access key ", id, " is not known."));
  }
  AddText(result, "Account", account);
  return std::nullopt;
}

StsResult DecodeAuthorizationMessage(const StsCall& call,
                                     pugi::xml_node result) {
  if (StsResult wrong = CheckParameters(call.call.operation, "EncodedMessage!",
                                        call.call.parameters)) {
    return wrong;
  }
  const absl::StatusOr<std::string> message =
      call.means.decode_message(TextOf(&call.call.parameters, "EncodedMessage"),
                                call.call.caller.account);
  if (!message.ok()) {
    return ApiError{400, "InvalidAuthorizationMessageException",
                    "Invalid authorization message"};
  }
  AddText(result, "DecodedMessage", *message);
  return std::nullopt;
}

StsResult DoAssumeRole(const StsCall& call, pugi::xml_node result) {
  return AssumeRole(call.call, call.means, call.mfa, result);
}

StsResult DoAssumeRoleWithWebIdentity(const StsCall& call,
                                      pugi::xml_node result) {
  return AssumeRoleWithWebIdentity(call.call, call.means, call.decide, result);
}

StsResult DoGetSessionToken(const StsCall& call, pugi::xml_node result) {
  return GetSessionToken(call.call, call.means, call.mfa, result);
}

StsResult DoGetFederationToken(const StsCall& call, pugi::xml_node result) {
  return GetFederationToken(call.call, call.means, result);
}

struct Row {
  absl::string_view operation;
  StsResult (*run)(const StsCall&, pugi::xml_node);
};

constexpr Row kRows[] = {
    {"AssumeRole", &DoAssumeRole},
    {"AssumeRoleWithWebIdentity", &DoAssumeRoleWithWebIdentity},
    {"DecodeAuthorizationMessage", &DecodeAuthorizationMessage},
    {"GetAccessKeyInfo", &GetAccessKeyInfo},
    {"GetCallerIdentity", &GetCallerIdentity},
    {"GetFederationToken", &DoGetFederationToken},
    {"GetSessionToken", &DoGetSessionToken},
};

const Row* FindRow(absl::string_view operation) {
  for (const Row& row : kRows) {
    if (row.operation == operation) return &row;
  }
  return nullptr;
}

}  // namespace

bool StsService::Knows(absl::string_view operation) {
  return FindRow(operation) != nullptr;
}

std::optional<ApiError> StsService::Call(const ServiceCall& call, bool mfa,
                                         Decide decide,
                                         pugi::xml_node result) const {
  const Row* row = FindRow(call.operation);
  if (row == nullptr) {
    return ApiError{400, "InvalidAction",
                    absl::StrCat("Could not find operation ", call.operation)};
  }
  return row->run({call, means_, mfa, decide}, result);
}

}  // namespace iam
