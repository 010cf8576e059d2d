#include "simulator/wire/wire_table.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "simulator/catalog/tables.h"

namespace iam {
namespace {

struct ProtocolName {
  absl::string_view name;
  Protocol protocol;
};

constexpr ProtocolName kProtocols[] = {
    {"query", Protocol::kQuery},      {"ec2", Protocol::kEc2},
    {"json", Protocol::kJson},        {"rest-json", Protocol::kRestJson},
    {"rest-xml", Protocol::kRestXml}, {"smithy-rpc-v2-cbor", Protocol::kCbor},
};

Protocol ProtocolOf(absl::string_view names) {
  const absl::string_view first = Cut(&names, ',');
  for (const ProtocolName& row : kProtocols) {
    if (row.name == first) return row.protocol;
  }
  return Protocol::kRestJson;
}

HttpBinding ReadBinding(absl::string_view row) {
  HttpBinding binding;
  binding.operation = Cut(&row, '=');
  binding.method = Cut(&row, '=');
  binding.path = Cut(&row, '=');
  ForEachPart(row, ',', [&](absl::string_view mark) {
    if (absl::ConsumePrefix(&mark, "?")) {
      binding.query.push_back(mark);
    } else if (absl::ConsumePrefix(&mark, "!")) {
      binding.headers.push_back(mark);
    } else if (mark == "*") {
      binding.body_is_data = true;
    }
  });
  return binding;
}

}  // namespace

WireClient::WireClient(absl::string_view line) {
  name_ = Cut(&line, '\t');
  prefix_ = Cut(&line, '\t');
  signing_ = Cut(&line, '\t');
  host_ = Cut(&line, '\t');
  protocol_ = ProtocolOf(Cut(&line, '\t'));
  version_ = Cut(&line, '\t');
  target_ = Cut(&line, '\t');
  json_version_ = Cut(&line, '\t');
  is_global_ = !Cut(&line, '\t').empty();
  binding_rows_ = Cut(&line, '\t');
  renamed_rows_ = Cut(&line, '\t');
}

const std::vector<HttpBinding>& WireClient::bindings() const {
  std::call_once(once_, [this] {
    ForEachPart(binding_rows_, ';', [this](absl::string_view row) {
      bindings_.push_back(ReadBinding(row));
    });
  });
  return bindings_;
}

std::vector<std::pair<absl::string_view, absl::string_view>>
WireClient::RenamedIn(absl::string_view operation) const {
  std::vector<std::pair<absl::string_view, absl::string_view>> renamed;
  ForEachPart(renamed_rows_, ';', [&](absl::string_view row) {
    if (Cut(&row, '=') != operation) return;
    ForEachPart(row, ',', [&](absl::string_view pair) {
      const absl::string_view wire = Cut(&pair, ':');
      renamed.emplace_back(wire, pair);
    });
  });
  return renamed;
}

WireTable::WireTable() {
  absl::string_view rest = WireTableText();
  Cut(&rest, '\n');  // the heading
  ForEachPart(rest, '\n',
              [this](absl::string_view line) { clients_.emplace_back(line); });
  for (const WireClient& client : clients_) {
    by_name_.emplace(client.name(), &client);
    by_signing_[client.signing()].push_back(&client);
    by_host_[client.host()].push_back(&client);
    if (!client.target().empty())
      by_target_[client.target()].push_back(&client);
  }
  for (Index* index : {&by_signing_, &by_host_}) {
    for (auto& [name, clients] : *index) {
      std::stable_partition(
          clients.begin(), clients.end(),
          [name = name](const WireClient* c) { return c->name() == name; });
    }
  }
}

const WireTable& WireTable::Get() {
  static const auto& table = *new WireTable();
  return table;
}

const WireClient* WireTable::Find(absl::string_view name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? nullptr : found->second;
}

namespace {

template <typename Index>
std::vector<const WireClient*> FindIn(const Index& index,
                                      absl::string_view name) {
  const auto found = index.find(name);
  if (found == index.end()) return {};
  return found->second;
}

}  // namespace

std::vector<const WireClient*> WireTable::SignedFor(
    absl::string_view signing) const {
  return FindIn(by_signing_, signing);
}

std::vector<const WireClient*> WireTable::AtHost(
    absl::string_view label) const {
  return FindIn(by_host_, label);
}

std::vector<const WireClient*> WireTable::OfTarget(
    absl::string_view target) const {
  return FindIn(by_target_, target);
}

}  // namespace iam
