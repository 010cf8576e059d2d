#ifndef IAM_SIMULATOR_COMMAND_COMMAND_H_
#define IAM_SIMULATOR_COMMAND_COMMAND_H_

#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "iam/source.h"
#include "simulator/command/exit_status.h"
#include "simulator/snapshot/file_reader.h"

namespace CLI {
class App;
}

namespace iam {

// All that a command knows of the world outside, so that tests run it in
// memory.
struct CommandIo {
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  FileReader& files;
  // The time in UTC, as "2026-11-24T14:31:05Z".
  std::function<std::string()> now;
  bool color = false;  // `out` is a terminal that wants colours
  // The value of an environment variable, "" if it is unset. Those of other
  // programs: iamsim has none (CheckEnvironment()).
  std::function<std::string(const char*)> variable = [](const char*) {
    return std::string();
  };
};

// A Command is one subcommand: its options, and what it does with them. To add
// one, write a file beside simulate.cc and name it in run_command.cc.
class Command {
 public:
  virtual ~Command() = default;

  // Declares options and help. They are the only description there is.
  virtual void AddTo(CLI::App& app) = 0;

  // Runs with the options that were parsed.
  virtual ExitStatus Run(CommandIo& io) = 0;
};

std::unique_ptr<Command> MakeServeCommand();
std::unique_ptr<Command> MakeSimulateCommand();
std::unique_ptr<Command> MakeTestCommand();
std::unique_ptr<Command> MakeVersionCommand();
std::unique_ptr<Command> MakeWhatCanCommand();
std::unique_ptr<Command> MakeWhoCanCommand();
std::unique_ptr<Command> MakeWhyCommand();

// "--format": one of `formats`, the first by default.
void AddFormatOption(CLI::App& app, std::vector<std::string> formats,
                     std::string* format);

// The file, or standard input ("<stdin>") for "-".
absl::StatusOr<SourcePtr> ReadSource(CommandIo& io, const std::string& path);

// "iamsim: error: …" and the hint, if there is one, to standard error. Returns
// kExitUnanswered.
ExitStatus Fail(CommandIo& io, absl::string_view message,
                absl::string_view hint = "");

// The same for a Status: what stands behind a line break in its message is the
// hint.
ExitStatus Fail(CommandIo& io, const absl::Status& status);

}  // namespace iam

#endif  // IAM_SIMULATOR_COMMAND_COMMAND_H_
