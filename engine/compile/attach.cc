#include "engine/compile/attach.h"

#include <algorithm>

#include "absl/status/statusor.h"
#include "engine/compile/compiled_policy.h"

namespace iam {
namespace {

AttachedPolicy MakeRcpFullAwsAccess() {
  constexpr char kDocument[] =
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",)"
      R"("Principal":"*","Action":"*","Resource":"*"}]})";
  const absl::StatusOr<Policy> policy =
      Policy::Parse(kDocument, "RCPFullAWSAccess");
  AttachedPolicy attached;
  attached.name = "RCPFullAWSAccess";
  attached.source = policy->source();
  attached.program = CompilePolicy(*policy, PolicyType::kResourceControlPolicy);
  return attached;
}

bool HasAllow(const AttachedPolicy& policy) {
  const auto& statements = policy.program->statements();
  return std::any_of(statements.begin(), statements.end(),
                     [](const CompiledStatement& statement) {
                       return statement.effect == Effect::kAllow;
                     });
}

}  // namespace

const AttachedPolicy& RcpFullAwsAccess() {
  static const auto& policy = *new AttachedPolicy(MakeRcpFullAwsAccess());
  return policy;
}

void CompleteRcpLevel(std::vector<AttachedPolicy>* level) {
  if (level->empty() || std::any_of(level->begin(), level->end(), HasAllow)) {
    return;
  }
  level->push_back(RcpFullAwsAccess());
}

}  // namespace iam
