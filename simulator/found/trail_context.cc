#include "simulator/found/trail_context.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "engine/condition/values.h"
#include "simulator/found/json_members.h"

namespace iam {
namespace {

void SetIfAny(absl::string_view key, absl::string_view value,
              Context* context) {
  if (!value.empty()) context->Set(key, value);
}

void ReadTime(const JsonValue& event, Context* context) {
  const absl::string_view text = TextOf(&event, "eventTime");
  absl::Time time;
  if (!absl::ParseTime(absl::RFC3339_full, text, &time, nullptr)) return;
  context->Set("aws:CurrentTime", text);
  context->Set("aws:EpochTime", absl::StrCat(absl::ToUnixSeconds(time)));
}

// Through an endpoint the address is one of the VPC, and aws:SourceIp is not in
// the request (R5.2).
void ReadNetwork(const JsonValue& event, Context* context) {
  const absl::string_view endpoint = TextOf(&event, "vpcEndpointId");
  const absl::string_view address = TextOf(&event, "sourceIPAddress");
  const bool is_address = IpBlock::ParseAddress(address).has_value();
  if (endpoint.empty()) {
    if (is_address) context->Set("aws:SourceIp", address);
    return;
  }
  context->Set("aws:SourceVpce", endpoint);
  context->SetAbsent("aws:SourceIp");
  if (is_address) context->Set("aws:VpcSourceIp", address);
  SetIfAny("aws:VpceAccount", TextOf(&event, "vpcEndpointAccountId"), context);
}

}  // namespace

void ReadTrailContext(const JsonValue& event, FoundRequest* found) {
  Context* const context = &found->request.context;
  ReadTime(event, context);
  ReadNetwork(event, context);
  absl::string_view agent = TextOf(&event, "userAgent");
  if (absl::ConsumePrefix(&agent, "[")) absl::ConsumeSuffix(&agent, "]");  // S3
  SetIfAny("aws:UserAgent", agent, context);
  SetIfAny("aws:RequestedRegion", TextOf(&event, "awsRegion"), context);
  if (!TextOf(MemberOf(&event, "tlsDetails"), "tlsVersion").empty()) {
    context->Set("aws:SecureTransport", "true");
  }
}

}  // namespace iam
