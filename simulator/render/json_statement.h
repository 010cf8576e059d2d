#ifndef IAM_SIMULATOR_RENDER_JSON_STATEMENT_H_
#define IAM_SIMULATOR_RENDER_JSON_STATEMENT_H_

#include "simulator/json/json_writer.h"
#include "simulator/render/answer.h"

namespace iam {

// The fields of a statement, into an object that is open.
void WriteStatement(const StatementView& view, JsonWriter* json);

// The member "DecidedBy".
void WriteDecidedBy(const Decision& decision, JsonWriter* json);

}  // namespace iam

#endif  // IAM_SIMULATOR_RENDER_JSON_STATEMENT_H_
