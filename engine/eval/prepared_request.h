#ifndef IAM_EVAL_PREPARED_REQUEST_H_
#define IAM_EVAL_PREPARED_REQUEST_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/condition/context_view.h"
#include "engine/eval/implied_context.h"
#include "engine/eval/layers.h"
#include "engine/eval/parsed_request.h"
#include "engine/match/action_classes.h"
#include "engine/match/action_set.h"
#include "engine/match/request_principal.h"
#include "iam/request.h"

namespace iam {

// A PreparedRequest is a parsed request with its resource's owner found, its
// principal completed from the facts, its action classified, and a view of its
// context that has the keys which principal and resource imply. It points into
// the request and the facts.
class PreparedRequest {
 public:
  // All must outlive this. `classes` are those of the policies that it will be
  // held against.
  PreparedRequest(const ParsedRequest& parsed, const Facts& facts,
                  const ActionClasses& classes);

  PreparedRequest(const PreparedRequest&) = delete;
  PreparedRequest& operator=(const PreparedRequest&) = delete;

  const RequestAction& action() const { return parsed_.action; }
  ActionClass action_class() const { return action_class_; }
  const RequestResource& resource() const { return parsed_.resource; }
  bool names_resource() const { return parsed_.names_resource; }
  const RequestPrincipal& principal() const { return principal_; }
  // False if the text of the request names no possible principal.
  bool principal_known() const { return parsed_.principal.has_value(); }
  // Empty if nobody knows: anonymous and service callers on an S3 ARN.
  absl::string_view resource_account() const { return resource_account_; }
  const Organization* organization() const { return facts_.organization; }
  const ContextView& context() const { return context_; }

  bool SameAccount() const { return principal_.account == resource_account_; }

  // What was taken for granted, or contradicts itself, for a reader.
  std::vector<std::string> Notes() const;

 private:
  void FindPrincipal();
  void FindResourceAccount();

  const ParsedRequest& parsed_;
  const Facts& facts_;
  ActionClass action_class_;
  bool owner_assumed_ = false;
  RequestPrincipal principal_;
  absl::string_view resource_account_;
  ImpliedContext implied_;
  ContextView context_;
};

}  // namespace iam

#endif  // IAM_EVAL_PREPARED_REQUEST_H_
