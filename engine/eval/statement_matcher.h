#ifndef IAM_EVAL_STATEMENT_MATCHER_H_
#define IAM_EVAL_STATEMENT_MATCHER_H_

#include <cstdint>
#include <vector>

#include "engine/compile/compiled_policy.h"
#include "engine/compile/principal_set.h"
#include "engine/compile/program.h"
#include "engine/eval/prepared_request.h"
#include "iam/policy_type.h"

namespace iam {

// Which layer is evaluated, and what that means for its statements.
struct LayerPlace {
  PolicyType type = PolicyType::kIdentityBased;
  int level = 0;
  bool has_boundary = false;  // of the principal; see PrincipalSet::Match

  // It limits what others grant and is about whoever it is attached to.
  bool is_plain_gate() const {
    return type == PolicyType::kServiceControlPolicy ||
           type == PolicyType::kPermissionsBoundary ||
           type == PolicyType::kSession;
  }
  // Policies that hang on something else than the principal name it.
  bool names_principals() const {
    return type == PolicyType::kResourceBased || type == PolicyType::kTrust ||
           type == PolicyType::kVpcEndpoint ||
           type == PolicyType::kResourceControlPolicy;
  }
};

// One statement held against a request, part by part. `resource_matches`: it is
// known that the resource does.
class StatementMatcher {
 public:
  StatementMatcher(const Program& program, uint32_t statement,
                   const LayerPlace& place, const PreparedRequest& request,
                   bool resource_matches)
      : program_(program),
        row_(program.rows()[statement]),
        statement_(statement),
        place_(place),
        request_(request),
        resource_matches_(resource_matches) {}

  bool is_deny() const { return (row_.flags & Program::Row::kDeny) != 0; }

  // For a candidate.
  bool MatchesAction() const {
    return (row_.flags & Program::Row::kInexactAction) == 0 ||
           program_.policy->MatchesAction(row_, statement_, request_.action());
  }
  // How the statement names the principal: kEveryone in layers that name none.
  PrincipalMatches MatchPrincipal() const {
    if (place_.names_principals()) return MatchNamedPrincipal();
    return kEveryone;
  }
  bool MatchesResource() const {
    return resource_matches_ ||
           (row_.flags & kResourceFlags) == Program::Row::kAnyResource ||
           program_.policy->MatchesResource(row_, request_.resource().text,
                                            request_.context());
  }
  bool MeetsConditions() const {
    for (const CompiledCondition* condition : program_.conditions(row_)) {
      if (!condition->Evaluate(request_.context())) return false;
    }
    return true;
  }
  // The same for a request that leaves context keys open, and maybe the name of
  // its role's session. *without and *with are the ways in which the statement
  // names the principal in either case.
  void JudgePrincipal(PrincipalMatches* without, PrincipalMatches* with) const;
  Truth JudgeResource() const {
    return program_.policy->JudgeResource(row_, request_.resource().text,
                                          request_.context());
  }
  Truth JudgeConditions() const;

  // The numbers of the conditions that are not met, as they are written.
  std::vector<uint32_t> FailedConditions() const;
  // Adds the context keys that resource and conditions ask for in vain.
  void CollectMissingOfResource(MissingKeys* missing) const {
    program_.policy->CollectMissing(row_, missing);
  }
  void CollectMissingOfConditions(MissingKeys* missing) const;

 private:
  static constexpr uint8_t kResourceFlags =
      Program::Row::kAnyResource | Program::Row::kNotResource;

  PrincipalMatches MatchNamedPrincipal() const;

  const Program& program_;
  const Program::Row& row_;
  const uint32_t statement_;
  const LayerPlace& place_;
  const PreparedRequest& request_;
  const bool resource_matches_;  // known already
};

}  // namespace iam

#endif  // IAM_EVAL_STATEMENT_MATCHER_H_
