"""A million synthetic reports in twenty nights of 50,000: whether the last costs more than the first.

Each night is a run with `earlier` on all nights before it, so that the pages of one night only are on disk; the tables of a
night go, but for `documents.jsonl`, which `earlier` reads once, and its manifest, by which the sketches are known. It takes an
hour, and is measured where it is named.
"""
import shutil

import corpora, measuring
from measuring import Program
from parts.job import PUBLISHED, tally
from reporting import Comparison, Goal

NIGHTS, NIGHT = 20, 50_000


def run(options):
    kept, earlier, samples = corpora.fresh("nights"), [], {key: [] for key in ("cpu", "wall", "peak", "start_cpu", "start_wall")}
    total, night = options.documents or NIGHTS * NIGHT, min(NIGHT, (options.documents or NIGHTS * NIGHT) // NIGHTS)
    for number in range(NIGHTS):
        folder, maker = corpora.reports(options, "reports", night, seed=1000 + number)
        program = tally(options, folder)
        program.command += ["--set", f"dedupe.earlier=[{', '.join(map(str, earlier))}]", "--set", f"dedupe.sketches={kept / 'sketches'}"]
        program.before()
        for key, value in zip(samples, (*measuring.measure(options.core, program.command, None, PUBLISHED), 0, 0)):
            samples[key].append(value)
        one = kept / f"night-{number:02}"
        one.mkdir()
        for name in ("documents.jsonl", "manifest.json"):
            shutil.move((corpora.WORK / "out/judicial-reports/current").resolve() / name, one)
        earlier.append(one)
        print(f"  night {number + 1}: {samples['cpu'][-1]:.1f} CPU s, {samples['wall'][-1]:.1f} s, {samples['peak'][-1]:.0f} MB", flush=True)
        for rest in ("reports", "out"):
            shutil.rmtree(corpora.WORK / rest, ignore_errors=True)
    done = Comparison(f"million: {total} synthetic reports ({maker}) in {NIGHTS} nights", "reports", night,
                      {"a night": Program([])}, {"a night": samples})
    cpu, peak = samples["cpu"], samples["peak"]
    done.goals = [
        Goal("seconds a document, all nights over the first", [sum(cpu) / NIGHTS / cpu[0]], "times", at_most=1.1),
        Goal("the last night over the first", [cpu[-1] / cpu[0]], "times"),
        Goal("memory, last night over first", [peak[-1] / peak[0]], "times"),
        Goal("memory", [(peak[-1] - peak[0]) * 2**20 / (night * (NIGHTS - 1))], "bytes an earlier document"),
        Goal("sketches", [corpora.size(kept / "sketches") / total], "bytes a document"),
    ]
    shutil.rmtree(kept)
    yield done
