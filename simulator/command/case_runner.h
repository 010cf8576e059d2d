#ifndef IAM_SIMULATOR_COMMAND_CASE_RUNNER_H_
#define IAM_SIMULATOR_COMMAND_CASE_RUNNER_H_

#include "simulator/render/test_report.h"
#include "simulator/request/case_file.h"

namespace iam {

// Runs one case and compares the answer with what it expects: the verdict, and
// the layer, statements and missing keys if it names them. It knows nothing of
// how the case was written down.
//
// A case with `known_wrong` passes while the verdict is that one, and fails
// once it is AWS's, so that the mark is taken away.
CaseResult RunCase(const Case& test);

}  // namespace iam

#endif  // IAM_SIMULATOR_COMMAND_CASE_RUNNER_H_
