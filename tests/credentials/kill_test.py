#!/usr/bin/env python3
"""kill -9 while keys are made.

  kill_test.py MAKE_KEYS [--kills N] [--seed S]

A child makes keys, one after the other, and is killed at any moment, also while
it sets up an empty directory. Then the store must open and hold each key that
was acknowledged, with a secret that opens, and besides them at most the one
that was in flight: a key that was written, but whose maker died before saying
so, is there as a whole. It is nobody's loss, as nobody was told its secret.
"""
import argparse
import random
import subprocess
import sys
import tempfile
import time


def make_until_killed(program, directory, first_user, seconds):
    """What was acknowledged, as {id: user}, and the user in flight, or None."""
    child = subprocess.Popen([program, directory, 'make', str(first_user)],
                             stdout=subprocess.PIPE, text=True)
    time.sleep(seconds)
    child.kill()
    output = child.communicate()[0]
    created, trying = {}, None
    # The last line may have been cut off: it was never said then.
    for line in output.splitlines(keepends=True):
        if not line.endswith('\n'):
            continue
        words = line.split()
        if words[0] == 'trying':
            trying = words[1]
        else:
            created[words[1]] = words[2]
            trying = None
    return created, trying


def stored(program, directory):
    listing = subprocess.run([program, directory, 'list'], text=True,
                             stdout=subprocess.PIPE, check=True).stdout
    return dict(line.split() for line in listing.splitlines())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('make_keys')
    parser.add_argument('--kills', type=int, default=20)
    parser.add_argument('--seed', type=int, default=1)
    options = parser.parse_args()
    choice = random.Random(options.seed)
    acknowledged, in_flight, kills = 0, 0, 0
    while kills < options.kills:
        with tempfile.TemporaryDirectory() as directory:
            known, user = {}, 0
            # A directory of some kills, the first ones soon after its making.
            for i in range(min(20, options.kills - kills)):
                seconds = choice.uniform(0, 0.03 if i < 5 else 0.15)
                created, trying = make_until_killed(
                    options.make_keys, directory, user, seconds)
                kills += 1
                known.update(created)
                now = stored(options.make_keys, directory)
                lost = known.keys() - now.keys()
                more = {key: name for key, name in now.items()
                        if key not in known}
                if lost or any(name != trying for name in more.values()) \
                        or len(more) > 1:
                    print(f'kill {kills}: lost {lost}, more {more}, '
                          f'in flight {trying}')
                    return 1
                acknowledged += len(created)
                in_flight += len(more)
                known = now
                user += len(created) + 1
    print(f'{kills} kills: all of {acknowledged} acknowledged keys are there, '
          f'besides {in_flight} in flight')
    return 0


if __name__ == '__main__':
    sys.exit(main())
