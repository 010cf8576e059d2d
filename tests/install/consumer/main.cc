// Uses every public header, as a project does that has only what is installed.
#include <iostream>
#include <memory>
#include <utility>

#include "iam/condition_operator.h"
#include "iam/decision.h"
#include "iam/diagnostic.h"
#include "iam/engine.h"
#include "iam/explanation.h"
#include "iam/organization.h"
#include "iam/policy.h"
#include "iam/policy_set.h"
#include "iam/policy_type.h"
#include "iam/request.h"
#include "iam/source.h"
#include "iam/world.h"

namespace {

constexpr char kPolicy[] = R"({"Version": "2012-10-17", "Statement":
    {"Effect": "Allow", "Action": "iam:List*", "Resource": "*"}})";

constexpr char kAccount[] = R"({"UserDetailList": [{
    "Arn": "arn:aws:iam::111122223333:user/ana",
    "UserPolicyList": [{"PolicyName": "Look", "PolicyDocument":
        {"Statement": {"Effect": "Allow", "Action": "ec2:Describe*",
                       "Resource": "*"}}}]}]})";

bool Check(bool ok, const char* what) {
  if (!ok) std::cerr << "wrong answer: " << what << "\n";
  return ok;
}

}  // namespace

int main() {
  auto policy = iam::Policy::Parse(kPolicy, "policy.json");
  if (!Check(policy.ok(), "the policy is valid")) return 1;
  iam::PolicySet policies;
  policies.Add(iam::PolicyType::kIdentityBased, "Look", *std::move(policy));
  const auto engine = iam::Engine::Compile(std::move(policies));
  if (!Check(engine.ok(), "the policy compiles")) return 1;

  iam::World::Builder builder;
  const auto read = builder.Add(
      std::make_shared<const iam::Source>("account.json", kAccount));
  const auto world = builder.Build();
  if (!Check(read.ok() && world.ok(), "the account is valid")) return 1;

  iam::Request request;
  request.principal = "arn:aws:iam::111122223333:user/ana";
  request.action = "iam:ListUsers";
  bool ok = Check(engine->Authorize(request).allowed(), "engine, listed");
  ok &= Check(!world->Authorize(request)->allowed(), "world, not listed");
  request.action = "ec2:DescribeInstances";
  ok &= Check(!engine->Authorize(request).allowed(), "engine, not listed");
  ok &= Check(world->Authorize(request)->allowed(), "world, listed");
  return ok ? 0 : 1;
}
