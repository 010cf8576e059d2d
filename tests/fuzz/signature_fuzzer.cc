// The input is a request in HTTP's form: a line "METHOD TARGET", headers, an
// empty line, the body. Nobody can sign it without the secret, whatever it says
// of itself; signed by us, it is verified, and then not another one is.
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "simulator/signature/sign_request.h"
#include "tests/fuzz/check.h"
#include "tests/fuzz/http_input.h"
#include "tests/fuzz/input.h"
#include "tests/signature/known_keys.h"

namespace iam::fuzz {
namespace {

constexpr size_t kMaxInput = 64 << 10;
constexpr char kId[] = "AKIARTFMZOOVV6EXAMPL";
constexpr char kSecret[] = "canary/secret/that/must/not/leak/EXAMPLE";

const KnownKeys& Keys() {
  static KnownKeys keys;
  static const bool ready = [] {
    keys.now = ParseTimestamp("20261124T143105Z").value();
    keys.Add(kId, kSecret);
    return true;
  }();
  FUZZ_CHECK(ready);
  return keys;
}

// Whether it was verified.
bool CheckAnswer(const HttpRequest& request, const SignatureRules& rules) {
  const auto answer = Keys().Authenticate(request, rules);
  const auto* error = std::get_if<AuthError>(&answer);
  if (error == nullptr) return true;
  FUZZ_CHECK(!error->message.empty());
  CheckPrintable(error->message);
  FUZZ_CHECK(!absl::StrContains(MessageWithStrings(*error), kSecret));
  return false;
}

// What is no mistake of the signer's: parts given twice, a target that is none,
// credentials of another kind in the query.
bool MayBeRefused(const AuthError& error) {
  return error.failure == AuthFailure::kIncompleteSignature ||
         error.failure == AuthFailure::kTwoCredentials ||
         error.failure == AuthFailure::kUnsupportedAlgorithm;
}

void CheckSigned(HttpRequest request, bool s3, bool presign) {
  if (FindHeader(request.headers, "host") == nullptr) {
    request.headers.push_back({"Host", "localhost:4580"});
  }
  const std::string service = s3 ? "s3" : "iam";
  const SignatureRules rules = {.service = service, .s3 = s3};
  const Signer signer = {kId, kSecret, "", "us-east-1", service, s3};
  if (presign) {
    PresignRequest(signer, Keys().now, 60, &request);
  } else {
    SignRequest(signer, Keys().now, &request);
  }
  const auto answer = Keys().Authenticate(request, rules);
  if (const auto* error = std::get_if<AuthError>(&answer)) {
    const bool unsigned_elsewhere =
        error->failure == AuthFailure::kPayloadMismatch && !s3;
    FUZZ_CHECK(MayBeRefused(*error) || unsigned_elsewhere);
    return;
  }
  request.method += "X";
  FUZZ_CHECK(!CheckAnswer(request, rules));
  request.method.pop_back();
  request.target += absl::StrContains(request.target, '?') ? "&x" : "?x";
  FUZZ_CHECK(!CheckAnswer(request, rules));
}

}  // namespace
}  // namespace iam::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace iam::fuzz;  // NOLINT: the whole file is one target
  if (size > kMaxInput) return 0;
  // Fuzzers see what is compared, and try it.
  if (absl::StrContains(AsText(data, size), kSecret)) return 0;
  const iam::HttpRequest request = ReadHttpRequest(AsText(data, size));
  FUZZ_CHECK(!CheckAnswer(request, {}));
  FUZZ_CHECK(!CheckAnswer(request, {.s3 = true}));
  FUZZ_CHECK(!CheckAnswer(request, {.service = "iam", .regions = {"x"}}));
  for (const bool s3 : {false, true}) {
    for (const bool presign : {false, true}) {
      CheckSigned(request, s3, presign);
    }
  }
  return 0;
}
