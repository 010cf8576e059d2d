#ifndef IAM_SIMULATOR_CATALOG_PARAMETERS_H_
#define IAM_SIMULATOR_CATALOG_PARAMETERS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "engine/text/json.h"

namespace iam {

// The parameters of an API call, as the API's model names them or as CloudTrail
// writes them down:
//
//   the model's path          what CloudTrail has
//   Bucket                    bucketName
//   CopySource                x-amz-copy-source
//   InstanceIds[]             instancesSet.items[].instanceId
//   NatGatewayId              DeleteNatGatewayRequest.NatGatewayId
//
// A view: valid as long as the JSON document is.
class Parameters {
 public:
  // Null: the parameters are not known.
  explicit Parameters(const JsonValue* json);

  bool known() const { return json_ != nullptr; }
  // Strings, numbers and booleans at the path, "Delete.Objects[].Key"; of
  // lists, their elements. Case does not count.
  std::vector<std::string> Values(absl::string_view path) const;
  // Whether anything but null is there.
  bool Has(absl::string_view path) const;
  // Every string of the object itself, and of lists in it, that begins with
  // "arn:".
  std::vector<std::string> Arns() const;

 private:
  std::vector<const JsonValue*> At(absl::string_view path) const;

  const JsonValue* json_;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_CATALOG_PARAMETERS_H_
