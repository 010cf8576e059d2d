#ifndef IAM_SIMULATOR_DIRECTORY_ACCOUNT_TEXT_H_
#define IAM_SIMULATOR_DIRECTORY_ACCOUNT_TEXT_H_

#include "absl/strings/string_view.h"
#include "iam/source.h"
#include "simulator/directory/entity_table.h"

namespace iam {

// An account's entities in the form of "aws iam
// get-account-authorization-details", for World::Builder. The source is named
// "account 111122223333".
SourcePtr AccountText(const EntityTable& entities, absl::string_view account);

}  // namespace iam

#endif  // IAM_SIMULATOR_DIRECTORY_ACCOUNT_TEXT_H_
