#include "simulator/signature/chunked_body.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "simulator/signature/digest.h"
#include "simulator/signature/signing_key.h"

namespace iam {
namespace {

constexpr absl::string_view kChunkSignature = ";chunk-signature=";
constexpr absl::string_view kSignatureTrailer = "x-amz-trailer-signature";
constexpr size_t kMostTrailerLines = 32;

AuthError Malformed() {
  return {AuthFailure::kPayloadMismatch,
          "You did not provide the number of bytes specified by the "
          "Content-Length HTTP header, or the chunks of the body are not "
          "well-formed."};
}

AuthError WrongSignature() {
  return {AuthFailure::kSignatureMismatch,
          "The request signature we calculated does not match the signature "
          "you provided. Check your key and signing method. It is that of a "
          "chunk of the body."};
}

class ChunkReader {
 public:
  ChunkReader(absl::string_view body, ChunkedForm form,
              const ChunkSigning& signing)
      : rest_(body),
        form_(form),
        signing_(signing),
        previous_(signing.seed_signature) {}

  std::optional<AuthError> Read(absl::string_view announced) {
    bool more = true;
    while (more) {
      if (std::optional<AuthError> error = ReadChunk(&more)) return error;
    }
    if (form_.trailer) return ReadTrailer(announced);
    if (rest_ != "\r\n") return Malformed();
    return std::nullopt;
  }

  std::string TakeDecoded() { return std::move(decoded_); }

 private:
  // "400;chunk-signature=…\r\n", the bytes, "\r\n". The last has no bytes, and
  // what stands behind its first line is left.
  std::optional<AuthError> ReadChunk(bool* more) {
    const size_t end = rest_.find("\r\n");
    if (end == absl::string_view::npos) return Malformed();
    absl::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end + 2);
    uint64_t size = 0;
    const auto [digits, error] =
        std::from_chars(line.data(), line.data() + line.size(), size, 16);
    if (error != std::errc()) return Malformed();
    line.remove_prefix(static_cast<size_t>(digits - line.data()));
    const bool is_signed = absl::ConsumePrefix(&line, kChunkSignature);
    if (is_signed != form_.signed_chunks || (!is_signed && !line.empty()) ||
        size > rest_.size()) {
      return Malformed();
    }
    const absl::string_view bytes = rest_.substr(0, size);
    if (is_signed && !Verify("PAYLOAD", HexSha256(""), bytes, line)) {
      return WrongSignature();
    }
    *more = size > 0;
    if (!*more) return std::nullopt;
    rest_.remove_prefix(size);
    if (!absl::ConsumePrefix(&rest_, "\r\n")) return Malformed();
    absl::StrAppend(&decoded_, bytes);
    return std::nullopt;
  }

  // Whether the signature is that of the bytes behind the one before it.
  // `headers_hash` is "" for a trailer, whose string to sign has none.
  bool Verify(absl::string_view what, absl::string_view headers_hash,
              absl::string_view bytes, absl::string_view signature) {
    const std::string expected = Signature(
        signing_.signing_key,
        absl::StrCat("AWS4-HMAC-SHA256-", what, "\n", signing_.timestamp, "\n",
                     signing_.scope, "\n", previous_, "\n", headers_hash,
                     headers_hash.empty() ? "" : "\n", HexSha256(bytes)));
    previous_ = expected;
    return EqualInConstantTime(expected, signature);
  }

  // Lines "name:value", then, if chunks are signed, that of the signature.
  std::optional<AuthError> ReadTrailer(absl::string_view announced) {
    std::vector<std::string> names, lines;
    std::string signature;
    for (absl::string_view line : absl::StrSplit(rest_, '\n')) {
      absl::ConsumeSuffix(&line, "\r");
      if (line.empty()) continue;
      const size_t colon = line.find(':');
      if (colon == absl::string_view::npos ||
          lines.size() >= kMostTrailerLines || !signature.empty()) {
        return Malformed();
      }
      std::string name = absl::AsciiStrToLower(line.substr(0, colon));
      const absl::string_view value =
          absl::StripAsciiWhitespace(line.substr(colon + 1));
      if (name == kSignatureTrailer && form_.signed_chunks) {
        signature = std::string(value);
        continue;
      }
      lines.push_back(absl::StrCat(name, ":", value, "\n"));
      names.push_back(std::move(name));
    }
    if (!absl::EndsWith(rest_, "\n") || !AreAnnounced(names, announced)) {
      return Malformed();
    }
    std::sort(lines.begin(), lines.end());
    if (form_.signed_chunks &&
        !Verify("TRAILER", "", absl::StrJoin(lines, ""), signature)) {
      return WrongSignature();
    }
    return std::nullopt;
  }

  static bool AreAnnounced(std::vector<std::string> names,
                           absl::string_view announced) {
    std::vector<std::string> wanted;
    for (const absl::string_view name :
         absl::StrSplit(announced, ',', absl::SkipWhitespace())) {
      wanted.push_back(absl::AsciiStrToLower(absl::StripAsciiWhitespace(name)));
    }
    std::sort(names.begin(), names.end());
    std::sort(wanted.begin(), wanted.end());
    return names == wanted;
  }

  absl::string_view rest_;
  ChunkedForm form_;
  const ChunkSigning& signing_;
  std::string previous_;  // signature
  std::string decoded_;
};

absl::string_view HeaderOf(const HttpRequest& request, absl::string_view name) {
  const std::string* value = FindHeader(request.headers, name);
  return value == nullptr ? "" : absl::StripAsciiWhitespace(*value);
}

}  // namespace

std::variant<std::string, AuthError> DecodeChunkedBody(
    const HttpRequest& request, ChunkedForm form, const ChunkSigning& signing) {
  uint64_t size = 0;
  if (!absl::SimpleAtoi(HeaderOf(request, "x-amz-decoded-content-length"),
                        &size)) {
    return AuthError{AuthFailure::kPayloadMismatch,
                     "You must provide the Content-Length HTTP header."};
  }
  ChunkReader reader(request.body, form, signing);
  if (std::optional<AuthError> error =
          reader.Read(HeaderOf(request, "x-amz-trailer"))) {
    return *std::move(error);
  }
  std::string decoded = reader.TakeDecoded();
  if (decoded.size() != size) return Malformed();
  return decoded;
}

}  // namespace iam
