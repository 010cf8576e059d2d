// What a request is for: its headers, its host, its scope and its form tell,
// and whatever they tell must not contradict.
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "simulator/catalog/call_table.h"
#include "simulator/wire/api_request.h"
#include "simulator/wire/host_name.h"
#include "simulator/wire/rest_match.h"

namespace iam {
namespace {

using Clients = std::vector<const WireClient*>;

// Calls that need no signature; they say what they are by their name alone.
constexpr absl::string_view kUnsigned[] = {"AssumeRoleWithWebIdentity",
                                           "AssumeRoleWithSAML"};

bool HasForm(const HttpRequest& request) {
  const std::string* type = FindHeader(request.headers, "Content-Type");
  return type != nullptr &&
         absl::StartsWithIgnoreCase(*type, "application/x-www-form-urlencoded");
}

// Names on the wire have their exact spelling.
bool HasOperation(const WireClient& client, absl::string_view operation) {
  const CallClient* calls = CallTable::Get().Find(client.name());
  if (calls == nullptr) return false;
  const std::optional<CallRow> row = calls->Find(FoldName(operation));
  return row.has_value() && row->operation == operation;
}

// The client that has the operation, of the version asked for if there is one.
const WireClient* ClientOf(const Clients& clients, absl::string_view operation,
                           absl::string_view version) {
  const WireClient* found = nullptr;
  for (const WireClient* client : clients) {
    if (!HasOperation(*client, operation)) continue;
    if (client->version() == version) return client;
    if (found == nullptr) found = client;
  }
  return found;
}

ApiError UnknownOperation(Protocol protocol, absl::string_view operation) {
  if (protocol == Protocol::kQuery || protocol == Protocol::kEc2) {
    return {400, "InvalidAction",
            absl::StrCat("Could not find operation ", operation)};
  }
  return {404, "UnknownOperationException", ""};
}

// Form parameters, of the query or the body. nullopt: there are none.
std::optional<Form> ReadForm(const HttpRequest& request, const Form& query) {
  if (FindIn(query, "Action") != nullptr) return query;
  if (!HasForm(request)) return std::nullopt;
  return ParseForm(request.body);
}

class TargetFinder {
 public:
  TargetFinder(const HttpRequest& request, absl::string_view signing_name)
      : request_(request), signing_name_(signing_name) {}

  ApiTarget Find();

 private:
  bool FindTargetHeader();
  bool FindForm();
  void FindRest();
  // What the scope and the host say.
  Clients Candidates() const;

  const HttpRequest& request_;
  const absl::string_view signing_name_;
  std::string cbor_operation_;
  HostName host_;
  ApiTarget target_;
};

Clients TargetFinder::Candidates() const {
  const WireTable& table = WireTable::Get();
  if (!host_.service.empty()) return table.AtHost(host_.service);
  return table.SignedFor(signing_name_);
}

// json, and what Smithy calls "RPC v2".
bool TargetFinder::FindTargetHeader() {
  const std::string* header = FindHeader(request_.headers, "X-Amz-Target");
  absl::string_view name, operation;
  Clients clients;
  if (header != nullptr) {
    const size_t dot = header->rfind('.');
    if (dot == std::string::npos) return false;
    name = absl::string_view(*header).substr(0, dot);
    operation = absl::string_view(*header).substr(dot + 1);
    target_.protocol = Protocol::kJson;
    clients = WireTable::Get().OfTarget(name);
  } else if (FindHeader(request_.headers, "Smithy-Protocol") != nullptr) {
    const std::string path = RoutedPath(request_.target, /*is_s3=*/false);
    const size_t slash = path.rfind('/');
    cbor_operation_ = path.substr(slash + 1);
    operation = cbor_operation_;
    target_.protocol = Protocol::kCbor;
    // Others could not read what is in it, nor could we.
    clients = Candidates();
    std::erase_if(clients, [](const WireClient* client) {
      return client->protocol() != Protocol::kCbor;
    });
  } else {
    return false;
  }
  const WireClient* client = ClientOf(clients, operation, "");
  if (client == nullptr) {
    if (clients.empty()) clients = Candidates();
    if (!clients.empty()) target_.client = clients.front();
    target_.error = UnknownOperation(target_.protocol, operation);
    return true;
  }
  target_.client = client;
  target_.operation = std::string(operation);
  return true;
}

bool TargetFinder::FindForm() {
  const std::optional<Form> form = ReadForm(request_, target_.query);
  if (!form.has_value()) return false;
  const std::string* action = FindIn(*form, "Action");
  if (action == nullptr) return false;
  const std::string* version = FindIn(*form, "Version");
  Clients clients = Candidates();
  if (signing_name_.empty() && host_.service.empty()) {
    for (const absl::string_view name : kUnsigned) {
      if (*action == name) clients = WireTable::Get().SignedFor("sts");
    }
  }
  // REST services have parameters of that name too.
  if (clients.empty() || clients.front()->protocol() == Protocol::kRestXml) {
    return false;
  }
  const WireClient* client =
      ClientOf(clients, *action, version == nullptr ? "" : *version);
  target_.client = client == nullptr ? clients.front() : client;
  target_.protocol = target_.client->protocol() == Protocol::kEc2
                         ? Protocol::kEc2
                         : Protocol::kQuery;
  if (client == nullptr) {
    target_.error = UnknownOperation(target_.protocol, *action);
  } else {
    target_.operation = *action;
  }
  return true;
}

void TargetFinder::FindRest() {
  Clients clients = Candidates();
  if (clients.empty()) clients = {WireTable::Get().Find("s3")};
  target_.client = clients.front();
  target_.protocol = target_.client->protocol();
  std::string path =
      RoutedPath(request_.target, clients.front()->signing() == "s3");
  if (!target_.bucket.empty()) path = absl::StrCat("/", target_.bucket, path);
  const std::optional<RestMatch> match = MatchRest(
      clients, request_.method, path, target_.query, request_.headers);
  if (!match.has_value()) {
    target_.error = UnknownOperation(target_.protocol,
                                     absl::StrCat(request_.method, " ", path));
    return;
  }
  target_.client = match->client;
  target_.protocol = match->client->protocol();
  target_.operation = std::string(match->binding->operation);
  if (match->ambiguous) {
    target_.error = ApiError{400, "InvalidRequest",
                             "The request is for more than one operation."};
  }
}

ApiTarget TargetFinder::Find() {
  const std::string* host = FindHeader(request_.headers, "Host");
  if (host != nullptr) host_ = ReadHostName(*host);
  target_.client = WireTable::Get().Find("s3");
  if (!host_.service.empty()) {
    target_.client = WireTable::Get().AtHost(host_.service).front();
    target_.host_service = std::string(target_.client->signing());
    target_.host_region = host_.region;
    if (target_.client->name() == "s3") target_.bucket = host_.bucket;
    target_.protocol = target_.client->protocol();
  }
  const std::optional<TargetParts> parts = SplitTarget(request_.target);
  std::optional<Form> query =
      parts.has_value() ? ParseForm(parts->query) : std::nullopt;
  if (!query.has_value()) {
    target_.error =
        ApiError{400, "InvalidURI", "Couldn't parse the specified URI."};
    return std::move(target_);
  }
  target_.query = *std::move(query);
  if (!FindTargetHeader() && !FindForm()) FindRest();
  return std::move(target_);
}

}  // namespace

ApiTarget FindTarget(const HttpRequest& request,
                     absl::string_view signing_name) {
  return TargetFinder(request, signing_name).Find();
}

}  // namespace iam
