// A world made of a slice decides the request as the whole does, by statements
// that stand at the same places.
#include "simulator/why/slice.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/why/example_world.h"

namespace iam {
namespace {

// What a world says about a request, with the places of all statements.
std::string Told(const World& world, const Request& request) {
  const absl::StatusOr<Explanation> told = world.Explain(request);
  if (!told.ok()) return std::string(told.status().message());
  std::string text = absl::StrCat(Name(told->decision.outcome), " by ",
                                  Name(told->decision.layer), "\n");
  for (const LayerStep& layer : told->layers) {
    absl::StrAppend(&text, Name(layer.layer), " ", layer.level, " ",
                    Name(layer.outcome), "\n");
    for (const StatementStep& step : layer.statements) {
      absl::StrAppend(&text, "  ", PlaceOf(step.statement), "\n");
    }
  }
  for (const std::string& name : told->unknown_policies) {
    absl::StrAppend(&text, "unknown: ", name, "\n");
  }
  return text;
}

size_t BytesInUse(const WorldSources& sources) {
  size_t bytes = 0;
  for (const SourcePtr& source : sources.sources) {
    for (const char c : source->text()) bytes += c != ' ' && c != '\n';
  }
  return bytes;
}

TEST(SliceTest, DecidesAsTheWholeDoes) {
  for (const char* name : {"acme", "first-user"}) {
    const ExampleWorld example(name);
    size_t least = BytesInUse(example.sources);
    for (const NamedRequest& named : example.requests) {
      const Slice slice = SliceFor(example.sources, named.request);
      const auto world =
          BuildWorld(slice.sources, /*keep_going=*/false, nullptr);
      ASSERT_TRUE(world.ok()) << named.id << ": " << world.status();
      EXPECT_EQ(Told(*world, named.request), Told(example.world, named.request))
          << named.id;
      ASSERT_EQ(slice.origins.size(), slice.sources.sources.size());
      for (size_t i = 0; i < slice.origins.size(); ++i) {
        EXPECT_EQ(slice.sources.sources[i]->name(),
                  example.sources.sources[slice.origins[i]]->name());
      }
      least = std::min(least, BytesInUse(slice.sources));
    }
    EXPECT_LT(least * 2, BytesInUse(example.sources)) << name;
  }
}

std::string Sliced(const std::string& text, const Request& request) {
  WorldSources sources;
  sources.sources = {std::make_shared<const Source>("w.json", text)};
  const Slice slice = SliceFor(sources, request);
  return slice.sources.sources.empty()
             ? "nothing"
             : std::string(slice.sources.sources.front()->text());
}

TEST(SliceTest, LeavesOutWhatIsOfOthers) {
  Request request;
  request.principal = "arn:aws:iam::111122223333:user/b";
  request.resource = "arn:aws:s3:::amzn-s3-demo-bucket/k";
  struct {
    const char* whole;
    const char* slice;
  } rows[] = {
      {R"({"UserDetailList": [{"Arn":"a"},
 {"Arn":"arn:aws:iam::111122223333:user/b"} , {"Arn":"c"}], "IsTruncated": true})",
       "{\"UserDetailList\": [\n"
       " {\"Arn\":\"arn:aws:iam::111122223333:user/b\"}              ], "
       "\"IsTruncated\": true}"},
      // Lines keep their numbers, and what is on them its column.
      {"{\"UserDetailList\": [\n\n{\"Arn\":\n\"a\"}, {\"Arn\":"
       "\"arn:aws:iam::111122223333:user/b\"}]}",
       "{\"UserDetailList\": [\n\n\n      {\"Arn\":"
       "\"arn:aws:iam::111122223333:user/b\"}]}"},
      // A comma stays between two that are kept.
      {R"({"ResourceTagMappingList": [
 {"ResourceARN":"arn:aws:s3:::amzn-s3-demo-bucket/k"},{"ResourceARN":"x"},)"
       R"({"ResourceARN":"arn:aws:s3:::amzn-s3-demo-bucket/k"}]})",
       "{\"ResourceTagMappingList\": [\n"
       " {\"ResourceARN\":\"arn:aws:s3:::amzn-s3-demo-bucket/k\"},"
       "                   "
       " {\"ResourceARN\":\"arn:aws:s3:::amzn-s3-demo-bucket/k\"}]}"},
      {R"({"BucketOwners": {"a-b": "1", "amzn-s3-demo-bucket": "2"}})",
       R"({"BucketOwners": {            "amzn-s3-demo-bucket": "2"}})"},
      // Of several in a list, and alone.
      {R"([{"ResourceArn":"arn:aws:s3:::amzn-s3-demo-bucket"},{"ResourceArn":"x"}])",
       R"([{"ResourceArn":"arn:aws:s3:::amzn-s3-demo-bucket"}                    ])"},
      {R"({"ResourceArn":"arn:aws:s3:::amzn-s3-demo-bucket-2","Policy":{}})",
       "nothing"},
      {R"({"UserDetailList": [], "IsTruncated": false})", "nothing"},
      // No JSON: it was said when the world was made.
      {"{", "nothing"},
      // Organizations stay whole.
      {R"({"Policies": [{"PolicySummary": {}}], "Targets": [1]})",
       R"({"Policies": [{"PolicySummary": {}}], "Targets": [1]})"},
  };
  for (const auto& row : rows) {
    EXPECT_EQ(Sliced(row.whole, request), row.slice) << row.whole;
  }
}

}  // namespace
}  // namespace iam
