#include "simulator/command/policy_files.h"

#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "engine/world/document_reader.h"
#include "iam/policy.h"
#include "iam/policy_set.h"

namespace iam {
namespace {

// AWS Organizations nests OUs five deep under the root; the account is the last
// level.
constexpr int kMaxLevels = 7;

struct Leveled {
  int level = 1;
  std::string file;
};

// "2:scp.json", or "scp.json" for level 1. A file of such a name is "./2:…".
absl::StatusOr<Leveled> ParseLeveled(const std::string& value) {
  const size_t colon = value.find(':');
  if (colon == std::string::npos || colon == 0 ||
      value.find_first_not_of("0123456789") != colon) {
    return Leveled{.file = value};
  }
  Leveled leveled{.file = value.substr(colon + 1)};
  if (!absl::SimpleAtoi(value.substr(0, colon), &leveled.level) ||
      leveled.level < 1 || leveled.level > kMaxLevels) {
    return absl::InvalidArgumentError(absl::StrCat(
        "level of '", value, "' is not between 1 (the root) and ", kMaxLevels));
  }
  return leveled;
}

// "policies/deploy.json" -> "deploy".
std::string NameOf(absl::string_view file) {
  if (file == "-") return "stdin";
  const size_t slash = file.rfind('/');
  if (slash != absl::string_view::npos) file.remove_prefix(slash + 1);
  return std::string(absl::StripSuffix(file, ".json"));
}

// A policy document, which may be percent-encoded as a whole.
absl::StatusOr<SourcePtr> ReadPolicySource(CommandIo& io,
                                           const std::string& file) {
  absl::StatusOr<SourcePtr> source = ReadSource(io, file);
  if (!source.ok() || !absl::StartsWith((*source)->text(), "%")) return source;
  std::optional<std::string> decoded =
      DocumentText(absl::StripTrailingAsciiWhitespace((*source)->text()));
  if (!decoded.has_value()) return source;
  return std::make_shared<const Source>((*source)->name(), *std::move(decoded));
}

// Reads the files into a PolicySet, and goes on after an error to find more.
class Reader {
 public:
  Reader(CommandIo& io, Diagnostics* diagnostics)
      : io_(io), diagnostics_(diagnostics) {}

  void AddAll(PolicyType type, const std::vector<std::string>& files) {
    for (const std::string& file : files) Add(type, file);
  }

  void AddLevels(PolicyType type, const std::vector<std::string>& values) {
    std::map<int, std::vector<std::string>> levels;
    for (const std::string& value : values) {
      absl::StatusOr<Leveled> leveled = ParseLeveled(value);
      status_.Update(leveled.status());
      if (leveled.ok()) levels[leveled->level].push_back(leveled->file);
    }
    int expected = 0;
    for (const auto& [level, files] : levels) {
      if (level != ++expected) {
        status_.Update(absl::InvalidArgumentError(absl::StrCat(
            "no ", Name(type), " at level ", expected, ", but one at level ",
            level, "; every level has at least one policy")));
        return;
      }
      set_.AddLevel(type);
      AddAll(type, files);
    }
  }

  absl::StatusOr<Engine> Finish() {
    if (!status_.ok()) return status_;
    return Engine::Compile(std::move(set_), diagnostics_);
  }

 private:
  void Add(PolicyType type, const std::string& file) {
    absl::StatusOr<SourcePtr> source = ReadPolicySource(io_, file);
    if (!source.ok()) {
      status_.Update(source.status());
      return;
    }
    absl::StatusOr<Policy> policy =
        Policy::Parse((*source)->text(), (*source)->name(), diagnostics_);
    if (!policy.ok()) {
      status_.Update(policy.status());
      return;
    }
    set_.Add(type, NameOf(file), *std::move(policy));
  }

  CommandIo& io_;
  Diagnostics* const diagnostics_;
  PolicySet set_;
  absl::Status status_;
};

}  // namespace

absl::StatusOr<Engine> CompilePolicyFiles(const SimulateOptions& options,
                                          CommandIo& io,
                                          Diagnostics* diagnostics) {
  Reader reader(io, diagnostics);
  reader.AddAll(PolicyType::kIdentityBased, options.identity);
  reader.AddAll(PolicyType::kResourceBased, options.resource_policy);
  reader.AddAll(PolicyType::kTrust, options.trust_policy);
  reader.AddAll(PolicyType::kPermissionsBoundary, options.boundary);
  reader.AddAll(PolicyType::kSession, options.session);
  reader.AddLevels(PolicyType::kServiceControlPolicy, options.scp);
  reader.AddLevels(PolicyType::kResourceControlPolicy, options.rcp);
  reader.AddAll(PolicyType::kVpcEndpoint, options.endpoint);
  return reader.Finish();
}

absl::StatusOr<std::vector<GivenPolicy>> ReadGivenPolicies(
    const std::vector<std::string>& session,
    const std::vector<std::string>& endpoint, CommandIo& io) {
  std::vector<GivenPolicy> given;
  const auto read = [&](PolicyType type, const std::string& file) {
    absl::StatusOr<SourcePtr> source = ReadPolicySource(io, file);
    if (source.ok()) given.push_back({type, NameOf(file), *std::move(source)});
    return source.status();
  };
  for (const std::string& file : session) {
    if (absl::Status s = read(PolicyType::kSession, file); !s.ok()) return s;
  }
  for (const std::string& file : endpoint) {
    if (absl::Status s = read(PolicyType::kVpcEndpoint, file); !s.ok())
      return s;
  }
  return given;
}

}  // namespace iam
