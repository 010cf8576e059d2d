#ifndef IAM_SIMULATOR_COMMAND_PROGRAM_H_
#define IAM_SIMULATOR_COMMAND_PROGRAM_H_

namespace iam {

// What reports are stamped with, so that a verdict can be traced to what was
// known.
extern const char kProgramVersion[];

// The day of the rules, as corpus/rules.md has it ("Rules as of:"); a test
// holds the two together.
inline constexpr char kRulesDate[] = "2026-11-24";

}  // namespace iam

#endif  // IAM_SIMULATOR_COMMAND_PROGRAM_H_
