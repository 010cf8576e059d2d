#!/usr/bin/env python3
"""Put what the benchmark programs measured into one table.

    python3 table.py [--json FILE] [--worlds TEXT] [--commit TEXT] OUTPUT...

OUTPUT are files of Google Benchmark (--benchmark_out_format=json). The rows with
targets come first, as docs of the project list them; everything else that was
measured stands below. FILE gets {"rows": [{"name", "unit", "value", "must"?,
"reach"?, "more_is_better"?, "ratio_to_floor"?, "must_ratio_to_floor"?,
"ratio_to_reference"?}]}.
Only the standard library is used.
"""
import argparse
import json
import re
import subprocess
import sys
import time


class Measured:
    """Counters of all benchmarks, by name."""

    def __init__(self, paths):
        self.of = {}
        self.others = []
        for path in paths:
            with open(path) as f:
                for run in json.load(f)["benchmarks"]:
                    if run.get("error_occurred"):
                        sys.exit("table.py: error: %s: %s" % (run["name"], run["error_message"]))
                    self.add(run)

    def add(self, run):
        name = run["name"].replace("/manual_time", "")
        name = re.sub(r"/iterations:\d+$", "", name)
        fixed = {"name", "family_index", "per_family_instance_index", "run_name", "run_type",
                 "repetitions", "repetition_index", "threads", "iterations", "real_time",
                 "cpu_time", "time_unit", "aggregate_name", "aggregate_unit"}
        counters = {k: v for k, v in run.items()
                    if k not in fixed and isinstance(v, (int, float))}
        self.of[name] = counters
        if not ("manual_time" in run["name"] and counters):
            self.others.append((name, run["time_unit"], run["real_time"]))

    def get(self, name, counter):
        return self.of.get(name, {}).get(counter)

    def matching(self, pattern):
        return [name for name in self.of if re.fullmatch(pattern, name)]


# What the floor took on the machine that the targets were written for: a stream of cold
# requests, and one request again and again. A target in nanoseconds divided by it is one in
# floors, which another machine can be held to.
COLD_FLOOR, HOT_FLOOR = 155, 38


class Row:
    def __init__(self, name, unit, value, must=None, reach=None, more=False,
                 floor=None, reference=None, target_floor=None):
        self.name, self.unit, self.value = name, unit, value
        self.must, self.reach, self.more = must, reach, more
        self.floor = value / floor if floor else None
        self.must_floors = must / target_floor if target_floor else None
        self.reference = value / reference if reference else None

    def verdict(self):
        def met(target):
            return self.value >= target if self.more else self.value <= target
        if self.must is None:
            return ""
        if not met(self.must):
            in_floors = self.must_floors is not None and self.floor <= self.must_floors
            return "in floors" if in_floors else "NOT MET"
        return "reach" if met(self.reach) else "must"

    def as_json(self):
        row = {"name": self.name, "unit": self.unit, "value": round(self.value, 4)}
        if self.must is not None:
            row["must"], row["reach"] = self.must, self.reach
        row["more_is_better"] = self.more
        if self.floor is not None:
            row["ratio_to_floor"] = round(self.floor, 4)
        if self.must_floors is not None:
            row["must_ratio_to_floor"] = round(self.must_floors, 4)
        if self.reference is not None:
            row["ratio_to_reference"] = round(self.reference, 6)
        return row


def decisions(m):
    targets = {"S": (600, 300, 2000, 1200), "M": (500, 250, 2000, 1000), "L": (800, 400, 4000, 2500)}
    for world, (must50, reach50, must99, reach99) in targets.items():
        c = m.of.get("BM_Authorize_" + world)
        if c is None:
            continue
        yield Row(world + " p50", "ns", c["p50_ns"], must50, reach50,
                  floor=c["floor_p50_ns"], reference=c["reference_p50_ns"],
                  target_floor=COLD_FLOOR)
        yield Row(world + " p99", "ns", c["p99_ns"], must99, reach99,
                  floor=c["floor_p50_ns"], reference=c["reference_p99_ns"],
                  target_floor=COLD_FLOOR)


def growth(m):
    name = "BM_Authorize_OtherPrincipals"
    for factor, must, reach in ((10, 1.2, 1.1), (100, 1.5, 1.2)):
        value = m.get(name, "growth_x%d" % factor)
        if value is not None:
            yield Row("other principals' policies x%d" % factor, "x", value, must, reach,
                      floor=m.get(name, "floor_growth_x%d" % factor))
    shapes = m.matching("BM_Authorize_OtherStatements_.*")
    if shapes:
        yield Row("non-matching statements of one policy x10 (worst of %d shapes)" % len(shapes),
                  "x", max(m.get(s, "growth_x10") for s in shapes), 1.2, 1.1)


def loading(m):
    c = m.of.get("BM_LoadWorld_L")
    if c is not None:
        yield Row("L from JSON text to ready", "s", c["seconds"], 0.6, 0.3)
        yield Row("L compiled memory, without source text", "bytes a statement",
                  c["bytes_a_statement"], 300, 150)
        yield Row("L compiled memory, with source text", "bytes a statement",
                  c["bytes_a_statement_with_text"])


def pathological(m):
    groups = [
        ("P globs of 900 characters, * only", ["glob-" + g for g in (
            "abab", "star32", "star400", "mid", "stars", "value")], 10000, 2000),
        ("P globs of 900 characters, with ?", ["glob-quest"], 25000, 10000),
        ("P lists of 10,000 values: equality, CIDR, numeric, set",
         ["list-string", "list-cidr", "list-numeric", "list-set"], 1000, 300),
        ("P lists of 10,000 values: like, ARN", ["list-like", "list-arn"], 5000, 1000),
        ("P documents of the full 6,144 characters",
         ["full-actions", "full-resources", "full-statements"], 2000, 700),
    ]
    for title, cases, must, reach in groups:
        found = [m.of[n] for n in ("BM_Authorize_P_" + c for c in cases) if n in m.of]
        if found:
            worst = max(found, key=lambda c: c["p50_ns"])
            yield Row(title, "ns", worst["p50_ns"], must, reach,
                      floor=worst["floor_p50_ns"], reference=worst["reference_p50_ns"],
                      target_floor=HOT_FLOOR)
    doubled = [m.get("BM_Match_Doubled_" + s, "growth_x2") for s in ("stars", "runs")]
    if None not in doubled:
        yield Row("glob and subject both doubled, * only (worse of 2 shapes)", "x",
                  max(doubled), 2.5, 2.1)


def threads(m):
    c = m.of.get("BM_Authorize_Threads_L")
    if c is not None:
        yield Row("decisions a second, threads 1 to 2", "x", c["growth_1_to_2"], 1.8, 1.95,
                  more=True, floor=c["floor_growth_1_to_2"])


def who_can(m):
    c = m.of.get("BM_WhoCan_L")
    if c is not None:
        yield Row("L who can, targeted: the set with verdicts", "ns", c["p50_ns"], 300000, 60000)
        yield Row("L who can, targeted: the listing with paths, p99", "ns",
                  c["listing_p99_ns"], 20000000, 20000000)
        if "untargeted_p99_ns" in c:
            yield Row("L who can, on *: the set with verdicts, p99", "ns", c["untargeted_p99_ns"])


UNITS = [("_ns", "ns"), ("p50_ns_x", "ns"), ("_a_second", "MB/s"), ("_per_second", "1/s"),
         ("seconds", "s"), ("ns_a_statement", "ns"), ("bytes_a", "bytes"), ("growth", "x")]


def rest(m):
    """What has no target of its own, under the name of its benchmark."""
    for name, counters in m.of.items():
        for counter, value in sorted(counters.items()):
            unit = next((u for part, u in UNITS if part in counter), "")
            yield Row("%s %s" % (name, counter), unit, value,
                      more="_second" in counter)
    for name, unit, value in m.others:
        yield Row(name, unit, value)


def number(value):
    if value is None:
        return ""
    if abs(value) >= 1000:
        return "{:,.0f}".format(value)
    return "%.0f" % value if abs(value) >= 100 else "%.3g" % value


def output(command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


def machine():
    facts = dict(re.findall(r"^([^:]+):\s*(.*)$", output(["lscpu"]), re.M))
    return "%s, %s cores, L3 %s" % (facts.get("Model name", "unknown machine"),
                                    facts.get("CPU(s)", "?"), facts.get("L3 cache", "?"))


def print_table(rows):
    head = ("what", "unit", "value", "must", "reach", "", "x floor", "must x floor", "reference /")
    lines = [head] + [
        (r.name, r.unit, number(r.value), number(r.must), number(r.reach), r.verdict(),
         number(r.floor), number(r.must_floors), number(1 / r.reference if r.reference else None)) for r in rows]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    for i, line in enumerate(lines):
        cells = [cell.ljust(w) if k in (0, 1, 5) else cell.rjust(w)
                 for k, (cell, w) in enumerate(zip(line, widths))]
        print("| " + " | ".join(cells) + " |")
        if i == 0:
            print("|" + "|".join("-" * (w + 2) if k in (0, 1, 5) else "-" * (w + 1) + ":"
                                 for k, w in enumerate(widths)) + "|")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--json", help="also write the rows to this file")
    parser.add_argument("--worlds", default="", help="what the worlds are, for the heading")
    parser.add_argument("--commit", default="", help="the commit measured")
    parser.add_argument("--compiler", default="", help="the compiler used")
    parser.add_argument("outputs", nargs="+")
    args = parser.parse_args()
    m = Measured(args.outputs)
    rows = [r for part in (
        decisions, growth, loading, pathological, threads, who_can) for r in part(m)]
    others = list(rest(m))

    print("\nMachine: %s\nCompiler: %s\nCommit: %s\nDate: %s\nWorlds: %s" % (
        machine(), args.compiler, args.commit, time.strftime("%Y-%m-%d"), args.worlds))
    compared = sum(c.get("compared", 0) for c in m.of.values())
    print("Engine and reference evaluator gave the same answer to all of %d requests compared.\n" % compared)
    print_table(rows)
    print("\n\"x floor\" is the value divided by the floor's, \"reference /\" the reference "
          "evaluator's divided by the value;\nboth measured in the same run. \"must x floor\" is "
          "the target divided by what the floor took on the\nmachine it was written for (%d ns "
          "cold, %d hot); \"in floors\": met so counted, not in nanoseconds here. Of the floor it is the\n"
          "median that counts, for the p99 too: it says how fast the machine is.\n"
          "Everything else:\n" % (COLD_FLOOR, HOT_FLOOR))
    print_table(others)
    if args.json:
        with open(args.json, "w") as f:
            f.write("{\"rows\": [\n")
            f.write(",\n".join("  " + json.dumps(r.as_json()) for r in rows + others))
            f.write("\n]}\n")
        print("\nrows: %s" % args.json)


if __name__ == "__main__":
    main()
