#ifndef IAM_COMPILE_PRINCIPAL_SET_H_
#define IAM_COMPILE_PRINCIPAL_SET_H_

#include <cstdint>
#include <string>
#include <vector>

#include "engine/condition/text_set.h"
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
  // roles that have a permissions boundary. ARNs are looked up by hash, but for
  // sessions whose role's path is not known; linear in the other entries. Does
  // not allocate.
  PrincipalMatches Match(const RequestPrincipal& principal,
                         bool has_boundary) const;

  // Whether it names a session of the role that `role` is, whose own session is
  // not known.
  bool NamesSessionOf(const RequestPrincipal& role) const;
  bool negated() const { return negated_; }
  // Its entries, of accounts the id alone. Points into this.
  struct Named {
    PrincipalType type;
    absl::string_view text;
  };
  std::vector<Named> AllNamed() const;

 private:
  enum class EntryKind : uint8_t {
    kEveryone,
    kAccount,
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
  static PrincipalType TypeOf(EntryKind kind);
  // An entry of any kind; false if it is the ARN of a principal.
  static bool Compile(const PrincipalElement::Entry& entry, Entry* compiled);
  static PrincipalMatches MatchEntry(const Entry& entry,
                                     const RequestPrincipal& principal);
  PrincipalMatches MatchArns(const RequestPrincipal& principal) const;
  bool HasRoleOf(const RequestPrincipal& session) const;

  TextSet arns_;  // of users, roles and sessions
  std::vector<Entry> others_;
  bool negated_;
  Effect effect_;
};

}  // namespace iam

#endif  // IAM_COMPILE_PRINCIPAL_SET_H_
