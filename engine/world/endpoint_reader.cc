// Reads "aws ec2 describe-vpc-endpoints": the policies of VPC endpoints, by id.
// As with SCPs, an error here is never passed over.
#include <utility>

#include "absl/strings/str_cat.h"
#include "engine/world/snapshot.h"

namespace iam {

void ReadEndpoints(const JsonValue& root, const SourcePtr& source,
                   Snapshot* snapshot) {
  RecordReader file(root, "a list of VPC endpoints", source,
                    &snapshot->diagnostics);
  for (const JsonValue& item : file.List("VpcEndpoints")) {
    RecordReader record(item, "a VPC endpoint", source, &snapshot->diagnostics);
    const std::string id(record.Required("VpcEndpointId"));
    if (!record.ok()) continue;
    EndpointRecord endpoint;
    endpoint.place = record.place();
    // Those in front of appliances have none.
    if (const JsonValue* document = record.Member("PolicyDocument")) {
      endpoint.policy = snapshot->documents.Read(
          *document, source, PolicyType::kVpcEndpoint, &snapshot->diagnostics);
    }
    const Place place = endpoint.place;
    const auto [known, is_new] =
        snapshot->endpoints.emplace(id, std::move(endpoint));
    if (is_new) continue;
    ReportSecond(known->second.place, place,
                 absl::StrCat("VPC endpoint '", id, "'"), snapshot);
  }
}

}  // namespace iam
