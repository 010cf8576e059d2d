#ifndef IAM_SIMULATOR_RENDER_WHO_CAN_H_
#define IAM_SIMULATOR_RENDER_WHO_CAN_H_

#include <string>

#include "simulator/access/who_can.h"
#include "simulator/render/text.h"

namespace iam {

// The principals by verdict, each with the statement that decides, the context
// that turns it, and who can become one of them. Lines end at 80 columns where
// words allow it.
std::string WhoCanText(const WhoCanReport& report, const TextStyle& style);

// The same as tables, to be pasted into a ticket.
std::string WhoCanMarkdown(const WhoCanReport& report);

// One line of JSON.
std::string WhoCanJson(const WhoCanReport& report);

}  // namespace iam

#endif  // IAM_SIMULATOR_RENDER_WHO_CAN_H_
