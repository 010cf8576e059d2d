#ifndef IAM_TESTS_DIFFERENTIAL_RANDOM_H_
#define IAM_TESTS_DIFFERENTIAL_RANDOM_H_

#include <cstddef>
#include <cstdint>
#include <iterator>

namespace iam::differential {

// Random numbers that are the same on every machine (splitmix64).
class Random {
 public:
  Random(uint64_t seed, uint64_t stream)
      : state_(seed * 0x9E3779B97F4A7C15u ^
               (stream + 1) * 0xD1B54A32D192ED03u) {}

  uint64_t Next() {
    state_ += 0x9E3779B97F4A7C15u;
    uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }

  // 0 to count - 1; count is not 0.
  size_t Below(size_t count) { return static_cast<size_t>(Next() % count); }
  // Least to most.
  size_t Between(size_t least, size_t most) {
    return least + Below(most - least + 1);
  }
  // True so many times in a hundred.
  bool Percent(size_t percent) { return Below(100) < percent; }

  // One of a list that is not empty.
  template <typename List>
  const auto& Pick(const List& list) {
    return *(std::begin(list) + static_cast<std::ptrdiff_t>(Below(
                                    static_cast<size_t>(std::size(list)))));
  }

 private:
  uint64_t state_;
};

}  // namespace iam::differential

#endif  // IAM_TESTS_DIFFERENTIAL_RANDOM_H_
