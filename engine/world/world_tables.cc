#include "engine/world/world_tables.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/match/prefetch.h"

namespace iam {
namespace {

// Most ARNs of callers begin so; the account's id follows.
constexpr absl::string_view kIamPrefix = "arn:aws:iam::";
constexpr absl::string_view kStsPrefix = "arn:aws:sts::";
constexpr size_t kAccountSize = 12;
static_assert(kIamPrefix.size() == kStsPrefix.size());

// "111122223333/deploy": role names are unique in an account without regard to
// case (R1.48).
std::string RoleKey(absl::string_view account, absl::string_view name) {
  return absl::StrCat(account, "/", absl::AsciiStrToLower(name));
}

// "arn:aws:sts::111122223333:assumed-role/deploy".
std::string SessionArnHead(const PrincipalEntry& role) {
  return absl::StrCat(kStsPrefix, role.account, ":assumed-role/", role.name);
}

bool IsSessionArnHead(absl::string_view text, const PrincipalEntry& role) {
  constexpr absl::string_view kType = ":assumed-role/";
  return text.size() == kStsPrefix.size() + kAccountSize + kType.size() +
                            role.name.size() &&
         absl::EndsWith(text, role.name) &&
         text.substr(kStsPrefix.size(), kAccountSize) == role.account &&
         text.substr(kStsPrefix.size() + kAccountSize, kType.size()) == kType;
}

}  // namespace

void WorldTables::Index() {
  for (uint32_t i = 0; i < principals.size(); ++i) {
    PrincipalEntry& entry = principals[i];
    entry.account_entry = FindAccount(entry.account);
    principal_by_arn_.Insert(entry.arn, i, [&](uint32_t other) {
      return principals[other].arn == entry.arn;
    });
    if (!entry.is_role) continue;
    role_by_name_.emplace(RoleKey(entry.account, entry.name), i);
    const std::string head = SessionArnHead(entry);
    role_by_session_.Insert(head, i, [&](uint32_t other) {
      return IsSessionArnHead(head, principals[other]);
    });
  }
  for (uint32_t i = 0; i < resources.size(); ++i) {
    resource_by_arn_.Insert(resources[i].arn, i, [&](uint32_t other) {
      return resources[other].arn == resources[i].arn;
    });
  }
}

const PrincipalEntry* WorldTables::FindByArn(absl::string_view arn) const {
  const uint32_t known = principal_by_arn_.Find(
      arn, [&](uint32_t number) { return principals[number].arn == arn; });
  return known == TextIndex::kNone ? nullptr : &principals[known];
}

const PrincipalEntry* WorldTables::FindRole(absl::string_view account,
                                            absl::string_view name) const {
  const auto known = role_by_name_.find(RoleKey(account, name));
  return known == role_by_name_.end() ? nullptr : &principals[known->second];
}

const AccountEntry* WorldTables::FindAccount(absl::string_view account) const {
  const auto known = accounts.find(account);
  return known == accounts.end() ? nullptr : &known->second;
}

const ResourceEntry* WorldTables::FindResource(absl::string_view arn) const {
  const uint32_t known = resource_by_arn_.Find(
      arn, [&](uint32_t number) { return resources[number].arn == arn; });
  return known == TextIndex::kNone ? nullptr : &resources[known];
}

const PrincipalEntry* WorldTables::FindUsualCaller(
    absl::string_view text, RequestPrincipal* who) const {
  const bool is_session = absl::StartsWith(text, kStsPrefix);
  if (!is_session && !absl::StartsWith(text, kIamPrefix)) return nullptr;
  const PrincipalEntry* entry = nullptr;
  if (is_session) {
    const size_t slash = text.rfind('/');
    if (slash == absl::string_view::npos || slash + 1 == text.size()) {
      return nullptr;
    }
    const absl::string_view head = text.substr(0, slash);
    const uint32_t known = role_by_session_.Find(head, [&](uint32_t number) {
      return IsSessionArnHead(head, principals[number]);
    });
    if (known == TextIndex::kNone) return nullptr;
    entry = &principals[known];
    Prefetch(entry, sizeof(PrincipalEntry));
    who->session = text.substr(slash + 1);
  } else {
    entry = FindByArn(text);
    if (entry == nullptr) return nullptr;
    if (entry->is_role) who->role_arn = text;
  }
  who->kind =
      entry->is_role ? PrincipalKind::kRoleSession : PrincipalKind::kUser;
  who->text = text;
  who->partition = "aws";
  who->account = text.substr(kIamPrefix.size(), kAccountSize);
  who->name = entry->name;
  return entry;
}

const PrincipalEntry* WorldTables::FindCaller(
    absl::string_view text, std::optional<RequestPrincipal>* who) const {
  if (const auto* entry = FindUsualCaller(text, &who->emplace())) return entry;
  *who = ParseRequestPrincipal(text);
  if (!who->has_value()) return nullptr;
  const RequestPrincipal& parsed = **who;
  if (parsed.kind == PrincipalKind::kUser) return FindByArn(parsed.text);
  if (parsed.kind != PrincipalKind::kRoleSession) return nullptr;
  return parsed.role_arn.empty() ? FindRole(parsed.account, parsed.name)
                                 : FindByArn(parsed.role_arn);
}

}  // namespace iam
