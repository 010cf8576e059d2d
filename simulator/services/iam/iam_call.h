#ifndef IAM_SIMULATOR_SERVICES_IAM_IAM_CALL_H_
#define IAM_SIMULATOR_SERVICES_IAM_IAM_CALL_H_

#include <memory>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "engine/text/json.h"
#include "simulator/credentials/access_keys.h"
#include "simulator/directory/directory.h"
#include "simulator/services/iam/iam_errors.h"
#include "simulator/services/service_call.h"

namespace iam {

// An entity that a call names, or why it cannot be had.
struct Named {
  EntityPtr entity;
  IamResult error;
};

// An IamCall is one call of IAM's API while it is answered: what it asks, who
// asks, what it may read and change, where the answer goes. Its parameters were
// checked (parameter_check.h).
//
// An operation sees and changes entities of the caller's account alone, and
// reads AWS managed policies; that is what Find…() give it.
class IamCall {
 public:
  IamCall(const ServiceCall& call, Directory* directory, AccessKeys* keys,
          pugi::xml_node result)
      : call_(call), directory_(*directory), keys_(*keys), result_(result) {}

  absl::string_view operation() const { return call_.operation; }
  const Caller& caller() const { return call_.caller; }
  const std::string& account() const { return call_.caller.account; }
  absl::Time now() const { return call_.now; }
  Directory& directory() { return directory_; }
  AccessKeys& keys() { return keys_; }
  // Below it goes what the operation answers.
  pugi::xml_node result() const { return result_; }

  bool Has(absl::string_view parameter) const {
    return Value(parameter) != nullptr;
  }
  // "" if it was not given.
  absl::string_view Text(absl::string_view parameter) const;
  std::string TextOr(absl::string_view parameter,
                     absl::string_view otherwise) const;
  bool Flag(absl::string_view parameter) const {
    return Text(parameter) == "true";
  }
  // `otherwise` if it was not given.
  int Number(absl::string_view parameter, int otherwise) const;
  absl::Span<const JsonValue> List(absl::string_view parameter) const;
  std::vector<std::string> Texts(absl::string_view parameter) const;

  // The entity of that kind which the parameter of its kind ("UserName",
  // "PolicyArn", …) names.
  Named Find(const EntityTable& entities, EntityKind kind) const;
  // A managed policy of the caller's account or of AWS.
  Named FindPolicy(const EntityTable& entities, absl::string_view arn) const;
  // The one that "PolicyArn" names, to be changed: of the caller's account.
  Named FindOwnPolicy(const EntityTable& entities) const;
  // A policy that may be attached.
  Named FindAttachable(const EntityTable& entities,
                       absl::string_view arn) const;
  // The user, group or role that "PolicySourceArn" names.
  Named FindPolicySource(const EntityTable& entities) const;
  // The user of "UserName", without it the calling user.
  Named FindUserOrCaller(const EntityTable& entities) const;

  // The entities of the caller's account below "PathPrefix".
  std::vector<EntityPtr> ListBelowPath(const EntityTable& entities,
                                       EntityKind kind) const;

  // Directory::Change() for operations: what `change` says is wrong, or what
  // the directory does.
  IamResult Change(absl::FunctionRef<IamResult(EntityTable*)> change);
  IamResult Change(absl::FunctionRef<IamResult(EntityTable*)> change,
                   absl::FunctionRef<absl::Status()> along);

 private:
  const JsonValue* Value(absl::string_view parameter) const;

  const ServiceCall& call_;
  Directory& directory_;
  AccessKeys& keys_;
  pugi::xml_node result_;
};

// "UserName", "GroupName", "RoleName", "PolicyArn", …
absl::string_view NameParameter(EntityKind kind);

}  // namespace iam

#endif  // IAM_SIMULATOR_SERVICES_IAM_IAM_CALL_H_
