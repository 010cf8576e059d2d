#include "engine/world/world_tables.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace iam {

std::string RoleKey(absl::string_view account, absl::string_view name) {
  return absl::StrCat(account, "/", absl::AsciiStrToLower(name));
}

const PrincipalEntry* WorldTables::FindByArn(absl::string_view arn) const {
  const auto known = principal_by_arn.find(arn);
  return known == principal_by_arn.end() ? nullptr : &principals[known->second];
}

const PrincipalEntry* WorldTables::FindRole(absl::string_view account,
                                            absl::string_view name) const {
  const auto known = role_by_name.find(RoleKey(account, name));
  return known == role_by_name.end() ? nullptr : &principals[known->second];
}

const AccountEntry* WorldTables::FindAccount(absl::string_view account) const {
  const auto known = accounts.find(account);
  return known == accounts.end() ? nullptr : &known->second;
}

}  // namespace iam
