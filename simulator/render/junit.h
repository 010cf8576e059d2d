#ifndef IAM_SIMULATOR_RENDER_JUNIT_H_
#define IAM_SIMULATOR_RENDER_JUNIT_H_

#include <string>

#include "simulator/render/test_report.h"

namespace iam {

// The report as JUnit XML: a <testsuite> for each file, a <testcase> for each
// case; what could not be read is an <error> of its own case.
std::string TestReportJunit(const TestReport& report);

}  // namespace iam

#endif  // IAM_SIMULATOR_RENDER_JUNIT_H_
