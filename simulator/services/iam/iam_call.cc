#include "simulator/services/iam/iam_call.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace iam {
namespace {

ApiError OutsideAccount() {
  return {403, "AccessDenied", "Policy is outside your own account."};
}

}  // namespace

absl::string_view NameParameter(EntityKind kind) {
  switch (kind) {
    case EntityKind::kUser:
      return "UserName";
    case EntityKind::kGroup:
      return "GroupName";
    case EntityKind::kRole:
      return "RoleName";
    case EntityKind::kPolicy:
      return "PolicyArn";
    case EntityKind::kInstanceProfile:
      return "InstanceProfileName";
    case EntityKind::kOidcProvider:
      return "OpenIDConnectProviderArn";
    case EntityKind::kAccountAlias:
      return "AccountAlias";
  }
  return "";
}

const JsonValue* IamCall::Value(absl::string_view parameter) const {
  const JsonValue* value = call_.parameters.Find(parameter);
  return value == nullptr || value->is_null() ? nullptr : value;
}

absl::string_view IamCall::Text(absl::string_view parameter) const {
  const JsonValue* value = Value(parameter);
  return value == nullptr ? "" : value->text();
}

std::string IamCall::TextOr(absl::string_view parameter,
                            absl::string_view otherwise) const {
  return std::string(Has(parameter) ? Text(parameter) : otherwise);
}

int IamCall::Number(absl::string_view parameter, int otherwise) const {
  int number = 0;
  return absl::SimpleAtoi(Text(parameter), &number) ? number : otherwise;
}

absl::Span<const JsonValue> IamCall::List(absl::string_view parameter) const {
  const JsonValue* value = Value(parameter);
  return value == nullptr ? absl::Span<const JsonValue>() : value->items();
}

std::vector<std::string> IamCall::Texts(absl::string_view parameter) const {
  std::vector<std::string> texts;
  for (const JsonValue& item : List(parameter)) texts.emplace_back(item.text());
  return texts;
}

Named IamCall::Find(const EntityTable& entities, EntityKind kind) const {
  const absl::string_view name = Text(NameParameter(kind));
  if (kind == EntityKind::kPolicy) return FindPolicy(entities, name);
  EntityPtr entity = entities.Find(account(), kind, name);
  if (entity == nullptr) return {nullptr, EntityNotFound(kind, name)};
  return {std::move(entity), std::nullopt};
}

Named IamCall::FindPolicy(const EntityTable& entities,
                          absl::string_view arn) const {
  const std::optional<EntityArn> parts = ParseEntityArn(arn);
  if (!parts.has_value() || parts->kind != EntityKind::kPolicy) {
    return {nullptr, InvalidInput(absl::StrCat("ARN ", arn, " is not valid."))};
  }
  if (parts->account != account() && parts->account != kAwsAccount) {
    return {nullptr, OutsideAccount()};
  }
  EntityPtr policy = entities.FindArn(arn);
  if (policy == nullptr) return {nullptr, PolicyNotFound(arn)};
  return {std::move(policy), std::nullopt};
}

Named IamCall::FindOwnPolicy(const EntityTable& entities) const {
  Named found = FindPolicy(entities, Text("PolicyArn"));
  if (found.entity != nullptr && found.entity->account != account()) {
    return {nullptr, OutsideAccount()};
  }
  return found;
}

Named IamCall::FindAttachable(const EntityTable& entities,
                              absl::string_view arn) const {
  Named found = FindPolicy(entities, arn);
  if (found.error.has_value() && found.error->code != "InvalidInput") {
    found.error = PolicyNotAttachable(arn);
  }
  return found;
}

Named IamCall::FindPolicySource(const EntityTable& entities) const {
  const absl::string_view text = Text("PolicySourceArn");
  const std::optional<EntityArn> arn = ParseEntityArn(text);
  const bool has_policies =
      arn.has_value() &&
      (arn->kind == EntityKind::kUser || arn->kind == EntityKind::kGroup ||
       arn->kind == EntityKind::kRole);
  if (!has_policies) {
    return {nullptr, InvalidInput(absl::StrCat(
                         "Invalid Entity Arn: ", text,
                         " does not clearly define entity type and name."))};
  }
  EntityPtr source = entities.FindArn(text);
  if (source == nullptr || source->account != account()) {
    return {nullptr, EntityNotFound(arn->kind, arn->name)};
  }
  return {std::move(source), std::nullopt};
}

Named IamCall::FindUserOrCaller(const EntityTable& entities) const {
  if (Has("UserName")) return Find(entities, EntityKind::kUser);
  if (caller().kind != Caller::Kind::kUser) {
    return {
        nullptr,
        ValidationError(
            "Must specify userName when calling with non-User credentials")};
  }
  EntityPtr user = entities.FindArn(caller().principal);
  if (user == nullptr || user->account != account() ||
      user->kind != EntityKind::kUser) {
    return {nullptr, EntityNotFound(EntityKind::kUser, caller().principal)};
  }
  return {std::move(user), std::nullopt};
}

std::vector<EntityPtr> IamCall::ListBelowPath(const EntityTable& entities,
                                              EntityKind kind) const {
  std::vector<EntityPtr> found = entities.List(account(), kind);
  const absl::string_view prefix = Text("PathPrefix");
  std::erase_if(found, [prefix](const EntityPtr& entity) {
    return !absl::StartsWith(entity->path, prefix);
  });
  return found;
}

IamResult IamCall::Change(absl::FunctionRef<IamResult(EntityTable*)> change) {
  return Change(change, [] { return absl::OkStatus(); });
}

IamResult IamCall::Change(absl::FunctionRef<IamResult(EntityTable*)> change,
                          absl::FunctionRef<absl::Status()> along) {
  IamResult wrong;
  const absl::Status done = directory_.Change(
      [&](EntityTable* entities) {
        wrong = change(entities);
        return !wrong.has_value();
      },
      along);
  if (wrong.has_value()) return wrong;
  if (!done.ok()) return ServiceFailure(done);
  return std::nullopt;
}

}  // namespace iam
