"""Takes the main text out of each page of a list with a peer: main_text.py resiliparse|trafilatura LIST.

resiliparse finds out the charset as its manual says; trafilatura does so by itself.
"""
import sys


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding
    from resiliparse.parse.html import HTMLTree

    def extract(page):
        tree = HTMLTree.parse(bytes_to_str(page, detect_encoding(page, from_html_meta=True)))
        extract_plain_text(tree, main_content=True)

    return extract


def trafilatura():
    import trafilatura
    return trafilatura.extract


extract = {"resiliparse": resiliparse, "trafilatura": trafilatura}[sys.argv[1]]()
for path in open(sys.argv[2], encoding="utf-8"):
    with open(path.rstrip("\n"), "rb") as file:
        extract(file.read())
