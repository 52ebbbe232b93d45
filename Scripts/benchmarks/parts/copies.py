"""Near-duplicates among 10,000 reports of 6 kB, beside rensa, datasketch and datatrove.

Each report has one partner at most (duplicates.py): copies of every kind, and siblings of one template. Each program reads the
same file and writes a cluster for each text. Recall is the share of the copies that are in one cluster with their report; merged
is the share of the siblings that are, and they must not be; precision counts all pairs. `by kind` gives the shares of each.
"""
import collections, json

import corpora, duplicates, measuring
from measuring import SOURCES, Program
from reporting import Comparison, Ratio

DOCUMENTS, SEED = 10_000, 1
RATIOS = [Ratio("rensa", 3), Ratio("rensa-32x4", 3), Ratio("datasketch", 10), Ratio("datatrove")]


def clusters(out):
    """The cluster of each text by its id."""
    group = {}
    for line in out.read_text().splitlines():
        first, second, *_ = line.split("\t")
        group[first] = second or first
    return group


def quality(documents, group):
    counts = collections.defaultdict(collections.Counter)
    of = {d["id"]: group.get(d["id"], d["id"]) for d in documents}
    for d in documents:
        if d.get("partner"):
            counts[d["kind"]].update(all=1, joined=of[d["id"]] == of[d["partner"]])
    sizes, true = collections.Counter(of.values()), collections.Counter((of[d["id"]], d["cluster"]) for d in documents)
    pairs, hits = (sum(n * (n - 1) // 2 for n in c.values()) for c in (sizes, true))
    share = lambda kinds: sum(counts[k]["joined"] for k in kinds) / max(1, sum(counts[k]["all"] for k in kinds))
    return {"recall": round(share(duplicates.COPIES), 4), "precision": round(hits / max(1, pairs), 4),
            "merged": round(share(duplicates.SIBLINGS), 4)}, {kind: round(n["joined"] / n["all"], 4) for kind, n in counts.items()}


def run(options):
    python, _ = measuring.peers()
    program, folder = measuring.dedupe_program(), corpora.fresh("copies")
    documents = duplicates.pairs(options.documents or DOCUMENTS, SEED)
    texts, empty = folder / "texts.jsonl", folder / "empty.jsonl"
    duplicates.write(documents, texts)
    empty.write_text(json.dumps({"id": "0", "text": "一"}, ensure_ascii=False) + "\n")
    size = sum(len(d["text"].encode()) for d in documents) / 1e6
    programs = {"tally": Program([program, texts, "--findings", folder / "tally.tsv"])}
    for ratio in RATIOS:
        peer = [python, SOURCES / "peers/copies.py", ratio.over]
        programs[ratio.over] = Program([*peer, texts, folder / f"{ratio.over}.tsv"], [*peer, empty, folder / "empty.tsv"])
    samples = measuring.take_turns(programs, options.runs, options.core, warm=False)
    found = {}
    print(f"\n  {'joined with their report':18} " + "".join(f"{name:>12}" for name in programs))
    kinds = {}
    for name in programs:
        found[name], kinds[name] = quality(documents, clusters(folder / f"{name}.tsv"))
    for kind in duplicates.COPIES + duplicates.SIBLINGS:
        print(f"  {kind:24} " + "".join(f"{kinds[name].get(kind, 0):12.4f}" for name in programs))
    yield Comparison(f"copies: {len(documents)} reports, {size:.1f} MB", "reports", len(documents), programs, samples, RATIOS, found=found)
