#ifndef IAM_SIMULATOR_RENDER_WHAT_CAN_H_
#define IAM_SIMULATOR_RENDER_WHAT_CAN_H_

#include <cstddef>
#include <string>
#include <vector>

#include "simulator/access/what_can.h"
#include "simulator/render/text.h"

namespace iam {

// What a principal can do, service by service, each row with what it hangs on
// and the statements that it comes from. With style.all nothing is left out of
// long lists, and what is granted without effect is named.
std::string WhatCanText(const WhatCanReport& report, const TextStyle& style);

// One JSON object in one line, all of it.
std::string WhatCanJson(const WhatCanReport& report);

// Tables to paste into a review.
std::string WhatCanMarkdown(const WhatCanReport& report, bool all);

// The words that these have in common.

// "aws:RequestedRegion = eu-central-1 or eu-west-1"; operators that compare for
// anything but equality by their names.
std::string ToString(const AccessCondition& condition);
// All of them, with " and " between.
std::string ToString(const std::vector<AccessCondition>& conditions);
// The actions as policies would name them: "s3:Get*". Of several services, one
// "*".
std::vector<std::string> ActionsOf(const WhatCanService& service,
                                   const ActionPatterns& patterns);
// "all 167 actions", "12 of 167 actions".
std::string CountOf(const WhatCanService& service, size_t count);
// "Permissions management", ….
std::string Name(AccessLevel level);
// "s3"; of many services those that are not meant, if these are fewer: "all
// services but s3, sts".
std::string ServicesText(const WhatCanService& service, bool all);
// Why a grant comes to nothing.
std::string ReasonOf(const WhatCannotRow& row);
// "22,091".
std::string WithCommas(size_t number);

}  // namespace iam

#endif  // IAM_SIMULATOR_RENDER_WHAT_CAN_H_
