#ifndef IAM_SIMULATOR_SERVICES_IAM_IAM_XML_H_
#define IAM_SIMULATOR_SERVICES_IAM_IAM_XML_H_

#include <map>
#include <pugixml.hpp>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "simulator/directory/entity_table.h"

namespace iam {

// The parts that IAM's answers have in common. IAM API Reference, "Data types".

void AddText(pugi::xml_node parent, const char* name, absl::string_view text);
void AddNumber(pugi::xml_node parent, const char* name, size_t number);
void AddTime(pugi::xml_node parent, const char* name, absl::Time time);
void AddTexts(pugi::xml_node parent, const char* name,
              const std::vector<std::string>& texts);
// Percent-encoded, as IAM sends all documents (RFC 3986).
void AddDocument(pugi::xml_node parent, const char* name,
                 absl::string_view document);

// With "Tags" even if there are none.
void AddTags(const Entity& entity, pugi::xml_node parent);
void AddBoundary(const Entity& entity, pugi::xml_node parent);
// "Path", "UserName", "UserId", "Arn", "CreateDate", as all kinds have them.
void AddIdentity(const Entity& entity, pugi::xml_node node);

// The members that a list tells; what only Get… and Create… tell is added with
// AddBoundary() and AddTags().
void AddRole(const Entity& role, pugi::xml_node node);
// `role`: the one in it, or null.
void AddInstanceProfile(const Entity& profile, const Entity* role,
                        pugi::xml_node node);

// How often the managed policies are used in an account.
class PolicyUses {
 public:
  PolicyUses(const EntityTable& entities, absl::string_view account);
  size_t attachments(const std::string& arn) const;
  size_t boundaries(const std::string& arn) const;

 private:
  std::map<std::string, size_t> attachments_;
  std::map<std::string, size_t> boundaries_;
};

void AddPolicy(const Entity& policy, const PolicyUses& uses,
               pugi::xml_node node);
void AddVersion(const Entity& policy, const ManagedVersion& version,
                bool with_document, pugi::xml_node node);

}  // namespace iam

#endif  // IAM_SIMULATOR_SERVICES_IAM_IAM_XML_H_
