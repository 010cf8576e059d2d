// A layer is a list of entries, an entry {"name", "document"} or the document
// itself; a single entry may stand without its list. "document" and "name" are
// no elements of a policy (those begin with a capital), which tells the two
// forms apart.
#include "simulator/request/policies_reader.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/world/document_reader.h"
#include "simulator/request/fields.h"

namespace iam {
namespace {

// Reads the entries of one "policies" member into the set.
class LayerReader {
 public:
  LayerReader(PolicyType type, absl::string_view default_name,
              const SourcePtr& source, CasePolicies* policies,
              Diagnostics* diagnostics)
      : type_(type),
        default_name_(default_name),
        source_(source),
        policies_(policies),
        diagnostics_(diagnostics) {}

  bool ReadLayer(const JsonValue& value) {
    policies_->set.Open(type_);
    return ReadEntries(value);
  }

  // SCPs and RCPs: a list of levels, the root first.
  bool ReadLevels(const JsonValue& value) {
    if (!value.is_array()) {
      AddError(diagnostics_, "wrong-type", source_, value.span(),
               absl::StrCat("'", default_name_, "s' is ",
                            Describe(value.kind()), ", not a list of levels"));
      return false;
    }
    if (value.items().empty()) policies_->set.Open(type_);
    bool ok = true;
    for (const JsonValue& level : value.items()) {
      policies_->set.AddLevel(type_);
      ok &= ReadEntries(level);
    }
    return ok;
  }

 private:
  bool ReadEntries(const JsonValue& value) {
    if (!value.is_array()) return ReadEntry(value);
    bool ok = true;
    for (const JsonValue& entry : value.items()) ok &= ReadEntry(entry);
    return ok;
  }

  bool ReadEntry(const JsonValue& value) {
    ++count_;
    std::string name =
        count_ == 1 ? default_name_ : absl::StrCat(default_name_, "-", count_);
    const JsonValue* document = &value;
    if (value.Find("document") != nullptr || value.Find("name") != nullptr) {
      Fields fields(value, "a policy entry", source_, diagnostics_);
      if (auto given = fields.OptionalText("name")) name = *std::move(given);
      document = fields.RequiredGet("document");
      fields.RefuseOthers();
      if (!fields.ok()) return false;
    }
    absl::StatusOr<Policy> policy = ReadDocument(
        *document, source_, absl::StrCat(default_name_, " '", name, "'"),
        &policies_->diagnostics);
    if (policy.ok()) {
      policies_->set.Add(type_, std::move(name), *std::move(policy));
    } else {
      policies_->ok = false;
    }
    return true;
  }

  const PolicyType type_;
  const std::string default_name_;
  const SourcePtr& source_;
  CasePolicies* const policies_;
  Diagnostics* const diagnostics_;
  int count_ = 0;  // entries so far, over all levels
};

struct Member {
  const char* field;
  const char* name;  // of its policies, if they have none
  PolicyType type;
};

constexpr Member kMembers[] = {
    {"identity", "identity", PolicyType::kIdentityBased},
    {"resource", "resource", PolicyType::kResourceBased},
    {"trust", "resource", PolicyType::kResourceBased},
    {"boundary", "boundary", PolicyType::kPermissionsBoundary},
    {"session", "session", PolicyType::kSession},
    {"scps", "scp", PolicyType::kServiceControlPolicy},
    {"rcps", "rcp", PolicyType::kResourceControlPolicy},
    {"endpoint", "endpoint", PolicyType::kVpcEndpoint},
};

}  // namespace

std::optional<CasePolicies> ReadPolicies(const JsonValue& value,
                                         const Request& request,
                                         const SourcePtr& source,
                                         Diagnostics* diagnostics) {
  CasePolicies policies;
  Fields fields(value, "'policies'", source, diagnostics);
  bool ok = true;
  for (const Member& member : kMembers) {
    const JsonValue* layer = fields.Get(member.field);
    if (layer == nullptr) continue;
    const PolicyType type = member.type == PolicyType::kResourceBased
                                ? ResourcePolicyTypeFor(request)
                                : member.type;
    LayerReader reader(type, member.name, source, &policies, diagnostics);
    ok &=
        HasLevels(type) ? reader.ReadLevels(*layer) : reader.ReadLayer(*layer);
  }
  if (value.Find("resource") != nullptr && value.Find("trust") != nullptr) {
    fields.Error("bad-value", value.Find("trust")->span(),
                 "'trust' is another name for 'resource'; both are given");
  }
  fields.RefuseOthers();
  if (!ok || !fields.ok()) return std::nullopt;
  return policies;
}

absl::StatusOr<Policy> ReadDocument(const JsonValue& value,
                                    const SourcePtr& source,
                                    absl::string_view label,
                                    Diagnostics* diagnostics) {
  if (!value.is_string()) return Policy::FromJson(value, source, diagnostics);
  const std::string text_name = absl::StrCat(source->name(), "(", label, ")");
  // Text that is no encoding is for the parser to refuse.
  const std::optional<std::string> text = DocumentText(value.text());
  return Policy::Parse(text.has_value() ? *text : value.text(), text_name,
                       diagnostics);
}

PolicyType ResourcePolicyTypeFor(const Request& request) {
  constexpr absl::string_view kActions[] = {"sts:AssumeRole",
                                            "sts:AssumeRoleWithSAML",
                                            "sts:AssumeRoleWithWebIdentity",
                                            "sts:TagSession",
                                            "sts:SetSourceIdentity",
                                            "sts:SetContext"};
  // arn:partition:iam::account:role/…
  size_t colons = 0;
  size_t at = 0;
  const absl::string_view resource = request.resource;
  for (; at < resource.size() && colons < 5; ++at) {
    if (resource[at] == ':') ++colons;
  }
  const bool role = absl::StartsWith(resource, "arn:") &&
                    absl::StrContains(resource.substr(0, at), ":iam:") &&
                    absl::StartsWith(resource.substr(at), "role/");
  if (!role) return PolicyType::kResourceBased;
  for (absl::string_view action : kActions) {
    if (absl::EqualsIgnoreCase(request.action, action)) {
      return PolicyType::kTrust;
    }
  }
  return PolicyType::kResourceBased;
}

}  // namespace iam
