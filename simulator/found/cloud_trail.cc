#include "simulator/found/cloud_trail.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/match/arn.h"
#include "simulator/catalog/api_map.h"
#include "simulator/found/denial_code.h"
#include "simulator/found/denied_message.h"
#include "simulator/found/json_members.h"
#include "simulator/found/message_request.h"
#include "simulator/found/plain_text.h"
#include "simulator/found/trail_context.h"
#include "simulator/found/trail_identity.h"

namespace iam {
namespace {

// DeleteObjects names up to a thousand; what is more is cut off with a note.
constexpr size_t kMaxRequestsOfEvent = 1000;

std::string NameOf(const JsonValue& event) {
  return absl::StrCat("event ", TextOf(&event, "eventName"), " of ",
                      TextOf(&event, "eventSource"));
}

// An event's resources[].
class TrailResources {
 public:
  explicit TrailResources(const JsonValue& event) {
    for (const JsonValue* item : ItemsOf(MemberOf(&event, "resources"))) {
      const absl::string_view arn = TextOf(item, "ARN");
      if (SplitArn(arn).has_value()) arns_.emplace_back(arn);
      if (account_.empty()) account_ = TextOf(item, "accountId");
    }
  }

  // The first of a type that fits the action; empty if none does (R7.64).
  absl::string_view For(absl::string_view action) const {
    const absl::string_view prefix = action.substr(0, action.find(':'));
    const absl::string_view service = prefix == "sts" ? "iam" : prefix;
    for (const absl::string_view text : arns_) {
      const Arn arn = *SplitArn(text);
      if (arn.service != service) continue;
      const bool is_object = absl::StrContains(arn.resource, '/');
      if (service != "s3" || is_object == IsOnObject(action)) return text;
    }
    return {};
  }

  // The owner, for ARNs that show none.
  absl::string_view account() const { return account_; }

 private:
  static bool IsOnObject(absl::string_view action) {
    return absl::StrContains(action, "Object") ||
           absl::StrContains(action, "MultipartUpload") ||
           absl::EndsWith(action, "UploadParts");
  }

  std::vector<absl::string_view> arns_;
  absl::string_view account_;
};

std::optional<DeniedMessage> MessageOf(const JsonValue& event) {
  const absl::string_view text = TextOf(&event, "errorMessage");
  if (text.empty()) return std::nullopt;
  const PlainText plain(text, 1, PlainText::Wrap::kAtWords);
  std::optional<DeniedMessage> message = FindDeniedMessage(plain.text());
  // EC2's, which is nothing but encoded.
  std::string encoded = FindEncodedMessage(plain.text());
  if (!message.has_value() && encoded.empty()) return std::nullopt;
  if (!message.has_value()) message.emplace();
  message->encoded = std::move(encoded);
  return message;
}

CallPlace PlaceOf(const JsonValue& event, const Request& request) {
  CallPlace place;
  place.region = std::string(TextOf(&event, "awsRegion"));
  place.account = std::string(TextOf(&event, "recipientAccountId"));
  if (const std::optional<Arn> caller = SplitArn(request.principal)) {
    place.partition = std::string(caller->partition);
    place.account = std::string(caller->account);
  }
  return place;
}

// Why there is no request in an event, whoever called; nullopt if there is one.
std::optional<NotFound> Refuse(const JsonValue& event, uint32_t line) {
  const absl::string_view type = TextOf(&event, "eventType");
  if (type == "AwsConsoleSignIn" ||
      absl::StartsWith(TextOf(&event, "eventSource"), "signin.")) {
    return NotFound{
        line, "sign-in",
        absl::StrCat(NameOf(event), " is a sign-in, which no policy decides")};
  }
  if (type == "AwsServiceEvent" || type == "AwsCloudTrailInsight") {
    return NotFound{
        line, "service event",
        absl::StrCat(NameOf(event), " is an event of the service, not a call")};
  }
  return std::nullopt;
}

class EventReader {
 public:
  EventReader(const JsonValue& event, Collector* collector)
      : event_(event), resources_(event), collector_(collector) {}

  void Read(uint32_t line, bool denied);

 private:
  void AddMessage(FoundRequest found, const std::vector<CalledAction>& actions);
  void AddActions(const FoundRequest& found,
                  const std::vector<CalledAction>& actions);
  void Add(FoundRequest found, const std::string& resource);

  const JsonValue& event_;
  const TrailResources resources_;
  Collector* const collector_;
  std::optional<DeniedMessage> message_;
  std::optional<ApiCall> call_;
  bool is_only_action_ = true;
  size_t added_ = 0;
};

void EventReader::Read(uint32_t line, bool denied) {
  FoundRequest found;
  found.found_in = FoundIn::kCloudTrail;
  found.line = line;
  found.id = std::string(TextOf(&event_, "eventID"));
  if (denied) {
    message_ = MessageOf(event_);
    found.verdict.emplace();
    // "The request was denied due to a VPC endpoint policy".
    if (TextOf(&event_, "errorCode") == "VpceAccessDenied") {
      found.verdict->layer = PolicyType::kVpcEndpoint;
    }
  }
  const std::string odd_type = ReadTrailIdentity(event_, &found);
  if (!odd_type.empty() &&
      (!message_.has_value() || message_->principal.empty())) {
    collector_->Add(NotFound{
        line, "identity",
        absl::StrCat(NameOf(event_), " was called by an identity of type ",
                     odd_type, ", to which no policies are attached")});
    return;
  }
  ReadTrailContext(event_, &found);
  const ApiMap& map = ApiMap::Get();
  call_ = map.FromEvent(TextOf(&event_, "eventSource"),
                        TextOf(&event_, "eventName"));
  std::vector<CalledAction> actions;
  if (call_.has_value()) {
    actions = map.ActionsOf(*call_, MemberOf(&event_, "requestParameters"),
                            PlaceOf(event_, found.request));
  }
  if (message_.has_value() && !message_->action.empty()) {
    AddMessage(std::move(found), actions);
    return;
  }
  // A denied call needed a permission, whatever the map says.
  if (actions.empty() && call_.has_value() && denied) {
    actions.push_back({absl::StrCat(call_->prefix, ":", call_->operation),
                       {},
                       /*unresolved=*/true,
                       /*conditional=*/false});
  }
  if (!actions.empty()) {
    AddActions(found, actions);
    return;
  }
  collector_->Add(NotFound{
      line, call_.has_value() ? "no permission needed" : "no IAM action",
      absl::StrCat(NameOf(event_), call_.has_value()
                                       ? " needs no permission"
                                       : " is no call that a policy decides")});
}

// The message names the one permission that was missing.
void EventReader::AddMessage(FoundRequest found,
                             const std::vector<CalledAction>& actions) {
  found.request.action = message_->action;
  std::string resource;
  bool needs_none = false;
  for (const CalledAction& action : actions) {
    if (!absl::EqualsIgnoreCase(action.action, message_->action)) continue;
    if (action.resources.size() == 1) resource = action.resources.front();
    needs_none = action.resources.empty() && !action.unresolved;
  }
  if (resource.empty() && needs_none) resource = "*";
  Add(std::move(found), resource);
}

void EventReader::AddActions(const FoundRequest& found,
                             const std::vector<CalledAction>& actions) {
  // Of what only some forms of the call need, what this one shows.
  std::vector<absl::string_view> left_out;
  std::vector<const CalledAction*> taken;
  for (const CalledAction& action : actions) {
    if (action.conditional && action.resources.empty() && actions.size() > 1) {
      left_out.push_back(action.action);
    } else {
      taken.push_back(&action);
    }
  }
  is_only_action_ = taken.size() == 1;
  for (const CalledAction* action : taken) {
    FoundRequest one = found;
    one.request.action = action->action;
    if (!is_only_action_) {
      one.notes.push_back(absl::StrCat("the call needs ", taken.size(),
                                       " permissions, this is one of them"));
    }
    if (!left_out.empty()) {
      one.notes.push_back(absl::StrCat("some forms of the call also need ",
                                       absl::StrJoin(left_out, ", ")));
    }
    if (!call_->known) {
      one.notes.push_back(absl::StrCat(
          "the action is taken by the name of the ", NameOf(event_)));
    }
    if (action->resources.empty()) {
      Add(std::move(one), action->unresolved ? "" : "*");
      continue;
    }
    for (const std::string& resource : action->resources) Add(one, resource);
    if (action->is_cut) {
      collector_->Add(NotFound{
          found.line, "too many resources",
          absl::StrCat(NameOf(event_), " names ", action->resources.size(),
                       " resources or more; those beyond are left out")});
    }
  }
}

// `resource` is the API map's: "*", an ARN, or empty if it cannot tell. AWS's
// own word goes before it.
void EventReader::Add(FoundRequest found, const std::string& resource) {
  if (++added_ > kMaxRequestsOfEvent) {
    if (added_ > kMaxRequestsOfEvent + 1) return;  // it was said
    collector_->Add(NotFound{
        found.line, "too many requests",
        absl::StrCat(NameOf(event_), " needs more than ", kMaxRequestsOfEvent,
                     " permissions; those beyond are left out")});
    return;
  }
  Request& request = found.request;
  found.resource_known = !resource.empty();
  if (found.resource_known) request.resource = resource;
  const absl::string_view shown = resources_.For(request.action);
  // Of several actions the map alone knows which resource is whose.
  if (!shown.empty() && resource != "*" &&
      (resource.empty() || is_only_action_)) {
    request.resource = std::string(shown);
    found.resource_known = true;
  }
  request.resource_account = std::string(resources_.account());
  ReadTrailParameters(
      event_, request.action.substr(0, request.action.find(':')), &found);
  if (message_.has_value()) TakeOver(*message_, &found);
  if (!IsAccountId(request.resource_account)) request.resource_account.clear();
  const absl::string_view code = TextOf(&event_, "errorCode");
  if (!found.verdict.has_value() && !code.empty()) {
    found.notes.push_back(
        absl::StrCat("the call failed with ", code, ", which is no denial"));
  }
  collector_->Add(std::move(found));
}

bool IsDenied(const JsonValue& event) {
  return IsDenialCode(TextOf(&event, "errorCode")) ||
         absl::StrContains(TextOf(&event, "errorMessage"), kNotAuthorized);
}

}  // namespace

bool IsTrailEvent(const JsonValue& object) {
  return !TextOf(&object, "eventSource").empty() &&
         !TextOf(&object, "eventName").empty() &&
         MemberOf(&object, "CloudTrailEvent") == nullptr;
}

void ReadTrailEvent(const JsonValue& event, uint32_t line,
                    Collector* collector) {
  const bool denied = IsDenied(event);
  if (!denied && !collector->options().allowed_too) {
    collector->CountAllowedEvent();
    return;
  }
  if (std::optional<NotFound> refused = Refuse(event, line)) {
    collector->Add(*std::move(refused));
    return;
  }
  EventReader(event, collector).Read(line, denied);
}

}  // namespace iam
