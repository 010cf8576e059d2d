#include "simulator/command/batch.h"

#include <istream>
#include <memory>
#include <optional>
#include <ostream>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "engine/text/excerpt.h"
#include "engine/text/json.h"
#include "simulator/command/catalog_notes.h"
#include "simulator/command/verdict_status.h"
#include "simulator/render/json.h"
#include "simulator/render/text.h"
#include "simulator/request/line_reader.h"
#include "simulator/request/request_reader.h"

namespace iam {
namespace {

constexpr size_t kOutputBuffer = size_t{64} << 10;

class Batch {
 public:
  Batch(const Evaluator& evaluator, const BatchOptions& options, CommandIo& io)
      : evaluator_(evaluator), options_(options), io_(io) {}

  ExitStatus Run(std::istream& in) {
    LineReader lines(in, kMaxLineBytes);
    while (lines.Next()) {
      if (lines.too_long()) {
        Refuse(lines.number(), absl::StrCat("the line is longer than ",
                                            kMaxLineBytes, " bytes"));
      } else if (!absl::StripAsciiWhitespace(lines.line()).empty()) {
        AnswerLine(lines);
      }
      // Whoever writes one request and waits gets the answer at once.
      if (output_.size() >= kOutputBuffer || in.rdbuf()->in_avail() <= 0) {
        Flush();
      }
      if (!io_.out) return kExitUnanswered;  // nobody reads any more
    }
    Flush();
    return status_;
  }

 private:
  void AnswerLine(const LineReader& lines) {
    const auto source =
        std::make_shared<Source>(options_.name, std::string(lines.line()));
    Diagnostics diagnostics;
    std::optional<NamedRequest> named;
    if (const auto json = ParseJson(source, &diagnostics)) {
      named = ReadNamedRequest(json->root(), options_.default_principal, source,
                               &diagnostics);
    }
    if (!named.has_value()) {
      Refuse(lines.number(), FirstError(diagnostics));
      return;
    }
    absl::Status status = evaluator_.Prepare(&named->request);
    if (status.ok()) status = Answer(*std::move(named));
    if (!status.ok()) Refuse(lines.number(), status.message());
  }

  // "column 12: unknown field 'acton' in a request; did you mean 'action'?"
  static std::string FirstError(const Diagnostics& diagnostics) {
    std::string text;
    for (const Diagnostic& diagnostic : diagnostics.all()) {
      if (diagnostic.severity == Severity::kError) {
        if (!text.empty()) break;
        text = absl::StrCat("column ", diagnostic.span.begin + 1, ": ",
                            diagnostic.message);
      } else if (diagnostic.severity == Severity::kHint && !text.empty()) {
        absl::StrAppend(&text, "; ", diagnostic.message);
      }
    }
    return text;
  }

  absl::Status Answer(NamedRequest named) {
    const Request& request = named.request;
    if (!options_.json && !options_.explain && options_.all_known) {
      const absl::StatusOr<Decision> decision = evaluator_.Authorize(request);
      if (!decision.ok()) return decision.status();
      output_ += DecisionLine(named.id, request, *decision, false, Style());
      Count(decision->allowed() ? kExitYes : kExitNo);
      return absl::OkStatus();
    }
    absl::StatusOr<Explanation> explanation = evaluator_.Explain(request);
    if (!explanation.ok()) return explanation.status();
    Count(StatusOf(*explanation));
    if (options_.explain) AddCatalogNotes(request, &*explanation);
    if (options_.json || options_.explain) {
      const iam::Answer answer =
          MakeAnswer(std::move(named.id), request, *std::move(explanation));
      output_ += options_.json
                     ? absl::StrCat(AnswerJson(answer, options_.explain), "\n")
                     : AnswerText(answer, Style());
    } else {
      output_ += DecisionLine(named.id, request, explanation->decision,
                              IsUndecided(*explanation), Style());
    }
    return absl::OkStatus();
  }

  void Refuse(size_t line, absl::string_view error) {
    Count(kExitUnanswered);
    io_.err << options_.name << ":" << line << ": error: " << Harmless(error)
            << "\n";
    output_ += options_.json ? BadLineJson(line, error)
                             : absl::StrCat("error         line ", line, ": ",
                                            Harmless(error));
    output_.push_back('\n');
  }

  TextStyle Style() const {
    return {.color = io_.color, .all = options_.explain};
  }

  void Count(ExitStatus status) { status_ = Worse(status_, status); }

  void Flush() {
    io_.out << output_ << std::flush;
    output_.clear();
  }

  const Evaluator& evaluator_;
  const BatchOptions& options_;
  CommandIo& io_;
  std::string output_;
  ExitStatus status_ = kExitYes;
};

}  // namespace

ExitStatus RunBatch(std::istream& in, const Evaluator& evaluator,
                    const BatchOptions& options, CommandIo& io) {
  return Batch(evaluator, options, io).Run(in);
}

}  // namespace iam
