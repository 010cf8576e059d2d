// corpus/rules.md is the index of rules: every rule that wants cases has one
// that is allowed and one that is not, and no case cites an unknown rule.

#include <map>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "tests/conformance/corpus.h"
#include "tests/source_dir.h"

namespace iam {
namespace {

// Rule -> whether it wants cases, from rows like
// "| R4.21 | what it says | page | confidence | yes |".
std::map<std::string, bool> RuleIndex() {
  std::map<std::string, bool> rules;
  const std::string text = ReadWholeFile(SourceDir() + "/corpus/rules.md");
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    const std::vector<absl::string_view> cells = absl::StrSplit(line, '|');
    if (cells.size() < 7 || !cells[0].empty()) continue;
    const absl::string_view rule = absl::StripAsciiWhitespace(cells[1]);
    const absl::string_view wants_cases =
        absl::StripAsciiWhitespace(cells[cells.size() - 2]);
    if (rule == "rule" || absl::StartsWith(rule, "-")) continue;
    rules[std::string(rule)] = absl::StartsWith(wants_cases, "yes");
  }
  return rules;
}

struct Shown {
  int allowed = 0;
  int otherwise = 0;
};

std::map<std::string, Shown> RulesShown() {
  std::map<std::string, Shown> shown;
  for (const CorpusCase& entry : DecisionCorpus().cases) {
    for (const std::string& rule : entry.content->rules) {
      Shown& counts = shown[rule];
      ++(entry.content->expect == "allowed" ? counts.allowed
                                            : counts.otherwise);
    }
  }
  return shown;
}

TEST(Rules, EveryRuleIsShownBothWays) {
  const std::map<std::string, bool> rules = RuleIndex();
  ASSERT_GT(rules.size(), 100u);
  const std::map<std::string, Shown> shown = RulesShown();
  std::vector<std::string> bare;
  for (const auto& [rule, wants_cases] : rules) {
    const auto at = shown.find(rule);
    if (wants_cases && (at == shown.end() || at->second.allowed == 0 ||
                        at->second.otherwise == 0)) {
      bare.push_back(rule);
    }
  }
  EXPECT_TRUE(bare.empty())
      << "rules without a case expecting allowed and one expecting otherwise: "
      << absl::StrJoin(bare, ", ");
}

TEST(Rules, EveryRuleThatIsCitedIsInTheIndex) {
  const std::map<std::string, bool> rules = RuleIndex();
  std::vector<std::string> unknown;
  for (const auto& [rule, counts] : RulesShown()) {
    if (rules.count(rule) == 0) unknown.push_back(rule);
  }
  EXPECT_TRUE(unknown.empty())
      << "cited, but not in corpus/rules.md: " << absl::StrJoin(unknown, ", ");
}

}  // namespace
}  // namespace iam
