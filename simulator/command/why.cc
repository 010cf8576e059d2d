// `iamsim why`: finds the request in what the user has in hand, or takes it
// from the options, and tells the whole story of its verdict.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>
#include <optional>
#include <ostream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "engine/match/request_principal.h"
#include "simulator/command/asked_actions.h"
#include "simulator/command/catalog_notes.h"
#include "simulator/command/command.h"
#include "simulator/command/context_options.h"
#include "simulator/command/evaluator.h"
#include "simulator/command/policy_files.h"
#include "simulator/command/print_diagnostics.h"
#include "simulator/command/verdict_status.h"
#include "simulator/command/why_input.h"
#include "simulator/found/found_request.h"
#include "simulator/render/json.h"
#include "simulator/render/why_text.h"
#include "simulator/snapshot/world_sources.h"
#include "simulator/why/report.h"

namespace iam {
namespace {

struct WhyCommandOptions {
  std::string world;
  std::string file;
  std::string principal;
  std::string action;
  std::string resource;
  std::string resource_account;
  std::vector<std::string> context;
  std::string context_file;
  std::vector<std::string> session;
  std::vector<std::string> endpoint;
  std::string format;
  bool all = false;
  bool allowed_too = false;
  bool patch = false;
  bool no_changes = false;
  bool keep_going = false;
};

class WhyCommand : public Command {
 public:
  void AddTo(CLI::App& app) override {
    WhyCommandOptions& o = options_;
    const auto text = [&](const char* name, std::string* value,
                          const char* type, const char* help) {
      return app.add_option(name, *value, help)->type_name(type);
    };
    text("--world", &o.world, "DIR",
         "Snapshot of accounts: a directory of AWS CLI output, or one file")
        ->required();
    app.add_option(
        "FILE", o.file,
        "What you have: an error message, the output it stands in, a "
        "CloudTrail event or log (also *.json.gz, or a directory of them), a "
        "decoded message; - for standard input");
    text("--principal", &o.principal, "WHO",
         "Who asks, instead of a file: an ARN or a short name; also for input "
         "that does not say");
    text("--action", &o.action, "ACTION", "Action, instead of a file");
    text("--resource", &o.resource, "ARN",
         "Resource; also for input that does not say");
    text("--resource-account", &o.resource_account, "ID",
         "Account that owns the resource, where its ARN does not say");
    app.add_option("--context", o.context,
                   "Context key, over what the input says; may be repeated")
        ->type_name("KEY=VALUE")
        ->allow_extra_args(false);
    text("--context-file", &o.context_file, "FILE", "Context keys as JSON");
    const auto policies = [&](const char* name, std::vector<std::string>* files,
                              const char* help) {
      app.add_option(name, *files, help)
          ->type_name("FILE")
          ->allow_extra_args(false);
    };
    policies("--session", &o.session,
             "Session policy that the session was started with, which no "
             "snapshot holds; may be repeated");
    policies("--endpoint", &o.endpoint,
             "Policy of the VPC endpoint on the way, if the snapshot does not "
             "hold it");
    app.add_flag("--all", o.all,
                 "Answer every request of the input, not only one");
    app.add_flag("--allowed-too", o.allowed_too,
                 "Of logs: also events that were not denied");
    app.add_flag(
        "--patch", o.patch,
        "Print the policy document that the smallest change makes, and "
        "nothing else");
    app.add_flag("--no-changes", o.no_changes, "Do not look for changes");
    app.add_flag("--keep-going", o.keep_going,
                 "Treat policies with errors as unknown instead of failing");
    AddFormatOption(app, {"text", "json", "markdown", "html"}, &o.format);
    app.footer(
        "Example:\n  aws s3 ls s3://amzn-s3-demo-bucket 2>&1 | iamsim why "
        "--world snapshot -");
  }

  ExitStatus Run(CommandIo& io) override {
    if (options_.file.empty() == options_.action.empty()) {
      return Fail(io,
                  options_.file.empty() ? "nothing to explain"
                                        : "both a file and --action are given",
                  "give a FILE (or -) with a message or an event in it, or "
                  "--principal and --action");
    }
    absl::StatusOr<WorldSources> read =
        ReadWorldSources(options_.world, io.files);
    if (!read.ok()) return Fail(io, read.status().message());
    absl::StatusOr<std::vector<GivenPolicy>> given =
        ReadGivenPolicies(options_.session, options_.endpoint, io);
    if (!given.ok()) return Fail(io, given.status().message());
    read->given = *std::move(given);
    Diagnostics diagnostics;
    const absl::StatusOr<World> world =
        BuildWorld(*read, options_.keep_going, &diagnostics);
    PrintDiagnostics(diagnostics, io);
    if (!read->unreadable.ok()) {
      return Fail(io, read->unreadable.message());
    }
    if (!world.ok()) {
      return Fail(io, diagnostics.has_errors()
                          ? "nothing is decided with policies that have errors"
                          : world.status().message());
    }
    if (options_.file.empty()) return RunOptions(*read, *world, io);
    return RunFile(*read, *world, io);
  }

 private:
  ExitStatus RunOptions(const WorldSources& sources, const World& world,
                        CommandIo& io) {
    if (options_.principal.empty()) {
      return Fail(io, "--action without --principal",
                  "say who asks: an ARN, or the name of a user or role of the "
                  "world");
    }
    absl::StatusOr<Context> context =
        ReadContextOptions(options_.context_file, options_.context, io);
    if (!context.ok()) return Fail(io, context.status().message());
    const absl::StatusOr<std::vector<AskedAction>> actions =
        ReadActions({options_.action});
    if (!actions.ok()) return Fail(io, actions.status());
    for (const AskedAction& asked : *actions) {
      Request request;
      request.action = asked.action;
      request.context = *context;
      const absl::Status status =
          Explain(sources, world, std::move(request), std::nullopt);
      if (!status.ok()) return Fail(io, status);
      std::vector<std::string>& notes = reports_.back().explanation.notes;
      notes.insert(notes.end(), asked.notes.begin(), asked.notes.end());
    }
    return Print(io);
  }

  ExitStatus RunFile(const WorldSources& sources, const World& world,
                     CommandIo& io) {
    absl::StatusOr<WhyInput> input =
        ReadWhyInput(options_.file, {.allowed_too = options_.allowed_too}, io);
    if (!input.ok()) return Fail(io, input.status());
    Findings& findings = input->findings;
    if (findings.requests.size() > 1 && !options_.all &&
        findings.requests.front().found_in != FoundIn::kCloudTrail) {
      return FailWithSeveral(findings, io);
    }
    for (const NotFound& none : findings.not_found) {
      io.err << "iamsim: note: " << none.reason << "\n";
    }
    for (FoundRequest& found : findings.requests) {
      Request request = found.request;
      const std::string where = PlaceOf(found, options_.file);
      // What the options say wins over what the input says.
      absl::StatusOr<Context> context =
          ReadContextOptions(options_.context_file, options_.context, io,
                             std::move(request.context));
      if (!context.ok()) return Fail(io, context.status().message());
      request.context = *std::move(context);
      const absl::Status status =
          Explain(sources, world, std::move(request), std::move(found));
      // The others of a log have their answers all the same.
      if (!status.ok()) input->unanswered.Add(where, status);
    }
    if (input->unanswered.Print(io)) status_ = Worse(status_, kExitUnanswered);
    return reports_.empty() ? kExitUnanswered : Print(io);
  }

  absl::Status Explain(const WorldSources& sources, const World& world,
                       Request request, std::optional<FoundRequest> found) {
    if (!options_.principal.empty()) request.principal = options_.principal;
    if (!options_.resource.empty()) request.resource = options_.resource;
    if (!options_.resource_account.empty()) {
      request.resource_account = options_.resource_account;
    }
    if (found.has_value() && !found->principal_known &&
        options_.principal.empty()) {
      return absl::InvalidArgumentError(absl::StrCat(
          "found ", Describe(found->found_in), " about ", request.action,
          ", but it does not say who was denied; say so with --principal"));
    }
    absl::StatusOr<std::string> named =
        ResolvePrincipal(request.principal, &world);
    if (!named.ok()) return named.status();
    request.principal = *std::move(named);
    if (absl::Status valid = CheckRequest(request); !valid.ok()) return valid;
    if (absl::Status known = CheckCaller(request, world); !known.ok()) {
      return known;
    }
    if (found.has_value() && !found->resource_known &&
        options_.resource.empty()) {
      found->notes.push_back(
          "the input does not say on which resource; '*' is taken. Name it "
          "with --resource");
    }
    absl::StatusOr<WhyReport> report =
        MakeWhyReport(sources, world, request, std::move(found),
                      {.look_for_changes = !options_.no_changes});
    if (!report.ok()) return report.status();
    AddCatalogNotes(request, &report->explanation);
    status_ = Worse(status_, report->dependences.empty()
                                 ? StatusOf(report->explanation)
                                 : kExitUndecided);
    reports_.push_back(*std::move(report));
    return absl::OkStatus();
  }

  // That the world has the caller, and else a message with a hint.
  absl::Status CheckCaller(const Request& request, const World& world) const {
    const auto who = ParseRequestPrincipal(request.principal);
    if (!who.has_value() || !who->is_account_member()) return absl::OkStatus();
    const std::vector<std::string> accounts = world.Accounts();
    if (!std::binary_search(accounts.begin(), accounts.end(), who->account)) {
      constexpr size_t kMost = 5;
      std::string has = absl::StrJoin(
          accounts.begin(),
          accounts.begin() +
              static_cast<std::ptrdiff_t>(std::min(accounts.size(), kMost)),
          ", ");
      if (accounts.size() > kMost) {
        absl::StrAppend(&has, " and ", accounts.size() - kMost, " more");
      }
      return absl::NotFoundError(absl::StrCat(
          "the request is of account ", who->account, ", which '",
          options_.world, "' does not have; it has ",
          has.empty() ? "none" : has, "\nput the output of 'aws iam ",
          "get-account-authorization-details' of account ", who->account,
          " there, too"));
    }
    const absl::Status known = world.FindPrincipal(request.principal).status();
    if (known.ok() || !absl::IsNotFound(known)) return known;
    return absl::NotFoundError(absl::StrCat(
        known.message(),
        "\nexport the account again if this is newer than the snapshot, or "
        "say whom to take with --principal"));
  }

  ExitStatus FailWithSeveral(const Findings& findings, CommandIo& io) const {
    constexpr size_t kMost = 5;
    std::string message = absl::StrCat(findings.requests.size(),
                                       " requests in '", options_.file, "':");
    for (size_t i = 0; i < findings.requests.size() && i < kMost; ++i) {
      const FoundRequest& found = findings.requests[i];
      absl::StrAppend(&message, i == 0 ? " " : "; ", found.request.action,
                      " (line ", found.line, ")");
    }
    if (findings.requests.size() > kMost) absl::StrAppend(&message, "; …");
    return Fail(io, message, "--all answers all of them");
  }

  ExitStatus Print(CommandIo& io) const {
    if (options_.patch) return PrintPatch(io);
    if (options_.format == "json") {
      std::vector<std::string> lines;
      for (const WhyReport& report : reports_) lines.push_back(WhyJson(report));
      io.out << (lines.size() == 1 ? lines.front() : AnswersJson(lines))
             << "\n";
      return status_;
    }
    if (options_.format == "html") {
      io.out << WhyHtml(reports_);
      return status_;
    }
    bool first = true;
    for (const WhyReport& report : reports_) {
      if (!first) io.out << "\n";
      first = false;
      io.out << (options_.format == "markdown"
                     ? WhyMarkdown(report)
                     : WhyText(report, {.color = io.color}));
    }
    return status_;
  }

  // The documents of the first change that has some.
  ExitStatus PrintPatch(CommandIo& io) const {
    for (const WhyReport& report : reports_) {
      for (const Change& change : report.changes.changes) {
        if (change.documents.empty()) continue;
        for (const ChangedDocument& document : change.documents) {
          io.err << "iamsim: note: policy '" << document.policy << "'\n";
          io.out << document.text << "\n";
        }
        return status_;
      }
    }
    return Fail(io, "no policy document changes",
                reports_.front().changes.hopeless);
  }

  WhyCommandOptions options_;
  std::vector<WhyReport> reports_;
  ExitStatus status_ = kExitYes;
};

}  // namespace

std::unique_ptr<Command> MakeWhyCommand() {
  return std::make_unique<WhyCommand>();
}

}  // namespace iam
