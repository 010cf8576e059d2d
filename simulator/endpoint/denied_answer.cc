#include "simulator/endpoint/denied_answer.h"

#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/match/arn.h"
#include "simulator/catalog/catalog.h"
#include "simulator/found/denied_reason.h"
#include "simulator/json/json_writer.h"
#include "simulator/wire/denial_code.h"

namespace iam {
namespace {

// AWS takes messages up to 10,240 characters (R7.30): 6,000 bytes stay below
// it, sealed and in base 64.
constexpr size_t kMostDecodedBytes = 6000;

std::string Purpose(absl::string_view account) {
  return absl::StrCat("authorization message ", account);
}

void WriteItems(absl::string_view key, const std::vector<std::string>& values,
                JsonWriter* json) {
  json->OpenMember(key);
  json->OpenList("items");
  for (const std::string& value : values) {
    json->Open();
    json->Text("value", value);
    json->Close();
  }
  json->CloseList();
  json->Close();
}

void WriteMatched(const Explanation& explanation, JsonWriter* json) {
  json->OpenMember("matchedStatements");
  json->OpenList("items");
  if (explanation.decision.outcome == Outcome::kExplicitDeny) {
    for (const StatementRef& statement : explanation.matched) {
      const std::string label = LabelOf(statement);
      json->Open();
      json->Text("statementId", absl::StartsWith(label, "#") ? "" : label);
      json->Text("effect", "DENY");
      for (const char* list :
           {"principals", "principalGroups", "actions", "resources"}) {
        WriteItems(list, {}, json);
      }
      WriteItems("conditions", {}, json);
      json->Close();
    }
  }
  json->CloseList();
  json->Close();
}

void WriteContext(const Call& call, const Request& request, JsonWriter* json) {
  json->OpenMember("context");
  json->OpenMember("principal");
  json->Text("id", call.caller->user_id);
  json->Text("arn", request.principal);
  json->Close();
  json->Text("action", request.action);
  json->Text("resource", request.resource);
  json->OpenMember("conditions");
  json->OpenList("items");
  size_t left = kMostDecodedBytes / 2;
  for (const Context::Entry& entry : request.context.entries()) {
    const std::vector<std::string> values = entry.values.ToStrings();
    size_t size = entry.key.size() + 60;
    for (const std::string& value : values) size += value.size() + 12;
    if (entry.absent || size > left) continue;
    left -= size;
    json->Open();
    json->Text("key", entry.key);
    WriteItems("values", values, json);
    json->Close();
  }
  json->CloseList();
  json->Close();
  json->Close();
}

std::string Decoded(const Call& call, const Request& request,
                    const Explanation& explanation) {
  JsonWriter json;
  json.Open();
  json.Bool("allowed", false);
  json.Bool("explicitDeny",
            explanation.decision.outcome == Outcome::kExplicitDeny);
  WriteMatched(explanation, &json);
  WriteItems("failures", {}, &json);
  WriteContext(call, request, &json);
  json.Close();
  return json.str();
}

// EC2 tells details in the encoded message alone, and that not for calls that
// only look (Amazon EC2 API Reference, "Error codes").
bool OnlyLooks(absl::string_view action) {
  const std::optional<Catalog::Found> found = Catalog::Get().FindAction(action);
  return found.has_value() && (found->action->level == AccessLevel::kList ||
                               found->action->level == AccessLevel::kRead);
}

std::string ResourcePart(const Request& request) {
  const bool is_s3 = absl::StartsWith(request.action, "s3:");
  if (request.resource == "*") {
    return is_s3 || absl::StartsWith(request.action, "ec2:")
               ? ""
               : " on resource: *";
  }
  const char* quote = is_s3 ? "\"" : "";
  return absl::StrCat(" on resource: ", quote, request.resource, quote);
}

std::string NotAuthorized(const Request& request) {
  return absl::StrCat(
      "User: ", request.principal == "*" ? "anonymous" : request.principal,
      " is not authorized to perform: ", request.action, ResourcePart(request));
}

}  // namespace

std::string DeniedMessageOf(const Request& request,
                            const Explanation& explanation) {
  const Decision& decision = explanation.decision;
  std::string text = NotAuthorized(request);
  if (decision.reason == Reason::kServiceRule) return text;
  return absl::StrCat(
      text, " ",
      DeniedReasonText(decision.layer,
                       decision.outcome == Outcome::kExplicitDeny,
                       request.action));
}

ApiError DeniedAnswer(const Call& call, const Request& request,
                      const Explanation& explanation, const SecretBox& box) {
  ApiError error = DenialOf(*call.target.client, call.target.protocol);
  error.message = DeniedMessageOf(request, explanation);
  if (call.target.protocol != Protocol::kEc2) return error;
  error.message = absl::StrCat(
      "You are not authorized to perform this operation. ", error.message);
  if (!OnlyLooks(request.action)) {
    const std::string sealed = box.Seal(Decoded(call, request, explanation),
                                        Purpose(call.caller->account));
    absl::StrAppend(&error.message, ". Encoded authorization failure message: ",
                    absl::WebSafeBase64Escape(sealed));
  }
  return error;
}

ApiError UndecidedAnswer(const Call& call, const Request& request,
                         const Explanation& explanation) {
  ApiError error = DenialOf(*call.target.client, call.target.protocol);
  error.message = absl::StrCat(
      NotAuthorized(request), " as long as the world lacks the document of ",
      absl::StrJoin(explanation.unknown_policies, ", "));
  return error;
}

absl::StatusOr<std::string> DecodeDenied(absl::string_view encoded,
                                         absl::string_view account,
                                         const SecretBox& box) {
  std::string sealed;
  if (!absl::WebSafeBase64Unescape(encoded, &sealed)) {
    return absl::InvalidArgumentError("The message is not valid.");
  }
  return box.Unseal(sealed, Purpose(account));
}

}  // namespace iam
