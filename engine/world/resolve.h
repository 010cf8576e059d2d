#ifndef IAM_WORLD_RESOLVE_H_
#define IAM_WORLD_RESOLVE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "engine/world/snapshot.h"
#include "engine/world/world_tables.h"
#include "iam/policy_set.h"

namespace iam {

// Looks up what the entries of a snapshot name, compiles the documents that are
// attached anywhere, and fills the tables. What is named and not there is
// reported and counts as unknown. Linear in the snapshot and in the flattened
// lists of policies.
void ResolveVocabulary(Snapshot* snapshot, WorldTables* tables);  // first
void ResolvePrincipals(Snapshot* snapshot, WorldTables* tables);
void ResolveOrganization(Snapshot* snapshot, WorldTables* tables);
void ResolveResources(Snapshot* snapshot, WorldTables* tables);
void ResolveEndpoints(Snapshot* snapshot, WorldTables* tables);

// Reports accounts whose export broke off before its last page.
void CheckPages(Snapshot* snapshot);

// The document where it is attached. It must be known.
AttachedPolicy Attach(absl::string_view name, const Document& document,
                      PolicyType type, Snapshot* snapshot, WorldTables* tables);

}  // namespace iam

#endif  // IAM_WORLD_RESOLVE_H_
