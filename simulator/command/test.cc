// `iamsim test`: finds the files of cases, runs every case, reports.
#include <CLI/CLI.hpp>
#include <ostream>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "engine/text/report.h"
#include "simulator/command/case_runner.h"
#include "simulator/command/command.h"
#include "simulator/command/program.h"
#include "simulator/render/json.h"
#include "simulator/render/junit.h"
#include "simulator/render/text.h"
#include "simulator/request/case_file.h"

namespace iam {
namespace {

class TestCommand : public Command {
 public:
  void AddTo(CLI::App& app) override {
    app.add_option("files", files_,
                   "Files of cases (.json, .jsonl), directories of them, or "
                   "'-' for standard input")
        ->type_name("FILE...")
        ->required();
    app.add_flag("-v,--verbose", verbose_, "Show the passed cases too");
    AddFormatOption(app, {"text", "json", "junit"}, &format_);
    app.footer(
        "Example:\n  iamsim test corpus/decisions --format junit\n\n"
        "Exit status: 0 all passed, 1 a case failed, 2 something could not be "
        "read, 3 no cases were found.");
  }

  ExitStatus Run(CommandIo& io) override {
    report_.program_version = kProgramVersion;
    report_.rules_date = kRulesDate;
    for (const std::string& path : files_) AddPath(path, io);
    if (format_ == "json") {
      io.out << TestReportJson(report_) << "\n";
    } else if (format_ == "junit") {
      io.out << TestReportJunit(report_);
    } else {
      io.out << TestReportText(report_, {.color = io.color, .all = verbose_});
    }
    if (!report_.errors.empty()) return kExitUnanswered;
    if (report_.cases.empty()) {
      io.err << "iamsim: error: no cases were found\n";
      return kExitUndecided;
    }
    return report_.failed() == 0 ? kExitYes : kExitNo;
  }

 private:
  void AddError(const std::string& path, std::string message, CommandIo& io) {
    io.err << "iamsim: error: " << message << "\n";
    report_.errors.push_back({path, std::move(message)});
  }

  void AddPath(const std::string& path, CommandIo& io) {
    if (path != "-") {
      const absl::StatusOr<FileReader::Kind> kind = io.files.KindOf(path);
      if (!kind.ok()) {
        AddError(path, std::string(kind.status().message()), io);
        return;
      }
      if (*kind == FileReader::Kind::kDirectory) {
        AddDirectory(path, io);
        return;
      }
    }
    AddFile(path, io);
  }

  // As deep as the directories are nested.
  void AddDirectory(const std::string& path, CommandIo& io) {
    const auto names = io.files.ListDirectory(path);
    if (!names.ok()) {
      AddError(path, std::string(names.status().message()), io);
      return;
    }
    for (const std::string& name : *names) {
      const std::string below = JoinPath(path, name);
      if (absl::EndsWith(name, "/")) {
        AddDirectory(below, io);
      } else if (absl::EndsWith(name, ".json") ||
                 absl::EndsWith(name, ".jsonl")) {
        AddFile(below, io);
      }
    }
  }

  void AddFile(const std::string& path, CommandIo& io) {
    const absl::StatusOr<SourcePtr> source = ReadSource(io, path);
    if (!source.ok()) {
      AddError(path, std::string(source.status().message()), io);
      return;
    }
    Diagnostics diagnostics;
    for (const Case& test : ReadCases(*source, &diagnostics)) {
      if (test.expect.empty()) {
        AddError(path,
                 absl::StrCat((*source)->name(), ":", test.where.line, ":",
                              test.where.column, ": case '", test.id,
                              "' has no 'expect'"),
                 io);
        continue;
      }
      report_.cases.push_back(RunCase(test));
    }
    io.err << diagnostics.ToString();
    for (const Diagnostic& diagnostic : diagnostics.all()) {
      if (diagnostic.severity != Severity::kError) continue;
      report_.errors.push_back(
          {path, absl::StrCat(PlaceIn(**source, diagnostic.span.begin), ": ",
                              diagnostic.message, " [", diagnostic.id, "]")});
    }
  }

  std::vector<std::string> files_;
  bool verbose_ = false;
  std::string format_;
  TestReport report_;
};

}  // namespace

std::unique_ptr<Command> MakeTestCommand() {
  return std::make_unique<TestCommand>();
}

}  // namespace iam
