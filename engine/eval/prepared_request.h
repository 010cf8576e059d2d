#ifndef IAM_EVAL_PREPARED_REQUEST_H_
#define IAM_EVAL_PREPARED_REQUEST_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/eval/layers.h"
#include "engine/match/action_set.h"
#include "engine/match/request_principal.h"
#include "iam/request.h"

namespace iam {

// A PreparedRequest is a request with its principal taken apart, its action
// folded, its resource's owner found, and the context keys filled in that
// principal and resource imply. It points into the request and the facts.
class PreparedRequest {
 public:
  PreparedRequest(const Request& request, const Facts& facts);

  PreparedRequest(const PreparedRequest&) = delete;
  PreparedRequest& operator=(const PreparedRequest&) = delete;

  const RequestAction& action() const { return action_; }
  absl::string_view resource() const { return resource_; }
  // False for a request on "*", whatever that stands for.
  bool names_resource() const { return names_resource_; }
  const RequestPrincipal& principal() const { return principal_; }
  // False if the text of the request names no possible principal.
  bool principal_known() const { return principal_known_; }
  // Empty if nobody knows: anonymous and service callers on an S3 ARN.
  const std::string& resource_account() const { return resource_account_; }
  const Organization* organization() const { return organization_; }
  const Context& context() const { return context_; }

  bool SameAccount() const { return principal_.account == resource_account_; }

  // What was taken for granted, or contradicts itself, for a reader.
  std::vector<std::string> Notes(const Request& request,
                                 const Facts& facts) const;

 private:
  void FindPrincipal(const Request& request, const Facts& facts);
  void FindResourceAccount(const Request& request, const Facts& facts);

  RequestAction action_;
  absl::string_view resource_;
  bool names_resource_;
  RequestPrincipal principal_;
  bool principal_known_ = true;
  std::string resource_account_;
  bool owner_assumed_ = false;
  const Organization* organization_;
  Context context_;
};

}  // namespace iam

#endif  // IAM_EVAL_PREPARED_REQUEST_H_
