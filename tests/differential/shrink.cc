// Greedy shrinking: try every smaller failure one step away, keep the first
// that still fails, until there is none.

#include "tests/differential/shrink.h"

#include <utility>

namespace iam::differential {
namespace {

using Try = std::function<bool(const Failure&)>;

// Tries `failure` without each element of one of its lists; `list_of` finds the
// list in a copy. `least` elements stay. True if a smaller one was taken over.
template <typename ListOf>
bool DropElements(Failure* failure, size_t least, const Try& still_fails,
                  const ListOf& list_of) {
  bool dropped = false;
  for (size_t i = list_of(failure).size(); i-- > 0;) {
    if (list_of(failure).size() <= least) break;
    Failure smaller = *failure;
    auto& list = list_of(&smaller);
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
    if (still_fails(smaller)) {
      *failure = std::move(smaller);
      dropped = true;
    }
  }
  return dropped;
}

template <typename Change>
bool TryChange(Failure* failure, const Try& still_fails, const Change& change) {
  Failure smaller = *failure;
  if (!change(&smaller) || !still_fails(smaller)) return false;
  *failure = std::move(smaller);
  return true;
}

bool ShrinkStatement(Failure* failure, const Try& still_fails,
                     const std::function<StatementSpec&(Failure*)>& statement) {
  bool shrunk = DropElements(
      failure, 0, still_fails, [&](Failure * f) -> auto& {
        return statement(f).conditions;
      });
  for (size_t i = 0; i < statement(failure).conditions.size(); ++i) {
    shrunk |= DropElements(
        failure, 1, still_fails, [&](Failure * f) -> auto& {
          return statement(f).conditions[i].values;
        });
  }
  shrunk |= DropElements(
      failure, 1,
      still_fails, [&](Failure * f) -> auto& { return statement(f).actions; });
  if (statement(failure).resources) {
    shrunk |= DropElements(
        failure, 1, still_fails, [&](Failure * f) -> auto& {
          return *statement(f).resources;
        });
  }
  if (statement(failure).principals && !statement(failure).bare_star) {
    shrunk |= DropElements(
        failure, 1, still_fails, [&](Failure * f) -> auto& {
          return *statement(f).principals;
        });
  }
  shrunk |= TryChange(failure, still_fails, [&](Failure* f) {
    StatementSpec& s = statement(f);
    const bool is_simple =
        !s.not_action && s.actions.size() == 1 && s.actions[0] == "*";
    s.not_action = false;
    s.actions = {"*"};
    return !is_simple;
  });
  shrunk |= TryChange(failure, still_fails, [&](Failure* f) {
    StatementSpec& s = statement(f);
    if (!s.resources) return false;
    const bool is_simple =
        !s.not_resource && s.resources->size() == 1 && (*s.resources)[0] == "*";
    s.not_resource = false;
    s.resources = {"*"};
    return !is_simple;
  });
  return shrunk;
}

bool ShrinkLayer(Failure* failure, const Try& still_fails, size_t layer) {
  const auto levels = [layer](Failure* f) -> std::vector<LevelSpec>& {
    return *f->world.layers[layer];
  };
  bool shrunk = false;
  if (HasLevels(static_cast<PolicyType>(layer))) {
    shrunk |= DropElements(failure, 0, still_fails, levels);
  }
  for (size_t i = 0; i < levels(failure).size(); ++i) {
    const auto level = [&levels, i](Failure* f) -> LevelSpec& {
      return levels(f)[i];
    };
    shrunk |= DropElements(failure, 0, still_fails, level);
    for (size_t j = 0; j < level(failure).size(); ++j) {
      shrunk |= DropElements(
          failure, 0, still_fails, [&](Failure * f) -> auto& {
            return level(f)[j].statements;
          });
      for (size_t k = 0; k < level(failure)[j].statements.size(); ++k) {
        shrunk |= ShrinkStatement(failure, still_fails,
                                  [&level, j, k](Failure* f) -> StatementSpec& {
                                    return level(f)[j].statements[k];
                                  });
      }
    }
  }
  return shrunk;
}

Context Without(const Context& context, size_t dropped) {
  Context smaller;
  const std::vector<Context::Entry> entries = context.entries();
  for (size_t i = 0; i < entries.size(); ++i) {
    const Context::Entry& entry = entries[i];
    if (i == dropped) continue;
    if (entry.absent) {
      smaller.SetAbsent(entry.key);
    } else if (entry.is_list) {
      smaller.Set(entry.key, entry.values.ToStrings());
    } else {
      smaller.Set(entry.key, entry.values.front());
    }
  }
  return smaller;
}

bool ShrinkRequest(Failure* failure, const Try& still_fails) {
  bool shrunk = false;
  for (size_t i = failure->request.context.size(); i-- > 0;) {
    shrunk |= TryChange(failure, still_fails, [i](Failure* f) {
      f->request.context = Without(f->request.context, i);
      return true;
    });
  }
  for (std::string Request::*field :
       {&Request::resource_account, &Request::federating_user,
        &Request::canonical_user_id}) {
    shrunk |= TryChange(failure, still_fails, [field](Failure* f) {
      const bool is_set = !(f->request.*field).empty();
      (f->request.*field).clear();
      return is_set;
    });
  }
  return shrunk;
}

}  // namespace

Failure Shrink(Failure failure, const Try& still_fails) {
  bool shrunk = true;
  while (shrunk) {
    shrunk = TryChange(&failure, still_fails, [](Failure* f) {
      const bool is_set = f->world.organization.has_value();
      f->world.organization.reset();
      return is_set;
    });
    for (size_t layer = 0; layer < failure.world.layers.size(); ++layer) {
      shrunk |= TryChange(&failure, still_fails, [layer](Failure* f) {
        const bool is_set = f->world.layers[layer].has_value();
        f->world.layers[layer].reset();
        return is_set;
      });
      if (failure.world.layers[layer]) {
        shrunk |= ShrinkLayer(&failure, still_fails, layer);
      }
    }
    shrunk |= ShrinkRequest(&failure, still_fails);
  }
  return failure;
}

}  // namespace iam::differential
