#!/usr/bin/env python3
"""Write the table of multivalued condition keys from a service catalog.

    python3 make_key_tables.py CATALOG_DIR > ../../engine/condition/multivalued_keys.inc

CATALOG_DIR holds catalog.jsonl: one AWS service on each line, with
"keys": {name: type}; types that begin with ArrayOf are multivalued (IAM User
Guide, "Single-valued vs. multivalued context keys"). A name whose end is
variable (`x:Tag/${Key}`) is cut before the variable and kept as a prefix.
"""
import json
import os
import sys


def main():
    exact, prefixes = set(), set()
    with open(os.path.join(sys.argv[1], "catalog.jsonl")) as f:
        for line in f:
            for name, kind in json.loads(line).get("keys", {}).items():
                if not kind.startswith("ArrayOf") or name.lower().startswith("aws:"):
                    continue
                head, hole, _ = name.lower().partition("${")
                (prefixes if hole else exact).add(head)
    print("// Service condition keys that hold lists, in lower case and sorted. Generated\n"
          "// by corpus/catalog/make_key_tables.py from the Service Authorization\n"
          "// Reference as of 2026-09-26; not edited by hand.\n"
          "//   IAM_MULTIVALUED_KEY(name), IAM_MULTIVALUED_KEY_PREFIX(prefix)")
    for name in sorted(exact):
        print('IAM_MULTIVALUED_KEY("%s")' % name)
    for name in sorted(prefixes):
        print('IAM_MULTIVALUED_KEY_PREFIX("%s")' % name)


main()
