#ifndef IAM_SIMULATOR_RENDER_MARKDOWN_TEXT_H_
#define IAM_SIMULATOR_RENDER_MARKDOWN_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "iam/decision.h"

namespace iam {

// Text in a sentence, nothing of which means something to Markdown.
std::string MarkdownText(absl::string_view text);

// Text as code. A backquote in it would end it, a bar the cell of a table.
std::string MarkdownCode(absl::string_view text);

// Policy, group, statement and place.
std::string MarkdownStatement(const StatementRef& statement);

}  // namespace iam

#endif  // IAM_SIMULATOR_RENDER_MARKDOWN_TEXT_H_
