// AccessIndex against World::Authorize(), principal by principal: what it
// leaves out is denied whatever the context, what it calls sure is so.
#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "iam/access_index.h"
#include "iam/world.h"
#include "tests/differential/make_request.h"
#include "tests/laws/random_accounts.h"

namespace iam {
namespace {

using differential::Focus;
using differential::KeySpec;
using differential::Random;
using differential::RandomAccounts;

constexpr uint64_t kSeed = 20261127;
constexpr int kWorlds = 400;
constexpr int kRequests = 12;
constexpr int kContexts = 12;

// Keys that follow from who calls and on what, or from other keys.
bool IsSettled(absl::string_view key) {
  for (const absl::string_view prefix :
       {"aws:Principal", "aws:user", "aws:Resource", "aws:FederatedProvider",
        "aws:CalledVia", "aws:ViaAWSService", "aws:SecureTransport",
        "aws:TokenIssueTime"}) {
    if (absl::StartsWithIgnoreCase(key, prefix)) return true;
  }
  return false;
}

bool IsTime(absl::string_view key) {
  return absl::EqualsIgnoreCase(key, "aws:CurrentTime") ||
         absl::EqualsIgnoreCase(key, "aws:EpochTime");
}

bool IsRequestTag(absl::string_view key) {
  return absl::StartsWithIgnoreCase(key, "aws:RequestTag/") ||
         absl::EqualsIgnoreCase(key, "aws:TagKeys");
}

// A request about nobody, without what only one principal's request says.
Request MakeQuestion(const Focus& focus, Random* random) {
  const Request made = differential::MakeRequest(focus, random);
  Request question;
  question.action = made.action;
  question.resource = made.resource;
  question.resource_account = made.resource_account;
  const bool all = random->Percent(30);
  for (const Context::Entry& entry : made.context.entries()) {
    if (IsSettled(entry.key) || (!all && random->Percent(70))) continue;
    if (entry.absent) {
      question.context.SetAbsent(entry.key);
    } else if (entry.is_list) {
      question.context.Set(entry.key, entry.values.ToStrings());
    } else {
      question.context.Set(entry.key, entry.values.front());
    }
  }
  return question;
}

// The same request with some of the keys that it leaves open.
Request WithMoreContext(const Request& request, const Focus& focus,
                        Random* random) {
  Request more = request;
  // Of these, one follows from the other.
  bool has_time = false;
  bool has_request_tags = false;
  for (const Context::Entry& entry : request.context.entries()) {
    has_time |= IsTime(entry.key);
    has_request_tags |= IsRequestTag(entry.key);
  }
  for (const KeySpec& key : focus.keys) {
    if (IsSettled(key.name) || request.context.Mentions(key.name) ||
        (has_request_tags && IsRequestTag(key.name)) ||
        (has_time && IsTime(key.name)) || random->Percent(30)) {
      continue;
    }
    const std::string value = random->Pick(differential::Values(key.kind));
    if (random->Percent(85)) {
      more.context.Set(key.name, value);
    } else {
      more.context.Set(key.name, std::vector<std::string>{value, "other"});
    }
  }
  const bool role = absl::StrContains(request.principal, ":role/");
  if (role && random->Percent(60)) {
    const size_t slash = request.principal.rfind('/');
    more.principal = absl::StrCat(
        "arn:aws:sts::", request.principal.substr(13, 12), ":assumed-role",
        request.principal.substr(slash), random->Percent(50) ? "/ci" : "/CI");
  }
  return more;
}

std::string Show(const Request& request) {
  std::string text =
      absl::StrCat(request.principal, " ", request.action, " ",
                   request.resource, " owner ", request.resource_account);
  for (const Context::Entry& entry : request.context.entries()) {
    absl::StrAppend(
        &text, " ", entry.key, "=",
        entry.absent ? "absent" : absl::StrJoin(entry.values.ToStrings(), "|"));
  }
  return text;
}

TEST(WhoCanLaws, AgreesWithAuthorize) {
  int listed = 0;
  int sure = 0;
  int turned = 0;
  int undecided = 0;
  for (uint64_t number = 0; number < kWorlds; ++number) {
    Random random(kSeed, number);
    const Focus focus = differential::MakeFocus(&random);
    const RandomAccounts accounts = differential::MakeAccounts(focus, &random);
    World::Builder builder;
    bool is_json = true;  // some values have a raw line break
    for (size_t i = 0; i < accounts.texts.size(); ++i) {
      is_json &= builder
                     .Add(std::make_shared<const Source>(
                         absl::StrCat(i, ".json"), accounts.texts[i]))
                     .ok();
    }
    if (!is_json) continue;
    const absl::StatusOr<World> world = builder.Build(/*keep_going=*/true);
    ASSERT_TRUE(world.ok()) << builder.diagnostics().ToString();
    const AccessIndex index(*world);
    for (int i = 0; i < kRequests; ++i) {
      Request request = MakeQuestion(focus, &random);
      // Made by identity providers, and no principal signs it.
      if (absl::StartsWithIgnoreCase(request.action, "sts:AssumeRoleWith")) {
        continue;
      }
      std::map<std::string, Access> found;
      for (const Access& access : index.WhoCan(request)) {
        EXPECT_TRUE(access.may_be_allowed || access.undecided);
        EXPECT_TRUE(found.emplace(access.principal, access).second)
            << access.principal << " twice";
      }
      for (const std::string& principal : accounts.principals) {
        request.principal = principal;
        const auto at = found.find(principal);
        const Access* const access = at == found.end() ? nullptr : &at->second;
        const absl::StatusOr<Decision> decision = world->Authorize(request);
        ASSERT_TRUE(decision.ok()) << principal;
        const auto where = [&](const Request& asked) {
          return absl::StrCat("world ", number, ": ", Show(asked), "\n",
                              absl::StrJoin(accounts.texts, "\n"));
        };
        if (access == nullptr) {
          ASSERT_FALSE(decision->allowed()) << where(request);
        } else {
          ++listed;
          undecided += access->undecided ? 1 : 0;
          sure += !access->may_be_denied && !access->undecided ? 1 : 0;
          ASSERT_EQ(access->decision.outcome, decision->outcome)
              << where(request);
          ASSERT_EQ(access->decision.layer, decision->layer);
          ASSERT_EQ(access->decision.statement, decision->statement);
        }
        for (int c = 0; c < kContexts; ++c) {
          const Request more = WithMoreContext(request, focus, &random);
          const absl::StatusOr<Decision> then = world->Authorize(more);
          ASSERT_TRUE(then.ok());
          turned += then->allowed() != decision->allowed() ? 1 : 0;
          if (access == nullptr || !access->may_be_allowed) {
            ASSERT_FALSE(then->allowed()) << where(more);
          } else if (!access->may_be_denied) {
            ASSERT_TRUE(then->allowed()) << where(more);
          }
        }
      }
    }
  }
  // Or the worlds do not try much.
  EXPECT_GT(listed, 4000);
  EXPECT_GT(sure, 1000);
  EXPECT_GT(turned, 1000);
  EXPECT_GT(undecided, 200);
}

}  // namespace
}  // namespace iam
