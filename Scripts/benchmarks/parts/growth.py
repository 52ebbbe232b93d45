"""The whole job over 1,000, 10,000 and 100,000 synthetic reports: time and memory a document, and what a state keeps.

Tally runs Pipelines/judicial-reports.yaml with one job on one core, without a state and with one (the first night of it), and
the analyst's script reads the same pages. --sizes names other sizes; from 10,000 on, no run goes before that warms the caches.
"""
import shutil

import corpora, measuring
from measuring import ROOT, SOURCES, Program
from parts.job import PUBLISHED, tally
from reporting import Comparison, Goal, Ratio

COLD = 10_000


def pipeline(folder, *lines):
    """The main job in a file of its own, with more lines at its top."""
    text = (ROOT / "Pipelines/judicial-reports.yaml").read_text(encoding="utf-8").replace("Catalogs/", f"{ROOT}/Pipelines/Catalogs/")
    path = folder / "judicial-reports.yaml"
    path.write_text("\n".join([*lines, text]), encoding="utf-8")
    return path


def with_state(options, folder, name="state"):
    own = corpora.fresh(name)
    command = [options.tally, "run", pipeline(own, "state: State"), "--set", f"fetch-files.root={folder}", "--output", own / "out", "--progress", "none",
               "--jobs", "1"]

    def clear():
        for name in ("State", "out"):
            shutil.rmtree(own / name, ignore_errors=True)

    return Program(command, allowed=PUBLISHED, before=clear), own


def compare(options, count, python):
    folder, maker = corpora.reports(options, "reports", count, seed=count)
    stateful, own = with_state(options, folder)
    programs, bytes_kept = {"tally": tally(options, folder), "tally with state": stateful}, {}
    stateful.after = lambda: bytes_kept.update({"state bytes": corpora.size(own / "State") / count, "output bytes": corpora.size(own / "out") / count})
    if "analyst" in options.peers:
        out = corpora.WORK / "analyst"
        command = lambda pages: [python, SOURCES / "peers/analyst.py", pages, out]
        programs["analyst"] = Program(command(folder), command(corpora.one_page("one", folder)),
                                      before=lambda: shutil.rmtree(out, ignore_errors=True))
    samples = measuring.take_turns(programs, options.runs, options.core, warm=count < COLD)
    done = Comparison(f"growth: {count} synthetic reports ({maker}), {corpora.size(folder) / 1e6:.1f} MB", "reports", count, programs, samples,
                      [Ratio(name) for name in programs if name == "analyst"], found={"tally with state": bytes_kept})
    for name in ("reports", "state", "out", "analyst"):
        shutil.rmtree(corpora.WORK / name, ignore_errors=True)
    return done


def slopes(done):
    """How the largest compares with the smallest."""
    small, large = min(done), max(done)
    if small == large:
        return
    goals = []
    for name in done[large].samples:
        first, last = done[small], done[large]
        goals.append(Goal(f"{name}: seconds a document, {large} over {small}",
                          [a / b for a, b in zip(first.rates(name), last.rates(name))], "times", at_most=1.1 if name == "tally" else None))
        grown = [(b - a) * 2**20 / (large - small) for a, b in zip(first.samples[name]["peak"], last.samples[name]["peak"])]
        goals.append(Goal(f"{name}: memory", grown, "bytes a document more"))
        goals.append(Goal(f"{name}: memory, {large} over {small}", [b / a for a, b in zip(first.samples[name]["peak"], last.samples[name]["peak"])],
                          "times"))
    goals.append(Goal("state", [done[large].found["tally with state"]["state bytes"]], "bytes a document"))
    yield Comparison(f"growth: from {small} to {large} reports", "reports", 0, {}, {}, goals=goals)


def run(options):
    python, _ = measuring.peers()
    done = {}
    for count in sorted(options.sizes):
        done[count] = compare(options, count, python)
        yield done[count]
    yield from slopes(done)
