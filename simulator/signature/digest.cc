#include "simulator/signature/digest.h"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <cstddef>
#include <cstdlib>

#include "absl/strings/escaping.h"

namespace iam {
namespace {

constexpr size_t kSize = 32;

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// OpenSSL fails here if memory is short and no other way; an unsigned or
// unchecked answer would be worse than none.
void Check(bool done) {
  if (!done) std::abort();
}

class Sha256Context {
 public:
  Sha256Context()
      : digest_(EVP_MD_fetch(nullptr, "SHA256", nullptr)),
        context_(EVP_MD_CTX_new()) {
    Check(digest_ != nullptr && context_ != nullptr);
  }
  ~Sha256Context() {
    EVP_MD_CTX_free(context_);
    EVP_MD_free(digest_);
  }
  Sha256Context(const Sha256Context&) = delete;
  Sha256Context& operator=(const Sha256Context&) = delete;

  void Digest(absl::string_view text, unsigned char* out) {
    Check(EVP_DigestInit_ex2(context_, digest_, nullptr) == 1 &&
          EVP_DigestUpdate(context_, text.data(), text.size()) == 1 &&
          EVP_DigestFinal_ex(context_, out, nullptr) == 1);
  }

 private:
  EVP_MD* digest_;
  EVP_MD_CTX* context_;
};

class HmacContext {
 public:
  HmacContext() {
    EVP_MAC* mac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    Check(mac != nullptr);
    context_ = EVP_MAC_CTX_new(mac);
    EVP_MAC_free(mac);  // the context holds it
    char name[] = "SHA256";
    const OSSL_PARAM parameters[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
        OSSL_PARAM_construct_end()};
    Check(context_ != nullptr &&
          EVP_MAC_CTX_set_params(context_, parameters) == 1);
  }
  ~HmacContext() { EVP_MAC_CTX_free(context_); }
  HmacContext(const HmacContext&) = delete;
  HmacContext& operator=(const HmacContext&) = delete;

  void Mac(absl::string_view key, absl::string_view text, unsigned char* out) {
    // A key at no address would be that of before.
    if (key.empty()) key = "";
    size_t size = 0;
    Check(EVP_MAC_init(context_, Bytes(key), key.size(), nullptr) == 1 &&
          EVP_MAC_update(context_, Bytes(text), text.size()) == 1 &&
          EVP_MAC_final(context_, out, &size, kSize) == 1);
  }

 private:
  EVP_MAC_CTX* context_ = nullptr;
};

}  // namespace

std::string Sha256(absl::string_view text) {
  thread_local Sha256Context context;
  std::string digest(kSize, '\0');
  context.Digest(text, reinterpret_cast<unsigned char*>(digest.data()));
  return digest;
}

std::string HexSha256(absl::string_view text) {
  return absl::BytesToHexString(Sha256(text));
}

std::string HmacSha256(absl::string_view key, absl::string_view text) {
  thread_local HmacContext context;
  std::string mac(kSize, '\0');
  context.Mac(key, text, reinterpret_cast<unsigned char*>(mac.data()));
  return mac;
}

bool EqualInConstantTime(absl::string_view a, absl::string_view b) {
  return a.size() == b.size() &&
         CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace iam
