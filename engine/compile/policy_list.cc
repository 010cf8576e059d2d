#include "engine/compile/policy_list.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/status/statusor.h"

namespace iam {
namespace {

AttachedPolicy MakeRcpFullAwsAccess() {
  constexpr char kDocument[] =
      R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",)"
      R"("Principal":"*","Action":"*","Resource":"*"}]})";
  const absl::StatusOr<Policy> policy =
      Policy::Parse(kDocument, "RCPFullAWSAccess");
  ActionClasses::Builder actions;
  AddActions(*policy, &actions);
  static auto& vocabulary = *new Vocabulary(std::move(actions).Build());
  AttachedPolicy attached;
  attached.name = "RCPFullAWSAccess";
  attached.source = policy->source();
  attached.program = std::make_shared<const CompiledPolicy>(
      *policy, PolicyType::kResourceControlPolicy, &vocabulary);
  return attached;
}

}  // namespace

void PolicyList::Add(AttachedPolicy policy) {
  const CompiledPolicy& compiled = *policy.program;
  if (!unlimited_allow_.has_value() && compiled.unlimited_allow().has_value()) {
    unlimited_allow_ = Place{static_cast<uint32_t>(attached_.size()),
                             *compiled.unlimited_allow()};
  }
  entries_.push_back({&compiled.program(), compiled.service_filters()});
  attached_.push_back(std::move(policy));
}

const AttachedPolicy& RcpFullAwsAccess() {
  static const auto& policy = *new AttachedPolicy(MakeRcpFullAwsAccess());
  return policy;
}

void CompleteRcpLevel(PolicyList* level) {
  const std::vector<AttachedPolicy>& attached = level->attached();
  const bool complete = std::any_of(
      attached.begin(), attached.end(),
      [](const AttachedPolicy& policy) { return policy.program->has_allow(); });
  if (!level->empty() && !complete) level->Add(RcpFullAwsAccess());
}

}  // namespace iam
