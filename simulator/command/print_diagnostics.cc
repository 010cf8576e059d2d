#include "simulator/command/print_diagnostics.h"

#include <ostream>

namespace iam {

void PrintDiagnostics(const Diagnostics& diagnostics, CommandIo& io) {
  Diagnostics shown;
  size_t printed = 0;
  size_t left = 0;
  for (const Severity severity : {Severity::kError, Severity::kWarning}) {
    bool showing = false;  // what belongs to the one before follows it
    for (const Diagnostic& diagnostic : diagnostics.all()) {
      const bool opens = diagnostic.severity == Severity::kError ||
                         diagnostic.severity == Severity::kWarning;
      if (opens && diagnostic.severity != severity) {
        showing = false;
      } else if (opens) {
        showing = printed < kMaxPrinted;
        ++(showing ? printed : left);
      }
      if (showing) shown.Add(diagnostic);
    }
  }
  io.err << shown.ToString();
  if (left > 0) io.err << "iamsim: " << left << " more of the kind\n";
}

}  // namespace iam
