"""The whole job, pages in and a published run out, beside an analyst's script and datatrove's blocks.

Tally runs Pipelines/judicial-reports.yaml with one job and no state: text, outline, metadata, figures, checks, copies, all tables.
The analyst's script (peers/analyst.py) takes text and figures out and leaves copies away, and so do datatrove's blocks
(peers/datatrove_job.py). Three sets of pages: portal pages made here (70 kB), real pages (--pages) in several editions, and
synthetic reports (15 kB). Last, the synthetic reports with two jobs on two cores.
"""
import json, os, shutil, sys

import corpora, measuring
from measuring import ROOT, SOURCES, Program
from reporting import Comparison, Goal, Ratio

# The exit codes of a published run, without and with rejects.
PUBLISHED = (0, 3)
PEERS = {"analyst": "analyst.py", "datatrove": "datatrove_job.py"}


def tally(options, folder, jobs=1):
    out = corpora.WORK / "out"
    command = [options.tally, "run", ROOT / "Pipelines/judicial-reports.yaml", "--set", f"fetch-files.root={folder}", "--output", out,
               "--progress", "none", "--jobs", str(jobs)]
    return Program(command, allowed=PUBLISHED, before=lambda: shutil.rmtree(out, ignore_errors=True))


def published():
    manifest = json.loads((corpora.WORK / "out/judicial-reports/current/manifest.json").read_text(encoding="utf-8"))
    rows = {file["name"].removesuffix(".jsonl"): file["rows"] for file in manifest["files"]}
    return {"documents": rows["documents"], "figures": rows["metrics"]}


def compare(title, folder, options, python):
    """Tally and the peers over a folder; for their start-up the peers run over one page of it."""
    pages, size, alone = corpora.files(folder), corpora.size(folder) / 1e6, corpora.one_page("one", folder)
    programs, found = {"tally": tally(options, folder)}, {}
    programs["tally"].after = lambda: found.update(tally=published())
    for name, script in PEERS.items():
        if name in options.peers:
            out = corpora.WORK / name
            clear = lambda out=out: shutil.rmtree(out, ignore_errors=True)
            command = lambda pages, script=script, out=out: [python, SOURCES / "peers" / script, pages, out]

            def look(name=name, out=out):
                # Start-up is measured behind each run, and leaves its own: what counts is looked at first.
                lines = [json.loads(line) for path in out.rglob("*.jsonl") if "texts" not in path.parts for line in open(path, encoding="utf-8")]
                figures = lambda row: row.get("figures") or row.get("metadata", {}).get("figures") or []
                found[name] = {"documents": len(lines), "figures": sum(len(figures(row)) for row in lines)}
                if not lines:
                    sys.exit(f"bench: '{name}' kept no page")

            programs[name] = Program(command(folder), command(alone), before=clear, after=look)
    samples = measuring.take_turns(programs, options.runs, options.core)
    ratios = [ratio for ratio in (Ratio("analyst", 15), Ratio("datatrove", 45)) if ratio.over in programs]
    return Comparison(f"job, {title}: {len(pages)} pages, {size:.1f} MB", "pages", len(pages), programs, samples, ratios, found=found)


def run(options):
    python, _ = measuring.peers()
    yield compare("portal pages", corpora.portal("portal", 800), options, python)
    real = corpora.page_folders(options)
    if real:
        yield compare("real pages", corpora.editions("real", real.values(), 800), options, python)
    folder, maker = corpora.reports(options, "reports", 1000)
    yield compare(f"synthetic reports ({maker})", folder, options, python)
    cores = sorted(os.sched_getaffinity(0))[:2]
    if len(cores) == 2:
        count = options.documents or 10_000
        folder, _ = corpora.reports(options, "reports", count)
        program = tally(options, folder, jobs=2)
        program.cores = ",".join(map(str, cores))
        samples = measuring.take_turns({"tally --jobs 2": program}, options.runs, options.core)
        done = Comparison(f"job, two cores: {count} synthetic reports ({maker}), {corpora.size(folder) / 1e6:.1f} MB", "pages", count,
                          {"tally --jobs 2": program}, samples)
        done.goals = [Goal("pages by wall time", done.rates("tally --jobs 2", "wall"), "pages/s", at_least=2000)]
        yield done
