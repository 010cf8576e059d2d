#ifndef IAM_SIMULATOR_COMMAND_PRINT_DIAGNOSTICS_H_
#define IAM_SIMULATOR_COMMAND_PRINT_DIAGNOSTICS_H_

#include <cstddef>

#include "iam/diagnostic.h"
#include "simulator/command/command.h"

namespace iam {

// Errors and warnings that are shown of one run; of more, the number.
inline constexpr size_t kMaxPrinted = 20;

// Prints to standard error, errors before warnings, each with its notes and
// hints.
void PrintDiagnostics(const Diagnostics& diagnostics, CommandIo& io);

}  // namespace iam

#endif  // IAM_SIMULATOR_COMMAND_PRINT_DIAGNOSTICS_H_
