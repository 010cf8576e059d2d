#ifndef IAM_SIMULATOR_WIRE_HOST_NAME_H_
#define IAM_SIMULATOR_WIRE_HOST_NAME_H_

#include <string>

#include "absl/strings/string_view.h"

namespace iam {

// What the name of an endpoint tells. AWS General Reference, "AWS service
// endpoints" (R8.40 to R8.43):
//
//   ec2.ap-southeast-2.localhost:4580    service and Region
//   iam.amazonaws.com                    service
//   amzn-s3-demo-bucket.s3.localhost     service and bucket
//   127.0.0.1:4580                       nothing
struct HostName {
  std::string service;  // the host label, "monitoring"; "" if it tells none
  std::string region;
  std::string bucket;
};

HostName ReadHostName(absl::string_view host);

// Whether the text has the form of a Region's name, "ap-southeast-2".
bool IsRegionName(absl::string_view text);

}  // namespace iam

#endif  // IAM_SIMULATOR_WIRE_HOST_NAME_H_
