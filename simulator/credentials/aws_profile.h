#ifndef IAM_SIMULATOR_CREDENTIALS_AWS_PROFILE_H_
#define IAM_SIMULATOR_CREDENTIALS_AWS_PROFILE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace iam {

// The files of the `aws` command and the SDKs.
struct AwsFiles {
  std::string credentials;  // "~/.aws/credentials"
  std::string config;       // "~/.aws/config"
};

// Where they are, by the values of HOME, AWS_SHARED_CREDENTIALS_FILE and
// AWS_CONFIG_FILE ("" where unset). kInvalidArgument if HOME is needed and
// unset.
absl::StatusOr<AwsFiles> FindAwsFiles(absl::string_view home,
                                      absl::string_view credentials_file,
                                      absl::string_view config_file);

// A named profile: who signs, and where requests go.
struct AwsProfile {
  std::string name;  // "default", "course"
  std::string access_key_id;
  std::string secret;
  std::string region;        // "": as it was
  std::string endpoint_url;  // "": as it was
};

// Whether WriteAwsProfile() would write: kAlreadyExists if one of the files has
// the profile and `force` is not set, kInvalidArgument if a part of it cannot
// stand in such a file, or one of them cannot be read. To be asked before a key
// is made that would have nowhere to go.
absl::Status CheckAwsProfile(const AwsProfile& profile, const AwsFiles& files,
                             bool force);

// Writes the profile as `aws configure` would: a section behind the others, or
// with `force` its values in the section that is there, whose session token
// goes, since it belongs to other keys. All else in the files stays, to the
// byte. Both get mode 0600, each is written as a whole or not at all.
absl::Status WriteAwsProfile(const AwsProfile& profile, const AwsFiles& files,
                             bool force);

}  // namespace iam

#endif  // IAM_SIMULATOR_CREDENTIALS_AWS_PROFILE_H_
