#include "tests/differential/make_request.h"

#include <utility>

#include "absl/strings/match.h"

namespace iam::differential {
namespace {

// A value of the kind, now and then of another one.
std::string RandomValue(ValueKind kind, Random* random) {
  return random->Pick(Values(random->Percent(95) ? kind : ValueKind::kText));
}

void AddKey(const KeySpec& key, Random* random, Context* context) {
  std::string name = key.name;
  if (random->Percent(10)) name = WithOtherCase(std::move(name), random);
  const size_t way = random->Below(100);
  if (way < 4) {
    context->SetAbsent(name);
  } else if (way < 25) {
    std::vector<std::string> values;
    for (size_t i = random->Below(4); i > 0; --i) {
      values.push_back(RandomValue(key.kind, random));
    }
    context->Set(name, std::move(values));
  } else {
    context->Set(name, RandomValue(key.kind, random));
  }
}

// An id as the caller's kind has it.
void AddUserId(Random* random, Request* request) {
  constexpr const char* kUsers[] = {"AIDAEXAMPLEUSERID2345",
                                    "AIDAEXAMPLEOTHERID678"};
  constexpr const char* kSessions[] = {"AROAEXAMPLEROLEID2345:ci",
                                       "AROAEXAMPLEOTHERID67:ci",
                                       "AROAEXAMPLEROLEID2345:CI"};
  if (absl::StrContains(request->principal, ":user/")) {
    request->context.Set("aws:userid", random->Pick(kUsers));
  } else if (absl::StrContains(request->principal, "role/")) {
    request->context.Set("aws:userid", random->Pick(kSessions));
  }
}

// Whether the ARN shows the account that owns the resource.
bool ShowsAccount(const std::string& resource) {
  return !absl::StrContains(resource, "s3:::") && resource != "*";
}

bool HasAccount(const std::string& principal) {
  return principal.size() == 12 ||
         (absl::StartsWith(principal, "arn:") &&
          !absl::StrContains(principal, "-provider/"));
}

// What no request can hold at once is put right: the caller of an unsigned
// call has no ARN of its own, a key answers to its own service alone, and the
// owner of a resource is told only where its ARN does not.
void RemoveContradictions(Random* random, Request* request) {
  if (absl::StartsWithIgnoreCase(request->action, "sts:AssumeRoleWith") &&
      HasAccount(request->principal)) {
    constexpr const char* kProviders[] = {
        "cognito-identity.amazonaws.com", "accounts.google.com",
        "arn:aws:iam::111122223333:oidc-provider/oidc.example.com",
        "arn:aws:iam::111122223333:saml-provider/Example", "*"};
    request->principal = random->Pick(kProviders);
  }
  if (absl::StrContains(request->resource, ":key/") &&
      !absl::StartsWithIgnoreCase(request->action, "kms:")) {
    request->action = "kms:Decrypt";
  }
  for (const char* action :
       {"sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext"}) {
    if (absl::EqualsIgnoreCase(request->action, action) &&
        !absl::StrContains(request->resource, ":role/")) {
      request->resource = random->Pick(RoleResources());
    }
  }
  if (ShowsAccount(request->resource)) request->resource_account.clear();
}

// Facts that tell more of the principal than its ARN does.
void AddPrincipalFacts(Random* random, Request* request) {
  constexpr const char* kRoleArns[] = {
      "arn:aws:iam::111122223333:role/team/deploy",
      "arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/"
      "AWSServiceRoleForX",
      "arn:aws:iam::111122223333:role/aws-service-role/deploy",
      "arn:aws:iam::444455556666:role/aws-service-role/deploy",
      "arn:aws:iam::111122223333:user/ana"};
  if (random->Percent(15)) AddUserId(random, request);
  if (random->Percent(15)) {
    request->context.Set("aws:PrincipalArn", random->Pick(kRoleArns));
  }
  if (random->Percent(10)) {
    request->context.Set("aws:TokenIssueTime", "2024-06-01T12:00:00Z");
    if (random->Percent(50)) {
      request->context.Set("aws:MultiFactorAuthPresent",
                           random->Pick(Values(ValueKind::kBool)));
    }
  }
  if (random->Percent(40)) {
    request->federating_user = random->Percent(80)
                                   ? "arn:aws:iam::111122223333:user/ana"
                                   : "arn:aws:iam::444455556666:user/ben";
  }
  if (HasAccount(request->principal) && random->Percent(10)) {
    request->canonical_user_id = "79a59df900b949e5";
  }
}

}  // namespace

Request MakeRequest(const Focus& focus, Random* random) {
  Request request;
  const bool stray = random->Percent(8);
  request.principal = stray ? std::string(random->Pick(Principals()))
                            : random->Pick(focus.principals);
  request.action = random->Percent(8) ? std::string(random->Pick(Actions()))
                                      : random->Pick(focus.actions);
  if (random->Percent(5)) {
    request.action = WithOtherCase(std::move(request.action), random);
  }
  request.resource = random->Percent(8) ? std::string(random->Pick(Resources()))
                                        : random->Pick(focus.resources);
  constexpr const char* kOwners[] = {
      "", "", "111122223333", "111122223333", "444455556666", "123456789012"};
  request.resource_account = random->Pick(kOwners);
  RemoveContradictions(random, &request);
  AddPrincipalFacts(random, &request);
  for (const KeySpec& key : focus.keys) {
    if (random->Percent(70)) AddKey(key, random, &request.context);
  }
  if (random->Percent(20)) {
    AddKey(random->Pick(Keys()), random, &request.context);
  }
  return request;
}

}  // namespace iam::differential
