#ifndef IAM_SIMULATOR_SNAPSHOT_STATEMENT_POSITION_H_
#define IAM_SIMULATOR_SNAPSHOT_STATEMENT_POSITION_H_

#include "iam/decision.h"
#include "iam/source.h"

namespace iam {

// Where a statement stands in its document, as AWS's simulator says it: lines
// and columns from 1, the white space before the statement included (R7.88).
struct StatementPosition {
  Location start;
  Location end;  // one past the '}'
};

StatementPosition PositionOf(const StatementRef& statement);

}  // namespace iam

#endif  // IAM_SIMULATOR_SNAPSHOT_STATEMENT_POSITION_H_
