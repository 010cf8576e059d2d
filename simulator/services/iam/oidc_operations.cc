#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "simulator/services/iam/entity_rules.h"
#include "simulator/services/iam/iam_xml.h"
#include "simulator/services/iam/operations.h"

namespace iam {
namespace {

constexpr size_t kMaxThumbprints = 5;
constexpr size_t kMaxClientIds = 100;

Named FindProvider(const IamCall& call, const EntityTable& entities) {
  const absl::string_view arn = call.Text("OpenIDConnectProviderArn");
  EntityPtr provider = entities.FindArn(arn);
  if (provider == nullptr || provider->account != call.account() ||
      provider->kind != EntityKind::kOidcProvider) {
    return {nullptr, NoSuchEntity(absl::StrCat(
                         "OpenIDConnect Provider not found for arn ", arn))};
  }
  return {std::move(provider), std::nullopt};
}

bool IsThumbprint(const std::string& text) {
  return text.size() == 40 &&
         text.find_first_not_of("0123456789abcdefABCDEF") == std::string::npos;
}

IamResult CheckProvider(absl::string_view url, const Entity& provider) {
  if (!absl::StartsWith(url, "https://") || provider.name.empty() ||
      provider.name.find_first_of("?#@ ") != std::string::npos) {
    return InvalidInput(
        "The URL of an OpenID Connect provider must begin with https:// and "
        "have no query and no fragment");
  }
  if (provider.thumbprints.size() > kMaxThumbprints ||
      !std::all_of(provider.thumbprints.begin(), provider.thumbprints.end(),
                   IsThumbprint)) {
    return InvalidInput(
        "Thumbprints must be at most five, each of 40 hex digits");
  }
  if (provider.client_ids.size() > kMaxClientIds) {
    return QuotaExceeded("ClientIdsPerOpenIdConnectProvider", kMaxClientIds);
  }
  return std::nullopt;
}

}  // namespace

IamResult CreateOidcProvider(IamCall& call, EntityKind kind) {
  const absl::string_view url = call.Text("Url");
  const absl::string_view name =
      absl::StripSuffix(absl::StripPrefix(url, "https://"), "/");
  return call.Change([&](EntityTable* entities) -> IamResult {
    if (entities->FindAnyCase(call.account(), kind, name) != nullptr) {
      return EntityAlreadyExists(
          absl::StrCat("Provider with url ", url, " already exists."));
    }
    NewEntity made = MakeEntity(call, *entities, kind, name);
    if (made.error.has_value()) return made.error;
    Entity& provider = made.entity;
    provider.client_ids = call.Texts("ClientIDList");
    provider.thumbprints = call.Texts("ThumbprintList");
    if (IamResult wrong = CheckProvider(url, provider)) return wrong;
    AddText(call.result(), "OpenIDConnectProviderArn", provider.Arn());
    entities->Put(std::move(provider));
    return std::nullopt;
  });
}

IamResult GetOidcProvider(IamCall& call, EntityKind) {
  const auto now = call.directory().Now();
  const Named provider = FindProvider(call, now->entities);
  if (provider.error.has_value()) return provider.error;
  AddText(call.result(), "Url", provider.entity->name);
  AddTexts(call.result(), "ClientIDList", provider.entity->client_ids);
  AddTexts(call.result(), "ThumbprintList", provider.entity->thumbprints);
  AddTime(call.result(), "CreateDate", provider.entity->created);
  AddTags(*provider.entity, call.result());
  return std::nullopt;
}

IamResult ListOidcProviders(IamCall& call, EntityKind kind) {
  const auto now = call.directory().Now();
  pugi::xml_node list = call.result().append_child("OpenIDConnectProviderList");
  for (const EntityPtr& provider : now->entities.List(call.account(), kind)) {
    AddText(list.append_child("member"), "Arn", provider->Arn());
  }
  return std::nullopt;
}

IamResult DeleteOidcProvider(IamCall& call, EntityKind) {
  return call.Change([&](EntityTable* entities) -> IamResult {
    const Named provider = FindProvider(call, *entities);
    if (provider.error.has_value()) return provider.error;
    entities->Remove(EntityKey(*provider.entity));
    return std::nullopt;
  });
}

}  // namespace iam
