#include "simulator/services/sts/start_session.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "simulator/credentials/access_key_id.h"
#include "simulator/credentials/session_token.h"
#include "simulator/found/json_members.h"
#include "simulator/http/utc_time.h"
#include "simulator/services/parameter_check.h"

namespace iam {
namespace {

constexpr int kHour = 3600;
constexpr int kHalfDay = 12 * kHour;
constexpr int kDayAndHalf = 36 * kHour;

// Such a session is held to what resource-based policies grant to it by name:
// "If you do not pass a policy, the resulting federated user session has no
// permissions". GetFederationToken.
constexpr char kNothing[] =
    R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",)"
    R"("Action":"none:None","Resource":"arn:aws:none:::none"}]})";

bool WasAskedForMfa(const JsonValue& parameters) {
  return !TextOf(&parameters, "SerialNumber").empty() ||
         !TextOf(&parameters, "TokenCode").empty();
}

StsResult CheckMfa(const JsonValue& parameters, bool mfa) {
  if (mfa || !WasAskedForMfa(parameters)) return std::nullopt;
  return StsAccessDenied(
      "MultiFactorAuthentication failed with invalid MFA one time pass code.");
}

// Of sessions that users and root users start for themselves.
StsResult ReadUsersDuration(const ServiceCall& call, int* seconds) {
  const bool is_root = call.caller.kind == Caller::Kind::kRootUser;
  return ReadDuration(call.parameters, is_root ? kHour : kDayAndHalf,
                      is_root ? kHour : kHalfDay, seconds);
}

// Sessions tell who started them all along the chain, once it was said.
StsResult ReadSourceIdentity(const ServiceCall& call, Session* session) {
  const std::string given(TextOf(&call.parameters, "SourceIdentity"));
  const std::string before = call.caller.session.has_value()
                                 ? call.caller.session->source_identity
                                 : "";
  if (!given.empty() && !before.empty() && before != given) {
    return StsAccessDenied("The source identity cannot be changed.");
  }
  session->source_identity = given.empty() ? before : given;
  return std::nullopt;
}

void WriteAssumedRole(const Session& session, pugi::xml_node result) {
  pugi::xml_node user = result.append_child("AssumedRoleUser");
  AddText(user, "AssumedRoleId", session.user_id);
  AddText(user, "Arn", session.principal);
  AddText(result, "PackedPolicySize", absl::StrCat(PackedPolicySize(session)));
  if (!session.source_identity.empty()) {
    AddText(result, "SourceIdentity", session.source_identity);
  }
}

}  // namespace

void IssueCredentials(absl::string_view account, int seconds, absl::Time now,
                      const SecretBox& box, Session* session,
                      pugi::xml_node result) {
  session->access_key_id = MakeAccessKeyId(kTemporaryKeyPrefix, account);
  session->secret = MakeSecret();
  session->issued = absl::FromUnixSeconds(absl::ToUnixSeconds(now));
  session->expires = session->issued + absl::Seconds(seconds);
  pugi::xml_node credentials = result.append_child("Credentials");
  AddText(credentials, "AccessKeyId", session->access_key_id);
  AddText(credentials, "SecretAccessKey", session->secret);
  AddText(credentials, "SessionToken", SealSession(*session, box));
  AddText(credentials, "Expiration", UtcTime(session->expires));
}

std::optional<Session> SessionOfRole(const Entity& role,
                                     absl::string_view session_name) {
  if (role.kind != EntityKind::kRole) return std::nullopt;
  Session session;
  session.principal =
      absl::StrCat("arn:", role.partition, ":sts::", role.account,
                   ":assumed-role/", role.name, "/", session_name);
  session.user_id = absl::StrCat(role.id, ":", session_name);
  return session;
}

StsResult AssumeRole(const ServiceCall& call, const StsMeans& means, bool mfa,
                     pugi::xml_node result) {
  const JsonValue& parameters = call.parameters;
  if (StsResult wrong = CheckParameters(
          call.operation,
          "RoleArn! RoleSessionName! Tags{} TransitiveTagKeys[] ExternalId "
          "SerialNumber TokenCode SourceIdentity Policy PolicyArns{} "
          "DurationSeconds",
          parameters)) {
    return wrong;
  }
  const absl::string_view name = TextOf(&parameters, "RoleSessionName");
  if (StsResult wrong = CheckMfa(parameters, mfa)) return wrong;
  const auto directory = means.directory->Now();
  const absl::string_view arn = TextOf(&parameters, "RoleArn");
  const EntityPtr role = directory->entities.FindArn(arn);
  std::optional<Session> session =
      role == nullptr ? std::nullopt : SessionOfRole(*role, name);
  if (!session.has_value()) {
    return StsAccessDenied(
        absl::StrCat("User: ", call.caller.principal,
                     " is not authorized to perform: sts:AssumeRole on "
                     "resource: ",
                     arn));
  }
  const bool chained = call.caller.kind == Caller::Kind::kRoleSession;
  int seconds = 0;
  const int most = std::max(role->max_session_seconds, kHour);
  if (StsResult wrong = ReadDuration(parameters, most, kHour, &seconds)) {
    return wrong;
  }
  if (chained && seconds > kHour) {
    return ValidationError(
        "The requested DurationSeconds exceeds the 1 hour session limit for "
        "roles assumed by role chaining");
  }
  session->mfa = mfa;
  StsResult wrong = ReadSourceIdentity(call, &*session);
  if (!wrong) {
    wrong = ReadSessionTags(TagsIn(parameters), TransitiveKeysIn(parameters),
                            call.caller, &*session);
  }
  if (!wrong) wrong = ReadSessionPolicies(parameters, *directory, &*session);
  if (wrong) return wrong;
  IssueCredentials(role->account, seconds, call.now, *means.box, &*session,
                   result);
  WriteAssumedRole(*session, result);
  return std::nullopt;
}

StsResult GetSessionToken(const ServiceCall& call, const StsMeans& means,
                          bool mfa, pugi::xml_node result) {
  const JsonValue& parameters = call.parameters;
  if (StsResult wrong = CheckParameters(
          call.operation, "DurationSeconds SerialNumber TokenCode",
          parameters)) {
    return wrong;
  }
  if (StsResult wrong = CheckMfa(parameters, mfa)) return wrong;
  int seconds = 0;
  if (StsResult wrong = ReadUsersDuration(call, &seconds)) return wrong;
  Session session;
  session.principal = call.caller.principal;
  session.user_id = call.caller.user_id;
  session.mfa = mfa;
  IssueCredentials(call.caller.account, seconds, call.now, *means.box, &session,
                   result);
  return std::nullopt;
}

StsResult GetFederationToken(const ServiceCall& call, const StsMeans& means,
                             pugi::xml_node result) {
  const JsonValue& parameters = call.parameters;
  if (StsResult wrong = CheckParameters(
          call.operation, "Name! Tags{} Policy PolicyArns{} DurationSeconds",
          parameters)) {
    return wrong;
  }
  const absl::string_view name = TextOf(&parameters, "Name");
  int seconds = 0;
  if (StsResult wrong = ReadUsersDuration(call, &seconds)) return wrong;
  Session session;
  session.principal = absl::StrCat("arn:aws:sts::", call.caller.account,
                                   ":federated-user/", name);
  session.user_id = absl::StrCat(call.caller.account, ":", name);
  session.federating_user = call.caller.principal;
  StsResult wrong =
      ReadSessionTags(TagsIn(parameters), {}, call.caller, &session);
  if (!wrong) {
    wrong = ReadSessionPolicies(parameters, *means.directory->Now(), &session);
  }
  if (wrong) return wrong;
  if (session.policies.empty()) {
    session.policies.push_back({"no session policy was passed", kNothing});
  }
  IssueCredentials(call.caller.account, seconds, call.now, *means.box, &session,
                   result);
  pugi::xml_node user = result.append_child("FederatedUser");
  AddText(user, "FederatedUserId", session.user_id);
  AddText(user, "Arn", session.principal);
  AddText(result, "PackedPolicySize", absl::StrCat(PackedPolicySize(session)));
  return std::nullopt;
}

}  // namespace iam
