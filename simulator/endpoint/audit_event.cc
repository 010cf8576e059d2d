#include "simulator/endpoint/audit_event.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "engine/match/arn.h"
#include "simulator/catalog/api_map.h"
#include "simulator/catalog/catalog.h"
#include "simulator/endpoint/request_id.h"
#include "simulator/http/utc_time.h"
#include "simulator/json/json_writer.h"

namespace iam {
namespace {

// CloudTrail cuts long parameters; longer ones than these are left out.
constexpr size_t kMostParameterBytes = 100000;
constexpr absl::string_view kHidden = "HIDDEN_DUE_TO_SECURITY_REASONS";

// Parameters that are, or may hold, a secret.
bool IsSecret(absl::string_view operation, absl::string_view name) {
  const std::string lower = absl::AsciiStrToLower(name);
  for (const char* word :
       {"password",     "passphrase",       "secretstring",
        "secretbinary", "secretkey",        "secretaccesskey",
        "secrethash",   "sharedsecret",     "clientsecret",
        "privatekey",   "hostkey",          "customer-key",
        "customerkey",  "webidentitytoken", "samlassertion",
        "sessiontoken", "securitytoken",    "accesstoken",
        "refreshtoken", "devicetoken",      "authenticationtoken",
        "authtoken",    "tokencode",        "authenticationcode",
        "authcode",     "authparameters",   "challengeresponses",
        "credential",   "plaintext",        "ciphertextblob",
        "userdata"}) {
    if (absl::StrContains(lower, word)) return true;
  }
  // Of SSM, whatever the parameter's type: it may be a SecureString already.
  return (operation == "PutParameter" && lower == "value") ||
         lower == "variables";  // of a function's environment
}

// "UserName" is "userName" in events.
std::string EventName(absl::string_view name) {
  std::string text(name);
  if (!text.empty()) {
    text[0] = absl::ascii_tolower(static_cast<unsigned char>(text[0]));
  }
  return text;
}

void WriteValue(absl::string_view operation, absl::string_view key,
                const JsonValue& value, std::string* json);

void WriteMembers(absl::string_view operation, const JsonValue& object,
                  std::string* json) {
  json->push_back('{');
  const char* separator = "";
  for (const JsonValue::Member& member : object.members()) {
    absl::StrAppend(json, separator, JsonQuote(EventName(member.name())), ":");
    WriteValue(operation, member.name(), member.value, json);
    separator = ",";
  }
  json->push_back('}');
}

// Not deeper than the parser let it be.
void WriteValue(absl::string_view operation, absl::string_view key,
                const JsonValue& value, std::string* json) {
  if (IsSecret(operation, key)) {
    absl::StrAppend(json, JsonQuote(kHidden));
  } else if (value.is_object()) {
    WriteMembers(operation, value, json);
  } else if (value.is_array()) {
    json->push_back('[');
    const char* separator = "";
    for (const JsonValue& item : value.items()) {
      absl::StrAppend(json, separator);
      WriteValue(operation, "", item, json);
      separator = ",";
    }
    json->push_back(']');
  } else if (value.is_null()) {
    absl::StrAppend(json, "null");
  } else if (value.is_string()) {
    absl::StrAppend(json, JsonQuote(value.text()));
  } else {
    absl::StrAppend(json, value.text());
  }
}

std::string ParametersOf(const Call& call) {
  if (call.parameters == nullptr || call.parameters->members().empty()) {
    return "null";
  }
  std::string json;
  WriteMembers(call.target.operation, *call.parameters, &json);
  if (json.size() > kMostParameterBytes) return R"({"omitted":true})";
  return json;
}

absl::string_view TypeOf(Caller::Kind kind) {
  switch (kind) {
    case Caller::Kind::kAnonymous:
      return "AWSAccount";
    case Caller::Kind::kRootUser:
      return "Root";
    case Caller::Kind::kUser:
      return "IAMUser";
    case Caller::Kind::kRoleSession:
      return "AssumedRole";
    case Caller::Kind::kFederatedUser:
      return "FederatedUser";
  }
  return "";
}

// Whose the session is: the role, or the user who called GetFederationToken.
void WriteIssuer(const Caller& caller, const DirectoryMoment& directory,
                 JsonWriter* json) {
  const bool is_role = caller.kind == Caller::Kind::kRoleSession;
  if (!is_role && caller.kind != Caller::Kind::kFederatedUser) return;
  EntityPtr issuer;
  if (is_role) {
    const std::vector<std::string> parts =
        absl::StrSplit(caller.principal, '/');
    if (parts.size() > 1) {
      issuer =
          directory.entities.Find(caller.account, EntityKind::kRole, parts[1]);
    }
  } else if (caller.session.has_value()) {
    issuer = directory.entities.FindArn(caller.session->federating_user);
  }
  if (issuer == nullptr) return;
  json->OpenMember("sessionIssuer");
  json->Text("type", is_role ? "Role" : "IAMUser");
  json->Text("principalId", issuer->id);
  json->Text("arn", issuer->Arn());
  json->Text("accountId", issuer->account);
  json->Text("userName", issuer->name);
  json->Close();
}

std::string IdentityOf(const Call& call, const DirectoryMoment& directory) {
  const Caller& caller = *call.caller;
  JsonWriter json;
  json.Open();
  json.Text("type", TypeOf(caller.kind));
  if (caller.kind == Caller::Kind::kAnonymous) {
    json.Text("principalId", "");
    json.Text("accountId", "ANONYMOUS_PRINCIPAL");
    json.Close();
    return json.str();
  }
  json.Text("principalId", caller.user_id);
  json.Text("arn", caller.principal);
  json.Text("accountId", caller.account);
  json.Text("accessKeyId", caller.access_key_id);
  const std::optional<Arn> arn = SplitArn(caller.principal);
  if (caller.kind == Caller::Kind::kUser && arn.has_value()) {
    json.Text("userName", arn->resource.substr(arn->resource.rfind('/') + 1));
  }
  if (caller.session.has_value()) {
    const Session& session = *caller.session;
    json.OpenMember("sessionContext");
    WriteIssuer(caller, directory, &json);
    json.OpenMember("attributes");
    json.Text("creationDate", UtcTime(session.issued));
    json.Text("mfaAuthenticated", session.mfa ? "true" : "false");
    json.Close();
    json.OptionalText("sourceIdentity", session.source_identity);
    if (!session.federated_provider.empty()) {
      json.OpenMember("webIdFederationData");
      json.Text("federatedProvider", session.federated_provider);
      json.Close();
    }
    json.Close();
  }
  json.Close();
  return json.str();
}

// "monitoring.amazonaws.com", or the IAM prefix where a reader would not find
// that one.
std::string EventSource(const WireClient& client, absl::string_view operation) {
  const std::string source = absl::StrCat(client.host(), ".amazonaws.com");
  const std::optional<ApiCall> call =
      ApiMap::Get().FromEvent(source, operation);
  if (client.prefix().empty() ||
      (call.has_value() && call->prefix == client.prefix())) {
    return source;
  }
  return absl::StrCat(client.prefix(), ".amazonaws.com");
}

bool ReadsOnly(const WireClient& client, absl::string_view operation) {
  const std::optional<Catalog::Found> found =
      Catalog::Get().FindAction(absl::StrCat(client.prefix(), ":", operation));
  return found.has_value() && (found->action->level == AccessLevel::kList ||
                               found->action->level == AccessLevel::kRead);
}

}  // namespace

std::string AuditEvent(const Call& call, const DirectoryMoment& directory,
                       const std::optional<ApiError>& error) {
  const WireClient& client = *call.target.client;
  const std::string& operation = call.target.operation;
  JsonWriter json;
  json.Open();
  json.Text("eventTime", UtcTime(call.now));
  json.Text("eventSource", EventSource(client, operation));
  json.Text("eventName", operation);
  json.Text("awsRegion", call.region);
  json.Text("sourceIPAddress", call.address);
  if (const auto* agent = FindHeader(call.http.headers, "User-Agent")) {
    json.Text("userAgent", *agent);
  }
  if (error.has_value()) {
    const bool is_ec2 = call.target.protocol == Protocol::kEc2;
    json.Text("errorCode", absl::StrCat(is_ec2 ? "Client." : "", error->code));
    json.Text("errorMessage", error->message);
  }
  json.Text("requestID", call.request_id);
  json.Text("eventID", NewRequestId());
  json.Bool("readOnly", ReadsOnly(client, operation));
  json.Text("eventType", "AwsApiCall");
  json.Bool("managementEvent",
            client.name() != "s3" || absl::StrContains(operation, "Bucket"));
  if (!call.caller->account.empty()) {
    json.Text("recipientAccountId", call.caller->account);
  }
  json.Text("eventCategory", "Management");
  json.Close();
  std::string rest = json.str();
  // The two members that are JSON already.
  return absl::StrCat(R"({"eventVersion":"1.11","userIdentity":)",
                      IdentityOf(call, directory), R"(,"requestParameters":)",
                      ParametersOf(call), ",", rest.substr(1));
}

}  // namespace iam
