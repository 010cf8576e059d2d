// iamsim: everything but what belongs to the process is in RunCommand().
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "simulator/command/run_command.h"
#include "simulator/snapshot/file_reader.h"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  std::cin.tie(nullptr);
  // A reader that goes away (iamsim … | head) ends us by SIGPIPE, silently, as
  // it does other filters, even if our parent ignores the signal.
  std::signal(SIGPIPE, SIG_DFL);

  iam::DiskFileReader files;
  const char* no_color = std::getenv("NO_COLOR");
  iam::CommandIo io = {
      .in = std::cin,
      .out = std::cout,
      .err = std::cerr,
      .files = files,
      .now =
          [] {
            return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::Now(),
                                    absl::UTCTimeZone());
          },
      .color = isatty(STDOUT_FILENO) != 0 &&
               (no_color == nullptr || *no_color == '\0'),
      .variable =
          [](const char* name) {
            const char* value = std::getenv(name);
            return std::string(value == nullptr ? "" : value);
          },
  };
  if (!iam::CheckEnvironment(environ, io)) return iam::kExitUnanswered;
  const int status =
      iam::RunCommand(std::vector<std::string>(argv + 1, argv + argc), io);
  std::cout.flush();
  if (!std::cout) {
    std::cerr << "iamsim: error: standard output could not be written\n";
    return iam::kExitUnanswered;
  }
  return status;
}
