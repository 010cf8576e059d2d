#!/usr/bin/env python3
"""Write the table of how API calls look on the wire.

    python3 make_wire_table.py API_MAP_DIR BOTOCORE_DATA_DIR OUT_DIR

API_MAP_DIR holds api_map.jsonl, BOTOCORE_DATA_DIR the API models of botocore.
OUT_DIR gets wire.tbl, in the form that README.md beside this file describes. The
same input gives the same bytes.
"""
import gzip
import json
import os
import sys

DATE = "2026-09-26"
ORIGIN = "API models of botocore 1.43.11 (Apache-2.0)"
# Operations of S3 say which they are by a parameter of that name, too.
NOT_TELLING = {"x-id"}


def check(text, reserved="\t\n;=,"):
    """The text, which must not hold what separates texts."""
    if any(c in reserved for c in text) or not text.isascii():
        sys.exit("a reserved character in %r" % text)
    return text


def model_of(data, client):
    folder = os.path.join(data, client)
    versions = sorted(v for v in os.listdir(folder)
                      if os.path.isdir(os.path.join(folder, v)))
    path = os.path.join(folder, versions[-1], "service-2.json")
    if os.path.exists(path):
        with open(path) as f:
            return json.load(f)
    with gzip.open(path + ".gz", "rt") as f:
        return json.load(f)


def wire_name(protocol, name, member):
    if protocol == "ec2":
        wire = member.get("queryName") or member.get("locationName", name)
        return wire[0].upper() + wire[1:]
    return member.get("locationName", name)


def members_of(model, operation):
    shape = operation.get("input", {}).get("shape")
    return (model["shapes"][shape] if shape else {}), model["metadata"]["protocol"]


def names(model, operation):
    """'wire:Model' of parameters that are not called on the wire as in the model."""
    shape, protocol = members_of(model, operation)
    found = []
    for name, member in sorted(shape.get("members", {}).items()):
        wire = wire_name(protocol, name, member)
        if member.get("location") in ("uri", "headers") or wire.lower() == name.lower():
            continue
        found.append(check(wire, "\t\n;=,:") + ":" + name)
    return found


def required(model, operation):
    """What a REST request of the operation has for certain: '?name', '!header'; '*': a body that is data."""
    shape, _ = members_of(model, operation)
    found = []
    for name in sorted(shape.get("required", [])):
        member = shape["members"][name]
        mark = {"querystring": "?", "header": "!"}.get(member.get("location"))
        if mark:
            found.append(mark + check(member["locationName"]))
    payload = shape.get("payload")
    if payload and model["shapes"][shape["members"][payload]["shape"]]["type"] in ("blob", "string"):
        found.append("*")
    return found


def uri_of(template):
    path, _, query = template.partition("?")
    words = [w for w in query.split("&") if w and w.partition("=")[0] not in NOT_TELLING]
    return path, [w.replace("=", ":") for w in words]


def line_of(client, model):
    rows, renamed = [], []
    for name in sorted(model["operations"]):
        operation = model["operations"][name]
        if any(p.startswith("rest") for p in protocols_of(client)):
            path, words = uri_of(operation["http"]["requestUri"])
            rows.append("=".join([
                check(name), operation["http"]["method"], check(path),
                ",".join(["?" + check(w) for w in words] + required(model, operation))]).rstrip("="))
        found = names(model, operation)
        if found:
            renamed.append(check(name) + "=" + ",".join(found))
    return "\t".join([
        client["client"], client["iam"] or "", client["signing"], client["endpoint"],
        ",".join(protocols_of(client)), client["version"], client.get("target", ""),
        client.get("json", ""), "global" if client.get("global") else "",
        ";".join(rows), ";".join(renamed)])


def protocols_of(client):
    return client.get("protocols") or [client["protocol"]]


def main():
    map_dir, data, out = sys.argv[1:]
    with open(os.path.join(map_dir, "api_map.jsonl")) as f:
        clients = [json.loads(line) for line in f]
    lines = ["\t".join(["iamsim-wire 1", DATE, ORIGIN, str(len(clients))])]
    for client in sorted(clients, key=lambda c: c["client"]):
        lines.append(line_of(client, model_of(data, client["client"])))
    with open(os.path.join(out, "wire.tbl"), "w", newline="\n") as f:
        f.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
