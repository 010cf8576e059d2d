#!/bin/bash
# open_questions.sh README.md RULES.md
# README.md has a row for each rule of the index that is marked unclear, and for
# no other.
set -euo pipefail
in_index=$(awk -F '|' '$5 ~ /unclear/ && $2 ~ /[0-9]/ { gsub(/ /, "", $2); print $2 }' "$2" | sort -u)
in_readme=$(awk '/^## What AWS leaves open/ { on = 1; next } /^## / { on = 0 } on' "$1" |
  awk -F '|' '$2 ~ /[0-9]/ { gsub(/[ ,]+/, "\n", $2); print $2 }' | grep . | sort -u)
diff --label rules.md --label README.md -u <(echo "$in_index") <(echo "$in_readme")
