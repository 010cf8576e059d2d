#include "simulator/why/dependence.h"

#include <algorithm>
#include <map>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "simulator/why/trial_values.h"
#include "simulator/why/written_statement.h"

namespace iam {
namespace {

constexpr size_t kMostValues = 4;        // of one key that policies name
constexpr size_t kMostKeysTogether = 4;  // tried in one another's company
constexpr size_t kMostTrials = 512;

struct Key {
  std::string name;
  std::vector<TrialValue> values;
};

// Whether a caller could make the same call with another value.
bool IsCallersChoice(absl::string_view key) {
  for (const absl::string_view fixed :
       {"aws:Principal", "aws:userid", "aws:username", "aws:Resource",
        "aws:CurrentTime", "aws:EpochTime", "aws:TokenIssueTime",
        "aws:FederatedProvider", "aws:Assumed", "aws:Called", "aws:Via"}) {
    if (absl::StartsWithIgnoreCase(key, fixed)) return false;
  }
  return !absl::StrContains(key, "ResourceTag/");
}

std::vector<std::string> KeysGiven(const Request& request) {
  std::vector<std::string> keys;
  for (const Context::Entry& entry : request.context.entries()) {
    if (IsCallersChoice(entry.key)) keys.emplace_back(entry.key);
  }
  return keys;
}

// Keys with the values that the statements in question name: those whose
// principal, action and resource match.
std::vector<Key> KeysToTry(const std::vector<std::string>& names,
                           const Explanation& explanation) {
  std::vector<Key> keys;
  for (const std::string& name : names) keys.push_back({name, {}});
  for (const LayerStep& layer : explanation.layers) {
    for (const StatementStep& step : layer.statements) {
      if (!step.principal_matches || !step.action_matches ||
          !step.resource_matches) {
        continue;
      }
      for (const WrittenCondition& condition :
           WrittenStatement(step.statement).Conditions()) {
        const auto key =
            std::find_if(keys.begin(), keys.end(), [&](const Key& each) {
              return absl::EqualsIgnoreCase(each.name, condition.key);
            });
        if (key == keys.end()) continue;
        for (TrialValue& value : TrialValues(condition, kMostValues)) {
          if (std::find(key->values.begin(), key->values.end(), value) ==
              key->values.end()) {
            key->values.push_back(std::move(value));
          }
        }
      }
    }
  }
  keys.erase(std::remove_if(keys.begin(), keys.end(),
                            [](const Key& key) { return key.values.empty(); }),
             keys.end());
  return keys;
}

class Search {
 public:
  Search(const Request& request, const Explanation& explanation,
         const std::vector<std::string>& names, const Decide& decide)
      : request_(request),
        allowed_(explanation.decision.allowed()),
        decide_(decide),
        keys_(KeysToTry(names, explanation)) {}

  std::vector<Dependence> Run() {
    for (const Key& key : keys_) {
      for (const TrialValue& value : key.values) {
        Try({{key.name, value.value, value.like}});
      }
    }
    if (found_.empty() && keys_.size() > 1) TryTogether();
    return std::move(found_);
  }

 private:
  using Entries = std::vector<Dependence::Entry>;

  // Keeps the context if it turns the verdict.
  bool Try(const Entries& context) {
    if (++trials_ > kMostTrials) return false;
    Request trial = request_;
    for (const Dependence::Entry& entry : context) {
      trial.context.Set(entry.key, entry.value);
    }
    const absl::StatusOr<Decision> decision = decide_(trial);
    if (!decision.ok() || decision->allowed() == allowed_) return false;
    found_.push_back({context, *decision});
    return true;
  }

  // All values of some keys with all of the others: two keys first, then three,
  // until something turns the verdict.
  void TryTogether() {
    const size_t count = std::min(keys_.size(), kMostKeysTogether);
    for (size_t size = 2; size <= count && found_.empty(); ++size) {
      for (unsigned set = 0; set < 1u << count; ++set) {
        std::vector<size_t> chosen;
        for (size_t i = 0; i < count; ++i) {
          if ((set >> i & 1) != 0) chosen.push_back(i);
        }
        if (chosen.size() == size) TryChosen(chosen, {});
      }
    }
  }

  void TryChosen(const std::vector<size_t>& chosen, Entries context) {
    if (context.size() == chosen.size()) {
      Try(context);
      return;
    }
    const Key& key = keys_[chosen[context.size()]];
    for (const TrialValue& value : key.values) {
      Entries longer = context;
      longer.push_back({key.name, value.value, value.like});
      TryChosen(chosen, std::move(longer));
    }
  }

  const Request& request_;
  const bool allowed_;
  const Decide& decide_;
  const std::vector<Key> keys_;
  size_t trials_ = 0;
  std::vector<Dependence> found_;
};

}  // namespace

std::vector<Dependence> FindDependences(const Request& request,
                                        const Explanation& explanation,
                                        const Decide& decide) {
  return Search(request, explanation, explanation.missing, decide).Run();
}

std::vector<Dependence> FindOtherContexts(const Request& request,
                                          const Explanation& explanation,
                                          const Decide& decide) {
  return Search(request, explanation, KeysGiven(request), decide).Run();
}

std::string ContextText(const Dependence& dependence) {
  return absl::StrJoin(dependence.context, " and ",
                       [](std::string* out, const Dependence::Entry& entry) {
                         if (entry.like.empty()) {
                           absl::StrAppend(out, entry.key, "=", entry.value);
                         } else {
                           absl::StrAppend(out, entry.key, " like '",
                                           entry.like, "'");
                         }
                       });
}

}  // namespace iam
