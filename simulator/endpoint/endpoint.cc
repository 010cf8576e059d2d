#include "simulator/endpoint/endpoint.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "engine/match/arn.h"
#include "simulator/endpoint/audit_event.h"
#include "simulator/endpoint/denied_answer.h"
#include "simulator/endpoint/request_id.h"
#include "simulator/endpoint/session_limits.h"
#include "simulator/endpoint/watcher.h"
#include "simulator/found/json_members.h"
#include "simulator/render/answer.h"
#include "simulator/wire/auth_error_answer.h"
#include "simulator/wire/denial_code.h"

namespace iam {
namespace {

constexpr absl::string_view kHomeRegion = "us-east-1";
constexpr char kSimulatedHeader[] = "x-iamsim-simulated";
constexpr char kUnknownPoliciesHeader[] = "x-iamsim-unknown-policies";

bool IsS3(const ApiTarget& target) { return target.client->signing() == "s3"; }

// Its caller is in the token or the assertion that it brings.
bool NeedsNoSignature(const ApiTarget& target) {
  return target.client->name() == "sts" &&
         (target.operation == "AssumeRoleWithWebIdentity" ||
          target.operation == "AssumeRoleWithSAML");
}

// R8.41. STS and S3 are global in name only: each Region has its own.
bool IsGlobal(const ApiTarget& target) {
  const absl::string_view name = target.client->name();
  return target.client->is_global() && name != "sts" && name != "s3";
}

std::string RegionOf(const ApiTarget& target,
                     const std::optional<CredentialScope>& scope) {
  if (IsGlobal(target)) return std::string(kHomeRegion);
  if (!target.host_region.empty()) return target.host_region;
  return scope.has_value() ? scope->region : std::string(kHomeRegion);
}

void AddContext(const Context& from, Context* to) {
  for (const Context::Entry& entry : from.entries()) {
    if (entry.absent) {
      to->SetAbsent(entry.key);
    } else if (entry.is_list) {
      to->Set(entry.key, entry.values.ToStrings());
    } else {
      to->Set(entry.key, entry.values.front());
    }
  }
}

StsMeans MeansOf(const Directory* directory, KeyStore* keys,
                 const SecretBox* box, const EndpointOptions& options) {
  StsMeans means;
  means.directory = directory;
  means.box = box;
  means.issuers = options.issuers;
  means.account_of_key = [keys](absl::string_view id) {
    const absl::StatusOr<AccessKey> key = keys->Find(id);
    return key.ok() ? key->account : std::string();
  };
  means.decode_message = [box](absl::string_view encoded,
                               absl::string_view account) {
    return DecodeDenied(encoded, account, *box);
  };
  return means;
}

UserLookup LookupIn(const Directory* directory) {
  return [directory](absl::string_view account,
                     absl::string_view name) -> std::optional<UserRecord> {
    const EntityPtr user = directory->FindUser(account, name);
    if (user == nullptr) return std::nullopt;
    return UserRecord{user->Arn(), user->id};
  };
}

}  // namespace

Endpoint::Endpoint(Directory* directory, KeyStore* keys, const SecretBox* box,
                   EndpointOptions options)
    : directory_(directory),
      keys_(keys),
      box_(box),
      options_(std::move(options)),
      authenticator_(keys, box, options_.clock, LookupIn(directory)),
      iam_(directory, keys),
      sts_(MeansOf(directory, keys, box, options_)) {}

Endpoint::Answered Endpoint::Refuse(const ApiError& error, CallOutcome outcome,
                                    const AnswerForm& form) const {
  return {WriteError(error, form), error, outcome};
}

SignatureRules Endpoint::RulesFor(const ApiTarget& target) const {
  SignatureRules rules;
  rules.service = std::string(target.client->signing());
  if (!target.host_region.empty() && !IsGlobal(target)) {
    rules.regions = {target.host_region};
  }
  rules.s3 = IsS3(target);
  rules.allow_anonymous = rules.s3 || NeedsNoSignature(target);
  return rules;
}

HttpResponse Endpoint::Answer(const HttpRequest& request) {
  if (std::optional<HttpResponse> watched = AnswerWatcher(request, metrics_)) {
    return *std::move(watched);
  }
  const absl::Time began = absl::Now();
  const SignedRequestOrError read = ReadSignedRequest(request);
  const auto* claimed = std::get_if<SignedRequest>(&read);
  const ApiTarget target =
      FindTarget(request, claimed == nullptr ? "" : claimed->scope.service);
  AnswerForm form;
  form.client = target.client;
  form.protocol = target.protocol;
  form.operation = target.operation;
  form.request_id = NewRequestId();
  form.path = RoutedPath(request.target, /*is_s3=*/true);
  form.no_body = request.method == "HEAD";
  Answered answered = AnswerTarget(request, read, target, form);
  metrics_.Count(target.client->name(), answered.outcome, absl::Now() - began);
  return std::move(answered.response);
}

Endpoint::Answered Endpoint::AnswerTarget(const HttpRequest& request,
                                          const SignedRequestOrError& read,
                                          const ApiTarget& target,
                                          const AnswerForm& form) {
  const auto authenticated =
      authenticator_.Authenticate(request, read, RulesFor(target));
  if (const auto* error = std::get_if<AuthError>(&authenticated)) {
    return Refuse(AuthErrorAnswer(*error, *target.client, target.protocol),
                  CallOutcome::kUnauthenticated, form);
  }
  const auto& known = std::get<Authenticated>(authenticated);
  if (target.error.has_value()) {
    return Refuse(*target.error, CallOutcome::kRefused, form);
  }
  const auto parameters = ReadParameters(
      target, request,
      known.decoded_body.has_value() ? *known.decoded_body : request.body);
  if (const auto* error = std::get_if<ApiError>(&parameters)) {
    return Refuse(*error, CallOutcome::kRefused, form);
  }
  const auto& document = std::get<std::optional<JsonDocument>>(parameters);
  const std::shared_ptr<const DirectoryMoment> directory = directory_->Now();
  Call call = {.http = request, .target = target, .caller = known.caller};
  call.parameters = document.has_value() ? &document->root() : nullptr;
  call.region = RegionOf(target, known.scope);
  call.address =
      options_.source_ip.empty() ? request.remote_address : options_.source_ip;
  call.now = options_.clock();
  call.request_id = form.request_id;
  Answered answered = AnswerCall(call, known, *directory, form);
  if (options_.audit) {
    options_.audit(AuditEvent(call, *directory, answered.error));
  }
  return answered;
}

Endpoint::Answered Endpoint::AnswerCall(Call call,
                                        const Authenticated& authenticated,
                                        const DirectoryMoment& directory,
                                        const AnswerForm& form) {
  if (!IsEnabled(call)) {
    return Refuse(NotEnabled(*call.target.client), CallOutcome::kDenied, form);
  }
  call.brought_mfa = BroughtRightCode(call);
  if (const std::optional<ApiError> error = CheckSessionLimits(
          *call.caller, call.target.client->name(), call.target.operation)) {
    return Refuse(*error, CallOutcome::kDenied, form);
  }
  if (!NeedsNoSignature(call.target)) {
    if (const std::optional<Denial> denied = Authorize(call, directory)) {
      Answered answered = Refuse(denied->error, CallOutcome::kDenied, form);
      if (!denied->unknown_policies.empty()) {
        answered.response.headers.push_back(
            {kUnknownPoliciesHeader,
             absl::StrJoin(denied->unknown_policies, ", ")});
      }
      return answered;
    }
  }
  return Perform(call, authenticated, directory, form);
}

// R8.30: the Region is one that the account has to opt in to.
bool Endpoint::IsEnabled(const Call& call) const {
  return options_.regions.empty() || IsGlobal(call.target) ||
         std::find(options_.regions.begin(), options_.regions.end(),
                   call.region) != options_.regions.end();
}

bool Endpoint::BroughtRightCode(const Call& call) const {
  if (options_.mfa_code.empty() || call.target.client->name() != "sts") {
    return false;
  }
  const std::optional<Arn> device =
      SplitArn(TextOf(call.parameters, "SerialNumber"));
  return device.has_value() && device->service == "iam" &&
         device->account == call.caller->account &&
         absl::StartsWith(device->resource, "mfa/") &&
         TextOf(call.parameters, "TokenCode") == options_.mfa_code;
}

std::optional<Endpoint::Denial> Endpoint::Authorize(
    const Call& call, const DirectoryMoment& directory) {
  const auto owner_of_key = [&](absl::string_view id) -> std::string {
    const absl::StatusOr<AccessKey> key = keys_->Find(id);
    if (!key.ok()) return "";
    const EntityPtr user = directory.entities.Find(
        key->account, EntityKind::kUser, key->user_name);
    return user == nullptr ? "" : user->Arn();
  };
  const std::vector<Permission> permissions =
      PermissionsOf(call, directory, owner_of_key);
  if (permissions.empty()) return std::nullopt;
  const absl::StatusOr<std::shared_ptr<const World>> world =
      session_worlds_.WorldFor(directory, *call.caller);
  if (!world.ok()) {
    return Denial{
        {500, "InternalFailure", std::string(world.status().message())}, {}};
  }
  for (const Permission& permission : permissions) {
    const absl::StatusOr<Request> request =
        RequestOf(call, permission, directory);
    if (!request.ok()) {
      return Denial{ValidationError(std::string(request.status().message())),
                    {}};
    }
    if (std::optional<Denial> denied = Decide(call, *request, **world)) {
      return denied;
    }
  }
  return std::nullopt;
}

std::optional<Endpoint::Denial> Endpoint::Decide(const Call& call,
                                                 const Request& request,
                                                 const World& world) const {
  const absl::StatusOr<Decision> decision = world.Authorize(request);
  if (!decision.ok()) {
    // A session of a role or user that is no more.
    return Denial{AuthErrorAnswer({AuthFailure::kUnknownKey, "", "", ""},
                                  *call.target.client, call.target.protocol),
                  {}};
  }
  // What is allowed by the policies that are known may be denied by one that is
  // not.
  if (decision->allowed() && world.counts().unknown_policies == 0) {
    return std::nullopt;
  }
  const absl::StatusOr<Explanation> explanation = world.Explain(request);
  if (!explanation.ok()) {
    return Denial{DenialOf(*call.target.client, call.target.protocol), {}};
  }
  if (!explanation->decision.allowed()) {
    return Denial{DeniedAnswer(call, request, *explanation, *box_),
                  explanation->unknown_policies};
  }
  if (!IsUndecided(*explanation)) return std::nullopt;
  return Denial{UndecidedAnswer(call, request, *explanation),
                explanation->unknown_policies};
}

Endpoint::Answered Endpoint::Perform(const Call& call,
                                     const Authenticated& authenticated,
                                     const DirectoryMoment& directory,
                                     const AnswerForm& form) {
  const absl::string_view client = call.target.client->name();
  if (client == "iam") return AskIam(call, form);
  if (client == "sts") return AskSts(call, directory, form);
  if (call.target.protocol == Protocol::kEc2 &&
      absl::EqualsIgnoreCase(TextOf(call.parameters, "DryRun"), "true")) {
    return Refuse({412, "DryRunOperation",
                   "Request would have succeeded, but DryRun flag is set."},
                  CallOutcome::kAnswered, form);
  }
  if (options_.forwarder != nullptr) {
    absl::StatusOr<HttpResponse> response =
        options_.forwarder->Forward(call, authenticated.decoded_body);
    if (response.ok()) return {*std::move(response), std::nullopt};
    return Refuse(
        {503, "ServiceUnavailable", std::string(response.status().message())},
        CallOutcome::kFailed, form);
  }
  HttpResponse response = WriteEmpty(form);
  response.headers.push_back({kSimulatedHeader, "true"});
  return {std::move(response), std::nullopt};
}

Endpoint::Answered Endpoint::AskIam(const Call& call, const AnswerForm& form) {
  QueryAnswer answer(form);
  const ServiceCall service_call = {call.target.operation, *call.parameters,
                                    *call.caller, call.now};
  if (const std::optional<ApiError> error =
          iam_.Call(service_call, answer.result())) {
    return Refuse(*error, CallOutcome::kRefused, form);
  }
  return {std::move(answer).Write(), std::nullopt};
}

Endpoint::Answered Endpoint::AskSts(const Call& call,
                                    const DirectoryMoment& directory,
                                    const AnswerForm& form) {
  QueryAnswer answer(form);
  const ServiceCall service_call = {call.target.operation, *call.parameters,
                                    *call.caller, call.now};
  // The circumstances of the call, with the caller that STS found.
  const auto decide = [&](const Request& request) -> std::optional<ApiError> {
    absl::StatusOr<Request> whole =
        RequestOf(call, {request.action, request.resource}, directory);
    if (!whole.ok()) {
      return ValidationError(std::string(whole.status().message()));
    }
    whole->principal = request.principal;
    AddContext(request.context, &whole->context);
    const std::optional<Denial> denied = Decide(call, *whole, *directory.world);
    if (denied.has_value()) return denied->error;
    return std::nullopt;
  };
  if (const std::optional<ApiError> error =
          sts_.Call(service_call, call.brought_mfa, decide, answer.result())) {
    return Refuse(*error,
                  error->code == "AccessDenied" ? CallOutcome::kDenied
                                                : CallOutcome::kRefused,
                  form);
  }
  return {std::move(answer).Write(), std::nullopt};
}

}  // namespace iam
