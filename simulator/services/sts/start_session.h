#ifndef IAM_SIMULATOR_SERVICES_STS_START_SESSION_H_
#define IAM_SIMULATOR_SERVICES_STS_START_SESSION_H_

#include <pugixml.hpp>

#include "simulator/services/iam/iam_xml.h"
#include "simulator/services/sts/session_parameters.h"
#include "simulator/services/sts/sts_service.h"

namespace iam {

// Gives the session its key and its times, and writes "Credentials".
void IssueCredentials(absl::string_view account, int seconds, absl::Time now,
                      const SecretBox& box, Session* session,
                      pugi::xml_node result);

// A role session of that name, its tags and policies still to come; nullopt if
// the ARN is no role's.
std::optional<Session> SessionOfRole(const Entity& role,
                                     absl::string_view session_name);

// The operations that start a session.
StsResult AssumeRole(const ServiceCall& call, const StsMeans& means, bool mfa,
                     pugi::xml_node result);
StsResult AssumeRoleWithWebIdentity(const ServiceCall& call,
                                    const StsMeans& means,
                                    StsService::Decide decide,
                                    pugi::xml_node result);
StsResult GetSessionToken(const ServiceCall& call, const StsMeans& means,
                          bool mfa, pugi::xml_node result);
StsResult GetFederationToken(const ServiceCall& call, const StsMeans& means,
                             pugi::xml_node result);

}  // namespace iam

#endif  // IAM_SIMULATOR_SERVICES_STS_START_SESSION_H_
