// CLI11 reports by exceptions; they end in this file.
#include "simulator/command/run_command.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <exception>
#include <ostream>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "engine/text/report.h"
#include "simulator/command/keys.h"
#include "simulator/command/open_state.h"

namespace iam {
namespace {

struct Entry {
  const char* name;
  const char* summary;
  std::unique_ptr<Command> (*make)();
};

std::unique_ptr<Command> MakeKeys() {
  return MakeKeysCommand(&FindUsersInState);
}

constexpr Entry kCommands[] = {
    {"simulate", "Would AWS allow this request, and why or why not?",
     &MakeSimulateCommand},
    {"why", "Why was I denied? From a message, an event or a request",
     &MakeWhyCommand},
    {"who-can", "Who can do this, through which policy, or become one who can?",
     &MakeWhoCanCommand},
    {"what-can", "What can a user or role do, after all guardrails?",
     &MakeWhatCanCommand},
    {"serve", "A local endpoint that the aws command takes for AWS",
     &MakeServeCommand},
    {"keys", "Access keys of users, for 'iamsim serve'", &MakeKeys},
    {"test", "Check cases: these policies, this request, this verdict",
     &MakeTestCommand},
    {"version", "What this program is, and of which day its rules are",
     &MakeVersionCommand},
};

const Entry* Find(absl::string_view name) {
  for (const Entry& entry : kCommands) {
    if (entry.name == name) return &entry;
  }
  return nullptr;
}

void PrintHelp(std::ostream& out) {
  out << "iamsim answers offline whether AWS would allow a request, and "
         "exactly why or why not.\n\n"
         "Usage: iamsim COMMAND [OPTIONS]\n\nCommands:\n";
  for (const Entry& entry : kCommands) {
    out << "  " << entry.name
        << std::string(12 - std::string(entry.name).size(), ' ')
        << entry.summary << "\n";
  }
  out << "\n'iamsim COMMAND --help' shows its options and an example.\n"
         "Exit status: 0 yes, 1 no, 2 could not be answered, 3 undecided.\n";
}

// All option names of a command, "--action".
std::vector<std::string> OptionNames(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) {
      names.push_back(absl::StrCat("--", name));
    }
  }
  return names;
}

std::string DidYouMean(absl::string_view word,
                       const std::vector<std::string>& names) {
  const std::string near =
      Nearest(word, std::vector<absl::string_view>(names.begin(), names.end()));
  return near.empty() ? "" : absl::StrCat("did you mean '", near, "'?");
}

ExitStatus RefuseExtra(const CLI::App& app, const Entry& entry,
                       const std::string& extra, CommandIo& io) {
  const std::string see =
      absl::StrCat("'iamsim ", entry.name, " --help' lists the options");
  if (!absl::StartsWith(extra, "-") || extra == "-") {
    return Fail(io, absl::StrCat("unexpected argument '", extra, "'"), see);
  }
  const std::string option = extra.substr(0, extra.find('='));
  const std::string near = DidYouMean(option, OptionNames(app));
  return Fail(io, absl::StrCat("unknown option '", option, "'"),
              near.empty() ? see : near);
}

ExitStatus RunEntry(const Entry& entry, std::vector<std::string> args,
                    CommandIo& io) {
  const std::unique_ptr<Command> command = entry.make();
  CLI::App app(entry.summary, absl::StrCat("iamsim ", entry.name));
  app.get_formatter()->column_width(32);
  app.set_help_flag("-h,--help", "Print this help");
  command->AddTo(app);
  app.allow_extras();
  try {
    std::reverse(args.begin(), args.end());  // as CLI11 wants them
    app.parse(std::move(args));
  } catch (const CLI::CallForHelp&) {
    io.out << app.help();
    return kExitYes;
  } catch (const CLI::ParseError& error) {
    return Fail(
        io, error.what(),
        absl::StrCat("'iamsim ", entry.name, " --help' lists the options"));
  }
  const std::vector<std::string> extras = app.remaining();
  if (!extras.empty()) return RefuseExtra(app, entry, extras.front(), io);
  return command->Run(io);
}

int Dispatch(std::vector<std::string> args, CommandIo& io) {
  if (args.empty()) {
    PrintHelp(io.err);
    return kExitUnanswered;
  }
  std::string name = std::move(args.front());
  args.erase(args.begin());
  if (name == "help" && !args.empty()) {
    name = args.front();
    args = {"--help"};
  }
  if (name == "--help" || name == "-h" || name == "help") {
    PrintHelp(io.out);
    return kExitYes;
  }
  if (name == "--version") name = "version";
  if (const Entry* entry = Find(name)) {
    return RunEntry(*entry, std::move(args), io);
  }
  std::vector<std::string> names;
  for (const Entry& entry : kCommands) names.push_back(entry.name);
  const std::string near = DidYouMean(name, names);
  return Fail(io, absl::StrCat("unknown command '", name, "'"),
              near.empty() ? "'iamsim --help' lists the commands" : near);
}

}  // namespace

int RunCommand(const std::vector<std::string>& args, CommandIo& io) {
  try {
    return Dispatch(args, io);
  } catch (const std::bad_alloc&) {
    return Fail(io, "out of memory");
  } catch (const std::exception& error) {
    return Fail(io, error.what());
  }
}

bool CheckEnvironment(const char* const* environment, CommandIo& io) {
  for (; environment != nullptr && *environment != nullptr; ++environment) {
    const absl::string_view variable = *environment;
    if (!absl::StartsWith(variable, "IAMSIM_")) continue;
    Fail(io,
         absl::StrCat("unknown environment variable '",
                      variable.substr(0, variable.find('=')), "'"),
         "iamsim is not configured by the environment; unset it");
    return false;
  }
  return true;
}

}  // namespace iam
