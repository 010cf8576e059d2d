// AssumeRoleWithWebIdentity: the caller is whom the token names. IAM User
// Guide, "Available keys for AWS OIDC federation", "Pass session tags in AWS
// STS".
#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "simulator/found/json_members.h"
#include "simulator/http/utc_time.h"
#include "simulator/services/parameter_check.h"
#include "simulator/services/parameter_forms.h"
#include "simulator/services/sts/start_session.h"

namespace iam {
namespace {

constexpr int kHour = 3600;
constexpr absl::string_view kTagsClaim = "https://aws.amazon.com/tags";
constexpr absl::string_view kSourceIdentityClaim =
    "https://aws.amazon.com/source_identity";

ApiError InvalidToken(std::string message) {
  return {400, "InvalidIdentityToken", std::move(message)};
}

// A token, verified, and what follows from it.
struct Identity {
  JsonDocument claims;
  std::string host;  // "token.example.com", the issuer's URL without its scheme
  std::string provider;  // ARN in the role's account
  std::string audience;
};

const JsonValue* ClaimOf(const JsonValue& claims, absl::string_view name) {
  return claims.Find(name);
}

absl::Time TimeClaim(const JsonValue& claims, absl::string_view name,
                     absl::Time otherwise) {
  const JsonValue* claim = ClaimOf(claims, name);
  double seconds = 0;
  if (claim == nullptr || !claim->is_scalar() ||
      !absl::SimpleAtod(claim->text(), &seconds)) {
    return otherwise;
  }
  return absl::FromUnixSeconds(static_cast<int64_t>(seconds));
}

// Issuer, audience and times have to be there and right, whatever the trust
// policy says.
StsResult CheckClaims(const JsonValue& claims, absl::Time now,
                      const std::vector<std::string>& audiences,
                      std::string* audience) {
  const absl::Time expires = TimeClaim(claims, "exp", absl::InfinitePast());
  if (expires == absl::InfinitePast()) {
    return InvalidToken("Missing a required claim: exp");
  }
  if (expires <= now) {
    return ApiError{
        400, "ExpiredTokenException",
        absl::StrCat("Token expired: current date/time ", UtcTime(now),
                     " must be before the expiration date/time ",
                     UtcTime(expires))};
  }
  if (TimeClaim(claims, "nbf", absl::InfinitePast()) > now + absl::Minutes(5)) {
    return InvalidToken("The token is not valid yet.");
  }
  if (TextOf(&claims, "sub").empty()) {
    return InvalidToken("Missing a required claim: sub");
  }
  for (const std::string& one : ScalarsOf(ClaimOf(claims, "aud"))) {
    if (std::find(audiences.begin(), audiences.end(), one) != audiences.end()) {
      *audience = one;
      return std::nullopt;
    }
  }
  return InvalidToken("Incorrect token audience");
}

// {"principal_tags": {"team": ["ops"]}, "transitive_tag_keys": ["team"]}. False
// if a tag has not exactly one value.
bool ReadTagsClaim(const JsonValue& claims,
                   std::vector<std::pair<std::string, std::string>>* tags,
                   std::vector<std::string>* transitive) {
  const JsonValue* claim = ClaimOf(claims, kTagsClaim);
  const JsonValue* pairs = MemberOf(claim, "principal_tags");
  if (pairs != nullptr) {
    for (const JsonValue::Member& member : pairs->members()) {
      const std::vector<std::string> values = ScalarsOf(&member.value);
      if (values.size() != 1) return false;
      tags->emplace_back(member.name(), values.front());
    }
  }
  *transitive = ScalarsOf(MemberOf(claim, "transitive_tag_keys"));
  return true;
}

void SetClaims(const Identity& identity, Request* request) {
  for (const JsonValue::Member& member : identity.claims.root().members()) {
    const std::vector<std::string> values = ScalarsOf(&member.value);
    if (values.empty()) continue;
    const std::string key = absl::StrCat(identity.host, ":", member.name());
    if (member.name() == "aud") {
      request->context.Set(key, identity.audience);
    } else if (member.value.is_array()) {
      request->context.Set(key, values);
    } else {
      request->context.Set(key, values.front());
    }
  }
  request->context.Set("aws:FederatedProvider", identity.provider);
}

std::variant<Identity, ApiError> Identify(const ServiceCall& call,
                                          const StsMeans& means,
                                          const Entity& role,
                                          const DirectoryMoment& directory) {
  const absl::string_view token = TextOf(&call.parameters, "WebIdentityToken");
  const std::string url = ClaimedIssuer(token);
  if (url.empty()) {
    return InvalidToken("The ID Token provided is not a valid JWT.");
  }
  const auto issuer =
      std::find_if(means.issuers.begin(), means.issuers.end(),
                   [&](const TrustedIssuer& one) { return one.url() == url; });
  if (issuer == means.issuers.end()) {
    return InvalidToken(absl::StrCat(
        "No OpenIDConnect provider found in your account for ", url));
  }
  absl::StatusOr<JsonDocument> claims = issuer->Verify(token);
  if (!claims.ok()) {
    return InvalidToken(
        "Couldn't retrieve verification key from your identity "
        "provider, or the token is not signed with it.");
  }
  Identity identity = {*std::move(claims), url, "", ""};
  identity.host = std::string(absl::StripPrefix(url, "https://"));
  identity.provider =
      absl::StrCat("arn:", role.partition, ":iam::", role.account,
                   ":oidc-provider/", identity.host);
  const EntityPtr provider = directory.entities.FindArn(identity.provider);
  const std::vector<std::string>& audiences =
      provider == nullptr ? issuer->audiences() : provider->client_ids;
  if (StsResult wrong = CheckClaims(identity.claims.root(), call.now, audiences,
                                    &identity.audience)) {
    return *std::move(wrong);
  }
  return identity;
}

}  // namespace

StsResult AssumeRoleWithWebIdentity(const ServiceCall& call,
                                    const StsMeans& means,
                                    StsService::Decide decide,
                                    pugi::xml_node result) {
  const JsonValue& parameters = call.parameters;
  if (StsResult wrong = CheckParameters(
          call.operation,
          "RoleArn! RoleSessionName! WebIdentityToken! ProviderId Policy "
          "PolicyArns{} DurationSeconds",
          parameters)) {
    return wrong;
  }
  const absl::string_view name = TextOf(&parameters, "RoleSessionName");
  const auto directory = means.directory->Now();
  const std::string arn(TextOf(&parameters, "RoleArn"));
  const EntityPtr role = directory->entities.FindArn(arn);
  std::optional<Session> session =
      role == nullptr ? std::nullopt : SessionOfRole(*role, name);
  if (!session.has_value()) {
    return StsAccessDenied(
        "Not authorized to perform sts:AssumeRoleWithWebIdentity");
  }
  std::variant<Identity, ApiError> identified =
      Identify(call, means, *role, *directory);
  if (auto* error = std::get_if<ApiError>(&identified)) {
    return std::move(*error);
  }
  const Identity& identity = std::get<Identity>(identified);
  const JsonValue& claims = identity.claims.root();

  Request request;
  request.principal = identity.provider;
  request.action = "sts:AssumeRoleWithWebIdentity";
  request.resource = arn;
  SetClaims(identity, &request);
  request.context.Set("sts:RoleSessionName", name);
  std::vector<std::pair<std::string, std::string>> tags;
  std::vector<std::string> transitive;
  if (!ReadTagsClaim(claims, &tags, &transitive)) {
    return InvalidToken("The token has a session tag without one value.");
  }
  std::vector<std::string> keys;
  for (const auto& [key, value] : tags) {
    request.context.Set(absl::StrCat("aws:RequestTag/", key), value);
    keys.push_back(key);
  }
  if (!keys.empty()) request.context.Set("aws:TagKeys", keys);
  if (!transitive.empty()) {
    request.context.Set("sts:TransitiveTagKeys", transitive);
  }
  session->source_identity = std::string(TextOf(&claims, kSourceIdentityClaim));
  if (!session->source_identity.empty()) {
    if (CheckParameterForm("SourceIdentity", session->source_identity, "")) {
      return InvalidToken("The token's source identity is not valid.");
    }
    request.context.Set("sts:SourceIdentity", session->source_identity);
  }
  std::vector<absl::string_view> actions = {"sts:AssumeRoleWithWebIdentity"};
  if (!tags.empty()) actions.push_back("sts:TagSession");
  if (!session->source_identity.empty()) {
    actions.push_back("sts:SetSourceIdentity");
  }
  for (const absl::string_view action : actions) {
    request.action = std::string(action);
    if (decide(request).has_value()) {
      return StsAccessDenied(
          "Not authorized to perform sts:AssumeRoleWithWebIdentity");
    }
  }

  int seconds = 0;
  if (StsResult wrong =
          ReadDuration(parameters, std::max(role->max_session_seconds, kHour),
                       kHour, &seconds)) {
    return wrong;
  }
  session->federated_provider = identity.provider;
  StsResult wrong = ReadSessionTags(tags, transitive, Caller(), &*session);
  if (!wrong) wrong = ReadSessionPolicies(parameters, *directory, &*session);
  if (wrong) return wrong;
  IssueCredentials(role->account, seconds, call.now, *means.box, &*session,
                   result);
  AddText(result, "SubjectFromWebIdentityToken", TextOf(&claims, "sub"));
  pugi::xml_node user = result.append_child("AssumedRoleUser");
  AddText(user, "AssumedRoleId", session->user_id);
  AddText(user, "Arn", session->principal);
  AddText(result, "PackedPolicySize", absl::StrCat(PackedPolicySize(*session)));
  AddText(result, "Provider", identity.provider);
  AddText(result, "Audience", identity.audience);
  return std::nullopt;
}

}  // namespace iam
