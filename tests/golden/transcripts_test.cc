// Each file of transcripts/ and of the folders in it is a session with iamsim:
//
//   # what it shows
//   $ iamsim simulate --requests - --identity deploy.json
//   < a line of standard input
//   a line of standard output
//   2> a line of standard error
//   [exit 1]
//
// The commands are run in this process, with transcripts/ before the root of
// the project as the current directory; the program's version and the dates of
// its rules and its catalog read VERSION, RULES-DATE and CATALOG-DATE. Run with
// IAM_UPDATE_GOLDEN=1 to write down what they answer now, then review the diff.
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gtest/gtest.h"
#include "simulator/catalog/catalog.h"
#include "simulator/command/program.h"
#include "simulator/command/run_command.h"
#include "simulator/snapshot/file_reader.h"
#include "tests/golden/golden_file.h"
#include "tests/source_dir.h"

namespace iam {
namespace {

namespace fs = std::filesystem;

fs::path Folder() {
  return fs::path(SourceDir()) / "tests" / "golden" / "transcripts";
}

// The disk, seen from transcripts/ and then from the root of the project.
class ProjectFileReader : public FileReader {
 public:
  absl::StatusOr<Kind> KindOf(absl::string_view path) override {
    return Relative(disk_.KindOf(Find(path)));
  }
  absl::StatusOr<std::string> ReadFile(absl::string_view path) override {
    return Relative(disk_.ReadFile(Find(path)));
  }
  absl::StatusOr<std::vector<std::string>> ListDirectory(
      absl::string_view path) override {
    return Relative(disk_.ListDirectory(Find(path)));
  }

 private:
  std::string Find(absl::string_view path) {
    const std::string name(path);
    if (fs::exists(Folder() / name)) return (Folder() / name).string();
    return (fs::path(SourceDir()) / name).string();
  }

  template <typename T>
  static absl::StatusOr<T> Relative(absl::StatusOr<T> result) {
    if (result.ok()) return result;
    return absl::Status(
        result.status().code(),
        absl::StrReplaceAll(result.status().message(),
                            {{absl::StrCat(Folder().string(), "/"), ""},
                             {absl::StrCat(SourceDir(), "/"), ""}}));
  }

  DiskFileReader disk_;
};

// Splits at blanks, but not inside single quotes.
std::vector<std::string> SplitCommand(const std::string& line) {
  std::vector<std::string> words;
  bool quoted = false;
  bool inside = false;
  for (const char c : line) {
    if (c == '\'') {
      quoted = !quoted;
      if (!inside) words.emplace_back();
      inside = true;
    } else if (c == ' ' && !quoted) {
      inside = false;
    } else {
      if (!inside) words.emplace_back();
      inside = true;
      words.back().push_back(c);
    }
  }
  return words;
}

struct Step {
  std::string comment;
  std::string command;
  std::string input;
};

std::vector<Step> ReadSteps(const std::string& text) {
  std::vector<Step> steps;
  std::string comment;
  bool in_input = false;
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    if (absl::StartsWith(line, "$ ")) {
      steps.push_back({comment, std::string(line.substr(2)), ""});
      in_input = true;
    } else if (in_input && absl::StartsWith(line, "< ")) {
      absl::StrAppend(&steps.back().input, line.substr(2), "\n");
    } else {
      in_input = false;
    }
    if (absl::StartsWith(line, "# ")) {
      absl::StrAppend(&comment, line, "\n");
    } else {
      comment.clear();
    }
  }
  return steps;
}

// Every line of `text` with `prefix` before it.
std::string Prefixed(const std::string& text, absl::string_view prefix) {
  std::string prefixed;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    absl::StrAppend(&prefixed, prefix, line, "\n");
  }
  return prefixed;
}

std::string Replay(const Step& step) {
  std::vector<std::string> args = SplitCommand(step.command);
  EXPECT_EQ(args.front(), "iamsim");
  args.erase(args.begin());
  std::istringstream in(step.input);
  std::ostringstream out;
  std::ostringstream err;
  ProjectFileReader files;
  CommandIo io = {.in = in,
                  .out = out,
                  .err = err,
                  .files = files,
                  .now = [] { return std::string("2026-03-02T12:00:00Z"); },
                  .color = false};
  const int status = RunCommand(args, io);
  const std::string transcript = absl::StrCat(
      step.comment, "$ ", step.command, "\n", Prefixed(step.input, "< "),
      out.str(), Prefixed(err.str(), "2> "), "[exit ", status, "]\n");
  return absl::StrReplaceAll(transcript,
                             {{kProgramVersion, "VERSION"},
                              {kRulesDate, "RULES-DATE"},
                              {Catalog::Get().date(), "CATALOG-DATE"}});
}

TEST(Transcripts, Replay) {
  size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(Folder())) {
    if (entry.path().extension() != ".txt") continue;
    ++files;
    std::vector<std::string> replayed;
    for (const Step& step : ReadSteps(ReadFile(entry.path()))) {
      replayed.push_back(Replay(step));
    }
    std::string all;
    for (const std::string& step : replayed) {
      absl::StrAppend(&all, all.empty() ? "" : "\n", step);
    }
    ExpectGolden(entry.path(), all);
  }
  EXPECT_GT(files, 0u);
}

}  // namespace
}  // namespace iam
