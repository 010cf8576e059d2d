#include "simulator/services/iam/iam_service.h"

#include "absl/strings/str_cat.h"
#include "engine/text/excerpt.h"
#include "simulator/services/iam/operations.h"
#include "simulator/services/parameter_check.h"

namespace iam {

bool IamService::Knows(absl::string_view operation) {
  return FindOperation(operation) != nullptr;
}

std::optional<ApiError> IamService::Call(const ServiceCall& call,
                                         pugi::xml_node result) const {
  const OperationRow* row = FindOperation(call.operation);
  if (row == nullptr) {
    return ApiError{
        400, "InvalidAction",
        absl::StrCat("Could not find operation ", Harmless(call.operation),
                     " for version 2010-05-08")};
  }
  if (IamResult wrong =
          CheckParameters(row->name, row->takes, call.parameters)) {
    return wrong;
  }
  // Nobody without an account has anything that could be meant.
  if (call.caller.account.empty()) {
    return ApiError{403, "AccessDenied", "An anonymous caller has no account"};
  }
  IamCall iam_call(call, directory_, keys_, result);
  return row->operation(iam_call, row->kind);
}

}  // namespace iam
