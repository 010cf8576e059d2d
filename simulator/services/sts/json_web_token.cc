// Signatures are cjose's work (RFC 7515). Which algorithm a key is for is the
// key's to say, never the token's: "none" and HS256 with a public key as the
// secret are how others were fooled.
#include "simulator/services/sts/json_web_token.h"

#include <cjose/cjose.h>

#include <cstdlib>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "simulator/found/json_members.h"

namespace iam {
namespace {

constexpr size_t kLongestToken = 20000;

struct FreeKey {
  void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
};
struct FreeSignature {
  void operator()(cjose_jws_t* signature) const {
    cjose_jws_release(signature);
  }
};
using KeyPtr = std::unique_ptr<cjose_jwk_t, FreeKey>;

// "" if keys of the type sign by none of those that AWS takes.
absl::string_view AlgorithmOf(const JsonValue& key) {
  const absl::string_view type = TextOf(&key, "kty");
  if (type == "RSA") return "RS256";
  if (type == "EC" && TextOf(&key, "crv") == "P-256") return "ES256";
  return "";
}

absl::StatusOr<JsonDocument> ReadJson(std::string name, std::string text) {
  Diagnostics diagnostics;
  std::optional<JsonDocument> document = ParseJson(
      std::make_shared<const Source>(std::move(name), std::move(text)),
      &diagnostics);
  if (!document.has_value() || !document->root().is_object()) {
    return absl::InvalidArgumentError("not a JSON object");
  }
  return *std::move(document);
}

// One of the token's three parts.
absl::StatusOr<JsonDocument> ReadPart(absl::string_view token, size_t part) {
  const std::vector<absl::string_view> parts = absl::StrSplit(token, '.');
  std::string text;
  if (token.size() > kLongestToken || parts.size() != 3 ||
      !absl::WebSafeBase64Unescape(parts[part], &text)) {
    return absl::InvalidArgumentError("not a JSON web token");
  }
  return ReadJson("web identity token", std::move(text));
}

}  // namespace

struct TrustedIssuer::Key {
  std::string id;  // "kid", or ""
  absl::string_view algorithm;
  KeyPtr key;
};

absl::StatusOr<TrustedIssuer> TrustedIssuer::Make(
    std::string url, absl::string_view key_set,
    std::vector<std::string> audiences) {
  TrustedIssuer issuer;
  const absl::StatusOr<JsonDocument> document =
      ReadJson("key set", std::string(key_set));
  if (!document.ok()) return document.status();
  for (const JsonValue* item : ItemsOf(MemberOf(&document->root(), "keys"))) {
    auto key = std::make_shared<Key>();
    key->id = std::string(TextOf(item, "kid"));
    key->algorithm = AlgorithmOf(*item);
    if (key->algorithm.empty()) continue;
    // The text of this one key.
    const absl::string_view text = key_set.substr(
        item->span().begin, item->span().end - item->span().begin);
    cjose_err error = {};
    key->key.reset(cjose_jwk_import(text.data(), text.size(), &error));
    if (key->key == nullptr) {
      return absl::InvalidArgumentError(
          absl::StrCat("key '", key->id, "' cannot be read"));
    }
    issuer.keys_.push_back(std::move(key));
  }
  if (issuer.keys_.empty()) {
    return absl::InvalidArgumentError(
        "there is no RSA key and no P-256 key under \"keys\"");
  }
  issuer.url_ = std::move(url);
  issuer.audiences_ = std::move(audiences);
  return issuer;
}

absl::StatusOr<JsonDocument> TrustedIssuer::Verify(
    absl::string_view token) const {
  const absl::StatusOr<JsonDocument> header = ReadPart(token, 0);
  if (!header.ok()) return header.status();
  const absl::string_view algorithm = TextOf(&header->root(), "alg");
  const absl::string_view id = TextOf(&header->root(), "kid");
  cjose_err error = {};
  for (const std::shared_ptr<const Key>& key : keys_) {
    if (key->algorithm != algorithm || (!id.empty() && key->id != id)) continue;
    const std::unique_ptr<cjose_jws_t, FreeSignature> signature(
        cjose_jws_import(token.data(), token.size(), &error));
    if (signature == nullptr) break;
    if (cjose_jws_verify(signature.get(), key->key.get(), &error)) {
      return ReadPart(token, 1);
    }
  }
  return absl::InvalidArgumentError("no key of the issuer signed the token");
}

std::string ClaimedIssuer(absl::string_view token) {
  const absl::StatusOr<JsonDocument> claims = ReadPart(token, 1);
  return claims.ok() ? std::string(TextOf(&claims->root(), "iss")) : "";
}

}  // namespace iam
