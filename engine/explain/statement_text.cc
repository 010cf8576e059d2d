// Statements and layers as text: labels, places and the nearest miss.
#include <memory>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/compile/compiled_policy.h"
#include "engine/text/json.h"
#include "engine/text/report.h"
#include "iam/explanation.h"

namespace iam {
namespace {

const StatementPlaces& PlacesOf(const StatementRef& statement) {
  return statement.policy->program->places(statement.index);
}

absl::string_view TextAt(const AttachedPolicy& policy, Span span) {
  return policy.source->text().substr(policy.offset + span.begin,
                                      span.end - span.begin);
}

std::string Place(const AttachedPolicy& policy, Span span) {
  return PlaceIn(*policy.source, policy.offset + span.begin);
}

// What follows the name and the colon of a member, whose span covers both.
absl::string_view ValueOf(absl::string_view member) {
  const size_t name_end = member.find('"', 1);
  if (name_end == absl::string_view::npos) return member;
  const size_t colon = member.find(':', name_end);
  return colon == absl::string_view::npos ? member : member.substr(colon + 1);
}

// The written value of an element, in single quotes; long lists are counted.
std::string Quoted(absl::string_view written) {
  constexpr size_t kLongest = 80;
  std::string text;
  bool in_string = false;
  for (size_t i = 0; i < written.size(); ++i) {
    const char c = written[i];
    if (c == '"' && (i == 0 || written[i - 1] != '\\')) in_string = !in_string;
    if (!in_string && (c == ' ' || c == '\n' || c == '\r' || c == '\t')) {
      continue;
    }
    text.push_back(c);
  }
  if (text.size() > 2 && text.front() == '"' && text.back() == '"') {
    text = text.substr(1, text.size() - 2);
  }
  if (text.size() > kLongest) {
    text = absl::StrCat(text.substr(0, kLongest), "…");
  }
  return absl::StrCat("'", text, "'");
}

// The string that a JSON text has between two quotes.
std::string Unescaped(absl::string_view written) {
  if (!absl::StrContains(written, '\\')) return std::string(written);
  const auto source =
      std::make_shared<const Source>("", absl::StrCat("\"", written, "\""));
  Diagnostics ignored;  // it was read without error before
  const auto value = ParseJson(source, &ignored);
  return std::string(value.has_value() ? value->root().text() : written);
}

// How near a statement came: the parts that matched, the last ones counting
// most.
int Nearness(const StatementStep& step) {
  int nearness = 0;
  if (step.principal_matches) nearness += 1;
  if (step.resource_matches) nearness += 2;
  if (step.action_matches) nearness += 4;
  return nearness;
}

}  // namespace

absl::string_view Name(StatementPart part) {
  switch (part) {
    case StatementPart::kPrincipal:
      return "Principal";
    case StatementPart::kAction:
      return "Action";
    case StatementPart::kResource:
      return "Resource";
    case StatementPart::kCondition:
      return "Condition";
  }
  return "";
}

std::string TitleOf(PolicyType layer, int level) {
  switch (layer) {
    case PolicyType::kIdentityBased:
      return "identity-based policy";
    case PolicyType::kResourceBased:
      return "resource-based policy";
    case PolicyType::kPermissionsBoundary:
      return "permissions boundary";
    case PolicyType::kSession:
      return "session policy";
    case PolicyType::kServiceControlPolicy:
      return level == 0 ? "SCP" : absl::StrCat("SCP, level ", level);
    case PolicyType::kResourceControlPolicy:
      return level == 0 ? "RCP" : absl::StrCat("RCP, level ", level);
    case PolicyType::kVpcEndpoint:
      return "VPC endpoint policy";
    case PolicyType::kTrust:
      return "trust policy";
  }
  return "";
}

std::string PlaceOf(const StatementRef& statement) {
  return Place(*statement.policy, PlacesOf(statement).statement);
}

std::string LabelOf(const StatementRef& statement) {
  const Span span = PlacesOf(statement).sid;
  const std::string sid = Unescaped(TextAt(*statement.policy, span));
  return sid.empty() ? absl::StrCat("#", statement.index + 1) : sid;
}

std::string ToString(const StatementRef& statement) {
  std::string text(Name(statement.layer));
  if (statement.level > 0) absl::StrAppend(&text, "[", statement.level, "]");
  absl::StrAppend(&text, ":", statement.policy->name, "#", statement.index + 1);
  return text;
}

std::string NearestMiss(const LayerStep& layer, absl::string_view action,
                        absl::string_view resource) {
  const StatementStep* nearest = nullptr;
  for (const StatementStep& step : layer.statements) {
    if (step.effect != Effect::kAllow || step.applies) continue;
    if (nearest == nullptr || Nearness(step) > Nearness(*nearest)) {
      nearest = &step;
    }
  }
  if (nearest == nullptr) return "";
  const AttachedPolicy& policy = *nearest->statement.policy;
  const CompiledPolicy& program = *policy.program;
  const StatementPlaces& places = PlacesOf(nearest->statement);
  if (!nearest->action_matches) {
    const Program::Row& row =
        program.program().rows()[nearest->statement.index];
    const bool negated = (row.flags & Program::Row::kNotAction) != 0;
    return absl::StrCat(
        Place(policy, places.action), negated ? ", NotAction " : ", Action ",
        Quoted(ValueOf(TextAt(policy, places.action))),
        negated ? " excludes '" : " does not match '", action, "'");
  }
  if (!nearest->principal_matches) {
    return absl::StrCat(PlaceOf(nearest->statement),
                        ", Principal does not name the caller");
  }
  if (!nearest->resource_matches) {
    const uint8_t flags =
        program.program().rows()[nearest->statement.index].flags;
    const bool not_resource = (flags & Program::Row::kNotResource) != 0;
    return absl::StrCat(Place(policy, places.resource),
                        not_resource ? ", NotResource " : ", Resource ",
                        Quoted(ValueOf(TextAt(policy, places.resource))),
                        not_resource ? " excludes '" : " does not match '",
                        resource, "'");
  }
  const uint32_t failed = nearest->failed_conditions.front().index;
  const uint32_t index = nearest->statement.index;
  const Span span = program.condition_span(index, failed);
  const CompiledCondition& condition = program.condition(index, failed);
  return absl::StrCat(Place(policy, span), ", Condition ",
                      ToString(condition.op()), " ", condition.key().name, " ",
                      Quoted(ValueOf(TextAt(policy, span))), " is not met");
}

}  // namespace iam
