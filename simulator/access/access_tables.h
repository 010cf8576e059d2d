#ifndef IAM_SIMULATOR_ACCESS_ACCESS_TABLES_H_
#define IAM_SIMULATOR_ACCESS_ACCESS_TABLES_H_

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "iam/principal_scope.h"
#include "simulator/access/access_statement.h"
#include "simulator/access/resource_set.h"

namespace iam {

// The statements of a layer, or of one level of it, by their numbers.
struct AccessLayer {
  PolicyType type = PolicyType::kIdentityBased;
  int level = 0;
  std::vector<uint32_t> statements;
};

// A resource whose policy names the principal, or a KMS key of its account.
struct AccessResource {
  const ResourceScope* scope = nullptr;
  ResourceSets domain;  // the resources that its policy is about
  std::vector<std::pair<uint32_t, const NamingStatement*>> statements;
};

// What an account adds, as the owner of resources.
struct AccessOwner {
  Circumstances circumstances;
  std::vector<AccessLayer> rcps;
};

// AccessTables have every statement that has a say in what a principal can do,
// read once and numbered. Needs the scope and its World. What is not const is a
// cache: for one thread.
class AccessTables {
 public:
  // `given`: context that all requests have.
  AccessTables(const PrincipalScope& scope, const Context& given);

  AccessTables(const AccessTables&) = delete;
  AccessTables& operator=(const AccessTables&) = delete;

  const PrincipalScope& scope() const { return scope_; }
  const Circumstances& circumstances() const { return circumstances_; }
  const std::deque<AccessStatement>& statements() const { return statements_; }
  const AccessLayer& identity() const { return identity_; }
  const std::vector<AccessLayer>& gates() const { return gates_; }
  const std::vector<AccessResource>& resources() const { return resources_; }

  // Null if the world does not have the account.
  const AccessOwner* FindOwner(absl::string_view account) const;
  // What is known of all requests on an account's resources.
  Circumstances CircumstancesOf(absl::string_view account) const;

  // The account whose resources alone a pattern is about; empty if they may be
  // the caller's.
  absl::string_view ForeignAccountOf(const ResourcePattern& pattern) const;
  // Whether the pattern is one resource, and its policy is in the world.
  bool HasPolicyOf(const ResourcePattern& pattern) const;

  // Whether a statement that may allow something is about the service. In lower
  // case.
  bool MayAllow(absl::string_view service) const;
  // What statements spell out, and what they describe with wildcards; sorted.
  std::vector<std::string> LiteralActions() const;
  std::vector<std::string> ActionPatterns() const;

  // The numbers of the statements that match the action, in order.
  std::vector<uint32_t> Matching(const RequestAction& action);

 private:
  uint32_t Add(const StatementRef& ref);
  AccessLayer LayerOf(const PolicyLayer& from);

  const PrincipalScope& scope_;
  const Circumstances circumstances_;
  StatementReader reader_;
  std::deque<AccessStatement> statements_;
  AccessLayer identity_;
  std::vector<AccessLayer> gates_;  // SCPs and boundary
  std::vector<AccessResource> resources_;
  std::map<std::string, AccessOwner, std::less<>> owners_;
  absl::flat_hash_map<absl::string_view, const ResourceScope*> by_arn_;
  // By service, the statements that may be about it.
  absl::flat_hash_map<std::string, std::vector<uint32_t>> by_service_;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_ACCESS_ACCESS_TABLES_H_
