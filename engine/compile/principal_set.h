#ifndef IAM_COMPILE_PRINCIPAL_SET_H_
#define IAM_COMPILE_PRINCIPAL_SET_H_

#include <cstdint>
#include <string>
#include <vector>

#include "engine/match/request_principal.h"
#include "iam/policy.h"

namespace iam {

// How a Principal element names the principal of a request. Which implicit
// denies an Allow overrides hangs on it. IAM User Guide, "Policy evaluation
// logic", resource-based policies.
enum PrincipalMatch : uint8_t {
  kNoPrincipal = 0,
  kEveryone = 1 << 0,        // "*"
  kAccount = 1 << 1,         // its account, or that account's root ARN
  kUser = 1 << 2,            // the user
  kRole = 1 << 3,            // the role of the session
  kSession = 1 << 4,         // the role session
  kFederatedUser = 1 << 5,   // the federated user
  kFederatingUser = 1 << 6,  // the user behind the federated user
  kServiceOrProvider = 1 << 7,
};
using PrincipalMatches = uint8_t;  // an or of PrincipalMatch

// A PrincipalSet is one Principal or NotPrincipal element, its entries read
// once.
//
// Immutable, hence safe to share between threads.
class PrincipalSet {
 public:
  PrincipalSet(const PrincipalElement& element, Effect effect);

  // All the ways in which the element names the principal; kNoPrincipal if it
  // does not. `has_boundary`: a Deny with NotPrincipal always hits users and
  // roles that have a permissions boundary. Linear in the entries.
  PrincipalMatches Match(const RequestPrincipal& principal,
                         bool has_boundary) const;

 private:
  enum class EntryKind {
    kEveryone,
    kAccount,
    kArn,
    kUniqueId,
    kService,
    kAnyService,
    kFederated,
    kAnyFederated,
    kCanonicalUser,
  };
  struct Entry {
    EntryKind kind;
    std::string text;       // account id for kAccount
    std::string partition;  // kAccount, if the entry was an ARN
  };
  static Entry Compile(const PrincipalElement::Entry& entry);
  static PrincipalMatches MatchEntry(const Entry& entry,
                                     const RequestPrincipal& principal);
  static PrincipalMatches MatchArn(const std::string& arn,
                                   const RequestPrincipal& principal);

  std::vector<Entry> entries_;
  bool negated_;
  Effect effect_;
};

}  // namespace iam

#endif  // IAM_COMPILE_PRINCIPAL_SET_H_
