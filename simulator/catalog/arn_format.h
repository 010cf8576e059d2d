#ifndef IAM_SIMULATOR_CATALOG_ARN_FORMAT_H_
#define IAM_SIMULATOR_CATALOG_ARN_FORMAT_H_

#include <vector>

#include "absl/strings/string_view.h"

namespace iam {

// The ARN formats of a resource type: nearly always one, but API Gateway's have
// two, "arn:…/apis/${ApiId}, arn:…/restapis/${RestApiId}".
std::vector<absl::string_view> ArnFormats(absl::string_view arn);

// Whether the ARN looks as the format says: "arn:aws:s3:::amzn-s3-demo-bucket"
// is of "arn:${Partition}:s3:::${BucketName}". A variable stands for at least
// one character; region and account may be empty.
bool HasFormat(absl::string_view format, absl::string_view arn);

// A format cut at its variables, "${…}".
struct FormatPiece {
  absl::string_view text;  // a literal, or the name of the variable
  bool variable = false;
};
std::vector<FormatPiece> CutFormat(absl::string_view format);

}  // namespace iam

#endif  // IAM_SIMULATOR_CATALOG_ARN_FORMAT_H_
