#ifndef IAM_SIMULATOR_FOUND_CALLED_ACTIONS_H_
#define IAM_SIMULATOR_FOUND_CALLED_ACTIONS_H_

#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/text/json.h"
#include "simulator/catalog/api_map.h"

namespace iam {

// The permissions that a call needs.
struct CalledActions {
  ApiCall call;
  std::vector<CalledAction> actions;
};

// Of a CloudTrail event's eventSource, eventName and requestParameters (an
// object or null). nullopt for what is no IAM action (sign-in events).
std::optional<CalledActions> ActionsOfEvent(absl::string_view event_source,
                                            absl::string_view event_name,
                                            const JsonValue* parameters,
                                            const CallPlace& place);

// Of an SDK's client and operation: "S3", "PutObject". nullopt if it is not
// known.
std::optional<CalledActions> ActionsOfOperation(absl::string_view client,
                                                absl::string_view operation);

}  // namespace iam

#endif  // IAM_SIMULATOR_FOUND_CALLED_ACTIONS_H_
