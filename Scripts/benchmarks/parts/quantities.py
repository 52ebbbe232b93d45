"""Quantities and periods in texts, beside duckling, Recognizers-Text and JioNLP, where they install.

All texts of a set (--texts) are read as one, repeated: 20 MB for Tally, 60 kB for the peers, which would take hours. Tally's seconds are
those of the whole process with its output; the peers' those of reading alone, without output.
"""
import subprocess, sys

import corpora, measuring
from measuring import SOURCES, Program
from reporting import Comparison, Goal, Ratio

OURS, THEIRS = 20_000_000, 60_000


def write(data, size, path):
    whole = data * (size // len(data) + 1)
    end = whole.rfind("。".encode(), 0, size) + 3
    path.write_bytes(whole[:end] + b"\n")
    return end + 1


def compare(title, texts, options):
    python, peers = measuring.peers()
    folder, data = corpora.fresh("quantities"), b"\n".join(texts)
    long, short = folder / "long.txt", folder / "short.txt"
    long_size, short_size = write(data, OURS, long), write(data, THEIRS, short)
    found = {}

    def count(name):
        number = int((folder / name).read_text().split()[0])
        found[name] = {"found per kB": number / short_size * 1000}
        if not number:
            sys.exit(f"bench: '{name}' found nothing")

    programs = {"tally": Program([options.tally, "quantities"], reads=long)}
    for name in peers:
        programs[name] = Program(
            [python, SOURCES / "peers/quantities.py", name, short, folder / name], amount=short_size / long_size,
            cpu=lambda name=name: float((folder / name).read_text().split()[1]), after=lambda name=name: count(name))
    samples = measuring.take_turns(programs, options.runs, options.core, warm=False)
    with open(long, "rb") as source:
        rows = subprocess.run([options.tally, "quantities"], stdin=source, capture_output=True, check=True).stdout
    found["tally"] = {"found per kB": (rows.count(b'"qualifier":') + rows.count(b'"period":')) / long_size * 1000}
    ratios = [Ratio(name, 100 if name == "duckling" else None) for name in peers]
    done = Comparison(f"quantities, {title}: {long_size / 1e6:.1f} MB, {short_size / 1e3:.0f} kB for the peers", "MB", long_size / 1e6,
                      programs, samples, ratios, found=found, has_wall=False)
    done.goals = [Goal("quantities alone", done.rates("tally"), "MB/s", at_least=40)]
    return done


def run(options):
    for name, texts in corpora.texts(options).items():
        yield compare(name, texts, options)
