#include "tests/conformance/corpus.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <utility>

#include "tests/source_dir.h"

namespace iam {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> CaseFiles(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string extension = entry.path().extension().string();
    if (extension == ".json" || extension == ".jsonl") {
      files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

Corpus Read() {
  Corpus corpus;
  const fs::path folder = fs::path(SourceDir()) / "corpus" / "decisions";
  for (const fs::path& path : CaseFiles(folder)) {
    const fs::path relative = path.lexically_relative(folder);
    const auto source = std::make_shared<const Source>(
        relative.string(), ReadWholeFile(path.string()));
    const std::string name = fs::path(relative).replace_extension().string();
    for (Case& content : ReadCases(source, &corpus.diagnostics)) {
      corpus.cases.push_back(
          {name, std::make_shared<const Case>(std::move(content))});
    }
  }
  return corpus;
}

}  // namespace

std::string ReadWholeFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

const Corpus& DecisionCorpus() {
  static const auto* const corpus = new Corpus(Read());
  return *corpus;
}

}  // namespace iam
