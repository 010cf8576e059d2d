// Names → operation. What the operation needs is called_actions.cc.
#include "simulator/catalog/api_map.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "simulator/catalog/call_table.h"
#include "simulator/catalog/catalog.h"
#include "simulator/catalog/tables.h"

namespace iam {
namespace {

using Pairs = std::vector<std::pair<absl::string_view, absl::string_view>>;

// The second of the pair that begins so, ignoring case; else `otherwise`.
absl::string_view Lookup(const Pairs& pairs, absl::string_view first,
                         absl::string_view otherwise) {
  for (const auto& pair : pairs) {
    if (absl::EqualsIgnoreCase(pair.first, first)) return pair.second;
  }
  return otherwise;
}

// "Invoke20150331v2" and "CreateDistribution2020_05_31" without the version of
// the API.
absl::string_view WithoutVersion(absl::string_view name) {
  const absl::string_view whole = name;
  const size_t v = name.rfind('v');
  if (v != absl::string_view::npos && v + 1 < name.size() &&
      name.find_first_not_of("0123456789", v + 1) == absl::string_view::npos) {
    name = name.substr(0, v);
  }
  size_t digits = 0;
  size_t begin = name.size();
  while (begin > 0 && digits < 8 &&
         (absl::ascii_isdigit(static_cast<unsigned char>(name[begin - 1])) ||
          name[begin - 1] == '_')) {
    --begin;
    if (name[begin] != '_') ++digits;
  }
  if (digits < 8 || begin == 0 || name.substr(begin, 2) != "20") return whole;
  return name.substr(0, begin);
}

std::optional<ApiCall> CallOf(const CallClient& client,
                              absl::string_view folded) {
  const std::optional<CallRow> row = client.Find(folded);
  if (!row.has_value() || client.prefix().empty()) return std::nullopt;
  return ApiCall{.prefix = std::string(client.prefix()),
                 .operation = std::string(row->operation),
                 .client = std::string(client.name()),
                 .free = row->free,
                 .known = true};
}

// The operation of any of the prefix's clients. Two that have it are told apart
// by its parameters, later.
std::optional<ApiCall> CallOfPrefix(absl::string_view prefix,
                                    absl::string_view operation) {
  const std::string folded = FoldName(operation);
  for (const CallClient* client : CallTable::Get().OfPrefix(prefix)) {
    std::optional<ApiCall> call = CallOf(*client, folded);
    if (!call.has_value()) continue;
    call->client.clear();
    return call;
  }
  return std::nullopt;
}

const CallClient* CliClient(absl::string_view service) {
  const CallTable& table = CallTable::Get();
  return table.Find(Lookup(table.cli_services, service, service));
}

}  // namespace

const ApiMap& ApiMap::Get() {
  static const ApiMap kMap;
  return kMap;
}

std::optional<ApiCall> ApiMap::FromEvent(absl::string_view event_source,
                                         absl::string_view event_name) const {
  if (event_name.empty()) return std::nullopt;
  absl::ConsumeSuffix(&event_source, ".cn");
  absl::ConsumeSuffix(&event_source, ".amazonaws.com");
  const CatalogService* service = Catalog::Get().FindService(
      Lookup(CallTable::Get().sources, event_source, event_source));
  if (service == nullptr) return std::nullopt;
  for (const absl::string_view name :
       {event_name, WithoutVersion(event_name)}) {
    if (auto call = CallOfPrefix(service->prefix, name)) return call;
    // Sign-in events are named as if they were operations, and are none.
    const CatalogAction* action = service->FindAction(name);
    if (action == nullptr && service->prefix == "signin") continue;
    if (action != nullptr || name == WithoutVersion(name)) {
      return ApiCall{
          .prefix = std::string(service->prefix),
          .operation = std::string(action != nullptr ? action->name : name),
          .client = "",
          .free = false,
          .known = false};
    }
  }
  return std::nullopt;
}

std::string ApiMap::PrefixOfCli(absl::string_view service) const {
  const CallClient* client = CliClient(service);
  return client == nullptr ? "" : std::string(client->prefix());
}

std::optional<ApiCall> ApiMap::FromCli(absl::string_view service,
                                       absl::string_view command) const {
  const CallTable& table = CallTable::Get();
  const CallClient* client = CliClient(service);
  if (client == nullptr) return std::nullopt;
  const std::string line = absl::StrCat(service, " ", command);
  return CallOf(*client, FoldName(Lookup(table.commands, line, command)));
}

std::optional<ApiCall> ApiMap::FromSdk(absl::string_view client,
                                       absl::string_view operation) const {
  std::string folded = FoldName(client);
  std::string name = FoldName(operation.substr(operation.rfind('.') + 1));
  for (const CallClient& candidate : CallTable::Get().clients) {
    // JavaScript has S3Client and GetObjectCommand.
    if (!candidate.IsCalled(folded) &&
        !candidate.IsCalled(absl::StripSuffix(folded, "client"))) {
      continue;
    }
    if (auto call = CallOf(candidate, name)) return call;
    if (auto call = CallOf(candidate, absl::StripSuffix(name, "command"))) {
      return call;
    }
  }
  return std::nullopt;
}

}  // namespace iam
