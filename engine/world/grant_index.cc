#include "engine/world/grant_index.h"

#include <algorithm>

#include "engine/compile/compiled_policy.h"

namespace iam {

void GrantIndex::Add(uint32_t principal, const PolicyList& identity) {
  for (const PolicyList::Entry& entry : identity.entries()) {
    if (entry.services.allows == 0) continue;
    const auto [known, is_new] = document_of_.try_emplace(
        entry.program, static_cast<uint32_t>(documents_.size()));
    if (is_new) {
      documents_.push_back({entry.program, {}});
      AddDocument(known->second);
    }
    Principals& principals = documents_[known->second].principals;
    // Attached twice, to a user and to its group: once is enough.
    if (principals.empty() || principals.back() != principal) {
      principals.push_back(principal);
    }
  }
}

void GrantIndex::AddDocument(uint32_t document) {
  const Program& program = *documents_[document].program;
  program.ForEachRange([&](uint16_t service, uint16_t first, uint16_t last,
                           uint16_t statement) {
    if ((program.rows()[statement].flags & Program::Row::kDeny) != 0) return;
    const Grant grant = {document, statement};
    if (service == 0) {
      others_.push_back(grant);
      return;
    }
    Ranges& ranges = by_service_[service];
    const auto at = std::lower_bound(
        ranges.begin(), ranges.end(), std::pair(first, last),
        [](const Range& range, const std::pair<uint16_t, uint16_t>& wanted) {
          return std::pair(range.first, range.last) < wanted;
        });
    if (at != ranges.end() && at->first == first && at->last == last) {
      at->grants.push_back(grant);
    } else {
      ranges.insert(at, Range{first, last, {grant}});
    }
  });
}

bool GrantIndex::MayMatch(const Grant& grant, const RequestAction& action,
                          absl::string_view resource) const {
  const Program& program = *documents_[grant.document].program;
  const Program::Row& row = program.rows()[grant.statement];
  return ((row.flags & Program::Row::kInexactAction) == 0 ||
          program.policy->MatchesAction(row, grant.statement, action)) &&
         program.policy->MayMatchResource(row, resource);
}

}  // namespace iam
