#include "simulator/found/denial_code.h"

#include "absl/strings/match.h"

namespace iam {

bool IsDenialCode(absl::string_view code) {
  // Services put words before and behind: "VpceAccessDenied",
  // "KMS.AccessDeniedException", "AccessDeniedFault".
  for (const absl::string_view part : {"AccessDenied", "Unauthorized",
                                       "NotAuthorized", "AuthorizationError"}) {
    if (absl::StrContains(code, part)) return true;
  }
  return code == "Forbidden" || code == "ForbiddenException" || code == "403";
}

}  // namespace iam
