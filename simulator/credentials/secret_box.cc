// What is sealed: a byte for the form, the nonce, the bytes, GCM's tag.
#include "simulator/credentials/secret_box.h"

#include <openssl/crypto.h>

#include <cstdlib>
#include <utility>

#include "absl/strings/str_cat.h"
#include "simulator/credentials/private_file.h"
#include "simulator/credentials/random_bytes.h"

namespace iam {
namespace {

constexpr size_t kKeySize = 32;
constexpr size_t kNonceSize = 12;
constexpr size_t kTagSize = 16;
constexpr char kForm = 1;
constexpr size_t kHeadSize = 1 + kNonceSize;

struct FreeContext {
  void operator()(EVP_CIPHER_CTX* context) const {
    EVP_CIPHER_CTX_free(context);
  }
};
using Context = std::unique_ptr<EVP_CIPHER_CTX, FreeContext>;

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Bytes(std::string* text, size_t at) {
  return reinterpret_cast<unsigned char*>(text->data() + at);
}

// Runs the cipher over `in`, to out[at…]; false if OpenSSL fails.
bool Crypt(EVP_CIPHER_CTX* context, absl::string_view purpose,
           absl::string_view in, std::string* out, size_t at) {
  int size = 0;
  return EVP_CipherUpdate(context, nullptr, &size, Bytes(purpose),
                          static_cast<int>(purpose.size())) == 1 &&
         EVP_CipherUpdate(context, Bytes(out, at), &size, Bytes(in),
                          static_cast<int>(in.size())) == 1;
}

}  // namespace

SecretBox::SecretBox(std::string key, EVP_CIPHER* cipher)
    : key_(std::move(key)), cipher_(cipher) {}

SecretBox::~SecretBox() { OPENSSL_cleanse(key_.data(), key_.size()); }

absl::StatusOr<SecretBox> SecretBox::Open(const std::string& directory) {
  const std::string path = absl::StrCat(directory, "/secret.key");
  absl::StatusOr<std::string> key = ReadPrivateFile(path);
  if (absl::IsNotFound(key.status())) {
    std::string made = RandomBytes(kKeySize);
    const absl::Status status = MakePrivateFile(path, made);
    OPENSSL_cleanse(made.data(), made.size());
    if (!status.ok() && !absl::IsAlreadyExists(status)) return status;
    key = ReadPrivateFile(path);  // perhaps another process's
  }
  if (!key.ok()) return key.status();
  if (absl::Status mine = CheckPrivate(path); !mine.ok()) return mine;
  if (key->size() != kKeySize) {
    return absl::InvalidArgumentError(absl::StrCat(
        "'", path, "' has ", key->size(), " bytes, a key has ", kKeySize,
        "\nwithout its key, a state directory's "
        "secrets are lost: restore the file, or begin with an "
        "empty directory"));
  }
  EVP_CIPHER* cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  if (cipher == nullptr) {
    return absl::InternalError("OpenSSL has no AES-256-GCM");
  }
  return SecretBox(*std::move(key), cipher);
}

std::string SecretBox::Seal(absl::string_view plain,
                            absl::string_view purpose) const {
  const std::string nonce = RandomBytes(kNonceSize);
  std::string sealed = absl::StrCat(absl::string_view(&kForm, 1), nonce);
  sealed.resize(kHeadSize + plain.size() + kTagSize);
  const Context context(EVP_CIPHER_CTX_new());
  int size = 0;
  const bool done =
      EVP_EncryptInit_ex2(context.get(), cipher_.get(), Bytes(key_),
                          Bytes(nonce), nullptr) == 1 &&
      Crypt(context.get(), purpose, plain, &sealed, kHeadSize) &&
      EVP_EncryptFinal_ex(context.get(),
                          Bytes(&sealed, kHeadSize + plain.size()),
                          &size) == 1 &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, kTagSize,
                          Bytes(&sealed, kHeadSize + plain.size())) == 1;
  if (!done) std::abort();  // out of memory; never hand out what is not sealed
  return sealed;
}

absl::StatusOr<std::string> SecretBox::Unseal(absl::string_view sealed,
                                              absl::string_view purpose) const {
  const absl::Status refused =
      absl::InvalidArgumentError("a secret was not sealed with this key");
  if (sealed.size() < kHeadSize + kTagSize || sealed[0] != kForm) {
    return refused;
  }
  const size_t plain_size = sealed.size() - kHeadSize - kTagSize;
  const absl::string_view nonce = sealed.substr(1, kNonceSize);
  std::string tag(sealed.substr(sealed.size() - kTagSize));
  // One byte more: GCM wants somewhere to write nothing to.
  std::string plain(plain_size + 1, '\0');
  const Context context(EVP_CIPHER_CTX_new());
  int size = 0;
  const bool done =
      context != nullptr &&
      EVP_DecryptInit_ex2(context.get(), cipher_.get(), Bytes(key_),
                          Bytes(nonce), nullptr) == 1 &&
      Crypt(context.get(), purpose, sealed.substr(kHeadSize, plain_size),
            &plain, 0) &&
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG, kTagSize,
                          tag.data()) == 1 &&
      EVP_DecryptFinal_ex(context.get(), Bytes(&plain, plain_size), &size) == 1;
  if (!done) {
    OPENSSL_cleanse(plain.data(), plain.size());
    return refused;
  }
  plain.resize(plain_size);
  return plain;
}

}  // namespace iam
