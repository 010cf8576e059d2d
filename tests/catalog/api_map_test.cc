#include "simulator/catalog/api_map.h"

#include <memory>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "simulator/catalog/call_table.h"
#include "simulator/catalog/catalog.h"

namespace iam {
namespace {

const ApiMap& Map() { return ApiMap::Get(); }

std::string NameOf(const std::optional<ApiCall>& call) {
  if (!call.has_value()) return "none";
  return absl::StrCat(call->prefix, ":", call->operation);
}

// "s3:GetObject arn:… arn:…, iam:PassRole ?": '?' for unresolved, '~' for
// conditional.
std::string Needs(const std::optional<ApiCall>& call, const std::string& json,
                  const CallPlace& place = {"aws", "eu-west-1",
                                            "111122223333"}) {
  if (!call.has_value()) return "none";
  std::optional<JsonDocument> document;
  if (!json.empty()) {
    document = ParseJson(std::make_shared<Source>("call", json), nullptr);
    EXPECT_TRUE(document.has_value()) << json;
  }
  std::vector<std::string> texts;
  for (const CalledAction& called : Map().ActionsOf(
           *call, document.has_value() ? &document->root() : nullptr, place)) {
    std::string text = called.action;
    if (called.conditional) text += "~";
    for (const std::string& arn : called.resources) text += " " + arn;
    if (called.unresolved) text += " ?";
    texts.push_back(text);
  }
  return absl::StrJoin(texts, ", ");
}

std::string EventNeeds(const std::string& source, const std::string& name,
                       const std::string& json) {
  return Needs(Map().FromEvent(source + ".amazonaws.com", name), json);
}

TEST(ApiMapTest, HasTheWholeTable) {
  size_t clients = 0, operations = 0;
  for (const CallClient& client : CallTable::Get().clients) {
    if (!client.is_api()) continue;
    ++clients;
    operations += client.operations().size();
  }
  EXPECT_EQ(clients, 424u);
  EXPECT_EQ(operations, 18378u);
}

// What a row names is in the catalog, or is marked as not being there: retired,
// or never documented.
TEST(ApiMapTest, NamesActionsOfTheCatalog) {
  size_t unlisted = 0;
  for (const CallClient& client : CallTable::Get().clients) {
    for (const absl::string_view name : client.operations()) {
      const std::optional<CallRow> row = client.Find(FoldName(name));
      ASSERT_TRUE(row.has_value()) << name;
      for (const CallAction& action : row->actions) {
        unlisted += action.unlisted ? 1 : 0;
        EXPECT_NE(Catalog::Get().FindAction(action.action).has_value(),
                  action.unlisted)
            << client.name() << " " << name << " " << action.action;
      }
    }
  }
  EXPECT_LT(unlisted, 600u);
}

TEST(ApiMapTest, ReadsEvents) {
  const auto event = [](const char* source, const char* name) {
    return NameOf(Map().FromEvent(source, name));
  };
  EXPECT_EQ(event("s3.amazonaws.com", "ListObjectsV2"), "s3:ListObjectsV2");
  EXPECT_EQ(event("monitoring.amazonaws.com", "PutMetricAlarm"),
            "cloudwatch:PutMetricAlarm");
  EXPECT_EQ(event("email.amazonaws.com", "SendEmail"), "ses:SendEmail");
  EXPECT_EQ(event("ses.amazonaws.com", "SendEmail"), "ses:SendEmail");
  EXPECT_EQ(event("tagging.amazonaws.com", "GetResources"), "tag:GetResources");
  EXPECT_EQ(event("lambda.amazonaws.com", "CreateFunction20150331"),
            "lambda:CreateFunction");
  EXPECT_EQ(event("lambda.amazonaws.com", "UpdateFunctionCode20150331v2"),
            "lambda:UpdateFunctionCode");
  EXPECT_EQ(event("cloudfront.amazonaws.com", "CreateDistribution2020_05_31"),
            "cloudfront:CreateDistribution");
  EXPECT_EQ(event("ec2.amazonaws.com.cn", "DescribeInstances"),
            "ec2:DescribeInstances");
  EXPECT_EQ(event("signin.amazonaws.com", "ConsoleLogin"), "none");
  EXPECT_EQ(event("nothing.amazonaws.com", "DoIt"), "none");
  EXPECT_EQ(event("s3.amazonaws.com", ""), "none");
  EXPECT_EQ(event("", "GetObject"), "none");
  // An operation that is younger than the table is taken by its name (R7.60).
  const auto young = Map().FromEvent("ec2.amazonaws.com", "InventInstance");
  EXPECT_EQ(NameOf(young), "ec2:InventInstance");
  EXPECT_FALSE(young->known);
  EXPECT_EQ(Needs(young, ""), "ec2:InventInstance ?");
}

// The table of R7.63.
TEST(ApiMapTest, KnowsS3) {
  const std::string bucket = R"({"bucketName": "amzn-s3-demo-bucket"})";
  const std::string object =
      R"({"bucketName": "amzn-s3-demo-bucket", "key": "a/k.gz"})";
  const std::string of_bucket = " arn:aws:s3:::amzn-s3-demo-bucket";
  const std::string of_object = " arn:aws:s3:::amzn-s3-demo-bucket/a/k.gz";
  struct Row {
    const char* operation;
    const char* action;
  };
  for (const Row& row : std::vector<Row>{
           {"HeadBucket", "s3:ListBucket"},
           {"ListObjects", "s3:ListBucket"},
           {"ListObjectsV2", "s3:ListBucket"},
           {"ListObjectVersions", "s3:ListBucketVersions"},
           {"ListMultipartUploads", "s3:ListBucketMultipartUploads"},
           {"GetBucketLifecycle", "s3:GetLifecycleConfiguration"},
           {"GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration"},
           {"PutBucketLifecycleConfiguration", "s3:PutLifecycleConfiguration"},
           {"DeleteBucketLifecycle", "s3:PutLifecycleConfiguration"},
           {"GetBucketEncryption", "s3:GetEncryptionConfiguration"},
           {"PutBucketEncryption", "s3:PutEncryptionConfiguration"},
           {"DeleteBucketEncryption", "s3:PutEncryptionConfiguration"},
           {"GetBucketReplication", "s3:GetReplicationConfiguration"},
           {"DeleteBucketReplication", "s3:PutReplicationConfiguration"},
           {"GetBucketCors", "s3:GetBucketCORS"},
           {"PutBucketCors", "s3:PutBucketCORS"},
           {"GetPublicAccessBlock", "s3:GetBucketPublicAccessBlock"}}) {
    EXPECT_EQ(EventNeeds("s3", row.operation, bucket), row.action + of_bucket)
        << row.operation;
  }
  for (const Row& row :
       std::vector<Row>{{"ListParts", "s3:ListMultipartUploadParts"},
                        {"GetObject", "s3:GetObject"},
                        {"HeadObject", "s3:GetObject"},
                        {"PutObject", "s3:PutObject"},
                        {"CreateMultipartUpload", "s3:PutObject"},
                        {"UploadPart", "s3:PutObject"},
                        {"CompleteMultipartUpload", "s3:PutObject"},
                        {"DeleteObject", "s3:DeleteObject"}}) {
    EXPECT_EQ(EventNeeds("s3", row.operation, object), row.action + of_object)
        << row.operation;
  }
  EXPECT_EQ(EventNeeds("s3", "ListBuckets", "{}"), "s3:ListAllMyBuckets");
  EXPECT_EQ(EventNeeds("s3", "PutBucketReplication",
                       R"({"bucketName": "amzn-s3-demo-bucket",
                     "Role": "arn:aws:iam::111122223333:role/copy"})"),
            "s3:PutReplicationConfiguration" + of_bucket +
                ", iam:PassRole arn:aws:iam::111122223333:role/copy");
  for (const char* name : {"GetObject", "HeadObject"}) {
    EXPECT_EQ(EventNeeds("s3", name,
                         R"({"Bucket": "amzn-s3-demo-bucket", "Key": "a/k.gz",
                             "VersionId": "3"})"),
              "s3:GetObjectVersion" + of_object);
  }
  for (const char* name : {"CopyObject", "UploadPartCopy"}) {
    EXPECT_EQ(
        EventNeeds("s3", name,
                   R"({"bucketName": "amzn-s3-demo-bucket", "key": "a/k.gz",
                       "x-amz-copy-source": "/other/from/k?versionId=2"})"),
        "s3:GetObject arn:aws:s3:::other/from/k, s3:PutObject" + of_object);
  }
  EXPECT_EQ(EventNeeds("s3", "DeleteObjects",
                       R"({"bucketName": "amzn-s3-demo-bucket", "delete":
                           {"objects": [{"key": "a"}, {"key": "b"}]}})"),
            "s3:DeleteObject" + of_bucket + "/a" + of_bucket + "/b");
}

TEST(ApiMapTest, FillsArns) {
  struct Row {
    const char* source;
    const char* name;
    const char* parameters;
    const char* needs;
  };
  const Row kRows[] = {
      {"lambda", "Invoke", R"({"functionName": "f"})",
       "lambda:InvokeFunction "
       "arn:aws:lambda:eu-west-1:111122223333:function:f"},
      {"lambda", "Invoke20150331v2",  // an ARN is taken whole
       R"({"functionName":
           "arn:aws:lambda:us-east-1:444455556666:function:f"})",
       "lambda:InvokeFunction "
       "arn:aws:lambda:us-east-1:444455556666:function:f"},
      {"iam", "GetRole", R"({"roleName": "deploy"})",
       "iam:GetRole arn:aws:iam::111122223333:role/deploy"},
      {"sts", "AssumeRole",
       R"({"roleArn": "arn:aws:iam::444455556666:role/x"})",
       "sts:AssumeRole arn:aws:iam::444455556666:role/x"},
      {"sqs", "SendMessage",
       R"({"queueUrl":
           "https://sqs.us-west-2.amazonaws.com/444455556666/jobs"})",
       "sqs:SendMessage arn:aws:sqs:us-west-2:444455556666:jobs"},
      {"sqs", "SendMessageBatch",
       R"({"queueUrl":
           "https://sqs.us-west-2.amazonaws.com/444455556666/jobs"})",
       "sqs:SendMessage arn:aws:sqs:us-west-2:444455556666:jobs"},
      {"sqs", "StartMessageMoveTask",  // no template: the ARN format alone
       R"({"sourceArn": "arn:aws:sqs:eu-west-1:444455556666:dead"})",
       "sqs:StartMessageMoveTask arn:aws:sqs:eu-west-1:444455556666:dead"},
      {"sns", "Publish",
       R"({"topicArn": "arn:aws:sns:eu-west-1:111122223333:news"})",
       "sns:Publish arn:aws:sns:eu-west-1:111122223333:news"},
      {"dynamodb", "GetItem", R"({"tableName": "music"})",
       "dynamodb:GetItem arn:aws:dynamodb:eu-west-1:111122223333:table/music"},
      {"kms", "Decrypt", R"({"keyId": "1234abcd-12ab"})",
       "kms:Decrypt arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab"},
      {"kms", "Decrypt",
       R"({"keyId": "arn:aws:kms:eu-west-1:444455556666:key/1234abcd"})",
       "kms:Decrypt arn:aws:kms:eu-west-1:444455556666:key/1234abcd"},
      {"ec2", "TerminateInstances",
       R"({"instancesSet": {"items": [{"instanceId": "i-1"},
                                      {"instanceId": "i-2"}]}})",
       "ec2:TerminateInstances "
       "arn:aws:ec2:eu-west-1:111122223333:instance/i-1 "
       "arn:aws:ec2:eu-west-1:111122223333:instance/i-2"},
      {"ec2", "TerminateInstances", R"({"InstanceIds": ["i-1"]})",
       "ec2:TerminateInstances "
       "arn:aws:ec2:eu-west-1:111122223333:instance/i-1"},
      {"ec2", "DescribeInstances", "{}", "ec2:DescribeInstances"},
      {"ec2", "DeleteNatGateway",
       R"({"DeleteNatGatewayRequest": {"NatGatewayId": "nat-1"}})",
       "ec2:DeleteNatGateway "
       "arn:aws:ec2:eu-west-1:111122223333:natgateway/nat-1"},
      {"ec2", "CreateTags",
       R"({"resourcesSet": {"items": [{"resourceId": "ami-1"},
                                      {"resourceId": "i-1"}]}})",
       "ec2:CreateTags arn:aws:ec2:eu-west-1::image/ami-1 "
       "arn:aws:ec2:eu-west-1:111122223333:instance/i-1"},
      {"ssm", "GetParameter", R"({"name": "/app/key"})",
       "ssm:GetParameter arn:aws:ssm:eu-west-1:111122223333:parameter/app/key"},
      {"ssm", "StartSession", R"({"target": "mi-1"})",
       "ssm:StartSession "
       "arn:aws:ssm:eu-west-1:111122223333:managed-instance/mi-1"},
      {"iam", "CreateRole", R"({"roleName": "deploy"})",
       "iam:CreateRole arn:aws:iam::111122223333:role/deploy"},
      {"iam", "CreateRole", R"({"roleName": "deploy", "path": "/"})",
       "iam:CreateRole arn:aws:iam::111122223333:role/deploy"},
      {"iam", "CreateRole", R"({"roleName": "deploy", "path": "/a/b/"})",
       "iam:CreateRole arn:aws:iam::111122223333:role/a/b/deploy"},
      {"apigateway", "CreateRestApi", R"({"name": "shop"})",
       "apigateway:POST arn:aws:apigateway:eu-west-1::/restapis"},
      {"apigateway", "GetRestApi", R"({"restApiId": "a1"})",
       "apigateway:GET arn:aws:apigateway:eu-west-1::/restapis/a1"},
      {"elasticloadbalancing", "DescribeTags",  // elb and elbv2 have it
       R"({"resourceArns": ["arn:aws:elasticloadbalancing:eu-west-1:)"
       R"(111122223333:targetgroup/web/1a"]})",
       "elasticloadbalancing:DescribeTags"},
      {"lambda", "CreateFunction20150331",
       R"({"functionName": "f",
           "role": "arn:aws:iam::111122223333:role/run"})",
       "lambda:CreateFunction "
       "arn:aws:lambda:eu-west-1:111122223333:function:f, "
       "iam:PassRole arn:aws:iam::111122223333:role/run"},
      {"secretsmanager", "GetSecretValue",
       R"({"secretId":
           "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-AbCdEf"})",
       "secretsmanager:GetSecretValue "
       "arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-AbCdEf"},
  };
  for (const Row& row : kRows) {
    EXPECT_EQ(EventNeeds(row.source, row.name, row.parameters), row.needs)
        << row.source << " " << row.name;
  }
}

// "If it cannot be built, use unknown, not *" (R7.64).
TEST(ApiMapTest, SaysWhatItCannotFill) {
  EXPECT_EQ(EventNeeds("iam", "GetRole", ""), "iam:GetRole ?");
  EXPECT_EQ(EventNeeds("iam", "GetRole", "{}"), "iam:GetRole ?");
  EXPECT_EQ(EventNeeds("iam", "GetRole", R"({"roleName": null})"),
            "iam:GetRole ?");
  EXPECT_EQ(EventNeeds("kms", "Decrypt", R"({"keyId": "alias/app"})"),
            "kms:Decrypt ?");
  // A secret's ARN ends in six characters that its name does not show.
  EXPECT_EQ(
      EventNeeds("secretsmanager", "GetSecretValue", R"({"secretId": "a"})"),
      "secretsmanager:GetSecretValue ?");
  // Without parameters: what the simplest form of the call needs.
  EXPECT_EQ(EventNeeds("s3", "GetObject", ""),
            "s3:GetObject ?, s3:GetObjectVersion~ ?");
  EXPECT_EQ(EventNeeds("lambda", "CreateFunction20150331", ""),
            "lambda:CreateFunction ?, iam:PassRole~ ?");
  // Where the call was made is part of most ARNs.
  const auto invoke = Map().FromEvent("lambda.amazonaws.com", "Invoke");
  const std::string f = R"({"functionName": "f"})";
  EXPECT_EQ(Needs(invoke, f, {"aws", "", "111122223333"}),
            "lambda:InvokeFunction ?");
  EXPECT_EQ(Needs(invoke, f, {"aws", "eu-west-1", ""}),
            "lambda:InvokeFunction ?");
  EXPECT_EQ(Needs(invoke, f, {"aws-cn", "cn-north-1", "111122223333"}),
            "lambda:InvokeFunction "
            "arn:aws-cn:lambda:cn-north-1:111122223333:function:f");
  EXPECT_EQ(Needs(invoke, "[]"), "lambda:InvokeFunction ?");
}

TEST(ApiMapTest, TakesWhatIsMadeAsAws) {
  EXPECT_THAT(
      EventNeeds("ec2", "RunInstances",
                 R"({"instancesSet": {"items": [{"imageId": "ami-1"}]},
                             "subnetId": "subnet-1"})"),
      ::testing::AllOf(
          ::testing::HasSubstr("arn:aws:ec2:eu-west-1:111122223333:instance/*"),
          ::testing::HasSubstr(
              "arn:aws:ec2:eu-west-1:111122223333:subnet/subnet-1"),
          ::testing::HasSubstr("arn:aws:ec2:eu-west-1::image/ami-1")));
}

TEST(ApiMapTest, ReadsCommands) {
  const auto cli = [](const char* service, const char* command) {
    return NameOf(Map().FromCli(service, command));
  };
  EXPECT_EQ(cli("s3api", "list-objects-v2"), "s3:ListObjectsV2");
  EXPECT_EQ(cli("ec2", "describe-instances"), "ec2:DescribeInstances");
  EXPECT_EQ(cli("rds", "describe-db-instances"), "rds:DescribeDBInstances");
  EXPECT_EQ(cli("elbv2", "describe-load-balancers"),
            "elasticloadbalancing:DescribeLoadBalancers");
  EXPECT_EQ(cli("logs", "filter-log-events"), "logs:FilterLogEvents");
  EXPECT_EQ(cli("events", "put-rule"), "events:PutRule");
  EXPECT_EQ(cli("ssm", "get-parameter"), "ssm:GetParameter");
  EXPECT_EQ(cli("sts", "assume-role"), "sts:AssumeRole");
  EXPECT_EQ(cli("iam", "list-users"), "iam:ListUsers");
  EXPECT_EQ(cli("cloudwatch", "put-metric-data"), "cloudwatch:PutMetricData");
  EXPECT_EQ(cli("ses", "send-email"), "ses:SendEmail");
  EXPECT_EQ(cli("sesv2", "send-email"), "ses:SendEmail");
  EXPECT_EQ(cli("stepfunctions", "start-execution"), "states:StartExecution");
  EXPECT_EQ(cli("deploy", "create-deployment"), "codedeploy:CreateDeployment");
  EXPECT_EQ(cli("configservice", "describe-config-rules"),
            "config:DescribeConfigRules");
  EXPECT_EQ(cli("ecr", "get-login-password"), "ecr:GetAuthorizationToken");
  EXPECT_EQ(cli("EC2", "Describe-Instances"), "ec2:DescribeInstances");
  EXPECT_EQ(cli("ec2", "describe-instance"), "none");
  EXPECT_EQ(cli("nothing", "do-it"), "none");
  EXPECT_EQ(cli("", ""), "none");
  EXPECT_TRUE(Map().FromCli("sts", "get-caller-identity")->free);
  EXPECT_EQ(Needs(Map().FromCli("sts", "get-caller-identity"), ""), "");
  const auto s3 = [](const char* command) {
    return Needs(Map().FromCli("s3", command), "");
  };
  EXPECT_EQ(s3("ls"), "s3:ListBucket~ ?, s3:ListAllMyBuckets~");
  EXPECT_EQ(s3("mb"), "s3:CreateBucket ?");
  EXPECT_EQ(s3("rb"),
            "s3:DeleteBucket ?, s3:ListBucket~ ?, s3:DeleteObject~ ?");
  EXPECT_EQ(s3("rm"), "s3:DeleteObject ?, s3:ListBucket~ ?");
  EXPECT_EQ(s3("cp"), "s3:GetObject~ ?, s3:PutObject~ ?, s3:ListBucket~ ?");
  EXPECT_EQ(s3("mv"),
            "s3:DeleteObject ?, s3:GetObject~ ?, s3:PutObject~ ?, "
            "s3:ListBucket~ ?");
  EXPECT_EQ(s3("sync"),
            "s3:ListBucket ?, s3:GetObject~ ?, s3:PutObject~ ?, "
            "s3:DeleteObject~ ?");
  EXPECT_EQ(s3("get-object"), "none");  // that is s3api's
}

TEST(ApiMapTest, ReadsSdkCalls) {
  const auto sdk = [](const char* client, const char* operation) {
    return NameOf(Map().FromSdk(client, operation));
  };
  EXPECT_EQ(sdk("S3", "listObjectsV2"), "s3:ListObjectsV2");
  EXPECT_EQ(sdk("s3", "client.list_objects_v2"), "s3:ListObjectsV2");
  EXPECT_EQ(sdk("S3Client", "GetObjectCommand"), "s3:GetObject");
  EXPECT_EQ(sdk("Elastic Load Balancing v2", "DescribeRules"),
            "elasticloadbalancing:DescribeRules");
  EXPECT_EQ(sdk("EventBridge", "putRule"), "events:PutRule");
  EXPECT_EQ(sdk("Nothing", "doIt"), "none");
  EXPECT_EQ(sdk("", ""), "none");
}

TEST(ApiMapTest, EvaluatesConditions) {
  EXPECT_EQ(EventNeeds("dynamodb", "ExecuteStatement",
                       R"({"statement": "select * from \"music\""})"),
            "dynamodb:PartiQLSelect ?");
  EXPECT_EQ(EventNeeds("sqs", "CreateQueue", R"({"queueName": "q"})"),
            "sqs:CreateQueue arn:aws:sqs:eu-west-1:111122223333:q");
  EXPECT_EQ(EventNeeds("sqs", "CreateQueue",
                       R"({"queueName": "q", "tags": {"team": "a"}})"),
            "sqs:CreateQueue arn:aws:sqs:eu-west-1:111122223333:q, "
            "sqs:TagQueue arn:aws:sqs:eu-west-1:111122223333:q");
}

// Whatever the parameters are, there is an answer.
TEST(ApiMapTest, AnswersForEveryOperation) {
  const std::string odd =
      R"({"name": [[{}, null, 1]], "items": {"items": 3}, "resourceArn":
          "arn:", "instancesSet": {"items": [null, [], "x", {"a": 1}]}})";
  for (const CallClient& client : CallTable::Get().clients) {
    if (client.prefix().empty()) continue;
    for (const absl::string_view name : client.operations()) {
      const ApiCall call = {.prefix = std::string(client.prefix()),
                            .operation = std::string(name),
                            .client = std::string(client.name())};
      const std::string needs = Needs(call, "{}");
      EXPECT_EQ(needs.find("${"), std::string::npos) << needs;
      EXPECT_EQ(needs.find("%%"), std::string::npos) << needs;
    }
  }
  for (const char* name :
       {"RunInstances", "TerminateInstances", "CreateTags"}) {
    EventNeeds("ec2", name, odd);
  }
}

TEST(ApiMapTest, IsReadByManyThreads) {
  std::vector<std::thread> threads;
  std::vector<std::string> answers(8);
  for (std::string& answer : answers) {
    threads.emplace_back([&answer] {
      answer = EventNeeds("lambda", "Invoke", R"({"functionName": "f"})") +
               EventNeeds("s3", "GetObject", "");
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(answers, ::testing::Each(answers.front()));
}

}  // namespace
}  // namespace iam
