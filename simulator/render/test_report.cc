#include "simulator/render/test_report.h"

#include <algorithm>

namespace iam {

size_t TestReport::passed() const {
  return static_cast<size_t>(
      std::count_if(cases.begin(), cases.end(),
                    [](const CaseResult& result) { return result.passed; }));
}

}  // namespace iam
