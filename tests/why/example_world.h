#ifndef TESTS_WHY_EXAMPLE_WORLD_H_
#define TESTS_WHY_EXAMPLE_WORLD_H_

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "simulator/request/json_lines.h"
#include "simulator/request/request_reader.h"
#include "simulator/snapshot/world_sources.h"
#include "tests/source_dir.h"

namespace iam {

// A world of corpus/worlds/ with the requests that stand beside it.
struct ExampleWorld {
  explicit ExampleWorld(const std::string& name)
      : sources(Sources(name)),
        world(*BuildWorld(sources, /*keep_going=*/false, nullptr)),
        requests(Requests(name)) {}

  static std::string Path(const std::string& name) {
    return absl::StrCat(SourceDir(), "/corpus/worlds/", name);
  }
  static WorldSources Sources(const std::string& name) {
    DiskFileReader files;
    return *ReadWorldSources(Path(name), files);
  }
  static std::vector<NamedRequest> Requests(const std::string& name) {
    DiskFileReader files;
    const auto source = std::make_shared<const Source>(
        "requests.jsonl",
        *files.ReadFile(absl::StrCat(Path(name), "/requests.jsonl")));
    Diagnostics diagnostics;
    std::vector<NamedRequest> requests;
    for (const JsonDocument& line : ParseJsonLines(source, &diagnostics)) {
      requests.push_back(
          *ReadNamedRequest(line.root(), "", source, &diagnostics));
    }
    EXPECT_TRUE(diagnostics.empty()) << diagnostics.ToString();
    return requests;
  }

  const Request& Find(const std::string& id) const {
    for (const NamedRequest& named : requests) {
      if (named.id == id) return named.request;
    }
    ADD_FAILURE() << "no request " << id;
    return requests.front().request;
  }

  WorldSources sources;
  World world;
  std::vector<NamedRequest> requests;
};

}  // namespace iam

#endif  // TESTS_WHY_EXAMPLE_WORLD_H_
