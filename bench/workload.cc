#include "bench/workload.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <optional>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "bench/small_world.h"
#include "engine/text/json.h"
#include "simulator/request/request_reader.h"

namespace iam::bench {
namespace {

constexpr size_t kStreamLength = 200000;
constexpr size_t kQuickStreamLength = 20000;

std::string ReadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  if (!in) Fail(absl::StrCat("cannot read ", path));
  return std::move(text).str();
}

std::vector<Request> ReadRequests(const std::string& path, size_t most) {
  std::ifstream in(path, std::ios::binary);
  std::vector<Request> requests;
  for (std::string line; requests.size() < most && std::getline(in, line);) {
    const auto source = std::make_shared<const Source>(path, line);
    Diagnostics diagnostics;
    const std::optional<JsonDocument> json = ParseJson(source, &diagnostics);
    std::optional<NamedRequest> named =
        json.has_value()
            ? ReadNamedRequest(json->root(), "", source, &diagnostics)
            : std::nullopt;
    if (!named.has_value()) Fail(diagnostics.ToString());
    requests.push_back(std::move(named->request));
  }
  if (requests.empty()) Fail(absl::StrCat("no requests in ", path));
  // A copy lies in memory in its order; what was read lies where the JSON
  // values around it left room.
  return std::vector<Request>(requests);
}

Workload ReadWorkload(absl::string_view name, const std::string& directory,
                      size_t most_requests) {
  Workload workload;
  for (absl::string_view file :
       {"world.json", "organization.json", "resource_policies.json"}) {
    // S is meant to have no SCPs, but its file holds some and attaches none:
    // read to the letter, nothing is allowed.
    if (name == "S" && file == "organization.json") continue;
    const std::string path = absl::StrCat(directory, "/", file);
    workload.texts.emplace_back(path, ReadFile(path));
  }
  workload.requests =
      ReadRequests(absl::StrCat(directory, "/requests.jsonl"), most_requests);
  return workload;
}

}  // namespace

size_t Workload::text_bytes() const {
  size_t bytes = 0;
  for (const auto& [name, text] : texts) bytes += text.size();
  return bytes;
}

Workload GetWorkload(absl::string_view name, size_t most_requests) {
  if (const char* worlds = std::getenv("IAM_BENCH_WORLDS")) {
    return ReadWorkload(name, absl::StrCat(worlds, "/", name), most_requests);
  }
  return MakeSmallWorkload(name, most_requests);
}

bool HasSharedWorlds() { return std::getenv("IAM_BENCH_WORLDS") != nullptr; }

bool Quick() { return std::getenv("IAM_BENCH_QUICK") != nullptr; }

size_t StreamLength() { return Quick() ? kQuickStreamLength : kStreamLength; }

std::vector<SourcePtr> SourcesOf(const Workload& workload) {
  std::vector<SourcePtr> sources;
  for (const auto& [name, text] : workload.texts) {
    sources.push_back(std::make_shared<const Source>(name, text));
  }
  return sources;
}

World BuildWorld(const std::vector<SourcePtr>& sources) {
  World::Builder builder;
  absl::Status status;
  for (const SourcePtr& source : sources) status.Update(builder.Add(source));
  absl::StatusOr<World> world = builder.Build();
  if (!status.ok() || !world.ok()) Fail(builder.diagnostics().ToString());
  return *std::move(world);
}

void Fail(absl::string_view message) {
  std::cerr << "bench: error: " << message << std::endl;
  std::_Exit(1);
}

}  // namespace iam::bench
