#include "simulator/found/json_search.h"

#include <memory>
#include <optional>
#include <string>

#include "absl/strings/ascii.h"
#include "simulator/found/authorization_details.h"
#include "simulator/found/cloud_trail.h"
#include "simulator/found/decoded_message.h"
#include "simulator/found/denied_text.h"

namespace iam {
namespace {

// How deep texts of JSON may lie in one another: a queue's message holds a
// topic's, which holds an event.
constexpr int kMaxTexts = 5;

class Search {
 public:
  Search(const Source& source, Collector* collector)
      : source_(source), collector_(collector) {}

  // Recursion is bounded: JSON is nested kMaxJsonDepth deep at most.
  void Visit(const JsonValue& value) {
    if (value.is_string()) {
      VisitText(value);
    } else if (value.is_object()) {
      VisitObject(value);
    }
    for (const JsonValue& item : value.items()) Visit(item);
  }

 private:
  uint32_t LineOf(const JsonValue& value) const {
    return line_ != 0 ? line_ : source_.LocationOf(value.span().begin).line;
  }

  void VisitObject(const JsonValue& object) {
    if (IsTrailEvent(object)) {
      ReadTrailEvent(object, LineOf(object), collector_);
    } else if (IsDecodedMessage(object)) {
      ReadDecodedMessage(object, LineOf(object), collector_);
    } else if (IsAuthorizationDetails(object)) {
      ReadAuthorizationDetails(object, LineOf(object), collector_);
    } else {
      for (const JsonValue::Member& member : object.members()) {
        Visit(member.value);
      }
    }
  }

  void VisitText(const JsonValue& value) {
    const absl::string_view text =
        absl::StripLeadingAsciiWhitespace(value.text());
    if (text.size() > 1 && (text.front() == '{' || text.front() == '[') &&
        texts_ < kMaxTexts) {
      const auto inner =
          std::make_shared<const Source>(source_.name(), std::string(text));
      Diagnostics ignored;  // then it is no JSON, and read as text
      if (const std::optional<JsonDocument> document =
              ParseJson(inner, &ignored)) {
        const uint32_t outer_line = line_;
        line_ = LineOf(value);
        ++texts_;
        Visit(document->root());
        --texts_;
        line_ = outer_line;
        return;
      }
    }
    if (MayBeDenied(text)) FindInText(text, LineOf(value), collector_);
  }

  const Source& source_;
  Collector* const collector_;
  uint32_t line_ = 0;  // of the outermost text that holds the value
  int texts_ = 0;
};

}  // namespace

void SearchJson(const JsonValue& value, const Source& source,
                Collector* collector) {
  Search(source, collector).Visit(value);
}

}  // namespace iam
