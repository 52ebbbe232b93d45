"""The peer of Scripts/bench-text: main text of each page of a list with resiliparse, decoded as its manual says."""
import sys

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.encoding import bytes_to_str, detect_encoding
from resiliparse.parse.html import HTMLTree

for path in open(sys.argv[1], encoding="utf-8"):
    with open(path.rstrip("\n"), "rb") as file:
        page = file.read()
    tree = HTMLTree.parse(bytes_to_str(page, detect_encoding(page, from_html_meta=True)))
    extract_plain_text(tree, main_content=True)
