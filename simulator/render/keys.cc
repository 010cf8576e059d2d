#include "simulator/render/keys.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "engine/text/excerpt.h"
#include "simulator/http/utc_time.h"
#include "simulator/json/json_writer.h"

namespace iam {
namespace {

constexpr absl::string_view kNever = "N/A";

absl::string_view StatusOf(const AccessKey& key) {
  return key.active ? "Active" : "Inactive";
}

std::string OwnerText(const AccessKey& key) {
  return key.user_name.empty() ? absl::StrCat("the root user of ", key.account)
                               : absl::StrCat("user ", Harmless(key.user_name),
                                              " of ", key.account);
}

void WriteKey(const AccessKey& key, absl::string_view status,
              JsonWriter* json) {
  json->Text("UserName", key.user_name);
  json->Text("AccessKeyId", key.id);
  json->Text("Status", status);
  json->Text("CreateDate", UtcTime(key.created));
  json->Text("Account", key.account);
}

std::string Line(const JsonWriter& json) {
  return absl::StrCat(json.str(), "\n");
}

}  // namespace

std::string CreatedKeyText(const AccessKey& key, absl::string_view secret) {
  std::string text = absl::StrCat("access key of ", OwnerText(key), "\n",
                                  "  access key id      ", key.id, "\n");
  if (!secret.empty()) {
    absl::StrAppend(&text, "  secret access key  ", secret, "\n",
                    "The secret is shown this once; nothing brings it back.\n");
  }
  return text;
}

std::string CreatedKeyJson(const AccessKey& key, absl::string_view secret) {
  JsonWriter json;
  json.Open();
  json.OpenMember("AccessKey");
  WriteKey(key, StatusOf(key), &json);
  json.OptionalText("SecretAccessKey", secret);
  json.Close();
  json.Close();
  return Line(json);
}

std::string KeyListText(const std::vector<AccessKey>& keys) {
  if (keys.empty()) return "no access keys\n";
  size_t width = 0;
  for (const AccessKey& key : keys) {
    width = std::max(width, OwnerText(key).size());
  }
  std::string text;
  for (const AccessKey& key : keys) {
    absl::StrAppend(
        &text,
        absl::StrFormat("%-20s  %-8s  %-*s  created %s  last used %s\n", key.id,
                        StatusOf(key), static_cast<int>(width), OwnerText(key),
                        UtcTime(key.created),
                        key.last_use.has_value() ? UtcTime(key.last_use->when)
                                                 : std::string(kNever)));
  }
  return text;
}

std::string KeyListJson(const std::vector<AccessKey>& keys) {
  JsonWriter json;
  json.Open();
  json.OpenList("AccessKeyMetadata");
  for (const AccessKey& key : keys) {
    json.Open();
    WriteKey(key, StatusOf(key), &json);
    json.Close();
  }
  json.CloseList();
  json.Close();
  return Line(json);
}

std::string LastUsedText(const AccessKey& key) {
  if (!key.last_use.has_value()) {
    return absl::StrCat(key.id, " of ", OwnerText(key), " was never used\n");
  }
  return absl::StrCat(key.id, " of ", OwnerText(key), " was last used ",
                      UtcTime(key.last_use->when), " for ",
                      Harmless(key.last_use->service), " in ",
                      Harmless(key.last_use->region), "\n");
}

std::string LastUsedJson(const AccessKey& key) {
  JsonWriter json;
  json.Open();
  json.Text("UserName", key.user_name);
  json.OpenMember("AccessKeyLastUsed");
  if (key.last_use.has_value()) {
    json.Text("LastUsedDate", UtcTime(key.last_use->when));
  }
  json.Text("ServiceName",
            key.last_use.has_value() ? key.last_use->service : kNever);
  json.Text("Region", key.last_use.has_value() ? key.last_use->region : kNever);
  json.Close();
  json.Close();
  return Line(json);
}

std::string ChangedKeyText(const AccessKey& key, absl::string_view status) {
  return absl::StrCat(key.id, " of ", OwnerText(key), " is ",
                      absl::AsciiStrToLower(status), " now\n");
}

std::string ChangedKeyJson(const AccessKey& key, absl::string_view status) {
  JsonWriter json;
  json.Open();
  WriteKey(key, status, &json);
  json.Close();
  return Line(json);
}

}  // namespace iam
