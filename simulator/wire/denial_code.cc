#include "simulator/wire/denial_code.h"

namespace iam {

ApiError DenialOf(const WireClient& client, Protocol protocol) {
  if (client.name() == "sns") return {403, "AuthorizationError", ""};
  switch (protocol) {
    case Protocol::kEc2:
      return {403, "UnauthorizedOperation", ""};
    case Protocol::kQuery:
    case Protocol::kRestXml:
      return {403, "AccessDenied", ""};
    case Protocol::kJson:
    case Protocol::kCbor:
      return {400, "AccessDeniedException", ""};
    case Protocol::kRestJson:
      return {403, "AccessDeniedException", ""};
  }
  return {403, "AccessDenied", ""};
}

ApiError NotEnabled(const WireClient& client) {
  if (client.signing() == "s3") {
    return {403, "InvalidAccessKeyId",
            "The AWS Access Key Id you provided does not exist in our "
            "records."};
  }
  return {403, "OptInRequired",
          "The AWS Access Key Id needs a subscription for the service"};
}

}  // namespace iam
