#include "simulator/snapshot/world_sources.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "iam/source.h"

namespace iam {
namespace {

bool IsSnapshotFile(absl::string_view name) {
  return absl::EndsWith(name, ".json") && name != "manifest.json";
}

absl::StatusOr<std::vector<std::string>> SnapshotFiles(absl::string_view path,
                                                       FileReader& files) {
  absl::StatusOr<FileReader::Kind> kind = files.KindOf(path);
  if (!kind.ok()) return kind.status();
  if (*kind == FileReader::Kind::kFile) {
    return std::vector<std::string>{std::string(path)};
  }
  absl::StatusOr<std::vector<std::string>> names = files.ListDirectory(path);
  if (!names.ok()) return names.status();
  std::vector<std::string> paths;
  for (const std::string& name : *names) {
    if (IsSnapshotFile(name)) paths.push_back(JoinPath(path, name));
  }
  if (paths.empty()) {
    return absl::NotFoundError(absl::StrCat(
        "no '*.json' file in directory '", path,
        "'; put the output of 'aws iam get-account-authorization-details' "
        "there"));
  }
  return paths;
}

}  // namespace

absl::StatusOr<WorldSources> ReadWorldSources(absl::string_view path,
                                              FileReader& files) {
  absl::StatusOr<std::vector<std::string>> paths = SnapshotFiles(path, files);
  if (!paths.ok()) return paths.status();
  WorldSources read;
  for (const std::string& file : *paths) {
    absl::StatusOr<std::string> text = files.ReadFile(file);
    if (!text.ok()) {
      read.unreadable.Update(text.status());
      continue;
    }
    read.sources.push_back(
        std::make_shared<const Source>(file, *std::move(text)));
  }
  return read;
}

absl::StatusOr<World> BuildWorld(const WorldSources& sources, bool keep_going,
                                 Diagnostics* diagnostics) {
  World::Builder builder;
  // A text that is refused is in the builder's diagnostics, and the others may
  // have more to say.
  for (const SourcePtr& source : sources.sources) {
    builder.Add(source).IgnoreError();
  }
  for (const GivenPolicy& given : sources.given) {
    builder.AddPolicy(given.type, given.name, given.source).IgnoreError();
  }
  absl::StatusOr<World> world = builder.Build(keep_going);
  if (diagnostics != nullptr) {
    for (const Diagnostic& diagnostic : builder.diagnostics().all()) {
      diagnostics->Add(diagnostic);
    }
  }
  return world;
}

}  // namespace iam
