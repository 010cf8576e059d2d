// One test per case of corpus/decisions: the engine, compiled and explaining,
// and the reference evaluator each have to say what the case expects, and the
// reason too. The engine has to say it with all statements reversed as well.

#include <algorithm>
#include <cctype>
#include <map>
#include <ostream>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "iam/engine.h"
#include "tests/conformance/corpus.h"
#include "tests/conformance/reversed.h"
#include "tests/reference/reference.h"

namespace iam {
namespace {

using ::testing::UnorderedElementsAreArray;

// An answer in the words of the corpus.
struct Answer {
  std::string outcome;
  std::string decided_by;
  int level = 0;
  std::vector<std::string> matched;
  std::vector<std::string> missing;

  friend bool operator==(const Answer&, const Answer&) = default;
  friend std::ostream& operator<<(std::ostream& out, const Answer& answer) {
    out << answer.outcome << " by " << answer.decided_by << "[" << answer.level
        << "], matched:";
    for (const std::string& name : answer.matched) out << " " << name;
    out << ", missing:";
    for (const std::string& name : answer.missing) out << " " << name;
    return out;
  }
};

Answer AnswerOf(const Explanation& explanation) {
  const Decision& decision = explanation.decision;
  Answer answer{std::string(Name(decision.outcome)),
                std::string(Name(decision.layer)),
                decision.level,
                {},
                explanation.missing};
  for (const StatementRef& statement : explanation.matched) {
    answer.matched.push_back(ToString(statement));
  }
  std::sort(answer.matched.begin(), answer.matched.end());
  return answer;
}

Answer AnswerOf(const reference::Verdict& verdict) {
  return {std::string(Name(verdict.outcome)), std::string(Name(verdict.layer)),
          verdict.level, verdict.matched, verdict.missing};
}

void CheckDecisionsAgree(const Decision& authorized,
                         const Decision& explained) {
  EXPECT_EQ(authorized.outcome, explained.outcome);
  EXPECT_EQ(authorized.reason, explained.reason);
  EXPECT_EQ(authorized.layer, explained.layer);
  EXPECT_EQ(authorized.level, explained.level);
  EXPECT_EQ(authorized.statement, explained.statement);
}

// The outcome has to be today's wrong one, where a case knows of it.
void CheckOutcome(const Case& expected, const std::string& outcome) {
  if (!expected.known_wrong) {
    EXPECT_EQ(outcome, expected.expect);
  } else if (outcome == expected.expect) {
    ADD_FAILURE() << "mended: take 'known_wrong' out of the case";
  } else {
    EXPECT_EQ(outcome, *expected.known_wrong);
  }
}

void CheckReason(const Case& expected, const Answer& answer) {
  if (expected.known_wrong) return;
  if (expected.decided_by) {
    EXPECT_EQ(answer.decided_by, *expected.decided_by);
  }
  if (expected.matched) {
    EXPECT_THAT(answer.matched, UnorderedElementsAreArray(*expected.matched));
  }
  if (expected.missing) {
    EXPECT_THAT(answer.missing, UnorderedElementsAreArray(*expected.missing));
  }
}

void CheckReversed(const Case& expected, const Answer& forward) {
  auto reversed = Reversed(expected.policies);
  ASSERT_TRUE(reversed.has_value());
  const auto engine = Engine::Compile(*std::move(reversed));
  ASSERT_TRUE(engine.ok()) << engine.status();
  Answer answer = AnswerOf(engine->Explain(expected.request));
  answer.matched = NamesBeforeReversal(answer.matched, expected.policies);
  EXPECT_EQ(answer, forward) << "with the statements reversed";
}

class Decisions : public ::testing::TestWithParam<CorpusCase> {};

TEST_P(Decisions, AreAsExpected) {
  const Case& expected = *GetParam().content;
  SCOPED_TRACE(absl::StrCat(GetParam().file, ":", expected.where.line, ": ",
                            expected.id));
  const auto engine = expected.policies_ok
                          ? Engine::Compile(expected.policies)
                          : absl::InvalidArgumentError("unreadable");
  if (!engine.ok()) {
    CheckOutcome(expected, "error");
    return;
  }
  const Answer answer = AnswerOf(engine->Explain(expected.request));
  {
    SCOPED_TRACE("engine");
    CheckDecisionsAgree(engine->Authorize(expected.request),
                        engine->Explain(expected.request).decision);
    CheckOutcome(expected, answer.outcome);
    CheckReason(expected, answer);
    CheckReversed(expected, answer);
  }
  SCOPED_TRACE("reference");
  const Answer reference =
      AnswerOf(reference::Decide(expected.policies, expected.request));
  EXPECT_EQ(reference, answer) << "the two evaluators disagree";
  if (expected.known_wrong) return;
  EXPECT_EQ(reference.outcome, expected.expect);
  CheckReason(expected, reference);
}

// "layers_kms__kms_no_key_policy_root"; numbered where that is not unique.
std::string TestName(const ::testing::TestParamInfo<CorpusCase>& info) {
  static auto* const used = new std::map<std::string, int>;
  std::string name =
      absl::StrCat(info.param.file, "__", info.param.content->id);
  for (char& c : name) {
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  }
  const int count = ++(*used)[name];
  return count == 1 ? name : absl::StrCat(name, "__", count);
}

INSTANTIATE_TEST_SUITE_P(Corpus, Decisions,
                         ::testing::ValuesIn(DecisionCorpus().cases), TestName);

TEST(CorpusFiles, AreWellFormed) {
  EXPECT_TRUE(DecisionCorpus().diagnostics.empty())
      << DecisionCorpus().diagnostics.ToString();
  EXPECT_FALSE(DecisionCorpus().cases.empty());
}

TEST(CorpusFiles, HaveUniqueCaseIdsWithAnExpectation) {
  std::map<std::string, std::string> files;
  for (const CorpusCase& entry : DecisionCorpus().cases) {
    EXPECT_FALSE(entry.content->expect.empty()) << entry.content->id;
    const auto [first, is_new] = files.emplace(entry.content->id, entry.file);
    EXPECT_TRUE(is_new) << entry.content->id << " stands in " << first->second
                        << " and " << entry.file;
  }
}

}  // namespace
}  // namespace iam
