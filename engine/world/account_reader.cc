// Reads pages of "aws iam get-account-authorization-details" (R7.70 to R7.78).
// An entry with an error is left out: a principal without entry is not found,
// a policy or group without entry is unknown, so nothing is ever taken to be
// empty.
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/match/arn.h"
#include "engine/text/report.h"
#include "engine/world/snapshot.h"

namespace iam {
namespace {

class AccountReader {
 public:
  AccountReader(const SourcePtr& source, Snapshot* snapshot)
      : source_(source), snapshot_(snapshot) {}

  void Read(const JsonValue& root);

 private:
  void ReadIdentity(const JsonValue& value, IdentityKind kind);
  void ReadManagedPolicy(const JsonValue& value);
  Document ReadManagedDocument(const JsonValue& value, bool is_aws_managed);
  void AddManagedPolicy(ManagedPolicyRecord record);

  std::optional<Arn> ReadArn(RecordReader& record, absl::string_view arn,
                             absl::string_view type);
  std::vector<InlinePolicy> ReadInlinePolicies(RecordReader& record,
                                               absl::string_view list);
  std::vector<Reference> ReadAttached(RecordReader& record);
  std::optional<Reference> ReadBoundary(RecordReader& record);
  void WarnOfUnknownMembers(const JsonValue& root);

  Diagnostics* diagnostics() { return &snapshot_->diagnostics; }

  const SourcePtr& source_;
  Snapshot* snapshot_;
  AccountPage page_;
};

absl::string_view ArticledName(IdentityKind kind) {
  switch (kind) {
    case IdentityKind::kUser:
      return "a user";
    case IdentityKind::kGroup:
      return "a group";
    case IdentityKind::kRole:
      return "a role";
  }
  return "";
}

void AccountReader::Read(const JsonValue& root) {
  RecordReader page(root, "an account export", source_, diagnostics());
  page_.place = page.place();
  page_.truncated = page.Flag("IsTruncated");
  for (const JsonValue& user : page.List("UserDetailList")) {
    ReadIdentity(user, IdentityKind::kUser);
  }
  for (const JsonValue& group : page.List("GroupDetailList")) {
    ReadIdentity(group, IdentityKind::kGroup);
  }
  for (const JsonValue& role : page.List("RoleDetailList")) {
    ReadIdentity(role, IdentityKind::kRole);
  }
  for (const JsonValue& policy : page.List("Policies")) {
    ReadManagedPolicy(policy);
  }
  WarnOfUnknownMembers(root);
  snapshot_->pages.push_back(std::move(page_));
}

void AccountReader::WarnOfUnknownMembers(const JsonValue& root) {
  static constexpr absl::string_view kMembers[] = {
      "UserDetailList", "GroupDetailList", "RoleDetailList",
      "Policies",       "IsTruncated",     "Marker",
      "NextToken",      "ResponseMetadata"};
  const std::vector<absl::string_view> names(std::begin(kMembers),
                                             std::end(kMembers));
  for (const JsonValue::Member& member : root.members()) {
    bool known = false;
    for (absl::string_view name : names) known = known || member.name() == name;
    if (known) continue;
    const std::string nearest = Nearest(member.name(), names);
    Report(
        diagnostics(), WorldDiagnostic::kUnknownMember,
        Place{source_, member.name_span()},
        absl::StrCat("an account export has no member '", member.name(), "'"),
        nearest.empty() ? "" : absl::StrCat("did you mean '", nearest, "'?"));
  }
}

std::optional<Arn> AccountReader::ReadArn(RecordReader& record,
                                          absl::string_view arn,
                                          absl::string_view type) {
  std::optional<Arn> fields = SplitArn(arn);
  const bool right =
      fields.has_value() && fields->service == "iam" &&
      absl::StartsWith(fields->resource, absl::StrCat(type, "/")) &&
      !LastSegment(fields->resource).empty() &&
      (IsAccountId(fields->account) ||
       (type == "policy" && fields->account == "aws"));
  if (right) return fields;
  if (!arn.empty()) {
    record.Fail(*record.Member("Arn"),
                absl::StrCat("'", arn, "' is not the ARN of a ", type));
  }
  return std::nullopt;
}

void AccountReader::ReadIdentity(const JsonValue& value, IdentityKind kind) {
  RecordReader record(value, ArticledName(kind), source_, diagnostics());
  IdentityRecord identity;
  identity.kind = kind;
  identity.arn = std::string(record.Required("Arn"));
  const std::optional<Arn> arn = ReadArn(record, identity.arn, Name(kind));
  identity.place = record.place();
  identity.managed_policies = ReadAttached(record);
  switch (kind) {
    case IdentityKind::kUser:
      identity.unique_id = std::string(record.Optional("UserId"));
      identity.inline_policies = ReadInlinePolicies(record, "UserPolicyList");
      for (const JsonValue& group : record.List("GroupList")) {
        if (!group.is_string()) {
          record.Fail(group, "'GroupList' must hold names of groups");
        }
        identity.groups.push_back(
            Reference{std::string(group.text()), record.PlaceOf(group)});
      }
      break;
    case IdentityKind::kGroup:
      identity.unique_id = std::string(record.Optional("GroupId"));
      identity.inline_policies = ReadInlinePolicies(record, "GroupPolicyList");
      break;
    case IdentityKind::kRole:
      identity.unique_id = std::string(record.Optional("RoleId"));
      identity.inline_policies = ReadInlinePolicies(record, "RolePolicyList");
      if (const JsonValue* trust = record.Member("AssumeRolePolicyDocument")) {
        identity.trust = snapshot_->documents.Read(
            *trust, source_, PolicyType::kTrust, diagnostics());
      }
      break;
  }
  if (kind != IdentityKind::kGroup) {
    identity.boundary = ReadBoundary(record);
    identity.tags = record.TagList("Tags");
  }
  if (!record.ok() || !arn.has_value()) return;
  identity.account = std::string(arn->account);
  identity.name = std::string(LastSegment(arn->resource));
  page_.accounts.insert(identity.account);
  const std::string key = IdentityKey(kind, identity.account, identity.name);
  const auto [known, is_new] =
      snapshot_->identity_by_name.emplace(key, snapshot_->identities.size());
  if (is_new) {
    snapshot_->identities.push_back(std::move(identity));
    return;
  }
  ReportSecond(snapshot_->identities[known->second].place, identity.place,
               absl::StrCat(Name(kind), " '", identity.arn, "'"), snapshot_);
}

std::vector<InlinePolicy> AccountReader::ReadInlinePolicies(
    RecordReader& record, absl::string_view list) {
  std::vector<InlinePolicy> policies;
  for (const JsonValue& item : record.List(list)) {
    RecordReader policy(item, "an inline policy", source_, diagnostics());
    InlinePolicy entry;
    entry.name = std::string(policy.Required("PolicyName"));
    const JsonValue* document = policy.Member("PolicyDocument");
    if (document != nullptr) {
      entry.document = snapshot_->documents.Read(
          *document, source_, PolicyType::kIdentityBased, diagnostics());
    } else if (policy.ok()) {
      policy.Required("PolicyDocument");
    }
    if (!policy.ok()) record.MarkFailed();
    policies.push_back(std::move(entry));
  }
  return policies;
}

std::vector<Reference> AccountReader::ReadAttached(RecordReader& record) {
  std::vector<Reference> attached;
  for (const JsonValue& item : record.List("AttachedManagedPolicies")) {
    RecordReader policy(item, "an attached policy", source_, diagnostics());
    attached.push_back(
        Reference{std::string(policy.Required("PolicyArn")), policy.place()});
    if (!policy.ok()) record.MarkFailed();
  }
  return attached;
}

std::optional<Reference> AccountReader::ReadBoundary(RecordReader& record) {
  const JsonValue* member = record.Member("PermissionsBoundary");
  if (member == nullptr) return std::nullopt;
  RecordReader boundary(*member, "a permissions boundary", source_,
                        diagnostics());
  Reference reference{std::string(boundary.Required("PermissionsBoundaryArn")),
                      boundary.place()};
  // The API page and real answers differ (R7.77).
  const absl::string_view type = boundary.Optional("PermissionsBoundaryType");
  if (!type.empty() && type != "Policy" &&
      type != "PermissionsBoundaryPolicy") {
    boundary.Fail(
        *boundary.Member("PermissionsBoundaryType"),
        absl::StrCat("unknown type of permissions boundary '", type, "'"));
  }
  if (!boundary.ok()) record.MarkFailed();
  return reference;
}

void AccountReader::ReadManagedPolicy(const JsonValue& value) {
  RecordReader policy(value, "a managed policy", source_, diagnostics());
  ManagedPolicyRecord record;
  record.arn = std::string(policy.Required("Arn"));
  const std::optional<Arn> arn = ReadArn(policy, record.arn, "policy");
  const std::string default_version(policy.Optional("DefaultVersionId"));
  record.update_date = std::string(policy.Optional("UpdateDate"));
  record.place = policy.place();
  const JsonValue* document = nullptr;
  for (const JsonValue& item : policy.List("PolicyVersionList")) {
    RecordReader version(item, "a policy version", source_, diagnostics());
    const bool is_default =
        version.Member("IsDefaultVersion") != nullptr
            ? version.Flag("IsDefaultVersion")
            : !default_version.empty() &&
                  version.Optional("VersionId") == default_version;
    if (is_default) document = version.Member("Document");
    if (!version.ok()) policy.MarkFailed();
  }
  if (!policy.ok() || !arn.has_value()) return;
  if (document == nullptr) {
    Report(diagnostics(), WorldDiagnostic::kNoDefaultVersion,
           StartOf(record.place),
           absl::StrCat("policy '", record.arn,
                        "' has no document of its default version"));
    return;
  }
  record.name = std::string(LastSegment(arn->resource));
  if (arn->account != "aws") page_.accounts.insert(std::string(arn->account));
  record.document = ReadManagedDocument(*document, arn->account == "aws");
  AddManagedPolicy(std::move(record));
}

Document AccountReader::ReadManagedDocument(const JsonValue& value,
                                            bool is_aws_managed) {
  Diagnostics said;
  const Document document = snapshot_->documents.Read(
      value, source_, PolicyType::kIdentityBased, &said);
  // Nobody who reads a warning about AWS's own policy could mend it.
  if (is_aws_managed && !said.has_errors()) return document;
  for (const Diagnostic& diagnostic : said.all()) {
    diagnostics()->Add(diagnostic);
  }
  return document;
}

void AccountReader::AddManagedPolicy(ManagedPolicyRecord record) {
  const auto [known, is_new] =
      snapshot_->managed_policies.emplace(record.arn, record);
  if (is_new) return;
  ManagedPolicyRecord& first = known->second;
  const bool is_aws_managed = SplitArn(record.arn)->account == "aws";
  if (!is_aws_managed) {
    ReportSecond(first.place, record.place,
                 absl::StrCat("policy '", record.arn, "'"), snapshot_);
    return;
  }
  // Every account exports the AWS managed policies it uses, and AWS changes
  // them: exports of different days may differ.
  if (first.document.known() &&
      first.document.content == record.document.content) {
    return;
  }
  if (SaysTheSame(first.place, record.place)) return;
  const bool is_newer = record.update_date > first.update_date;
  Report(
      diagnostics(), WorldDiagnostic::kDifferingVersions, StartOf(record.place),
      absl::StrCat("policy '", record.arn, "' was given in another version; ",
                   is_newer ? "this one" : "the other", " is taken"));
  ReportNote(diagnostics(), StartOf(first.place), "the other is here");
  if (is_newer) first = std::move(record);
}

}  // namespace

void ReadAccount(const JsonValue& root, const SourcePtr& source,
                 Snapshot* snapshot) {
  AccountReader(source, snapshot).Read(root);
}

}  // namespace iam
