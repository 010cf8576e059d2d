#ifndef IAM_ACCESS_INDEX_H_
#define IAM_ACCESS_INDEX_H_

#include <memory>
#include <vector>

#include "absl/strings/string_view.h"
#include "iam/decision.h"
#include "iam/request.h"
#include "iam/world.h"

namespace iam {

// Whether one principal may do what was asked about.
struct Access {
  // ARN of a user or role, or of an account's root user; "*" for anonymous
  // callers; a service, an identity provider, or a principal of an account
  // outside the world as the resource's policy names it. Valid as long as the
  // World and its index.
  absl::string_view principal;
  // With the context that was given; keys it does not mention are absent.
  Decision decision;
  // What such keys could make of it: by some context it might be allowed, by
  // some denied. Two statements that no one context satisfies are both taken to
  // apply, so either may be true in vain, and neither is false wrongly.
  bool may_be_allowed = false;
  bool may_be_denied = false;
  // Policies that apply are not known: attached ones whose document is missing,
  // or those of an account outside the world. The decision is made without.
  bool undecided = false;
};

// An AccessIndex answers who can do something: it holds the Allow statements of
// a World's identities by action, so that only those principals are evaluated
// that some statement speaks of.
//
//   const AccessIndex index(world);
//   for (const Access& access : index.WhoCan(request)) …
//
// Immutable, hence safe to share between threads. Needs the World.
class AccessIndex {
 public:
  // Linear in what is attached in the world; takes some memory for each
  // distinct statement and attachment.
  explicit AccessIndex(const World& world);
  AccessIndex(AccessIndex&&);
  AccessIndex& operator=(AccessIndex&&);
  ~AccessIndex();

  // All that might do what the request says, whoever its `principal` is: those
  // that are or may be allowed, and those of which it is not known. Users and
  // roles in the order of the snapshot, then root users, then whom only the
  // resource's policy names. A role stands for its sessions, with any name.
  // Users are taken to use long-term access keys, and requests to pass no VPC
  // endpoint unless aws:SourceVpce names one.
  std::vector<Access> WhoCan(const Request& request) const&;
  std::vector<Access> WhoCan(const Request& request) && = delete;

 private:
  struct State;
  std::unique_ptr<const State> state_;
};

}  // namespace iam

#endif  // IAM_ACCESS_INDEX_H_
