// Access keys. A call about a key of somebody else than the user it names, or
// else the caller, is answered as if there were no such key.
#include <utility>

#include "absl/strings/str_cat.h"
#include "simulator/services/iam/entity_rules.h"
#include "simulator/services/iam/iam_xml.h"
#include "simulator/services/iam/operations.h"
#include "simulator/services/iam/paging.h"

namespace iam {
namespace {

constexpr size_t kMaxListOfUser = 2;

bool IsOwnRootCall(const IamCall& call) {
  return !call.Has("UserName") && call.caller().kind == Caller::Kind::kRootUser;
}

ApiError KeyNotFound(absl::string_view id) {
  return NoSuchEntity(
      absl::StrCat("The Access Key with id ", id, " cannot be found."));
}

const char* StatusOf(const AccessKey& key) {
  return key.active ? "Active" : "Inactive";
}

// What is wrong if the key of "AccessKeyId" is not the user's.
IamResult CheckKeyOfUser(IamCall& call, const Entity& user) {
  const absl::string_view id = call.Text("AccessKeyId");
  const auto key = call.keys().Find(id);
  if (absl::IsNotFound(key.status())) return KeyNotFound(id);
  if (!key.ok()) return ServiceFailure(key.status());
  if (key->account != user.account || key->user_name != user.name) {
    return KeyNotFound(id);
  }
  return std::nullopt;
}

// Does something to a key of the user that the call names, while nobody else
// changes the user.
IamResult ChangeKey(IamCall& call,
                    absl::FunctionRef<absl::Status(absl::string_view)> change) {
  IamResult wrong;
  const auto work = [&](EntityTable* entities) {
    const Named user = call.FindUserOrCaller(*entities);
    wrong = user.error;
    if (!wrong) wrong = CheckKeyOfUser(call, *user.entity);
    if (wrong) return false;
    absl::Status changed = change(call.Text("AccessKeyId"));
    if (absl::IsNotFound(changed))
      wrong = KeyNotFound(call.Text("AccessKeyId"));
    if (!changed.ok() && !wrong) wrong = ServiceFailure(changed);
    return false;  // no entity changed
  };
  const absl::Status done = call.directory().Change(work);
  if (!done.ok()) return ServiceFailure(done);
  return wrong;
}

IamResult CreateKeyOf(IamCall& call, const Entity& user) {
  const auto created = call.keys().Create(user.account, user.name, call.now());
  if (absl::IsResourceExhausted(created.status())) {
    return QuotaExceeded("AccessKeysPerUser", kMaxListOfUser);
  }
  if (!created.ok()) return ServiceFailure(created.status());
  pugi::xml_node node = call.result().append_child("AccessKey");
  AddText(node, "UserName", user.name);
  AddText(node, "AccessKeyId", created->key.id);
  AddText(node, "Status", StatusOf(created->key));
  AddText(node, "SecretAccessKey", created->secret);
  AddTime(node, "CreateDate", created->key.created);
  return std::nullopt;
}

}  // namespace

IamResult CreateAccessKey(IamCall& call, EntityKind) {
  if (IsOwnRootCall(call)) {
    return ValidationError(
        "There are no access keys for root users here: name an IAM user");
  }
  IamResult wrong;
  // While nobody deletes the user.
  const absl::Status done = call.directory().Change([&](EntityTable* entities) {
    const Named user = call.FindUserOrCaller(*entities);
    wrong = user.error ? user.error : CreateKeyOf(call, *user.entity);
    return false;
  });
  if (!done.ok()) return ServiceFailure(done);
  return wrong;
}

IamResult UpdateAccessKey(IamCall& call, EntityKind) {
  const bool active = call.Text("Status") == "Active";
  return ChangeKey(call, [&](absl::string_view id) {
    return call.keys().SetActive(id, active);
  });
}

IamResult DeleteAccessKey(IamCall& call, EntityKind) {
  return ChangeKey(
      call, [&](absl::string_view id) { return call.keys().Delete(id); });
}

IamResult ListAccessKeys(IamCall& call, EntityKind) {
  std::vector<AccessKey> keys;
  if (!IsOwnRootCall(call)) {
    const auto now = call.directory().Now();
    const Named user = call.FindUserOrCaller(now->entities);
    if (user.error.has_value()) return user.error;
    auto found = call.keys().ListOfUser(call.account(), user.entity->name);
    if (!found.ok()) return ServiceFailure(found.status());
    keys = *std::move(found);
  }
  std::vector<std::string> ids;
  for (const AccessKey& key : keys) ids.push_back(key.id);
  return WritePage(call, "AccessKeyMetadata", ids,
                   [&keys](size_t i, pugi::xml_node member) {
                     AddText(member, "UserName", keys[i].user_name);
                     AddText(member, "AccessKeyId", keys[i].id);
                     AddText(member, "Status", StatusOf(keys[i]));
                     AddTime(member, "CreateDate", keys[i].created);
                   });
}

IamResult GetAccessKeyLastUsed(IamCall& call, EntityKind) {
  const absl::string_view id = call.Text("AccessKeyId");
  const auto key = call.keys().Find(id);
  if (absl::IsNotFound(key.status())) return KeyNotFound(id);
  if (!key.ok()) return ServiceFailure(key.status());
  if (key->account != call.account()) return KeyNotFound(id);
  AddText(call.result(), "UserName", key->user_name);
  pugi::xml_node used = call.result().append_child("AccessKeyLastUsed");
  const std::optional<AccessKey::Use>& use = key->last_use;
  if (use.has_value()) AddTime(used, "LastUsedDate", use->when);
  AddText(used, "ServiceName", use.has_value() ? use->service : "N/A");
  AddText(used, "Region", use.has_value() ? use->region : "N/A");
  return std::nullopt;
}

}  // namespace iam
