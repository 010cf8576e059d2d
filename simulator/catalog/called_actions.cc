// What an operation needs: its row of the table says which actions, and with
// the ARN formats of the catalog and the call's parameters, on what.
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "simulator/catalog/api_map.h"
#include "simulator/catalog/arn_format.h"
#include "simulator/catalog/call_table.h"
#include "simulator/catalog/catalog.h"
#include "simulator/catalog/parameters.h"
#include "simulator/catalog/template.h"

namespace iam {
namespace {

using Values = std::vector<std::string>;

void AddNew(Values values, Values* all) {
  for (std::string& value : values) {
    if (all->size() == kMostTemplateValues) return;
    if (std::find(all->begin(), all->end(), value) == all->end()) {
      all->push_back(std::move(value));
    }
  }
}

// A queue's URL, "https://sqs.REGION.amazonaws.com/ACCOUNT/NAME", tells where
// the queue is, whoever calls.
CallPlace PlaceOf(const ApiCall& call, const Parameters& parameters,
                  CallPlace place) {
  if (call.prefix != "sqs") return place;
  for (const std::string& url : parameters.Values("QueueUrl")) {
    const std::vector<std::string> parts = absl::StrSplit(url, '/');
    if (parts.size() != 5) continue;
    place.account = parts[3];
    const std::vector<std::string> host = absl::StrSplit(parts[2], '.');
    if (host.size() >= 4 && host[0] == "sqs") place.region = host[1];
  }
  return place;
}

// Fills the formats of the resource types of one action.
class ResourceFinder {
 public:
  ResourceFinder(const ApiCall& call, const CallAction& row,
                 const Parameters& parameters, const CallPlace& place)
      : call_(call), row_(row), parameters_(parameters), place_(place) {
    for (const auto& [name, text] : row_.variables) {
      AddNew(RawValues(text, Input({})), &given_);
    }
    given_ = row_.variables.empty() ? parameters_.Arns()
                                    : WholeArns(std::move(given_));
  }

  Values Find(const Catalog::Found& found) const {
    Values all;
    for (const ActionResource& resource : found.action->resources) {
      const CatalogResourceType* type =
          found.service->FindResource(resource.type);
      if (type == nullptr) continue;
      const std::vector<absl::string_view> formats = ArnFormats(type->arn);
      if (const std::string* text = TemplateOf(type->name)) {
        AddNew(WholeArns(ExpandTemplate(*text, Input(formats))), &all);
        continue;
      }
      for (const absl::string_view format : formats) {
        AddNew(Fill(format), &all);
      }
    }
    return all;
  }

  // Of a template of whole ARNs, whatever the resource type. One that reads a
  // name out of a parameter takes an ARN there as it is.
  Values Whole(const std::string& text) const {
    if (absl::StrContains(text, "%%regex%")) {
      Values given = WholeArns(RawValues(text, Input({})));
      // A secret's ARN has six characters more than its name.
      if (!given.empty() || call_.prefix == "secretsmanager") return given;
    }
    return ExpandTemplate(text, Input({}));
  }

  static Values WholeArns(Values values) {
    std::erase_if(values, [](const std::string& value) {
      return !absl::StartsWith(value, "arn:");
    });
    return values;
  }

 private:
  TemplateInput Input(std::vector<absl::string_view> formats) const {
    return {parameters_, place_, std::move(formats)};
  }

  const std::string* TemplateOf(absl::string_view type) const {
    for (const auto& [name, text] : row_.types) {
      if (name == type) return &text;
    }
    return nullptr;
  }

  // Values of a variable of a format.
  Values ValuesOf(absl::string_view variable) const {
    for (const auto& [name, text] : row_.variables) {
      if (name != variable) continue;
      if (text == "*") return MakesOne() ? Values{"*"} : Values();
      return Own(variable, ExpandTemplate(text, Input({})));
    }
    if (!row_.variables.empty() || IsVague(variable)) return {};
    if (call_.prefix == "sqs" && variable == "QueueName") {
      return ExpandTemplate("%%regex%${QueueUrl}%/([^\\/]+)$/g%%", Input({}));
    }
    return Own(variable, parameters_.Values(variable));
  }

  // Names alone; ARNs are taken whole. An alias is not the key's id.
  Values Own(absl::string_view variable, Values values) const {
    std::erase_if(values, [&](const std::string& value) {
      return absl::StartsWith(value, "arn:") ||
             (variable == "KeyId" && absl::StartsWith(value, "alias/")) ||
             (variable == "SecretId" && call_.prefix == "secretsmanager");
    });
    if (variable == "ParameterNameWithoutLeadingSlash") {
      for (std::string& value : values) {
        value = std::string(absl::StripPrefix(value, "/"));
      }
    }
    return values;
  }

  // Calls that make something: what they make has no name yet, and AWS asks for
  // the permission on "…/*". Of others, "*" in the table is "not known".
  bool MakesOne() const {
    if (!absl::StartsWith(row_.action, absl::StrCat(call_.prefix, ":"))) {
      return false;
    }
    for (const char* verb : {"Create", "Run", "Allocate", "Import", "Copy",
                             "Register", "Request"}) {
      if (absl::StartsWith(call_.operation, verb)) return true;
    }
    return false;
  }

  // Names that say nothing of what they name; a parameter that is called so may
  // be another thing.
  static bool IsVague(absl::string_view variable) {
    for (const char* name : {"Id", "Name", "Identifier", "ResourceId",
                             "ResourceName", "ResourcePath", "Path"}) {
      if (absl::EqualsIgnoreCase(variable, name)) return true;
    }
    return false;
  }

  Values Fill(absl::string_view format) const {
    Values given;
    for (const std::string& arn : given_) {
      if (HasFormat(format, arn)) given.push_back(arn);
    }
    if (!given.empty()) return given;
    const TemplateInput input = Input({});
    Values filled = {""};
    for (const FormatPiece& piece : CutFormat(format)) {
      if (filled.empty()) break;
      Values tails;
      if (!piece.variable) {
        tails = {std::string(piece.text)};
      } else if (IsPlace(piece.text)) {
        tails = ExpandTemplate(absl::StrCat("${", piece.text, "}"), input);
      } else {
        tails = ValuesOf(piece.text);
      }
      Values next;
      for (const std::string& head : filled) {
        for (const std::string& tail : tails) {
          if (next.size() == kMostTemplateValues) break;
          next.push_back(absl::StrCat(head, tail));
        }
      }
      filled = std::move(next);
    }
    return filled;
  }

  static bool IsPlace(absl::string_view variable) {
    return variable == "Partition" || variable == "Region" ||
           variable == "Account";
  }

  const ApiCall& call_;
  const CallAction& row_;
  const Parameters& parameters_;
  const CallPlace& place_;
  Values given_;  // ARNs in parameters that name the resource
};

enum class Need { kNo, kYes, kSometimes };

// A parameter that no call has: see corrections.py.
constexpr absl::string_view kSometimes = "sometimes";

Need NeedOf(const CallCondition& condition, const Parameters& parameters) {
  const bool negative =
      condition.test == "NotExists" || condition.test == "NotEquals";
  if (condition.path == kSometimes) return Need::kSometimes;
  if (!parameters.known()) return negative ? Need::kYes : Need::kSometimes;
  bool holds = parameters.Has(condition.path);
  if (condition.test == "NotExists") holds = !holds;
  if (condition.test == "IContains" || condition.test == "NotEquals") {
    const Values values = parameters.Values(condition.path);
    holds = std::any_of(
        values.begin(), values.end(), [&](const std::string& value) {
          return condition.test == "IContains"
                     ? absl::StrContains(absl::AsciiStrToLower(value),
                                         absl::AsciiStrToLower(condition.value))
                     : value == condition.value;
        });
    if (condition.test == "NotEquals") holds = !holds;
  }
  return holds ? Need::kYes : Need::kNo;
}

// nullopt if this form of the call does not need the action.
std::optional<CalledAction> Called(const ApiCall& call, const CallAction& row,
                                   bool first, const Parameters& parameters,
                                   const CallPlace& place) {
  CalledAction called = {.action = row.action, .resources = {}};
  const std::optional<Catalog::Found> found =
      Catalog::Get().FindAction(row.action);
  if (found.has_value()) {
    called.action =
        absl::StrCat(found->service->prefix, ":", found->action->name);
  }
  if (row.condition.has_value()) {
    const Need need = NeedOf(*row.condition, parameters);
    if (need == Need::kNo) return std::nullopt;
    called.conditional = need == Need::kSometimes;
  }
  const ResourceFinder finder(call, row, parameters, place);
  if (row.arn.has_value()) {
    const Values values = finder.Whole(*row.arn);
    // A role that is not passed needs no permission to pass it.
    if (values.empty() && !first) {
      if (parameters.known()) return std::nullopt;
      called.conditional = true;
    }
    AddNew(ResourceFinder::WholeArns(values), &called.resources);
  } else if (found.has_value()) {
    AddNew(finder.Find(*found), &called.resources);
  }
  called.is_cut = called.resources.size() == kMostTemplateValues;
  called.unresolved =
      called.resources.empty() &&
      (!found.has_value() || !found->action->needs_any_resource());
  return called;
}

// One entry for each action, with the resources of all rows.
void Merge(CalledAction called, std::vector<CalledAction>* all) {
  for (CalledAction& other : *all) {
    if (other.action != called.action) continue;
    AddNew(std::move(called.resources), &other.resources);
    other.is_cut |= other.resources.size() == kMostTemplateValues;
    other.conditional &= called.conditional;
    other.unresolved &= other.resources.empty();
    return;
  }
  all->push_back(std::move(called));
}

std::vector<CalledAction> CalledBy(const ApiCall& call,
                                   const std::vector<CallAction>& rows,
                                   const Parameters& parameters,
                                   const CallPlace& place) {
  std::vector<CalledAction> all;
  for (const CallAction& row : rows) {
    if (auto called = Called(call, row, all.empty() && &row == &rows.front(),
                             parameters, place)) {
      Merge(*std::move(called), &all);
    }
  }
  return all;
}

bool AllResolved(const std::vector<CalledAction>& actions) {
  return std::none_of(actions.begin(), actions.end(),
                      [](const CalledAction& a) { return a.unresolved; });
}

}  // namespace

std::vector<CalledAction> ApiMap::ActionsOf(const ApiCall& call,
                                            const JsonValue* json,
                                            const CallPlace& call_place) const {
  if (call.free) return {};
  const Parameters parameters(json);
  const CallPlace place = PlaceOf(call, parameters, call_place);
  const std::string folded = FoldName(call.operation);
  std::optional<std::vector<CalledAction>> best;
  const CallTable& table = CallTable::Get();
  std::vector<const CallClient*> clients;
  if (call.client.empty()) {
    clients = table.OfPrefix(call.prefix);
  } else {
    clients.push_back(table.Find(call.client));
  }
  for (const CallClient* client : clients) {
    if (client == nullptr) continue;
    const std::optional<CallRow> row = client->Find(folded);
    if (!row.has_value()) continue;
    std::vector<CalledAction> actions =
        CalledBy(call, row->actions, parameters, place);
    // Of two clients with the operation (elb, elbv2), the one whose parameters
    // these are.
    if (AllResolved(actions)) return actions;
    if (!best.has_value()) best = std::move(actions);
  }
  if (best.has_value()) return *std::move(best);
  CallAction row;
  row.action = absl::StrCat(call.prefix, ":", call.operation);
  return CalledBy(call, {row}, parameters, place);
}

}  // namespace iam
