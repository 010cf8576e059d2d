#ifndef IAM_SIMULATOR_RENDER_TEST_REPORT_H_
#define IAM_SIMULATOR_RENDER_TEST_REPORT_H_

#include <cstddef>
#include <string>
#include <vector>

#include "iam/source.h"
#include "simulator/render/answer.h"

namespace iam {

// How one case came out.
struct CaseResult {
  std::string id;
  std::string file;
  Location where;
  std::string expect;   // AWS's verdict
  std::string verdict;  // ours: "allowed", …, "error"
  bool passed = false;
  bool known_wrong = false;  // ours is not AWS's, and the case says so
  // What differs from the case, a sentence each; empty if passed.
  std::vector<std::string> failures;

  std::string decided_by;  // layer; empty for "error"
  std::vector<StatementView> matched;
  std::vector<std::string> missing;
  std::string error;  // why a policy was refused, for "error"
};

// The run of some files of cases.
struct TestReport {
  // A file or case that could not be read.
  struct Error {
    std::string file;
    std::string message;
  };

  std::string program_version;
  std::string rules_date;
  std::vector<CaseResult> cases;  // in the order read
  std::vector<Error> errors;

  size_t passed() const;
  size_t failed() const { return cases.size() - passed(); }
};

}  // namespace iam

#endif  // IAM_SIMULATOR_RENDER_TEST_REPORT_H_
