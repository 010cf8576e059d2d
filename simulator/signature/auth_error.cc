#include "simulator/signature/auth_error.h"

#include "absl/strings/str_cat.h"

namespace iam {

std::string MessageWithStrings(const AuthError& error) {
  if (error.canonical_request.empty()) return error.message;
  return absl::StrCat(error.message,
                      "\n\nThe Canonical String for this request should have "
                      "been\n'",
                      error.canonical_request,
                      "'\n\nThe String-to-Sign should have been\n'",
                      error.string_to_sign, "'\n");
}

}  // namespace iam
