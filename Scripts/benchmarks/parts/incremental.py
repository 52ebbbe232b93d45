"""A night after which one page in a hundred has changed, and one after which none has, beside a run over all of them.

10,000 synthetic reports (--documents names another number), Pipelines/judicial-reports.yaml with a state, one job. Each turn changes
a figure in a hundredth of the pages, and then runs once without a state from before, once with it, and once more with nothing
changed. What is published with a state has to be, byte by byte, what is published without one.
"""
import filecmp, os, random, shutil, sys

import corpora, measuring
from measuring import Program
from parts.growth import with_state
from reporting import Comparison, Goal

COUNT, SHARE = 10_000, 0.01
TABLES = ("documents", "segments", "metrics", "checks", "duplicates", "rejects")


def change(pages, chance):
    """Gives a hundredth of the pages another figure somewhere in their second half, each in a file of its own as publishers do."""
    for path in chance.sample(pages, max(1, round(len(pages) * SHARE))):
        page = path.read_bytes()
        found = corpora.FIGURE.search(page, len(page) // 2) or corpora.FIGURE.search(page)
        if found:
            new = path.with_suffix(".new")
            new.write_bytes(page[:found.start()] + str(int(found[0]) + 1).encode() + page[found.end():])
            new.replace(path)


def run(options):
    folder, maker = corpora.reports(options, "reports", options.documents or COUNT)
    pages, chance = corpora.files(folder), random.Random(7)
    full, ours = with_state(options, folder, "full")
    incremental, others = with_state(options, folder, "incremental")
    measuring.measure(options.core, incremental.command, None, incremental.allowed)
    clear = full.before

    def begin():
        clear()
        change(pages, chance)
        os.sync()

    def compare():
        for table in TABLES:
            found = [own / f"out/judicial-reports/current/{table}.jsonl" for own in (ours, others)]
            if not filecmp.cmp(*found, shallow=False):
                sys.exit(f"bench: '{found[1]}' is not what a full run publishes")

    full.before, incremental.before, incremental.after = begin, os.sync, compare
    programs = {"all pages": full, "1 in 100 changed": incremental,
                "none changed": Program(incremental.command, allowed=incremental.allowed, before=os.sync, after=compare)}
    samples = measuring.take_turns(programs, options.runs, options.core)
    done = Comparison(f"incremental: {len(pages)} synthetic reports ({maker}), {corpora.size(folder) / 1e6:.1f} MB", "pages", len(pages), programs,
                      samples)
    for name in list(programs)[1:]:
        for key, what in (("cpu", "CPU"), ("wall", "wall time")):
            shares = [100 * part / whole for part, whole in zip(samples[name][key], samples["all pages"][key])]
            done.goals.append(Goal(f"{name}: {what}", shares, "% of all pages", at_most=5 if name != "none changed" else None))
    for name in ("reports", "full", "incremental"):
        shutil.rmtree(corpora.WORK / name, ignore_errors=True)
    yield done
