#ifndef IAM_WORLD_SNAPSHOT_H_
#define IAM_WORLD_SNAPSHOT_H_

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "engine/text/json.h"
#include "engine/world/document_store.h"
#include "engine/world/record_reader.h"
#include "engine/world/world_report.h"
#include "iam/diagnostic.h"

namespace iam {

// What the texts of a snapshot say, before anything is looked up: the readers
// below fill it, Builder::Build() resolves it.

// A name that one entry of a snapshot uses for another.
struct Reference {
  std::string name;
  Place place;
};

struct InlinePolicy {
  std::string name;
  Document document;
};

enum class IdentityKind { kUser, kGroup, kRole };

// "user", "group", "role".
absl::string_view Name(IdentityKind kind);

// A user, group or role.
struct IdentityRecord {
  IdentityKind kind = IdentityKind::kUser;
  std::string arn;
  std::string account;
  std::string name;
  std::string unique_id;  // empty if not known
  Tags tags;
  std::vector<InlinePolicy> inline_policies;
  std::vector<Reference> managed_policies;  // by ARN
  std::vector<Reference> groups;            // by name; of users
  std::optional<Reference> boundary;        // by ARN
  std::optional<Document> trust;            // of roles
  Place place;
};

struct ManagedPolicyRecord {
  std::string arn;
  std::string name;
  std::string update_date;  // ISO 8601, compares as text
  Document document;        // of the default version
  Place place;
};

// One page of an account export, for the check that no page is missing.
struct AccountPage {
  std::set<std::string> accounts;  // those its entries name
  bool truncated = false;
  Place place;
};

// A root, an organizational unit or an account.
struct OrganizationNode {
  bool is_root = false;
  bool is_account = false;
  std::string parent;  // id; empty if none is given
  Place place;
};

struct OrganizationPolicyRecord {
  std::string name;
  PolicyType type = PolicyType::kServiceControlPolicy;
  Document document;
  Place place;
};

struct OrganizationTarget {
  std::string target;
  Reference policy;  // by id
};

struct OrganizationRecord {
  std::optional<Place> place;  // of the Organization member
  std::string id;
  std::string management_account;
  absl::flat_hash_map<std::string, OrganizationNode> nodes;
  absl::flat_hash_map<std::string, OrganizationPolicyRecord> policies;
  std::vector<OrganizationTarget> targets;
};

struct ResourcePolicyRecord {
  std::string account;  // empty if not given
  PolicyType type = PolicyType::kResourceBased;
  Document document;
  Place place;
};

// A VPC endpoint. Without a policy: it takes none.
struct EndpointRecord {
  std::optional<Document> policy;
  Place place;
};

struct Snapshot {
  DocumentStore documents;
  Diagnostics diagnostics;
  // An error that cannot be passed over by counting something as unknown.
  bool broken = false;

  std::vector<IdentityRecord> identities;
  absl::flat_hash_map<std::string, size_t> identity_by_name;  // see IdentityKey
  absl::flat_hash_map<std::string, ManagedPolicyRecord> managed_policies;
  std::vector<AccountPage> pages;
  OrganizationRecord organization;
  absl::flat_hash_map<std::string, ResourcePolicyRecord> resource_policies;
  absl::flat_hash_map<std::string, std::string> bucket_owners;
  absl::flat_hash_map<std::string, Tags> resource_tags;
  absl::flat_hash_map<std::string, EndpointRecord> endpoints;  // by id
  // See World::Builder::AddPolicy(); all of them known.
  std::vector<InlinePolicy> session_policies;
  std::vector<InlinePolicy> endpoint_policies;
};

// "user/111122223333/ana": no account has two users whose names differ in case
// alone.
std::string IdentityKey(IdentityKind kind, absl::string_view account,
                        absl::string_view name);

// The readers, one a form. Each takes one top-level object (or list) of its
// form and reports what is missing or wrong.
void ReadAccount(const JsonValue& root, const SourcePtr& source,
                 Snapshot* snapshot);
void ReadOrganization(const JsonValue& root, const SourcePtr& source,
                      Snapshot* snapshot);
void ReadResourcePolicies(const JsonValue& root, const SourcePtr& source,
                          Snapshot* snapshot);
void ReadResourcePolicy(const JsonValue& entry, const SourcePtr& source,
                        Snapshot* snapshot);
void ReadTags(const JsonValue& root, const SourcePtr& source,
              Snapshot* snapshot);
void ReadEndpoints(const JsonValue& root, const SourcePtr& source,
                   Snapshot* snapshot);

// Reports the second of two entries that have the same name: as repeated if
// they say the same, counters of use aside, else as conflicting (then the
// snapshot is broken). `what` is "user 'arn:…'".
void ReportSecond(const Place& first, const Place& second,
                  absl::string_view what, Snapshot* snapshot);

// True if both texts are the same JSON value, counters of use aside.
bool SaysTheSame(const Place& first, const Place& second);

}  // namespace iam

#endif  // IAM_WORLD_SNAPSHOT_H_
