// What the parameters of an event's call say, and how it was made.

#include <string>

#include "absl/strings/str_cat.h"
#include "engine/match/arn.h"
#include "simulator/found/json_members.h"
#include "simulator/found/parameter_keys.h"
#include "simulator/found/trail_context.h"

namespace iam {
namespace {

// R5.28.
void ReadKms(const JsonValue& event, FoundRequest* found) {
  Context* const context = &found->request.context;
  const absl::string_view via =
      TextOf(MemberOf(&event, "userIdentity"), "invokedBy");
  const absl::string_view region = TextOf(&event, "awsRegion");
  const size_t dot = via.find(".amazonaws.com");
  if (dot != absl::string_view::npos && !region.empty()) {
    context->Set("kms:ViaService", absl::StrCat(via.substr(0, dot), ".", region,
                                                ".amazonaws.com"));
  }
  if (const auto caller = SplitArn(found->request.principal)) {
    context->Set("kms:CallerAccount", caller->account);
  }
}

// How S3 was asked. Amazon S3 User Guide, condition keys for Signature
// Version 4.
void ReadS3(const JsonValue& event, Context* context) {
  const JsonValue* const data = MemberOf(&event, "additionalEventData");
  const absl::string_view version = TextOf(data, "SignatureVersion");
  if (version == "SigV4")
    context->Set("s3:signatureversion", "AWS4-HMAC-SHA256");
  if (version == "SigV2") context->Set("s3:signatureversion", "AWS");
  const absl::string_view method = TextOf(data, "AuthenticationMethod");
  if (method == "AuthHeader") context->Set("s3:authType", "REST-HEADER");
  if (method == "QueryString") context->Set("s3:authType", "REST-QUERY-STRING");
}

bool HidesSomething(const JsonValue* value) {
  if (value == nullptr) return false;
  if (value->is_scalar()) return IsHiddenParameter(value->text());
  for (const JsonValue& item : value->items()) {
    if (HidesSomething(&item)) return true;
  }
  for (const JsonValue::Member& member : value->members()) {
    if (HidesSomething(&member.value)) return true;
  }
  return false;
}

}  // namespace

void ReadTrailParameters(const JsonValue& event, absl::string_view prefix,
                         FoundRequest* found) {
  const JsonValue* const parameters = MemberOf(&event, "requestParameters");
  SetParameterKeys(prefix, parameters, ParametersFrom::kTrail,
                   &found->request.context, &found->notes);
  if (prefix == "kms") ReadKms(event, found);
  if (prefix == "s3") ReadS3(event, &found->request.context);
  if (HidesSomething(parameters) || TextOf(parameters, "omitted") == "true") {
    found->notes.push_back("CloudTrail hides parameters of the call");
  }
}

}  // namespace iam
