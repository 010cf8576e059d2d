#ifndef IAM_SIMULATOR_WHY_TEXT_EDIT_H_
#define IAM_SIMULATOR_WHY_TEXT_EDIT_H_

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "iam/source.h"

namespace iam {

// A stretch of a text and what is to stand there instead. Empty spans insert.
struct TextEdit {
  SourcePtr source;
  Span span;
  std::string text;
};

// The edits as edits of these texts. A document that a snapshot holds as a
// string is a source of its own ("account.json:12:30(text)"): all edits of it
// become one of the string. kNotFound if an edit is of none of the texts.
absl::StatusOr<std::vector<TextEdit>> OuterEdits(
    const std::vector<SourcePtr>& sources, const std::vector<TextEdit>& edits);

// Where the string stands that a source was read from: in one of the texts, and
// the offset of its first quote. nullopt for a source that is no such string.
std::optional<std::pair<SourcePtr, size_t>> OuterPlace(
    const std::vector<SourcePtr>& sources, const Source& inner);

// One text with those of the edits made that are about it.
std::string EditedText(const Source& source,
                       const std::vector<TextEdit>& edits);

}  // namespace iam

#endif  // IAM_SIMULATOR_WHY_TEXT_EDIT_H_
