#ifndef IAM_SIMULATOR_ENDPOINT_ENDPOINT_H_
#define IAM_SIMULATOR_ENDPOINT_ENDPOINT_H_

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "simulator/credentials/key_store.h"
#include "simulator/credentials/secret_box.h"
#include "simulator/directory/directory.h"
#include "simulator/endpoint/call.h"
#include "simulator/endpoint/metrics.h"
#include "simulator/endpoint/permissions.h"
#include "simulator/endpoint/session_worlds.h"
#include "simulator/http/http_message.h"
#include "simulator/services/iam/iam_service.h"
#include "simulator/services/sts/sts_service.h"
#include "simulator/signature/authenticator.h"
#include "simulator/wire/write_response.h"

namespace iam {

// Where calls of services go that are not simulated here.
class CallForwarder {
 public:
  virtual ~CallForwarder() = default;

  // The answer of whatever is behind, an error's too; kUnavailable if there is
  // none. `body`: the payload, where the request has it in chunks.
  virtual absl::StatusOr<HttpResponse> Forward(
      const Call& call, const std::optional<std::string>& body) = 0;
};

struct EndpointOptions {
  // Taken for the address that calls come from; "": their own.
  std::string source_ip;
  // The code that everybody's MFA device shows; "": nobody has one.
  std::string mfa_code;
  // Regions that the accounts have enabled; none: all are.
  std::vector<std::string> regions;
  std::vector<TrustedIssuer> issuers;
  // Null: such calls are answered with nothing in it.
  CallForwarder* forwarder = nullptr;
  // Gets a line for each call (AuditEvent()); none: no audit.
  std::function<void(const std::string& line)> audit;
  std::function<absl::Time()> clock = &absl::Now;
};

// The Endpoint answers API calls as AWS would: it finds out who signed the
// call, asks the engine whether he may, and lets IAM, STS or whatever stands
// behind do it.
//
//   request ─▶ FindTarget ─▶ Authenticate ─▶ ReadParameters ─▶ PermissionsOf ─▶
//   Authorize ─▶ IAM | STS | upstream | nothing ─▶ answer, audit, metrics
//
// Thread-safe.
class Endpoint {
 public:
  // What is pointed to must outlive the endpoint.
  Endpoint(Directory* directory, KeyStore* keys, const SecretBox* box,
           EndpointOptions options);
  Endpoint(const Endpoint&) = delete;
  Endpoint& operator=(const Endpoint&) = delete;

  // Always has an answer.
  HttpResponse Answer(const HttpRequest& request);

  const Metrics& metrics() const { return metrics_; }
  Metrics& metrics() { return metrics_; }

 private:
  struct Answered {
    HttpResponse response;
    std::optional<ApiError> error;
    CallOutcome outcome = CallOutcome::kAnswered;
  };

  Answered Refuse(const ApiError& error, CallOutcome outcome,
                  const AnswerForm& form) const;
  SignatureRules RulesFor(const ApiTarget& target) const;
  Answered AnswerTarget(const HttpRequest& request,
                        const SignedRequestOrError& read,
                        const ApiTarget& target, const AnswerForm& form);
  Answered AnswerCall(Call call, const Authenticated& authenticated,
                      const DirectoryMoment& directory, const AnswerForm& form);
  Answered Perform(const Call& call, const Authenticated& authenticated,
                   const DirectoryMoment& directory, const AnswerForm& form);
  Answered AskIam(const Call& call, const AnswerForm& form);
  Answered AskSts(const Call& call, const DirectoryMoment& directory,
                  const AnswerForm& form);
  bool BroughtRightCode(const Call& call) const;
  bool IsEnabled(const Call& call) const;
  struct Denial {
    ApiError error;
    // Attached policies whose document is not known: it may hang on them.
    std::vector<std::string> unknown_policies;
  };
  // Nothing if the call may be made.
  std::optional<Denial> Authorize(const Call& call,
                                  const DirectoryMoment& directory);
  std::optional<Denial> Decide(const Call& call, const Request& request,
                               const World& world) const;

  Directory* const directory_;
  KeyStore* const keys_;
  const SecretBox* const box_;
  const EndpointOptions options_;
  const Authenticator authenticator_;
  IamService iam_;
  StsService sts_;
  SessionWorlds session_worlds_;
  Metrics metrics_;
};

}  // namespace iam

#endif  // IAM_SIMULATOR_ENDPOINT_ENDPOINT_H_
