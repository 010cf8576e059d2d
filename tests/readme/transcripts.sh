#!/bin/bash
# transcripts.sh README.md IAMSIM
# Runs the commands of README.md's ```console blocks ("$ iamsim …") and compares
# what they print with the lines below them.
set -euo pipefail
readme=$1
iamsim() { "$program" "$@"; }
program=$2

block=$(mktemp)
expected=$(mktemp)
actual=$(mktemp)
trap 'rm -f "$block" "$expected" "$actual"' EXIT
awk '/^```console$/ { on = 1; next } /^```$/ { on = 0 } on' "$readme" > "$block"

command=
runs=0
failed=0
check() {
  if [[ -z $command ]]; then return; fi
  runs=$((runs + 1))
  eval "$command" > "$actual" 2>&1 || true
  if ! diff -u --label README.md --label actual "$expected" "$actual"; then
    echo "differs: $command"
    failed=1
  fi
}

continued=
while IFS= read -r line; do
  if [[ -n $continued ]]; then
    command+=$'\n'$line
  elif [[ $line == '$ iamsim '* ]]; then
    check
    command=${line#'$ '}
    : > "$expected"
  else
    printf '%s\n' "$line" >> "$expected"
    continue
  fi
  if [[ $line == *\\ ]]; then continued=1; else continued=; fi
done < "$block"
check

if ((runs == 0)); then
  echo "no transcripts in $readme"
  exit 1
fi
echo "$runs transcripts"
exit $failed
