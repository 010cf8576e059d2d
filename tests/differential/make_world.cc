#include "tests/differential/make_world.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace iam::differential {
namespace {

StatementSpec AllowAll(PolicyType type) {
  StatementSpec statement;
  statement.actions = {type == PolicyType::kTrust ? "sts:*" : "*"};
  if (type != PolicyType::kTrust) statement.resources = {"*"};
  if (type == PolicyType::kResourceControlPolicy ||
      type == PolicyType::kVpcEndpoint) {
    statement.bare_star = true;
    statement.principals.emplace();
  }
  return statement;
}

DocumentSpec MakeDocument(PolicyType type, std::string name, const Focus& focus,
                          Random* random) {
  DocumentSpec document;
  document.name = std::move(name);
  const bool is_rcp = type == PolicyType::kResourceControlPolicy;
  document.version_2012 = is_rcp || random->Percent(85);
  const bool takes_full =
      type != PolicyType::kResourceBased && type != PolicyType::kTrust;
  // Full access of a gate lets the other layers have their say.
  if (takes_full && random->Percent(is_rcp ? 30 : 45)) {
    document.statements.push_back(AllowAll(type));
    if (is_rcp) return document;
  }
  const size_t least = document.statements.empty() ? 1 : 0;
  for (size_t i = random->Between(least, focus.Most(3)); i > 0; --i) {
    document.statements.push_back(MakeStatement(type, focus, random));
  }
  return document;
}

LevelSpec MakeLevel(PolicyType type, size_t documents, const Focus& focus,
                    Random* random) {
  LevelSpec level;
  for (size_t i = 0; i < documents; ++i) {
    level.push_back(
        MakeDocument(type, absl::StrCat("p", i + 1), focus, random));
  }
  return level;
}

// How often a layer is there, in a hundred worlds.
size_t Frequency(PolicyType type, bool assumes_roles) {
  switch (type) {
    case PolicyType::kIdentityBased:
      return 80;
    case PolicyType::kResourceBased:
      return assumes_roles ? 4 : 65;
    case PolicyType::kTrust:
      return assumes_roles ? 92 : 3;
    case PolicyType::kPermissionsBoundary:
    case PolicyType::kSession:
      return 30;
    case PolicyType::kServiceControlPolicy:
    case PolicyType::kResourceControlPolicy:
      return 25;
    case PolicyType::kVpcEndpoint:
      return 12;
  }
  return 0;
}

Organization MakeOrganization(Random* random) {
  Organization organization;
  if (random->Percent(90)) organization.id = "o-a1b2c3d4e5";
  if (random->Percent(60)) organization.management_account = "123456789012";
  if (random->Percent(5)) organization.management_account = "111122223333";
  if (random->Percent(80)) {
    organization.account_paths["111122223333"] =
        "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/";
  }
  if (random->Percent(40)) {
    organization.account_paths["444455556666"] = "o-a1b2c3d4e5/r-ab12/";
  }
  return organization;
}

}  // namespace

WorldSpec MakeWorld(const Focus& focus, Random* random) {
  WorldSpec world;
  for (size_t i = 0; i < world.layers.size(); ++i) {
    const auto type = static_cast<PolicyType>(i);
    if (!random->Percent(Frequency(type, focus.assumes_roles))) continue;
    std::vector<LevelSpec> levels;
    const size_t count = !HasLevels(type)     ? 1
                         : random->Percent(4) ? 0
                                              : random->Between(1, 3);
    for (size_t level = 0; level < count; ++level) {
      const size_t documents = random->Percent(5) ? 0 : random->Between(1, 2);
      levels.push_back(MakeLevel(type, documents, focus, random));
    }
    world.layers[i] = std::move(levels);
  }
  // Trust policy and resource-based policy are one layer.
  const auto resource = static_cast<size_t>(PolicyType::kResourceBased);
  const auto trust = static_cast<size_t>(PolicyType::kTrust);
  if (world.layers[trust]) world.layers[resource].reset();
  if (random->Percent(50)) world.organization = MakeOrganization(random);
  return world;
}

}  // namespace iam::differential
