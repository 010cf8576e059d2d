#include "simulator/command/command.h"

#include <CLI/CLI.hpp>
#include <istream>
#include <iterator>
#include <ostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "simulator/request/case_file.h"

namespace iam {

void AddFormatOption(CLI::App& app, std::vector<std::string> formats,
                     std::string* format) {
  *format = formats.front();
  app.add_option("--format", *format,
                 absl::StrCat("How to answer: ", absl::StrJoin(formats, ", "),
                              " (default: ", formats.front(), ")"))
      ->type_name("FORMAT")
      ->check(CLI::IsMember(std::move(formats)));
}

absl::StatusOr<SourcePtr> ReadSource(CommandIo& io, const std::string& path) {
  if (path == "-") {
    std::string text(std::istreambuf_iterator<char>(io.in), {});
    return std::make_shared<Source>(kStdinName, std::move(text));
  }
  absl::StatusOr<std::string> text = io.files.ReadFile(path);
  if (!text.ok()) return text.status();
  return std::make_shared<Source>(path, *std::move(text));
}

ExitStatus Fail(CommandIo& io, absl::string_view message,
                absl::string_view hint) {
  io.err << "iamsim: error: " << message << "\n";
  if (!hint.empty()) io.err << "iamsim: hint: " << hint << "\n";
  return kExitUnanswered;
}

ExitStatus Fail(CommandIo& io, const absl::Status& status) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(status.message(), absl::MaxSplits('\n', 1));
  return Fail(io, parts.first, parts.second);
}

}  // namespace iam
