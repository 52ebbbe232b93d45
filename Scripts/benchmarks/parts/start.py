"""A run over one small file, from start to exit."""
import shutil

import corpora, measuring
from measuring import ROOT, Program
from parts.job import tally
from reporting import Comparison, Goal

RUNS = 21


def run(options):
    page = ROOT / "Data/Reports/hunan/qinglan-2024.html"
    folder = corpora.fresh("start")
    shutil.copy(page, folder)
    programs = {"tally run": tally(options, folder), "tally text": Program([options.tally, "text", page])}
    samples = measuring.take_turns(programs, max(RUNS, options.runs), options.core)
    done = Comparison(f"start: one page of {page.stat().st_size / 1e3:.0f} kB", "runs", 1, programs, samples)
    done.goals = [Goal("tally run, from start to exit", [1000 * taken for taken in samples["tally run"]["wall"]], "ms", at_most=60)]
    yield done
