#ifndef IAM_SIMULATOR_REQUEST_REQUEST_READER_H_
#define IAM_SIMULATOR_REQUEST_REQUEST_READER_H_

#include <cstddef>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "engine/text/json.h"
#include "iam/diagnostic.h"
#include "iam/request.h"
#include "iam/source.h"

namespace iam {

// Limits of what is read, each with its own error ("line-too-long",
// "request-too-large").
inline constexpr size_t kMaxLineBytes = size_t{4} << 20;
inline constexpr size_t kMaxRequestBytes = size_t{256} << 10;

// A request with the name its sender gave it.
struct NamedRequest {
  std::string id;  // empty if it has none
  Request request;
};

// Reads {"principal", "action", "resource"?, "resourceAccount"?, "context"?,
// "federatingUser"?, "canonicalUserId"?} (corpus/README.md, "The case
// format"). nullopt and at least one error otherwise; unknown fields are
// errors.
std::optional<Request> ReadRequest(const JsonValue& value,
                                   const SourcePtr& source,
                                   Diagnostics* diagnostics);

// The same with an "id": a line of a batch. "principal" may be left out if
// there is a default.
std::optional<NamedRequest> ReadNamedRequest(
    const JsonValue& value, absl::string_view default_principal,
    const SourcePtr& source, Diagnostics* diagnostics);

// Reads {"aws:SourceIp": "203.0.113.7", "aws:TagKeys": ["team"], …} into
// *context. Numbers and booleans are taken as their text; null declares a key
// absent. Two spellings of one key are an error, except for tags (R4.7). False
// if there was an error.
bool ReadContext(const JsonValue& value, const SourcePtr& source,
                 Context* context, Diagnostics* diagnostics);

}  // namespace iam

#endif  // IAM_SIMULATOR_REQUEST_REQUEST_READER_H_
