#include "engine/eval/implied_context.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/condition/values.h"

namespace iam {
namespace {

constexpr absl::string_view kPrincipalTag = "aws:PrincipalTag/";
constexpr absl::string_view kResourceTag = "aws:ResourceTag/";
constexpr absl::string_view kRequestTag = "aws:RequestTag/";

// The global keys that are implied, by their index in the table.
enum class Implied : uint8_t {
  kNothing,
  kCalledViaFirst,
  kCalledViaLast,
  kCurrentTime,
  kEpochTime,
  kFederatedProvider,
  kPrincipalAccount,
  kPrincipalArn,
  kPrincipalIsAwsService,
  kPrincipalOrgId,
  kPrincipalOrgPaths,
  kPrincipalServiceName,
  kPrincipalType,
  kResourceAccount,
  kResourceOrgId,
  kResourceOrgPaths,
  kSecureTransport,
  kTagKeys,
  kUserId,
  kUserName,
  kViaAwsService,
};

struct ImpliedRow {
  absl::string_view key;
  Implied what;
  bool by_other_keys;  // rather than by principal, resource or organization
};

constexpr ImpliedRow kRows[] = {
    {"aws:CalledViaFirst", Implied::kCalledViaFirst, true},
    {"aws:CalledViaLast", Implied::kCalledViaLast, true},
    {"aws:CurrentTime", Implied::kCurrentTime, true},
    {"aws:EpochTime", Implied::kEpochTime, true},
    {"aws:FederatedProvider", Implied::kFederatedProvider, false},
    {"aws:PrincipalAccount", Implied::kPrincipalAccount, false},
    {"aws:PrincipalArn", Implied::kPrincipalArn, false},
    {"aws:PrincipalIsAWSService", Implied::kPrincipalIsAwsService, false},
    {"aws:PrincipalOrgID", Implied::kPrincipalOrgId, false},
    {"aws:PrincipalOrgPaths", Implied::kPrincipalOrgPaths, false},
    {"aws:PrincipalServiceName", Implied::kPrincipalServiceName, false},
    {"aws:PrincipalType", Implied::kPrincipalType, false},
    {"aws:ResourceAccount", Implied::kResourceAccount, false},
    {"aws:ResourceOrgID", Implied::kResourceOrgId, false},
    {"aws:ResourceOrgPaths", Implied::kResourceOrgPaths, false},
    {"aws:SecureTransport", Implied::kSecureTransport, false},
    {"aws:TagKeys", Implied::kTagKeys, true},
    {"aws:userid", Implied::kUserId, false},
    {"aws:username", Implied::kUserName, false},
    {"aws:ViaAWSService", Implied::kViaAwsService, true},
};

std::array<Implied, kMostGlobalKeys> MakeTable() {
  std::array<Implied, kMostGlobalKeys> table = {};
  for (const ImpliedRow& row : kRows) {
    table[*GlobalKeyIndex(row.key)] = row.what;
  }
  return table;
}

Implied ImpliedBy(uint32_t global_index) {
  static const std::array<Implied, kMostGlobalKeys> kTable = MakeTable();
  return kTable[global_index];
}

bool HasFourDigitYear(int64_t seconds) {
  constexpr int64_t kYear0 = -62167219200;
  constexpr int64_t kYear10000 = 253402300800;
  return seconds >= kYear0 && seconds < kYear10000;
}

KeyValues One(absl::string_view value) { return {Context::Values(value)}; }

KeyValues OneIfKnown(absl::string_view value) {
  return value.empty() ? KeyValues() : One(value);
}

// Of tags that differ in case alone the exact one, else the first in byte order
// (R4.7).
const std::string* FindIn(const Tags* tags, absl::string_view key) {
  const std::pair<std::string, std::string>* found = nullptr;
  if (tags == nullptr) return nullptr;
  for (const auto& tag : *tags) {
    if (!absl::EqualsIgnoreCase(tag.first, key)) continue;
    if (tag.first == key) return &tag.second;
    if (found == nullptr || tag.first < found->first) found = &tag;
  }
  return found == nullptr ? nullptr : &found->second;
}

}  // namespace

KeyValues ImpliedContext::Find(const ConditionKey& key) const {
  return key.code.is_global() ? FindGlobal(key.code.value) : FindTag(key.name);
}

KeyValues ImpliedContext::FindTag(absl::string_view key) const {
  const std::string* value = nullptr;
  if (absl::StartsWithIgnoreCase(key, kPrincipalTag)) {
    value = FindIn(facts_.principal_tags, key.substr(kPrincipalTag.size()));
  } else if (absl::StartsWithIgnoreCase(key, kResourceTag)) {
    value = FindIn(facts_.resource_tags, key.substr(kResourceTag.size()));
  }
  return value == nullptr ? KeyValues() : One(*value);
}

KeyValues ImpliedContext::FindGlobal(uint32_t index) const {
  switch (ImpliedBy(index)) {
    case Implied::kNothing:
      break;
    case Implied::kCalledViaFirst:
      return CalledVia(/*first=*/true);
    case Implied::kCalledViaLast:
      return CalledVia(/*first=*/false);
    case Implied::kCurrentTime:
      return CurrentTime();
    case Implied::kEpochTime:
      return EpochTime();
    case Implied::kFederatedProvider:
      // Of OIDC only; a SAML provider does not fill it.
      return principal_.kind == PrincipalKind::kIdentityProvider &&
                     !absl::StrContains(principal_.text, ":saml-provider/")
                 ? One(principal_.text)
                 : KeyValues();
    case Implied::kPrincipalAccount:
      return PrincipalAccount();
    case Implied::kPrincipalArn:
      return PrincipalArn();
    case Implied::kPrincipalIsAwsService:
      return IsAwsService();
    case Implied::kPrincipalOrgId:
      return OrganizationId(principal_.account);
    case Implied::kPrincipalOrgPaths:
      return OrganizationPaths(principal_.account);
    case Implied::kPrincipalServiceName:
      return principal_.kind == PrincipalKind::kService ? One(principal_.text)
                                                        : KeyValues();
    case Implied::kPrincipalType:
      return PrincipalType();
    case Implied::kResourceAccount:
      return OneIfKnown(resource_account_);
    case Implied::kResourceOrgId:
      return OrganizationId(resource_account_);
    case Implied::kResourceOrgPaths:
      return OrganizationPaths(resource_account_);
    case Implied::kSecureTransport:
      return One("true");
    case Implied::kTagKeys:
      return TagKeys();
    case Implied::kUserId:
      return UserId();
    case Implied::kUserName:
      return principal_.kind == PrincipalKind::kUser ? One(principal_.name)
                                                     : KeyValues();
    case Implied::kViaAwsService:
      return One(Given("aws:CalledVia").empty() ? "false" : "true");
  }
  return KeyValues();
}

bool ImpliedContext::KnowsAbsent(const ConditionKey& key) const {
  if (key.code.is_global()) return KnowsGlobalAbsent(key.code.value);
  // A role's session may be given tags of its own.
  if (absl::StartsWithIgnoreCase(key.name, kPrincipalTag)) {
    return facts_.principal_tags != nullptr &&
           principal_.kind == PrincipalKind::kUser;
  }
  return absl::StartsWithIgnoreCase(key.name, kResourceTag) &&
         facts_.resource_tags != nullptr;
}

bool ImpliedContext::KnowsGlobalAbsent(uint32_t index) const {
  switch (ImpliedBy(index)) {
    case Implied::kPrincipalAccount:
    case Implied::kPrincipalArn:
    case Implied::kPrincipalIsAwsService:
    case Implied::kPrincipalServiceName:
    case Implied::kPrincipalType:
    case Implied::kUserName:
      return true;
    case Implied::kPrincipalOrgId:
    case Implied::kPrincipalOrgPaths:
      return facts_.organization != nullptr;
    case Implied::kResourceOrgId:
    case Implied::kResourceOrgPaths:
      return facts_.organization != nullptr && !resource_account_.empty();
    case Implied::kFederatedProvider:
      // A role's session may have come by a provider.
      return principal_.kind != PrincipalKind::kRoleSession;
    default:
      return false;
  }
}

KeyValues ImpliedContext::Joined(
    Built room, std::initializer_list<absl::string_view> parts) const {
  Text& text = built_[room];
  if (text.empty()) {
    for (const absl::string_view part : parts) {
      text.insert(text.end(), part.begin(), part.end());
    }
  }
  return One(absl::string_view(text.data(), text.size()));
}

KeyValues ImpliedContext::PrincipalAccount() const {
  if (principal_.is_account_member()) return One(principal_.account);
  return principal_.kind == PrincipalKind::kAnonymous ? One("anonymous")
                                                      : KeyValues();
}

KeyValues ImpliedContext::IsAwsService() const {
  if (principal_.is_account_member()) return One("false");
  return principal_.kind == PrincipalKind::kService ? One("true") : KeyValues();
}

KeyValues ImpliedContext::PrincipalArn() const {
  switch (principal_.kind) {
    case PrincipalKind::kRootUser:
      return Joined(kArn, {"arn:", principal_.partition,
                           ":iam::", principal_.account, ":root"});
    case PrincipalKind::kUser:
    case PrincipalKind::kFederatedUser:
      return One(principal_.text);
    case PrincipalKind::kRoleSession:
      // The role's ARN, never the session's. Without better knowledge its path
      // is "/".
      if (!principal_.role_arn.empty()) return One(principal_.role_arn);
      return Joined(kArn, {"arn:", principal_.partition, ":iam::",
                           principal_.account, ":role/", principal_.name});
    case PrincipalKind::kAnonymous:
    case PrincipalKind::kService:
    case PrincipalKind::kIdentityProvider:
      break;
  }
  return KeyValues();
}

KeyValues ImpliedContext::PrincipalType() const {
  switch (principal_.kind) {
    case PrincipalKind::kAnonymous:
      return One("Anonymous");
    case PrincipalKind::kRootUser:
      return One("Account");
    case PrincipalKind::kUser:
      return One("User");
    case PrincipalKind::kRoleSession:
      return One("AssumedRole");
    case PrincipalKind::kFederatedUser:
      return One("FederatedUser");
    case PrincipalKind::kService:
    case PrincipalKind::kIdentityProvider:
      break;
  }
  return KeyValues();
}

KeyValues ImpliedContext::UserId() const {
  switch (principal_.kind) {
    case PrincipalKind::kAnonymous:
      return One("anonymous");
    case PrincipalKind::kRootUser:
      return One(principal_.account);
    case PrincipalKind::kUser:
      return OneIfKnown(principal_.unique_id);
    case PrincipalKind::kRoleSession:
      if (principal_.unique_id.empty() || principal_.session.empty()) break;
      return Joined(kUserId, {principal_.unique_id, ":", principal_.session});
    case PrincipalKind::kFederatedUser:
      return Joined(kUserId, {principal_.account, ":", principal_.name});
    case PrincipalKind::kService:
    case PrincipalKind::kIdentityProvider:
      break;
  }
  return KeyValues();
}

// The account's place in the organization, if it is known to have one.
KeyValues ImpliedContext::OrganizationId(absl::string_view account) const {
  const Organization* organization = facts_.organization;
  if (organization == nullptr || account.empty()) return KeyValues();
  const bool member = organization->account_paths.find(account) !=
                          organization->account_paths.end() ||
                      account == organization->management_account;
  return member ? OneIfKnown(organization->id) : KeyValues();
}

KeyValues ImpliedContext::OrganizationPaths(absl::string_view account) const {
  const Organization* organization = facts_.organization;
  if (organization == nullptr || account.empty()) return KeyValues();
  const auto path = organization->account_paths.find(account);
  if (path == organization->account_paths.end()) return KeyValues();
  return {Context::Values(path->second), /*is_list=*/true};
}

Context::Values ImpliedContext::Given(absl::string_view key) const {
  return given_.LookUp(KeyCode::Of(key), key).values;
}

// aws:CurrentTime and aws:EpochTime are one instant.
KeyValues ImpliedContext::EpochTime() const {
  const Context::Values now = Given("aws:CurrentTime");
  if (now.size() != 1) return KeyValues();
  const std::optional<Instant> instant = Instant::Parse(now.front());
  if (!instant.has_value()) return KeyValues();
  return Joined(kEpochTime, {absl::AlphaNum(instant->seconds()).Piece()});
}

KeyValues ImpliedContext::CurrentTime() const {
  const Context::Values epoch = Given("aws:EpochTime");
  if (epoch.size() != 1) return KeyValues();
  const std::optional<Instant> instant = Instant::Parse(epoch.front());
  if (!instant.has_value() || !HasFourDigitYear(instant->seconds())) {
    return KeyValues();
  }
  InstantText room;
  return Joined(kCurrentTime, {FormatInstant(instant->seconds(), &room)});
}

KeyValues ImpliedContext::CalledVia(bool first) const {
  const Context::Values via = Given("aws:CalledVia");
  if (via.empty()) return KeyValues();
  return One(first ? via.front() : via[via.size() - 1]);
}

// aws:TagKeys are the keys of the tags that the request passes.
KeyValues ImpliedContext::TagKeys() const {
  Text& text = built_[kTagKeys];
  text.clear();
  uint32_t count = 0;
  size_t first_size = 0;
  for (size_t i = 0; i < given_.size(); ++i) {
    const Context::Entry entry = given_.entry(i);
    if (entry.absent || !absl::StartsWithIgnoreCase(entry.key, kRequestTag)) {
      continue;
    }
    const absl::string_view tag = entry.key.substr(kRequestTag.size());
    if (count++ == 0) {
      first_size = tag.size();
    } else {
      const auto size = static_cast<uint32_t>(tag.size());
      char encoded[sizeof(size)];
      std::memcpy(encoded, &size, sizeof(size));
      text.insert(text.end(), encoded, encoded + sizeof(size));
    }
    text.insert(text.end(), tag.begin(), tag.end());
  }
  return {Context::Values(absl::string_view(text.data(), first_size), count),
          /*is_list=*/true};
}

std::vector<std::pair<std::string, std::string>>
ImpliedContext::OfPrincipalAndResource() const {
  std::vector<std::pair<std::string, std::string>> keys;
  for (const ImpliedRow& row : kRows) {
    if (row.by_other_keys) continue;
    const KeyValues found = FindGlobal(*GlobalKeyIndex(row.key));
    if (!found.values.empty()) {
      keys.emplace_back(row.key, found.values.front());
    }
  }
  return keys;
}

}  // namespace iam
