"""The script an analyst would write for the whole job: analyst.py FOLDER OUT.

trafilatura takes the text out of each page, regular expressions find what looks like a figure with a unit, cn2an reads the
Chinese numerals among them, and MinHash with datasketch's LSH (five-letter shingles, 128 permutations, threshold 0.7) leaves out
what is like a page before it. A JSON object a line goes to OUT/documents.jsonl. One process, one thread.
"""
import json, pathlib, re, sys, unicodedata

import cn2an
import trafilatura
from datasketch import MinHash, MinHashLSH

DIGITS = r"\d[\d,]*(?:\.\d+)?[万亿]?"
CHINESE = r"[〇零一二两三四五六七八九十百千]{1,12}[万亿]?"
UNITS = r"余?(?:万?元|件次?|人次?|名|起|场次?|个百分点|个|家|次|份|项|户|篇|条|部|处|期|所|%|％|公里|平方米|天|日|月|年)"
FIGURE = re.compile(rf"({DIGITS}|{CHINESE})({UNITS})")
NOISE = re.compile(r"[\W_]+")
SCALE = {"万": 10**4, "亿": 10**8}


def value(written):
    if not written[0].isascii():
        try:
            return cn2an.cn2an(written, "smart")
        except (ValueError, KeyError):  # cn2an knows not all that the expression takes for a numeral
            return None
    scale = SCALE.get(written[-1], 1)
    return float(written.rstrip("万亿").replace(",", "")) * scale


def figures(text):
    return [{"value": value(match[1]), "unit": match[2], "text": match[0], "start": match.start()}
            for match in FIGURE.finditer(text)]


def sketch(text):
    letters = NOISE.sub("", unicodedata.normalize("NFKC", text).lower())
    made = MinHash(num_perm=128)
    made.update_batch([letters[at:at + 5].encode() for at in range(max(1, len(letters) - 4))])
    return made


def main():
    folder, out = map(pathlib.Path, sys.argv[1:])
    out.mkdir(parents=True, exist_ok=True)
    index = MinHashLSH(threshold=0.7, num_perm=128)
    with open(out / "documents.jsonl", "w", encoding="utf-8") as documents:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            text = trafilatura.extract(path.read_bytes())
            if not text:
                continue
            made = sketch(text)
            if index.query(made):
                continue
            name = str(path.relative_to(folder))
            index.insert(name, made)
            row = {"source": name, "text": text, "figures": figures(text)}
            documents.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
