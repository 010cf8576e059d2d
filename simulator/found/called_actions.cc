// By name (R7.60): the prefix is the event source's, the action is the event.

#include "simulator/found/called_actions.h"

#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "simulator/found/regex.h"

namespace iam {
namespace {

struct Renamed {
  absl::string_view from;
  absl::string_view to;
};

// R7.61.
constexpr Renamed kPrefixes[] = {
    {"monitoring", "cloudwatch"},
    {"email", "ses"},
    {"tagging", "tag"},
    {"streams.dynamodb", "dynamodb"},
};

// R7.62, R7.63: where permission and operation differ.
constexpr Renamed kActions[] = {
    {"lambda:Invoke", "lambda:InvokeFunction"},
    {"s3:ListBuckets", "s3:ListAllMyBuckets"},
    {"s3:HeadBucket", "s3:ListBucket"},
    {"s3:ListObjects", "s3:ListBucket"},
    {"s3:ListObjectsV2", "s3:ListBucket"},
    {"s3:ListObjectVersions", "s3:ListBucketVersions"},
    {"s3:HeadObject", "s3:GetObject"},
    {"s3:CreateMultipartUpload", "s3:PutObject"},
    {"s3:UploadPart", "s3:PutObject"},
    {"s3:CompleteMultipartUpload", "s3:PutObject"},
    {"s3:CopyObject", "s3:PutObject"},
    {"s3:DeleteObjects", "s3:DeleteObject"},
};

CalledActions ByName(std::string prefix, absl::string_view operation) {
  // Of Lambda "CreateFunction20150331v2", of CloudFront "…2020_05_31".
  static const RE2& kVersion =
      *new RE2("(20\\d{6}|_?20\\d\\d_\\d\\d_\\d\\d)(v\\d+)?$");
  std::string name(operation);
  RE2::Replace(&name, kVersion, "");
  std::string action = absl::StrCat(prefix, ":", name);
  for (const Renamed& row : kActions) {
    if (action == row.from) action = std::string(row.to);
  }
  CalledActions called;
  called.call.prefix = std::move(prefix);
  called.call.operation = std::move(name);
  called.call.known = false;
  called.actions.push_back({std::move(action), {}, true, false});
  return called;
}

}  // namespace

std::optional<CalledActions> ActionsOfEvent(absl::string_view event_source,
                                            absl::string_view event_name,
                                            const JsonValue*,
                                            const CallPlace&) {
  if (!absl::ConsumeSuffix(&event_source, ".amazonaws.com") ||
      event_source == "signin" || event_name.empty()) {
    return std::nullopt;
  }
  for (const Renamed& row : kPrefixes) {
    if (event_source == row.from) event_source = row.to;
  }
  return ByName(std::string(event_source), event_name);
}

std::optional<CalledActions> ActionsOfOperation(absl::string_view client,
                                                absl::string_view operation) {
  if (client.empty() || operation.empty()) return std::nullopt;
  return ByName(absl::AsciiStrToLower(absl::StrReplaceAll(client, {{" ", ""}})),
                operation);
}

}  // namespace iam
