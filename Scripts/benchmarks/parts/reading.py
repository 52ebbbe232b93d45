"""What reads texts: outline, metadata, figures and checks, alone and with the writing of their rows.

The texts of a set (--texts) are read again under other names until there are 10 MB. Rates of the stages are those of the CPU seconds that
the run's manifest has of them; `with rows` is the whole run, `base` one that only fetches and writes.
"""
import json, shutil

import corpora, measuring
from measuring import ROOT, Program
from reporting import Comparison, Goal

LEAST = 10_000_000
STAGES = """  - use: segment-outline
  - use: extract-metadata
  - use: extract-metrics
    with: {{ catalog: {catalog} }}
  - use: audit-arithmetic
"""
PIPELINE = """version: 1
name: {name}
stages:
  - use: fetch-files
    with: {{ root: {texts} }}
{stages}  - use: emit-jsonl
    with: {{ directory: {out} }}
"""


def compare(title, texts, options):
    folder = corpora.fresh("reading")
    (folder / "texts").mkdir()
    copies = -(-LEAST // sum(map(len, texts)))
    for copy in range(copies):
        for index, text in enumerate(texts):
            (folder / f"texts/{copy:04}-{index:06}.txt").write_bytes(text)
    size = sum(map(len, texts)) * copies / 1e6
    stages = STAGES.format(catalog=ROOT / "Pipelines/Catalogs/judicial.yaml")
    programs, alone = {}, []

    def clear():
        # Each run is a first one, with no other to compare with.
        shutil.rmtree(folder / "out", ignore_errors=True)

    def look():
        manifest = json.loads((folder / "out/with-rows/current/manifest.json").read_text(encoding="utf-8"))
        alone.append({stage["stage"]: stage["cpu_seconds"] for stage in manifest["stages"][1:-1]})

    for name, between, after in (("with-rows", stages, look), ("base", "", lambda: None)):
        pipeline = folder / f"{name}.yaml"
        pipeline.write_text(PIPELINE.format(name=name, texts=folder / "texts", stages=between, out=folder / "out"), encoding="utf-8")
        programs[name] = Program([options.tally, "run", pipeline, "--progress", "none", "--full", "--jobs", "1"], before=clear, after=after)
    samples = measuring.take_turns(programs, options.runs, options.core)
    alone = alone[-options.runs:]
    goals = [Goal("outline, metadata, metrics, audit together", [size / sum(run.values()) for run in alone], "MB/s", at_least=15)]
    goals += [Goal(stage, [size / run[stage] for run in alone], "MB/s") for stage in alone[0]]
    return Comparison(f"reading, {title}: {len(texts) * copies} texts, {size:.1f} MB", "MB", size, programs, samples, goals=goals)


def run(options):
    for name, texts in corpora.texts(options).items():
        yield compare(name, texts, options)
