#ifndef IAM_SIMULATOR_CATALOG_API_MAP_H_
#define IAM_SIMULATOR_CATALOG_API_MAP_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/text/json.h"

namespace iam {

// Where a call is made: what ARN templates need besides its parameters.
struct CallPlace {
  std::string partition = "aws";
  std::string region;   // empty if not known
  std::string account;  // of the caller, empty if not known
};

// An IAM action that a call needs, with the resources it needs it on.
struct CalledAction {
  std::string action;  // "s3:GetObject", as AWS spells it
  // ARNs as far as the parameters tell. Empty: the action knows no resource
  // ("*"), or `unresolved` says that it does and the call does not show which
  // (or that the catalog does not have the action). Of users, roles and the
  // like the API shows no path: they are taken to have none. What the call
  // makes is "…:instance/*", as AWS asks for it.
  std::vector<std::string> resources;
  bool unresolved = false;
  bool conditional = false;  // needed for some forms of the call only
  // The call names so many resources that those beyond may have been left out.
  bool is_cut = false;
};

// One API operation of a service.
struct ApiCall {
  std::string prefix;     // IAM's, "s3"
  std::string operation;  // "ListObjectsV2"; "cp" of `aws s3 cp`
  std::string client;     // botocore's, "elbv2"; "": any of the prefix
  bool free = false;      // needs no permission
  bool known = true;      // false: not in the table, taken by its name (R7.60)
};

// The ApiMap tells which permissions an API call needs. It is part of the
// program, as text; read when it is first asked for.
//
// Safe to share between threads.
class ApiMap {
 public:
  static const ApiMap& Get();

  // "s3.amazonaws.com", "ListObjectsV2"; of versioned names ("Invoke20150331")
  // the version is dropped (R7.62). nullopt for what is no IAM action at all
  // (sign-in events) or a source that is unknown.
  std::optional<ApiCall> FromEvent(absl::string_view event_source,
                                   absl::string_view event_name) const;
  // "s3api", "list-objects-v2"; "s3", "ls" and the like are the operations
  // behind them. nullopt if there is no such command.
  std::optional<ApiCall> FromCli(absl::string_view service,
                                 absl::string_view command) const;
  // The IAM prefix of a service of the aws command: "cloudwatch" of
  // "cloudwatch", "states" of "stepfunctions"; "" if there is none.
  std::string PrefixOfCli(absl::string_view service) const;
  // An SDK's client and operation, any spelling: "S3" "listObjectsV2",
  // "client.list_objects_v2".
  std::optional<ApiCall> FromSdk(absl::string_view client,
                                 absl::string_view operation) const;

  // What the call needs; `parameters`, an object, may be null. Names of
  // parameters compare without regard to case (CloudTrail writes "bucketName").
  std::vector<CalledAction> ActionsOf(const ApiCall& call,
                                      const JsonValue* parameters,
                                      const CallPlace& place) const;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_CATALOG_API_MAP_H_
