#ifndef IAM_REQUEST_H_
#define IAM_REQUEST_H_

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/attributes.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace iam {

// A Context holds a request's context keys with their values. Key names compare
// without regard to case, except that two tags may differ in case alone.
//
//   Context context;
//   context.Set("aws:SourceIp", "203.0.113.7");
//   context.Set("aws:TagKeys", {"team", "env"});   // multivalued
//
// Sorted by key; Set() is linear, Find() logarithmic. Thread-compatible.
class Context {
 public:
  struct Entry {
    std::string key;     // as given
    std::string folded;  // lower case
    std::vector<std::string> values;
    bool is_list = false;  // given as a list, however short
    bool absent = false;   // declared absent: not even implied (R4.27)
  };

  void Set(absl::string_view key, absl::string_view value);
  void Set(absl::string_view key, std::vector<std::string> values);
  // The request surely lacks this key, even if its principal would imply it.
  void SetAbsent(absl::string_view key);

  // The entry asked for, null if there is none or it is absent. Of keys that
  // differ in case alone: the exact one, else the first in byte order (R4.7).
  const Entry* Find(absl::string_view key) const ABSL_ATTRIBUTE_LIFETIME_BOUND;
  // The same for a caller who has the key in lower case, too: no allocation.
  const Entry* Find(absl::string_view folded, absl::string_view exact) const
      ABSL_ATTRIBUTE_LIFETIME_BOUND;
  // Any entry of this name, also one declared absent.
  bool Mentions(absl::string_view key) const;

  const std::vector<Entry>& entries() const { return entries_; }

 private:
  void Put(Entry entry);
  std::vector<Entry> entries_;  // sorted by (folded, key)
};

// A Request is what AWS would decide on: who, what, on which resource, under
// which circumstances.
struct Request {
  // A user, role session, role, federated user or root ARN, an account id, a
  // service ("ec2.amazonaws.com"), an identity provider, "*" for anonymous.
  std::string principal;
  std::string action;          // "s3:GetObject", compared ignoring case
  std::string resource = "*";  // ARN, or "*" for actions without resource
  // The account that owns the resource, where its ARN shows none (S3); an ARN
  // that does is believed before this. Empty: taken to be the caller's own, and
  // said so in the explanation.
  std::string resource_account;
  Context context;

  // Facts that no ARN shows; empty if not known or not so.
  std::string federating_user;  // ARN of the user who called GetFederationToken
  std::string canonical_user_id;  // of the principal's account (S3)
};

// OK if the request could be one: a principal that can call, an action
// "service:Name" without wildcards, a resource, an account id of twelve digits.
// Else kInvalidArgument with a message for a person. Engine and World answer
// other requests too: nothing allows them but "*".
absl::Status CheckRequest(const Request& request);

}  // namespace iam

#endif  // IAM_REQUEST_H_
