#include "simulator/command/asked_actions.h"

#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "engine/text/report.h"
#include "simulator/catalog/api_map.h"
#include "simulator/catalog/catalog.h"
#include "simulator/command/catalog_notes.h"

namespace iam {
namespace {

// The hint names what is near in the catalog.
absl::Status NoAction(absl::string_view message, absl::string_view action) {
  const std::vector<std::string> near =
      Catalog::Get().NearestActions(action, kMostSuggestions);
  return absl::InvalidArgumentError(
      absl::StrCat(message, near.empty() ? "" : "\ndid you mean ",
                   near.empty() ? "" : absl::StrCat(Alternatives(near), "?")));
}

absl::Status AddCall(absl::string_view text, std::vector<AskedAction>* asked) {
  absl::string_view call_text = text;
  absl::ConsumePrefix(&call_text, "aws ");
  // At least one: the text has no blanks at its ends.
  const std::vector<absl::string_view> words =
      absl::StrSplit(call_text, ' ', absl::SkipEmpty());
  const ApiMap& map = ApiMap::Get();
  std::optional<ApiCall> call;
  if (words.size() == 2) call = map.FromCli(words[0], words[1]);
  if (!call.has_value()) {
    const std::string prefix = map.PrefixOfCli(words.front());
    return NoAction(
        absl::StrCat(InQuotes(text),
                     " is neither an action nor a call of the aws command"),
        absl::StrCat(prefix, prefix.empty() ? "" : ":",
                     absl::StrReplaceAll(words.back(), {{"-", ""}})));
  }
  if (call->free) {
    asked->push_back({absl::StrCat(call->prefix, ":", call->operation),
                      {absl::StrCat("'", call_text, "' needs no permission")}});
    return absl::OkStatus();
  }
  std::vector<AskedAction> always;
  std::vector<AskedAction> sometimes;
  for (const CalledAction& called : map.ActionsOf(*call, nullptr, {})) {
    (called.conditional ? sometimes : always).push_back({called.action, {}});
  }
  for (const AskedAction& other : sometimes) {
    if (always.empty()) break;
    always.back().notes.push_back(absl::StrCat("some forms of '", call_text,
                                               "' also need ", other.action));
  }
  for (AskedAction& other : sometimes) {
    other.notes = {
        absl::StrCat("needed for some forms of '", call_text, "' only")};
  }
  for (AskedAction& action : always.empty() ? sometimes : always) {
    asked->push_back(std::move(action));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<AskedAction>> ReadActions(
    const std::vector<std::string>& options) {
  std::vector<AskedAction> asked;
  for (const std::string& list : options) {
    for (absl::string_view text : absl::StrSplit(list, ',')) {
      text = absl::StripAsciiWhitespace(text);
      if (absl::StrContains(text, ':')) {
        asked.push_back({std::string(text), {}});
      } else if (absl::StrContains(text, ' ')) {
        if (absl::Status status = AddCall(text, &asked); !status.ok()) {
          return status;
        }
      } else {
        return NoAction(absl::StrCat("'", text,
                                     "' is no action; write service:Name, say "
                                     "s3:GetObject"),
                        text);
      }
    }
  }
  return asked;
}

}  // namespace iam
