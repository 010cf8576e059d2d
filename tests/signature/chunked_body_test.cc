#include "simulator/signature/chunked_body.h"

#include <string>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "simulator/signature/digest.h"
#include "simulator/signature/signing_key.h"

namespace iam {
namespace {

constexpr ChunkedForm kUnsignedTrailer = {.signed_chunks = false,
                                          .trailer = true};
constexpr ChunkedForm kSigned = {.signed_chunks = true, .trailer = false};

// What is decoded, or "refused: " and how.
std::string Decode(const std::string& body, ChunkedForm form,
                   std::vector<HttpHeader> headers,
                   const ChunkSigning& signing = {}) {
  HttpRequest request;
  request.headers = std::move(headers);
  request.body = body;
  auto decoded = DecodeChunkedBody(request, form, signing);
  if (const auto* error = std::get_if<AuthError>(&decoded)) {
    return error->failure == AuthFailure::kPayloadMismatch
               ? "refused: chunks"
               : "refused: signature";
  }
  return std::get<std::string>(decoded);
}

std::string DecodeUnsigned(const std::string& body, const char* length = "5") {
  return Decode(body, kUnsignedTrailer,
                {{"X-Amz-Decoded-Content-Length", length},
                 {"X-Amz-Trailer", "x-amz-checksum-crc32"}});
}

TEST(ChunkedBodyTest, UnsignedTrailer) {
  for (const char* body :
       {"5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n",
        "3\r\nhel\r\n2\r\nlo\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n",
        "00005\r\nhello\r\n000\r\nX-Amz-Checksum-Crc32: NhCmhg==\n\r\n"}) {
    EXPECT_EQ(DecodeUnsigned(body), "hello") << body;
  }
}

TEST(ChunkedBodyTest, RefusesWhatIsNotWellFormed) {
  const std::string trailer = "x-amz-checksum-crc32:NhCmhg==\r\n\r\n";
  for (const std::string& body : std::vector<std::string>{
           "",
           "5",
           "5\r\n",
           "5\r\nhello",
           "5\r\nhello\r\n",
           absl::StrCat("5\nhello\n0\n", trailer),
           absl::StrCat("5\r\nhello0\r\n", trailer),
           absl::StrCat("6\r\nhello\r\n0\r\n", trailer),
           absl::StrCat("5;x=y\r\nhello\r\n0\r\n", trailer),
           absl::StrCat("5 \r\nhello\r\n0\r\n", trailer),
           absl::StrCat("-5\r\nhello\r\n0\r\n", trailer),
           absl::StrCat("0x5\r\nhello\r\n0\r\n", trailer),
           absl::StrCat("\r\nhello\r\n0\r\n", trailer),
           absl::StrCat("fffffffffffffffff\r\nhello\r\n0\r\n", trailer),
           absl::StrCat("ffffffffffffffff\r\nhello\r\n0\r\n", trailer),
           "5\r\nhello\r\n0\r\n\r\n",
           "5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==",
           "5\r\nhello\r\n0\r\nx-amz-checksum-sha1:x\r\n\r\n",
           "5\r\nhello\r\n0\r\nno trailer\r\n\r\n",
           absl::StrCat("5\r\nhello\r\n0\r\nx-amz-meta-a:1\r\n", trailer),
           absl::StrCat("4\r\nhell\r\n0\r\n", trailer)}) {
    EXPECT_EQ(DecodeUnsigned(body), "refused: chunks") << body;
  }
  const std::string whole = absl::StrCat("5\r\nhello\r\n0\r\n", trailer);
  for (const char* length : {"", "4", "6", "x", "-5"}) {
    EXPECT_EQ(DecodeUnsigned(whole, length), "refused: chunks") << length;
  }
}

TEST(ChunkedBodyTest, ChunksCannotBeLeftOutOrMoved) {
  const ChunkSigning signing = {std::string(32, 'k'), "20261124T143105Z",
                                "20261124/us-east-1/s3/aws4_request", "seed"};
  std::string previous = signing.seed_signature;
  const auto chunk = [&](const std::string& bytes) {
    previous =
        Signature(signing.signing_key,
                  absl::StrCat("AWS4-HMAC-SHA256-PAYLOAD\n", signing.timestamp,
                               "\n", signing.scope, "\n", previous, "\n",
                               HexSha256(""), "\n", HexSha256(bytes)));
    return absl::StrCat(absl::Hex(bytes.size()), ";chunk-signature=", previous,
                        "\r\n", bytes, bytes.empty() ? "" : "\r\n");
  };
  const std::string a = chunk("hello"), b = chunk("world"), end = chunk("");
  const auto decode = [&](const std::string& body, const char* length) {
    return Decode(body, kSigned, {{"x-amz-decoded-content-length", length}},
                  signing);
  };
  const std::string done = end + "\r\n";
  EXPECT_EQ(decode(a + b + done, "10"), "helloworld");
  EXPECT_EQ(decode(b + a + done, "10"), "refused: signature");
  EXPECT_EQ(decode(a + done, "5"), "refused: signature");
  EXPECT_EQ(decode(done, "0"), "refused: signature");
  EXPECT_EQ(decode(a + b, "10"), "refused: chunks");
  EXPECT_EQ(decode(a + b + end, "10"), "refused: chunks");
  EXPECT_EQ(decode(a + b + done + "x", "10"), "refused: chunks");
  EXPECT_EQ(decode("5\r\nhello\r\n0\r\n\r\n", "5"), "refused: chunks");
}

}  // namespace
}  // namespace iam
