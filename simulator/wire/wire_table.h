#ifndef IAM_SIMULATOR_WIRE_WIRE_TABLE_H_
#define IAM_SIMULATOR_WIRE_WIRE_TABLE_H_

#include <deque>
#include <mutex>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace iam {

// How a service speaks. Smithy documentation, "AWS Protocols".
enum class Protocol { kQuery, kEc2, kJson, kRestJson, kRestXml, kCbor };

// How a REST request shows that it is of an operation.
struct HttpBinding {
  absl::string_view operation;  // "GetBucketAcl"
  absl::string_view method;     // "GET"
  absl::string_view path;       // "/{Bucket}/{Key+}"
  // Parameters of the query, "acl" or "list-type:2", and headers that each
  // request of the operation has.
  std::vector<absl::string_view> query;
  std::vector<absl::string_view> headers;
  bool body_is_data = false;  // and holds no parameters
};

// One API client, "elbv2": how its calls look on the wire.
//
// Safe to share between threads.
class WireClient {
 public:
  // A line of wire.tbl, which the client points into.
  explicit WireClient(absl::string_view line);

  absl::string_view name() const { return name_; }        // botocore's
  absl::string_view prefix() const { return prefix_; }    // IAM's, or ""
  absl::string_view signing() const { return signing_; }  // in scopes
  absl::string_view host() const { return host_; }        // "lambda" of hosts
  Protocol protocol() const { return protocol_; }
  absl::string_view version() const { return version_; }  // "2010-05-08"
  absl::string_view target() const { return target_; }    // of X-Amz-Target
  absl::string_view json_version() const { return json_version_; }
  // Has one endpoint, whose Region is us-east-1 (R8.41).
  bool is_global() const { return is_global_; }

  // Of REST services; read when first asked for.
  const std::vector<HttpBinding>& bindings() const;
  // Parameters of the operation that are called otherwise on the wire than in
  // the model: "InstanceId" is "InstanceIds".
  std::vector<std::pair<absl::string_view, absl::string_view>> RenamedIn(
      absl::string_view operation) const;

 private:
  absl::string_view name_, prefix_, signing_, host_, version_, target_,
      json_version_, binding_rows_, renamed_rows_;
  Protocol protocol_;
  bool is_global_;
  mutable std::once_flag once_;
  mutable std::vector<HttpBinding> bindings_;
};

// The whole of wire.tbl.
class WireTable {
 public:
  static const WireTable& Get();

  // Null if there is none of the name.
  const WireClient* Find(absl::string_view name) const;
  // The clients whose requests are signed for the service; the one that is
  // called so first.
  std::vector<const WireClient*> SignedFor(absl::string_view signing) const;
  // The clients behind the host "lambda.us-east-1.amazonaws.com"; likewise.
  std::vector<const WireClient*> AtHost(absl::string_view label) const;
  // The clients of an X-Amz-Target, "DynamoDB_20120810".
  std::vector<const WireClient*> OfTarget(absl::string_view target) const;

 private:
  using Index =
      absl::flat_hash_map<absl::string_view, std::vector<const WireClient*>>;

  WireTable();

  std::deque<WireClient> clients_;
  absl::flat_hash_map<absl::string_view, const WireClient*> by_name_;
  Index by_signing_, by_host_, by_target_;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_WIRE_WIRE_TABLE_H_
