"""Main text of pages, beside resiliparse, trafilatura and libxml2's bare parse.

Of each folder of pages (--pages) all files are taken, as often as it takes to have 20 MB, which one process reads. The floor is
libxml2's SAX interface without handlers, on copies of the pages in UTF-8. All are taken without their start-up, which is
measured on an empty list: this is about a library.
"""
import subprocess

import corpora, measuring
from measuring import BUILT, SOURCES, Program
from reporting import Comparison, Ratio

LEAST = 20_000_000
# Tally says so where a page could not be read.
ALLOWED = (0, 74)


def decoded(page):
    """A page in UTF-8, for the floor: libxml2 left to guess the charset would stop early."""
    for mark, charset in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if page.startswith(mark):
            return page.decode(charset, "replace").encode()
    for charset in ("utf-8-sig", "gb18030", "big5hkscs"):
        try:
            return page.decode(charset).encode()
        except UnicodeDecodeError:
            pass
    tries = [page.decode(charset, "replace") for charset in ("utf-8", "gb18030")]
    return min(tries, key=lambda text: text.count("\ufffd")).encode()


def lists(folder):
    """Lists of paths: of the pages, of their copies, and an empty one; how many pages, and the bytes that each list has."""
    pages, copies = corpora.files(folder), corpora.fresh("utf8")
    names = []
    for index, page in enumerate(pages):
        names.append(copies / str(index))
        names[-1].write_bytes(decoded(page.read_bytes()).replace(b"\0", b""))
    size = sum(page.stat().st_size for page in pages)
    passes = -(-LEAST // size)
    found = {}
    for name, paths in {"pages": pages * passes, "copies": names * passes, "empty": []}.items():
        found[name] = corpora.WORK / f"{name}.list"
        found[name].write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
    return found, len(pages), size * passes


def compare(name, folder, options, python):
    found, count, size = lists(folder)
    peer = [python, SOURCES / "peers/main_text.py"]
    commands = {
        "tally": ([options.tally, "text", "--paths-from"], found["pages"]),
        "resiliparse": ([*peer, "resiliparse"], found["pages"]),
        "trafilatura": ([*peer, "trafilatura"], found["pages"]),
        "libxml2 SAX": ([BUILT / "sax"], found["copies"]),
    }
    programs = {key: Program([*command, paths], [*command, found["empty"]], allowed=ALLOWED) for key, (command, paths) in commands.items()}
    samples = measuring.take_turns(programs, options.runs, options.core)
    title = f"text, {name}: {count} pages, read until there are {size / 1e6:.1f} MB, net of start-up"
    ratios = [Ratio("resiliparse", 1), Ratio("trafilatura", 15), Ratio("libxml2 SAX", 0.6)]
    return Comparison(title, "MB", size / 1e6, programs, samples, ratios, net=True)


def run(options):
    python, _ = measuring.peers()
    flags = subprocess.run(["pkg-config", "--cflags", "--libs", "libxml-2.0"], capture_output=True, text=True, check=True)
    measuring.compiled("sax", *flags.stdout.split())
    folders = corpora.page_folders(options) or {"portal pages": corpora.portal("portal", 300)}
    for name, folder in folders.items():
        yield compare(name, folder, options, python)
