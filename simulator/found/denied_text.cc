// One pass over the text stops at the phrases of messages and at those that
// name the operation called. A message that lacks an action, or is nothing but
// "Access Denied", takes the operation named last, if it stands near.

#include "simulator/found/denied_text.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "simulator/catalog/api_map.h"
#include "simulator/catalog/catalog.h"
#include "simulator/found/denial_code.h"
#include "simulator/found/denied_message.h"
#include "simulator/found/message_request.h"
#include "simulator/found/plain_text.h"
#include "simulator/found/regex.h"

namespace iam {
namespace {

// How far apart an operation and its message may stand, in bytes.
constexpr size_t kNear = 1024;

// What the pass stops at; the groups are those of Stop.
constexpr char kStops[] =
    // botocore and the aws command
    "An error occurred \\(([A-Za-z0-9.]+)\\) when calling the "
    "([A-Za-z0-9]+) operation(?: \\([^)\\n]*\\))?:"
    // SDKs for Go and what is written with them
    "|operation error ([A-Za-z0-9][A-Za-z0-9 ]*): ([A-Za-z0-9]+),"
    // CloudFormation
    "|API: ([a-z0-9-]+):([A-Za-z0-9]+) "
    // SDK for JavaScript, in stack traces
    "|(?:de_|deserializeAws_[a-z0-9]+?_?[a-z]*)([A-Z][A-Za-z0-9]*)CommandError"
    "|(You are not authorized to perform this operation)"
    "|([Nn]ot authorized to perform)"
    "|(Access ?Denied|Forbidden)";

struct Stop {
  re2::StringPiece code, boto_operation;
  re2::StringPiece client, operation;
  re2::StringPiece prefix, api;
  re2::StringPiece js_operation;
  re2::StringPiece ec2, message, bare;
};

struct Operation {
  std::string client;  // empty if the text does not name it
  std::string name;
  size_t at = 0;
  size_t end = 0;
};

// One form of the text, with what was found in it.
class Pass {
 public:
  explicit Pass(const PlainText& plain) : plain_(plain), text_(plain.text()) {}

  void Run();

  // The number of messages, and of those that no line break cut.
  size_t message_count() const { return messages_; }
  size_t whole_count() const { return whole_; }
  void Deliver(Collector* collector) &&;

 private:
  size_t OffsetOf(const re2::StringPiece& piece) const {
    return static_cast<size_t>(piece.data() - text_.data());
  }
  bool OperationIsNear(size_t at) const {
    return !operation_.name.empty() && at - operation_.end <= kNear;
  }
  void Take(const Stop& stop);
  void SetOperation(absl::string_view client, const re2::StringPiece& name);
  size_t AddMessage(size_t at);
  void AddEc2(size_t at);
  void AddBare(size_t at, size_t end);
  void AddOperation(size_t at, FoundRequest found);

  const PlainText& plain_;
  const absl::string_view text_;
  Operation operation_;
  size_t bare_at_ = 0;  // of "Access Denied" that still lacks an operation
  bool bare_ = false;
  size_t messages_ = 0;
  size_t whole_ = 0;
  std::vector<FoundRequest> found_;
  std::vector<NotFound> hints_;
};

absl::string_view Behind(absl::string_view text) {
  return absl::StripLeadingAsciiWhitespace(text.substr(0, kNear));
}

void Pass::Run() {
  static const RE2& kStop = *new RE2(kStops);
  re2::StringPiece rest = ToPiece(text_);
  Stop stop;
  while (RE2::FindAndConsume(&rest, kStop, &stop.code, &stop.boto_operation,
                             &stop.client, &stop.operation, &stop.prefix,
                             &stop.api, &stop.js_operation, &stop.ec2,
                             &stop.message, &stop.bare)) {
    const size_t at = OffsetOf(rest);
    Take(stop);
    if (!stop.message.empty()) {
      const size_t end = std::max(at, AddMessage(OffsetOf(stop.message)));
      rest.remove_prefix(end - at);
    }
  }
}

void Pass::SetOperation(absl::string_view client,
                        const re2::StringPiece& name) {
  operation_.client = std::string(client);
  operation_.name = std::string(ToView(name));
  operation_.at = OffsetOf(name);
  operation_.end = operation_.at + name.size();
}

void Pass::Take(const Stop& stop) {
  if (!stop.boto_operation.empty()) {
    operation_ = {};
    if (!IsDenialCode(ToView(stop.code))) return;
    SetOperation("", stop.boto_operation);
    hints_.push_back(
        {plain_.LineOf(operation_.at), "no action",
         absl::StrCat("the ", ToView(stop.code), " error of ", operation_.name,
                      " names neither principal nor action")});
    // HEAD requests are answered without a body (R7.20).
    if (ToView(stop.code) == "403") {
      AddBare(operation_.end, operation_.end);
    }
  } else if (!stop.operation.empty()) {
    SetOperation(ToView(stop.client), stop.operation);
  } else if (!stop.api.empty()) {
    SetOperation(ToView(stop.prefix), stop.api);
  } else if (!stop.js_operation.empty()) {
    if (bare_ && OffsetOf(stop.js_operation) - bare_at_ <= kNear) {
      const size_t at = bare_at_;
      SetOperation("", stop.js_operation);
      AddBare(at, operation_.end);
    }
  } else if (!stop.ec2.empty()) {
    AddEc2(OffsetOf(stop.ec2));
  } else if (!stop.bare.empty()) {
    const size_t at = OffsetOf(stop.bare);
    if (at >= operation_.end) AddBare(at, at + stop.bare.size());
  }
}

size_t Pass::AddMessage(size_t at) {
  const DeniedMessage message = ReadDeniedMessage(text_, at);
  ++messages_;
  if (message.is_whole) ++whole_;
  bare_ = false;
  FoundRequest found;
  found.resource_known = false;
  found.line = plain_.LineOf(at);
  TakeOver(message, &found);
  if (!found.request.action.empty()) {
    found_.push_back(std::move(found));
    operation_ = {};
  } else if (OperationIsNear(at)) {
    AddOperation(at, std::move(found));
  } else {
    hints_.push_back({found.line, "no action",
                      "an access-denied message that names no action"});
  }
  return message.end;
}

// "You are not authorized to perform this operation." A message of the general
// form may follow, or nothing but an encoded one.
void Pass::AddEc2(size_t at) {
  const absl::string_view phrase =
      "You are not authorized to perform this operation";
  absl::string_view behind = text_.substr(at + phrase.size());
  absl::ConsumePrefix(&behind, ".");
  behind = Behind(behind);
  if (absl::StartsWith(behind, "User:")) return;
  ++messages_;
  FoundRequest found;
  found.resource_known = false;
  found.principal_known = false;
  found.line = plain_.LineOf(at);
  found.verdict.emplace();
  std::string encoded;
  if (absl::StartsWith(behind, "Encoded")) {
    ++whole_;
    encoded = FindEncodedMessage(text_.substr(at, 8 * kNear));
    if (!encoded.empty()) found.notes.push_back(DecodeNote(encoded));
  }
  if (OperationIsNear(at)) {
    if (operation_.client.empty()) operation_.client = "EC2";
    AddOperation(at, std::move(found));
    return;
  }
  hints_.push_back(
      {found.line, "no action",
       encoded.empty()
           ? "EC2's UnauthorizedOperation shows neither principal nor action"
           : absl::StrCat("EC2's UnauthorizedOperation shows neither "
                          "principal nor action; ",
                          DecodeNote(encoded))});
}

// "Access Denied" and nothing else (R7.8).
void Pass::AddBare(size_t at, size_t end) {
  // "AccessDeniedException: User: …" is no bare one.
  const absl::string_view behind =
      absl::StripLeadingAsciiWhitespace(absl::StripPrefix(
          absl::StripPrefix(text_.substr(end, 32), "Exception"), ":"));
  if (absl::StartsWith(behind, "User:") || absl::StartsWith(behind, "You ") ||
      absl::StartsWith(behind, "Not auth")) {
    return;
  }
  if (!OperationIsNear(std::max(at, operation_.end))) {
    bare_ = true;
    bare_at_ = at;
    hints_.push_back({plain_.LineOf(at), "no action",
                      "an 'Access Denied' that shows neither principal nor "
                      "action"});
    return;
  }
  bare_ = false;
  FoundRequest found;
  found.resource_known = false;
  found.principal_known = false;
  found.line = plain_.LineOf(at);
  found.verdict.emplace();
  // Only S3 says no more than this.
  if (operation_.client.empty()) operation_.client = "S3";
  AddOperation(at, std::move(found));
}

// The bucket or object of "s3://bucket/key", named on the way to the message.
void TakeS3Url(absl::string_view before, FoundRequest* found) {
  static const RE2& kUrl =
      *new RE2("s3://([a-z0-9][a-z0-9.-]+)(?:/([^\\s\"']*))?");
  re2::StringPiece rest =
      ToPiece(before.substr(before.size() - std::min(before.size(), kNear)));
  std::string bucket;
  std::string key;
  size_t count = 0;
  while (RE2::FindAndConsume(&rest, kUrl, &bucket, &key)) ++count;
  if (count != 1) return;  // of a copy: which of them?
  const bool on_object = absl::StrContains(found->request.action, "Object");
  if (on_object && (key.empty() || absl::EndsWith(key, "/"))) return;
  found->request.resource = absl::StrCat(
      "arn:aws:s3:::", bucket, on_object ? "/" : "", on_object ? key : "");
  found->resource_known = true;
  found->notes.push_back(absl::StrCat("the resource is that of s3://", bucket,
                                      key.empty() ? "" : "/", key,
                                      ", which stands before the message"));
}

// The call of an operation. Where the text does not name the service, S3 is
// meant by errors that say no more than that (R7.8); else the only service that
// has an action of this name.
std::optional<ApiCall> FindCall(absl::string_view client,
                                absl::string_view operation) {
  if (!client.empty()) return ApiMap::Get().FromSdk(client, operation);
  const Catalog& catalog = Catalog::Get();
  absl::string_view owner;
  for (const absl::string_view prefix : catalog.prefixes()) {
    if (!catalog.FindAction(absl::StrCat(prefix, ":", operation))) continue;
    if (!owner.empty()) return std::nullopt;
    owner = prefix;
  }
  if (owner.empty()) return std::nullopt;
  ApiCall call;
  call.prefix = std::string(owner);
  call.operation = std::string(operation);
  return call;
}

// One request for each action that the call surely needs.
void Pass::AddOperation(size_t at, FoundRequest found) {
  const Operation operation = std::exchange(operation_, {});
  const std::optional<ApiCall> call =
      FindCall(operation.client, operation.name);
  std::vector<CalledAction> actions;
  if (call.has_value()) actions = ApiMap::Get().ActionsOf(*call, nullptr, {});
  if (actions.empty()) {
    hints_.push_back({found.line, "no action",
                      absl::StrCat("the message names no action, and those of ",
                                   operation.name, " are not known")});
    return;
  }
  found.notes.push_back(absl::StrCat("the message names no action; those of ",
                                     call->operation, " are taken"));
  for (const CalledAction& action : actions) {
    if (action.conditional && actions.size() > 1) continue;
    FoundRequest one = found;
    one.request.action = action.action;
    if (!one.resource_known && action.resources.empty() && !action.unresolved) {
      one.resource_known = true;  // it knows no resource
    }
    if (!one.resource_known && call->prefix == "s3") {
      TakeS3Url(text_.substr(0, std::min(at, operation.at)), &one);
    }
    found_.push_back(std::move(one));
  }
}

void Pass::Deliver(Collector* collector) && {
  for (FoundRequest& found : found_) collector->Add(std::move(found));
  for (NotFound& hint : hints_) {
    collector->AddHint(hint.line, hint.kind, std::move(hint.reason));
  }
}

// An encoded message and nothing else, as it is copied from a message.
void HintAtEncoded(absl::string_view text, uint32_t line,
                   Collector* collector) {
  static const RE2& kBlob = *new RE2("\\s*[A-Za-z0-9_-]{80,}\\s*");
  std::string encoded = FindEncodedMessage(text);
  if (encoded.empty() && RE2::FullMatch(ToPiece(text), kBlob)) {
    encoded = std::string(absl::StripAsciiWhitespace(text));
  }
  if (encoded.empty()) return;
  collector->AddHint(
      line, "encoded message",
      absl::StrCat("an encoded authorization message alone, which only AWS "
                   "can read; ",
                   DecodeNote(encoded)));
}

}  // namespace

bool MayBeDenied(absl::string_view text) {
  return absl::StrContains(text, "ot authorized") ||
         absl::StrContains(text, "Denied") ||
         absl::StrContains(text, "Forbidden") ||
         absl::StrContains(text, "Encoded authorization");
}

void FindInText(absl::string_view text, uint32_t first_line,
                Collector* collector) {
  const PlainText at_words(text, first_line, PlainText::Wrap::kAtWords);
  Pass pass(at_words);
  pass.Run();
  // A terminal may have cut names, or the phrases themselves.
  const bool may_be_cut =
      pass.message_count() == 0 || pass.whole_count() < pass.message_count();
  if (may_be_cut) {
    const PlainText at_width(text, first_line, PlainText::Wrap::kAtWidth);
    if (at_width.was_joined_at_width()) {
      Pass wider(at_width);
      wider.Run();
      if (std::pair(pass.whole_count(), pass.message_count()) <
          std::pair(wider.whole_count(), wider.message_count())) {
        std::move(wider).Deliver(collector);
        return;
      }
    }
  }
  const bool is_silent = pass.message_count() == 0;
  std::move(pass).Deliver(collector);
  if (is_silent) HintAtEncoded(at_words.text(), first_line, collector);
}

}  // namespace iam
