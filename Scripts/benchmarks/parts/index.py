"""Whether the library that finds near-duplicates grows no faster than what it is given: 10,000 and 100,000 reports.

Seconds, and memory in bytes a report: what the index holds, and how much the peak of the process grows. Then, among ten times as
many reports but 2,000, how long each of these takes to be looked up by itself.
"""
import json, statistics, subprocess

import corpora, duplicates, measuring
from reporting import Comparison, Goal

DOCUMENTS, LOOKED_UP = 10_000, 2000


def run(options):
    program, folder, sizes = measuring.dedupe_program(), corpora.fresh("index"), {}
    pinned = ["taskset", "-c", str(options.core), program]
    result = lambda *more: json.loads(subprocess.run([*pinned, *more], check=True, capture_output=True, text=True).stdout.splitlines()[-1])
    files = {}
    for factor in (1, 10):
        files[factor] = folder / f"{factor}.jsonl"
        duplicates.write(duplicates.pairs((options.documents or DOCUMENTS) * factor, 1 + factor), files[factor])
        sizes[factor] = [result(files[factor]) for _ in range(options.runs)]
    middle = lambda key, factor: statistics.median(run[key] for run in sizes[factor])
    one, ten = ({key: middle(key, factor) for key in sizes[factor][0]} for factor in (1, 10))
    more = ten["documents"] - one["documents"]
    known = result(files[10], "--known", str(LOOKED_UP))
    goals = [
        Goal("seconds of ten times as many", [b["seconds"] / one["seconds"] for b in sizes[10]], "times", at_most=11),
        Goal("reading and sketching, of it", [run["read_seconds"] for run in sizes[10]], "s"),
        Goal("resolving, of it", [run["resolve_seconds"] for run in sizes[10]], "s"),
        Goal("the index", [run["index_bytes"] / run["documents"] for run in sizes[10]], "bytes a report", at_most=1024),
        Goal("resident once all are added", [(ten["held_bytes"] - one["held_bytes"]) / more], "bytes a report"),
        Goal("at the peak, with the findings", [(ten["peak_bytes"] - one["peak_bytes"]) / more], "bytes a report"),
        Goal("one looked up among all", [known["milliseconds"]], "ms"),
        Goal("the slowest looked up", [known["slowest_milliseconds"]], "ms"),
        Goal("to be looked up in", [known["bytes"]], "bytes a report"),
        Goal("the file of sketches", [known["file_bytes"]], "bytes a report"),
    ]
    yield Comparison(f"index: {one['documents']:.0f} and {ten['documents']:.0f} reports", "reports", 0, {}, {}, goals=goals)
