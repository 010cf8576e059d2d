#include "simulator/access/what_can.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/text/report.h"
#include "simulator/access/effective_access.h"
#include "simulator/access/service_rows.h"

namespace iam {
namespace {

std::string ServiceOf(absl::string_view action) {
  return absl::AsciiStrToLower(action.substr(0, action.find(':')));
}

absl::string_view NameOf(absl::string_view action) {
  return action.substr(action.find(':') + 1);
}

// What to ask about: which services, and which of their actions.
struct Question {
  std::set<std::string> services;
  std::optional<ActionSet> actions;  // none: all

  bool Wants(const RequestAction& action) const {
    return !actions.has_value() || actions->Matches(action);
  }
};

absl::Status CheckService(const std::string& prefix,
                          const std::set<std::string>& known) {
  if (known.contains(prefix)) return absl::OkStatus();
  const std::string near = Nearest(
      prefix, std::vector<absl::string_view>(known.begin(), known.end()));
  return absl::NotFoundError(
      absl::StrCat("no service '", prefix, "'\n",
                   near.empty() ? "name it by its prefix in actions, as in 's3'"
                                : absl::StrCat("did you mean '", near, "'?")));
}

absl::StatusOr<Question> ReadQuestion(const WhatCanOptions& options,
                                      const std::set<std::string>& known) {
  Question question;
  for (const std::string& service : options.services) {
    const std::string prefix = absl::AsciiStrToLower(service);
    absl::Status status = CheckService(prefix, known);
    if (!status.ok()) return status;
    question.services.insert(prefix);
  }
  if (question.services.empty()) question.services = known;
  if (options.action.empty()) return question;
  question.actions.emplace(std::vector<absl::string_view>{options.action});
  if (IsEveryAction(options.action)) return question;
  const std::string folded = absl::AsciiStrToLower(options.action);
  absl::string_view service;
  absl::string_view name;
  if (!SplitActionEntry(folded, &service, &name)) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", options.action,
                     "' is no pattern of actions\nwrite it as in a policy: "
                     "service:Name, as in 's3:Get*'"));
  }
  const std::string prefix(service);
  absl::Status status = CheckService(prefix, known);
  if (!status.ok()) return status;
  const bool asked = question.services.contains(prefix);
  question.services.clear();
  if (asked) question.services.insert(prefix);
  return question;
}

absl::Status NoAction(const WhatCanOptions& options) {
  const std::string& pattern = options.action;
  std::string hint = "it is compared as in a policy: '*' and '?' are wildcards";
  if (!options.services.empty()) {
    hint = absl::StrCat("none of --service ",
                        absl::StrJoin(options.services, ", "), " does");
  } else if (pattern.find_first_of("*?") == std::string::npos) {
    const std::vector<std::string> near =
        Catalog::Get().NearestActions(pattern, 1);
    if (!near.empty()) hint = absl::StrCat("did you mean '", near[0], "'?");
  }
  return absl::InvalidArgumentError(
      absl::StrCat("no action matches '", pattern, "'\n", hint));
}

bool HangsOnPrincipalTags(const AccessStatement& statement) {
  const auto asks = [](const AccessCondition& condition) {
    return absl::StrContains(absl::AsciiStrToLower(condition.text),
                             "aws:principaltag/");
  };
  const auto is_open = [](const ResourcePattern& pattern) {
    return pattern.has_variable &&
           absl::StrContains(absl::AsciiStrToLower(pattern.text),
                             "${aws:principaltag/");
  };
  const auto& patterns = statement.resources.patterns;
  return std::any_of(statement.open.begin(), statement.open.end(), asks) ||
         std::any_of(patterns.begin(), patterns.end(), is_open);
}

std::vector<std::string> NotesOf(const AccessTables& tables,
                                 const Context& given) {
  const PrincipalScope& scope = tables.scope();
  const auto& statements = tables.statements();
  std::vector<std::string> notes;
  for (const std::string& unknown : scope.unknown_policies) {
    notes.push_back(absl::StrCat("'", unknown,
                                 "' is attached and its text is not known: it "
                                 "may allow more, or deny"));
  }
  if (scope.accounts.size() > 1 || !scope.resources.empty()) {
    notes.push_back(
        "resources are those of the principal's account unless a row says "
        "otherwise; in other accounts their own policies have to allow it, "
        "too");
  }
  if (!scope.tags_known &&
      std::any_of(statements.begin(), statements.end(), HangsOnPrincipalTags)) {
    notes.push_back(
        "a session may bring tags that its role does not have: conditions on "
        "aws:PrincipalTag are left open; say so with --context");
  }
  if (!given.Mentions("aws:SecureTransport") &&
      std::any_of(statements.begin(), statements.end(),
                  [](const auto& s) { return s.asks_for_tls; })) {
    notes.push_back("calls are taken to be made over TLS");
  }
  return notes;
}

class ReportMaker {
 public:
  ReportMaker(const PrincipalScope& scope, const WhatCanOptions& options)
      : options_(options), access_(scope, options.context) {
    for (const absl::string_view prefix : Catalog::Get().prefixes()) {
      known_.insert(absl::AsciiStrToLower(prefix));
    }
    for (const std::string& action : access_.tables().LiteralActions()) {
      literals_[ServiceOf(action)].push_back(action);
    }
    for (const std::string& pattern : access_.tables().ActionPatterns()) {
      const std::string service = ServiceOf(pattern);
      if (!known_.contains(service)) literals_[service].push_back(pattern);
    }
    for (const auto& [service, actions] : literals_) known_.insert(service);
  }

  std::vector<std::string> Notes(
      const std::vector<WhatCanService>& services) const {
    std::vector<std::string> notes =
        NotesOf(access_.tables(), options_.context);
    const bool iam = std::any_of(
        services.begin(), services.end(), [](const WhatCanService& service) {
          return service.prefixes.front() == "iam" && !service.rows.empty();
        });
    if (iam) {
      notes.push_back(
          "nobody can change AWS's managed policies and service-linked roles, "
          "whatever a row says");
    }
    return notes;
  }

  absl::StatusOr<std::vector<WhatCanService>> Make() {
    absl::StatusOr<Question> question = ReadQuestion(options_, known_);
    if (!question.ok()) return question.status();
    std::vector<WhatCanService> services;
    bool any = false;
    for (const std::string& prefix : question->services) {
      const CatalogService* known = Catalog::Get().FindService(prefix);
      const bool skip = !question->actions.has_value() &&
                        !access_.tables().MayAllow(prefix) && prefix != "sts";
      if (skip) continue;
      ServiceRows rows(prefix, known, &access_);
      for (const NamedAction& named : ActionsOf(prefix, known)) {
        const std::string text = absl::StrCat(prefix, ":", named.name);
        const RequestAction action(text);
        if (!question->Wants(action)) {
          rows.AddUnasked(named);
          continue;
        }
        any = true;
        rows.Add(named, action);
      }
      WhatCanService service = std::move(rows).Take();
      if (!service.rows.empty() || !service.without_effect.empty()) {
        services.push_back(std::move(service));
      }
    }
    if (!any && question->actions.has_value()) return NoAction(options_);
    return services;
  }

 private:
  // Of the catalog, and those that policies spell out; sorted ignoring case.
  std::vector<NamedAction> ActionsOf(const std::string& prefix,
                                     const CatalogService* known) const {
    std::vector<NamedAction> actions;
    if (known != nullptr) {
      for (const CatalogAction& action : known->actions) {
        actions.push_back({action.name, &action});
      }
    }
    const auto literals = literals_.find(prefix);
    if (literals == literals_.end()) return actions;
    std::set<std::string> added;
    for (const std::string& action : literals->second) {
      const absl::string_view name = NameOf(action);
      const bool is_new =
          (known == nullptr || known->FindAction(name) == nullptr) &&
          added.insert(absl::AsciiStrToLower(name)).second;
      if (is_new) actions.push_back({name, nullptr});
    }
    if (added.empty()) return actions;
    std::sort(actions.begin(), actions.end(),
              [](const NamedAction& a, const NamedAction& b) {
                return absl::AsciiStrToLower(a.name) <
                       absl::AsciiStrToLower(b.name);
              });
    return actions;
  }

  const WhatCanOptions& options_;
  EffectiveAccess access_;
  std::set<std::string> known_;
  std::map<std::string, std::vector<std::string>> literals_;
};

// All rows of a service as one text if they are about all of its actions.
std::string WholeKey(const WhatCanService& service) {
  std::string key;
  for (const WhatCannotRow& row : service.without_effect) {
    if (row.actions.size() != service.action_count) return "";
    absl::StrAppend(&key, KeyOf(row.blocked), "\n\n");
  }
  for (const WhatCanRow& row : service.rows) {
    if (row.actions.size() != service.action_count) return "";
    absl::StrAppend(&key, row.grant.account, "\n", KeyOf(row.grant.grant),
                    "\n\n");
  }
  return key;
}

// Puts services together that say the same of all their actions.
std::vector<WhatCanService> Together(std::vector<WhatCanService> services) {
  std::vector<WhatCanService> together;
  std::map<std::string, size_t> by_key;
  for (WhatCanService& service : services) {
    const std::string key = WholeKey(service);
    const auto [at, inserted] = by_key.try_emplace(key, together.size());
    if (key.empty() || inserted) {
      together.push_back(std::move(service));
      continue;
    }
    WhatCanService& first = together[at->second];
    first.prefixes.push_back(service.prefixes.front());
    first.action_count += service.action_count;
    first.name.clear();
    for (WhatCannotRow& row : first.without_effect) row.actions.clear();
    for (size_t i = 0; i < first.rows.size(); ++i) {
      WhatCanRow& row = first.rows[i];
      std::set<AccessLevel> levels(row.levels.begin(), row.levels.end());
      levels.insert(service.rows[i].levels.begin(),
                    service.rows[i].levels.end());
      row.levels.assign(levels.begin(), levels.end());
      std::sort(row.levels.begin(), row.levels.end(), IsMoreSerious);
      row.actions.clear();
    }
  }
  return together;
}

bool IsUnconditional(const Grant& grant) {
  return grant.conditions.empty() && grant.needs.empty() &&
         std::all_of(grant.exceptions.begin(), grant.exceptions.end(),
                     [&](const GrantException& exception) {
                       return !Contains(exception.where, grant.on);
                     });
}

void Count(const std::vector<WhatCanService>& services, WhatCanReport* report) {
  for (const WhatCanService& service : services) {
    std::set<absl::string_view> sometimes;
    std::set<absl::string_view> always;
    for (const WhatCanRow& row : service.rows) {
      sometimes.insert(row.actions.begin(), row.actions.end());
      if (!IsUnconditional(row.grant.grant)) continue;
      always.insert(row.actions.begin(), row.actions.end());
    }
    report->action_count += sometimes.size();
    report->unconditional_count += always.size();
  }
}

int Seriousness(AccessLevel level) {
  switch (level) {
    case AccessLevel::kPermissions:
      return 4;
    case AccessLevel::kWrite:
      return 3;
    case AccessLevel::kTagging:
      return 2;
    case AccessLevel::kRead:
      return 1;
    case AccessLevel::kList:
      return 0;
  }
  return 0;
}

}  // namespace

bool IsMoreSerious(AccessLevel a, AccessLevel b) {
  return Seriousness(a) > Seriousness(b);
}

absl::StatusOr<WhatCanReport> MakeWhatCanReport(const World& world,
                                                absl::string_view principal,
                                                const WhatCanOptions& options) {
  absl::StatusOr<PrincipalScope> scope = world.ScopeOf(principal);
  if (!scope.ok()) return scope.status();
  WhatCanReport report;
  report.scope = std::make_shared<const PrincipalScope>(*std::move(scope));
  ReportMaker maker(*report.scope, options);
  absl::StatusOr<std::vector<WhatCanService>> services = maker.Make();
  if (!services.ok()) return services.status();
  Count(*services, &report);
  report.notes = maker.Notes(*services);
  report.services = Together(*std::move(services));
  return report;
}

}  // namespace iam
