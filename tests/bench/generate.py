#!/usr/bin/env python3
"""Writes an export of a made-up tenant: caches, their networks, and much that is neither.

generate.py --bytes 100M --form ndjson --output tenant.ndjson --expect tenant.expect.json

The same options give the same bytes everywhere: all chance comes from `random()` of one seed. The
profile `tenant` is mostly resources that are no business of a cache audit, `caches` holds caches
alone. `--expect` writes how many findings each of the ten rules of the comparison has, and what was
written. Sizes are decimal: 10M, 1G.
"""

import argparse
import json
import random
import sys

import shapes
from ten_rules import Counts

VERSION = 1

#: Shares of kinds, by number of resources.
PROFILES = {
    "tenant": {
        "cache": 100, "cluster": 10, "network": 30, "group": 15, "endpoint": 45, "machine": 180,
        "disk": 220, "interface": 160, "account": 140, "vault": 50, "site": 50,
    },
    "caches": {"cache": 1},
}
RELEVANT = ("cache", "cluster", "network", "group", "endpoint")

#: What stands before, between and behind resources.
FORMS = {
    "ndjson": ("", "\n", "\n"),
    "array": ("[", ",\n", "]\n"),
    "value": ('{"value":[', ",\n", "]}\n"),
    "data": ('{"count":0,"data":[', ",\n", '],"skip_token":null}\n'),
    "template": (
        '{"$schema":"https://schema.management.azure.com/schemas/2019-04-01/'
        'deploymentTemplate.json#","contentVersion":"1.0.0.0","resources":[', ",\n", "]}\n",
    ),
}


def size(text):
    unit = {"K": 10**3, "M": 10**6, "G": 10**9}.get(text[-1:].upper())
    return int(float(text[:-1]) * unit) if unit else int(text)


def kinds(profile, chance):
    """Kinds without end, by their shares."""
    names, weights = zip(*PROFILES[profile].items())
    bounds = [sum(weights[: i + 1]) for i in range(len(weights))]
    while True:
        at = chance.random() * bounds[-1]
        yield next(name for name, bound in zip(names, bounds) if at < bound)


def as_row(resource):
    """A row of Azure Resource Graph: type in small letters and columns of every row."""
    parts = resource["id"].split("/")
    return {
        **{key: None for key in ("kind", "managedBy", "sku", "plan", "identity", "zones", "tags")},
        **resource,
        "type": resource["type"].lower(),
        "tenantId": shapes.TENANT,
        "subscriptionId": parts[2],
        "resourceGroup": parts[4].lower(),
    }


def as_template_resource(resource):
    version = "2024-11-01" if "Cache" in resource["type"] else "2024-05-01"
    return {**resource, "apiVersion": version}


def write(out, options):
    """Writes resources until there are enough; what was written, with the counts."""
    chance = random.Random(options.seed)
    estate = shapes.Estate(chance)
    counts = Counts()
    change = {"data": as_row, "template": as_template_resource}.get(options.form, lambda each: each)
    encode = json.JSONEncoder(
        ensure_ascii=False, sort_keys=options.sorted, indent=options.indent or None,
        separators=(",", ": ") if options.indent else (",", ":"),
    ).encode
    head, between, tail = FORMS[options.form]
    out.write(head.encode())
    written, number = len(head) + len(tail), 0
    by_kind = {kind: {"resources": 0, "bytes": 0} for kind in PROFILES[options.profile]}
    for kind in kinds(options.profile, chance):
        if written >= options.bytes or number >= options.resources:
            break
        resource = getattr(estate, kind)()
        counts.add(resource)
        text = encode(change(resource)).encode()
        if number:
            out.write(between.encode())
            written += len(between)
        out.write(text)
        written += len(text)
        number += 1
        by_kind[kind]["resources"] += 1
        by_kind[kind]["bytes"] += len(text)
    out.write(tail.encode())
    relevant = [each for kind, each in by_kind.items() if kind in RELEVANT]
    return {
        "generator": VERSION, "seed": options.seed, "profile": options.profile,
        "form": options.form, "bytes": written, "resources": number,
        "relevant": {key: sum(each[key] for each in relevant) for key in ("resources", "bytes")},
        "kinds": by_kind, "findings": counts.done(),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bytes", type=size, default=sys.maxsize, help="stop at about this size")
    parser.add_argument("--resources", type=int, default=sys.maxsize, help="stop after so many")
    parser.add_argument("--profile", choices=PROFILES, default="tenant")
    parser.add_argument("--form", choices=FORMS, default="ndjson")
    parser.add_argument("--sorted", action="store_true", help="keys as az prints them, type last")
    parser.add_argument("--indent", type=int, default=0, help="2 as az prints; not for ndjson")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--output", default="-")
    parser.add_argument("--expect", help="file for what was written, with the counts")
    options = parser.parse_args()
    if options.bytes == options.resources == sys.maxsize:
        parser.error("give --bytes or --resources")
    if options.indent and options.form == "ndjson":
        parser.error("a line of NDJSON has no indentation")
    with open(1 if options.output == "-" else options.output, "wb", buffering=1 << 20) as out:
        report = write(out, options)
    if options.expect:
        with open(options.expect, "w", encoding="utf-8") as file:
            json.dump(report, file, indent=1)
            file.write("\n")


if __name__ == "__main__":
    main()
