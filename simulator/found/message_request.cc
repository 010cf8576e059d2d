#include "simulator/found/message_request.h"

#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "engine/match/arn.h"

namespace iam {
namespace {

// "role voclabs" (R7.5) as an ARN of the caller's account; empty if it is no
// such thing.
std::string EntityArn(absl::string_view resource, absl::string_view principal) {
  const std::optional<Arn> caller = SplitArn(principal);
  if (!caller.has_value() || caller->account.empty()) return "";
  for (const absl::string_view kind :
       {"role", "user", "group", "policy", "instance profile"}) {
    absl::string_view name = resource;
    if (!absl::ConsumePrefix(&name, kind) || !absl::ConsumePrefix(&name, " ")) {
      continue;
    }
    return absl::StrCat("arn:", caller->partition, ":iam::", caller->account,
                        ":",
                        kind == "instance profile" ? "instance-profile" : kind,
                        "/", absl::StripPrefix(name, "/"));
  }
  return "";
}

// API Gateway masks the account: "…:********3333:…". It is the caller's if the
// last digits are.
std::string Unmasked(const Arn& arn, absl::string_view principal) {
  absl::string_view digits = arn.account;
  while (absl::ConsumePrefix(&digits, "*")) {
  }
  const std::optional<Arn> caller = SplitArn(principal);
  if (!caller.has_value() || digits.empty() ||
      !absl::EndsWith(caller->account, digits)) {
    return "";
  }
  return absl::StrCat("arn:", arn.partition, ":", arn.service, ":", arn.region,
                      ":", caller->account, ":", arn.resource);
}

void TakeResource(absl::string_view resource, FoundRequest* found) {
  if (resource.empty()) return;
  Request& request = found->request;
  if (resource == "*") {
    request.resource = "*";
    found->resource_known = true;
    return;
  }
  if (const std::optional<Arn> arn = SplitArn(resource)) {
    request.resource = std::string(resource);
    found->resource_known = true;
    if (!absl::StrContains(arn->account, "**")) return;
    std::string unmasked = Unmasked(*arn, request.principal);
    if (!unmasked.empty()) request.resource = std::move(unmasked);
    found->notes.push_back(absl::StrCat("the message masks the account of ",
                                        resource,
                                        "; taken to be the caller's"));
    return;
  }
  std::string entity = EntityArn(resource, request.principal);
  if (!entity.empty()) {
    found->notes.push_back(absl::StrCat("the message names the resource as '",
                                        resource, "'; taken to be ", entity,
                                        ", its path is not shown"));
    request.resource = std::move(entity);
    found->resource_known = true;
    return;
  }
  if (!found->resource_known) {
    found->notes.push_back(absl::StrCat("the message names the resource as '",
                                        resource, "', which is no ARN"));
  }
}

AwsVerdict VerdictOf(const DeniedReason& reason) {
  AwsVerdict verdict;
  verdict.outcome =
      reason.explicit_deny ? Outcome::kExplicitDeny : Outcome::kImplicitDeny;
  verdict.layer = reason.layer;
  verdict.policy = reason.policy;
  // R7.2: of SCPs, silence was long reported as an explicit deny too. A policy
  // that is named has the statement.
  verdict.outcome_known = !reason.explicit_deny ||
                          reason.layer != PolicyType::kServiceControlPolicy ||
                          !reason.policy.empty();
  return verdict;
}

}  // namespace

void TakeOver(const DeniedMessage& message, FoundRequest* found) {
  Request& request = found->request;
  if (request.principal.empty()) request.principal = message.principal;
  found->principal_known = !request.principal.empty();
  if (request.action.empty()) request.action = message.action;
  TakeResource(message.resource, found);
  found->verdict.emplace();
  if (message.reason.has_value()) {
    found->verdict = VerdictOf(*message.reason);
    if (message.reason->through_scp) {
      found->notes.push_back(
          "the message says the deny comes through a service control policy");
    }
  }
  if (!message.encoded.empty()) {
    found->notes.push_back(DecodeNote(message.encoded));
  }
  if (!message.authorization_id.empty()) {
    found->notes.push_back(
        absl::StrCat("for a day, AWS tells more: aws iam-toolbox "
                     "get-request-authorization-details --authorization-id ",
                     message.authorization_id));
  }
}

std::string DecodeNote(absl::string_view encoded) {
  if (encoded.empty()) return "";
  return absl::StrCat(
      "the encoded message says more once it is decoded: aws sts "
      "decode-authorization-message --query DecodedMessage --output text "
      "--encoded-message ",
      encoded);
}

}  // namespace iam
