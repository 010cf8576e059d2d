#include "simulator/render/junit.h"

#include <map>
#include <pugixml.hpp>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/text/excerpt.h"

namespace iam {
namespace {

// XML 1.0 has no control characters, not even escaped.
std::string XmlText(absl::string_view text) { return Harmless(text); }

// The suites, one a file.
class Suites {
 public:
  explicit Suites(pugi::xml_node root) : root_(root) {}

  pugi::xml_node SuiteOf(const std::string& file) {
    pugi::xml_node& suite = suites_[file];
    if (suite) return suite;
    suite = root_.append_child("testsuite");
    suite.append_attribute("name") = XmlText(file).c_str();
    for (const char* count : {"tests", "failures", "errors"}) {
      suite.append_attribute(count) = 0;
    }
    return suite;
  }

  pugi::xml_node AddCase(const std::string& file, const std::string& name) {
    pugi::xml_node node = SuiteOf(file).append_child("testcase");
    node.append_attribute("name") = XmlText(name).c_str();
    node.append_attribute("classname") = XmlText(file).c_str();
    Count(file, "tests");
    return node;
  }

  void Count(const std::string& file, const char* counter) {
    pugi::xml_attribute attribute = SuiteOf(file).attribute(counter);
    attribute.set_value(attribute.as_uint() + 1);
  }

 private:
  pugi::xml_node root_;
  std::map<std::string, pugi::xml_node> suites_;
};

void AddResult(const CaseResult& result, Suites* suites) {
  pugi::xml_node node = suites->AddCase(result.file, result.id);
  node.append_attribute("file") = XmlText(result.file).c_str();
  node.append_attribute("line") = result.where.line;
  if (result.passed) return;
  suites->Count(result.file, "failures");
  pugi::xml_node failure = node.append_child("failure");
  failure.append_attribute("message") =
      XmlText(result.failures.empty() ? "" : result.failures.front()).c_str();
  failure.text().set(XmlText(absl::StrJoin(result.failures, "; ")).c_str());
}

void AddError(const TestReport::Error& error, Suites* suites) {
  pugi::xml_node node = suites->AddCase(error.file, "could not be read");
  suites->Count(error.file, "errors");
  node.append_child("error").append_attribute("message") =
      XmlText(error.message).c_str();
}

}  // namespace

std::string TestReportJunit(const TestReport& report) {
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("testsuites");
  root.append_attribute("name") =
      absl::StrCat("iamsim ", report.program_version, ", rules of ",
                   report.rules_date)
          .c_str();
  root.append_attribute("tests") =
      static_cast<unsigned>(report.cases.size() + report.errors.size());
  root.append_attribute("failures") = static_cast<unsigned>(report.failed());
  root.append_attribute("errors") = static_cast<unsigned>(report.errors.size());
  Suites suites(root);
  for (const CaseResult& result : report.cases) AddResult(result, &suites);
  for (const TestReport::Error& error : report.errors) {
    AddError(error, &suites);
  }
  std::ostringstream xml;
  document.save(xml, "  ");
  return xml.str();
}

}  // namespace iam
