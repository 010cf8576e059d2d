// The input is a row of JSON values and of stretches of text between them: a
// log of JSON lines, pretty-printed output, or a terminal's content with both.
// A value begins on a line of its own, perhaps behind a time stamp.

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "engine/text/json.h"
#include "simulator/found/collector.h"
#include "simulator/found/denied_text.h"
#include "simulator/found/found_request.h"
#include "simulator/found/gunzip.h"
#include "simulator/found/json_extent.h"
#include "simulator/found/json_search.h"
#include "simulator/request/request_reader.h"

namespace iam {
namespace {

constexpr size_t kMaxInputBytes = size_t{256} << 20;
// What lies inside malformed JSON is tried by itself, and so on inwards. When
// that has come to so many times the input, no value goes over lines any more.
constexpr size_t kMaxRetries = 4;
constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";

class InputReader {
 public:
  InputReader(const SourcePtr& source, Collector* collector)
      : source_(source), text_(source->text()), collector_(collector) {}

  void Read() {
    if (absl::StartsWith(text_, kByteOrderMark)) at_ = text_begin_ = 3;
    for (size_t line_end = 0; at_ < text_.size();) {
      if (line_end < at_ || line_end == 0) {
        line_end = std::min(text_.find('\n', at_), text_.size());
      }
      const absl::string_view line = text_.substr(at_, line_end - at_);
      const size_t json = JsonIn(line);
      if (json != absl::string_view::npos && ReadJson(at_ + json, line_end)) {
        continue;
      }
      if (line.size() > kMaxLineBytes) RefuseLine(line);
      at_ = line_end + 1;
    }
    Flush(text_.size());
  }

 private:
  uint32_t LineAt(size_t at) const { return source_->LocationOf(at).line; }

  void RefuseLine(absl::string_view line) {
    Flush(at_);
    collector_->Add(
        NotFound{LineAt(at_), "long line",
                 absl::StrCat("a line of ", line.size(), " bytes; at most ",
                              kMaxLineBytes, " are read")});
    text_begin_ = at_ + line.size();
  }

  // Where on the line a JSON value begins; npos if none does.
  static size_t JsonIn(absl::string_view line) {
    const size_t first = line.find_first_not_of(" \t\r");
    if (first == absl::string_view::npos) return first;
    if (line[first] == '{' || line[first] == '[') return first;
    return line.find("{\"");
  }

  // Reads the value that begins at `begin`; false if there is none.
  bool ReadJson(size_t begin, size_t line_end) {
    absl::string_view rest = text_.substr(begin);
    if (!LooksLikeJson(rest)) return false;
    if (retried_ > kMaxRetries * text_.size()) {
      rest = rest.substr(0, line_end - begin);
    }
    const size_t end = begin + JsonExtent(rest);
    const Span part = {static_cast<uint32_t>(begin),
                       static_cast<uint32_t>(end)};
    Diagnostics diagnostics;
    const std::optional<JsonDocument> document =
        ParseJson(source_, part, &diagnostics);
    if (!document.has_value()) {
      ReportMalformed(begin, end, diagnostics);
      return false;
    }
    Flush(begin);
    SearchJson(document->root(), *source_, collector_);
    at_ = text_begin_ = end;
    return true;
  }

  // Once for each stretch: what lies in it is tried by itself, and read as
  // text.
  void ReportMalformed(size_t begin, size_t end,
                       const Diagnostics& diagnostics) {
    retried_ += end - begin;
    if (begin < malformed_until_ || diagnostics.empty()) return;
    malformed_until_ = end;
    const Diagnostic& first = diagnostics.all().front();
    collector_->Add(NotFound{LineAt(first.span.begin),
                             std::string(kMalformedJson),
                             std::string(diagnostics.ToStatus().message())});
  }

  // Reads the text up to `end` that is no JSON.
  void Flush(size_t end) {
    if (end <= text_begin_) return;
    const absl::string_view text = text_.substr(text_begin_, end - text_begin_);
    const bool is_all = text.size() == text_.size();
    if (is_all || MayBeDenied(text)) {
      FindInText(text, LineAt(text_begin_), collector_);
    }
    text_begin_ = end;
  }

  const SourcePtr& source_;
  const absl::string_view text_;
  Collector* const collector_;
  size_t at_ = 0;
  size_t text_begin_ = 0;  // of the text that was not read yet
  size_t malformed_until_ = 0;
  size_t retried_ = 0;  // bytes of what was malformed, counted each time
};

absl::Status CheckInput(const Source& source) {
  const absl::string_view text = source.text();
  const auto refuse = [&source](absl::string_view why) {
    return absl::InvalidArgumentError(absl::StrCat(source.name(), ": ", why));
  };
  if (text.size() > kMaxInputBytes) {
    return refuse(absl::StrCat("an input of ", text.size(), " bytes; at most ",
                               kMaxInputBytes, " are read"));
  }
  if (absl::StripAsciiWhitespace(text).empty()) {
    return absl::NotFoundError(
        absl::StrCat(source.name(), ": no request in it: it is empty"));
  }
  if (absl::StartsWith(text, "\xFF\xFE") ||
      absl::StartsWith(text, "\xFE\xFF")) {
    return refuse("it is UTF-16; save it as UTF-8");
  }
  return absl::OkStatus();
}

// The source itself, or what its gzip data holds.
absl::StatusOr<SourcePtr> Unpacked(const SourcePtr& source) {
  if (!IsGzip(source->text())) return source;
  absl::StatusOr<std::string> text =
      Gunzip(source->text(), std::min(kMaxInputBytes, kMaxGunzippedBytes));
  if (!text.ok()) {
    return absl::InvalidArgumentError(
        absl::StrCat(source->name(), ": ", text.status().message()));
  }
  return std::make_shared<const Source>(source->name(), *std::move(text));
}

}  // namespace

absl::string_view Describe(FoundIn what) {
  switch (what) {
    case FoundIn::kDeniedMessage:
      return "an access-denied message";
    case FoundIn::kCloudTrail:
      return "a CloudTrail event";
    case FoundIn::kDecodedMessage:
      return "a decoded authorization message";
    case FoundIn::kAuthorizationDetails:
      return "authorization details";
  }
  return "";
}

absl::StatusOr<Findings> FindRequests(const SourcePtr& source,
                                      const FindOptions& options) {
  const absl::StatusOr<SourcePtr> text = Unpacked(source);
  if (!text.ok()) return text.status();
  if (absl::Status status = CheckInput(**text); !status.ok()) return status;
  Collector collector(options);
  InputReader(*text, &collector).Read();
  return std::move(collector).Take(*text);
}

}  // namespace iam
