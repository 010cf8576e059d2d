// A decision allocates nothing once things are warm: every call of operator new
// is counted while requests of an example world, and ones made to need all
// kinds of conditions, are decided.
#include <atomic>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "iam/engine.h"
#include "iam/world.h"

namespace {

std::atomic<size_t> allocations = 0;

void* Allocate(size_t size) {
  ++allocations;
  void* const memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) std::abort();
  return memory;
}

}  // namespace

void* operator new(size_t size) { return Allocate(size); }
void* operator new[](size_t size) { return Allocate(size); }
void* operator new(size_t size, const std::nothrow_t&) noexcept {
  return Allocate(size);
}
void* operator new[](size_t size, const std::nothrow_t&) noexcept {
  return Allocate(size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, size_t) noexcept { std::free(memory); }
void operator delete[](void* memory, size_t) noexcept { std::free(memory); }

namespace iam {
namespace {

// How often `decide` allocates once it ran before.
template <typename Decide>
size_t AllocationsOf(Decide decide) {
  decide();
  const size_t before = allocations;
  decide();
  return allocations - before;
}

TEST(AllocationTest, TheCounterCounts) {
  EXPECT_GT(AllocationsOf([] { std::make_unique<int>(1); }), 0u);
}

std::string ManyValues(const char* format) {
  std::string list;
  for (int i = 0; i < 50; ++i) {
    absl::StrAppend(&list, i == 0 ? "" : ", ", "\"", format, i, "\"");
  }
  return list;
}

// One statement a condition, all of whose conditions are asked.
PolicySet AllConditions() {
  const std::string conditions[] = {
      R"("StringEquals": {"aws:username": "ana"})",
      absl::StrCat(R"("StringNotEquals": {"aws:SourceVpc": [)",
                   ManyValues("vpc-"), "]}"),
      R"("StringEqualsIgnoreCase": {"aws:PrincipalTag/team": "RED"})",
      R"("StringEqualsIgnoreCase": {"aws:PrincipalTag/team": "${aws:PrincipalTag/team}"})",
      absl::StrCat(R"("StringLike": {"aws:UserAgent": [)", ManyValues("aws-*/"),
                   R"(, "aws-cli/*"]})"),
      R"("StringLike": {"aws:userid": "${aws:userid}"})",
      R"("NumericLessThan": {"s3:max-keys": "1000"})",
      R"("DateGreaterThan": {"aws:CurrentTime": "2024-01-01T00:00:00Z"})",
      R"("DateGreaterThan": {"aws:EpochTime": "2024-01-01T00:00:00Z"})",
      R"("Bool": {"aws:SecureTransport": "true"})",
      R"("IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "2001:db8::/32"]})",
      R"("ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/*"})",
      R"("BinaryEquals": {"example:Bytes": "QQ=="})",
      R"("Null": {"aws:TokenIssueTime": "true"})",
      R"("ForAnyValue:StringEquals": {"aws:TagKeys": ["env"]})",
      R"("ForAllValues:StringEquals": {"aws:TagKeys": ["env", "team"]})",
  };
  std::string document = R"({"Version": "2012-10-17", "Statement": [)";
  for (const std::string& condition : conditions) {
    absl::StrAppend(&document, R"({"Effect": "Deny", "Action": "s3:Get*",
        "Resource": ["arn:aws:s3:::amzn-s3-demo-bucket/${aws:username}/*",
                     "arn:aws:s3:*:*:amzn-?/*", "arn:aws:s3:::other"],
        "Condition": {"StringEquals": {"aws:RequestedRegion": "nowhere"}, )",
                    condition.find("\"StringEquals\"") == 0
                        ? R"("Bool": {"aws:SecureTransport": "true"})"
                        : condition,
                    "}},");
  }
  absl::StrAppend(&document, R"({"Effect": "Allow", "Action": "s3:*Object",
      "Resource": "arn:aws:s3:::amzn-s3-demo-bucket/*"}]})");
  PolicySet policies;
  auto policy = Policy::Parse(document, "conditions.json");
  EXPECT_TRUE(policy.ok()) << policy.status();
  policies.Add(PolicyType::kIdentityBased, "conditions", *std::move(policy));
  return policies;
}

Request MakeRequest() {
  Request request;
  request.principal =
      "arn:aws:sts::111122223333:assumed-role/a-role-with-a-long-name/session";
  request.action = "s3:GetObject";
  request.resource = "arn:aws:s3:::amzn-s3-demo-bucket/2024/06/01/part-0001";
  Context& context = request.context;
  context.Set("aws:SourceIp", "203.0.113.7");
  context.Set("aws:CurrentTime", "2024-06-01T12:00:00Z");
  context.Set("aws:UserAgent", "aws-cli/2.15.0 Python/3.11.6");
  context.Set("aws:RequestTag/env", "dev");
  context.Set("aws:RequestTag/team", "red");
  context.Set("aws:PrincipalTag/team", "red");
  context.Set("aws:userid", "AROAEXAMPLEROLEID2345:session");
  context.Set("aws:RequestedRegion", "nowhere");
  context.Set("s3:max-keys", "50");
  context.Set("example:Bytes", "QQ==");
  return request;
}

TEST(AllocationTest, AnEngineDecidesWithoutAllocating) {
  const auto engine = Engine::Compile(AllConditions());
  ASSERT_TRUE(engine.ok()) << engine.status();
  const Request request = MakeRequest();
  EXPECT_EQ(AllocationsOf([&] { engine->Authorize(request); }), 0u);
}

TEST(AllocationTest, AWorldDecidesWithoutAllocating) {
  World::Builder builder;
  ASSERT_TRUE(builder
                  .Add(std::make_shared<const Source>("account.json", R"(
    {"RoleDetailList": [{"RoleName": "a-role-with-a-long-name",
      "Arn": "arn:aws:iam::111122223333:role/app/a-role-with-a-long-name",
      "RoleId": "AROAEXAMPLEROLEID2345",
      "PermissionsBoundary": {"PermissionsBoundaryType": "Policy",
        "PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/limits"},
      "RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {
        "Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}}]}],
     "Policies": [{"PolicyName": "limits", "DefaultVersionId": "v1",
      "Arn": "arn:aws:iam::111122223333:policy/limits", "PolicyVersionList": [
        {"VersionId": "v1", "IsDefaultVersion": true, "Document": {
        "Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"}]}}]}]})"))
                  .ok());
  ASSERT_TRUE(builder
                  .Add(std::make_shared<const Source>("buckets.json", R"(
    {"BucketOwners": {"amzn-s3-demo-bucket": "111122223333"},
     "ResourcePolicies": [{"ResourceArn": "arn:aws:s3:::amzn-s3-demo-bucket",
      "Policy": {"Version": "2012-10-17", "Statement": [
        {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*",
         "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}}]})"))
                  .ok());
  absl::StatusOr<World> world = builder.Build();
  ASSERT_TRUE(world.ok()) << world.status();
  const Request request = MakeRequest();
  ASSERT_TRUE(world->Authorize(request)->allowed());
  EXPECT_EQ(AllocationsOf([&] { (void)world->Authorize(request); }), 0u);
}

}  // namespace
}  // namespace iam
