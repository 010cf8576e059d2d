#ifndef IAM_SIMULATOR_ENDPOINT_UPSTREAM_H_
#define IAM_SIMULATOR_ENDPOINT_UPSTREAM_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "simulator/endpoint/endpoint.h"

namespace iam {

struct UpstreamCredentials {
  std::string access_key_id;
  std::string secret;
};

// An Upstream is an emulator, or anything that speaks AWS's protocols, in front
// of which the endpoint stands: allowed calls go there over HTTP as they came.
// With credentials they are signed anew, else they keep the caller's signature,
// for upstreams that do not look at it.
//
// Thread-safe; a call has a connection of its own.
class Upstream : public CallForwarder {
 public:
  // "http://127.0.0.1:9000". kInvalidArgument for anything but http, a host and
  // a port.
  static absl::StatusOr<std::unique_ptr<Upstream>> Make(
      absl::string_view url, std::optional<UpstreamCredentials> credentials,
      absl::Duration patience = absl::Seconds(60));

  absl::StatusOr<HttpResponse> Forward(
      const Call& call, const std::optional<std::string>& body) override;

 private:
  Upstream() = default;
  HttpRequest RequestFor(const Call& call,
                         const std::optional<std::string>& body) const;
  absl::StatusOr<HttpResponse> Send(const HttpRequest& request) const;

  std::string host_, port_;
  std::optional<UpstreamCredentials> credentials_;
  absl::Duration patience_;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_ENDPOINT_UPSTREAM_H_
