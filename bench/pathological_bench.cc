// The cases of world P, made to hurt, and globs of which pattern and subject
// grow together. Requests come in the order of the file, case by case in turn,
// so that each finds the caches as its neighbours left them. Of a case that has
// a request that matches and one that does not, the dearer one counts.
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "bench/floor.h"
#include "bench/reference_world.h"
#include "bench/stopwatch.h"
#include "bench/workload.h"
#include "benchmark/benchmark.h"
#include "tests/reference/reference.h"

namespace iam::bench {
namespace {

constexpr size_t kRequests = 10000;
constexpr int kPasses = 2;

struct Figures {
  double p50 = 0;
  double floor_p50 = 0;
  double reference = 0;
  double compared = 0;
};

// One of the few different requests of world P.
struct Distinct {
  std::string case_name;  // the user's name
  const Request* request = nullptr;
  std::vector<uint32_t> ticks;
  std::vector<uint32_t> floor_ticks;
};

std::string CaseName(const Request& request) {
  return request.principal.substr(request.principal.rfind('/') + 1);
}

// The reference evaluator's answer has to be the engine's.
double TimeReference(const World& world, const Request& request,
                     ReferenceWorld* reference) {
  const ReferenceWorld::Case made = reference->CaseOf(request);
  const absl::StatusOr<Decision> decision = world.Authorize(request);
  const reference::Verdict verdict =
      reference::Decide(made.policies, made.request);
  if (!decision.ok() || decision->outcome != verdict.outcome) {
    Fail(absl::StrCat("world P, ", CaseName(request),
                      ": engine and reference evaluator differ on ",
                      request.resource));
  }
  return TimeEach(3,
                  [&](size_t) {
                    benchmark::DoNotOptimize(
                        reference::Decide(made.policies, made.request));
                  })
      .p50;
}

std::map<std::string, Figures> MeasureCases() {
  const Workload workload = GetWorkload("P", kRequests);
  if (workload.requests.empty()) return {};
  const std::vector<SourcePtr> sources = SourcesOf(workload);
  const World world = BuildWorld(sources);
  const Floor floor(workload.requests, world.counts());
  ReferenceWorld reference(sources);

  // By what tells two requests of this world apart: the next ones repeat them.
  std::vector<Distinct> distinct;
  std::vector<size_t> which;
  size_t period = 0;
  for (const Request& request : workload.requests) {
    if (period == 0 && !distinct.empty() &&
        request.principal == distinct[0].request->principal &&
        CaseName(request) != CaseName(*distinct.back().request)) {
      period = distinct.size();
    }
    if (period == 0) distinct.push_back({CaseName(request), &request, {}, {}});
    which.push_back(period == 0 ? distinct.size() - 1 : which.size() % period);
  }

  const int passes = Quick() ? 1 : kPasses;
  for (int pass = -1; pass < passes; ++pass) {
    for (size_t i = 0; i < workload.requests.size(); ++i) {
      const uint64_t start = Ticks();
      benchmark::DoNotOptimize(world.Authorize(workload.requests[i]));
      const uint64_t end = Ticks();
      benchmark::DoNotOptimize(floor.Visit(workload.requests[i]));
      const uint64_t floor_end = Ticks();
      if (pass < 0) continue;  // warms the world
      distinct[which[i]].ticks.push_back(static_cast<uint32_t>(end - start));
      distinct[which[i]].floor_ticks.push_back(
          static_cast<uint32_t>(floor_end - end));
    }
  }

  std::map<std::string, Figures> cases;
  for (Distinct& one : distinct) {
    const double p50 = PercentilesOf(&one.ticks).p50;
    const double refer = TimeReference(world, *one.request, &reference);
    Figures& figures = cases[one.case_name];
    figures.compared += 1;
    if (p50 < figures.p50) continue;
    figures.p50 = p50;
    figures.floor_p50 = PercentilesOf(&one.floor_ticks).p50;
    figures.reference = refer;
  }
  return cases;
}

void BM_Authorize_P(benchmark::State& state, const std::string& name) {
  static const auto& cases =
      *new std::map<std::string, Figures>(MeasureCases());
  const Figures& figures = cases.at(name);
  for (auto _ : state) state.SetIterationTime(figures.p50 * 1e-9);
  state.counters["p50_ns"] = figures.p50;
  state.counters["floor_p50_ns"] = figures.floor_p50;
  state.counters["reference_p50_ns"] = figures.reference;
  state.counters["compared"] = figures.compared;
}

// A glob whose length, like its subject's, is about `length`.
struct Glob {
  std::string pattern;
  std::string subject;
};

std::string Repeat(absl::string_view text, size_t times) {
  std::string repeated;
  for (size_t i = 0; i < times; ++i) absl::StrAppend(&repeated, text);
  return repeated;
}

Glob MakeGlob(absl::string_view shape, size_t length) {
  const std::string subject = Repeat("a", length);
  const std::string run = Repeat("a", length / 15);
  const std::string marks = Repeat("?", length / 3);
  if (shape == "stars") {
    return {absl::StrCat(Repeat("*a", length * 4 / 9), "*b"), subject};
  }
  if (shape == "runs") {
    return {absl::StrCat("*", run, "b*", run, "c"),
            absl::StrCat(Repeat("a", length / 2), "b",
                         subject.substr(0, length / 2))};
  }
  return {absl::StrCat("*", marks, "b*", marks, "c"), subject};
}

// A world of one statement on the resource `pattern`.
World GlobWorld(absl::string_view pattern) {
  return BuildWorld({std::make_shared<const Source>(
      "world.json",
      absl::StrFormat(
          R"({"UserDetailList": [{"UserName": "ana", "UserId": "AIDA0", "Arn": "arn:aws:iam::111122223333:user/ana", "UserPolicyList": [{"PolicyName": "one", "PolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::%s"}]}}], "GroupList": [], "AttachedManagedPolicies": []}], "GroupDetailList": [], "RoleDetailList": [], "Policies": []})",
          pattern))});
}

// What the pattern adds to a decision on this subject.
class GlobTest {
 public:
  explicit GlobTest(const Glob& glob)
      : world_(GlobWorld(absl::StrCat("amzn-s3-demo-bucket/", glob.pattern))),
        without_(GlobWorld("*")) {
    request_.principal = "arn:aws:iam::111122223333:user/ana";
    request_.action = "s3:GetObject";
    request_.resource =
        absl::StrCat("arn:aws:s3:::amzn-s3-demo-bucket/", glob.subject);
  }

  double Time() const {
    const auto time = [this](const World& world) {
      return TimeEach(kCalls,
                      [&](size_t) {
                        benchmark::DoNotOptimize(world.Authorize(request_));
                      })
          .p50;
    };
    return time(world_) - time(without_);
  }

 private:
  static constexpr size_t kCalls = 500;
  World world_;
  World without_;
  Request request_;
};

void BM_Match_Doubled(benchmark::State& state, const std::string& shape) {
  const GlobTest once(MakeGlob(shape, 900));
  const GlobTest twice(MakeGlob(shape, 1800));
  std::vector<double> times, growths;
  for (auto _ : state) {
    times.push_back(once.Time());
    growths.push_back(twice.Time() / times.back());
    state.SetIterationTime(times.back() * 1e-9);
  }
  state.counters["p50_ns"] = MedianOf(times);
  state.counters["growth_x2"] = MedianOf(growths);
}

void Register() {
  const auto add = [](const std::string& name, auto run, const std::string& of,
                      int iterations) {
    benchmark::RegisterBenchmark(name.c_str(), run, of)
        ->UseManualTime()
        ->Unit(benchmark::kNanosecond)
        ->Iterations(iterations);
  };
  for (const char* shape : {"stars", "runs", "marks"}) {
    add(absl::StrCat("BM_Match_Doubled_", shape), BM_Match_Doubled, shape, 11);
  }
  std::map<std::string, bool> names;
  for (const Request& request : GetWorkload("P", 200).requests) {
    names[CaseName(request)] = true;
  }
  for (const auto& [name, unused] : names) {
    add(absl::StrCat("BM_Authorize_P_", name), BM_Authorize_P, name, 1);
  }
}

}  // namespace
}  // namespace iam::bench

int main(int argc, char** argv) {
  iam::bench::Register();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
