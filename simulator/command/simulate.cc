// `iamsim simulate`: makes an Evaluator of the world or the policies named, and
// requests of the options, a batch or a case; then answers.
#include <CLI/CLI.hpp>
#include <optional>
#include <ostream>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "simulator/command/asked_actions.h"
#include "simulator/command/batch.h"
#include "simulator/command/catalog_notes.h"
#include "simulator/command/context_options.h"
#include "simulator/command/evaluator.h"
#include "simulator/command/policy_files.h"
#include "simulator/command/print_diagnostics.h"
#include "simulator/command/simulate_options.h"
#include "simulator/command/verdict_status.h"
#include "simulator/render/json.h"
#include "simulator/render/text.h"
#include "simulator/request/case_file.h"
#include "simulator/snapshot/load_world.h"

namespace iam {
namespace {

class SimulateCommand : public Command {
 public:
  void AddTo(CLI::App& app) override { AddSimulateOptions(app, &options_); }

  ExitStatus Run(CommandIo& io) override {
    color_ = io.color;
    const absl::Status usage = CheckSimulateOptions(options_);
    if (!usage.ok()) return Fail(io, usage);
    if (!options_.case_file.empty()) return RunCases(io);
    Diagnostics diagnostics;
    const absl::StatusOr<Evaluator> evaluator = MakeEvaluator(io, &diagnostics);
    PrintDiagnostics(diagnostics, io);
    if (!evaluator.ok()) {
      return Fail(io, diagnostics.has_errors()
                          ? "nothing is decided with policies that have errors"
                          : evaluator.status().message());
    }
    if (!options_.requests.empty()) {
      return RunRequests(*evaluator, diagnostics.empty(), io);
    }
    return RunOptions(*evaluator, io);
  }

 private:
  // The message may end in a line break and a hint.
  bool json() const { return options_.format == "json"; }

  absl::StatusOr<Evaluator> MakeEvaluator(CommandIo& io,
                                          Diagnostics* diagnostics) const {
    if (options_.world.empty()) {
      absl::StatusOr<Engine> engine =
          CompilePolicyFiles(options_, io, diagnostics);
      if (!engine.ok()) return engine.status();
      return Evaluator(*std::move(engine));
    }
    absl::StatusOr<std::vector<GivenPolicy>> given =
        ReadGivenPolicies(options_.session, options_.endpoint, io);
    if (!given.ok()) return given.status();
    absl::StatusOr<World> world =
        LoadWorld(options_.world, io.files, options_.keep_going, diagnostics,
                  *std::move(given));
    if (!world.ok()) return world.status();
    return Evaluator(*std::move(world));
  }

  // A world that was read without a word has no unknown policies.
  ExitStatus RunRequests(const Evaluator& evaluator, bool all_known,
                         CommandIo& io) const {
    BatchOptions batch = {.name = options_.requests,
                          .default_principal = options_.principal,
                          .json = json(),
                          .explain = options_.explain,
                          .all_known = all_known};
    if (options_.requests == "-") {
      batch.name = kStdinName;
      return RunBatch(io.in, evaluator, batch, io);
    }
    absl::StatusOr<std::string> text = io.files.ReadFile(options_.requests);
    if (!text.ok()) return Fail(io, text.status().message());
    std::istringstream in(*std::move(text));
    return RunBatch(in, evaluator, batch, io);
  }

  // Every action on every resource.
  ExitStatus RunOptions(const Evaluator& evaluator, CommandIo& io) {
    absl::StatusOr<Context> context =
        ReadContextOptions(options_.context_file, options_.context, io);
    if (!context.ok()) return Fail(io, context.status().message());
    Request request;
    request.principal = options_.principal;
    request.resource_account = options_.resource_account;
    request.context = *std::move(context);
    std::vector<std::string> resources = options_.resources;
    if (resources.empty()) resources.push_back("*");
    const absl::StatusOr<std::vector<AskedAction>> actions =
        ReadActions(options_.actions);
    if (!actions.ok()) return Fail(io, actions.status());
    for (const AskedAction& asked : *actions) {
      request.action = asked.action;
      for (const std::string& resource : resources) {
        request.resource = resource;
        const absl::Status status = Answer(asked.notes, &request, evaluator);
        if (!status.ok()) return Fail(io, status.message());
      }
    }
    return Print(io);
  }

  // Answers are kept until all are there: an error leaves no half output.
  absl::Status Answer(const std::vector<std::string>& notes, Request* request,
                      const Evaluator& evaluator) {
    if (absl::Status status = evaluator.Prepare(request); !status.ok()) {
      return status;
    }
    absl::StatusOr<Explanation> explanation = evaluator.Explain(*request);
    if (!explanation.ok()) return explanation.status();
    AddCatalogNotes(*request, &*explanation);
    for (const std::string& note : notes) explanation->notes.push_back(note);
    Add(MakeAnswer("", *request, *std::move(explanation)));
    return absl::OkStatus();
  }

  void Add(const iam::Answer& answer) {
    status_ = Worse(status_, StatusOf(answer.explanation));
    answers_.push_back(json() ? AnswerJson(answer, options_.explain)
                              : AnswerText(answer, {.color = color_,
                                                    .all = options_.explain}));
  }

  ExitStatus RunCases(CommandIo& io) {
    const absl::StatusOr<SourcePtr> source = ReadSource(io, options_.case_file);
    if (!source.ok()) return Fail(io, source.status().message());
    Diagnostics diagnostics;
    const std::vector<Case> cases = ReadCases(*source, &diagnostics);
    PrintDiagnostics(diagnostics, io);
    if (diagnostics.has_errors()) {
      return Fail(io,
                  absl::StrCat("'", options_.case_file, "' could not be read"));
    }
    if (cases.empty()) {
      Fail(io, absl::StrCat("no case in '", options_.case_file, "'"));
      return kExitUndecided;
    }
    for (const Case& c : cases) AnswerCase(c, io);
    return Print(io);
  }

  void AnswerCase(const Case& c, CommandIo& io) {
    Diagnostics diagnostics = c.policy_diagnostics;
    std::optional<Engine> engine;
    if (c.policies_ok) {
      absl::StatusOr<Engine> compiled =
          Engine::Compile(c.policies, &diagnostics);
      if (compiled.ok()) engine = *std::move(compiled);
    }
    PrintDiagnostics(diagnostics, io);
    if (engine.has_value()) {
      Explanation explanation = engine->Explain(c.request);
      AddCatalogNotes(c.request, &explanation);
      Add(MakeAnswer(c.id, c.request, std::move(explanation)));
      return;
    }
    status_ = Worse(status_, kExitUnanswered);
    const std::string error(diagnostics.ToStatus().message());
    answers_.push_back(json() ? RefusedJson(c.id, c.request, error)
                              : absl::StrCat("error         ", c.request.action,
                                             "  ", c.request.resource,
                                             "\n  a policy is refused: ", error,
                                             "\n"));
  }

  ExitStatus Print(CommandIo& io) const {
    if (!json()) {
      for (const std::string& answer : answers_) io.out << answer;
    } else if (answers_.size() == 1) {
      io.out << answers_.front() << "\n";
    } else {
      io.out << AnswersJson(answers_) << "\n";
    }
    return status_;
  }

  SimulateOptions options_;
  bool color_ = false;
  std::vector<std::string> answers_;
  ExitStatus status_ = kExitYes;
};

}  // namespace

std::unique_ptr<Command> MakeSimulateCommand() {
  return std::make_unique<SimulateCommand>();
}

}  // namespace iam
