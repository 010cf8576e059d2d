#include "simulator/wire/host_name.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "simulator/wire/wire_table.h"

namespace iam {
namespace {

// What stands behind service and Region, the longest first.
constexpr absl::string_view kSuffixes[] = {
    ".vpce.amazonaws.com", ".amazonaws.com.cn", ".amazonaws.com", ".api.aws",
    ".localhost"};

bool CutSuffix(std::string* host) {
  for (const absl::string_view suffix : kSuffixes) {
    if (!absl::EndsWith(*host, suffix)) continue;
    host->resize(host->size() - suffix.size());
    return true;
  }
  return false;
}

}  // namespace

bool IsRegionName(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '-');
  if (parts.size() < 3 || parts.back().size() != 1 ||
      !absl::ascii_isdigit(static_cast<unsigned char>(parts.back()[0]))) {
    return false;
  }
  for (size_t i = 0; i + 1 < parts.size(); ++i) {
    if (parts[i].empty()) return false;
    for (const char c : parts[i]) {
      if (!absl::ascii_islower(static_cast<unsigned char>(c))) return false;
    }
  }
  return true;
}

HostName ReadHostName(absl::string_view host) {
  HostName name;
  const size_t colon = host.rfind(':');
  std::string text = absl::AsciiStrToLower(host.substr(0, colon));
  if (!CutSuffix(&text)) return name;
  const WireTable& table = WireTable::Get();
  const std::vector<std::string> labels = absl::StrSplit(text, '.');
  // The service is the last label that is one, before the Region: a bucket may
  // be called like a service.
  for (size_t i = labels.size(); i-- > 0;) {
    absl::string_view label = labels[i];
    if (absl::ConsumeSuffix(&label, "-fips") || label == "dualstack") {
      if (label == "dualstack") continue;
    }
    if (name.region.empty() && IsRegionName(label)) {
      name.region = std::string(label);
      continue;
    }
    if (table.AtHost(label).empty()) return HostName();
    name.service = std::string(label);
    name.bucket = absl::StrJoin(
        labels.begin(), labels.begin() + static_cast<ptrdiff_t>(i), ".");
    return name;
  }
  return HostName();
}

}  // namespace iam
