#!/usr/bin/env python3
"""Change the engine in one small place at a time and see whether a test notices.

    python3 mutate.py [--mutants N] [--seed S] [--jobs J] [--only PATH]

Each mutant is built in a private copy of the tree and has to survive, in this
order: random worlds against the reference evaluator, the unit tests, the
corpus. Killed: one of them fails, crashes or does not end. A mutant that does
not compile is not counted, and another is drawn. Mutants are drawn evenly over
the files of engine/{match,condition,compile,eval} but for three that say only
where in memory things lie (NOT_MUTATED), and in a file evenly over
the kinds of change; the same seed draws the same ones from the same sources.

Ends with 0 if at least 90 % were killed and every survivor is explained in
survivors.md, with 1 if not, with 2 if nothing could be measured.
"""
import argparse
import fnmatch
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import threading
import time

from mutants import enums_of, mutants_of

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
ROOMS = ["engine/match", "engine/condition", "engine/compile", "engine/eval"]
# Where things lie in memory and when they are loaded: nothing there decides.
NOT_MUTATED = ["engine/match/prefetch.h"]
LEAST_KILLED = 0.9
MOST_MEMORY = 4 << 30
# A mutant may take that many times as long as the engine itself, and 5 seconds.
PATIENCE = 5

# What a mutant meets: target, arguments, directory of the binary.
CHECKS = [
    ("iam_mutation_check", ["30000"]),
    ("iam_mutation_tests", ["--gtest_brief=1", "--gtest_fail_fast"]),
    ("iam_conformance_tests", ["--gtest_brief=1", "--gtest_fail_fast"]),
]


def fail(message):
    print("mutate: error: %s" % message, file=sys.stderr)
    sys.exit(2)


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def sources():
    """Paths below ROOT of all that is built, as git sees them."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"],
                            cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [p for p in listed.splitlines() if os.path.isfile(os.path.join(ROOT, p))]


class Worker:
    """A copy of the tree with a build directory, for one mutant at a time."""

    def __init__(self, number, threads):
        self.directory = os.path.join(ROOT, "build", "mutation", "worker-%d" % number)
        self.tree = os.path.join(self.directory, "tree")
        self.build_directory = os.path.join(self.directory, "build")
        self.threads = threads
        self.seconds = {}

    def copy(self, paths):
        """Copies what differs, so that the rest need not be built again."""
        wanted = set(paths)
        for folder, _, names in os.walk(self.tree):
            for name in names:
                path = os.path.relpath(os.path.join(folder, name), self.tree)
                if path not in wanted:
                    os.remove(os.path.join(self.tree, path))
        for path in paths:
            with open(os.path.join(ROOT, path), "rb") as f:
                content = f.read()
            target = os.path.join(self.tree, path)
            if os.path.exists(target):
                with open(target, "rb") as f:
                    if f.read() == content:
                        continue
            os.makedirs(os.path.dirname(target), exist_ok=True)
            with open(target, "wb") as f:
                f.write(content)

    def environment(self):
        environment = dict(os.environ)
        environment.update(CCACHE_BASEDIR=self.directory, CCACHE_NOHASHDIR="1")
        return environment

    def configure(self):
        command = ["cmake", "-S", self.tree, "-B", self.build_directory, "-G", "Ninja",
                   "-DCMAKE_BUILD_TYPE=None", "-DCMAKE_CXX_FLAGS=-O1 -w -D_GLIBCXX_ASSERTIONS",
                   "-DIAMSIM_PRECOMPILE=ON", "-DIAMSIM_WERROR=OFF"]
        if shutil.which("ccache"):
            command.append("-DCMAKE_CXX_COMPILER_LAUNCHER=ccache")
        if shutil.which("ld.gold"):
            command.append("-DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=gold")
        self.must(command)

    def must(self, command):
        done = subprocess.run(command, env=self.environment(), capture_output=True, text=True)
        if done.returncode != 0:
            fail("%s\n%s%s" % (" ".join(command), done.stdout, done.stderr))

    def builds(self, target):
        command = ["cmake", "--build", self.build_directory, "-j", str(self.threads), "--target", target]
        return subprocess.run(command, env=self.environment(), capture_output=True).returncode == 0

    def passes(self, target, arguments, timeout):
        def limit():
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        try:
            return subprocess.run([os.path.join(self.build_directory, "tests", target)] + arguments,
                                  capture_output=True, timeout=timeout, preexec_fn=limit).returncode == 0
        except subprocess.TimeoutExpired:
            return False

    def prepare(self, paths):
        """The engine as it is: it has to pass, and shows how long that takes."""
        self.copy(paths)
        self.configure()
        for target, arguments in CHECKS:
            if not self.builds(target):
                fail("%s does not build without any mutant" % target)
            start = time.monotonic()
            if not self.passes(target, arguments, 600):
                fail("%s fails without any mutant" % target)
            self.seconds[target] = time.monotonic() - start

    def judge(self, mutant, text):
        """What killed it, "survived" or "does not compile"."""
        path = os.path.join(self.tree, mutant.path)
        try:
            with open(path, "w", encoding="utf-8") as f:
                f.write(mutant.apply(text))
            for target, arguments in CHECKS:
                if not self.builds(target):
                    return "does not compile"
                if not self.passes(target, arguments, 5 + PATIENCE * self.seconds[target]):
                    return target
            return "survived"
        finally:
            with open(path, "w", encoding="utf-8") as f:
                f.write(text)


def draw(texts, seed):
    """All mutants, in the order in which they are tried."""
    enums = enums_of(read(os.path.join(ROOT, p)) for p in sources()
                     if p.startswith("engine/") and p.endswith(".h"))
    chance = random.Random(seed)
    piles = []
    for path in sorted(texts):
        kinds = {}
        for mutant in sorted(mutants_of(path, texts[path], enums), key=lambda m: (m.begin, m.end, m.put)):
            kinds.setdefault(mutant.kind, []).append(mutant)
        for pile in kinds.values():
            chance.shuffle(pile)
        if kinds:
            piles.append(kinds)
    while piles:
        chance.shuffle(piles)
        for kinds in piles:
            kind = chance.choice(sorted(kinds))
            yield kinds[kind].pop()
            if not kinds[kind]:
                del kinds[kind]
        piles = [kinds for kinds in piles if kinds]


def explained(page):
    """(path, before, after) of the survivors that survivors.md explains."""
    known, path = set(), ""
    pattern = re.compile(r"^## (?P<path>\S+)$|^```diff\n- (?P<before>[^\n]*)\n\+ ?(?P<after>[^\n]*)\n```\n+(?P<reason>[^\n#`]?)",
                         re.MULTILINE)
    for match in pattern.finditer(page):
        if match.group("path"):
            path = match.group("path")
        elif match.group("reason"):
            known.add((path, match.group("before"), match.group("after")))
    return known


class Run:
    """Mutants judged by all workers until there are enough."""

    def __init__(self, texts, mutants, wanted):
        self.texts, self.mutants, self.wanted = texts, mutants, wanted
        self.lock = threading.Lock()
        self.judged = []  # (mutant, verdict), those that compile
        self.uncompiled = 0
        self.drawn = 0

    def next(self):
        with self.lock:
            if self.drawn - self.uncompiled >= self.wanted:
                return None
            self.drawn += 1
            return next(self.mutants, None)

    def note(self, mutant, verdict):
        with self.lock:
            if verdict == "does not compile":
                self.uncompiled += 1
                return
            self.judged.append((mutant, verdict))
            text = self.texts[mutant.path]
            print("[%d/%d] %s:%d %s: %s" % (len(self.judged), self.wanted, mutant.path, mutant.line(text),
                                            mutant.kind, verdict), flush=True)

    def work(self, worker):
        while (mutant := self.next()) is not None:
            self.note(mutant, worker.judge(mutant, self.texts[mutant.path]))


def report(run, known, seconds):
    """Prints it; True if all is well."""
    survivors = sorted((m for m, v in run.judged if v == "survived"), key=lambda m: (m.path, m.begin))
    total, killed = len(run.judged), len(run.judged) - len(survivors)
    unexplained = 0
    for mutant in survivors:
        text = run.texts[mutant.path]
        before, after = mutant.lines(text)
        fine = (mutant.path, before, after) in known
        unexplained += not fine
        print("\n%s:%d: %s survived%s\n- %s\n+ %s" % (
            mutant.path, mutant.line(text), mutant.kind, "" if fine else ", not in survivors.md", before, after))
    print()
    for target, _ in CHECKS:
        print("  %4d killed by %s" % (sum(v == target for _, v in run.judged), target))
    print("%d mutants, %d killed (%.1f %%), %d survived (%d not in survivors.md), %d did not compile, %.0f s" % (
        total, killed, 100 * killed / total, len(survivors), unexplained, run.uncompiled, seconds))
    return killed >= LEAST_KILLED * total and unexplained == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--mutants", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="trees that are built side by side")
    parser.add_argument("--only", default="", help="mutate only files whose path begins so; may have wildcards")
    args = parser.parse_args()
    if args.mutants < 1 or args.jobs < 1:
        fail("--mutants and --jobs have to be positive")
    paths = sources()
    texts = {p: read(os.path.join(ROOT, p)) for p in paths
             if os.path.dirname(p) in ROOMS and p not in NOT_MUTATED and p.endswith((".cc", ".h")) and fnmatch.fnmatch(p, args.only + "*")}
    known = explained(read(os.path.join(ROOT, "tests", "mutation", "survivors.md")))
    mutants = draw(texts, args.seed)

    start = time.monotonic()
    threads = max(1, (os.cpu_count() or 1) // args.jobs)
    workers = [Worker(i, threads) for i in range(args.jobs)]
    for worker in workers:
        # One after the other: what the first has built, the others find in ccache.
        worker.threads = os.cpu_count() or 1
        worker.prepare(paths)
        worker.threads = threads
    print("ready after %.0f s: %s" % (time.monotonic() - start, ", ".join(
        "%s takes %.1f s" % item for item in workers[0].seconds.items())), flush=True)

    start = time.monotonic()
    run = Run(texts, mutants, args.mutants)
    running = [threading.Thread(target=run.work, args=(w,)) for w in workers]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    if not run.judged:
        fail("no mutant compiled")
    sys.exit(0 if report(run, known, time.monotonic() - start) else 1)


if __name__ == "__main__":
    main()
