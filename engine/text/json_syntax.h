#ifndef IAM_TEXT_JSON_SYNTAX_H_
#define IAM_TEXT_JSON_SYNTAX_H_

#include <cstddef>
#include <vector>

#include "iam/diagnostic.h"
#include "iam/source.h"

namespace iam {

// Why reading a JSON text stopped.
enum class SyntaxFault {
  kValue,            // something that is no value
  kName,             // no member name where one must be
  kColon,            // no ':' behind a member name
  kCommaOrBrace,     // neither ',' nor '}' behind a member
  kCommaOrBracket,   // neither ',' nor ']' behind an item
  kTrailing,         // something behind the text's value
  kEscape,           // no escape that JSON knows
  kSurrogate,        // half of a pair of \u escapes
  kControlInString,  // an unescaped control character
  kOpenString,       // the text ends inside a string
  kNumber,           // a number without the digits it needs
  kNumberRange,      // a number beyond double precision's range
};

// An object or list that was not closed yet.
struct OpenBracket {
  bool is_object = false;
  size_t begin = 0;
};

// Where it stopped in the `part` of a source that was read: at `offset`, inside
// or before the token that begins at `token`, within the brackets `open`,
// outermost first.
struct SyntaxPlace {
  Span part;
  size_t offset = 0;
  size_t token = 0;
  std::vector<OpenBracket> open;
};

// Adds one error that says what is wrong at `place` and what would be right.
void ReportSyntaxFault(SyntaxFault fault, const SyntaxPlace& place,
                       const SourcePtr& source, Diagnostics* diagnostics);

}  // namespace iam

#endif  // IAM_TEXT_JSON_SYNTAX_H_
