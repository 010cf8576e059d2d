// Laws that hold whatever AWS's rules are in detail, tried on the random worlds
// of tests/differential and on both evaluators.

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "iam/engine.h"
#include "tests/differential/make_request.h"
#include "tests/differential/make_world.h"
#include "tests/differential/random.h"
#include "tests/differential/spec.h"
#include "tests/reference/reference.h"

namespace iam {
namespace {

using differential::DocumentSpec;
using differential::Focus;
using differential::LevelSpec;
using differential::Random;
using differential::StatementSpec;
using differential::WorldSpec;

constexpr uint64_t kSeed = 20261124;
constexpr int kWorlds = 600;
constexpr int kRequests = 20;

// A policy set with both of its evaluators.
class Evaluators {
 public:
  // nullopt if a document is refused.
  static std::optional<Evaluators> Of(const WorldSpec& world) {
    auto policies = differential::Build(world);
    if (!policies) return std::nullopt;
    auto engine = Engine::Compile(*policies);
    if (!engine.ok()) return std::nullopt;
    return Evaluators(*std::move(policies), *std::move(engine));
  }

  Outcome Engines(const Request& request) const {
    return engine_.Authorize(request).outcome;
  }
  Outcome References(const Request& request) const {
    return reference::Decide(policies_, request).outcome;
  }

 private:
  Evaluators(PolicySet policies, Engine engine)
      : policies_(std::move(policies)), engine_(std::move(engine)) {}

  PolicySet policies_;
  Engine engine_;
};

// Calls `check` with outcomes before and after a change to the policies, for
// random worlds and requests. `change` returns false if it has no use for a
// world, `counts` for a request that the law does not speak of. Fails if the
// law was hardly ever tried.
void ForChangedWorlds(
    const std::function<bool(const Focus&, WorldSpec*, Random*)>& change,
    const std::function<bool(Outcome before, Outcome after)>& holds,
    const std::function<bool(const Request&)>& counts = [](const Request&) {
      return true;
    }) {
  int tried = 0;
  for (uint64_t number = 0; number < kWorlds; ++number) {
    Random random(kSeed, number);
    const Focus focus = differential::MakeFocus(&random);
    const WorldSpec world = differential::MakeWorld(focus, &random);
    WorldSpec changed = world;
    if (!change(focus, &changed, &random)) continue;
    const auto before = Evaluators::Of(world);
    const auto after = Evaluators::Of(changed);
    if (!before || !after) continue;
    for (int i = 0; i < kRequests; ++i) {
      const Request request = differential::MakeRequest(focus, &random);
      if (!counts(request)) continue;
      ++tried;
      ASSERT_TRUE(holds(before->Engines(request), after->Engines(request)))
          << "engine, world " << number << ", before:\n"
          << differential::ToCase(world, request, "") << "\nafter:\n"
          << differential::ToCase(changed, request, "");
      ASSERT_TRUE(
          holds(before->References(request), after->References(request)))
          << "reference, world " << number << ", before:\n"
          << differential::ToCase(world, request, "") << "\nafter:\n"
          << differential::ToCase(changed, request, "");
    }
  }
  EXPECT_GT(tried, 1000);
}

// Every document of a world.
void ForEachDocument(WorldSpec* world,
                     const std::function<void(DocumentSpec*)>& visit) {
  for (auto& levels : world->layers) {
    if (!levels) continue;
    for (LevelSpec& level : *levels) {
      for (DocumentSpec& document : level) visit(&document);
    }
  }
}

bool Same(Outcome before, Outcome after) { return before == after; }

std::optional<std::vector<LevelSpec>>& LayerOf(WorldSpec* world,
                                               PolicyType type) {
  return world->layers[static_cast<size_t>(type)];
}

TEST(Laws, TheOrderOfStatementsNeverMatters) {
  ForChangedWorlds(
      [](const Focus&, WorldSpec* world, Random*) {
        ForEachDocument(world, [](DocumentSpec* document) {
          std::reverse(document->statements.begin(),
                       document->statements.end());
        });
        return true;
      },
      Same);
}

TEST(Laws, TheOrderOfDocumentsNeverMatters) {
  ForChangedWorlds(
      [](const Focus&, WorldSpec* world, Random*) {
        for (auto& levels : world->layers) {
          if (!levels) continue;
          for (LevelSpec& level : *levels) {
            std::reverse(level.begin(), level.end());
          }
        }
        return true;
      },
      Same);
}

TEST(Laws, OneMoreDenyNeverTurnsADenialIntoAnAllow) {
  ForChangedWorlds(
      [](const Focus& focus, WorldSpec* world, Random* random) {
        // Into a document that is there: a new one would open a layer.
        std::vector<std::pair<PolicyType, DocumentSpec*>> documents;
        for (size_t i = 0; i < world->layers.size(); ++i) {
          if (!world->layers[i]) continue;
          for (LevelSpec& level : *world->layers[i]) {
            for (DocumentSpec& document : level) {
              documents.emplace_back(static_cast<PolicyType>(i), &document);
            }
          }
        }
        if (documents.empty()) return false;
        const auto& [type, document] = random->Pick(documents);
        StatementSpec deny = differential::MakeStatement(type, focus, random);
        for (int i = 0; deny.allow && i < 50; ++i) {
          deny = differential::MakeStatement(type, focus, random);
        }
        if (deny.allow) return false;
        document->statements.push_back(std::move(deny));
        return true;
      },
      [](Outcome before, Outcome after) {
        return before == Outcome::kAllowed || after != Outcome::kAllowed;
      });
}

TEST(Laws, SplittingAListOfActionsChangesNothing) {
  ForChangedWorlds(
      [](const Focus&, WorldSpec* world, Random*) {
        bool split = false;
        ForEachDocument(world, [&](DocumentSpec* document) {
          std::vector<StatementSpec> statements;
          for (const StatementSpec& statement : document->statements) {
            if (statement.not_action || statement.actions.size() < 2) {
              statements.push_back(statement);
              continue;
            }
            for (const std::string& action : statement.actions) {
              statements.push_back(statement);
              statements.back().actions = {action};
            }
            split = true;
          }
          document->statements = std::move(statements);
        });
        return split;
      },
      Same);
}

TEST(Laws, SplittingAListOfResourcesChangesNothing) {
  ForChangedWorlds(
      [](const Focus&, WorldSpec* world, Random*) {
        bool split = false;
        ForEachDocument(world, [&](DocumentSpec* document) {
          std::vector<StatementSpec> statements;
          for (const StatementSpec& statement : document->statements) {
            if (statement.not_resource || !statement.resources ||
                statement.resources->size() < 2) {
              statements.push_back(statement);
              continue;
            }
            for (const std::string& resource : *statement.resources) {
              statements.push_back(statement);
              statements.back().resources = {resource};
            }
            split = true;
          }
          document->statements = std::move(statements);
        });
        return split;
      },
      Same);
}

// What is left grants nothing, whatever the limits allow, unless nothing has to
// grant: some calls are open to everybody, and root needs no policy.
TEST(Laws, LimitsAloneNeverGrant) {
  int tried = 0;
  for (uint64_t number = 0; number < kWorlds; ++number) {
    Random random(kSeed, number);
    const Focus focus = differential::MakeFocus(&random);
    WorldSpec limits = differential::MakeWorld(focus, &random);
    LayerOf(&limits, PolicyType::kIdentityBased).reset();
    LayerOf(&limits, PolicyType::kResourceBased).reset();
    LayerOf(&limits, PolicyType::kTrust).reset();
    WorldSpec nothing;
    nothing.organization = limits.organization;
    const auto limited = Evaluators::Of(limits);
    const auto unlimited = Evaluators::Of(nothing);
    if (!limited || !unlimited) continue;
    for (int i = 0; i < kRequests; ++i) {
      const Request request = differential::MakeRequest(focus, &random);
      if (unlimited->Engines(request) == Outcome::kAllowed) continue;
      ++tried;
      EXPECT_NE(limited->Engines(request), Outcome::kAllowed)
          << differential::ToCase(limits, request, "");
      EXPECT_NE(limited->References(request), Outcome::kAllowed)
          << differential::ToCase(limits, request, "");
    }
  }
  EXPECT_GT(tried, 1000);
}

// Taking a limit away never takes a right away. A federated user has none of
// its own without a session policy, hence is left out.
void CheckThatLimitOnlyLimits(PolicyType type) {
  ForChangedWorlds(
      [type](const Focus&, WorldSpec* world, Random*) {
        if (!LayerOf(world, type)) return false;
        LayerOf(world, type).reset();
        return true;
      },
      [](Outcome limited, Outcome unlimited) {
        return limited != Outcome::kAllowed || unlimited == Outcome::kAllowed;
      },
      [](const Request& request) {
        return request.principal.find(":federated-user/") == std::string::npos;
      });
}

TEST(Laws, AScpOnlyLimits) {
  CheckThatLimitOnlyLimits(PolicyType::kServiceControlPolicy);
}

TEST(Laws, ARcpOnlyLimits) {
  CheckThatLimitOnlyLimits(PolicyType::kResourceControlPolicy);
}

TEST(Laws, ABoundaryOnlyLimits) {
  CheckThatLimitOnlyLimits(PolicyType::kPermissionsBoundary);
}

// Whoever makes a session cannot give it more than they have.
TEST(Laws, ASessionMayDoNoMoreThanItsParent) {
  CheckThatLimitOnlyLimits(PolicyType::kSession);
}

}  // namespace
}  // namespace iam
