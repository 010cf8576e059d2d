#include "simulator/endpoint/permissions.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/match/arn.h"
#include "simulator/catalog/api_map.h"
#include "simulator/catalog/arn_format.h"
#include "simulator/catalog/call_table.h"
#include "simulator/catalog/catalog.h"
#include "simulator/endpoint/s3_permissions.h"
#include "simulator/found/json_members.h"

namespace iam {
namespace {

CallPlace PlaceOf(const Call& call) {
  CallPlace place;
  if (const std::optional<Arn> arn = SplitArn(call.caller->principal)) {
    place.partition = std::string(arn->partition);
  }
  place.region = call.region;
  place.account = call.caller->account;
  return place;
}

// The format with what is known of the place and '*' for what is not:
// "arn:aws:ec2:us-east-1:111122223333:subnet/*".
std::string AnyOf(const Call& call, const CatalogResourceType& type) {
  const CallPlace place = PlaceOf(call);
  std::string arn;
  for (const FormatPiece& piece : CutFormat(ArnFormats(type.arn).front())) {
    if (!piece.variable) {
      absl::StrAppend(&arn, piece.text);
    } else if (piece.text == "Partition") {
      absl::StrAppend(&arn, place.partition);
    } else if (piece.text == "Region") {
      absl::StrAppend(&arn, place.region);
    } else if (piece.text == "Account") {
      absl::StrAppend(&arn, place.account);
    } else {
      absl::StrAppend(&arn, "*");
    }
  }
  return arn;
}

// AWS asks for a permission on each type that an action must have, also where
// the call leaves it to AWS which one it is: RunInstances without a subnet.
// Service Authorization Reference, "Resource types (*required)".
void AddRequired(const Call& call, const Catalog::Found& found,
                 std::vector<std::string>* arns) {
  for (const ActionResource& resource : found.action->resources) {
    const CatalogResourceType* type =
        found.service->FindResource(resource.type);
    if (type == nullptr || !resource.required) continue;
    const std::vector<absl::string_view> formats = ArnFormats(type->arn);
    const bool shown =
        std::any_of(arns->begin(), arns->end(), [&](const std::string& arn) {
          return std::any_of(
              formats.begin(), formats.end(),
              [&](absl::string_view format) { return HasFormat(format, arn); });
        });
    if (!shown) arns->push_back(AnyOf(call, *type));
  }
}

// IAM's calls that name no user are about the caller (R8.8), or about whoever
// owns the key that they name. "" if the action is not on users.
std::string UserMeant(const Call& call, const Catalog::Found& found,
                      KeyOwner owner_of_key) {
  if (found.service->prefix != "iam") return "";
  if (found.action->name == "GetAccessKeyLastUsed") {
    return owner_of_key(TextOf(call.parameters, "AccessKeyId"));
  }
  const bool on_users = std::any_of(
      found.action->resources.begin(), found.action->resources.end(),
      [](const ActionResource& resource) { return resource.type == "user"; });
  const bool is_user = call.caller->kind == Caller::Kind::kUser ||
                       call.caller->kind == Caller::Kind::kRootUser;
  return on_users && is_user ? call.caller->principal : "";
}

// For an action whose resource the call does not show. The name is a '*', which
// no pattern covers but one that covers all names.
std::vector<std::string> AnyResourceOf(const Call& call,
                                       const std::string& action,
                                       KeyOwner owner_of_key) {
  const std::optional<Catalog::Found> found = Catalog::Get().FindAction(action);
  if (!found.has_value()) return {"*"};
  const std::string user = UserMeant(call, *found, owner_of_key);
  if (!user.empty()) return {user};
  std::vector<std::string> arns;
  AddRequired(call, *found, &arns);
  // Of several types that it need not have, the call works on one.
  if (arns.empty() && found->action->resources.size() == 1) {
    const CatalogResourceType* type =
        found->service->FindResource(found->action->resources.front().type);
    if (type != nullptr) arns.push_back(AnyOf(call, *type));
  }
  if (arns.empty()) arns.push_back("*");
  return arns;
}

// The operation is on the wire, so there is one; what the table does not have
// is called as its action.
ApiCall ApiCallOf(const ApiTarget& target) {
  ApiCall api = {std::string(target.client->prefix()), target.operation,
                 std::string(target.client->name())};
  if (const CallClient* client = CallTable::Get().Find(api.client)) {
    const std::optional<CallRow> row = client->Find(FoldName(api.operation));
    api.free = row.has_value() && row->free;
  }
  return api;
}

void Add(Permission permission, std::vector<Permission>* all) {
  if (std::find(all->begin(), all->end(), permission) == all->end()) {
    all->push_back(std::move(permission));
  }
}

// IAM User Guide, "Pass session tags in AWS STS" and "Monitor and control
// actions taken with assumed roles".
void AddSts(const Call& call, std::vector<Permission>* all) {
  if (all->empty()) return;
  const std::string resource = all->front().resource;
  if (!ItemsOf(MemberOf(call.parameters, "Tags")).empty() ||
      !ItemsOf(MemberOf(call.parameters, "TransitiveTagKeys")).empty()) {
    Add({"sts:TagSession", resource}, all);
  }
  if (!TextOf(call.parameters, "SourceIdentity").empty()) {
    Add({"sts:SetSourceIdentity", resource}, all);
  }
}

}  // namespace

std::vector<Permission> PermissionsOf(const Call& call,
                                      const DirectoryMoment& directory,
                                      KeyOwner owner_of_key) {
  const WireClient& client = *call.target.client;
  std::vector<Permission> all;
  const ApiCall api = ApiCallOf(call.target);
  if (api.free) return all;
  std::vector<CalledAction> actions =
      ApiMap::Get().ActionsOf(api, call.parameters, PlaceOf(call));
  // Every call needs something, unless it is known not to.
  if (actions.empty()) {
    actions.push_back({absl::StrCat(api.prefix, ":", api.operation),
                       {},
                       /*unresolved=*/true});
  }
  for (const CalledAction& action : actions) {
    // Needed for some forms of the call; of a call that could not be read, this
    // may be one.
    if (action.conditional && action.resources.empty() && actions.size() > 1 &&
        call.parameters != nullptr) {
      continue;
    }
    std::vector<std::string> resources = action.resources;
    if (resources.empty()) {
      resources = action.unresolved
                      ? AnyResourceOf(call, action.action, owner_of_key)
                      : std::vector<std::string>{"*"};
    }
    if (!action.resources.empty()) {
      if (const auto found = Catalog::Get().FindAction(action.action)) {
        AddRequired(call, *found, &resources);
      }
    }
    for (const std::string& resource : resources) {
      Add({action.action, directory.entities.RealArn(resource)}, &all);
    }
    // What is beyond was not looked at.
    if (action.is_cut) Add({action.action, "*"}, &all);
  }
  if (client.name() == "sts") AddSts(call, &all);
  if (client.name() == "s3") AddS3Permissions(call, &all);
  return all;
}

}  // namespace iam
