// A change is made step by step: whatever layer denies is given what it lacks,
// the request is decided again (draft.h), and the next layer that denies is
// looked at.
#include "simulator/why/change.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/match/arn.h"
#include "engine/match/request_principal.h"
#include "iam/explanation.h"
#include "simulator/snapshot/world_sources.h"
#include "simulator/why/dependence.h"
#include "simulator/why/draft.h"
#include "simulator/why/least_privilege.h"
#include "simulator/why/nearest_misses.h"
#include "simulator/why/policy_edit.h"
#include "simulator/why/policy_home.h"
#include "simulator/why/text_edit.h"

namespace iam {
namespace {

using Kind = ChangeStep::Kind;

constexpr size_t kMostSteps = 4;
constexpr size_t kMostChanges = 4;

bool IsOrganizations(PolicyType layer) {
  return layer == PolicyType::kServiceControlPolicy ||
         layer == PolicyType::kResourceControlPolicy;
}

std::string LayerName(PolicyType layer) {
  switch (layer) {
    case PolicyType::kServiceControlPolicy:
      return "a service control policy of the organization";
    case PolicyType::kResourceControlPolicy:
      return "a resource control policy of the organization";
    case PolicyType::kVpcEndpoint:
      return "the policy of the VPC endpoint";
    case PolicyType::kSession:
      return "the session policy that the session was started with";
    default:
      return absl::StrCat("the ", Name(layer), " policy");
  }
}

// "Sandbox.json" for a policy that is called after the ARN of what it hangs on.
std::string FileFor(absl::string_view policy) {
  const size_t begin = policy.find_last_of(":/");
  return absl::StrCat(
      begin == absl::string_view::npos ? policy : policy.substr(begin + 1),
      ".json");
}

const LayerStep* FindLayer(const Explanation& explanation, PolicyType layer) {
  for (const LayerStep& step : explanation.layers) {
    if (step.layer == layer) return &step;
  }
  return nullptr;
}

bool HasSid(const LayerStep& layer, const AttachedPolicy& policy,
            absl::string_view sid) {
  return std::any_of(layer.statements.begin(), layer.statements.end(),
                     [&](const StatementStep& step) {
                       return step.statement.policy == &policy &&
                              LabelOf(step.statement) == sid;
                     });
}

class ChangeFinder {
 public:
  ChangeFinder(const WorldSources& sources, const World& world,
               const Request& request)
      : world_(world), request_(request), drafter_(sources, request) {}

  Changes Find();

 private:
  using Drafts = std::vector<Draft>;

  // What the layer that decided could be given, the smallest first.
  Drafts NextSteps(const Draft& from);
  void AddIdentitySteps(const Draft& from, Drafts* out);
  void AddValueSteps(const Draft& from, const LayerStep& layer, Drafts* out);
  void AddStatementSteps(const Draft& from, const LayerStep& layer,
                         NewStatement statement, Drafts* out);
  void AddNewPolicyStep(const Draft& from, Drafts* out);
  void AddDenySteps(const Draft& from, Drafts* out);
  // Goes on until the request is allowed; nullopt if that does not end well.
  std::optional<Draft> Finish(Draft draft);
  void Keep(Draft draft);
  void FindContexts();

  const World& world_;
  const Request& request_;
  Drafter drafter_;
  Changes found_;
};

// One more value in an Allow that failed on it alone.
void ChangeFinder::AddValueSteps(const Draft& from, const LayerStep& layer,
                                 Drafts* out) {
  constexpr size_t kMost = 3;
  for (const Miss& miss : NearestMisses(layer, from.change.request, kMost)) {
    if (miss.parts.size() != 1) continue;
    const PartMiss& part = miss.parts.front();
    if (part.excluded || part.part == StatementPart::kCondition ||
        part.part == StatementPart::kPrincipal) {
      continue;
    }
    const PolicyHome home = HomeOf(*miss.statement.policy, from.sources);
    if (home.kind != PolicyHome::Kind::kInline &&
        home.kind != PolicyHome::Kind::kCustomerManaged) {
      continue;
    }
    const WrittenStatement written(miss.statement);
    if (!MayGrow(written, from.change.request,
                 part.part == StatementPart::kAction)) {
      continue;
    }
    const auto element = written.Find(part.element, part.element);
    if (!element.has_value()) continue;
    const std::string& value = part.part == StatementPart::kAction
                                   ? from.change.request.action
                                   : from.change.request.resource;
    ChangeStep step;
    step.kind = Kind::kAddValue;
    step.policy = miss.statement.policy->name;
    step.text = value;
    step.what =
        absl::StrCat("add '", value, "' to ", part.element, " of statement ",
                     LabelOf(miss.statement), " in policy '", step.policy,
                     "' (", part.place, ")");
    if (home.kind == PolicyHome::Kind::kCustomerManaged) {
      absl::StrAppend(&step.what, ", for everybody who has the policy");
    }
    step.command = CommandFor(home, FileFor(step.policy));
    const TextEdit edit = AddValue(written.source(), *element, value);
    if (auto draft = drafter_.Step(from, std::move(step), edit)) {
      out->push_back(*std::move(draft));
    }
  }
}

// One statement more in each document of the layer that may be changed.
void ChangeFinder::AddStatementSteps(const Draft& from, const LayerStep& layer,
                                     NewStatement statement, Drafts* out) {
  std::vector<const AttachedPolicy*> seen;
  for (size_t i = 0; i < layer.statements.size(); ++i) {
    const StatementRef& here = layer.statements[i].statement;
    const bool last = i + 1 == layer.statements.size() ||
                      layer.statements[i + 1].statement.policy != here.policy;
    if (!last) continue;
    const PolicyHome home = HomeOf(*here.policy, from.sources);
    const bool identity = layer.layer == PolicyType::kIdentityBased;
    // A managed policy counts for whoever else has it.
    const bool suits = identity ? home.kind == PolicyHome::Kind::kInline
                                : home.kind != PolicyHome::Kind::kAwsManaged &&
                                      home.kind != PolicyHome::Kind::kOther;
    // What only denies is no place for an Allow.
    const bool allows =
        std::any_of(layer.statements.begin(), layer.statements.end(),
                    [&](const StatementStep& other) {
                      return other.statement.policy == here.policy &&
                             other.effect == Effect::kAllow;
                    });
    if (!suits || !allows) continue;
    // Sids are unique in a document.
    for (int number = 2; HasSid(layer, *here.policy, statement.sid); ++number) {
      statement.sid = absl::StrCat(SidFor(statement.action), number);
    }
    ChangeStep step;
    step.kind = Kind::kAddStatement;
    step.policy = here.policy->name;
    step.text = ToJson(statement);
    step.what =
        absl::StrCat("add a statement to the ", Name(layer.layer), " policy '",
                     step.policy, "', behind ", PlaceOf(here));
    step.command = CommandFor(home, FileFor(step.policy));
    if (auto draft = drafter_.Step(from, std::move(step),
                                   AddStatement(here, statement))) {
      draft->change.weakens_guardrail |=
          layer.layer == PolicyType::kPermissionsBoundary;
      out->push_back(*std::move(draft));
    }
  }
}

void ChangeFinder::AddNewPolicyStep(const Draft& from, Drafts* out) {
  const std::string identity = IdentityOf(from.change.request, from.sources);
  const auto arn = SplitArn(identity);
  if (!arn.has_value()) return;
  const NewStatement statement = StatementFor(from.change.request);
  const std::string name = statement.sid;
  const std::string document = DocumentOf(statement);
  const bool is_role = absl::StartsWith(arn->resource, "role/");
  ChangeStep step;
  step.kind = Kind::kNewPolicy;
  step.policy = name;
  step.text = ToJson(statement);
  step.what = absl::StrCat("give ", is_role ? "role" : "user", " '",
                           LastSegment(arn->resource),
                           "' a new inline policy '", name, "'");
  step.command = absl::StrCat(
      "aws iam put-", is_role ? "role" : "user", "-policy --",
      is_role ? "role" : "user", "-name ", LastSegment(arn->resource),
      " --policy-name ", name, " --policy-document file://", name, ".json");
  const auto edit = AddInlinePolicy(from.sources, identity, name, document);
  if (!edit.has_value()) return;
  if (auto draft = drafter_.Step(from, std::move(step), *edit)) {
    out->push_back(*std::move(draft));
  }
}

void ChangeFinder::AddIdentitySteps(const Draft& from, Drafts* out) {
  if (const LayerStep* layer =
          FindLayer(from.explanation, PolicyType::kIdentityBased)) {
    AddValueSteps(from, *layer, out);
    AddStatementSteps(from, *layer, StatementFor(from.change.request), out);
  }
  AddNewPolicyStep(from, out);
}

// An exception for the caller from each Deny that applies, in policies of the
// account. All have to go; each step makes one.
void ChangeFinder::AddDenySteps(const Draft& from, Drafts* out) {
  if (from.explanation.matched.empty()) return;
  const StatementRef& deny = from.explanation.matched.front();
  const PolicyHome home = HomeOf(*deny.policy, from.sources);
  if (IsOrganizations(deny.layer) ||
      home.kind == PolicyHome::Kind::kAwsManaged ||
      home.kind == PolicyHome::Kind::kOther) {
    return;
  }
  const std::string identity = IdentityOf(from.change.request, from.sources);
  if (identity.empty()) return;
  const WrittenStatement written(deny);
  for (const WrittenCondition& condition : written.Conditions()) {
    if (condition.op == "ArnNotEquals") return;  // has exceptions of its own
  }
  const NewStatement::Condition exception = {"ArnNotEquals", "aws:PrincipalArn",
                                             identity};
  ChangeStep step;
  step.kind = Kind::kNarrowDeny;
  step.policy = deny.policy->name;
  step.text = absl::StrCat("\"Condition\": {\"ArnNotEquals\": ",
                           "{\"aws:PrincipalArn\": \"", identity, "\"}}");
  step.what =
      absl::StrCat("except '", identity, "' from the Deny ", LabelOf(deny),
                   " of policy '", step.policy, "' (", PlaceOf(deny), ")");
  step.command = CommandFor(home, FileFor(step.policy));
  if (auto draft = drafter_.Step(from, std::move(step),
                                 AddCondition(written, exception))) {
    draft->change.weakens_guardrail = true;
    out->push_back(*std::move(draft));
  }
}

ChangeFinder::Drafts ChangeFinder::NextSteps(const Draft& from) {
  Drafts next;
  const Decision& decision = from.explanation.decision;
  if (decision.reason == Reason::kServiceRule) return next;
  if (decision.outcome == Outcome::kExplicitDeny) {
    AddDenySteps(from, &next);
    return next;
  }
  const LayerStep* layer = FindLayer(from.explanation, decision.layer);
  NewStatement statement = StatementFor(from.change.request);
  switch (decision.layer) {
    case PolicyType::kIdentityBased:
      AddIdentitySteps(from, &next);
      break;
    case PolicyType::kPermissionsBoundary:
      if (layer != nullptr) {
        AddStatementSteps(from, *layer, statement, &next);
      }
      break;
    case PolicyType::kTrust:
    case PolicyType::kResourceBased: {
      if (layer == nullptr) break;
      const std::string identity =
          IdentityOf(from.change.request, from.sources);
      const auto who = ParseRequestPrincipal(from.change.request.principal);
      if (!identity.empty()) {
        statement.principal = {"AWS", identity};
      } else if (who.has_value() && who->kind == PrincipalKind::kService) {
        statement.principal = {"Service", from.change.request.principal};
      } else {
        break;
      }
      if (decision.layer == PolicyType::kTrust) statement.resource.clear();
      AddStatementSteps(from, *layer, statement, &next);
      break;
    }
    case PolicyType::kSession:
    case PolicyType::kServiceControlPolicy:
    case PolicyType::kResourceControlPolicy:
    case PolicyType::kVpcEndpoint:
      break;
  }
  return next;
}

std::optional<Draft> ChangeFinder::Finish(Draft draft) {
  while (!draft.explanation.decision.allowed()) {
    if (draft.change.steps.size() >= kMostSteps) return std::nullopt;
    Drafts next = NextSteps(draft);
    if (next.empty()) return std::nullopt;
    const bool same_place = next.front().explanation.decision.layer ==
                                draft.explanation.decision.layer &&
                            next.front().explanation.matched.size() >=
                                draft.explanation.matched.size() &&
                            !next.front().explanation.decision.allowed();
    if (same_place) return std::nullopt;  // it did not help
    draft = std::move(next.front());
  }
  return draft;
}

void ChangeFinder::Keep(Draft draft) {
  if (found_.changes.size() >= kMostChanges) return;
  Change& change = draft.change;
  // The documents as they are now, found by their names.
  for (const ChangeStep& step : change.steps) {
    for (const LayerStep& layer : draft.explanation.layers) {
      for (const StatementStep& statement : layer.statements) {
        const AttachedPolicy& policy = *statement.statement.policy;
        const bool known = std::any_of(
            change.documents.begin(), change.documents.end(),
            [&](const auto& done) { return done.policy == policy.name; });
        if (policy.name != step.policy || known) continue;
        change.documents.push_back({policy.name, DocumentTextOf(policy)});
      }
    }
  }
  found_.changes.push_back(std::move(change));
}

// Other circumstances of the same call.
void ChangeFinder::FindContexts() {
  const absl::StatusOr<Explanation> explanation = world_.Explain(request_);
  if (!explanation.ok()) return;
  const auto decide = [&](const Request& trial) {
    return world_.Authorize(trial);
  };
  std::vector<Dependence> found =
      FindDependences(request_, *explanation, decide);
  if (found.empty()) {
    found = FindOtherContexts(request_, *explanation, decide);
  }
  for (const Dependence& dependence : found) {
    Change change;
    change.request = request_;
    for (const Dependence::Entry& entry : dependence.context) {
      change.request.context.Set(entry.key, entry.value);
    }
    change.steps.push_back(
        {.kind = Kind::kContext,
         .what = absl::StrCat("make the call with ", ContextText(dependence)),
         .policy = "",
         .text = ContextText(dependence),
         .command = ""});
    found_.changes.push_back(std::move(change));
    return;  // the simplest will do
  }
}

Changes ChangeFinder::Find() {
  absl::StatusOr<Explanation> explanation = world_.Explain(request_);
  if (!explanation.ok() || explanation->decision.allowed()) return {};
  FindContexts();
  if (const std::optional<Draft> start = drafter_.Start(*explanation)) {
    for (Draft& draft : NextSteps(*start)) {
      if (auto done = Finish(std::move(draft))) Keep(*std::move(done));
    }
  }
  if (found_.changes.empty()) {
    const Decision& decision = explanation->decision;
    if (decision.reason == Reason::kServiceRule) {
      found_.hopeless =
          "no policy changes this: AWS denies it whatever policies say";
    } else if (IsOrganizations(decision.layer) ||
               decision.layer == PolicyType::kVpcEndpoint ||
               decision.layer == PolicyType::kSession) {
      found_.hopeless = absl::StrCat(
          "no change of policies of yours helps: ", LayerName(decision.layer),
          decision.outcome == Outcome::kExplicitDeny ? " denies this"
                                                     : " does not allow this");
      if (decision.statement.has_value()) {
        absl::StrAppend(&found_.hopeless, " (", PlaceOf(*decision.statement),
                        ")");
      }
    } else {
      found_.hopeless =
          "no small change was found that allows this without a wildcard or "
          "a change of somebody else's policy";
    }
  }
  return std::move(found_);
}

}  // namespace

Changes FindChanges(const WorldSources& sources, const World& world,
                    const Request& request) {
  return ChangeFinder(sources, world, request).Find();
}

WorldSources Applied(const WorldSources& sources, const Change& change) {
  WorldSources applied = sources;
  for (const Change::Edit& edit : change.edits) {
    SourcePtr& source = applied.sources[edit.source];
    const auto offset = [&](const Location& place) {
      return static_cast<uint32_t>(source->Line(place.line).data() -
                                   source->text().data()) +
             place.column - 1;
    };
    source = std::make_shared<const Source>(
        source->name(),
        EditedText(
            *source,
            {{source, {offset(edit.begin), offset(edit.end)}, edit.text}}));
  }
  return applied;
}

}  // namespace iam
