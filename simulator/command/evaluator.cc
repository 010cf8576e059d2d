#include "simulator/command/evaluator.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace iam {
namespace {

// Stands for itself, in no need of a lookup: an ARN, "*", an account id.
bool IsComplete(absl::string_view name) {
  return absl::StartsWith(name, "arn:") || name == "*" ||
         (name.size() == 12 &&
          name.find_first_not_of("0123456789") == absl::string_view::npos);
}

}  // namespace

absl::StatusOr<std::string> ResolvePrincipal(absl::string_view name,
                                             const World* world) {
  if (IsComplete(name)) return std::string(name);
  // A user may be called "ana.b", but hardly as a service is.
  const bool has_dot = absl::StrContains(name, ".");
  if (world == nullptr) {
    if (has_dot) return std::string(name);
    return absl::InvalidArgumentError(absl::StrCat(
        "'", name,
        "' is no ARN, and without --world there is nothing to look it up in; "
        "write arn:aws:iam::ACCOUNT:user/",
        name));
  }
  absl::StatusOr<std::string> found = world->FindPrincipal(name);
  if (!found.ok() && absl::IsNotFound(found.status()) && has_dot) {
    return std::string(name);
  }
  return found;
}

absl::Status Evaluator::Prepare(Request* request) const {
  if (!IsComplete(request->principal)) {
    absl::StatusOr<std::string> principal = ResolvePrincipal(
        request->principal, world_.has_value() ? &*world_ : nullptr);
    if (!principal.ok()) return principal.status();
    request->principal = *std::move(principal);
  }
  return CheckRequest(*request);
}

absl::StatusOr<Decision> Evaluator::Authorize(const Request& request) const {
  if (world_.has_value()) return world_->Authorize(request);
  return engine_->Authorize(request);
}

absl::StatusOr<Explanation> Evaluator::Explain(const Request& request) const {
  if (world_.has_value()) return world_->Explain(request);
  return engine_->Explain(request);
}

}  // namespace iam
