#ifndef IAM_SIMULATOR_RENDER_WHO_CAN_WORDS_H_
#define IAM_SIMULATOR_RENDER_WHO_CAN_WORDS_H_

#include <string>
#include <vector>

#include "simulator/access/who_can.h"

namespace iam {

// "allowed", "allowedIf", "undecided".
absl::string_view Name(Ability::Verdict verdict);

// "*" as "everyone, without signing in", else the principal.
std::string PrincipalText(const std::string& principal);

// What turns the verdict, or may: "if aws:MultiFactorAuthPresent=true", "unless
// aws:SourceIp=192.0.2.1", one each.
std::vector<std::string> TurnTexts(const Ability& ability);

// What is not known, in one sentence; empty if all is.
std::string UnknownText(const Ability& ability);

}  // namespace iam

#endif  // IAM_SIMULATOR_RENDER_WHO_CAN_WORDS_H_
