#include <string>

#include "iam/explanation.h"
#include "iam/policy_set.h"
#include "simulator/json/json_writer.h"
#include "simulator/render/json.h"
#include "simulator/render/json_statement.h"
#include "simulator/render/what_can.h"

namespace iam {
namespace {

class Writer {
 public:
  explicit Writer(const WhatCanReport& report) : report_(report) {}

  std::string Write() {
    const PrincipalScope& scope = *report_.scope;
    json_.Open();
    json_.Number("format_version", kJsonFormatVersion);
    json_.Text("principal", scope.principal);
    json_.Text("Account", scope.account);
    json_.Number("ActionCount", report_.action_count);
    json_.Number("UnconditionalActionCount", report_.unconditional_count);
    json_.OpenList("Services");
    for (const WhatCanService& service : report_.services) Write(service);
    json_.CloseList();
    json_.TextList("Notes", report_.notes);
    json_.TextList("UnknownPolicies", scope.unknown_policies);
    json_.Close();
    return json_.str();
  }

 private:
  void Write(const WhatCanService& service) {
    json_.Open();
    json_.TextList("Prefixes", service.prefixes);
    json_.OptionalText("Name", service.name);
    json_.Number("ActionCount", service.action_count);
    json_.OpenList("Allowed");
    for (const WhatCanRow& row : service.rows) {
      json_.Open();
      WriteActions(service, row.patterns, row.actions);
      std::vector<std::string> levels;
      for (const AccessLevel level : row.levels) levels.push_back(Name(level));
      json_.TextList("AccessLevels", levels);
      json_.Text("ResourceAccount", row.grant.account);
      WriteGrant(row.grant.grant);
      json_.Close();
    }
    json_.CloseList();
    json_.OpenList("WithoutEffect");
    for (const WhatCannotRow& row : service.without_effect) {
      json_.Open();
      WriteActions(service, row.patterns, row.actions);
      json_.Text("WithoutEffectSince", ReasonOf(row));
      if (!row.no_such_resource) {
        json_.OpenMember("BlockedBy");
        json_.Text("layer", Name(row.blocked.layer));
        if (row.blocked.level > 0) {
          json_.Number("level", static_cast<size_t>(row.blocked.level));
        }
        json_.Close();
      }
      if (row.blocked.deny.has_value()) {
        WriteRefs("DeniedBy", {*row.blocked.deny});
      }
      WriteGrant(row.blocked.grant);
      json_.Close();
    }
    json_.CloseList();
    json_.Close();
  }

  void WriteActions(const WhatCanService& service,
                    const ActionPatterns& patterns,
                    const std::vector<std::string>& names) {
    json_.TextList("Action", ActionsOf(service, patterns));
    std::vector<std::string> except;
    for (const std::string& name : patterns.except) {
      except.push_back(service.prefixes.front() + ":" + name);
    }
    if (!except.empty()) json_.TextList("ExceptAction", except);
    json_.Number("Count", service.prefixes.size() > 1 ? service.action_count
                                                      : names.size());
  }

  // {"Resource": […]} or {"NotResource": […]}; all of them have to match.
  void WriteSets(absl::string_view key, const ResourceSets& sets) {
    json_.OpenList(key);
    for (const ResourceSet& set : sets) {
      std::vector<std::string> texts;
      for (const ResourcePattern& pattern : set.patterns) {
        texts.push_back(pattern.text);
      }
      json_.Open();
      json_.TextList(set.negated ? "NotResource" : "Resource", texts);
      json_.Close();
    }
    json_.CloseList();
  }

  void WriteConditions(const std::vector<AccessCondition>& conditions) {
    json_.OpenList("Condition");
    for (const AccessCondition& condition : conditions) {
      json_.Open();
      json_.Text("operator", condition.op);
      json_.Text("key", condition.key);
      json_.TextList("values", condition.values);
      json_.Text("text", ToString(condition));
      json_.Text("statement", ToString(condition.statement));
      json_.Close();
    }
    json_.CloseList();
  }

  void WriteRefs(absl::string_view key,
                 const std::vector<StatementRef>& statements) {
    json_.OpenList(key);
    for (const StatementRef& statement : statements) {
      json_.Open();
      WriteStatement(ViewOf(statement), &json_);
      json_.OptionalText("group", statement.policy->via);
      json_.Close();
    }
    json_.CloseList();
  }

  void WriteGrant(const Grant& grant) {
    WriteSets("Within", grant.on);
    WriteConditions(grant.conditions);
    json_.TextList("Needs", grant.needs);
    json_.OpenList("Except");
    for (const GrantException& exception : grant.exceptions) {
      json_.Open();
      WriteSets("Within", exception.where);
      WriteConditions(exception.conditions);
      WriteRefs("DeniedBy", {exception.deny});
      json_.Close();
    }
    json_.CloseList();
    if (grant.by.empty()) {
      json_.Text("Reason", grant.by_root ? "root-user" : "service-rule");
    }
    WriteRefs("GrantedBy", grant.by);
    WriteRefs("LimitedBy", grant.within);
  }

  const WhatCanReport& report_;
  JsonWriter json_;
};

}  // namespace

std::string WhatCanJson(const WhatCanReport& report) {
  return Writer(report).Write();
}

}  // namespace iam
