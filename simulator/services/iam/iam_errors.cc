#include "simulator/services/iam/iam_errors.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace iam {
namespace {

// As IAM's messages begin and go on.
struct KindWords {
  absl::string_view capital;
  absl::string_view small;
};

KindWords WordsOf(EntityKind kind) {
  switch (kind) {
    case EntityKind::kUser:
      return {"User", "user"};
    case EntityKind::kGroup:
      return {"Group", "group"};
    case EntityKind::kRole:
      return {"Role", "role"};
    case EntityKind::kPolicy:
      return {"Policy", "policy"};
    case EntityKind::kInstanceProfile:
      return {"Instance Profile", "instance profile"};
    case EntityKind::kOidcProvider:
      return {"OpenIDConnect Provider", "OpenIDConnect provider"};
    case EntityKind::kAccountAlias:
      return {"Account Alias", "account alias"};
  }
  return {"Entity", "entity"};
}

}  // namespace

ApiError NoSuchEntity(std::string message) {
  return {404, "NoSuchEntity", std::move(message)};
}

ApiError EntityAlreadyExists(std::string message) {
  return {409, "EntityAlreadyExists", std::move(message)};
}

ApiError DeleteConflict(std::string message) {
  return {409, "DeleteConflict", std::move(message)};
}

ApiError LimitExceeded(std::string message) {
  return {409, "LimitExceeded", std::move(message)};
}

ApiError MalformedPolicyDocument(std::string message) {
  return {400, "MalformedPolicyDocument", std::move(message)};
}

ApiError InvalidInput(std::string message) {
  return {400, "InvalidInput", std::move(message)};
}

ApiError QuotaExceeded(absl::string_view quota, size_t limit) {
  return LimitExceeded(
      absl::StrCat("Cannot exceed quota for ", quota, ": ", limit));
}

ApiError ServiceFailure(const absl::Status& status) {
  return {
      500, "ServiceFailure",
      absl::StrCat("The request processing has failed: ", status.message())};
}

ApiError EntityNotFound(EntityKind kind, absl::string_view name) {
  if (kind == EntityKind::kInstanceProfile) {
    return NoSuchEntity(
        absl::StrCat("Instance Profile ", name, " cannot be found."));
  }
  return NoSuchEntity(absl::StrCat("The ", WordsOf(kind).small, " with name ",
                                   name, " cannot be found."));
}

ApiError NameTaken(EntityKind kind, absl::string_view name) {
  if (kind == EntityKind::kPolicy) {
    return EntityAlreadyExists(
        absl::StrCat("A policy called ", name,
                     " already exists. Duplicate names are not allowed."));
  }
  if (kind == EntityKind::kInstanceProfile) {
    return EntityAlreadyExists(
        absl::StrCat("Instance Profile ", name, " already exists."));
  }
  return EntityAlreadyExists(absl::StrCat(WordsOf(kind).capital, " with name ",
                                          name, " already exists."));
}

ApiError PolicyNotFound(absl::string_view arn) {
  return NoSuchEntity(absl::StrCat("Policy ", arn, " was not found."));
}

ApiError PolicyNotAttachable(absl::string_view arn) {
  return NoSuchEntity(
      absl::StrCat("Policy ", arn, " does not exist or is not attachable."));
}

}  // namespace iam
