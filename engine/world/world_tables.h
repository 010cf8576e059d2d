#ifndef IAM_WORLD_WORLD_TABLES_H_
#define IAM_WORLD_WORLD_TABLES_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "engine/compile/policy_list.h"
#include "engine/compile/vocabulary.h"
#include "engine/eval/layers.h"
#include "engine/match/request_principal.h"
#include "engine/world/text_index.h"
#include "iam/organization.h"
#include "iam/world.h"

namespace iam {

// What hangs above an account in its organization, the root first.
struct AccountEntry {
  std::optional<PolicyLevels> scp_levels;
  std::optional<PolicyLevels> rcp_levels;
  std::vector<std::string> unknown_scps;
  std::vector<std::string> unknown_rcps;
};

// A user or role with all that is attached to it, found once and for all.
struct PrincipalEntry {
  // Inline, then managed; a user's own, then those of its groups.
  PolicyList identity;
  // None: no boundary. Empty: there is one, but its document is not known.
  std::optional<PolicyList> boundary;
  const AccountEntry* account_entry = nullptr;
  bool is_role = false;
  std::string arn;
  std::string account;
  std::string name;
  std::string unique_id;  // empty if not known
  Tags tags;
  std::optional<PolicyList> trust;  // of a role; empty if not known
  // Names of policies and groups above whose contents are not known.
  std::vector<std::string> unknown;
  std::vector<std::string> unknown_trust;
};

struct ResourceEntry {
  std::string arn;
  std::string account;  // the owner; empty if not known
  bool has_policy = false;
  PolicyList policies;  // empty if the document is not known
  std::vector<std::string> unknown;
};

struct EndpointEntry {
  // None: it takes no policy. Empty: the document is not known.
  std::optional<PolicyList> policies;
  std::vector<std::string> unknown;
};

// The tables of a World. Layers point into them, so they do not change once
// built.
class WorldTables {
 public:
  // What all policies below were compiled with.
  std::unique_ptr<Vocabulary> vocabulary;
  std::vector<PrincipalEntry> principals;
  absl::flat_hash_map<std::string, AccountEntry> accounts;
  // Those with a policy, and the buckets whose owner is known.
  std::vector<ResourceEntry> resources;
  absl::flat_hash_map<std::string, std::string> bucket_owners;
  absl::flat_hash_map<std::string, Tags> resource_tags;
  absl::flat_hash_map<std::string, EndpointEntry> endpoints;  // by id
  // Of every session, and of every request whatever its endpoint; none: nobody
  // gave one.
  std::optional<PolicyList> session;
  std::optional<PolicyList> endpoint;
  std::optional<Organization> organization;
  World::Counts counts;

  // To be called when all entries are there and stay where they are.
  void Index();

  // All of these: null if there is none.
  const PrincipalEntry* FindByArn(absl::string_view arn) const;
  const PrincipalEntry* FindRole(absl::string_view account,
                                 absl::string_view name) const;
  const AccountEntry* FindAccount(absl::string_view account) const;
  const ResourceEntry* FindResource(absl::string_view arn) const;

  // The principal that a request's text names, if it is one of this world: one
  // lookup for what most requests say. *who is what ParseRequestPrincipal()
  // makes of the text, nullopt if that is nothing.
  const PrincipalEntry* FindCaller(absl::string_view text,
                                   std::optional<RequestPrincipal>* who) const;

 private:
  const PrincipalEntry* FindUsualCaller(absl::string_view text,
                                        RequestPrincipal* who) const;

  TextIndex principal_by_arn_;
  // By the ARN of a session up to the session's name.
  TextIndex role_by_session_;
  // Session ARNs do not show the path, and case does not count.
  absl::flat_hash_map<std::string, uint32_t> role_by_name_;
  TextIndex resource_by_arn_;
};

}  // namespace iam

#endif  // IAM_WORLD_WORLD_TABLES_H_
