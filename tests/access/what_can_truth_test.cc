// Holds what-can against the decisions of the same world: what a row gives
// without a condition is allowed whatever the context, what no row gives is
// denied whatever it is.
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/eval/service_rules.h"
#include "gtest/gtest.h"
#include "simulator/access/what_can.h"
#include "simulator/catalog/arn_format.h"
#include "tests/access/random_accounts.h"
#include "tests/why/example_world.h"

namespace iam {
namespace {

using differential::Random;

enum class Given { kNo, kPerhaps, kYes };

// Whether a resource is in all sets, as far as that is known.
Given IsIn(const std::string& resource, const ResourceSets& sets) {
  ResourceSet one;
  one.patterns.push_back(LiteralPattern(resource));
  if (!Overlaps(sets, ResourceSets{one})) return Given::kNo;
  return Contains(sets, ResourceSets{one}) ? Given::kYes : Given::kPerhaps;
}

Given GivenBy(const Grant& grant, const std::string& resource) {
  Given given = IsIn(resource, grant.on);
  if (given == Given::kNo) return given;
  if (!grant.conditions.empty() || !grant.needs.empty()) {
    given = Given::kPerhaps;
  }
  for (const GrantException& exception : grant.exceptions) {
    const Given taken = IsIn(resource, exception.where);
    if (taken == Given::kNo) continue;
    if (taken == Given::kYes && exception.conditions.empty()) return Given::kNo;
    given = Given::kPerhaps;
  }
  return given;
}

// What a report says to one request.
Given GivenBy(const WhatCanReport& report, const std::string& action,
              const std::string& resource, const std::string& owner) {
  const size_t colon = action.find(':');
  const std::string prefix = action.substr(0, colon);
  const std::string name = action.substr(colon + 1);
  Given given = Given::kNo;
  for (const WhatCanService& service : report.services) {
    const auto& prefixes = service.prefixes;
    if (std::find(prefixes.begin(), prefixes.end(), prefix) == prefixes.end()) {
      continue;
    }
    for (const WhatCanRow& row : service.rows) {
      const bool named = prefixes.size() > 1 ||
                         std::find(row.actions.begin(), row.actions.end(),
                                   name) != row.actions.end();
      if (!named || row.grant.account != owner) continue;
      given = std::max(given, GivenBy(row.grant.grant, resource));
    }
  }
  return given;
}

// Whether the report may be about an action that the catalog does not have: one
// that no policy of the principal's spells out is in none.
bool Knows(const WhatCanReport& report, const std::string& action) {
  if (Catalog::Get().FindAction(action).has_value()) return true;
  const std::string prefix = action.substr(0, action.find(':'));
  const size_t known = Catalog::Get().FindService(prefix)->actions.size();
  return std::any_of(report.services.begin(), report.services.end(),
                     [&](const WhatCanService& service) {
                       return service.prefixes.front() == prefix &&
                              service.action_count > known;
                     });
}

struct Tally {
  size_t pairs = 0;
  size_t yes = 0;
  size_t no = 0;
  size_t decisions = 0;
  size_t wrong = 0;
};

// Decides the request in some contexts and complains if the report knows
// better.
void Check(const World& world, const Request& request, Given given,
           const std::vector<Context>& contexts, const std::string& about,
           Tally* tally) {
  ++tally->pairs;
  if (given == Given::kYes) ++tally->yes;
  if (given == Given::kNo) ++tally->no;
  if (given == Given::kPerhaps) return;
  for (const Context& context : contexts) {
    Request tried = request;
    tried.context = context;
    const auto decision = world.Authorize(tried);
    ASSERT_TRUE(decision.ok()) << decision.status();
    ++tally->decisions;
    if (decision->allowed() == (given == Given::kYes)) continue;
    ++tally->wrong;
    if (tally->wrong > 5) return;
    std::vector<std::string> keys;
    for (const Context::Entry& entry : context.entries()) {
      keys.push_back(absl::StrCat(entry.key, "=", entry.values.front()));
    }
    ADD_FAILURE() << about << ": " << request.principal << " " << request.action
                  << " " << request.resource << " with "
                  << absl::StrJoin(keys, ", ") << " is "
                  << Name(decision->outcome) << " by "
                  << TitleOf(decision->layer, decision->level)
                  << ", what-can says the opposite";
    return;
  }
}

std::vector<Context> SomeContexts(bool session_tags, Random* random) {
  std::vector<Context> contexts(1);
  for (int i = 0; i < 6; ++i) {
    contexts.push_back(RandomCircumstances(session_tags, random));
  }
  return contexts;
}

// Some writes to what AWS owns are denied whatever policies say; rows leave it
// at a note.
bool IsAwss(const Request& request) {
  const auto who = ParseRequestPrincipal(request.principal);
  const Context empty;
  return FixedAnswer(RequestAction(request.action), *who,
                     RequestResource(request.resource),
                     empty) == ServiceRule::kAlwaysDenied;
}

std::string OwnerIn(const PrincipalScope& scope, const std::string& resource) {
  const RequestResource parsed(resource);
  if (!parsed.account.empty()) return std::string(parsed.account);
  const std::string bucket = resource.substr(0, resource.find('/'));
  for (const ResourceScope& known : scope.resources) {
    if (known.arn == bucket) return std::string(known.account);
  }
  return scope.account;
}

// ARNs of the action's resource types: of any name, in this account and in
// another one, and those that the world knows; "*" if none is needed.
std::vector<std::string> ResourcesOf(const Catalog::Found& action,
                                     const PrincipalScope& scope) {
  std::vector<std::string> resources;
  bool required = false;
  for (const ActionResource& of : action.action->resources) {
    required |= of.required;
    const CatalogResourceType* type = action.service->FindResource(of.type);
    if (type == nullptr) continue;
    for (const absl::string_view format : ArnFormats(type->arn)) {
      for (const std::string& account :
           {scope.account, std::string("222222222222")}) {
        std::string arn;
        for (const FormatPiece& piece : CutFormat(format)) {
          if (!piece.variable) {
            absl::StrAppend(&arn, piece.text);
          } else if (piece.text == "Partition") {
            absl::StrAppend(&arn, "aws");
          } else if (piece.text == "Region") {
            absl::StrAppend(&arn, "eu-central-1");
          } else if (piece.text == "Account") {
            absl::StrAppend(&arn, account);
          } else {
            absl::StrAppend(&arn, "x");
          }
        }
        resources.push_back(std::move(arn));
      }
    }
  }
  if (!required) resources.push_back("*");
  for (const ResourceScope& known : scope.resources) {
    for (const absl::string_view tail : {"", "/x", "/builds/x", "/public/x"}) {
      std::string arn = absl::StrCat(known.arn, tail);
      if (Catalog::Get().TypesOf(action, arn).empty()) continue;
      resources.push_back(std::move(arn));
    }
  }
  for (const char* name :
       {"arn:aws:s3:::amzn-s3-demo-dev-bucket/home/diego/x",
        "arn:aws:dynamodb:eu-central-1:444455556666:table/orders-1",
        "arn:aws:iam::444455556666:user/developers/diego",
        "arn:aws:iam::111122223333:user/learner",
        "arn:aws:iam::111122223333:user/iam-admin",
        "arn:aws:iam::444455556666:policy/boundaries/DeveloperBoundary"}) {
    if (!Catalog::Get().TypesOf(action, name).empty()) {
      resources.push_back(name);
    }
  }
  return resources;
}

Context ExampleCircumstances(bool session_tags, Random* random) {
  Context context = RandomCircumstances(session_tags, random);
  const auto maybe = [&](const char* key, const char* value) {
    if (random->Percent(50)) context.Set(key, value);
  };
  maybe("s3:prefix", "home/diego/");
  maybe("ec2:InstanceType", random->Percent(50) ? "t3.micro" : "m5.large");
  maybe("kms:ViaService", "s3.eu-central-1.amazonaws.com");
  maybe("sts:ExternalId", "acme-audit-7f3c");
  maybe("iam:PermissionsBoundary",
        "arn:aws:iam::444455556666:policy/boundaries/DeveloperBoundary");
  maybe("aws:ResourceTag/team", "checkout");
  maybe("aws:RequestTag/team", "checkout");
  return context;
}

void CheckExample(const std::string& name,
                  const std::vector<std::string>& principals, Tally* tally) {
  const ExampleWorld example(name);
  Random random(20261127, 1);
  for (const std::string& principal : principals) {
    const auto found = example.world.FindPrincipal(principal);
    const std::string who = found.ok() ? *found : principal;
    const auto report = MakeWhatCanReport(example.world, who, {});
    ASSERT_TRUE(report.ok()) << report.status();
    std::vector<Context> contexts(1);
    for (int i = 0; i < 5; ++i) {
      contexts.push_back(
          ExampleCircumstances(!report->scope->tags_known, &random));
    }
    for (const absl::string_view prefix :
         {"s3", "kms", "sts", "sqs", "iam", "ec2", "dynamodb", "lambda",
          "secretsmanager", "organizations", "cloudtrail", "account", "logs",
          "rds", "rekognition", "cloudwatch", "support"}) {
      const CatalogService* service = Catalog::Get().FindService(prefix);
      for (const CatalogAction& action : service->actions) {
        Request request;
        request.principal = who;
        request.action = absl::StrCat(prefix, ":", action.name);
        const RequestAction parsed(request.action);
        for (const std::string& resource :
             ResourcesOf({service, &action}, *report->scope)) {
          request.resource = resource;
          if (IsAwss(request)) continue;
          Check(example.world, request,
                GivenBy(*report, request.action,
                        std::string(AuthorizedResource(parsed, resource)),
                        OwnerIn(*report->scope, resource)),
                contexts, name, tally);
        }
      }
    }
  }
  EXPECT_EQ(tally->wrong, 0u);
}

TEST(WhatCanTruthTest, Acme) {
  Tally tally;
  CheckExample(
      "acme",
      {"diego", "mara", "priya", "olivia", "sofia", "org-admin", "AppRuntime",
       "Sandbox", "PaymentsService", "GitHubDeploy", "AuditReader", "Packager",
       "SecurityAuditor", "AWSServiceRoleForAutoScaling",
       "arn:aws:iam::444455556666:root", "123456789012"},
      &tally);
  EXPECT_GT(tally.pairs, 50000u);
  EXPECT_GT(tally.yes, 5000u);
}

TEST(WhatCanTruthTest, FirstUser) {
  Tally tally;
  CheckExample("first-user", {"iam-admin", "learner", "111122223333"}, &tally);
  EXPECT_GT(tally.pairs, 5000u);
}

TEST(WhatCanTruthTest, RandomAccounts) {
  constexpr uint64_t kWorlds = 120;
  Tally tally;
  for (uint64_t number = 0; number < kWorlds; ++number) {
    Random random(20261127, number);
    World::Builder builder;
    for (std::string& text : RandomAccounts(&random)) {
      const absl::Status added =
          builder.Add(std::make_shared<Source>("world.json", std::move(text)));
      ASSERT_TRUE(added.ok()) << added;
    }
    const auto world = builder.Build();
    ASSERT_TRUE(world.ok()) << builder.diagnostics().ToString();
    for (const std::string& principal : AccountPrincipals()) {
      const auto report = MakeWhatCanReport(
          *world, principal,
          {.services = {"s3", "sqs", "kms", "sts", "iam", "ec2"},
           .action = "",
           .context = Context()});
      ASSERT_TRUE(report.ok()) << report.status();
      const std::vector<Context> contexts =
          SomeContexts(!report->scope->tags_known, &random);
      for (const AccountTarget& target : AccountTargets()) {
        if (!Knows(*report, target.action)) continue;
        Request request;
        request.principal = principal;
        request.action = target.action;
        request.resource = target.resource;
        const RequestAction action(request.action);
        Check(*world, request,
              GivenBy(*report, target.action,
                      std::string(AuthorizedResource(action, target.resource)),
                      OwnerOfTarget(target.resource, report->scope->account)),
              contexts, absl::StrCat("world ", number), &tally);
      }
    }
  }
  RecordProperty("pairs", static_cast<int>(tally.pairs));
  EXPECT_EQ(tally.wrong, 0u);
  // That nothing is known is true of everything, but no help.
  EXPECT_GT(tally.pairs, 30000u);
  EXPECT_GT(tally.yes, tally.pairs / 20);
  EXPECT_GT(tally.yes + tally.no, tally.pairs / 2);
  RecordProperty("always", static_cast<int>(tally.yes));
  RecordProperty("never", static_cast<int>(tally.no));
}

}  // namespace
}  // namespace iam
