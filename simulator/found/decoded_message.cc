#include "simulator/found/decoded_message.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/match/arn.h"
#include "engine/match/request_principal.h"
#include "simulator/found/json_members.h"

namespace iam {
namespace {

struct ShortHand {
  absl::string_view key;
  absl::string_view in_policies;  // empty: no condition key
};

constexpr ShortHand kShortHands[] = {
    {"aws:Region", "aws:RequestedRegion"},
    {"aws:Account", ""},  // of the resource
    {"aws:ARN", ""},      // the resource
    {"aws:Resource", ""},
    {"aws:Type", ""},
    {"aws:Service", ""},
    {"aws:ID", ""},
};

const ShortHand* FindShortHand(absl::string_view key) {
  for (const ShortHand& row : kShortHands) {
    if (absl::EqualsIgnoreCase(row.key, key)) return &row;
  }
  return nullptr;
}

std::vector<std::string> ValuesOf(const JsonValue* condition) {
  std::vector<std::string> values;
  for (const JsonValue* item : ItemsOf(MemberOf(condition, "values"))) {
    values.emplace_back(item->is_scalar() ? item->text()
                                          : TextOf(item, "value"));
  }
  return values;
}

class DecodedReader {
 public:
  DecodedReader(const JsonValue& message, uint32_t line)
      : message_(message), context_(MemberOf(&message, "context")) {
    found_.found_in = FoundIn::kDecodedMessage;
    found_.line = line;
    conditions_ = ItemsOf(MemberOf(context_, "conditions"));
  }

  FoundRequest Read() && {
    ReadPrincipal();
    ReadResource();
    ReadAction();
    ReadContext();
    ReadVerdict();
    return std::move(found_);
  }

 private:
  // The first value of a short-hand key.
  std::string Fact(absl::string_view key) const {
    for (const JsonValue* condition : conditions_) {
      if (!absl::EqualsIgnoreCase(TextOf(condition, "key"), key)) continue;
      std::vector<std::string> values = ValuesOf(condition);
      if (!values.empty()) return std::move(values.front());
    }
    return "";
  }

  void ReadPrincipal() {
    const JsonValue* const principal = MemberOf(context_, "principal");
    std::string text(TextOf(principal, "arn"));
    const absl::string_view name = TextOf(principal, "name");
    const std::string account = Fact("aws:Account");
    if (text.empty() && !name.empty() && IsAccountId(account)) {
      text = absl::StrCat("arn:aws:iam::", account, ":user/", name);
      found_.notes.push_back(
          absl::StrCat("the message names the principal as '", name,
                       "'; taken to be ", text, ", its path is not shown"));
    }
    found_.principal_known =
        ParseRequestPrincipal(text).has_value() && !text.empty();
    if (found_.principal_known) found_.request.principal = std::move(text);
    const absl::string_view id = TextOf(principal, "id");
    if (found_.principal_known && !id.empty()) {
      found_.request.context.Set("aws:userid", id);
    }
  }

  void ReadResource() {
    std::string resource(TextOf(context_, "resource"));
    if (resource.empty()) resource = Fact("aws:ARN");
    found_.resource_known = !resource.empty();
    if (found_.resource_known) found_.request.resource = std::move(resource);
  }

  // The service is often left out.
  void ReadAction() {
    std::string action(TextOf(context_, "action"));
    if (!action.empty() && !absl::StrContains(action, ':')) {
      std::string service = Fact("aws:Service");
      const std::optional<Arn> arn = SplitArn(found_.request.resource);
      if (service.empty() && arn.has_value())
        service = std::string(arn->service);
      action = absl::StrCat(service, ":", action);
    }
    found_.request.action = std::move(action);
  }

  void ReadContext() {
    std::vector<std::string> dropped;
    for (const JsonValue* condition : conditions_) {
      absl::string_view key = TextOf(condition, "key");
      std::vector<std::string> values = ValuesOf(condition);
      if (key.empty() || values.empty()) continue;
      if (const ShortHand* row = FindShortHand(key)) {
        if (row->in_policies.empty()) {
          dropped.emplace_back(key);
          continue;
        }
        key = row->in_policies;
      }
      if (values.size() == 1) {
        found_.request.context.Set(key, values.front());
      } else {
        found_.request.context.Set(key, values);
      }
    }
    if (!dropped.empty()) {
      found_.notes.push_back(
          absl::StrCat("left out, for they are no condition "
                       "keys: ",
                       absl::StrJoin(dropped, ", ")));
    }
  }

  void ReadVerdict() {
    if (TextOf(&message_, "allowed") == "true") {
      found_.notes.push_back("the message says that the request was allowed");
      return;
    }
    AwsVerdict& verdict = found_.verdict.emplace();
    const absl::string_view is_explicit = TextOf(&message_, "explicitDeny");
    verdict.outcome_known = !is_explicit.empty();
    if (is_explicit == "true") verdict.outcome = Outcome::kExplicitDeny;
    for (const JsonValue* statement :
         ItemsOf(MemberOf(&message_, "matchedStatements"))) {
      const absl::string_view sid = TextOf(statement, "statementId");
      if (sid.empty() ||
          !absl::EqualsIgnoreCase(TextOf(statement, "effect"), "DENY")) {
        continue;
      }
      verdict.sids.emplace_back(sid);
    }
  }

  const JsonValue& message_;
  const JsonValue* const context_;
  std::vector<const JsonValue*> conditions_;
  FoundRequest found_;
};

}  // namespace

bool IsDecodedMessage(const JsonValue& object) {
  const JsonValue* const context = MemberOf(&object, "context");
  return context != nullptr && MemberOf(context, "action") != nullptr &&
         (MemberOf(&object, "allowed") != nullptr ||
          MemberOf(&object, "explicitDeny") != nullptr ||
          MemberOf(&object, "matchedStatements") != nullptr);
}

void ReadDecodedMessage(const JsonValue& message, uint32_t line,
                        Collector* collector) {
  collector->Add(DecodedReader(message, line).Read());
}

}  // namespace iam
