// Resources: their policies, owners and tags; and the check for missing pages.
#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/match/arn.h"
#include "engine/world/resolve.h"

namespace iam {

void ResolveResources(Snapshot* snapshot, WorldTables* tables) {
  // In the order of ARNs, so that warnings are.
  std::vector<std::string> arns;
  arns.reserve(snapshot->resource_policies.size());
  for (const auto& [arn, policy] : snapshot->resource_policies) {
    arns.push_back(arn);
  }
  std::sort(arns.begin(), arns.end());
  for (const std::string& arn : arns) {
    const ResourcePolicyRecord& policy = snapshot->resource_policies.at(arn);
    ResourceEntry& entry = tables->resources.emplace_back();
    entry.arn = arn;
    entry.has_policy = true;
    entry.account = policy.account;
    if (entry.account.empty()) {
      const auto owner = snapshot->bucket_owners.find(SplitArn(arn)->resource);
      if (owner != snapshot->bucket_owners.end()) entry.account = owner->second;
    }
    if (entry.account.empty()) {
      Report(&snapshot->diagnostics, WorldDiagnostic::kUnknownOwner,
             StartOf(policy.place),
             absl::StrCat("no 'Account' says who owns '", arn,
                          "'; each caller will be taken to"));
    }
    if (policy.document.known()) {
      entry.policies.Add(
          Attach(arn, policy.document, policy.type, snapshot, tables));
    } else {
      entry.unknown.push_back(absl::StrCat("policy of ", arn));
    }
  }
  tables->counts.resource_policies = arns.size();
  // So that one lookup finds out both about a bucket.
  for (const auto& [bucket, owner] : snapshot->bucket_owners) {
    ResourceEntry entry;
    entry.arn = absl::StrCat("arn:aws:s3:::", bucket);
    entry.account = owner;
    if (snapshot->resource_policies.contains(entry.arn)) continue;
    tables->resources.push_back(std::move(entry));
  }
  tables->bucket_owners = std::move(snapshot->bucket_owners);
  tables->resource_tags = std::move(snapshot->resource_tags);
}

// A page does not say which one it follows. So it must do that each account
// with a page that says "there are more" has one that does not; that page may
// hold AWS managed policies only, and so name no account.
void CheckPages(Snapshot* snapshot) {
  std::set<std::string> complete;
  size_t anonymous_last_pages = 0;
  for (const AccountPage& page : snapshot->pages) {
    if (page.truncated) continue;
    complete.insert(page.accounts.begin(), page.accounts.end());
    if (page.accounts.empty()) ++anonymous_last_pages;
  }
  std::set<std::string> reported;
  for (const AccountPage& page : snapshot->pages) {
    if (!page.truncated) continue;
    for (const std::string& account : page.accounts) {
      if (complete.count(account) > 0 || !reported.insert(account).second) {
        continue;
      }
      if (anonymous_last_pages > 0) {
        --anonymous_last_pages;
        continue;
      }
      Report(&snapshot->diagnostics, WorldDiagnostic::kTruncated,
             StartOf(page.place),
             absl::StrCat("'IsTruncated' is true and no last page of account ",
                          account, " is there: policies may be missing"),
             "export again without '--max-items' and '--no-paginate'");
    }
    if (page.accounts.empty() && complete.empty() &&
        anonymous_last_pages == 0) {
      Report(&snapshot->diagnostics, WorldDiagnostic::kTruncated,
             StartOf(page.place),
             "'IsTruncated' is true and no last page is there: policies may "
             "be missing");
    }
  }
}

}  // namespace iam
