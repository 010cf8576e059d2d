// `iamsim who-can`: everybody in a world who may do something, and how.
#include "simulator/access/who_can.h"

#include <CLI/CLI.hpp>
#include <ostream>

#include "absl/strings/str_cat.h"
#include "simulator/command/asked_actions.h"
#include "simulator/command/catalog_notes.h"
#include "simulator/command/command.h"
#include "simulator/command/context_options.h"
#include "simulator/command/open_world.h"
#include "simulator/render/json.h"
#include "simulator/render/who_can.h"

namespace iam {
namespace {

constexpr int kMostHops = 8;

class WhoCanCommand : public Command {
 public:
  void AddTo(CLI::App& app) override {
    AddWorldOptions(app, &world_);
    app.add_option("--action", actions_,
                   "Action, or a call of the aws command: s3:GetObject, 'ec2 "
                   "describe-instances'; may be repeated")
        ->type_name("ACTION")
        ->allow_extra_args(false)
        ->required();
    app.add_option("--resource", resource_, "ARN of the resource (default: *)")
        ->type_name("ARN");
    app.add_option("--resource-account", resource_account_,
                   "Account that owns the resource, where its ARN does not say")
        ->type_name("ID");
    app.add_option("--context", context_,
                   "Context key of the request; may be repeated")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    app.add_option("--context-file", context_file_, "Context keys as JSON")
        ->type_name("FILE");
    app.add_option("--hops", hops_,
                   "Also who can become one of them by taking on so many "
                   "roles, one after the other (default: 1; 0: none)")
        ->type_name("N")
        ->check(CLI::Range(0, kMostHops));
    AddFormatOption(app, {"text", "json", "markdown"}, &format_);
    app.footer(
        "Example:\n  iamsim who-can --world snapshot --action s3:GetObject "
        "--resource arn:aws:s3:::amzn-s3-demo-bucket/report.csv\n"
        "Exit status: 0 somebody is allowed, 1 nobody, 3 hangs on context or "
        "on policies that are not known.");
  }

  ExitStatus Run(CommandIo& io) override {
    const absl::StatusOr<std::vector<AskedAction>> actions =
        ReadActions(actions_);
    if (!actions.ok()) return Fail(io, actions.status());
    absl::StatusOr<Context> context =
        ReadContextOptions(context_file_, context_, io);
    if (!context.ok()) return Fail(io, context.status().message());
    const absl::StatusOr<World> world = OpenWorld(world_, io);
    if (!world.ok()) return Fail(io, world.status().message());
    const AccessIndex index(*world);
    for (const AskedAction& asked : *actions) {
      Request request;
      request.action = asked.action;
      request.resource = resource_;
      request.resource_account = resource_account_;
      request.context = *context;
      // CheckRequest() wants somebody; whoever it is, the rest is as it is.
      request.principal = "*";
      if (absl::Status valid = CheckRequest(request); !valid.ok()) {
        return Fail(io, valid.message());
      }
      request.principal.clear();
      reports_.push_back(MakeWhoCanReport(*world, index, request, hops_));
      AddNotes(asked, &reports_.back());
    }
    return Print(io);
  }

 private:
  static void AddNotes(const AskedAction& asked, WhoCanReport* report) {
    Explanation explanation;
    AddCatalogNotes(report->request, &explanation);
    report->notes = std::move(explanation.notes);
    report->notes.insert(report->notes.end(), asked.notes.begin(),
                         asked.notes.end());
  }

  static ExitStatus StatusOf(const WhoCanReport& report) {
    if (report.Has(Ability::Verdict::kAllowed)) return kExitYes;
    return report.abilities.empty() ? kExitNo : kExitUndecided;
  }

  ExitStatus Print(CommandIo& io) const {
    ExitStatus status = kExitYes;
    std::vector<std::string> lines;
    for (const WhoCanReport& report : reports_) {
      status = Worse(status, StatusOf(report));
      lines.push_back(format_ == "json" ? WhoCanJson(report)
                      : format_ == "markdown"
                          ? WhoCanMarkdown(report)
                          : WhoCanText(report, {.color = io.color}));
    }
    if (format_ == "json") {
      io.out << (lines.size() == 1 ? lines.front() : AnswersJson(lines))
             << "\n";
      return status;
    }
    for (size_t i = 0; i < lines.size(); ++i) {
      io.out << (i == 0 ? "" : "\n") << lines[i];
    }
    return status;
  }

  WorldOptions world_;
  std::vector<std::string> actions_;
  std::string resource_ = "*";
  std::string resource_account_;
  std::vector<std::string> context_;
  std::string context_file_;
  int hops_ = 1;
  std::string format_;
  std::vector<WhoCanReport> reports_;
};

}  // namespace

std::unique_ptr<Command> MakeWhoCanCommand() {
  return std::make_unique<WhoCanCommand>();
}

}  // namespace iam
