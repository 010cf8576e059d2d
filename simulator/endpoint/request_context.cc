// The circumstances of a call as context keys: who signed it and with what, how
// it came, and what its parameters say.
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "engine/match/arn.h"
#include "simulator/catalog/catalog.h"
#include "simulator/endpoint/permissions.h"
#include "simulator/found/json_members.h"
#include "simulator/found/parameter_keys.h"
#include "simulator/http/utc_time.h"

namespace iam {
namespace {

absl::string_view ToText(bool value) { return value ? "true" : "false"; }

void SetIfAny(absl::string_view key, absl::string_view value,
              Context* context) {
  if (!value.empty()) context->Set(key, value);
}

void SetNetwork(const Call& call, Context* context) {
  SetIfAny("aws:SourceIp", call.address, context);
  context->Set("aws:SecureTransport", ToText(call.http.secure));
  if (const auto* agent = FindHeader(call.http.headers, "User-Agent")) {
    SetIfAny("aws:UserAgent", *agent, context);
  }
  if (const auto* referer = FindHeader(call.http.headers, "Referer")) {
    SetIfAny("aws:referer", *referer, context);
  }
  context->Set("aws:CurrentTime", UtcTime(call.now));
  context->Set("aws:EpochTime", absl::StrCat(absl::ToUnixSeconds(call.now)));
  SetIfAny("aws:RequestedRegion", call.region, context);
}

// What temporary credentials carry (R5.1, R5.7, R5.23).
void SetSession(const Caller& caller, Context* context) {
  SetIfAny("aws:userid", caller.user_id, context);
  if (!caller.session.has_value()) {
    context->SetAbsent("aws:MultiFactorAuthPresent");
    return;
  }
  const Session& session = *caller.session;
  context->Set("aws:TokenIssueTime", UtcTime(session.issued));
  if (caller.kind == Caller::Kind::kFederatedUser) {
    context->SetAbsent("aws:MultiFactorAuthPresent");
  } else {
    context->Set("aws:MultiFactorAuthPresent", ToText(session.mfa));
  }
  SetIfAny("aws:SourceIdentity", session.source_identity, context);
  SetIfAny("aws:FederatedProvider", session.federated_provider, context);
  for (const auto& [key, value] : session.tags) {
    context->Set(absl::StrCat("aws:PrincipalTag/", key), value);
  }
}

// Keys that are called as a parameter: "ec2:InstanceType", "s3:x-amz-acl".
void SetNamesakes(const Call& call, absl::string_view action,
                  Context* context) {
  const std::optional<Catalog::Found> found = Catalog::Get().FindAction(action);
  if (!found.has_value()) return;
  const auto set = [&](absl::string_view key) {
    absl::string_view name = key;
    if (!absl::ConsumePrefix(&name, found->service->prefix) ||
        !absl::ConsumePrefix(&name, ":") || absl::StrContains(name, '$') ||
        context->Mentions(key)) {
      return;
    }
    const std::vector<std::string> values =
        ScalarsOf(MemberOf(call.parameters, name));
    if (values.size() == 1) context->Set(key, values.front());
    if (values.size() > 1) context->Set(key, values);
  };
  for (const absl::string_view key : found->action->keys) set(key);
  for (const ActionResource& resource : found->action->resources) {
    for (const absl::string_view key : resource.keys) set(key);
  }
}

// "a=1&b=2", which ReadParameters() saw to.
void SetTaggingHeader(const Call& call, Context* context) {
  const auto* header = FindHeader(call.http.headers, "x-amz-tagging");
  if (header == nullptr) return;
  const std::optional<Form> tags = ParseForm(*header);
  if (!tags.has_value()) return;
  std::vector<std::string> keys;
  for (const auto& [key, value] : *tags) {
    context->Set(absl::StrCat("s3:RequestObjectTag/", key), value);
    keys.push_back(key);
  }
  if (!keys.empty()) context->Set("s3:RequestObjectTagKeys", keys);
}

// Adds to `left_out` what has no place in a context.
void SetService(const Call& call, absl::string_view action, Context* context,
                std::vector<std::string>* left_out) {
  const absl::string_view prefix = action.substr(0, action.find(':'));
  SetParameterKeys(prefix, call.parameters, ParametersFrom::kCall, context,
                   left_out);
  SetNamesakes(call, action, context);
  if (prefix == "s3") {
    const bool is_signed = call.caller->kind != Caller::Kind::kAnonymous;
    const bool in_query =
        FindIn(call.target.query, "X-Amz-Signature") != nullptr;
    if (is_signed) {
      context->Set("s3:signatureversion", "AWS4-HMAC-SHA256");
      context->Set("s3:authType",
                   in_query ? "REST-QUERY-STRING" : "REST-HEADER");
    }
    if (const auto* hash =
            FindHeader(call.http.headers, "x-amz-content-sha256")) {
      context->Set("s3:x-amz-content-sha256", *hash);
    }
    SetTaggingHeader(call, context);
  }
  if (prefix == "kms" && !call.caller->account.empty()) {
    context->Set("kms:CallerAccount", call.caller->account);
  }
  if (prefix == "ec2") SetIfAny("ec2:Region", call.region, context);
  if (absl::EqualsIgnoreCase(action, "iam:PassRole")) {
    SetIfAny("iam:PassedToService",
             absl::StrCat(call.target.client->host(), ".amazonaws.com"),
             context);
  }
}

// IAM's users and roles have their tags with them (R5.27).
void SetEntityTags(const std::string& resource,
                   const DirectoryMoment& directory, Context* context) {
  const std::optional<Arn> arn = SplitArn(resource);
  if (!arn.has_value() || arn->service != "iam") return;
  const EntityPtr entity = directory.entities.FindArn(resource);
  if (entity == nullptr) return;
  for (const EntityTag& tag : entity->tags) {
    context->Set(absl::StrCat("aws:ResourceTag/", tag.key), tag.value);
    context->Set(absl::StrCat("iam:ResourceTag/", tag.key), tag.value);
  }
}

}  // namespace

absl::StatusOr<Request> RequestOf(const Call& call,
                                  const Permission& permission,
                                  const DirectoryMoment& directory) {
  Request request;
  request.principal = call.caller->principal;
  request.action = permission.action;
  request.resource = permission.resource;
  SetNetwork(call, &request.context);
  SetSession(*call.caller, &request.context);
  if (call.brought_mfa) {
    request.context.Set("aws:MultiFactorAuthPresent", "true");
    request.context.Set("aws:MultiFactorAuthAge", "0");
  }
  std::vector<std::string> left_out;
  SetService(call, permission.action, &request.context, &left_out);
  if (!left_out.empty()) return absl::InvalidArgumentError(left_out.front());
  SetEntityTags(permission.resource, directory, &request.context);
  if (call.caller->session.has_value()) {
    request.federating_user = call.caller->session->federating_user;
  }
  return request;
}

}  // namespace iam
