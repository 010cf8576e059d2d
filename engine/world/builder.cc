// Add() finds out what a text is and hands it to its reader; Build() resolves
// what the readers wrote down. Policy documents are parsed while the text's
// JSON tree is at hand, and the tree is dropped after each text.
#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/text/json.h"
#include "engine/world/resolve.h"
#include "engine/world/snapshot.h"
#include "engine/world/world_state.h"
#include "iam/world.h"

namespace iam {
namespace {

using Reader = void (*)(const JsonValue& root, const SourcePtr& source,
                        Snapshot* snapshot);

// One form of text, known by any of its members.
struct Form {
  absl::string_view member;
  Reader reader;
};

constexpr Form kForms[] = {
    {"UserDetailList", ReadAccount},
    {"GroupDetailList", ReadAccount},
    {"RoleDetailList", ReadAccount},
    {"Organization", ReadOrganization},
    {"Roots", ReadOrganization},
    {"OrganizationalUnits", ReadOrganization},
    {"Accounts", ReadOrganization},
    {"Targets", ReadOrganization},
    {"ResourcePolicies", ReadResourcePolicies},
    {"BucketOwners", ReadResourcePolicies},
    {"ResourceArn", ReadResourcePolicy},
    {"ResourceTagMappingList", ReadTags},
    {"VpcEndpoints", ReadEndpoints},
};

constexpr absl::string_view kFormsHint =
    "a snapshot consists of outputs of 'aws iam "
    "get-account-authorization-details' (UserDetailList, …) and 'aws "
    "resourcegroupstaggingapi get-resources' (ResourceTagMappingList), "
    "organization files (Organization, Roots, OrganizationalUnits, Accounts, "
    "Policies, Targets), outputs of 'aws ec2 describe-vpc-endpoints' "
    "(VpcEndpoints) and files of resource policies (ResourcePolicies, "
    "BucketOwners)";

// Both an account's pages and organization files have Policies; what is in it
// tells which.
Reader ReaderOfPolicies(const JsonValue& policies) {
  if (!policies.is_array() || policies.items().empty()) return nullptr;
  const JsonValue& first = policies.items().front();
  if (first.Find("PolicySummary") != nullptr) return ReadOrganization;
  if (first.Find("PolicyVersionList") != nullptr) return ReadAccount;
  return nullptr;
}

// The form of a text, null if it is of none or of two.
Reader FindReader(const JsonValue& root) {
  Reader reader = nullptr;
  for (const Form& form : kForms) {
    if (root.Find(form.member) == nullptr) continue;
    if (reader != nullptr && reader != form.reader) return nullptr;
    reader = form.reader;
  }
  if (reader != nullptr) return reader;
  const JsonValue* policies = root.Find("Policies");
  return policies == nullptr ? nullptr : ReaderOfPolicies(*policies);
}

bool ReadRoot(const JsonValue& root, const SourcePtr& source,
              Snapshot* snapshot) {
  const Reader reader = FindReader(root);
  if (reader == nullptr) {
    Report(&snapshot->diagnostics, WorldDiagnostic::kUnknownForm,
           StartOf(Place{source, root.span()}),
           root.is_object()
               ? "the members of this object are not those of one part of a "
                 "snapshot"
               : absl::StrCat("a part of a snapshot must be an object, not ",
                              Describe(root.kind())),
           std::string(kFormsHint));
    return false;
  }
  const size_t errors = snapshot->diagnostics.error_count();
  const size_t document_errors = snapshot->documents.error_count();
  reader(root, source, snapshot);
  // Accounts can spare an entry: who asks for it is told that it is unknown. A
  // lost SCP or tag would change answers silently.
  const size_t own_errors =
      snapshot->diagnostics.error_count() - errors -
      (snapshot->documents.error_count() - document_errors);
  if (reader != ReadAccount && own_errors > 0) snapshot->broken = true;
  return true;
}

// The first error since `said`, as Diagnostics::ToStatus() has it.
absl::Status FirstErrorSince(const Diagnostics& diagnostics, size_t said) {
  Diagnostics news;
  for (size_t i = said; i < diagnostics.all().size(); ++i) {
    news.Add(diagnostics.all()[i]);
  }
  return news.ToStatus();
}

}  // namespace

struct World::Builder::State {
  Snapshot snapshot;
};

World::Builder::Builder() : state_(std::make_unique<State>()) {}
World::Builder::~Builder() = default;

absl::Status World::Builder::Add(SourcePtr source) {
  Snapshot& snapshot = state_->snapshot;
  const size_t said = snapshot.diagnostics.all().size();
  const std::optional<JsonDocument> document =
      ParseJson(source, &snapshot.diagnostics);
  bool readable = document.has_value();
  if (readable && document->root().is_array()) {
    for (const JsonValue& item : document->root().items()) {
      readable = ReadRoot(item, source, &snapshot);
      if (!readable) break;
    }
  } else if (readable) {
    readable = ReadRoot(document->root(), source, &snapshot);
  }
  if (readable) return absl::OkStatus();
  snapshot.broken = true;
  return FirstErrorSince(snapshot.diagnostics, said);
}

absl::Status World::Builder::AddPolicy(PolicyType type, absl::string_view name,
                                       SourcePtr source) {
  Snapshot& snapshot = state_->snapshot;
  const size_t said = snapshot.diagnostics.all().size();
  const bool is_session = type == PolicyType::kSession;
  if (!is_session && type != PolicyType::kVpcEndpoint) {
    return absl::InvalidArgumentError(absl::StrCat(
        "a policy of type ", Name(type), " belongs to an entry of a snapshot"));
  }
  if (const auto json = ParseJson(source, &snapshot.diagnostics)) {
    const Document document = snapshot.documents.Read(
        json->root(), source, type, &snapshot.diagnostics);
    if (document.known()) {
      (is_session ? snapshot.session_policies : snapshot.endpoint_policies)
          .push_back({std::string(name), document});
      return absl::OkStatus();
    }
  }
  snapshot.broken = true;
  return FirstErrorSince(snapshot.diagnostics, said);
}

const Diagnostics& World::Builder::diagnostics() const {
  return state_->snapshot.diagnostics;
}

namespace {

size_t CountUnknown(const WorldTables& tables) {
  size_t count = 0;
  for (const PrincipalEntry& entry : tables.principals) {
    count += entry.unknown.size() + entry.unknown_trust.size();
  }
  for (const ResourceEntry& entry : tables.resources) {
    count += entry.unknown.size();
  }
  for (const auto& [id, entry] : tables.accounts) {
    count += entry.unknown_scps.size() + entry.unknown_rcps.size();
  }
  for (const auto& [id, entry] : tables.endpoints) {
    count += entry.unknown.size();
  }
  return count;
}

}  // namespace

absl::StatusOr<World> World::Builder::Build(bool keep_going) {
  Snapshot& snapshot = state_->snapshot;
  auto world = std::make_unique<World::State>();
  WorldTables& tables = world->tables;
  // Of a snapshot that could not be read much would be missing.
  if (!snapshot.broken) {
    CheckPages(&snapshot);
    ResolveVocabulary(&snapshot, &tables);
    ResolvePrincipals(&snapshot, &tables);
    ResolveOrganization(&snapshot, &tables);
    ResolveResources(&snapshot, &tables);
    ResolveEndpoints(&snapshot, &tables);
  }
  if (snapshot.broken || (snapshot.diagnostics.has_errors() && !keep_going)) {
    return snapshot.diagnostics.ToStatus();
  }
  tables.vocabulary->FinishCompiling();
  tables.Index();
  tables.counts.accounts = tables.accounts.size();
  tables.counts.distinct_documents = snapshot.documents.compilations();
  tables.counts.statements = snapshot.documents.statements();
  tables.counts.unknown_policies = CountUnknown(tables);
  return World(std::move(world));
}

}  // namespace iam
