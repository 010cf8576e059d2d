// Reads organization files: the tree, and the policies that hang on it. Their
// members are those of "aws organizations list-roots",
// "list-organizational-units-for-parent", "list-accounts" and
// "describe-policy"; ParentId and Targets say what is where. An error here is
// never passed over: an SCP that is lost would allow.
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/match/arn.h"
#include "engine/world/snapshot.h"

namespace iam {
namespace {

class OrganizationReader {
 public:
  OrganizationReader(const SourcePtr& source, Snapshot* snapshot)
      : source_(source),
        snapshot_(snapshot),
        organization_(snapshot->organization) {}

  void Read(const JsonValue& root);

 private:
  void ReadIdentity(const JsonValue& value);
  void ReadNode(const JsonValue& value, absl::string_view what);
  void ReadPolicy(const JsonValue& value);
  void ReadTarget(const JsonValue& value);

  Diagnostics* diagnostics() { return &snapshot_->diagnostics; }

  const SourcePtr& source_;
  Snapshot* snapshot_;
  OrganizationRecord& organization_;
};

void OrganizationReader::Read(const JsonValue& root) {
  RecordReader file(root, "an organization file", source_, diagnostics());
  if (const JsonValue* identity = file.Member("Organization")) {
    ReadIdentity(*identity);
  }
  for (const JsonValue& node : file.List("Roots")) ReadNode(node, "a root");
  for (const JsonValue& node : file.List("OrganizationalUnits")) {
    ReadNode(node, "an organizational unit");
  }
  for (const JsonValue& node : file.List("Accounts")) {
    ReadNode(node, "an account");
  }
  for (const JsonValue& policy : file.List("Policies")) ReadPolicy(policy);
  for (const JsonValue& target : file.List("Targets")) ReadTarget(target);
}

void OrganizationReader::ReadIdentity(const JsonValue& value) {
  RecordReader record(value, "an organization", source_, diagnostics());
  std::string id(record.Required("Id"));
  std::string management(record.Optional("MasterAccountId"));
  if (management.empty()) {
    management = std::string(record.Optional("ManagementAccountId"));
  }
  if (!record.ok()) return;
  if (organization_.place.has_value()) {
    if (organization_.id == id &&
        organization_.management_account == management) {
      return;
    }
    ReportSecond(*organization_.place, record.place(), "the organization",
                 snapshot_);
    return;
  }
  organization_.place = record.place();
  organization_.id = std::move(id);
  organization_.management_account = std::move(management);
}

void OrganizationReader::ReadNode(const JsonValue& value,
                                  absl::string_view what) {
  RecordReader record(value, what, source_, diagnostics());
  const std::string id(record.Required("Id"));
  OrganizationNode node;
  node.is_root = what == "a root";
  node.is_account = what == "an account";
  if (!node.is_root) node.parent = std::string(record.Optional("ParentId"));
  node.place = record.place();
  if (record.ok() && node.is_account && !IsAccountId(id)) {
    record.Fail(*record.Member("Id"),
                absl::StrCat("'", id, "' is not an account id of 12 digits"));
  }
  if (!record.ok()) return;
  const auto [known, is_new] = organization_.nodes.emplace(id, node);
  if (is_new) return;
  ReportSecond(known->second.place, node.place,
               absl::StrCat(what, " '", id, "'"), snapshot_);
}

void OrganizationReader::ReadPolicy(const JsonValue& value) {
  RecordReader policy(value, "a policy of an organization", source_,
                      diagnostics());
  const JsonValue* summary_value = policy.Member("PolicySummary");
  if (summary_value == nullptr) {
    policy.Required("PolicySummary");
    return;
  }
  RecordReader summary(*summary_value, "a policy summary", source_,
                       diagnostics());
  const std::string id(summary.Required("Id"));
  const absl::string_view type = summary.Required("Type");
  OrganizationPolicyRecord record;
  record.name = std::string(summary.Optional("Name"));
  if (record.name.empty()) record.name = id;
  record.place = policy.place();
  if (!summary.ok()) return;
  if (type == "RESOURCE_CONTROL_POLICY") {
    record.type = PolicyType::kResourceControlPolicy;
  } else if (type != "SERVICE_CONTROL_POLICY") {
    // Tag policies, backup policies and their like do not decide requests.
    if (absl::StrContains(type, "CONTROL")) {
      summary.Fail(*summary.Member("Type"),
                   absl::StrCat("unknown type of policy '", type, "'"));
    }
    return;
  }
  const JsonValue* content = policy.Member("Content");
  if (content == nullptr) {
    policy.Required("Content");
    return;
  }
  record.document =
      snapshot_->documents.Read(*content, source_, record.type, diagnostics());
  const Place place = record.place;
  const auto [known, is_new] =
      organization_.policies.emplace(id, std::move(record));
  if (is_new) return;
  ReportSecond(known->second.place, place, absl::StrCat("policy '", id, "'"),
               snapshot_);
}

void OrganizationReader::ReadTarget(const JsonValue& value) {
  RecordReader record(value, "a target", source_, diagnostics());
  OrganizationTarget target;
  target.target = std::string(record.Required("TargetId"));
  target.policy.name = std::string(record.Required("PolicyId"));
  target.policy.place = record.place();
  if (record.ok()) organization_.targets.push_back(std::move(target));
}

}  // namespace

void ReadOrganization(const JsonValue& root, const SourcePtr& source,
                      Snapshot* snapshot) {
  OrganizationReader(source, snapshot).Read(root);
}

}  // namespace iam
