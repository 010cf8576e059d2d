#ifndef IAM_SIMULATOR_ACCESS_ACTION_KIND_H_
#define IAM_SIMULATOR_ACCESS_ACTION_KIND_H_

#include <cstdint>
#include <string>

#include "engine/match/action_set.h"
#include "iam/principal_scope.h"
#include "simulator/catalog/catalog.h"

namespace iam {

// What the services' own rules say of an action, whatever the policies say:
// engine/eval/service_rules.h, asked for all resources at once.
struct ActionKind {
  // Resources whose own policy has to have a say.
  enum class Named : uint8_t {
    kNone,
    kKeys,        // KMS keys and nothing else
    kKeysToo,     // KMS keys among others
    kRoles,       // roles to be assumed and nothing else
    kRolesToo,    // among others
    kRolesAlone,  // by a token: what the caller may do does not count
  };
  enum class Rcps : uint8_t {
    kNone,
    kNamed,   // where a resource is named, which it need not be
    kAlways,  // a resource is always named
  };
  enum class Fixed : uint8_t { kNo, kAllowed, kDenied };

  Named named = Named::kNone;
  Rcps rcps = Rcps::kNone;
  Fixed fixed = Fixed::kNo;
  bool mends_bucket_policy = false;

  // The same for equal kinds only.
  std::string Key() const;
};

// `known`: null if the catalog does not have the action.
ActionKind KindOf(const RequestAction& action, const CatalogAction* known,
                  const PrincipalScope& scope);

}  // namespace iam

#endif  // IAM_SIMULATOR_ACCESS_ACTION_KIND_H_
