#include "simulator/credentials/aws_profile.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "simulator/credentials/ini_text.h"
#include "simulator/credentials/private_file.h"

namespace iam {
namespace {

// In the config file, all but the default one are called "profile …".
std::string ConfigSection(absl::string_view profile) {
  return profile == "default" ? "default" : absl::StrCat("profile ", profile);
}

bool IsPlain(absl::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return absl::ascii_isgraph(c); });
}

// A name that the `aws` command reads back as it was written, without quotes.
bool IsProfileName(absl::string_view name) {
  return !name.empty() && IsPlain(name) &&
         name.find_first_of("[]\"'\\#;") == absl::string_view::npos;
}

absl::Status CheckParts(const AwsProfile& profile) {
  if (!IsProfileName(profile.name)) {
    return absl::InvalidArgumentError(
        "not a name of a profile\nletters, digits, '-', '_', '.' and '/' make "
        "one");
  }
  for (const std::string* part : {&profile.access_key_id, &profile.secret,
                                  &profile.region, &profile.endpoint_url}) {
    if (!IsPlain(*part)) {
      return absl::InvalidArgumentError(
          "region and endpoint URL of a profile have no spaces or line breaks");
    }
  }
  return absl::OkStatus();
}

// A file that is missing is empty.
absl::StatusOr<IniText> ReadIni(const std::string& path) {
  const absl::StatusOr<std::string> text = ReadPrivateFile(path);
  if (absl::IsNotFound(text.status())) return IniText("");
  if (!text.ok()) return text.status();
  return IniText(*text);
}

struct Texts {
  IniText credentials;
  IniText config;
};

absl::StatusOr<Texts> ReadTexts(const AwsProfile& profile,
                                const AwsFiles& files, bool force) {
  if (absl::Status parts = CheckParts(profile); !parts.ok()) return parts;
  absl::StatusOr<IniText> credentials = ReadIni(files.credentials);
  if (!credentials.ok()) return credentials.status();
  absl::StatusOr<IniText> config = ReadIni(files.config);
  if (!config.ok()) return config.status();
  for (const auto& [file, there] :
       {std::pair(files.credentials, credentials->HasSection(profile.name)),
        std::pair(files.config,
                  config->HasSection(ConfigSection(profile.name)))}) {
    if (!there || force) continue;
    return absl::AlreadyExistsError(absl::StrCat(
        "'", file, "' has a profile '", profile.name,
        "'\n--force replaces its keys; another name leaves it alone"));
  }
  return Texts{*std::move(credentials), *std::move(config)};
}

}  // namespace

absl::StatusOr<AwsFiles> FindAwsFiles(absl::string_view home,
                                      absl::string_view credentials_file,
                                      absl::string_view config_file) {
  if (home.empty() && (credentials_file.empty() || config_file.empty())) {
    return absl::InvalidArgumentError(
        "HOME is not set, so there is no ~/.aws\nset it, or "
        "AWS_SHARED_CREDENTIALS_FILE and AWS_CONFIG_FILE");
  }
  const auto at_home = [home](absl::string_view given, absl::string_view name) {
    if (given.empty()) return absl::StrCat(home, "/.aws/", name);
    // As the `aws` command, which does what a shell would.
    if (absl::StartsWith(given, "~/")) {
      return absl::StrCat(home, given.substr(1));
    }
    return std::string(given);
  };
  return AwsFiles{at_home(credentials_file, "credentials"),
                  at_home(config_file, "config")};
}

absl::Status CheckAwsProfile(const AwsProfile& profile, const AwsFiles& files,
                             bool force) {
  return ReadTexts(profile, files, force).status();
}

absl::Status WriteAwsProfile(const AwsProfile& profile, const AwsFiles& files,
                             bool force) {
  absl::StatusOr<Texts> texts = ReadTexts(profile, files, force);
  if (!texts.ok()) return texts.status();
  IniText& credentials = texts->credentials;
  credentials.Set(profile.name, "aws_access_key_id", profile.access_key_id);
  credentials.Set(profile.name, "aws_secret_access_key", profile.secret);
  credentials.Remove(profile.name, "aws_session_token");
  const std::string section = ConfigSection(profile.name);
  for (const auto& [key, value] :
       {std::pair("region", profile.region),
        std::pair("endpoint_url", profile.endpoint_url)}) {
    if (!value.empty()) texts->config.Set(section, key, value);
  }
  if (absl::Status written =
          ReplacePrivateFile(files.credentials, credentials.text());
      !written.ok()) {
    return written;
  }
  return ReplacePrivateFile(files.config, texts->config.text());
}

}  // namespace iam
