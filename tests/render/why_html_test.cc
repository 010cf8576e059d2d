// The page of `why` needs nothing from elsewhere, and nothing that it shows can
// become part of it.
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "simulator/render/why_text.h"
#include "tests/why/example_world.h"

namespace iam {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class WhyHtmlTest : public testing::Test {
 protected:
  std::string Page(const Request& request) {
    std::vector<WhyReport> reports;
    auto report = MakeWhyReport(acme_.sources, acme_.world, request,
                                std::nullopt, WhyOptions());
    EXPECT_TRUE(report.ok()) << report.status();
    reports.push_back(*std::move(report));
    return WhyHtml(reports);
  }

  ExampleWorld acme_{"acme"};
};

TEST_F(WhyHtmlTest, TheDecidingBoxAndTheFailingPartAreMarked) {
  const std::string page = Page(acme_.Find("sandbox-without-mfa"));
  EXPECT_THAT(page, HasSubstr("<li class=\"no decides\"><b>trust policy</b>"));
  EXPECT_THAT(page, HasSubstr("<li><b>VPC endpoint policy</b>does not apply"));
  EXPECT_THAT(page, HasSubstr("<mark>&quot;aws:MultiFactorAuthPresent&quot;: "
                              "&quot;true&quot;</mark>"));
  EXPECT_THAT(page, HasSubstr("aws:MultiFactorAuthPresent=true: allowed"));
}

TEST_F(WhyHtmlTest, NeedsNothingFromElsewhere) {
  for (const NamedRequest& named : acme_.requests) {
    const std::string page = Page(named.request);
    for (const char* outside : {"http:", "https:", "src=", "href=", "url(",
                                "@import", "<script", "<link", "<iframe"}) {
      EXPECT_THAT(page, Not(HasSubstr(outside))) << named.id;
    }
  }
}

TEST_F(WhyHtmlTest, TextStaysText) {
  Request request = acme_.Find("dev-others-home");
  request.resource =
      "arn:aws:s3:::amzn-s3-demo-dev-bucket/</pre><script>'\"&\x1b[2J";
  const std::string page = Page(request);
  EXPECT_THAT(page, Not(HasSubstr("<script")));
  EXPECT_THAT(page, Not(HasSubstr("\x1b")));
  EXPECT_THAT(page, HasSubstr("/&lt;/pre&gt;&lt;script&gt;&#39;&quot;&amp;"));
}

}  // namespace
}  // namespace iam
