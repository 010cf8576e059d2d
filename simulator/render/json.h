#ifndef IAM_SIMULATOR_RENDER_JSON_H_
#define IAM_SIMULATOR_RENDER_JSON_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "simulator/render/answer.h"
#include "simulator/render/test_report.h"

namespace iam {

// The version of every JSON form below; it grows when a field changes its
// meaning or goes.
inline constexpr int kJsonFormatVersion = 1;

// One answer as an object in one line, without line break: AWS's field names
// where the meaning is AWS's. With `layers`, every layer and statement looked
// at.
std::string AnswerJson(const Answer& answer, bool layers);

// The answer of a request whose policies were refused: EvalDecision "error".
std::string RefusedJson(absl::string_view id, const Request& request,
                        absl::string_view error);

// Answers, each made by the functions above, as one document.
std::string AnswersJson(const std::vector<std::string>& answers);

// The answer to line `line` (from 1) of a batch that is no request.
std::string BadLineJson(size_t line, absl::string_view error);

std::string TestReportJson(const TestReport& report);

std::string VersionJson(absl::string_view version, absl::string_view rules_date,
                        absl::string_view catalog_date,
                        absl::string_view catalog_origin);

}  // namespace iam

#endif  // IAM_SIMULATOR_RENDER_JSON_H_
