// `iamsim what-can`: the effective permissions of one principal.
#include "simulator/access/what_can.h"

#include <CLI/CLI.hpp>
#include <ostream>
#include <utility>

#include "simulator/command/command.h"
#include "simulator/command/context_options.h"
#include "simulator/command/evaluator.h"
#include "simulator/command/open_world.h"
#include "simulator/render/what_can.h"

namespace iam {
namespace {

class WhatCanCommand : public Command {
 public:
  void AddTo(CLI::App& app) override {
    AddWorldOptions(app, &world_);
    app.add_option("--principal", principal_,
                   "Who: a user, role, role session or root user; an ARN or a "
                   "short name")
        ->type_name("WHO")
        ->required();
    app.add_option("--service", what_.services,
                   "This service only, by its prefix in actions; may be "
                   "repeated")
        ->type_name("PREFIX")
        ->allow_extra_args(false);
    app.add_option("--action", what_.action,
                   "These actions only, as a policy names them: 's3:Get*'")
        ->type_name("PATTERN");
    app.add_option("--context", context_,
                   "Context key that all requests have; may be repeated")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    app.add_flag("--all", all_,
                 "Leave nothing out of long lists, and say which grants have "
                 "no effect and why");
    AddFormatOption(app, {"text", "json", "markdown"}, &format_);
    app.footer(
        "Example:\n  iamsim what-can --world snapshot --principal role/deploy "
        "--service s3 \\\n    --context aws:RequestedRegion=eu-central-1");
  }

  ExitStatus Run(CommandIo& io) override {
    absl::StatusOr<Context> context = ParseContextOptions(context_);
    if (!context.ok()) return Fail(io, context.status());
    what_.context = *std::move(context);
    const absl::StatusOr<World> world = OpenWorld(world_, io);
    if (!world.ok()) return Fail(io, world.status().message());
    const absl::StatusOr<std::string> principal =
        ResolvePrincipal(principal_, &*world);
    if (!principal.ok()) return Fail(io, principal.status());
    const absl::StatusOr<WhatCanReport> report =
        MakeWhatCanReport(*world, *principal, what_);
    if (!report.ok()) return Fail(io, report.status());
    if (format_ == "json") {
      io.out << WhatCanJson(*report) << "\n";
    } else if (format_ == "markdown") {
      io.out << WhatCanMarkdown(*report, all_);
    } else {
      io.out << WhatCanText(*report, {.color = io.color, .all = all_});
    }
    return report->action_count > 0 ? kExitYes : kExitNo;
  }

 private:
  WorldOptions world_;
  std::string principal_;
  WhatCanOptions what_;
  std::vector<std::string> context_;
  std::string format_;
  bool all_ = false;
};

}  // namespace

std::unique_ptr<Command> MakeWhatCanCommand() {
  return std::make_unique<WhatCanCommand>();
}

}  // namespace iam
