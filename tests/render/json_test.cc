#include "simulator/render/json.h"

#include <memory>

#include "engine/text/json.h"
#include "gtest/gtest.h"
#include "simulator/render/junit.h"

namespace iam {
namespace {

bool IsJson(const std::string& text) {
  Diagnostics diagnostics;
  return ParseJson(std::make_shared<Source>("j", text), &diagnostics)
      .has_value();
}

TEST(RenderJson, IsJsonWhateverTheNamesHold) {
  Answer answer;
  answer.id = "quote \" backslash \\ line\n break \xff no UTF-8";
  answer.principal = answer.action = answer.resource = "\x1b\x7f";
  answer.explanation.notes.push_back("\xc3");
  EXPECT_TRUE(IsJson(AnswerJson(answer, true))) << AnswerJson(answer, true);
  EXPECT_TRUE(IsJson(AnswersJson({})));
  EXPECT_TRUE(IsJson(AnswersJson({"{}", "{}"})));
  EXPECT_TRUE(IsJson(BadLineJson(3, answer.id)));
  TestReport report;
  report.errors.push_back({"f", "\x80"});
  EXPECT_TRUE(IsJson(TestReportJson(report)));
}

TEST(RenderJunit, CountsBySuite) {
  TestReport report;
  report.program_version = "0";
  CaseResult result;
  result.file = "b.json";
  result.id = "<&\x01>";
  report.cases.push_back(result);
  result.passed = true;
  report.cases.push_back(result);
  report.errors.push_back({"b.json", "oops"});
  const std::string xml = TestReportJunit(report);
  EXPECT_NE(xml.find("<testsuite name=\"b.json\" tests=\"3\" failures=\"1\" "
                     "errors=\"1\">"),
            std::string::npos)
      << xml;
  EXPECT_EQ(xml.find('\x01'), std::string::npos);
}

}  // namespace
}  // namespace iam
