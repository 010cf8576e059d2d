#include "simulator/found/collector.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "simulator/catalog/catalog.h"

namespace iam {
namespace {

// What makes two messages the same.
std::string KeyOf(const FoundRequest& found) {
  std::string key = absl::StrCat(
      found.request.principal, "\n", found.request.action, "\n",
      found.request.resource, "\n", found.resource_known ? "1" : "0");
  if (found.verdict.has_value()) {
    absl::StrAppend(&key, "\n", found.verdict->policy, "\n",
                    Name(found.verdict->outcome), "\n",
                    found.verdict->layer.has_value()
                        ? Name(*found.verdict->layer)
                        : absl::string_view());
  }
  return key;
}

bool IsToldByAws(const FoundRequest& found) {
  return found.found_in == FoundIn::kDecodedMessage ||
         found.found_in == FoundIn::kAuthorizationDetails;
}

absl::Status Check(const FoundRequest& found) {
  if (found.principal_known) return CheckRequest(found.request);
  Request request;
  request.principal = "*";
  request.action = found.request.action;
  request.resource = found.request.resource;
  return CheckRequest(request);
}

// Such an action is asked for on "*" (R3.40).
bool KnowsNoResource(absl::string_view action) {
  const std::optional<Catalog::Found> known = Catalog::Get().FindAction(action);
  return known.has_value() && known->action->needs_any_resource();
}

// What is read to people cannot move a terminal's cursor, whatever it quotes.
void MakePrintable(std::string* text) {
  for (char& c : *text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) c = ' ';
  }
}

constexpr absl::string_view kWhatIsTaken =
    "an access-denied message (\"User: ... is not authorized to perform: "
    "...\"), CloudTrail events, a decoded authorization message or "
    "authorization details";

}  // namespace

void Collector::Add(FoundRequest found) {
  if (!found.resource_known && KnowsNoResource(found.request.action)) {
    found.resource_known = true;
  }
  if (const absl::Status status = Check(found); !status.ok()) {
    Add(NotFound{
        found.line, "no request",
        absl::StrCat(Describe(found.found_in),
                     " names no possible request: ", status.message())});
    return;
  }
  if (found.found_in == FoundIn::kDeniedMessage &&
      !messages_.insert(KeyOf(found)).second) {
    return;
  }
  for (std::string& note : found.notes) MakePrintable(&note);
  if (Join(found)) return;
  findings_.requests.push_back(std::move(found));
}

bool Collector::Join(FoundRequest& found) {
  // What was allowed is no denied message's other half.
  if (found.found_in == FoundIn::kCloudTrail || !found.verdict.has_value()) {
    return false;
  }
  const auto [known, is_new] = unjoined_.try_emplace(
      absl::StrCat(found.request.principal, "\n", found.request.action, "\n",
                   found.request.resource),
      findings_.requests.size());
  if (is_new) return false;
  FoundRequest& other = findings_.requests[known->second];
  if (IsToldByAws(found) == IsToldByAws(other)) return false;
  unjoined_.erase(known);
  // `other` stays, in the place of the first.
  if (IsToldByAws(found)) std::swap(found, other);
  if (!other.verdict->layer.has_value()) {
    other.verdict->layer = found.verdict->layer;
    other.verdict->policy = found.verdict->policy;
  }
  return true;
}

void Collector::Add(NotFound not_found) {
  if (not_found.kind == kMalformedJson && ++malformed_ > kMaxMalformed) return;
  MakePrintable(&not_found.reason);
  findings_.not_found.push_back(std::move(not_found));
}

void Collector::AddHint(uint32_t line, absl::string_view kind,
                        std::string reason) {
  if (hints_.empty()) {
    MakePrintable(&reason);
    hints_.push_back({line, std::string(kind), std::move(reason)});
  }
}

absl::StatusOr<Findings> Collector::Take(const SourcePtr& source) && {
  std::vector<NotFound>& seen = findings_.not_found;
  if (malformed_ > kMaxMalformed) {
    seen.push_back({seen.back().line, kMalformedJson,
                    absl::StrCat(malformed_ - kMaxMalformed,
                                 " more pieces of malformed JSON")});
  }
  if (!findings_.requests.empty()) return std::move(findings_);
  for (NotFound& hint : hints_) seen.push_back(std::move(hint));
  if (seen.empty() && allowed_events_ > 0) {
    return absl::NotFoundError(
        absl::StrCat(source->name(), ": ", allowed_events_,
                     allowed_events_ == 1 ? " CloudTrail event, which was"
                                          : " CloudTrail events, none of them",
                     allowed_events_ == 1 ? " not denied" : " denied",
                     "\nthose that were not denied count with --allowed-too"));
  }
  if (seen.empty()) {
    return absl::NotFoundError(absl::StrCat(
        source->name(), ": no request in it; looked for ", kWhatIsTaken,
        "\nwithout any of these, ask with --principal and --action"));
  }
  std::string more;
  if (seen.size() > 1) {
    more = absl::StrCat(" (and ", seen.size() - 1, " more without a request)");
  }
  if (allowed_events_ > 0) {
    absl::StrAppend(&more, " (", allowed_events_, " events were not denied)");
  }
  const NotFound& first = seen.front();
  const std::string place =
      first.kind == kMalformedJson
          ? ""
          : absl::StrCat(source->name(), ":", first.line, ": no request: ");
  return absl::InvalidArgumentError(absl::StrCat(place, first.reason, more));
}

}  // namespace iam
