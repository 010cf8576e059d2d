#ifndef IAM_SIMULATOR_CATALOG_TEMPLATE_H_
#define IAM_SIMULATOR_CATALOG_TEMPLATE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "simulator/catalog/api_map.h"
#include "simulator/catalog/parameters.h"

namespace iam {

// Values that one template may have; of more, the rest is left out, and
// CalledAction::is_cut says so.
inline constexpr size_t kMostTemplateValues = 1000;

// What a template is filled with.
struct TemplateInput {
  const Parameters& parameters;
  const CallPlace& place;
  // The ARN formats that %%iftemplatematch% compares with.
  std::vector<absl::string_view> formats = {};
};

// A template says how request parameters become ARNs, or parts of them:
//
//   ${A.B}  ${A[].B}            the parameter; of a list, every element
//   ${Partition} ${Region} ${Account}      where the call is made
//   %%urlencode%X%%             X, percent-encoded
//   %%withpath%X%Y%%            Y behind the path X, "/a/b/"; Y alone without
//   %%many%X%Y%…%%              all values of X, Y, …
//   %%iftemplatematch%X%%       X if it is an ARN of the resource type
//   %%iftruthy%X%then%else%%    "then" if X has a value
//   %%regex%X%/expression/g%%   the first group, where the expression matches
//
// Returns every value that it has: none if something it needs is not there or
// its text cannot be read, never something made up.
std::vector<std::string> ExpandTemplate(absl::string_view text,
                                        const TemplateInput& input);

// The parameters that the template names, as they are.
std::vector<std::string> RawValues(absl::string_view text,
                                   const TemplateInput& input);

}  // namespace iam

#endif  // IAM_SIMULATOR_CATALOG_TEMPLATE_H_
