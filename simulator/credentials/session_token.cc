// The session as JSON, packed if that makes it shorter, behind a letter that
// tells which; sealed; base 64.
#include "simulator/credentials/session_token.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "engine/text/json.h"
#include "iam/diagnostic.h"
#include "iam/source.h"
#include "simulator/credentials/deflate.h"
#include "simulator/json/json_writer.h"

namespace iam {
namespace {

constexpr absl::string_view kPurpose = "session-token";
constexpr char kPlain = 'j';
constexpr char kPacked = 'z';
constexpr size_t kMostBytes = size_t{1} << 20;
// Not worth the time below.
constexpr size_t kPackedFrom = 512;

size_t Seconds(absl::Time time) {
  const int64_t seconds = absl::ToUnixSeconds(time);
  return seconds < 0 ? 0 : static_cast<size_t>(seconds);
}

// Lists of pairs are lists of texts, taken two by two.
std::vector<std::string> Flat(
    const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::vector<std::string> texts;
  for (const auto& [key, value] : pairs) {
    texts.push_back(key);
    texts.push_back(value);
  }
  return texts;
}

std::string ToJson(const Session& session) {
  JsonWriter json;
  json.Open();
  json.Text("id", session.access_key_id);
  json.Text("secret", session.secret);
  json.Text("principal", session.principal);
  json.Text("userid", session.user_id);
  json.Number("issued", Seconds(session.issued));
  json.Number("expires", Seconds(session.expires));
  json.Bool("mfa", session.mfa);
  json.OptionalText("source", session.source_identity);
  json.OptionalText("provider", session.federated_provider);
  json.OptionalText("federating", session.federating_user);
  json.TextList("tags", Flat(session.tags));
  json.TextList("transitive", session.transitive_tag_keys);
  std::vector<std::string> policies;
  for (const SessionPolicy& policy : session.policies) {
    policies.push_back(policy.name);
    policies.push_back(policy.document);
  }
  json.TextList("policies", policies);
  json.Close();
  return json.str();
}

std::string TextOf(const JsonValue& object, absl::string_view name) {
  const JsonValue* value = object.Find(name);
  return value == nullptr ? "" : std::string(value->text());
}

absl::Time TimeOf(const JsonValue& object, absl::string_view name) {
  int64_t seconds = 0;
  // Without a time it has long expired.
  if (!absl::SimpleAtoi(TextOf(object, name), &seconds)) {
    return absl::InfinitePast();
  }
  return absl::FromUnixSeconds(seconds);
}

std::vector<std::string> TextsOf(const JsonValue& object,
                                 absl::string_view name) {
  std::vector<std::string> texts;
  if (const JsonValue* list = object.Find(name)) {
    for (const JsonValue& item : list->items()) {
      texts.emplace_back(item.text());
    }
  }
  return texts;
}

Session FromJson(const JsonValue& object) {
  Session session;
  session.access_key_id = TextOf(object, "id");
  session.secret = TextOf(object, "secret");
  session.principal = TextOf(object, "principal");
  session.user_id = TextOf(object, "userid");
  session.issued = TimeOf(object, "issued");
  session.expires = TimeOf(object, "expires");
  session.mfa = TextOf(object, "mfa") == "true";
  session.source_identity = TextOf(object, "source");
  session.federated_provider = TextOf(object, "provider");
  session.federating_user = TextOf(object, "federating");
  const std::vector<std::string> tags = TextsOf(object, "tags");
  for (size_t i = 0; i + 1 < tags.size(); i += 2) {
    session.tags.emplace_back(tags[i], tags[i + 1]);
  }
  session.transitive_tag_keys = TextsOf(object, "transitive");
  const std::vector<std::string> policies = TextsOf(object, "policies");
  for (size_t i = 0; i + 1 < policies.size(); i += 2) {
    session.policies.push_back({policies[i], policies[i + 1]});
  }
  return session;
}

}  // namespace

std::string SealSession(const Session& session, const SecretBox& box) {
  const std::string json = ToJson(session);
  const std::string packed = json.size() < kPackedFrom ? "" : Deflate(json);
  const bool shorter = !packed.empty() && packed.size() < json.size();
  const char form = shorter ? kPacked : kPlain;
  return absl::Base64Escape(box.Seal(
      absl::StrCat(absl::string_view(&form, 1), shorter ? packed : json),
      kPurpose));
}

absl::StatusOr<Session> OpenSession(absl::string_view token,
                                    const SecretBox& box) {
  const absl::Status refused =
      absl::InvalidArgumentError("a session token is none of this endpoint");
  std::string sealed;
  // Decoding overlooks white space and spare bits.
  if (!absl::Base64Unescape(token, &sealed) ||
      absl::Base64Escape(sealed) != token) {
    return refused;
  }
  absl::StatusOr<std::string> opened = box.Unseal(sealed, kPurpose);
  if (!opened.ok() || opened->empty()) return refused;
  const char form = opened->front();
  std::optional<std::string> json = opened->substr(1);
  if (form == kPacked) json = Inflate(*json, kMostBytes);
  if (!json.has_value() || (form != kPacked && form != kPlain)) return refused;
  const std::optional<JsonDocument> document = ParseJson(
      std::make_shared<Source>("session token", *std::move(json)), nullptr);
  if (!document.has_value()) return refused;
  return FromJson(document->root());
}

}  // namespace iam
