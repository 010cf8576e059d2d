// The input is a request in HTTP's form. What it is for is found out and its
// parameters are read without harm, whoever is said to have signed it; what was
// read is JSON.
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>

#include "simulator/wire/api_request.h"
#include "simulator/wire/write_response.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/http_input.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace iam;        // NOLINT: the whole file is one target
  using namespace iam::fuzz;  // NOLINT
  constexpr size_t kMaxInput = 64 << 10;
  if (size > kMaxInput) return 0;
  const HttpRequest request = ReadHttpRequest(
      absl::string_view(reinterpret_cast<const char*>(data), size));
  for (const char* signing : {"", "iam", "ec2", "s3", "lambda", "kms"}) {
    const ApiTarget target = FindTarget(request, signing);
    FUZZ_CHECK(target.client != nullptr);
    AnswerForm form;
    form.client = target.client;
    form.protocol = target.protocol;
    form.operation = target.operation;
    form.path = request.target;
    if (target.error.has_value()) {
      FUZZ_CHECK(target.error->status >= 400);
      WriteError(*target.error, form);
      continue;
    }
    FUZZ_CHECK(!target.operation.empty());
    const auto read = ReadParameters(target, request, request.body);
    if (const auto* error = std::get_if<ApiError>(&read)) {
      FUZZ_CHECK(error->status >= 400);
      WriteError(*error, form);
      continue;
    }
    const auto& document = std::get<std::optional<JsonDocument>>(read);
    FUZZ_CHECK(!document.has_value() || document->root().is_object());
    WriteEmpty(form);
  }
  return 0;
}
