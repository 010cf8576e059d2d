#include "engine/compile/program.h"

#include <algorithm>
#include <cstring>

namespace iam {

const Program::Group& Program::FindGroupOfMany(uint16_t service) const {
  const Group* const groups = At<Group>(sizeof(Program));
  const Group* const end = groups + group_count;
  const Group* const found = std::lower_bound(
      groups + 1, end, service, [](const Group& group, uint16_t number) {
        return group.service < number;
      });
  return found != end && found->service == service ? *found : *groups;
}

void Program::AddSegment(const Group& group, uint16_t number,
                         uint64_t* candidates) const {
  const uint16_t* const firsts = At<uint16_t>(group.at);
  const uint16_t* const next =
      std::upper_bound(firsts, firsts + group.count, number);
  if (next == firsts) return;
  const uint32_t sets_at =
      group.at +
      (group.count * static_cast<uint32_t>(sizeof(uint16_t)) + 3) / 4 * 4;
  const uint32_t place = At<uint32_t>(sets_at)[next - firsts - 1];
  if ((place & kListedSet) == 0) {
    const uint64_t* const words = At<uint64_t>(place);
    for (uint32_t i = 0; i < word_count; ++i) candidates[i] |= words[i];
    return;
  }
  const uint16_t* const list = At<uint16_t>(place & ~kListedSet);
  for (uint16_t i = 1; i <= list[0]; ++i) {
    candidates[list[i] / 64] |= uint64_t{1} << (list[i] % 64);
  }
}

}  // namespace iam
