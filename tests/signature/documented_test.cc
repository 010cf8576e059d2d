// Requests and signatures that AWS has published: the test suite of Signature
// Version 4, "Create a signed AWS API request", and the Amazon S3 API
// Reference's "Authenticating Requests".
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gtest/gtest.h"
#include "simulator/signature/signing_key.h"
#include "tests/signature/known_keys.h"

namespace iam {
namespace {

using Answer = std::variant<Authenticated, AuthError>;

std::string Describe(const Answer& answer) {
  const auto* error = std::get_if<AuthError>(&answer);
  return error == nullptr ? "" : MessageWithStrings(*error);
}

TEST(DocumentedTest, SigningKey) {
  EXPECT_EQ(absl::BytesToHexString(
                DeriveSigningKey("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
                                 {"", "20120215", "us-east-1", "iam"})),
            "f4780e2d9f65fa895f9c67b32ce1baf0b0d8a43505a000a1a9e090d414db404d");
}

struct SuiteRow {
  const char* name;
  const char* method;
  const char* target;
  std::vector<HttpHeader> headers;  // besides Host and X-Amz-Date
  const char* body;
  const char* signed_headers;
  const char* signature;
};

// Spelling, order and number of headers as in the suite's files.
const SuiteRow kSuite[] = {
    {"get-vanilla",
     "GET",
     "/",
     {},
     "",
     "host;x-amz-date",
     "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
    {"get-relative",
     "GET",
     "/example/..",
     {},
     "",
     "host;x-amz-date",
     "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
    {"get-slash",
     "GET",
     "//",
     {},
     "",
     "host;x-amz-date",
     "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"},
    {"get-unreserved",
     "GET",
     "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
     {},
     "",
     "host;x-amz-date",
     "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f"},
    {"get-utf8",
     "GET",
     "/\xE1\x88\xB4",
     {},
     "",
     "host;x-amz-date",
     "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85"},
    {"get-space",
     "GET",
     "/example space/",
     {},
     "",
     "host;x-amz-date",
     "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741"},
    {"get-vanilla-query-order-key-case",
     "GET",
     "/?Param2=value2&Param1=value1",
     {},
     "",
     "host;x-amz-date",
     "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"},
    {"get-vanilla-utf8-query",
     "GET",
     "/?\xE1\x88\xB4=bar",
     {},
     "",
     "host;x-amz-date",
     "2cdec8eed098649ff3a119c94853b13c643bcf08f8b0a1d91e12c9027818dd04"},
    {"get-header-key-duplicate",
     "GET",
     "/",
     {{"My-Header1", "value2"},
      {"My-Header1", "value2"},
      {"My-Header1", "value1"}},
     "",
     "host;my-header1;x-amz-date",
     "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea"},
    {"get-header-value-trim",
     "GET",
     "/",
     {{"My-Header1", " value1"}, {"My-Header2", " \"a   b   c\""}},
     "",
     "host;my-header1;my-header2;x-amz-date",
     "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"},
    {"post-vanilla",
     "POST",
     "/",
     {},
     "",
     "host;x-amz-date",
     "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"},
    {"post-x-www-form-urlencoded",
     "POST",
     "/",
     {{"Content-Type", "application/x-www-form-urlencoded"}},
     "Param1=value1",
     "content-type;host;x-amz-date",
     "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"},
};

TEST(DocumentedTest, TestSuite) {
  KnownKeys keys;
  keys.now = ParseTimestamp("20150830T123600Z").value();
  keys.Add("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
  for (const SuiteRow& row : kSuite) {
    HttpRequest request{row.method, row.target, row.headers,
                        row.body,   "",         false};
    request.headers.push_back({"Host", "example.amazonaws.com"});
    request.headers.push_back({"X-Amz-Date", "20150830T123600Z"});
    request.headers.push_back(
        {"Authorization",
         absl::StrCat("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/"
                      "us-east-1/service/aws4_request, SignedHeaders=",
                      row.signed_headers, ", Signature=", row.signature)});
    EXPECT_EQ(Describe(keys.Authenticate(request, {.service = "service"})), "")
        << row.name;
  }
}

TEST(DocumentedTest, ListUsers) {
  KnownKeys keys;
  keys.now = ParseTimestamp("20150830T123600Z").value();
  keys.Add("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
  const HttpRequest request{
      "GET",
      "/?Action=ListUsers&Version=2010-05-08",
      {{"Host", "iam.amazonaws.com"},
       {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"},
       {"X-Amz-Date", "20150830T123600Z"},
       {"Authorization",
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/"
        "aws4_request, SignedHeaders=content-type;host;x-amz-date, "
        "Signature="
        "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"}},
      "",
      "",
      false};
  const Answer answer = keys.Authenticate(request, {.service = "iam"});
  ASSERT_EQ(Describe(answer), "");
  const auto& [caller, scope, body] = std::get<Authenticated>(answer);
  EXPECT_EQ(caller->kind, Caller::Kind::kUser);
  EXPECT_EQ(caller->principal, "arn:aws:iam::111122223333:user/ana");
  EXPECT_EQ(caller->account, "111122223333");
  EXPECT_EQ(caller->user_id, "AIDAana");
  EXPECT_EQ(caller->access_key_id, "AKIDEXAMPLE");
  EXPECT_EQ(scope->region, "us-east-1");
  EXPECT_EQ(scope->service, "iam");
}

class DocumentedS3Test : public testing::Test {
 protected:
  DocumentedS3Test() {
    keys_.now = ParseTimestamp("20130524T000000Z").value();
    keys_.Add("AKIAIOSFODNN7EXAMPLE",
              "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
  }

  static HttpRequest Signed(const char* method, const char* target,
                            std::vector<HttpHeader> headers, std::string body,
                            const char* signed_headers, const char* signature) {
    HttpRequest request{method,          target, std::move(headers),
                        std::move(body), "",     false};
    request.headers.push_back({"x-amz-date", "20130524T000000Z"});
    request.headers.push_back(
        {"Authorization",
         absl::StrCat("AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/"
                      "20130524/us-east-1/s3/aws4_request,SignedHeaders=",
                      signed_headers, ",Signature=", signature)});
    return request;
  }

  Answer Ask(const HttpRequest& request) const {
    return keys_.Authenticate(
        request, {.service = "s3", .regions = {"us-east-1"}, .s3 = true});
  }

  KnownKeys keys_;
};

constexpr char kEmptyHash[] =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

TEST_F(DocumentedS3Test, GetObject) {
  EXPECT_EQ(
      Describe(Ask(Signed(
          "GET", "/test.txt",
          {{"Host", "examplebucket.s3.amazonaws.com"},
           {"Range", "bytes=0-9"},
           {"x-amz-content-sha256", kEmptyHash}},
          "", "host;range;x-amz-content-sha256;x-amz-date",
          "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41"))),
      "");
}

TEST_F(DocumentedS3Test, PutObjectEncodesWhatWasSentPlain) {
  EXPECT_EQ(
      Describe(Ask(Signed(
          "PUT", "/test$file.text",
          {{"Host", "examplebucket.s3.amazonaws.com"},
           {"Date", "Fri, 24 May 2013 00:00:00 GMT"},
           {"x-amz-storage-class", "REDUCED_REDUNDANCY"},
           {"x-amz-content-sha256",
            "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b07"
            "2"}},
          "Welcome to Amazon S3.",
          "date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class",
          "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"))),
      "");
}

TEST_F(DocumentedS3Test, Subresource) {
  EXPECT_EQ(
      Describe(Ask(Signed(
          "GET", "/?lifecycle",
          {{"Host", "examplebucket.s3.amazonaws.com"},
           {"x-amz-content-sha256", kEmptyHash}},
          "", "host;x-amz-content-sha256;x-amz-date",
          "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"))),
      "");
}

TEST_F(DocumentedS3Test, ListObjects) {
  EXPECT_EQ(
      Describe(Ask(Signed(
          "GET", "/?max-keys=2&prefix=J",
          {{"Host", "examplebucket.s3.amazonaws.com"},
           {"x-amz-content-sha256", kEmptyHash}},
          "", "host;x-amz-content-sha256;x-amz-date",
          "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"))),
      "");
}

TEST_F(DocumentedS3Test, Presigned) {
  HttpRequest request;
  request.method = "GET";
  request.target =
      "/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential="
      "AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request&"
      "X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders="
      "host&X-Amz-Signature="
      "aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404";
  request.headers = {{"Host", "examplebucket.s3.amazonaws.com"}};
  EXPECT_EQ(Describe(Ask(request)), "");
  keys_.now += absl::Seconds(86400);
  EXPECT_EQ(Describe(Ask(request)), "");
  keys_.now += absl::Seconds(1);
  EXPECT_EQ(std::get<AuthError>(Ask(request)).failure,
            AuthFailure::kPresignedExpired);
}

std::string Chunk(const std::string& bytes, const std::string& signature) {
  return absl::StrCat(absl::Hex(bytes.size()), ";chunk-signature=", signature,
                      "\r\n", bytes, bytes.empty() ? "" : "\r\n");
}

TEST_F(DocumentedS3Test, SignedChunks) {
  const std::string first(65536, 'a'), second(1024, 'a');
  HttpRequest request = Signed(
      "PUT", "/examplebucket/chunkObject.txt",
      {{"Host", "s3.amazonaws.com"},
       {"x-amz-storage-class", "REDUCED_REDUNDANCY"},
       {"x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"},
       {"Content-Encoding", "aws-chunked"},
       {"x-amz-decoded-content-length", "66560"},
       {"Content-Length", "66824"}},
      absl::StrCat(
          Chunk(first,
                "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a"
                "288648"),
          Chunk(second,
                "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503"
                "ef5497"),
          Chunk("",
                "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d"
                "449df9"),
          "\r\n"),
      "content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;"
      "x-amz-decoded-content-length;x-amz-storage-class",
      "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9");
  const Answer answer = Ask(request);
  ASSERT_EQ(Describe(answer), "");
  EXPECT_EQ(std::get<Authenticated>(answer).decoded_body, first + second);
  for (const size_t at :
       {size_t{3}, size_t{30}, size_t{200}, request.body.size() - 600,
        request.body.size() - 20, request.body.size() - 1}) {
    HttpRequest changed = request;
    changed.body[at] = static_cast<char>(changed.body[at] ^ 1);
    EXPECT_TRUE(std::holds_alternative<AuthError>(Ask(changed))) << at;
  }
}

TEST_F(DocumentedS3Test, SignedTrailer) {
  const std::string first(65536, 'a'), second(1024, 'a');
  const HttpRequest request = Signed(
      "PUT", "/examplebucket/chunkObject.txt",
      {{"Host", "s3.amazonaws.com"},
       {"x-amz-storage-class", "REDUCED_REDUNDANCY"},
       {"x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"},
       {"Content-Encoding", "aws-chunked"},
       {"x-amz-decoded-content-length", "66560"},
       {"x-amz-trailer", "x-amz-checksum-crc32c"}},
      absl::StrCat(
          Chunk(first,
                "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501"
                "ef5aa2"),
          Chunk(second,
                "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae"
                "51e5c7"),
          Chunk("",
                "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f858"
                "63f992"),
          "x-amz-checksum-crc32c:sOO8/Q==\n\r\n"
          "x-amz-trailer-signature:"
          "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435"
          "\r\n\r\n"),
      "content-encoding;host;x-amz-content-sha256;x-amz-date;"
      "x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer",
      "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e");
  const Answer answer = Ask(request);
  ASSERT_EQ(Describe(answer), "");
  EXPECT_EQ(std::get<Authenticated>(answer).decoded_body, first + second);
}

}  // namespace
}  // namespace iam
