#ifndef IAM_WORLD_H_
#define IAM_WORLD_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iam/decision.h"
#include "iam/diagnostic.h"
#include "iam/explanation.h"
#include "iam/policy_type.h"
#include "iam/principal_scope.h"
#include "iam/request.h"
#include "iam/source.h"

namespace iam {

// A World is a snapshot of AWS accounts in memory: principals, groups, the
// policies attached to them, the organization above and the policies and tags
// of resources. It finds the layers that apply to a request and decides it.
//
// Immutable, hence safe to share between threads.
class World {
 public:
  class Builder;

  struct Counts {
    size_t accounts = 0;
    size_t users = 0;
    size_t groups = 0;
    size_t roles = 0;
    size_t attached_policies = 0;   // attachments
    size_t distinct_documents = 0;  // compilations
    size_t statements = 0;          // of the distinct documents
    size_t resource_policies = 0;
    // Attached somewhere, while their documents are not known.
    size_t unknown_policies = 0;
  };

  World(World&&);
  World& operator=(World&&);
  ~World();

  // The ARN of the principal a person means by "iam-admin", "user/iam-admin",
  // "role/deploy" or an ARN. kNotFound (with the nearest name) if there is
  // none, kInvalidArgument if several accounts have one.
  absl::StatusOr<std::string> FindPrincipal(absl::string_view name) const;

  // The accounts of which something is known, in order: those of principals,
  // and those of the organization. Makes the list anew.
  std::vector<std::string> Accounts() const;

  // Decides under the layers that apply. kNotFound if the principal, or its
  // account, is not in this world; anonymous, services, identity providers and
  // root users need no entry. Authorize() does not allocate where it decides,
  // unless a policy has thousands of statements; what it costs hangs on the
  // request and on the policies that apply, not on the size of the world.
  absl::StatusOr<Decision> Authorize(const Request& request) const;
  absl::StatusOr<Explanation> Explain(const Request& request) const;

  // All that has a say in what a user, role, role session or root user can do.
  // kNotFound as above, kInvalidArgument for other principals. Linear in the
  // world's resources and roles. Valid as long as the world.
  absl::StatusOr<PrincipalScope> ScopeOf(absl::string_view principal) const;

  const Counts& counts() const;

 private:
  friend class AccessIndex;
  struct State;
  explicit World(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// A World::Builder reads AWS's own export formats, in any order and number.
// What a document of it lacks or has wrong goes to the diagnostics, with the
// place in its text; Build() then fails unless told to keep going.
class World::Builder {
 public:
  Builder();
  ~Builder();

  // Reads a text and finds out by its top-level members what it is:
  //   UserDetailList, …          aws iam get-account-authorization-details
  //                              (one account or several, whole or one page)
  //   Organization, Roots, …     organization file: OrganizationalUnits and
  //                              Accounts with ParentId, Policies
  //                              [{PolicySummary, Content}], Targets
  //                              [{TargetId, PolicyId}]
  //   ResourcePolicies, BucketOwners, or a list of {ResourceArn, Account,
  //   Policy}                    resource policies by ARN
  //   ResourceTagMappingList     aws resourcegroupstaggingapi get-resources
  //   VpcEndpoints               aws ec2 describe-vpc-endpoints; a request
  //                              passes the one that aws:SourceVpce names
  // Policy documents may be JSON objects, JSON texts or percent-encoded texts.
  // kInvalidArgument if the text is none of these or not JSON.
  absl::Status Add(SourcePtr source);

  // Adds a policy that no export holds, and that requests of this world are
  // decided by besides. kSession: one that the caller's session was started
  // with; it limits role sessions, federated users and root users, not users.
  // kVpcEndpoint: of the endpoint that requests pass, whatever aws:SourceVpce
  // says. Several of a type are one layer. kInvalidArgument if the document has
  // an error, which `keep_going` does not pass over, or for other types.
  absl::Status AddPolicy(PolicyType type, absl::string_view name,
                         SourcePtr source);

  // Everything said so far.
  const Diagnostics& diagnostics() const;

  // Resolves attachments and compiles, once per distinct document. With
  // `keep_going`, a document with an error counts as unknown (see
  // Explanation::unknown_policies), never as empty.
  absl::StatusOr<World> Build(bool keep_going = false);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace iam

#endif  // IAM_WORLD_H_
