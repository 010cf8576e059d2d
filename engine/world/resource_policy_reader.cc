// Reads policies of resources by ARN, and who owns which bucket: no ARN of S3
// names an account. As with SCPs, an error here is never passed over.
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/match/arn.h"
#include "engine/world/snapshot.h"

namespace iam {
namespace {

void ReadBucketOwners(const JsonValue& owners, const SourcePtr& source,
                      Snapshot* snapshot) {
  RecordReader record(owners, "'BucketOwners'", source, &snapshot->diagnostics);
  for (const JsonValue::Member& owner : owners.members()) {
    if (!owner.value.is_string() || !IsAccountId(owner.value.text())) {
      record.Fail(owner.value,
                  absl::StrCat("the owner of bucket '", owner.name(),
                               "' must be an account id of 12 digits"));
      continue;
    }
    // "arn:aws:s3:::bucket" is taken, too.
    absl::string_view bucket = owner.name();
    if (const auto arn = SplitArn(bucket)) bucket = arn->resource;
    const auto [known, is_new] =
        snapshot->bucket_owners.emplace(bucket, owner.value.text());
    if (is_new || known->second == owner.value.text()) continue;
    Report(&snapshot->diagnostics, WorldDiagnostic::kConflictingEntry,
           record.PlaceOf(owner.value),
           absl::StrCat("bucket '", bucket, "' was said to belong to ",
                        known->second));
    snapshot->broken = true;
  }
}

}  // namespace

void ReadResourcePolicy(const JsonValue& entry, const SourcePtr& source,
                        Snapshot* snapshot) {
  RecordReader record(entry, "a resource policy", source,
                      &snapshot->diagnostics);
  const std::string arn(record.Required("ResourceArn"));
  const std::optional<Arn> fields = SplitArn(arn);
  if (record.ok() && !fields.has_value()) {
    record.Fail(*record.Member("ResourceArn"),
                absl::StrCat("'", arn, "' is not an ARN"));
  }
  ResourcePolicyRecord policy;
  policy.place = record.place();
  policy.account = std::string(record.Optional("Account"));
  if (!policy.account.empty() && !IsAccountId(policy.account)) {
    record.Fail(*record.Member("Account"),
                absl::StrCat("'", policy.account,
                             "' is not an account id of 12 digits"));
  }
  const JsonValue* document = record.Member("Policy");
  if (record.ok() && document == nullptr) record.Required("Policy");
  if (!record.ok()) return;
  if (policy.account.empty()) policy.account = std::string(fields->account);
  if (!fields->account.empty() && fields->account != policy.account) {
    record.Fail(*record.Member("Account"),
                absl::StrCat("account ", policy.account,
                             " is not the one that the ARN names"));
    return;
  }
  if (fields->service == "iam" && absl::StartsWith(fields->resource, "role/")) {
    policy.type = PolicyType::kTrust;
  }
  policy.document = snapshot->documents.Read(*document, source, policy.type,
                                             &snapshot->diagnostics);
  const Place place = policy.place;
  const auto [known, is_new] =
      snapshot->resource_policies.emplace(arn, std::move(policy));
  if (is_new) return;
  ReportSecond(known->second.place, place,
               absl::StrCat("the policy of '", arn, "'"), snapshot);
}

void ReadResourcePolicies(const JsonValue& root, const SourcePtr& source,
                          Snapshot* snapshot) {
  RecordReader file(root, "a file of resource policies", source,
                    &snapshot->diagnostics);
  if (const JsonValue* owners = file.Member("BucketOwners")) {
    ReadBucketOwners(*owners, source, snapshot);
  }
  for (const JsonValue& entry : file.List("ResourcePolicies")) {
    ReadResourcePolicy(entry, source, snapshot);
  }
}

}  // namespace iam
