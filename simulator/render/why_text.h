#ifndef IAM_SIMULATOR_RENDER_WHY_TEXT_H_
#define IAM_SIMULATOR_RENDER_WHY_TEXT_H_

#include <string>
#include <vector>

#include "simulator/render/text.h"
#include "simulator/why/report.h"

namespace iam {

// The whole story for a terminal: the verdict and its reason in the first line,
// then who asked for what, the layers in AWS's order with what came nearest,
// what it depends on, what AWS said, and the smallest changes. Lines end at 80
// columns where words allow it.
std::string WhyText(const WhyReport& report, const TextStyle& style);

// The same to be pasted into a ticket.
std::string WhyMarkdown(const WhyReport& report);

// One page that needs nothing from elsewhere: the layers as boxes in AWS's
// order, the statements in their source with the parts marked that failed.
std::string WhyHtml(const std::vector<WhyReport>& reports);

// One line of JSON.
std::string WhyJson(const WhyReport& report);

}  // namespace iam

#endif  // IAM_SIMULATOR_RENDER_WHY_TEXT_H_
