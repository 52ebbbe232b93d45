"""Whether the time to read a report grows no faster than the report: several shapes, each in one size and in ten times that.

    national   18,000 and 180,000 characters: 一、 （一） 1. and 一是, as a national report has them
    headings   1,000 and 10,000 numbered headings with a paragraph each (2 MB)
    nested     the same number of headings, four levels deep
    inline     one paragraph of 1,000 and 10,000 items 一是…
    titles     as many headings without a number
    turns      as many sentences that turn to what is wrong or planned

Eight equal reports go through strip-markup, strip-paywall, segment-outline, extract-metadata and emit-jsonl; start-up is a run over
empty reports. The ratio is that of the seconds a byte: one, where time grows as the report does.
"""
import random, shutil

import corpora, measuring
from measuring import Program
from reporting import Comparison, Goal

PIPELINE = """version: 1
name: growth
stages:
  - use: fetch-files
    with: { root: texts }
  - use: strip-markup
  - use: strip-paywall
  - use: segment-outline
  - use: extract-metadata
  - use: emit-jsonl
    with: { directory: out }
"""
TITLE = "云岭县司法局2024年工作总结\n"
# So many equal reports are read in one process, for the time of one is too short to measure.
COPIES = 8
DIGITS = "一二三四五六七八九"


def sentence(chance, clauses=4):
    words = ("全县共办理法律援助案件{}件", "开展普法宣传{}场次", "调解矛盾纠纷{}起", "不断提升服务水平", "持续推进法治建设", "培训干部{}人次")
    return "，".join(chance.choice(words).format(chance.randint(2, 900)) for _ in range(clauses)) + "。"


def national(chance, size):
    text = TITLE
    while len(text) < 18 * size:
        for part in DIGITS:
            text += f"{part}、做好全年工作\n"
            for number in range(3):
                text += f"（{DIGITS[number]}）抓好落实\n" + sentence(chance) + "一是加强领导。" + sentence(chance, 6)
                text += "二是压实责任。" + sentence(chance, 6) + "\n"
    return text


def headings(chance, size):
    return TITLE + "".join(f"{1 + at % 99}.推进某项工作。{sentence(chance)}{sentence(chance)}\n" for at in range(size))


def nested(chance, size):
    marks = ("{}、做好工作\n", "（{}）抓好落实\n", "{}.推进工作。", "一是加强领导。")
    text = TITLE
    for at in range(size):
        depth = (0, 1, 2, 3, 2, 3, 1, 2, 3, 2)[at % 10]
        text += ("" if depth in (1, 3) else "\n") + marks[depth].format(DIGITS[at // 10 % 9]) + sentence(chance)
    return text


def inline(chance, size):
    return TITLE + "".join(f"{DIGITS[at % 9]}是加强某项工作。{sentence(chance)}" for at in range(size))


def titles(chance, size):
    return TITLE + "".join(f"{chance.choice(('普法', '援助', '矫正', '公证'))}工作\n{sentence(chance)}\n" for _ in range(size))


def turns(chance, size):
    return TITLE + "".join(f"{sentence(chance)}但仍存在一些不足。下一步，我局将加强培训。\n" for _ in range(size))




def run(options):
    folder, programs = corpora.fresh("shapes"), {}
    (folder / "growth.yaml").write_text(PIPELINE, encoding="utf-8")

    def program(name, text, start):
        texts = folder / name
        texts.mkdir()
        for copy in range(COPIES):
            (texts / f"report-{copy}.txt").write_text(text, encoding="utf-8")
        command = lambda texts: [options.tally, "run", folder / "growth.yaml", "--set", f"fetch-files.root={texts}", "--progress", "none", "--full",
                                 "--jobs", "1"]
        size = sum(path.stat().st_size for path in texts.iterdir()) / 1e6
        clear = lambda: shutil.rmtree(folder / "out", ignore_errors=True)
        return Program(command(texts), start and command(start), before=clear, amount=size)

    program("empty", TITLE + "全年办案9件。\n", None)
    for shape in (national, headings, nested, inline, titles, turns):
        for size in (1000, 10000):
            name = f"{shape.__name__} {size}"
            programs[name] = program(name, shape(random.Random(7), size), folder / "empty")
    samples = measuring.take_turns(programs, options.runs, options.core)
    done = Comparison("shapes: reports of one size and of ten times that", "MB", 1, programs, samples, net=True)
    for shape in (national, headings, nested, inline, titles, turns):
        small, large = (done.rates(f"{shape.__name__} {size}", net=True) for size in (1000, 10000))
        done.goals.append(Goal(f"{shape.__name__}: seconds a byte, large over small", [a / b for a, b in zip(small, large)], "times"))
    yield done
