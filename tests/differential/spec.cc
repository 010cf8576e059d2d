#include "tests/differential/spec.h"

#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace iam::differential {
namespace {

// One string, or a list in brackets.
std::string ListJson(const std::vector<std::string>& values) {
  if (values.size() == 1) return Quoted(values[0]);
  return absl::StrCat("[",
                      absl::StrJoin(values, ", ",
                                    [](std::string* out, const auto& value) {
                                      absl::StrAppend(out, Quoted(value));
                                    }),
                      "]");
}

std::string PrincipalJson(const StatementSpec& statement) {
  if (statement.bare_star) return "\"*\"";
  std::vector<std::string> members;
  for (const char* kind : {"AWS", "Service", "Federated", "CanonicalUser"}) {
    std::vector<std::string> values;
    for (const PrincipalSpec& principal : *statement.principals) {
      if (principal.kind == kind) values.push_back(principal.value);
    }
    if (!values.empty()) {
      members.push_back(absl::StrCat(Quoted(kind), ": ", ListJson(values)));
    }
  }
  return absl::StrCat("{", absl::StrJoin(members, ", "), "}");
}

std::string ConditionJson(const std::vector<ConditionSpec>& conditions) {
  std::vector<std::pair<std::string, std::vector<const ConditionSpec*>>> blocks;
  for (const ConditionSpec& condition : conditions) {
    auto block = blocks.begin();
    while (block != blocks.end() && block->first != condition.op) ++block;
    if (block == blocks.end()) {
      block = blocks.insert(block, {condition.op, {}});
    }
    bool repeated = false;
    for (const ConditionSpec* other : block->second) {
      repeated = repeated || other->key == condition.key;
    }
    if (!repeated) block->second.push_back(&condition);
  }
  return absl::StrCat(
      "{",
      absl::StrJoin(
          blocks, ", ",
          [](std::string* out, const auto& block) {
            absl::StrAppend(
                out, Quoted(block.first), ": {",
                absl::StrJoin(
                    block.second, ", ",
                    [](std::string* text, const ConditionSpec* condition) {
                      absl::StrAppend(text, Quoted(condition->key), ": ",
                                      ListJson(condition->values));
                    }),
                "}");
          }),
      "}");
}

std::string StatementJson(const StatementSpec& statement) {
  std::string json =
      absl::StrCat("{\"Effect\": ", statement.allow ? "\"Allow\"" : "\"Deny\"");
  if (statement.principals) {
    absl::StrAppend(
        &json,
        statement.not_principal ? ", \"NotPrincipal\": " : ", \"Principal\": ",
        PrincipalJson(statement));
  }
  absl::StrAppend(&json,
                  statement.not_action ? ", \"NotAction\": " : ", \"Action\": ",
                  ListJson(statement.actions));
  if (statement.resources) {
    absl::StrAppend(
        &json,
        statement.not_resource ? ", \"NotResource\": " : ", \"Resource\": ",
        ListJson(*statement.resources));
  }
  if (!statement.conditions.empty()) {
    absl::StrAppend(&json,
                    ", \"Condition\": ", ConditionJson(statement.conditions));
  }
  return absl::StrCat(json, "}");
}

std::string LevelJson(const LevelSpec& level) {
  return absl::StrCat(
      "[",
      absl::StrJoin(level, ",\n    ",
                    [](std::string* out, const DocumentSpec& document) {
                      absl::StrAppend(out, "{\"name\": ", Quoted(document.name),
                                      ", \"document\": ", ToJson(document),
                                      "}");
                    }),
      "]");
}

const char* LayerName(PolicyType type) {
  switch (type) {
    case PolicyType::kIdentityBased:
      return "identity";
    case PolicyType::kResourceBased:
      return "resource";
    case PolicyType::kPermissionsBoundary:
      return "boundary";
    case PolicyType::kSession:
      return "session";
    case PolicyType::kServiceControlPolicy:
      return "scps";
    case PolicyType::kResourceControlPolicy:
      return "rcps";
    case PolicyType::kVpcEndpoint:
      return "endpoint";
    case PolicyType::kTrust:
      return "trust";
  }
  return "";
}

std::string PoliciesJson(const WorldSpec& world) {
  std::vector<std::string> members;
  for (int i = 0; i < kPolicyTypeCount; ++i) {
    const auto& levels = world.layers[static_cast<size_t>(i)];
    if (!levels) continue;
    const auto type = static_cast<PolicyType>(i);
    std::vector<std::string> texts;
    for (const LevelSpec& level : *levels) texts.push_back(LevelJson(level));
    const std::string joined = absl::StrJoin(texts, ",\n    ");
    members.push_back(absl::StrCat(
        "\n   ", Quoted(LayerName(type)), ": ",
        HasLevels(type) ? absl::StrCat("[", joined, "]") : joined));
  }
  return absl::StrCat("{", absl::StrJoin(members, ","), "}");
}

std::string ContextJson(const Context& context) {
  std::vector<std::string> members;
  for (const Context::Entry& entry : context.entries()) {
    std::string value = "null";
    if (!entry.absent) {
      value = ListJson(entry.values.ToStrings());
      if (entry.is_list && entry.values.size() == 1) {
        value = absl::StrCat("[", value, "]");
      }
    }
    members.push_back(
        absl::StrCat(Quoted(std::string(entry.key)), ": ", value));
  }
  return absl::StrCat("{", absl::StrJoin(members, ", "), "}");
}

std::string RequestJson(const Request& request) {
  std::string json = absl::StrCat("{\"principal\": ", Quoted(request.principal),
                                  ", \"action\": ", Quoted(request.action),
                                  ", \"resource\": ", Quoted(request.resource));
  const auto add = [&](const char* name, const std::string& value) {
    if (!value.empty()) {
      absl::StrAppend(&json, ", \"", name, "\": ", Quoted(value));
    }
  };
  add("resourceAccount", request.resource_account);
  add("federatingUser", request.federating_user);
  add("canonicalUserId", request.canonical_user_id);
  return absl::StrCat(json, ",\n   \"context\": ", ContextJson(request.context),
                      "}");
}

std::string OrganizationJson(const Organization& organization) {
  return absl::StrCat(
      "{\"id\": ", Quoted(organization.id),
      ", \"managementAccount\": ", Quoted(organization.management_account),
      ", \"accounts\": {",
      absl::StrJoin(organization.account_paths, ", ",
                    [](std::string* out, const auto& account) {
                      absl::StrAppend(out, Quoted(account.first), ": ",
                                      Quoted(account.second));
                    }),
      "}}");
}

}  // namespace

std::string Quoted(const std::string& text) {
  std::string quoted = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') quoted.push_back('\\');
    quoted.push_back(c);
  }
  return absl::StrCat(quoted, "\"");
}

std::string ToJson(const DocumentSpec& document) {
  return absl::StrCat(
      "{\"Version\": ",
      document.version_2012 ? "\"2012-10-17\"" : "\"2008-10-17\"",
      ", \"Statement\": [",
      absl::StrJoin(document.statements, ",\n     ",
                    [](std::string* out, const StatementSpec& statement) {
                      absl::StrAppend(out, StatementJson(statement));
                    }),
      "]}");
}

std::optional<PolicySet> Build(const WorldSpec& world) {
  PolicySet policies;
  policies.organization = world.organization;
  for (int i = 0; i < kPolicyTypeCount; ++i) {
    const auto& levels = world.layers[static_cast<size_t>(i)];
    if (!levels) continue;
    const auto type = static_cast<PolicyType>(i);
    policies.Open(type);
    for (const LevelSpec& level : *levels) {
      if (HasLevels(type)) policies.AddLevel(type);
      for (const DocumentSpec& document : level) {
        auto policy = Policy::Parse(ToJson(document), document.name);
        if (!policy.ok()) return std::nullopt;
        policies.Add(type, document.name, *std::move(policy));
      }
    }
  }
  return policies;
}

std::string ToCase(const WorldSpec& world, const Request& request,
                   const std::string& answer) {
  std::string json = absl::StrCat(
      "{\"id\": \"differential\",\n \"rules\": [],\n \"request\": ",
      RequestJson(request), ",\n \"policies\": ", PoliciesJson(world));
  if (world.organization) {
    absl::StrAppend(
        &json, ",\n \"organization\": ", OrganizationJson(*world.organization));
  }
  return absl::StrCat(json, ",\n ", answer, "}");
}

}  // namespace iam::differential
