#include "iam/decision.h"

namespace iam {

absl::string_view Name(Outcome outcome) {
  switch (outcome) {
    case Outcome::kAllowed:
      return "allowed";
    case Outcome::kExplicitDeny:
      return "explicitDeny";
    case Outcome::kImplicitDeny:
      break;
  }
  return "implicitDeny";
}

}  // namespace iam
