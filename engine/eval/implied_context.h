#ifndef IAM_EVAL_IMPLIED_CONTEXT_H_
#define IAM_EVAL_IMPLIED_CONTEXT_H_

#include <array>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "engine/condition/context_view.h"
#include "engine/eval/layers.h"
#include "engine/match/request_principal.h"
#include "iam/request.h"

namespace iam {

// The context keys that follow from a request's principal, resource and
// organization, and from other keys (aws:EpochTime from aws:CurrentTime, …).
// Each is worked out when a condition asks for it. IAM User Guide, "AWS global
// condition context keys".
//
// Points to what it is made of. For one thread.
class ImpliedContext final : public ImpliedKeys {
 public:
  ImpliedContext(const Context& given, const RequestPrincipal& principal,
                 const Facts& facts)
      : given_(given), principal_(principal), facts_(facts) {}

  // Known only once the principal is. Empty: nobody knows.
  void set_resource_account(absl::string_view account) {
    resource_account_ = account;
  }

  // For a key that the request does not mention. What is found is valid as long
  // as this. Does not allocate, but for very long values.
  KeyValues Find(const ConditionKey& key) const override;

  // Whom the principal is, and what is known of its and the resource's tags and
  // accounts, settles some keys.
  bool KnowsAbsent(const ConditionKey& key) const override;

  // The keys that principal, resource and organization imply whatever the
  // request says, with their values, sorted by key; not those that follow from
  // other keys.
  std::vector<std::pair<std::string, std::string>> OfPrincipalAndResource()
      const;

 private:
  // Room for each value that has to be put together, which is done once.
  enum Built { kArn, kUserId, kEpochTime, kCurrentTime, kTagKeys, kBuiltCount };
  using Text = absl::InlinedVector<char, 120>;

  KeyValues FindGlobal(uint32_t index) const;
  KeyValues FindTag(absl::string_view key) const;
  bool KnowsGlobalAbsent(uint32_t index) const;
  KeyValues Joined(Built room,
                   std::initializer_list<absl::string_view> parts) const;
  KeyValues PrincipalArn() const;
  KeyValues PrincipalType() const;
  KeyValues PrincipalAccount() const;
  KeyValues IsAwsService() const;
  KeyValues UserId() const;
  KeyValues OrganizationId(absl::string_view account) const;
  KeyValues OrganizationPaths(absl::string_view account) const;
  KeyValues EpochTime() const;
  KeyValues CurrentTime() const;
  KeyValues CalledVia(bool first) const;
  KeyValues TagKeys() const;
  Context::Values Given(absl::string_view key) const;

  const Context& given_;
  const RequestPrincipal& principal_;
  const Facts& facts_;
  absl::string_view resource_account_;
  mutable std::array<Text, kBuiltCount> built_;
};

}  // namespace iam

#endif  // IAM_EVAL_IMPLIED_CONTEXT_H_
