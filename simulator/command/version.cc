#include <CLI/CLI.hpp>
#include <ostream>

#include "simulator/catalog/catalog.h"
#include "simulator/command/command.h"
#include "simulator/command/program.h"
#include "simulator/render/json.h"

namespace iam {

const char kProgramVersion[] = IAMSIM_VERSION;

namespace {

class VersionCommand : public Command {
 public:
  void AddTo(CLI::App& app) override {
    AddFormatOption(app, {"text", "json"}, &format_);
    app.footer("Example:\n  iamsim version --format json");
  }

  ExitStatus Run(CommandIo& io) override {
    const Catalog& catalog = Catalog::Get();
    if (format_ == "json") {
      io.out << VersionJson(kProgramVersion, kRulesDate, catalog.date(),
                            catalog.origin())
             << "\n";
    } else {
      io.out << "iamsim " << kProgramVersion << "\nrules of " << kRulesDate
             << "\ncatalog of " << catalog.date() << ": " << catalog.origin()
             << "\n";
    }
    return kExitYes;
  }

 private:
  std::string format_;
};

}  // namespace

std::unique_ptr<Command> MakeVersionCommand() {
  return std::make_unique<VersionCommand>();
}

}  // namespace iam
