// The worlds of the corpus, from disk: their READMEs say what to expect.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "engine/text/json.h"
#include "simulator/snapshot/load_world.h"
#include "tests/source_dir.h"

namespace iam {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string WorldPath(absl::string_view name) {
  return absl::StrCat(SourceDir(), "/corpus/worlds/", name);
}

Request ReadRequest(absl::string_view line) {
  Diagnostics diagnostics;
  const std::optional<JsonDocument> json =
      ParseJson(std::make_shared<const Source>("request", std::string(line)),
                &diagnostics);
  Request request;
  request.principal = std::string(json->root().Find("principal")->text());
  request.action = std::string(json->root().Find("action")->text());
  request.resource = std::string(json->root().Find("resource")->text());
  if (const JsonValue* context = json->root().Find("context")) {
    for (const JsonValue::Member& member : context->members()) {
      if (member.value.is_array()) {
        std::vector<std::string> values;
        for (const JsonValue& item : member.value.items()) {
          values.emplace_back(item.text());
        }
        request.context.Set(member.name(), std::move(values));
      } else {
        request.context.Set(member.name(), member.value.text());
      }
    }
  }
  return request;
}

struct Line {
  std::string id;
  Request request;
};

std::vector<Line> ReadRequests(absl::string_view world) {
  DiskFileReader files;
  const std::string text =
      *files.ReadFile(JoinPath(WorldPath(world), "requests.jsonl"));
  std::vector<Line> lines;
  for (absl::string_view line :
       absl::StrSplit(text, '\n', absl::SkipWhitespace())) {
    Diagnostics diagnostics;
    const std::optional<JsonDocument> json =
        ParseJson(std::make_shared<const Source>("request", std::string(line)),
                  &diagnostics);
    lines.push_back(
        Line{std::string(json->root().Find("id")->text()), ReadRequest(line)});
  }
  return lines;
}

// The rows "| id | verdict | …" of the README.
std::map<std::string, std::string> ExpectedVerdicts(absl::string_view world) {
  DiskFileReader files;
  const std::string text =
      *files.ReadFile(JoinPath(WorldPath(world), "README.md"));
  std::map<std::string, std::string> expected;
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    const std::vector<std::string> cells = absl::StrSplit(line, '|');
    if (cells.size() < 5) continue;
    const std::string verdict(absl::StripAsciiWhitespace(cells[2]));
    if (verdict == "allowed" || verdict == "implicitDeny" ||
        verdict == "explicitDeny") {
      expected[std::string(absl::StripAsciiWhitespace(cells[1]))] = verdict;
    }
  }
  return expected;
}

TEST(CorpusWorlds, FirstUser) {
  DiskFileReader files;
  Diagnostics diagnostics;
  const absl::StatusOr<World> world =
      LoadWorld(WorldPath("first-user"), files, false, &diagnostics);
  ASSERT_TRUE(world.ok()) << diagnostics.ToString();
  EXPECT_EQ(diagnostics.ToString(), "");
  EXPECT_EQ(world->counts().users, 2u);
  std::vector<std::string> verdicts;
  for (const Line& line : ReadRequests("first-user")) {
    verdicts.emplace_back(Name(world->Authorize(line.request)->outcome));
  }
  EXPECT_THAT(verdicts,
              ElementsAre("allowed", "implicitDeny", "allowed", "explicitDeny",
                          "allowed", "implicitDeny", "allowed", "allowed",
                          "implicitDeny", "implicitDeny"));
}

TEST(CorpusWorlds, Acme) {
  DiskFileReader files;
  Diagnostics diagnostics;
  const absl::StatusOr<World> world =
      LoadWorld(WorldPath("acme"), files, false, &diagnostics);
  ASSERT_TRUE(world.ok()) << diagnostics.ToString();
  EXPECT_EQ(diagnostics.ToString(), "");
  EXPECT_EQ(world->counts().accounts, 5u);
  std::map<std::string, std::string> expected = ExpectedVerdicts("acme");
  EXPECT_GT(expected.size(), 40u);
  for (const Line& line : ReadRequests("acme")) {
    const absl::StatusOr<Explanation> explanation =
        world->Explain(line.request);
    ASSERT_TRUE(explanation.ok()) << line.id << ": " << explanation.status();
    EXPECT_EQ(Name(explanation->decision.outcome), expected[line.id])
        << line.id;
    EXPECT_EQ(explanation->decision.outcome,
              world->Authorize(line.request)->outcome);
    EXPECT_THAT(explanation->unknown_policies, IsEmpty()) << line.id;
    expected.erase(line.id);
  }
  EXPECT_THAT(expected, IsEmpty());
}

}  // namespace
}  // namespace iam
