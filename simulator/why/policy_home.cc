#include "simulator/why/policy_home.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "engine/match/arn.h"
#include "engine/text/json.h"

namespace iam {
namespace {

// The objects and lists around a place, outermost first, with the names under
// which they stand.
struct Around {
  const JsonValue* value;
  absl::string_view name;  // of the member it is; empty in lists
};

void Descend(const JsonValue& value, absl::string_view name, size_t offset,
             std::vector<Around>* path) {
  if (offset < value.span().begin || offset >= value.span().end) return;
  path->push_back({&value, name});
  for (const JsonValue& item : value.items()) Descend(item, "", offset, path);
  for (const JsonValue::Member& member : value.members()) {
    Descend(member.value, member.name(), offset, path);
  }
}

std::string TextOf(const JsonValue& object, absl::string_view name) {
  const JsonValue* value = object.Find(name);
  return value == nullptr ? "" : std::string(value->text());
}

PolicyHome HomeAt(const JsonValue& root, size_t offset) {
  std::vector<Around> path;
  Descend(root, "", offset, &path);
  PolicyHome home;
  for (const Around& around : path) {
    const JsonValue& value = *around.value;
    if (!value.is_object()) {
      if (around.name == "UserPolicyList" || around.name == "RolePolicyList") {
        home.kind = PolicyHome::Kind::kInline;
      } else if (around.name == "GroupPolicyList") {
        home.kind = PolicyHome::Kind::kGroup;
      }
      continue;
    }
    if (value.Find("PolicyVersionList") != nullptr) {
      home.owner = TextOf(value, "Arn");
      home.kind = absl::StrContains(home.owner, ":iam::aws:")
                      ? PolicyHome::Kind::kAwsManaged
                      : PolicyHome::Kind::kCustomerManaged;
    } else if (value.Find("ResourceArn") != nullptr) {
      home.owner = TextOf(value, "ResourceArn");
      home.kind = PolicyHome::Kind::kResource;
    } else if (value.Find("PolicyName") != nullptr &&
               value.Find("PolicyDocument") != nullptr) {
      home.policy = TextOf(value, "PolicyName");
    } else if (value.Find("Arn") != nullptr) {
      home.owner = TextOf(value, "Arn");
    }
    if (around.name == "AssumeRolePolicyDocument") {
      home.kind = PolicyHome::Kind::kTrust;
    }
  }
  // A trust policy given as a string.
  if (!path.empty() && path.back().name == "AssumeRolePolicyDocument") {
    home.kind = PolicyHome::Kind::kTrust;
  }
  return home;
}

// The first entry of a list ("RoleDetailList") for which `is_it(arn)` is true.
template <typename Predicate>
const JsonValue* FindPrincipal(const JsonValue& value, absl::string_view list,
                               const Predicate& is_it) {
  if (const JsonValue* principals = value.Find(list)) {
    for (const JsonValue& principal : principals->items()) {
      if (is_it(TextOf(principal, "Arn"))) return &principal;
    }
  }
  for (const JsonValue& item : value.items()) {
    const JsonValue* found = FindPrincipal(item, list, is_it);
    if (found != nullptr) return found;
  }
  return nullptr;
}

Span At(size_t offset) {
  return {static_cast<uint32_t>(offset), static_cast<uint32_t>(offset)};
}

}  // namespace

PolicyHome HomeOf(const AttachedPolicy& policy,
                  const std::vector<SourcePtr>& sources) {
  SourcePtr source = policy.source;
  size_t offset = policy.offset;
  if (const auto outer = OuterPlace(sources, *source)) {
    source = outer->first;
    offset = outer->second;
  }
  Diagnostics ignored;
  const auto document = ParseJson(source, &ignored);
  return document.has_value() ? HomeAt(document->root(), offset) : PolicyHome();
}

namespace {

// Takes from each line but the first the blanks that its last one begins with:
// a document inside of a file is indented as a whole.
std::string Dedented(absl::string_view text) {
  const size_t last = text.rfind('\n');
  if (last == absl::string_view::npos) return std::string(text);
  const size_t begin = text.find_first_not_of(" \t", last + 1);
  const absl::string_view indent = text.substr(last + 1, begin - last - 1);
  return absl::StrReplaceAll(text, {{absl::StrCat("\n", indent), "\n"}});
}

}  // namespace

std::string DocumentTextOf(const AttachedPolicy& policy) {
  Diagnostics ignored;
  const auto document = ParseJson(policy.source, &ignored);
  if (!document.has_value()) return "";
  std::vector<Around> path;
  Descend(document->root(), "", policy.offset, &path);
  for (const Around& around : path) {
    const Span span = around.value->span();
    if (span.begin == policy.offset) {
      return Dedented(
          policy.source->text().substr(span.begin, span.end - span.begin));
    }
  }
  return "";
}

std::string RoleArnOf(const std::vector<SourcePtr>& sources,
                      absl::string_view account, absl::string_view role_name) {
  const auto is_it = [&](const std::string& text) {
    const auto arn = SplitArn(text);
    return arn.has_value() && arn->account == account &&
           absl::EqualsIgnoreCase(LastSegment(arn->resource), role_name);
  };
  for (const SourcePtr& source : sources) {
    Diagnostics ignored;
    const auto json = ParseJson(source, &ignored);
    if (!json.has_value()) continue;
    const JsonValue* role =
        FindPrincipal(json->root(), "RoleDetailList", is_it);
    if (role != nullptr) return TextOf(*role, "Arn");
  }
  return "";
}

std::optional<TextEdit> AddInlinePolicy(const std::vector<SourcePtr>& sources,
                                        absl::string_view principal_arn,
                                        absl::string_view policy_name,
                                        absl::string_view document) {
  const bool is_role = absl::StrContains(principal_arn, ":role/");
  const absl::string_view list = is_role ? "RolePolicyList" : "UserPolicyList";
  const std::string entry =
      absl::StrCat("{\"PolicyName\": ", JsonQuote(policy_name),
                   ", \"PolicyDocument\": ", document, "}");
  for (const SourcePtr& source : sources) {
    Diagnostics ignored;
    const auto json = ParseJson(source, &ignored);
    if (!json.has_value()) continue;
    const JsonValue* principal = FindPrincipal(
        json->root(), is_role ? "RoleDetailList" : "UserDetailList",
        [&](const std::string& arn) { return arn == principal_arn; });
    if (principal == nullptr) continue;
    if (const JsonValue* policies = principal->Find(list)) {
      return TextEdit{
          source, At(policies->span().begin + 1),
          absl::StrCat(entry, policies->items().empty() ? "" : ", ")};
    }
    return TextEdit{source, At(principal->span().begin + 1),
                    absl::StrCat(JsonQuote(list), ": [", entry, "], ")};
  }
  return std::nullopt;
}

std::string CommandFor(const PolicyHome& home, absl::string_view file) {
  const auto name = [&] {
    const auto arn = SplitArn(home.owner);
    return std::string(arn.has_value() ? LastSegment(arn->resource) : "");
  };
  switch (home.kind) {
    case PolicyHome::Kind::kInline: {
      const bool is_role = absl::StrContains(home.owner, ":role/");
      return absl::StrCat("aws iam put-", is_role ? "role" : "user",
                          "-policy --", is_role ? "role" : "user", "-name ",
                          name(), " --policy-name ", home.policy,
                          " --policy-document file://", file);
    }
    case PolicyHome::Kind::kGroup:
      return absl::StrCat("aws iam put-group-policy --group-name ", name(),
                          " --policy-name ", home.policy,
                          " --policy-document file://", file);
    case PolicyHome::Kind::kCustomerManaged:
      return absl::StrCat("aws iam create-policy-version --policy-arn ",
                          home.owner, " --set-as-default --policy-document ",
                          "file://", file);
    case PolicyHome::Kind::kTrust:
      return absl::StrCat("aws iam update-assume-role-policy --role-name ",
                          name(), " --policy-document file://", file);
    case PolicyHome::Kind::kResource:
      if (absl::StartsWith(home.owner, "arn:aws:s3:::")) {
        return absl::StrCat("aws s3api put-bucket-policy --bucket ",
                            SplitArn(home.owner)->resource, " --policy file://",
                            file);
      }
      return "";
    case PolicyHome::Kind::kAwsManaged:
    case PolicyHome::Kind::kOther:
      break;
  }
  return "";
}

}  // namespace iam
