"""Where the measurements take pages and texts from: folders that are named, a maker of corpora, or else what is made here."""
import os, pathlib, re, shutil, subprocess, sys

import pages
from measuring import BUILT, ROOT

WORK = BUILT / "work"
ANNOTATED = pathlib.Path(os.environ.get("TALLY_ANNOTATED") or ROOT.parent / "shared")
# Figures in the text of a page, which another edition of it has otherwise. Bytes before them are ASCII, so that none is half of
# a character in GB18030.
FIGURE = re.compile(rb"(?<=[\x20-\x3b\x3d\x3f-\x7e])[1-9]\d+(?=[^<>]{0,2000}<)")


def clear():
    shutil.rmtree(WORK, ignore_errors=True)


def fresh(name):
    """An empty folder."""
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def files(folder):
    return sorted(path for path in pathlib.Path(folder).rglob("*") if path.is_file())


def size(folder):
    return sum(path.stat().st_size for path in files(folder))


def page_folders(options):
    """Folders of real pages: those that are named, or the annotated ones beside the repository, if there are any."""
    if options.pages:
        return {folder.name: folder.resolve() for folder in options.pages}
    found = {path.name: path / "html" for path in sorted((ANNOTATED / "pages").glob("*")) if (path / "html").is_dir()}
    return {name: folder.resolve() for name, folder in found.items()}


def corpus_maker(options):
    """The script that makes corpora, or none: then pages are made here."""
    named = options.corpus_maker or os.environ.get("TALLY_CORPUS_MAKER")
    maker = pathlib.Path(named) if named else ANNOTATED / "tools/make_corpus.py"
    if named and not maker.is_file():
        sys.exit(f"bench: no corpus maker '{maker}'")
    return maker.resolve() if maker.is_file() else None


def reports(options, name, count, seed=1):
    """A folder of synthetic report pages of some 15 kB, all of them HTML; and who made them."""
    folder, maker = fresh(name), corpus_maker(options)
    if maker is None:
        pages.write(folder / "pages", count, seed)
        return folder / "pages", "Scripts/benchmarks/pages.py"
    subprocess.run([sys.executable, maker, "--out", folder, "--documents", str(count), "--seed", str(seed), "--html-share", "1"],
                   check=True, stdout=subprocess.DEVNULL)
    shutil.rmtree(folder / "truth", ignore_errors=True)
    return folder / "pages", maker.name


def portal(name, count, seed=1):
    """A folder of pages of 70 kB with 7,000 characters of report, as portals have them."""
    folder = fresh(name)
    pages.write(folder, count, seed, characters=7000, filler=36000)
    return folder


def editions(name, folders, least):
    """The pages of all folders, again under other names and with other figures until there are as many as asked for."""
    folder, found = fresh(name), [path for source in folders for path in files(source)]
    for edition in range(-(-least // len(found))):
        for number, path in enumerate(found):
            page = path.read_bytes()
            if edition:
                page = FIGURE.sub(lambda match: str(int(match[0]) + 37 * edition).encode(), page)
            (folder / f"e{edition:02}").mkdir(exist_ok=True)
            (folder / f"e{edition:02}/{number:06}.html").write_bytes(page)
    return folder


def one_page(name, folder):
    """A folder with the first page of another: for what start-up takes."""
    alone = fresh(name)
    shutil.copy(files(folder)[0], alone)
    return alone


def texts(options):
    """Sets of texts of reports: those below the folders that are named; or the annotated ones beside the repository, if there are
    any, and the repository's invented ones, which are short and have twice as many figures."""
    folders = {folder.name: folder for folder in options.texts or ()}
    if not folders:
        folders = {"real reports": ANNOTATED / "seeds", "invented reports": ROOT / "Tests/Reports/texts"}
    found = {name: [path.read_bytes() for path in sorted(folder.rglob("*.txt"))] for name, folder in folders.items()}
    found = {name: texts for name, texts in found.items() if texts}
    return found or sys.exit("bench: no .txt files in the folders")
