#ifndef IAM_SIMULATOR_SERVICES_STS_STS_SERVICE_H_
#define IAM_SIMULATOR_SERVICES_STS_STS_SERVICE_H_

#include <functional>
#include <optional>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iam/request.h"
#include "simulator/credentials/secret_box.h"
#include "simulator/directory/directory.h"
#include "simulator/services/service_call.h"
#include "simulator/services/sts/json_web_token.h"
#include "simulator/wire/api_error.h"

namespace iam {

// What the STS service works with. What is pointed to must outlive it.
struct StsMeans {
  const Directory* directory = nullptr;
  const SecretBox* box = nullptr;
  std::vector<TrustedIssuer> issuers;
  // The account of a key id that does not tell it; "" if nobody knows.
  std::function<std::string(absl::string_view key_id)> account_of_key;
  // What an encoded message says to an account.
  std::function<absl::StatusOr<std::string>(absl::string_view encoded,
                                            absl::string_view account)>
      decode_message;
};

// The StsService starts sessions and tells about credentials. Sessions are in
// their tokens alone, so that they outlive a restart. AWS STS API Reference.
//
// Thread-safe.
class StsService {
 public:
  // What is asked about a request on behalf of the service: nothing if it is
  // allowed.
  using Decide = absl::FunctionRef<std::optional<ApiError>(const Request&)>;

  explicit StsService(StsMeans means) : means_(std::move(means)) {}

  // Whether the operation is one of ours; others do not exist here.
  static bool Knows(absl::string_view operation);

  // Does the call and writes the members of its result, or says what is wrong.
  // The call is authorized, but for AssumeRoleWithWebIdentity, whose caller is
  // in its token: `decide` is asked with him. `mfa`: the call itself brought a
  // code that is right.
  std::optional<ApiError> Call(const ServiceCall& call, bool mfa, Decide decide,
                               pugi::xml_node result) const;

 private:
  StsMeans means_;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_SERVICES_STS_STS_SERVICE_H_
