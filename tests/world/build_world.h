#ifndef IAM_TESTS_WORLD_BUILD_WORLD_H_
#define IAM_TESTS_WORLD_BUILD_WORLD_H_

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/string_view.h"
#include "iam/world.h"

namespace iam {

// What building a world from a few texts comes to.
struct Built {
  absl::StatusOr<World> world;
  // "error unknown-target 3:5", one each, hints and notes left out.
  std::vector<std::string> said;
};

// The texts are named "1.json", "2.json", …
inline Built BuildWorld(const std::vector<std::string>& texts,
                        bool keep_going = false) {
  World::Builder builder;
  for (size_t i = 0; i < texts.size(); ++i) {
    builder
        .Add(std::make_shared<const Source>(absl::StrCat(i + 1, ".json"),
                                            texts[i]))
        .IgnoreError();
  }
  Built built{builder.Build(keep_going), {}};
  for (const Diagnostic& diagnostic : builder.diagnostics().all()) {
    if (diagnostic.severity != Severity::kError &&
        diagnostic.severity != Severity::kWarning) {
      continue;
    }
    const Location place = diagnostic.source->LocationOf(diagnostic.span.begin);
    built.said.push_back(absl::StrCat(Name(diagnostic.severity), " ",
                                      diagnostic.id, " ", place.line, ":",
                                      place.column));
  }
  return built;
}

// A document with one statement without conditions.
inline std::string PolicyDocument(absl::string_view effect,
                                  absl::string_view action,
                                  absl::string_view resource = "*") {
  return absl::StrCat(R"({"Version":"2012-10-17","Statement":[{"Effect":")",
                      effect, R"(","Action":")", action, R"(","Resource":")",
                      resource, R"("}]})");
}

inline std::string InlinePolicies(absl::string_view name,
                                  absl::string_view document) {
  return absl::StrCat(R"([{"PolicyName":")", name, R"(","PolicyDocument":)",
                      document, "}]");
}

// A user of account 111122223333; `more` are further members, each led by a
// comma.
inline std::string User(absl::string_view path_and_name,
                        absl::string_view more = "") {
  return absl::StrCat(R"({"Arn":"arn:aws:iam::111122223333:user/)",
                      path_and_name, R"(","UserId":"AIDAEXAMPLE")", more, "}");
}

inline std::string Role(absl::string_view path_and_name,
                        absl::string_view more = "") {
  return absl::StrCat(R"({"Arn":"arn:aws:iam::111122223333:role/)",
                      path_and_name, R"(","RoleId":"AROAEXAMPLE")", more, "}");
}

inline std::string Group(absl::string_view path_and_name,
                         absl::string_view more = "") {
  return absl::StrCat(R"({"Arn":"arn:aws:iam::111122223333:group/)",
                      path_and_name, "\"", more, "}");
}

inline std::string ManagedPolicy(absl::string_view name,
                                 absl::string_view document,
                                 absl::string_view account = "111122223333",
                                 absl::string_view more = "") {
  return absl::StrCat(R"({"Arn":"arn:aws:iam::)", account, ":policy/", name,
                      R"(","DefaultVersionId":"v2","PolicyVersionList":[)",
                      R"({"VersionId":"v1","IsDefaultVersion":false,)",
                      R"("Document":)", PolicyDocument("Allow", "*"), "},",
                      R"({"VersionId":"v2","IsDefaultVersion":true,)",
                      R"("Document":)", document, "}]", more, "}");
}

struct AccountLists {
  std::vector<std::string> users = {};
  std::vector<std::string> groups = {};
  std::vector<std::string> roles = {};
  std::vector<std::string> policies = {};
  std::string more = "";  // further members, each led by a comma
};

inline std::string Account(const AccountLists& lists) {
  return absl::StrCat(R"({"UserDetailList":[)", absl::StrJoin(lists.users, ","),
                      R"(],"GroupDetailList":[)",
                      absl::StrJoin(lists.groups, ","),
                      R"(],"RoleDetailList":[)",
                      absl::StrJoin(lists.roles, ","), R"(],"Policies":[)",
                      absl::StrJoin(lists.policies, ","), "]", lists.more, "}");
}

// The verdict of a request without context, "allowed by identity-based"; the
// status if there is none.
inline std::string Verdict(const World& world, absl::string_view principal,
                           absl::string_view action,
                           absl::string_view resource = "*") {
  Request request;
  request.principal = std::string(principal);
  request.action = std::string(action);
  request.resource = std::string(resource);
  const absl::StatusOr<Decision> decision = world.Authorize(request);
  if (!decision.ok()) return std::string(decision.status().message());
  return absl::StrCat(Name(decision->outcome), " by ", Name(decision->layer));
}

inline Explanation Explain(const World& world, absl::string_view principal,
                           absl::string_view action,
                           absl::string_view resource = "*") {
  Request request;
  request.principal = std::string(principal);
  request.action = std::string(action);
  request.resource = std::string(resource);
  return *world.Explain(request);
}

}  // namespace iam

#endif  // IAM_TESTS_WORLD_BUILD_WORLD_H_
