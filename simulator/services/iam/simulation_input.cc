#include "simulator/services/iam/simulation_input.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "engine/condition/values.h"
#include "engine/match/arn.h"
#include "simulator/services/iam/entity_rules.h"

namespace iam {
namespace {

constexpr size_t kMaxRequests = 100000;

// Whether a value is one of a context key's type (R7.81).
bool IsOfType(absl::string_view type, absl::string_view value) {
  if (type == "numeric") return Decimal::Parse(value).has_value();
  if (type == "date") return Instant::Parse(value).has_value();
  if (type == "boolean") {
    return absl::EqualsIgnoreCase(value, "true") ||
           absl::EqualsIgnoreCase(value, "false");
  }
  return true;
}

IamResult ReadContextEntry(const JsonValue& entry, Context* context) {
  const JsonValue* key = entry.Find("ContextKeyName");
  const JsonValue* type_value = entry.Find("ContextKeyType");
  const JsonValue* list = entry.Find("ContextKeyValues");
  if (key == nullptr || list == nullptr || type_value == nullptr) {
    return InvalidInput(
        "An entry of ContextEntries needs ContextKeyName, ContextKeyType and "
        "ContextKeyValues");
  }
  absl::string_view type = type_value->text();
  const bool is_list = absl::ConsumeSuffix(&type, "List");
  std::vector<std::string> values;
  for (const JsonValue& value : list->items()) {
    if (!IsOfType(type, value.text())) {
      return InvalidInput(absl::StrCat("A value of the context key ",
                                       key->text(), " is not of the type ",
                                       type));
    }
    values.emplace_back(value.text());
  }
  if (is_list) {
    context->Set(key->text(), values);
  } else if (values.size() == 1) {
    context->Set(key->text(), values.front());
  } else {
    return InvalidInput(absl::StrCat("The context key ", key->text(),
                                     " of the type ", type,
                                     " must have one value"));
  }
  return std::nullopt;
}

IamResult ReadPolicies(const IamCall& call, SimulationInput* input) {
  for (const std::string& text : call.Texts(kPolicyInput)) {
    if (IamResult wrong = CheckDocument(text, PolicyType::kIdentityBased)) {
      return InvalidInput(wrong->message);
    }
    input->policies.push_back(
        {absl::StrCat(kPolicyInput, ".", input->policies.size() + 1), text});
  }
  const std::vector<std::string> boundaries =
      call.Texts("PermissionsBoundaryPolicyInputList");
  if (boundaries.size() > 1) {
    return InvalidInput("There can be one permissions boundary");
  }
  if (!boundaries.empty()) {
    input->boundary = boundaries.front();
    if (IamResult wrong =
            CheckDocument(input->boundary, PolicyType::kPermissionsBoundary)) {
      return InvalidInput(wrong->message);
    }
  }
  input->resource_policy = std::string(call.Text("ResourcePolicy"));
  if (input->resource_policy.empty()) return std::nullopt;
  if (IamResult wrong =
          CheckDocument(input->resource_policy, PolicyType::kResourceBased)) {
    return InvalidInput(wrong->message);
  }
  if (!input->resources_given) {
    return InvalidInput("A ResourcePolicy needs ResourceArns");
  }
  return std::nullopt;
}

IamResult ReadRequests(const IamCall& call, SimulationInput* input) {
  input->actions = call.Texts("ActionNames");
  input->resources = call.Texts("ResourceArns");
  input->resources_given = input->resources != std::vector<std::string>{"*"} &&
                           !input->resources.empty();
  if (input->resources.empty()) input->resources = {"*"};
  if (input->actions.size() * input->resources.size() > kMaxRequests) {
    return InvalidInput("There are too many actions and resources");
  }
  for (const std::string& action : input->actions) {
    for (const std::string& resource : input->resources) {
      Request request;
      request.principal = "*";
      request.action = action;
      request.resource = resource;
      if (absl::Status wrong = CheckRequest(request); !wrong.ok()) {
        return InvalidInput(std::string(wrong.message()));
      }
      if (resource != "*" && !SplitArn(resource).has_value()) {
        return InvalidInput(absl::StrCat("Invalid resource ARN: ", resource));
      }
    }
  }
  return std::nullopt;
}

IamResult ReadPeople(const IamCall& call, SimulationInput* input) {
  input->caller = std::string(call.Text("CallerArn"));
  const std::optional<EntityArn> caller = ParseEntityArn(input->caller);
  if (call.Has("CallerArn") &&
      (!caller.has_value() || caller->kind != EntityKind::kUser)) {
    return InvalidInput("CallerArn must be the ARN of an IAM user");
  }
  const absl::string_view owner = call.Text("ResourceOwner");
  if (!owner.empty()) {
    const std::optional<Arn> arn = SplitArn(owner);
    input->resource_owner = arn.has_value() ? std::string(arn->account) : "";
    if (!IsAccountId(input->resource_owner)) {
      return InvalidInput("ResourceOwner must be the ARN of an account");
    }
  }
  return std::nullopt;
}

IamResult ReadAll(const IamCall& call, SimulationInput* input) {
  if (IamResult wrong = ReadRequests(call, input)) return wrong;
  if (IamResult wrong = ReadPolicies(call, input)) return wrong;
  if (IamResult wrong = ReadPeople(call, input)) return wrong;
  for (const JsonValue& entry : call.List("ContextEntries")) {
    if (IamResult wrong = ReadContextEntry(entry, &input->context)) {
      return wrong;
    }
  }
  return std::nullopt;
}

}  // namespace

SimulationInput ReadSimulationInput(const IamCall& call) {
  SimulationInput input;
  input.error = ReadAll(call, &input);
  return input;
}

void HideCaller(Context* context) {
  for (absl::string_view key :
       {"aws:username", "aws:userid", "aws:PrincipalArn",
        "aws:PrincipalAccount", "aws:PrincipalType"}) {
    if (!context->Mentions(key)) context->SetAbsent(key);
  }
}

}  // namespace iam
