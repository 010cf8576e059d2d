#include "simulator/render/markdown_text.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "engine/text/excerpt.h"
#include "iam/explanation.h"
#include "iam/policy_set.h"

namespace iam {

std::string MarkdownText(absl::string_view text) {
  return absl::StrReplaceAll(Harmless(text), {{"\\", "\\\\"},
                                              {"`", "\\`"},
                                              {"*", "\\*"},
                                              {"_", "\\_"},
                                              {"[", "\\["},
                                              {"<", "&lt;"},
                                              {"|", "\\|"}});
}

std::string MarkdownCode(absl::string_view text) {
  return absl::StrCat(
      "`", absl::StrReplaceAll(Harmless(text), {{"`", "'"}, {"|", "\\|"}}),
      "`");
}

std::string MarkdownStatement(const StatementRef& statement) {
  return absl::StrCat(
      MarkdownCode(statement.policy->name),
      statement.policy->via.empty()
          ? ""
          : absl::StrCat(" of group ", MarkdownCode(statement.policy->via)),
      ", statement ", MarkdownCode(LabelOf(statement)), ", ",
      MarkdownCode(PlaceOf(statement)));
}

}  // namespace iam
